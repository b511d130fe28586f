"""Rating, delivering, the organisation's result: everything that changes an evaluation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.evaluations import (
    EvaluationAction,
    EvaluationState,
    move_evaluation,
    refuse_unready,
)
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.domain.scoring import (
    NOT_SCORED,
    OrganisationResult,
    Rating,
    Verdict,
    predikat,
)
from kotabumi_kinerja.services import evaluations, parties, progress
from kotabumi_kinerja.services.evaluations import OPEN_STATES, Evaluation
from kotabumi_kinerja.services.explaining import Explanation, of_period, suggestion
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

__all__ = [
    "YearView",
    "choose",
    "deliver",
    "deliver_many",
    "organisation_of",
    "parse_organisation",
    "rate",
    "set_organisation",
    "show",
    "suggestion",
]


@dataclass(frozen=True, slots=True)
class YearView:
    """One person's year. `why`: the explanation of each evaluation, by the period's code."""

    person: Id
    name: str
    rater: str
    year: int
    periods: tuple[Evaluation, ...]
    annual: Evaluation | None
    why: Mapping[str, Explanation]

    @property
    def label(self) -> str:
        """The annual predikat, or 'belum dinilai'."""
        return self.annual.label if self.annual else NOT_SCORED


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is to be written into one evaluation; None leaves as it is."""

    results: Rating | None
    behaviour: Rating | None
    organisation: OrganisationResult | None
    recommendation: str | None


def rate(  # noqa: PLR0913, PLR0917  # what the form of the evaluation asks
    work: Workspace,
    person: Id,
    period: Period,
    results: Rating | None,
    behaviour: Rating | None,
    organisation: OrganisationResult | None = None,
    recommendation: str | None = None,
) -> Verdict:
    """Rate a period; the predikat comes from the quadrant in force at its end, never typed.

    May be repeated until the result is delivered; None keeps what was written before (a new
    evaluation takes the organisation's result of its unit). Refused KK-222 without an agreed
    SKP, KK-221 while a rating is missing, KK-220 after delivery.
    """
    plan, have, name = _ready(work, person, period)
    refuse_unready(plan.state if plan else None, results, behaviour, name)
    return _write(
        work, plan, have, period, _Draft(results, behaviour, organisation, recommendation)
    )


def choose(
    work: Workspace,
    person: Id,
    period: Period,
    *,
    results: Rating | None = None,
    behaviour: Rating | None = None,
) -> Verdict:
    """Set one rating, as the window does; until both stand it is a draft, 'belum dinilai'.

    Refused KK-222 and KK-220 as `rate`.
    """
    plan, have, name = _ready(work, person, period)
    if plan is None:
        raise Refused("KK-222", name=name)
    results = results or (have.results if have else None)
    behaviour = behaviour or (have.behaviour if have else None)
    return _write(work, plan, have, period, _Draft(results, behaviour, None, None))


def deliver(work: Workspace, person: Id, period: Period, on: date | None = None) -> None:
    """Hand the result to the employee; see `deliver_many`."""
    deliver_many(work, [person], period, on)


def deliver_many(
    work: Workspace,
    persons: Sequence[Id],
    period: Period,
    on: date | None = None,
    steps: Progress | None = None,
) -> int:
    """Hand results over in one step, each with both sides as they are now; returns how many.

    `on`: the day of the hand-over, today without one. All or nothing: refused KK-220 when one is
    not rated or was delivered before, KK-140 when one has nobody who rates.
    """
    found = evaluations.in_period(work, period)
    ready: dict[Id, str] = {}
    if steps is not None:
        steps.start("Menyerahkan hasil", len(persons))
    name = ""
    for person in persons:
        name = parties.party(work, person).name
        have = found.get(person)
        move_evaluation(have.state if have else _DRAFT, EvaluationAction.DELIVER, name)
        if have is not None:
            ready[have.id] = parties.snapshot(work, person, min(period.end, work.today())).to_text()
        if steps is not None:
            steps.step()
    whom = name if len(ready) == 1 else f"{len(ready)} pegawai"
    e, office = s.evaluation.c, work.database.office
    with work.database.change(f"serahkan hasil {period.label} {whom}") as connection:
        for key, text in ready.items():
            connection.execute(
                update(s.evaluation)
                .where(e.office == office, e.id == key)
                .values(
                    state=EvaluationState.DELIVERED.value,
                    delivered_on=on or work.today(),
                    snapshot=text,
                )
            )
    return len(ready)


def organisation_of(
    work: Workspace, period: Period, unit: str = ""
) -> tuple[OrganisationResult | None, str]:
    """The organisation's result of a period and its basis; None when not set, or not the same.

    `unit`: the name of a unit, '' for the whole office.
    """
    found = [t for t in evaluations.tally(work, period, unit) if t.organisation is not None]
    results = {t.organisation for t in found}
    if len(results) != 1:
        return None, ""
    return results.pop(), next((t.basis for t in found if t.basis), "")


def set_organisation(
    work: Workspace, period: Period, result: OrganisationResult, basis: str = "", unit: str = ""
) -> int:
    """Write the organisation's result on everybody's evaluation of the period; returns how many.

    Who is not rated yet gets a draft that carries it. Delivered results stay as they are. Refused
    KK-243 when nobody has an agreed SKP.
    """
    have, plans = evaluations.in_period(work, period), _agreed(work, period)
    if unit:
        mine = _members(work, unit)
        plans = {person: plan for person, plan in plans.items() if person in mine}
    plans = {p: plan for p, plan in plans.items() if p not in have or have[p].state in OPEN_STATES}
    if not plans:
        raise Refused("KK-243", period=period.label)
    values = {"organisation": result.value, "basis": basis.strip()}
    e, office = s.evaluation.c, work.database.office
    with work.database.change(f"tetapkan capaian organisasi {period.label}") as connection:
        for person in plans.keys() & have.keys():
            connection.execute(
                update(s.evaluation)
                .where(e.office == office, e.id == have[person].id)
                .values(values)
            )
        fresh = [
            {**_key(work, plan, period), **values, "state": _DRAFT.value}
            for person, plan in plans.items()
            if person not in have
        ]
        if fresh:
            connection.execute(insert(s.evaluation), fresh)
    return len(plans)


def parse_organisation(text: str) -> OrganisationResult:
    """Read 'BAIK' or 'Butuh Perbaikan'; refuses KK-240."""
    plain = "_".join(text.upper().split())
    for result in OrganisationResult:
        if plain == result.value:
            return result
    raise Refused("KK-240", text=text.strip())


def show(work: Workspace, person: Id, year: int) -> YearView:
    """A person's evaluations of a year, each with its explanation. Refused KK-146."""
    party = parties.party(work, person)
    rater = parties.rater_of(work, person, min(date(year, 12, 31), work.today()))
    found = evaluations.of_person(work, person, year)
    why = {e.period.code: of_period(work, person, e.period).why for e in found}
    return YearView(
        person,
        party.name,
        rater.name if rater else "",
        year,
        tuple(e for e in found if e.period.kind is not PeriodKind.YEAR),
        next((e for e in found if e.period.kind is PeriodKind.YEAR), None),
        why,
    )


_DRAFT = EvaluationState.DRAFT


def _ready(
    work: Workspace, person: Id, period: Period
) -> tuple[PlanView | None, Evaluation | None, str]:
    """Agreed plan, evaluation so far, name. Refused KK-220 when it may not be rated any more."""
    name = parties.party(work, person).name
    plan = progress.agreed_plan(work, person, period)
    have = evaluations.one(work, person, period)
    if plan is not None:
        move_evaluation(have.state if have else _DRAFT, EvaluationAction.RATE, name)
    return plan, have, name


def _write(
    work: Workspace,
    plan: PlanView | None,
    have: Evaluation | None,
    period: Period,
    wanted: _Draft,
) -> Verdict:
    verdict = predikat(wanted.results, wanted.behaviour, work.rules, period.end)
    if plan is None:
        return verdict
    values: dict[str, object] = {
        "results": _code(wanted.results),
        "behaviour": _code(wanted.behaviour),
        "predikat": _code(verdict.predikat),
        "rule": verdict.source if verdict.predikat else "",
        "rated_on": work.today() if verdict.predikat else None,
        "state": (EvaluationState.RATED if verdict.predikat else _DRAFT).value,
    }
    if wanted.organisation is None and have is None:
        result, basis = organisation_of(work, period, plan.unit)
        values |= {"organisation": _code(result), "basis": basis}
    elif wanted.organisation is not None:
        values["organisation"] = wanted.organisation.value
    if wanted.recommendation is not None:
        values["recommendation"] = wanted.recommendation.strip()
    e, office = s.evaluation.c, work.database.office
    with work.database.change(f"nilai {plan.name} {period.label}") as connection:
        if have is None:
            key = _key(work, plan.id, period)
            connection.execute(insert(s.evaluation).values(**key, **values))
        else:
            mine = (e.office == office, e.id == have.id)
            connection.execute(update(s.evaluation).where(*mine).values(values))
    return verdict


def _code(word: StrEnum | None) -> str | None:
    return None if word is None else word.value


def _key(work: Workspace, plan: Id, period: Period) -> dict[str, object]:
    return {
        "office": work.database.office,
        "id": new_id(),
        "plan_id": plan,
        "period": period.code,
    }


def _agreed(work: Workspace, period: Period) -> dict[Id, Id]:
    """The agreed plan of everybody who has one in the period; the last after a move."""
    p = s.plan.c
    query = (
        select(p.person_id, p.id)
        .where(
            p.office == work.database.office,
            p.year == period.year,
            p.state == PlanState.AGREED.value,
            p.since <= period.end,
            p.until >= period.start,
            p.gone == "",
        )
        .order_by(p.since, p.id)
    )
    with work.database.read() as connection:
        return {row.person_id: row.id for row in connection.execute(query)}


def _members(work: Workspace, unit: str) -> frozenset[Id]:
    n = s.person_now.c
    with work.database.read() as connection:
        rows = connection.scalars(
            select(n.id).where(n.office == work.database.office, n.unit_name == unit)
        )
        return frozenset(rows)
