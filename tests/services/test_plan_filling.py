"""Drafts filled from elsewhere: copied, spread with a value each, pushed down from the leader."""

from collections.abc import Callable
from datetime import date

import pytest
from plan_books import LESTARI, code_of, imported, of

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import AnnexBlock, Aspect, FormKind, PlanState
from kotabumi_kinerja.domain.targets import Direction
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import cascade, copying, spreading
from kotabumi_kinerja.services.plans.copying import moved_target, moved_text
from kotabumi_kinerja.services.plans.spreading import Shared
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

YEAR, NEXT = 2026, 2027
SHARED = Shared("Terbitnya izin secara cepat", "Jumlah izin yang terbit", aspect=Aspect.QUANTITY)


def holders_of(work: Workspace, post: str) -> list[Id]:
    return [r.id for r in plans.find(work, YEAR) if r.post.startswith(post)]


def only(work: Workspace, person: Id, year: int) -> plans.PlanView:
    (view,) = plans.plans_of(work, person, year)
    return view


# ---- copying ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("paling lambat 31 Juli 2026", "paling lambat 31 Juli 2027"),
        ("paling lambat 31 Juli", "paling lambat 31 Juli"),
        ("31-07-2026", "31-07-2027"),
        ("paling lambat 31 Januari 2027", "paling lambat 31 Januari 2028"),
        ("2026 surat", "2026 surat"),
        ("2.026 surat", "2.026 surat"),
        ("12 laporan", "12 laporan"),
    ],
)
def test_only_dates_move_to_the_new_year(old: str, new: str) -> None:
    assert moved_target(old, 2026, 2027) == new


def test_the_29th_of_february_becomes_the_28th() -> None:
    assert moved_target("paling lambat 29 Februari 2028", 2028, 2029).endswith("28 Februari 2029")
    assert moved_target("29 Februari", 2028, 2029) == "28 Februari"
    assert moved_target("29 Februari 2028", 2028, 2032) == "29 Februari 2032"


def test_years_in_words_move_too() -> None:
    assert moved_text("Laporan kinerja tahun 2025", 1) == "Laporan kinerja tahun 2026"
    assert moved_text("Laporan Desember 2025 untuk 2026 warga", 1) == (
        "Laporan Desember 2026 untuk 2026 warga"
    )


def filled(work: Workspace) -> plans.PlanView:
    """Last year's plan with everything that can come along."""
    imported(work)
    view = of(work, LESTARI)
    result = view.results[0].id
    plans.add_indicator(work, result, "Laporan tahun 2025", "paling lambat 31 Juli", Aspect.TIME)
    plans.edit_expectation(work, view.expectations[2].id, "Ikut satu pelatihan")
    plans.add_annex(work, view.id, AnnexBlock.RESOURCES, "Laptop")
    return of(work, LESTARI)


def test_last_years_plan_comes_along_without_realisation(office: Workspace) -> None:
    old = filled(office)
    with office.database.change("realisasi") as connection:
        connection.exec_driver_sql(
            "INSERT INTO progress(office, id, indicator_id, period, value, text) "
            "VALUES (?, ?, ?, '2026', '1', 'selesai')",
            (office.database.office, b"p" * 16, old.results[0].indicators[0].id),
        )
    lines = copying.from_last_year(office, [old.person], NEXT)
    (line,) = lines
    assert (line.line.outcome, line.results) == (Outcome.NEW, len(old.results))
    moved = [(m.old, m.new) for m in line.moved]
    assert ("Laporan tahun 2025", "Laporan tahun 2026") in moved
    assert ("paling lambat 31 Juli 2026", "paling lambat 31 Juli 2027") in moved
    assert copying.copy(office, NEXT, lines) == 1
    new = only(office, old.person, NEXT)
    assert [r.text for r in new.results] == [r.text for r in old.results]
    assert new.results[0].indicators[-1].target.due == date(NEXT, 7, 31)
    assert new.results[0].indicators[-1].text == "Laporan tahun 2026"
    assert new.expectations[2].text == "Ikut satu pelatihan"
    assert [a.text for a in new.annex] == ["Laptop"]
    assert (new.since, new.state) == (date(NEXT, 1, 1), PlanState.DRAFT)
    with office.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM progress").scalar() == 1
    history.undo(office.database)
    assert plans.plans_of(office, old.person, NEXT) == []
    assert only(office, old.person, YEAR) == old


def test_leaders_results_are_linked_where_the_leader_has_them_again(office: Workspace) -> None:
    old = filled(office)
    words = old.results[0].leader_text
    copying.copy(office, NEXT, copying.from_last_year(office, [old.person], NEXT))
    loose = only(office, old.person, NEXT).results[0]
    assert (loose.leader_text, loose.leader) == (words, None)
    history.undo(office.database)
    leader = next(r for r in plans.find(office, YEAR) if old.person in cascade.below(office, r.id))
    plan = plans.create(office, leader.id, NEXT)
    result = plans.add_result(office, plan, words.upper())
    copying.copy(office, NEXT, copying.from_last_year(office, [old.person], NEXT))
    assert only(office, old.person, NEXT).results[0].leader == result


def test_a_colleagues_plan_goes_behind_what_a_draft_has(office: Workspace) -> None:
    old = filled(office)
    others = [p for p in holders_of(office, "Arsiparis") if p != old.person]
    mine = only(office, others[0], YEAR)
    plans.add_annex(office, mine.id, AnnexBlock.RESOURCES, "Printer")
    plans.submit(office, [only(office, others[1], YEAR).id])
    lines = copying.from_colleague(office, old.id, [old.person, *others], YEAR)
    assert lines[1].line.code == "KK-218"
    assert old.person not in {one.line.holder.id for one in lines}
    assert lines[0].line.outcome is Outcome.CHANGED
    assert lines[0].moved == ()
    open_ones = [one for one in lines if one.line.writes]
    copying.copy(office, YEAR, open_ones)
    now = only(office, others[0], YEAR)
    assert len(now.results) == len(mine.results) + len(old.results)
    assert now.results[: len(mine.results)] == mine.results
    assert [a.text for a in now.annex] == ["Printer"]
    assert now.expectations[2].text == "Ikut satu pelatihan"


def test_who_has_nothing_to_copy_is_named(office: Workspace) -> None:
    person = staff.id_of(office, LESTARI)
    (line,) = copying.from_last_year(office, [person], NEXT)
    assert (line.line.outcome, line.line.code) == (Outcome.REFUSED, "KK-296")
    assert code_of(lambda: copying.copy(office, NEXT, [line])) == "KK-295"


def test_everybodys_plan_of_last_year_in_one_step(office: Workspace) -> None:
    imported(office)
    people = [r.id for r in plans.find(office, YEAR)]
    assert copying.copy(office, NEXT, copying.from_last_year(office, people, NEXT)) == 33
    rows = plans.find(office, NEXT, chip="draft")
    assert len(rows) == 33
    history.undo(office.database)
    assert len(plans.find(office, NEXT, chip="none")) == 33


# ---- one target, many people ------------------------------------------------


def test_each_person_gets_the_result_with_a_target_of_their_own(office: Workspace) -> None:
    one, two, three = holders_of(office, "Penata Perizinan")[:3]
    plans.create(office, one, YEAR)
    result = plans.add_result(office, only(office, one, YEAR).id, SHARED.result)
    plans.add_indicator(office, result, SHARED.indicator, "10 izin", Aspect.QUANTITY)
    plans.add_result(office, plans.create(office, two, YEAR), "terbitnya izin secara  CEPAT")
    values = {one: "480 izin", two: "360 izin", three: "min. 240 izin"}
    lines = spreading.preview(office, YEAR, SHARED, values)
    assert [(x.outcome, x.old, x.new) for x in lines] == [
        (Outcome.CHANGED, "10 izin", "480 izin"),
        (Outcome.NEW, "", "360 izin"),
        (Outcome.NEW, "", "min. 240 izin"),
    ]
    assert spreading.spread(office, YEAR, SHARED, values) == 3
    for person, target in values.items():
        (found,) = only(office, person, YEAR).results
        (indicator,) = found.indicators
        assert (indicator.text, indicator.target.text) == (SHARED.indicator, target)
        assert indicator.aspect is Aspect.QUANTITY
        assert indicator.target.direction is Direction.HIGHER
    assert {x.outcome for x in spreading.preview(office, YEAR, SHARED, values)} == {Outcome.SAME}
    assert spreading.spread(office, YEAR, SHARED, values) == 0
    history.undo(office.database)
    assert plans.plans_of(office, three, YEAR) == []
    assert only(office, one, YEAR).results[0].indicators[0].target.text == "10 izin"


def test_a_pasted_column_is_laid_beside_people(office: Workspace) -> None:
    people = spreading.who(office, holders_of(office, "Penata Perizinan")[:3], YEAR)
    ids, nips = [p.id for p in people], [p.nip for p in people]
    column = spreading.match(people, [["1 izin"], ["2 izin"], ["3 izin"], ["4 izin"]])
    assert (dict(column.values), column.left) == (
        dict(zip(ids, ("1 izin", "2 izin", "3 izin"), strict=True)),
        ("4 izin",),
    )
    spaced = f"{nips[2][:8]} {nips[2][8:14]} {nips[2][14]} {nips[2][15:]}"
    block = spreading.match(
        people,
        [[spaced, "x", "30 izin"], ["", people[0].name.upper(), "10 izin"], ["999", "y", "5 izin"]],
    )
    assert block.values == {ids[2]: "30 izin", ids[0]: "10 izin"}
    assert block.left == ("999 y 5 izin",)


def test_what_is_not_spread(office: Workspace) -> None:
    imported(office)
    view = of(office, LESTARI)
    plans.submit(office, [view.id])
    values = {view.person: "5 izin"}
    (line,) = spreading.preview(office, YEAR, SHARED, values)
    assert (line.outcome, line.code) == (Outcome.REFUSED, "KK-218")
    tries: list[tuple[str, Callable[[], object]]] = [
        ("KK-218", lambda: spreading.spread(office, YEAR, SHARED, values)),
        ("KK-294", lambda: spreading.spread(office, YEAR, Shared("", "x"), values)),
        ("KK-294", lambda: spreading.preview(office, YEAR, Shared("x", " "), values)),
    ]
    for code, run in tries:
        assert code_of(run) == code
    assert spreading.spread(office, YEAR, SHARED, {view.person: " "}) == 0


# ---- from the leader down ---------------------------------------------------


def leader_with_result(work: Workspace) -> tuple[Id, Id]:
    head = next(r for r in plans.find(work, YEAR) if r.post.startswith("Kepala Bidang"))
    plan = plans.create(work, head.id, YEAR)
    return head.id, plans.add_result(work, plan, "Meningkatnya kecepatan perizinan")


def test_a_leaders_result_goes_down_with_words_for_each(office: Workspace) -> None:
    leader, result = leader_with_result(office)
    below = cascade.below(office, leader)
    assert len(below) > 2
    assert leader not in below
    assert [x.id for x in cascade.leaders(office, YEAR)] == [result]
    texts = {below[0]: "Terbitnya izin usaha", below[1]: "Terbitnya izin bangunan"}
    lines = cascade.preview(office, result, texts)
    assert [(x.outcome, x.new) for x in lines] == [
        (Outcome.NEW, "Terbitnya izin usaha"),
        (Outcome.NEW, "Terbitnya izin bangunan"),
    ]
    assert cascade.push(office, result, texts) == 2
    (made,) = only(office, below[0], YEAR).results
    assert (made.text, made.leader) == ("Terbitnya izin usaha", result)
    assert made.leader_text == "Meningkatnya kecepatan perizinan"
    assert cascade.push(office, result, texts) == 0
    assert cascade.push(office, result, texts | {below[0]: "Terbitnya izin lain"}) == 1
    history.undo(office.database)
    history.undo(office.database)
    assert plans.plans_of(office, below[0], YEAR) == []


def test_what_does_not_go_down(office: Workspace) -> None:
    leader, result = leader_with_result(office)
    person = cascade.below(office, leader)[0]
    cascade.push(office, result, {person: "Terbitnya izin"})
    view = only(office, person, YEAR)
    plans.add_indicator(office, view.results[0].id, "Jumlah", "1 izin", Aspect.QUANTITY)
    plans.submit(office, [view.id])
    assert code_of(lambda: cascade.push(office, result, {person: "Lain"})) == "KK-218"
    assert code_of(lambda: cascade.push(office, b"0" * 16, {person: "Lain"})) == "KK-292"
    assert cascade.preview(office, result, {person: "Lain"})[0].code == "KK-218"


def test_a_placeholder_is_replaced_for_all_who_carry_the_words(office: Workspace) -> None:
    imported(office)
    agreed = only(office, holders_of(office, "Arsiparis")[0], YEAR)
    words = agreed.results[0].leader_text
    plans.agree(office, [agreed.id], date(YEAR, 1, 5), submit_first=True)
    leader, result = new_result_of_a_leader(office)
    found = {p.text: p for p in cascade.placeholders(office, YEAR)}
    assert words in found
    assert found[words].closed >= 1
    wanted = found[words].replaced_by(leader)
    count = len(wanted)
    assert 1 < count < len(found[words].results)  # not in the leader's own plan
    assert cascade.replace(office, YEAR, f" {words.upper()} ", result) == count
    now = {p.text: p for p in cascade.placeholders(office, YEAR)}
    assert {r.person for r in now[words].results} == {leader}
    assert only(office, agreed.person, YEAR).results[0].leader is None
    carried = [
        r
        for row in plans.find(office, YEAR, chip="draft")
        for r in only(office, row.id, YEAR).results
        if r.leader == result
    ]
    assert len(carried) == count
    assert {r.leader_text for r in carried} == {"Meningkatnya tata kelola"}
    assert code_of(lambda: cascade.replace(office, YEAR, words, result)) == "KK-293"
    history.undo(office.database)
    again = {p.text: p for p in cascade.placeholders(office, YEAR)}[words]
    assert again.replaced_by(leader) == wanted
    below = frozenset(cascade.below(office, leader))
    some = len(again.replaced_by(leader, below))
    assert 0 < some < count
    assert cascade.replace(office, YEAR, words, result, below) == some


def new_result_of_a_leader(work: Workspace) -> tuple[Id, Id]:
    head = next(r for r in plans.find(work, YEAR) if r.post == "Sekretaris Dinas")
    plan = only(work, head.id, YEAR).id
    return head.id, plans.add_result(work, plan, "Meningkatnya tata kelola")


def test_a_new_plan_has_the_form_of_the_last_one(office: Workspace) -> None:
    person = holders_of(office, "Kepala Subbagian")[0]
    plans.create(office, person, YEAR - 1, FormKind.LEADER)
    spreading.spread(office, YEAR, SHARED, {person: "5 izin"})
    assert only(office, person, YEAR).form is FormKind.LEADER
