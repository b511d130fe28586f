"""A new version after agreeing: its reason, both kept, laid side by side, what follows it."""

from datetime import date

import pytest
from plan_books import LESTARI, MEGA, YEAR, code_of, imported, of

from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.domain.plan_comparing import Difference, differences
from kotabumi_kinerja.domain.plans import AnnexBlock, PlanState
from kotabumi_kinerja.services import evaluations, plans, progress, staff
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

IRWAN = "198501042007021005"
QUARTER = Period(YEAR, PeriodKind.QUARTER, 2)


@pytest.fixture
def agreed(office: Workspace) -> PlanView:
    """An agreed plan of the sample office."""
    imported(office)
    key = of(office, MEGA).id
    plans.add_annex(office, key, AnnexBlock.RESOURCES, "Laptop")
    plans.agree(office, [key], office.today(), submit_first=True)
    return of(office, MEGA)


def test_only_an_agreed_plan_gets_a_new_version_and_only_with_a_reason(
    office: Workspace, agreed: PlanView
) -> None:
    assert code_of(lambda: plans.new_version(office, agreed.id, "  ")) == "KK-206"
    assert code_of(lambda: plans.new_version(office, of(office, LESTARI).id, "x")) == "KK-205"
    later = plans.new_version(office, agreed.id, "Target naik")
    assert code_of(lambda: plans.new_version(office, agreed.id, "Lagi")) == "KK-205"
    assert code_of(lambda: plans.new_version(office, later, "Lagi")) == "KK-205"


def test_a_version_copies_all_and_leaves_the_former_in_force(
    office: Workspace, agreed: PlanView
) -> None:
    later = plans.plan(office, plans.new_version(office, agreed.id, "Target  naik"))
    assert (later.version, later.state, later.follows) == (2, PlanState.DRAFT, agreed.id)
    assert (later.cause, later.reason, later.snapshot) == ("Target naik", "", None)
    assert [r.text for r in later.results] == [r.text for r in agreed.results]
    assert later.results[0].indicators[0].target == agreed.results[0].indicators[0].target
    assert {r.id for r in later.results} & {r.id for r in agreed.results} == set()
    assert [x.text for x in later.annex] == ["Laptop"]
    assert len(later.expectations) == 7
    assert plans.plan(office, agreed.id) == agreed
    assert [v.id for v in plans.chains(plans.plans_of(office, agreed.person, YEAR))] == [later.id]
    history.undo(office.database)
    assert plans.plans_of(office, agreed.person, YEAR) == [agreed]


def test_agreeing_the_later_closes_the_former_in_the_same_step(
    office: Workspace, agreed: PlanView
) -> None:
    later = plans.new_version(office, agreed.id, "Target naik")
    target = plans.plan(office, later).results[0].indicators[0]
    plans.edit_indicator(office, target.id, "target", "999 berkas")
    plans.agree(office, [later], office.today(), submit_first=True)
    assert plans.plan(office, agreed.id).state is PlanState.SUPERSEDED
    assert [v.id for v in plans.plans_of(office, agreed.person, YEAR)] == [later]
    listed = plans.versions(office, later)
    assert [(v.number, v.state, v.reason) for v in listed] == [
        (1, PlanState.SUPERSEDED, ""),
        (2, PlanState.AGREED, "Target naik"),
    ]
    assert agreed.snapshot is not None
    assert listed[0].signer == agreed.snapshot.rater.name
    assert "dahulu disepakati" in listed[0].label
    assert plans.versions(office, agreed.id) == listed
    changed = list(differences(plans.compare(office, agreed.id, later)))
    assert [(p.difference, p.right) for p in changed] == [
        (Difference.CHANGED, f"Kuantitas: {target.text}: 999 berkas")
    ]
    history.undo(office.database)
    assert plans.plan(office, agreed.id) == agreed
    assert plans.plan(office, later).state is PlanState.DRAFT


def test_what_was_achieved_goes_on_under_the_later_version(
    office: Workspace, agreed: PlanView
) -> None:
    one = agreed.results[0].indicators[0].id
    progress.set_progress(office, one, QUARTER, "120 berkas")
    later = plans.new_version(office, agreed.id, "Target naik")
    plans.agree(office, [later], office.today(), submit_first=True)
    view = progress.agreed_plan(office, agreed.person, QUARTER)
    assert view is not None
    assert view.id == later
    assert progress.of_plan(office, view, QUARTER)[0].text == "120 berkas"


def test_links_of_the_staff_follow_the_leaders_new_version(office: Workspace) -> None:
    imported(office)
    irwan = of(office, IRWAN)
    leader = plans.leader_of(office, irwan).plan
    assert leader is not None
    plans.link(office, irwan.results[0].id, leader.results[0].id)
    plans.agree(office, [leader.id], office.today(), submit_first=True)
    later = plans.new_version(office, leader.id, "Perjanjian kinerja berubah")
    plans.agree(office, [later], office.today(), submit_first=True)
    assert of(office, IRWAN).results[0].leader == plans.plan(office, later).results[0].id


def test_the_signer_is_the_rater_of_the_day_of_agreeing(office: Workspace) -> None:
    imported(office)
    key = of(office, MEGA).id
    plans.submit(office, [key])
    assert code_of(lambda: plans.agree(office, [key], date(1999, 1, 4))) == "KK-140"
    assert of(office, MEGA).state is PlanState.SUBMITTED


def test_a_version_thrown_away_leaves_room_for_another(office: Workspace, agreed: PlanView) -> None:
    plans.delete_draft(office, plans.new_version(office, agreed.id, "Keliru"))
    assert len(plans.versions(office, agreed.id)) == 1
    plans.new_version(office, agreed.id, "Benar")
    assert evaluations.any_ready(office, YEAR)
    assert staff.record(office, agreed.person).nip == MEGA
