"""Reads evaluations: of one person and year, and everybody in one period."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Row,
    exists,
    func,
    or_,
    select,
)

from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.parties import Snapshot
from kotabumi_kinerja.domain.periods import Period, parse_period
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.scoring import NOT_SCORED, OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

OPEN_STATES: Final = (EvaluationState.DRAFT, EvaluationState.RATED)
"""What may still be changed."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation as stored. `rule`: the table, by source, that its predikat came from."""

    id: Id
    plan: Id
    person: Id
    period: Period
    organisation: OrganisationResult | None
    basis: str
    results: Rating | None
    behaviour: Rating | None
    predikat: Predikat | None
    rule: str
    rated_on: date | None
    recommendation: str
    state: EvaluationState
    delivered_on: date | None
    snapshot: Snapshot | None

    @property
    def label(self) -> str:
        """The predikat's label, or 'belum dinilai'."""
        return self.predikat.label if self.predikat else NOT_SCORED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many evaluations of a period are alike."""

    results: Rating | None
    behaviour: Rating | None
    predikat: Predikat | None
    organisation: OrganisationResult | None
    basis: str
    count: int


def of_person(work: Workspace, person: Id, year: int) -> list[Evaluation]:
    """All evaluations of a person in a year, in the order of their periods."""
    e, p = s.evaluation.c, s.plan.c
    query = (
        select(s.evaluation, p.person_id)
        .join(s.plan, (p.office == e.office) & (p.id == e.plan_id))
        .where(
            p.office == work.database.office,
            p.person_id == person,
            p.year == year,
            p.gone == "",
            e.gone == "",
        )
        .order_by(e.id)
    )
    with work.database.read() as connection:
        found = {row.period: _evaluation(row) for row in connection.execute(query)}
    return sorted(found.values(), key=lambda one: one.period.order)


def one(work: Workspace, person: Id, period: Period) -> Evaluation | None:
    """A person's evaluation of one period; None when nothing was begun."""
    found = of_person(work, person, period.year)
    return next((e for e in found if e.period == period), None)


def in_period(work: Workspace, period: Period) -> dict[Id, Evaluation]:
    """Everybody's evaluation of one period, by person."""
    e, p = s.evaluation.c, s.plan.c
    query = (
        select(s.evaluation, p.person_id)
        .join(s.plan, (p.office == e.office) & (p.id == e.plan_id))
        .where(
            e.office == work.database.office,
            e.period == period.code,
            e.gone == "",
            p.year == period.year,
            p.gone == "",
        )
        .order_by(e.id)
    )
    with work.database.read() as connection:
        return {row.person_id: _evaluation(row) for row in connection.execute(query)}


def any_ready(work: Workspace, year: int) -> bool:
    """Whether anybody has an agreed SKP in a year, or an evaluation of it."""
    p, e = s.plan.c, s.evaluation.c
    mine = (p.office == work.database.office, p.year == year, p.gone == "")
    begun = exists(select(e.id).where(e.office == p.office, e.plan_id == p.id, e.gone == ""))
    query = select(p.id).where(*mine, or_(p.state == PlanState.AGREED.value, begun)).limit(1)
    with work.database.read() as connection:
        return connection.execute(query).first() is not None


def tally(work: Workspace, period: Period, unit: str = "") -> list[Tally]:
    """How many evaluations of a period are alike; `unit` '' is the whole office.

    Two evaluations of one person that met in an exchange count once, the later one.
    """
    e, p, n, office = s.evaluation.c, s.plan.c, s.person_now.c, work.database.office
    latest = (
        select(func.max(e.id))
        .join(s.plan, (p.office == e.office) & (p.id == e.plan_id))
        .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
        .where(e.office == office, e.period == period.code, e.gone == "", p.gone == "")
        .group_by(p.person_id)
    )
    if unit:
        latest = latest.where(n.unit_name == unit)
    alike = (e.results, e.behaviour, e.predikat, e.organisation, e.basis)
    query = (
        select(*alike, func.count())
        .where(e.office == office, e.id.in_(latest))
        .group_by(*alike)
        .order_by(*alike)
    )
    with work.database.read() as connection:
        return [_tally(*row) for row in connection.execute(query)]


def _tally(  # noqa: PLR0913, PLR0917  # the columns of the query
    results: str | None,
    behaviour: str | None,
    value: str | None,
    organisation: str | None,
    basis: str,
    count: int,
) -> Tally:
    return Tally(
        Rating(results) if results else None,
        Rating(behaviour) if behaviour else None,
        Predikat(value) if value else None,
        OrganisationResult(organisation) if organisation else None,
        basis,
        count,
    )


def _evaluation(row: Row[Any]) -> Evaluation:
    return Evaluation(
        row.id,
        row.plan_id,
        row.person_id,
        parse_period(row.period),
        OrganisationResult(row.organisation) if row.organisation else None,
        row.basis,
        Rating(row.results) if row.results else None,
        Rating(row.behaviour) if row.behaviour else None,
        Predikat(row.predikat) if row.predikat else None,
        row.rule,
        row.rated_on,
        row.recommendation,
        EvaluationState(row.state or EvaluationState.DRAFT),
        row.delivered_on,
        Snapshot.from_text(row.snapshot),
    )
