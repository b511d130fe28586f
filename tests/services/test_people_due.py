"""What comes up for people: the days, the lists, and that a change is seen at once."""

from datetime import date

from sqlalchemy import func, select

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.services import career, due, staff
from kotabumi_kinerja.services.due import DueKind, DueList
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now

LESTARI = "196910131992082084"
AYU = "199001012021212001"


def counted(work: Workspace, lists: DueList, kind: DueKind, months: int) -> int:
    with work.database.read() as connection:
        rows = select(func.count()).select_from(person_now).where(lists.where(kind, months))
        return connection.execute(rows).scalar_one()


def test_the_hints_of_one_person(office: Workspace) -> None:
    found = {h.kind: h for h in due.hints(office, staff.id_of(office, LESTARI))}
    leaves = found[DueKind.RETIREMENT]
    assert (leaves.day, leaves.why) == (date(2027, 11, 1), "BUP 58 tahun")
    assert "UU 20/2023" in leaves.source
    assert leaves.note == ""
    rise = found[DueKind.RANK]
    assert rise.what == "Naik ke Pembina Tingkat I (IV/b)"
    assert rise.note == "menunggu konfirmasi BKPSDM"
    step = found[DueKind.SALARY]
    assert step.day == date(2028, 8, 1)
    assert "masa kerja dihitung dari 1 Agustus 1992" in step.why


def test_lists_counts_and_sql_agree(office: Workspace) -> None:
    lists = DueList(office)
    assert not lists.ready
    lists.prepare()
    assert lists.ready
    assert lists.months() == (6, 12, 24)
    for months in lists.months():
        for kind, count in lists.counts(months).items():
            lines = lists.lines(months, kind)
            assert count == len(lines) == counted(office, lists, kind, months)
            assert [line.hint.day for line in lines] == sorted(line.hint.day for line in lines)
            assert set(lists.ids(kind, months)) == {line.person for line in lines}
    assert [x.name for x in lists.lines(12, DueKind.RETIREMENT)] == [
        "Lestari Setiawan Lestari, M.M."
    ]
    assert lists.counts(6)[DueKind.RETIREMENT] == 0


def test_a_change_is_seen_and_who_left_is_out(office: Workspace) -> None:
    lists = DueList(office)
    before = lists.counts(12)
    key = staff.add(office, AYU, "Ayu Contoh", "Operator", "PPPK")
    said = {"contract_until": "31-12-2026", "contract_number": "800/1"}
    career.record(office, key, CareerStep.CONTRACT, date(2026, 11, 24), said)
    after = lists.counts(12)
    assert after[DueKind.CONTRACT] == before[DueKind.CONTRACT] + 1
    assert after == DueList(office).counts(12)
    career.record(office, key, CareerStep.LEAVING, date(2026, 11, 24), {"leaving": "BERHENTI"})
    assert lists.counts(12) == before
    assert counted(office, lists, DueKind.CONTRACT, 12) == before[DueKind.CONTRACT]


def test_nobody_is_due_where_nobody_is(empty_office: Workspace) -> None:
    lists = DueList(empty_office)
    assert set(lists.counts(24).values()) == {0}
    assert counted(empty_office, lists, DueKind.SALARY, 24) == 0
    assert lists.lines(24) == []
