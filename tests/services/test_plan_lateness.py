"""'Siapa belum': counts by unit, the list behind each, days to the deadline, words to remind."""

from dataclasses import replace
from datetime import date

import pytest
from plan_books import LESTARI, MEGA, YEAR, imported, of
from sqlalchemy import update

from kotabumi_kinerja.services import home, plans, units
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans import lateness, reminding
from kotabumi_kinerja.services.plans.lateness import ALL, LateList, LateScope
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


@pytest.fixture
def some(office: Workspace) -> Workspace:
    """One agreed, one handed in, one deleted, all others drafts."""
    imported(office)
    plans.agree(office, [of(office, LESTARI).id], date(2026, 1, 5), submit_first=True)
    plans.submit(office, [of(office, MEGA).id])
    first = next(r for r in plans.find(office, YEAR) if r.nip not in {LESTARI, MEGA})
    assert first.plan is not None
    plans.delete_draft(office, first.plan)
    spread(office)
    return office


def spread(work: Workspace) -> None:
    """Two thirds of the people into two units below the office's own, and one into none."""
    people = [row.id for row in plans.find(work, YEAR)]
    top = units.tree(work)[0]
    e = s.employment.c
    with work.database.change("bagi ke unit") as connection:
        for number, name in enumerate(("Bidang Penanaman Modal", "Bidang Perizinan", "")):
            key = units.unit_named(connection, work, name) if name else None
            mine = people[number:-1:3] if name else people[-1:]
            connection.execute(
                update(s.employment)
                .where(e.office == work.database.office, e.person_id.in_(mine))
                .values(unit_id=key, unit_name=name)
            )
    for row in units.tree(work):
        if row.id != top.id:
            units.move(work, row.id, top.id)


def test_the_counts_of_the_office(some: Workspace) -> None:
    lines = lateness.by_unit(some, YEAR)
    whole = lateness.total(lines)
    counts = (whole.none, whole.draft, whole.submitted, whole.agreed)
    assert (counts, whole.people, whole.late) == ((1, 30, 1, 1), 33, 32)


def test_each_unit_counts_what_its_list_shows(some: Workspace) -> None:
    lines = lateness.by_unit(some, YEAR)
    assert [(x.depth, x.people) for x in lines] == [(0, 32), (1, 11), (1, 11), (0, 1)]
    for line in lines:
        for chip, count in (
            ("", line.late),
            ("none", line.none),
            ("draft", line.draft),
            ("submitted", line.submitted),
            ("agreed", line.agreed),
            (ALL, line.people),
        ):
            assert len(lateness.find(some, YEAR, line.inside, chip)) == count, (line.name, chip)


def test_a_unit_counts_what_lies_below_it(some: Workspace) -> None:
    top, low = units.tree(some)[:2]
    units.move(some, low.id, None)
    before = {line.id: line for line in lateness.by_unit(some, YEAR)}
    units.move(some, low.id, top.id)
    after = {line.id: line for line in lateness.by_unit(some, YEAR)}
    assert after[top.id].people == before[top.id].people + after[low.id].people
    assert lateness.total(list(after.values())).people == 33


def test_a_later_version_makes_nobody_late(some: Workspace) -> None:
    plans.new_version(some, of(some, LESTARI).id, "Pindah tugas")
    assert lateness.total(lateness.by_unit(some, YEAR)).agreed == 1
    names = [row.plan.nip for row in lateness.find(some, YEAR)]
    assert LESTARI not in names
    assert len(names) == 32


def test_pages_join_and_rows_are_found(some: Workspace) -> None:
    listed = LateList(some)
    query = Query(scope=LateScope(YEAR), sort="state")
    whole = listed.page(query, None, 0, 100)
    pieces = [*listed.page(query, None, 0, 9)]
    while len(pieces) < len(whole):
        pieces += listed.page(query, pieces[-1].anchor, 0, 9)
    assert [x.id for x in pieces] == [x.id for x in whole]
    assert listed.place(query, whole[11].id) == 11
    assert whole[-1].plan.nip == MEGA
    assert all(row.rater for row in whole)


@pytest.mark.parametrize(
    ("today", "year", "words"),
    [
        (date(2027, 1, 19), 2027, "Batas 31 Januari 2027, tersisa 12 hari"),
        (date(2027, 1, 31), 2027, "Batas 31 Januari 2027, hari terakhir"),
        (date(2027, 2, 3), 2027, "Batas 31 Januari 2027, lewat 3 hari"),
    ],
)
def test_the_deadline_is_counted_down(
    office: Workspace, today: date, year: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "today", lambda _self: today)
    until = lateness.countdown(office, year)
    assert until.whole == words
    assert "PermenPANRB 6/2022" in until.source
    assert "tabel versi 1" in until.source


def test_words_to_one_and_to_many(some: Workspace) -> None:
    until = replace(lateness.countdown(some, YEAR), left=12)
    rows = {row.plan.nip: row.plan for row in lateness.find(some, YEAR)}
    said = reminding.reminder(rows[MEGA], YEAR, until)
    assert said.startswith(f"Yth. Bapak/Ibu {rows[MEGA].full_name}, SKP 2026 belum disepakati")
    assert "Batas 31 Januari 2026, tersisa 12 hari." in said
    every = reminding.reminders(rows.values(), YEAR, until).splitlines()
    assert (
        every[0] == "Yth. Bapak/Ibu, batas penetapan SKP 2026: 31 Januari 2026 (tersisa 12 hari)."
    )
    assert [line for line in every if line.endswith("):")] == [
        "Belum membuat SKP (1):",
        "SKP masih draf, belum diajukan (30):",
        "SKP menunggu kesepakatan penilai (1):",
    ]
    assert len(every) == 1 + 3 + 32


def test_an_office_without_people_has_nothing(empty_office: Workspace) -> None:
    assert lateness.by_unit(empty_office, YEAR) == []
    assert lateness.total([]).people == 0


@pytest.mark.parametrize(
    ("today", "lines"),
    [
        (date(2026, 12, 1), ["Batas 31 Januari 2026, lewat 304 hari"]),
        (
            date(2026, 12, 2),
            ["Batas 31 Januari 2026, lewat 305 hari", "Batas 31 Januari 2027, tersisa 60 hari"],
        ),
    ],
)
def test_home_counts_down_to_next_year(
    office: Workspace, today: date, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "today", lambda _self: today)
    found = [d.reason for d in home.due(office) if d.matter is home.Matter.PLANS]
    assert found == lines
