"""Offices for the matrix: one leader with many people, each rated by him; all made up."""

from datetime import date

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Aspect, FormKind, PlanState, Section
from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services import plans, raters
from kotabumi_kinerja.services.plans.editing import (
    behaviour_rows,
    indicator_row,
    plan_row,
    result_row,
)
from kotabumi_kinerja.services.staff import editing as staff_editing
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert

YEAR = 2026
RESULT = "Meningkatnya layanan ke-{} yang cepat, tepat, dan memuaskan bagi masyarakat Lampung Utara"
PART = (
    "Terselesaikannya bagian ke-{} dari layanan ke-{} oleh pegawai tepat waktu dan tanpa kesalahan"
)


def nip(number: int) -> str:
    """A NIP of nobody."""
    month = 1 + number % 9
    return f"198{number // 100 % 10}0{month}1520100{month}1{number + 1:03}"


def leader_with(work: Workspace, people: int, post: str, below: str) -> Id:
    """A leader and so many people that he rates; the leader's id."""
    top = staff_editing.add(work, nip(0), "Rina Contoh", post)
    for number in range(1, people + 1):
        person = staff_editing.add(work, nip(number), f"Budi {number:03} Contoh", below)
        raters.assign(work, person, top, date(YEAR, 1, 1))
    return top


def make_school(work: Workspace, *, teachers: int) -> Id:
    """A headmistress and her teachers, without plans; her id."""
    return leader_with(work, teachers, "Kepala Sekolah", "Guru Ahli Muda")


def make_wide(work: Workspace, *, people: int, columns: int) -> Id:
    """A leader with `columns` results; everybody below carries every third of them."""
    top = leader_with(work, people, "Kepala Dinas", "Penata Layanan Operasional")
    key = plans.create(work, top, YEAR)
    heads = [
        result_row(work, key, at, (Section.MAIN, "", RESULT.format(at + 1)))
        for at in range(columns)
    ]
    target = (Aspect.TIME, "Lama layanan", read_target("maks. 5 hari", YEAR))
    measures = [indicator_row(work, head["id"], 0, target) for head in heads]
    made: list[dict[str, object]] = []
    parts: list[dict[str, object]] = []
    values: list[dict[str, object]] = []
    for seat in raters.read(work).people:
        if seat == top:
            continue
        row = plan_row(work, seat, "Penata", "Dinas", YEAR, FormKind.STAFF)
        made.append({**row, "state": PlanState.DRAFT.value})
        values += behaviour_rows(work, row["id"], YEAR)
        for at in range(len(made) % 3, columns, 3):
            words = (Section.MAIN, RESULT.format(at + 1), PART.format(len(made), at + 1))
            part = result_row(work, row["id"], at, words)
            parts.append({**part, "leader_result_id": heads[at]["id"]})
    with work.database.change("kantor uji") as connection:
        for table, rows in (
            (s.result, heads),
            (s.indicator, measures),
            (s.plan, made),
            (s.behaviour, values),
            (s.result, parts),
        ):
            bulk_insert(connection, table, rows)
    return top
