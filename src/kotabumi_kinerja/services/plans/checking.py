"""What plans lack or leave in doubt, one or many at once."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from kotabumi_kinerja.domain.completeness import (
    IndicatorSheet,
    PlanSheet,
    ResultSheet,
    check_plan,
)
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import AnnexBlock
from kotabumi_kinerja.services.plans.standing import Standing, standings
from kotabumi_kinerja.services.plans.views import PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


def findings(work: Workspace, view: PlanView) -> list[Finding]:
    """What is missing or doubtful before it can be submitted, what must be there first."""
    with work.database.read() as connection:
        return checked(connection, work, [view])[view.id]


def checked(
    connection: Connection, work: Workspace, views: Sequence[PlanView]
) -> dict[Id, list[Finding]]:
    """The findings of many plans at once, by the plan's id."""
    stand = standings(connection, work, [view.id for view in views])
    raters = {one.rater for one in stand.values() if one.rater is not None}
    leaders = _planned(connection, work, raters, {view.year for view in views})
    found: dict[Id, list[Finding]] = {}
    for view in views:
        one = stand[view.id]
        sheet = _sheet(view, one, leader_plan=(one.rater, view.year) in leaders)
        listed = check_plan(sheet, work.rules, view.since)
        found[view.id] = sorted(listed, key=lambda f: f.severity is not Severity.MUST)
    return found


def missing(listed: Sequence[Finding]) -> int:
    """How many things must still be filled in."""
    return sum(1 for finding in listed if finding.severity is Severity.MUST)


def _sheet(view: PlanView, stand: Standing, *, leader_plan: bool) -> PlanSheet:
    return PlanSheet(
        name=view.name,
        form=view.form,
        start=view.since,
        end=view.until,
        results=tuple(_result_sheet(r) for r in view.results),
        behaviours=len(view.expectations),
        annex=tuple((b, sum(1 for a in view.annex if a.block is b)) for b in AnnexBlock),
        person=view.person,
        rater=stand.rater,
        rater_stands_above=stand.above,
        leader_plan=leader_plan,
        rated_on=stand.on,
        served=stand.served,
        overlap=stand.overlap,
    )


def _result_sheet(result: ResultView) -> ResultSheet:
    return ResultSheet(
        result.section,
        result.text,
        bool(result.leader_text),
        tuple(
            IndicatorSheet(i.text, i.target.text, i.aspect, i.perspective, i.target.measurable)
            for i in result.indicators
        ),
    )


def _planned(
    connection: Connection, work: Workspace, people: set[Id], years: set[int]
) -> set[tuple[Id | None, int]]:
    """Which of the raters have a plan themselves, by year."""
    p = s.plan.c
    rows = connection.execute(
        select(p.person_id, p.year).where(
            p.office == work.database.office,
            p.person_id.in_(people),
            p.year.in_(years),
            p.gone == "",
        )
    )
    return {(row.person_id, row.year) for row in rows}
