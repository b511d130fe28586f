"""Plans of the sample office: written by hand, completed, handed in, agreed, listed, undone."""

from collections.abc import Callable
from datetime import date

import pytest
from plan_books import LESTARI, MEGA, YEAR, code_of, imported, of

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import AnnexBlock, Aspect, FormKind, PlanState, Section
from kotabumi_kinerja.domain.targets import Direction
from kotabumi_kinerja.services import plans, raters, staff
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans import PlanList
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

# ---- editing ----------------------------------------------------------------


def test_a_plan_made_by_hand_has_seven_values_and_lacks_a_result(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR)
    view = plans.plan(office, key)
    assert [e.value.number for e in view.expectations] == [1, 2, 3, 4, 5, 6, 7]
    assert all(len(e.value.guides) == 3 for e in view.expectations)
    assert view.form is FormKind.STAFF
    assert [f.code for f in plans.findings(office, view)] == ["KK-260", *["KK-268"] * 3]


def test_the_head_of_the_office_gets_the_leaders_form(office: Workspace) -> None:
    heads = [r for r in plans.find(office, YEAR) if r.post.startswith("Kepala Dinas")]
    key = plans.create(office, heads[0].id, YEAR)
    assert plans.plan(office, key).form is FormKind.LEADER


def test_two_plans_of_one_person_may_not_overlap(office: Workspace) -> None:
    imported(office)
    person = staff.id_of(office, MEGA)
    assert code_of(lambda: plans.create(office, person, YEAR)) == "KK-214"
    assert plans.plan(office, plans.create(office, person, YEAR + 1)).year == YEAR + 1


def test_a_target_is_read_into_direction_and_number(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, MEGA), YEAR)
    result = plans.add_result(office, key, "Tersusunnya laporan keuangan")
    made = plans.add_indicator(office, result, "Lama", "maksimal 5 hari", Aspect.TIME)
    target = of(office, MEGA).results[0].indicators[0].target
    assert (target.direction, target.maximum, target.unit) == (Direction.LOWER, 5, "hari")
    plans.edit_indicator(office, made, "target", "98 %")
    target = of(office, MEGA).results[0].indicators[0].target
    assert (target.direction, target.text) == (Direction.HIGHER, "98 %")
    history.undo(office.database)
    assert of(office, MEGA).results[0].indicators[0].target.text == "maksimal 5 hari"


def test_each_thing_that_is_missing_is_found_and_goes_away(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR)
    result = plans.add_result(office, key, "")
    codes = [f.code for f in plans.findings(office, plans.plan(office, key))]
    assert codes[:2] == ["KK-274", "KK-261"]
    plans.edit_result(office, result, "text", "Tersusunnya laporan")
    indicator = plans.add_indicator(office, result, "", "")
    codes = [f.code for f in plans.findings(office, plans.plan(office, key))]
    assert codes[:3] == ["KK-275", "KK-262", "KK-263"]
    for field, value in (("text", "Jumlah"), ("target", "4 laporan"), ("aspect", "Kuantitas")):
        plans.edit_indicator(office, indicator, field, value)
    for block in AnnexBlock:
        plans.add_annex(office, key, block, "Laptop")
    assert plans.findings(office, plans.plan(office, key)) == []
    assert plans.submit(office, [key]) == 1


def test_parts_are_removed_and_come_back(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    plans.remove(office, view.id, "indicator", view.results[0].indicators[0].id)
    assert len(of(office, MEGA).results[0].indicators) == 1
    plans.remove(office, view.id, "result", view.results[0].id)
    assert of(office, MEGA).results == ()
    history.undo(office.database)
    history.undo(office.database)
    assert of(office, MEGA) == view


def test_sections_stand_in_the_order_of_the_form(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, MEGA), YEAR)
    plans.add_result(office, key, "Tambahan", Section.ADDITIONAL)
    plans.add_result(office, key, "Utama")
    assert [r.text for r in plans.plan(office, key).results] == ["Utama", "Tambahan"]


def test_unknown_fields_and_plans_are_refused(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    result = view.results[0]
    assert code_of(lambda: plans.edit_result(office, result.id, "place", "1")) == "KK-147"
    assert (
        code_of(lambda: plans.edit_indicator(office, result.indicators[0].id, "unit", "x"))
        == "KK-147"
    )
    assert code_of(lambda: plans.plan(office, b"0" * 16)) == "KK-217"
    assert code_of(lambda: plans.edit_annex(office, b"0" * 16, "x")) == "KK-217"


# ---- handing in and agreeing ------------------------------------------------


def test_an_incomplete_draft_is_not_handed_in(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    plans.edit_indicator(office, view.results[0].indicators[0].id, "target", "")
    with pytest.raises(Refused) as caught:
        plans.submit(office, [view.id])
    assert (caught.value.code, caught.value.fields["count"]) == ("KK-210", 1)
    assert of(office, MEGA).state is PlanState.DRAFT


def test_agreeing_keeps_both_sides_as_they_were(office: Workspace) -> None:
    imported(office)
    key = of(office, MEGA).id
    plans.submit(office, [key])
    plans.agree(office, [key], date(2026, 1, 28))
    before = of(office, MEGA)
    assert before.state is PlanState.AGREED
    assert before.agreed_on == date(2026, 1, 28)
    staff.edit(office, before.person, "post", "Jabatan baru")
    kept = of(office, MEGA).snapshot
    assert kept is not None
    assert kept.staff.nip == MEGA
    assert kept.staff.post != "Jabatan baru"
    assert kept.rater.name


def test_only_a_draft_can_be_edited(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    plans.submit(office, [view.id])
    tries: list[Callable[[], object]] = [
        lambda: plans.edit_result(office, view.results[0].id, "text", "x"),
        lambda: plans.edit_indicator(office, view.results[0].indicators[0].id, "text", "x"),
        lambda: plans.edit_expectation(office, view.expectations[0].id, "x"),
        lambda: plans.add_result(office, view.id, "x"),
        lambda: plans.add_indicator(office, view.results[0].id, "x", "1"),
        lambda: plans.add_annex(office, view.id, AnnexBlock.RESOURCES, "x"),
        lambda: plans.remove(office, view.id, "result", view.results[0].id),
    ]
    assert {code_of(one) for one in tries} == {"KK-218"}
    plans.send_back(office, view.id, "Target terlalu rendah")
    assert of(office, MEGA).reason == "Target terlalu rendah"
    plans.edit_result(office, view.results[0].id, "text", "Terkelolanya surat")
    assert of(office, MEGA).results[0].text == "Terkelolanya surat"


def test_the_order_of_states_is_kept(office: Workspace) -> None:
    imported(office)
    key = of(office, MEGA).id
    assert code_of(lambda: plans.agree(office, [key], date(2026, 1, 2))) == "KK-211"
    plans.agree(office, [key], date(2026, 1, 2), submit_first=True)
    assert code_of(lambda: plans.submit(office, [key])) == "KK-211"
    assert code_of(lambda: plans.send_back(office, key, "")) == "KK-211"


def test_everybody_who_is_ready_is_agreed_in_one_step(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    plans.edit_indicator(office, view.results[0].indicators[0].id, "target", "")
    plans.submit(office, [of(office, LESTARI).id])
    done = plans.agree_ready(office, YEAR, date(2026, 1, 30))
    assert done.count == 32
    assert [(u.nip, u.missing) for u in done.left] == [(MEGA, 1)]
    assert len(plans.open_keys(office, YEAR, PlanState.AGREED)) == 32
    history.undo(office.database)
    assert of(office, LESTARI).state is PlanState.SUBMITTED
    assert plans.open_keys(office, YEAR, PlanState.AGREED) == []


def test_a_plan_without_a_rater_cannot_be_handed_in(empty_office: Workspace) -> None:
    person = staff.add(empty_office, MEGA, "Budi Contoh", "Pengelola Data")
    key = plans.create(empty_office, person, YEAR)
    result = plans.add_result(empty_office, key, "Tersusunnya data")
    plans.add_indicator(empty_office, result, "Jumlah data", "10 data", Aspect.QUANTITY)
    codes = [f.code for f in plans.findings(empty_office, plans.plan(empty_office, key))]
    assert codes[0] == "KK-140"
    raters.assign(empty_office, person, raters.Outsider("Atasan", "Kepala"), date(2026, 1, 1))
    plans.submit(empty_office, [key])


# ---- listing ----------------------------------------------------------------


def test_the_list_knows_states_and_what_is_missing(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    plans.edit_indicator(office, view.results[0].indicators[0].id, "target", "")
    plans.agree(office, [of(office, LESTARI).id], date(2026, 1, 5), submit_first=True)
    rows = {row.nip: row for row in plans.find(office, YEAR)}
    assert rows[MEGA].label == "Draf, 1 kurang"
    assert rows[LESTARI].label == "Disepakati"
    listed = PlanList(office)
    assert listed.chips(Query(scope=YEAR)) == {
        "": 33,
        "none": 0,
        "draft": 32,
        "submitted": 0,
        "agreed": 1,
    }
    assert listed.chips(Query(scope=YEAR + 1))["none"] == 33
    assert plans.years(office) == [YEAR]


def test_the_list_counts_as_the_check_does(office: Workspace) -> None:
    imported(office)
    rows = plans.find(office, YEAR, chip="draft")
    ruin: list[Callable[[plans.PlanView], object]] = [
        lambda v: plans.edit_result(office, v.results[0].id, "text", ""),
        lambda v: plans.edit_indicator(office, v.results[0].indicators[0].id, "text", ""),
        lambda v: plans.edit_indicator(office, v.results[0].indicators[1].id, "target", ""),
        lambda v: plans.edit_indicator(office, v.results[0].indicators[1].id, "aspect", ""),
        lambda v: plans.add_result(office, v.id, "", Section.ADDITIONAL),
        lambda v: plans.remove(office, v.id, "indicator", v.results[0].indicators[0].id),
        lambda v: plans.remove(office, v.id, "result", v.results[0].id),
    ]
    for number, row in enumerate(rows):
        for at, step in enumerate(ruin):
            if number >> at & 1 or number == at:
                view = of(office, row.nip)
                if view.results and len(view.results[0].indicators) > 1:
                    step(view)
    head = rows[0]
    plans.create(office, head.id, YEAR + 1, FormKind.LEADER)
    result = plans.add_result(office, plans.plans_of(office, head.id, YEAR + 1)[0].id, "Hasil")
    plans.add_indicator(office, result, "Jumlah", "")
    for year in (YEAR, YEAR + 1):
        for row in plans.find(office, year, chip="draft"):
            (view,) = plans.plans_of(office, row.id, year)
            assert row.missing == plans.missing(plans.findings(office, view)), view
    assert len({row.missing for row in plans.find(office, YEAR)}) > 3


@pytest.mark.parametrize("sort", ["", "state", "post"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_of_the_list_join_without_gap(
    office: Workspace, sort: str, *, descending: bool
) -> None:
    imported(office)
    plans.agree(office, [of(office, LESTARI).id], date(2026, 1, 5), submit_first=True)
    listed = PlanList(office)
    query = Query(sort=sort, descending=descending, scope=YEAR)
    whole = listed.page(query, None, 0, 100)
    pieces = [*listed.page(query, None, 0, 7)]
    while len(pieces) < len(whole):
        pieces += listed.page(query, pieces[-1].anchor, 0, 7)
    assert [r.id for r in pieces] == [r.id for r in whole]
    assert listed.place(query, whole[20].id) == 20
    assert listed.count(query) == 33


def test_the_list_finds_by_name(office: Workspace) -> None:
    assert [r.nip for r in plans.find(office, YEAR, "uta meg")] == [MEGA]
