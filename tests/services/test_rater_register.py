"""The register in the database: kinds that overlap, proposals, checks, moves, officials."""

from datetime import date, timedelta

import pytest
from rater_cases import BUDI, GENERAL, HEAD, IRWAN, LICENSING, MEGA, SECRETARY, key, rater_name
from sqlalchemy import insert, select

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.services import career, home, parties, raters, staff
from kotabumi_kinerja.services.found import Found
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.raters import Choice, Entry, Outsider
from kotabumi_kinerja.services.staff.listing import StaffList
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store.schema import employment, person_now, unit

FIRST, JUNE = date(2026, 1, 1), date(2026, 6, 1)


def move(work: Workspace, nip: str, since: date, post: str, **values: object) -> None:
    """A later employment line."""
    with work.database.change("pindah jabatan") as connection:
        connection.execute(
            insert(employment).values(
                office=work.database.office,
                id=new_id(),
                person_id=key(work, nip),
                since=since,
                status="PNS",
                post=post,
                **values,
            )
        )


def codes(work: Workspace, year: int = 2026) -> list[str]:
    return [t.code for t in raters.check_year(work, year)]


def test_stand_in_overlaps_and_holds_for_its_days(office: Workspace) -> None:
    person, head = key(office, GENERAL), key(office, HEAD)
    raters.assign(office, person, head, JUNE, "PLT", date(2026, 8, 31), "SK 12/2026")
    assert rater_name(office, GENERAL, date(2026, 5, 31)) == "Lestari Setiawan Lestari, M.M."
    assert rater_name(office, GENERAL, JUNE) == "Mega Utami, M.M."
    assert rater_name(office, GENERAL, date(2026, 9, 1)) == "Lestari Setiawan Lestari, M.M."
    assert raters.lines(office, person)[0].basis == "SK 12/2026"
    found = parties.rater_of(office, person, JUNE)
    assert found is not None
    assert found.name == "Mega Utami, M.M."
    parts = raters.segments(office, person, 2026)
    assert [p.since.month for p in parts] == [1, 6, 9]
    assert codes(office) == []


def test_a_later_line_is_kept_and_a_definitive_ends_an_open_stand_in(office: Workspace) -> None:
    person, head = key(office, GENERAL), key(office, HEAD)
    raters.assign(office, person, head, date(2026, 9, 1))
    raters.assign(office, person, key(office, LICENSING), JUNE)
    spans = [(x.since.month, x.until) for x in raters.lines(office, person)]
    assert spans == [(9, None), (6, date(2026, 8, 31)), (1, date(2026, 5, 31))]
    raters.assign(office, person, head, date(2026, 10, 1), "PLT")
    raters.assign(office, person, key(office, SECRETARY), date(2026, 11, 1))
    ended = [x.until for x in raters.lines(office, person) if x.kind == "PLT"]
    assert ended == [date(2026, 10, 31)]


def test_line_is_changed_ended_and_deleted_each_with_undo(office: Workspace) -> None:
    person = key(office, GENERAL)
    line = raters.lines(office, person)[0]
    raters.change(office, line.id, key(office, HEAD), Entry(FIRST, "DELEGASI", None, " S.1 "))
    changed = raters.lines(office, person)[0]
    assert (changed.id, changed.kind, changed.basis) == (line.id, "DELEGASI", "S.1")
    raters.end(office, line.id, JUNE)
    assert raters.lines(office, person)[0].until == JUNE
    raters.remove(office, line.id)
    assert raters.lines(office, person) == []
    labels = [s.label for s in history.steps(office.database)[:3]]
    assert sorted(x.split()[0] for x in labels) == ["akhiri", "hapus", "ubah"]
    for _ in range(3):
        history.undo(office.database)
    assert raters.lines(office, person) == [line]


@pytest.mark.parametrize(
    ("entry", "code"),
    [(Entry(JUNE, until=FIRST), "KK-184"), (Entry(JUNE, "LAIN"), "KK-149")],
)
def test_wrong_entries_change_nothing(office: Workspace, entry: Entry, code: str) -> None:
    person = key(office, GENERAL)
    before = raters.lines(office, person)
    with pytest.raises(Refused) as refused:
        raters.change(office, before[0].id, key(office, HEAD), entry)
    assert refused.value.code == code
    with pytest.raises(Refused) as self_refused:
        raters.change(office, before[0].id, person, Entry(JUNE))
    assert self_refused.value.code == "KK-141"
    raters.remove(office, before[0].id)
    with pytest.raises(Refused) as gone:
        raters.end(office, before[0].id, JUNE)
    assert gone.value.code == "KK-186"


def test_the_raters_rater_of_a_day(office: Workspace) -> None:
    person = key(office, MEGA)
    above = raters.rater_of_rater(office, person, JUNE)
    assert above is not None
    assert above.name == "Mega Utami, M.M."
    assert raters.rater_of_rater(office, key(office, HEAD), JUNE) is None
    raters.assign(office, key(office, LICENSING), key(office, SECRETARY), JUNE, "PLH", JUNE)
    named = parties.superior_of(office, person, JUNE)
    assert named is not None
    assert named.name == "Lestari Setiawan Lestari, M.M."


def test_proposal_shows_old_beside_new_and_writes_only_what_is_taken(office: Workspace) -> None:
    raters.assign(office, key(office, MEGA), key(office, SECRETARY), JUNE)
    different = [w for w in raters.wishes(office) if not w.same]
    assert [(w.name, w.old_name, w.new_name, w.fresh) for w in different] == [
        ("Mega Hidayat, S.E.", "Lestari Setiawan Lestari, M.M.",
         "Zainal Hidayat Nugroho, S.E.", False)
    ]  # fmt: skip
    wish = different[0]
    assert wish.who is not None
    assert raters.take(office, [Choice(wish.person, wish.who, wish.why)], date(2026, 9, 1)) == 1
    assert rater_name(office, MEGA, date(2026, 8, 31)) == "Lestari Setiawan Lestari, M.M."
    assert rater_name(office, MEGA, date(2026, 9, 1)) == "Zainal Hidayat Nugroho, S.E."


def test_who_had_a_rater_before_begins_after_the_last_day(office: Workspace) -> None:
    line = raters.lines(office, key(office, MEGA))[0]
    raters.end(office, line.id, date(2026, 9, 30))
    wish = next(w for w in raters.wishes(office) if w.fresh)
    assert wish.who is not None
    raters.take(office, [Choice(wish.person, wish.who)], FIRST)
    spans = [(x.since, x.until) for x in raters.lines(office, key(office, MEGA))]
    assert spans == [(date(2026, 10, 1), None), (FIRST, date(2026, 9, 30))]


def test_leader_of_the_unit_is_proposed_with_the_reason(office: Workspace) -> None:
    key_unit = new_id()
    with office.database.change("unit") as connection:
        connection.execute(
            insert(unit).values(
                office=office.database.office, id=key_unit, name="Tim Data",
                leader_id=key(office, BUDI),
            )
        )  # fmt: skip
    move(office, MEGA, date(2026, 3, 1), "Penata Perizinan Ahli Muda", unit_id=key_unit)
    wish = next(w for w in raters.wishes(office) if w.person == key(office, MEGA))
    assert (wish.who, wish.why) == (key(office, BUDI), "memimpin Tim Data")


def test_move_within_the_year_is_told_and_followed_in_one_step(office: Workspace) -> None:
    """A clerk who takes over a bidang on 1 June is rated by the head from then."""
    move(office, MEGA, JUNE, "Kepala Bidang Data", unit_name="Bidang Data")
    assert codes(office) == ["KK-145", "KK-182"]
    trouble = next(t for t in raters.check_year(office, 2026) if t.code == "KK-182")
    assert (trouble.person, trouble.on) == (key(office, MEGA), JUNE)
    assert trouble.fields["new"] == "Mega Utami, M.M."
    steps = len(history.steps(office.database))
    raters.mend(office, trouble)
    assert len(history.steps(office.database)) == steps + 1
    parts = raters.segments(office, key(office, MEGA), 2026)
    assert [(p.since, p.rater.name if p.rater else "") for p in parts] == [
        (FIRST, "Zainal Hidayat Nugroho, S.E."),
        (JUNE, "Mega Utami, M.M."),
    ]
    assert codes(office) == []


def test_rater_who_moved_or_left_is_told_for_each_of_his_people(office: Workspace) -> None:
    move(office, LICENSING, JUNE, "Analis Kebijakan Ahli Madya", post_kind="JF")
    moved = [t for t in raters.check_year(office, 2026) if t.code == "KK-183"]
    assert len(moved) > 5
    assert {t.on for t in moved} == {JUNE}
    move(office, GENERAL, date(2026, 7, 1), "Kepala Subbagian", leaving="PINDAH")
    left = [t for t in raters.check_year(office, 2026) if t.code == "KK-143"]
    assert len(left) > 5
    assert {t.on for t in left} == {date(2026, 7, 1)}
    own = [t for t in raters.check_year(office, 2026) if t.person == key(office, GENERAL)]
    assert [t.code for t in own] == ["KK-180"]
    raters.mend(office, own[0])
    raters.mend(office, left[0])
    ends = [x.until for x in raters.lines(office, left[0].person)]
    assert ends == [None, date(2026, 6, 30)]
    assert raters.lines(office, key(office, GENERAL))[0].until == date(2026, 6, 30)


def test_gap_and_two_at_once_are_mended(office: Workspace) -> None:
    person = key(office, MEGA)
    line = raters.lines(office, person)[0]
    raters.end(office, line.id, date(2026, 3, 11))
    raters.assign(office, person, key(office, LICENSING), date(2026, 4, 4))
    gap = next(t for t in raters.check_year(office, 2026) if t.code == "KK-181")
    assert gap.fields["spans"] == "12 Mar sampai 3 Apr 2026"
    raters.mend(office, gap)
    assert codes(office) == []
    last = raters.lines(office, person)[0]
    raters.change(office, last.id, key(office, HEAD), Entry(date(2026, 2, 1)))
    double = next(t for t in raters.check_year(office, 2026) if t.code == "KK-142")
    raters.mend(office, double)
    assert "KK-142" not in codes(office)


def test_only_a_person_can_break_a_ring(office: Workspace) -> None:
    raters.assign(office, key(office, HEAD), key(office, GENERAL), JUNE)
    ring = next(t for t in raters.check_year(office, 2026) if t.code == "KK-144")
    assert not raters.can_mend(ring)
    with pytest.raises(Refused) as refused:
        raters.mend(office, ring)
    assert refused.value.code == "KK-188"
    view = raters.view(office)
    assert view.tree.roots == ()
    below = {k for branch in view.tree.branches.values() for k in branch.below}
    assert len(below | set(view.tree.loose)) == view.people


def test_officials_outside_are_listed_changed_and_joined(office: Workspace) -> None:
    bupati = raters.outsiders(office)[0]
    assert (bupati.name, bupati.nip, bupati.rates) == ("H. Rahmat Contoh", "", 1)
    other = raters.add_outsider(office, Outsider("H. Rachmat Contoh", "Bupati"))
    raters.assign(office, key(office, SECRETARY), other, JUNE, "DELEGASI", date(2026, 6, 30))
    with pytest.raises(Refused) as refused:
        raters.delete_outsider(office, other)
    assert refused.value.code == "KK-187"
    assert raters.join_outsiders(office, bupati.id, [other]) == 1
    assert [(o.id, o.rates) for o in raters.outsiders(office)] == [(bupati.id, 2)]
    assert rater_name(office, SECRETARY, JUNE) == "H. Rahmat Contoh"
    raters.edit_outsider(office, bupati.id, Outsider("Letkol Inf. Contoh", "Komandan Kodim"))
    assert rater_name(office, HEAD, JUNE) == "Letkol Inf. Contoh"
    with pytest.raises(Refused) as nameless:
        raters.add_outsider(office, Outsider(" ", "Bupati"))
    assert nameless.value.code == "KK-185"


def test_view_counts_and_finds(office: Workspace) -> None:
    raters.remove(office, raters.lines(office, key(office, IRWAN))[0].id)
    view = raters.view(office)
    rows = Found(view.rows)
    assert rows.count(Query()) == 33
    assert rows.count(Query(chip="none")) == rows.count(Query(chip="trouble")) == 1
    assert rows.page(Query("zainal mega"), None, 0, 5)[0].name == "Mega Hidayat, S.E."
    spaced = "19820417 200405 2 004"
    assert rows.count(Query(spaced)) == 1
    ordered = rows.page(Query(sort="rater"), None, 0, 40)
    assert rows.place(Query(sort="rater"), ordered[7].id) == 7
    after = rows.page(Query(sort="rater"), ordered[7].anchor, 0, 3)
    assert list(after) == list(ordered[8:11])
    assert view.tree.roots[0].every == 32
    assert view.tree.loose == (key(office, IRWAN),)


def test_new_person_is_without_rater_only_from_the_first_day(office: Workspace) -> None:
    staff.add(office, "199001012015012001", "Ayu Contoh", "Arsiparis Terampil")
    assert codes(office) == ["KK-140"]
    trouble = raters.check_year(office, 2026)[0]
    raters.mend(office, trouble)
    assert raters.lines(office, trouble.person)[0].since == office.today()
    assert codes(office) == []


def test_whose_rater_has_ended_is_without_one(office: Workspace) -> None:
    """Also where lines of an ended Plt. began later than the open one."""
    person = key(office, BUDI)
    rows = StaffList(office)
    assert rows.count(Query(chip="no_rater")) == 0
    mine = raters.lines(office, person)
    raters.end(office, mine[0].id, office.today())
    assert rows.count(Query(chip="no_rater")) == 0
    raters.end(office, mine[0].id, office.today() - timedelta(days=1))
    assert rows.count(Query(chip="no_rater")) == 1


def test_every_place_counts_the_same_people_without_rater(office: Workspace) -> None:
    """Beranda, the chip of the staff list and the chip of the raters pane."""

    def alone() -> list[set[bytes]]:
        home_says = [d.count for d in home.due(office) if d.matter is home.Matter.RATERS]
        pane = {r.person for r in raters.view(office).rows if r.in_chip("none")}
        rows = [r for r in raters.view(office).rows if r.in_chip("none")]
        assert len(rows) == len(pane), "one line each"
        assert (home_says or [0]) == [len(pane)]
        return [pane, {r.id for r in StaffList(office).page(Query(chip="no_rater"), None, 0, 99)}]

    assert alone() == [set(), set()]
    ended, ahead, left, gone = (key(office, nip) for nip in (BUDI, GENERAL, IRWAN, LICENSING))
    day = office.today()
    raters.end(office, raters.lines(office, ended)[0].id, day - timedelta(days=1))
    raters.remove(office, raters.lines(office, ahead)[0].id)
    raters.assign(office, ahead, ended, day + timedelta(days=9))
    raters.remove(office, raters.lines(office, left)[0].id)
    career.record(office, left, CareerStep.LEAVING, day, {"leaving": "PINDAH"})
    raters.remove(office, raters.lines(office, gone)[0].id)
    career.record(office, gone, CareerStep.LEAVING, day + timedelta(days=9), {"leaving": "PINDAH"})
    new = staff.add(office, "199001012015012001", "Ayu Contoh", "Arsiparis Terampil")
    pane, listed = alone()
    assert pane == listed == {ended, gone, new}


def test_lists_of_many_find_the_same_rater_as_the_single_question(office: Workspace) -> None:
    person, day = key(office, BUDI), date(2026, 5, 5)
    raters.assign(office, person, key(office, MEGA), day, "PLH", date(2026, 5, 9), "SP")
    for on in (date(2026, 5, 4), day, date(2026, 5, 9), date(2026, 5, 10), date(1990, 1, 1)):
        line = raters.rater_on(office, person, on)
        with office.database.read() as connection:
            found = connection.scalar(
                select(raters.official_on(on)).where(person_now.c.id == person)
            )
        assert found == (line.official if line else None)
