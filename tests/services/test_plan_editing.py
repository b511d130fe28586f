"""A draft arranged: its head, sections, order, the leader's results, targets said anew."""

from datetime import date
from decimal import Decimal

import pytest
from plan_books import LESTARI, MEGA, YEAR, code_of, imported, of

from kotabumi_kinerja.domain.plans import AnnexBlock, Approach, FormKind, Section
from kotabumi_kinerja.domain.targets import Direction, say_target
from kotabumi_kinerja.services import plans, raters, staff
from kotabumi_kinerja.services.plans import Head, PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

IRWAN = "198501042007021005"


@pytest.fixture
def draft(office: Workspace) -> PlanView:
    """A draft with three results and one indicator each."""
    key = plans.create(office, staff.id_of(office, MEGA), YEAR)
    for text in ("Satu", "Dua", "Tiga"):
        plans.add_indicator(office, plans.add_result(office, key, text), "Jumlah", "4 laporan")
    return plans.plan(office, key)


def texts(work: Workspace) -> list[str]:
    return [r.text for r in of(work, MEGA).results]


def test_the_head_of_a_draft_is_changed_and_its_cells_stay(
    office: Workspace, draft: PlanView
) -> None:
    head = Head(Approach.QUALITATIVE, FormKind.LEADER, date(YEAR, 2, 1), date(YEAR, 12, 31))
    plans.edit_head(office, draft.id, head)
    view = of(office, MEGA)
    assert (view.approach, view.form, view.since) == (head.approach, head.form, head.since)
    assert view.results == draft.results
    history.undo(office.database)
    assert of(office, MEGA) == draft


def test_days_of_a_head_lie_in_one_year_and_do_not_overlap(
    office: Workspace, draft: PlanView
) -> None:
    wrong = Head(draft.approach, draft.form, date(YEAR, 3, 1), date(YEAR + 1, 1, 1))
    assert code_of(lambda: plans.edit_head(office, draft.id, wrong)) == "KK-271"
    half = Head(draft.approach, draft.form, date(YEAR, 1, 1), date(YEAR, 6, 30))
    plans.edit_head(office, draft.id, half)
    second = plans.create(office, draft.person, YEAR)
    assert plans.plan(office, second).since == date(YEAR, 7, 1)
    whole = Head(draft.approach, draft.form, date(YEAR, 6, 30), date(YEAR, 12, 31))
    assert code_of(lambda: plans.edit_head(office, second, whole)) == "KK-214"


def test_the_form_chosen_once_is_that_of_the_next_year(office: Workspace, draft: PlanView) -> None:
    head = Head(draft.approach, FormKind.LEADER, draft.since, draft.until)
    plans.edit_head(office, draft.id, head)
    again = plans.create(office, draft.person, YEAR + 1)
    assert plans.plan(office, again).form is FormKind.LEADER


def test_a_draft_is_deleted_and_comes_back(office: Workspace, draft: PlanView) -> None:
    plans.delete_draft(office, draft.id)
    assert plans.plans_of(office, draft.person, YEAR) == []
    history.undo(office.database)
    assert of(office, MEGA) == draft


def test_results_indicators_and_lines_change_places(office: Workspace, draft: PlanView) -> None:
    first, second, third = (r.id for r in draft.results)
    assert plans.shift(office, draft.id, "result", third, -1)
    assert texts(office) == ["Satu", "Tiga", "Dua"]
    assert not plans.shift(office, draft.id, "result", first, -1)
    history.undo(office.database)
    assert texts(office) == ["Satu", "Dua", "Tiga"]
    below = plans.add_indicator(office, second, "Lama", "5 hari")
    plans.shift(office, draft.id, "indicator", below, -1)
    assert [i.text for i in of(office, MEGA).results[1].indicators] == ["Lama", "Jumlah"]
    keys = plans.add_annex_lines(office, draft.id, AnnexBlock.RESOURCES, ("Laptop", "Jaringan"))
    plans.add_annex(office, draft.id, AnnexBlock.CONSEQUENCES, "Pembinaan")
    plans.shift(office, draft.id, "annex", keys[1], -1)
    assert [x.text for x in of(office, MEGA).annex] == ["Jaringan", "Laptop", "Pembinaan"]
    assert code_of(lambda: plans.shift(office, draft.id, "annex", first, 1)) == "KK-217"


def test_a_new_row_comes_last_even_after_earlier_ones_went(
    office: Workspace, draft: PlanView
) -> None:
    for result in draft.results[:2]:
        plans.remove(office, draft.id, "result", result.id)
    plans.add_result(office, draft.id, "Empat")
    assert texts(office) == ["Tiga", "Empat"]


def test_an_order_within_a_section_leaves_the_others_alone(
    office: Workspace, draft: PlanView
) -> None:
    more = [
        plans.add_result(office, draft.id, text, Section.ADDITIONAL) for text in ("Rapat", "Tim")
    ]
    plans.shift(office, draft.id, "result", draft.results[1].id, 1)
    plans.shift(office, draft.id, "result", more[1], -1)
    assert texts(office) == ["Satu", "Tiga", "Dua", "Tim", "Rapat"]
    plans.set_section(office, draft.results[0].id, Section.ADDITIONAL)
    assert texts(office)[:2] == ["Tiga", "Dua"]
    assert of(office, MEGA).results[-1].section is Section.ADDITIONAL


def test_special_instructions_are_switched_on_for_an_office(
    office: Workspace, draft: PlanView
) -> None:
    first = draft.results[0].id
    assert Section.SPECIAL not in plans.sections(office)
    assert code_of(lambda: plans.set_section(office, first, Section.SPECIAL)) == "KK-204"
    assert code_of(lambda: plans.add_result(office, draft.id, "x", Section.SPECIAL)) == "KK-204"
    plans.use_special_section(office, used=True)
    assert plans.sections(office) == (Section.MAIN, Section.SPECIAL, Section.ADDITIONAL)
    plans.set_section(office, first, Section.SPECIAL)
    assert [r.section for r in of(office, MEGA).results][-1] is Section.SPECIAL
    plans.use_special_section(office, used=False)
    assert of(office, MEGA).results[-1].section is Section.SPECIAL


def test_a_meaning_said_by_hand_is_kept_until_other_words_are_typed(
    office: Workspace, draft: PlanView
) -> None:
    key = draft.results[0].indicators[0].id
    said = say_target("4 laporan", Direction.LOWER, (Decimal(4), None), "laporan")
    plans.set_target(office, key, said)
    assert of(office, MEGA).results[0].indicators[0].target == said
    plans.edit_indicator(office, key, "text", "Jumlah laporan")
    assert of(office, MEGA).results[0].indicators[0].target.direction is Direction.LOWER
    plans.edit_indicator(office, key, "target", "5 laporan")
    assert of(office, MEGA).results[0].indicators[0].target.direction is Direction.HIGHER


def test_a_result_of_the_leader_is_chosen_from_his_own_plan(office: Workspace) -> None:
    imported(office)
    view = of(office, IRWAN)
    leader = plans.leader_of(office, view)
    line = raters.rater_on(office, view.person, leader.on)
    assert line is not None
    assert leader.plan is not None
    assert leader.plan.person == line.rater
    mine, wanted = view.results[0], leader.results[-1]
    assert mine.temporary or mine.leader is None
    plans.link(office, mine.id, wanted.id)
    linked = of(office, IRWAN).results[0]
    assert (linked.leader, linked.leader_text) == (wanted.id, wanted.text)
    assert not linked.temporary
    plans.edit_result(office, mine.id, "leader_text", "Hasil sementara")
    typed = of(office, IRWAN).results[0]
    assert (typed.leader, typed.temporary) == (None, True)
    own = mine.id
    assert code_of(lambda: plans.link(office, own, own)) == "KK-209"


def test_a_leader_from_outside_has_nothing_to_choose(office: Workspace) -> None:
    heads = [r for r in plans.find(office, YEAR) if r.post.startswith("Kepala Dinas")]
    key = plans.create(office, heads[0].id, YEAR)
    leader = plans.leader_of(office, plans.plan(office, key))
    assert (leader.plan, leader.results) == (None, ())


def test_an_agreed_plan_takes_no_change_at_all(office: Workspace) -> None:
    imported(office)
    key = of(office, LESTARI).id
    plans.agree(office, [key], office.today(), submit_first=True)
    view = of(office, LESTARI)
    result, target = view.results[0], view.results[0].indicators[0].target
    for call in (
        lambda: plans.shift(office, key, "result", result.id, 1),
        lambda: plans.set_section(office, result.id, Section.ADDITIONAL),
        lambda: plans.set_target(office, result.indicators[0].id, target),
        lambda: plans.link(office, result.id, result.id),
        lambda: plans.delete_draft(office, key),
        lambda: plans.edit_head(
            office, key, Head(view.approach, view.form, view.since, view.until)
        ),
        lambda: plans.add_annex(office, key, AnnexBlock.RESOURCES, "x"),
    ):
        assert code_of(call) == "KK-218"
