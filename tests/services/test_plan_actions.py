"""Rencana aksi: periods by group, one cell at a time, after agreeing too."""

import pytest
from plan_books import MEGA, YEAR, code_of, imported, of

from kotabumi_kinerja.domain.moves import Cause
from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

QUARTER = Period(YEAR, PeriodKind.QUARTER, 3)


@pytest.fixture
def held(office: Workspace) -> PlanView:
    """The imported plan of one person."""
    imported(office)
    return of(office, MEGA)


def test_periods_are_quarters_until_the_office_chooses_another(
    office: Workspace, held: PlanView
) -> None:
    assert plans.action_plan(office, held).periods[0].short_label == "TW I"
    assert plans.group_of(office, held) in {"PNS", "CPNS", "PPPK", "PPPK_PW"}
    plans.choose_kind(office, plans.group_of(office, held), PeriodKind.MONTH)
    assert len(plans.action_plan(office, held).periods) == 12
    assert plans.action_plan(office, held, PeriodKind.QUARTER).kind is PeriodKind.QUARTER


def test_a_cell_is_written_changed_and_emptied(office: Workspace, held: PlanView) -> None:
    first = held.results[0].id
    plans.write_step(office, first, QUARTER, "text", " Menyusun rekap ")
    plans.write_step(office, first, QUARTER, "target_text", "3 rekap")
    plans.write_step(office, first, QUARTER, "done", "2 rekap")
    found = plans.action_plan(office, held)
    step = found.rows[0].step(QUARTER)
    assert (step.text, step.target_text, step.done) == ("Menyusun rekap", "3 rekap", "2 rekap")
    assert found.filled == 1
    history.undo(office.database)
    assert plans.action_plan(office, held).rows[0].step(QUARTER).done == ""
    plans.write_step(office, first, QUARTER, "target_text", "")
    plans.write_step(office, first, QUARTER, "text", "")
    assert plans.action_plan(office, held).rows[0].step(QUARTER).id is None


def test_it_is_written_after_agreeing_and_goes_into_the_next_version(
    office: Workspace, held: PlanView
) -> None:
    plans.agree(office, [held.id], office.today(), submit_first=True)
    plans.write_step(office, held.results[0].id, QUARTER, "text", "Menyusun rekap")
    later = plans.plan(office, plans.new_version(office, held.id, "Berubah"))
    assert plans.action_plan(office, later).rows[0].step(QUARTER).text == "Menyusun rekap"
    plans.agree(office, [later.id], office.today(), submit_first=True)
    old = held.results[0].id
    assert code_of(lambda: plans.write_step(office, old, QUARTER, "text", "x")) == "KK-218"


def test_a_period_outside_the_plan_and_an_unknown_field_are_refused(
    office: Workspace, held: PlanView
) -> None:
    plans.cut(office, held.id, QUARTER.start, Cause.MOVED)
    first = held.results[0].id
    shown = plans.action_plan(office, plans.plan(office, held.id))
    assert [p.number for p in shown.periods] == [1, 2]
    assert code_of(lambda: plans.write_step(office, first, QUARTER, "text", "x")) == "KK-227"
    early = Period(YEAR, PeriodKind.QUARTER, 1)
    assert code_of(lambda: plans.write_step(office, first, early, "place", "1")) == "KK-147"
