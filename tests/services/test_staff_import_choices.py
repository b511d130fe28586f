"""What an import does is chosen: row by row, field by field, and undone as one step."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from staff_books import DPMPTSP, rows_of, write_book

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.services import career, staff
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.staff.importing import Choices, Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store.schema import employment, person, unit

BUDI, IRWAN = "199407142016021073", "198501042007021005"


def changed(folder: Path, **cells: object) -> Path:
    """Budi's and Irwan's rows of the sample with these cells written anew."""
    rows = [r for r in rows_of(DPMPTSP) if r["NIP BARU"] in {BUDI, IRWAN}]
    anew = {name.replace("_", " "): value for name, value in cells.items()}
    return write_book(folder / "ubah.xlsx", [{**row, **anew} for row in rows])


def image(work: Workspace) -> Mapping[str, list[Any]]:
    """Everything that is to be seen of the register."""
    with work.database.read() as connection:
        return {
            table.name: sorted(
                map(tuple, connection.execute(table.select().where(table.c.gone == ""))), key=repr
            )
            for table in (person, employment, unit)
        }


def test_old_and_new_are_told_field_by_field(office: Workspace, tmp_path: Path) -> None:
    path = changed(tmp_path, TEMPAT_LAHIR_NAMA="Krui", TAHUN_LULUS=2011)
    run = staff_import.dry_run(office, path)
    assert {v.outcome for v in run.verdicts} == {Outcome.CHANGED}
    for verdict in run.verdicts:
        assert {c.field for c in verdict.changes} == {"Tempat lahir", "Tahun lulus"}
        assert {c.new for c in verdict.changes} == {"Krui", "2011"}


def test_row_and_field_are_left_as_they_were(office: Workspace, tmp_path: Path) -> None:
    before = image(office)
    run = staff_import.dry_run(
        office, changed(tmp_path, TEMPAT_LAHIR_NAMA="Krui", ALAMAT="Jalan Baru 1")
    )
    left = frozenset(v.place for v in run.verdicts if v.nip == BUDI)
    kept = {v.place: frozenset({"Alamat"}) for v in run.verdicts if v.nip == IRWAN}
    done = staff_import.apply(office, run, choices=Choices(left=left, kept=kept))
    assert (done.changed, done.left) == (1, 1)
    irwan, budi = staff.by_nip(office, IRWAN), staff.by_nip(office, BUDI)
    assert (irwan.birthplace, irwan.address) == ("Krui", "")
    assert budi.birthplace != "Krui"
    assert history.undo(office.database).label == "impor 1 pegawai dari ubah.xlsx"
    assert image(office) == before


def test_field_is_kept_in_every_row(office: Workspace, tmp_path: Path) -> None:
    run = staff_import.dry_run(office, changed(tmp_path, TEMPAT_LAHIR_NAMA="Krui"))
    with pytest.raises(Refused) as refused:
        staff_import.apply(office, run, choices=Choices(kept_always=frozenset({"Tempat lahir"})))
    assert refused.value.code == "KK-173"
    # What was kept is offered again next time.
    assert staff_import.dry_run(office, tmp_path / "ubah.xlsx").counts()[Outcome.CHANGED] == 2


def test_later_rank_is_a_new_line_and_undo_gives_back_all(
    office: Workspace, tmp_path: Path
) -> None:
    before = image(office)
    path = changed(tmp_path, GOL_AKHIR_ID="34", GOL_AKHIR_NAMA="III/d", TMT_GOLONGAN="01-10-2026")
    staff_import.apply(office, staff_import.dry_run(office, path))
    after = image(office)
    assert len(after["employment"]) == len(before["employment"]) + 2
    assert staff.by_nip(office, IRWAN).golongan == "III/d"
    assert (
        staff.by_nip(office, IRWAN).unit == "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
    )
    history.undo(office.database)
    assert image(office) == before
    history.redo(office.database)
    assert image(office) == after


def test_same_facts_on_the_same_days_correct_the_line(office: Workspace, tmp_path: Path) -> None:
    before = image(office)
    staff_import.apply(
        office, staff_import.dry_run(office, changed(tmp_path, JABATAN_NAMA="Arsiparis Mahir"))
    )
    assert len(image(office)["employment"]) == len(before["employment"])
    assert staff.by_nip(office, IRWAN).post == "Arsiparis Mahir"


def test_missing_people_are_listed_and_stay(office: Workspace, tmp_path: Path) -> None:
    run = staff_import.dry_run(office, changed(tmp_path, ALAMAT="Jalan Baru 1"))
    assert len(run.missing) == 31
    assert IRWAN not in {m.nip for m in run.missing}
    path = tmp_path / "tidak-ada.xlsx"
    assert staff_import.write_missing(run, path) == 31
    staff_import.apply(office, run)
    assert len(staff_list.find(office)) == 33
    assert not staff_import.dry_run(office, DPMPTSP).missing


def test_units_of_other_spelling_are_the_same_unit(office: Workspace, tmp_path: Path) -> None:
    units = image(office)["unit"]
    path = changed(tmp_path, UNOR_NAMA="dinas penanaman  modal DAN pelayanan terpadu satu pintu ")
    assert staff_import.dry_run(office, path).counts()[Outcome.SAME] == 2
    path = changed(tmp_path, UNOR_NAMA="Bidang Baru")
    staff_import.apply(office, staff_import.dry_run(office, path))
    assert len(image(office)["unit"]) == len(units) + 1
    path = changed(tmp_path, UNOR_NAMA="BIDANG  BARU")
    assert staff_import.dry_run(office, path).counts()[Outcome.SAME] == 2


def test_register_that_changed_meanwhile_is_not_overwritten(
    office: Workspace, tmp_path: Path
) -> None:
    run = staff_import.dry_run(office, changed(tmp_path, ALAMAT="Jalan Baru 1"))
    staff.edit(office, staff.id_of(office, IRWAN), "address", "Jalan Lama 9")
    with pytest.raises(Refused) as refused:
        staff_import.apply(office, run)
    assert refused.value.code == "KK-175"
    assert staff.by_nip(office, IRWAN).address == "Jalan Lama 9"


class Stopping:
    """Asks to stop at the nth step of saving."""

    def __init__(self, after: int) -> None:
        self._left = after

    def start(self, what: str, total: int) -> None:
        """Nothing."""

    def step(self, done: int = 1) -> None:
        """Count down."""
        self._left -= min(done, 1) or 1
        if self._left <= 0:
            raise Cancelled


@pytest.mark.parametrize("after", [1, 2])
def test_import_that_is_stopped_leaves_no_trace(empty_office: Workspace, after: int) -> None:
    run, before = staff_import.dry_run(empty_office, DPMPTSP), history.steps(empty_office.database)
    with pytest.raises(Cancelled):
        staff_import.apply(empty_office, run, Stopping(after))
    assert not staff_list.find(empty_office)
    assert history.steps(empty_office.database) == before
    assert staff_import.apply(empty_office, run).new == 33


def test_who_has_left_does_not_come_back_by_a_workbook(office: Workspace, tmp_path: Path) -> None:
    key = staff.by_nip(office, IRWAN).id
    career.record(office, key, CareerStep.LEAVING, date(2026, 2, 1), {"leaving": "Pindah"})
    path = changed(tmp_path, GOL_AKHIR_ID="34", GOL_AKHIR_NAMA="III/d", TMT_GOLONGAN="01-10-2026")
    staff_import.apply(office, staff_import.dry_run(office, path))
    assert staff.record(office, key).golongan == "III/d"
    assert staff.record(office, key).left
