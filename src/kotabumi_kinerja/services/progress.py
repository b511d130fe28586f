"""Realisation of each indicator in each period, and how far it reaches the target."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import Connection, Row, insert, select, update

from kotabumi_kinerja.domain.achievements import Achievement, Standing, achievement
from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.periods import Period
from kotabumi_kinerja.domain.plans import PlanState, Section
from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services.plans.reading import plans_of
from kotabumi_kinerja.services.plans.views import IndicatorView, PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_AT_ONCE: Final = 500
_OPEN: Final = (EvaluationState.DRAFT.value, EvaluationState.RATED.value)


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One indicator in one period; `text` '' and `achievement` None: nothing written yet."""

    indicator: IndicatorView
    number: int
    result: str
    main: bool
    text: str
    value: Decimal | None
    evidence: str
    note: str
    achievement: Achievement | None

    @property
    def id(self) -> Id:
        """The indicator's."""
        return self.indicator.id

    @property
    def anchor(self) -> tuple[object, ...]:
        """Its place in the plan."""
        return (self.number, self.indicator.id)

    @property
    def shown(self) -> str:
        """'98,4 %', 'terlambat', the reason without a percent, '' when nothing is written."""
        done = self.achievement
        if done is None:
            return ""
        if done.percent is not None:
            return f"{show_number(done.percent, 1).removesuffix(',0')} %"
        return "terlambat" if done.standing is Standing.BELOW else "tanpa persen"

    @property
    def how(self) -> str:
        """The arithmetic, or why there is no percent."""
        done = self.achievement
        return "; ".join(filter(None, (*done.steps, done.reason))) if done else ""


def agreed_plan(work: Workspace, person: Id, period: Period) -> PlanView | None:
    """The agreed SKP of a period; after a move within it the last one, whose rater decides."""
    plans = [
        plan
        for plan in plans_of(work, person, period.year)
        if plan.state is PlanState.AGREED
        and plan.since <= period.end
        and plan.until >= period.start
    ]
    return plans[-1] if plans else None


def of_plan(work: Workspace, plan: PlanView, period: Period) -> list[ProgressLine]:
    """Every indicator of the plan, in its order, with what was written for the period."""
    flat = [(result, indicator) for result in plan.results for indicator in result.indicators]
    with work.database.read() as connection:
        written = _rows(connection, work, [i.id for _, i in flat], period)
    lines: list[ProgressLine] = []
    for number, (result, indicator) in enumerate(flat, 1):
        row = written.get(indicator.id)
        text = row.text if row else ""
        lines.append(
            ProgressLine(
                indicator,
                number,
                result.text,
                result.section is Section.MAIN,
                text,
                row.value if row else None,
                row.evidence if row else "",
                row.note if row else "",
                achievement(indicator.target, text, plan.year) if text else None,
            )
        )
    return lines


def indicator_at(plan: PlanView, number: int) -> Id:
    """The indicator with this number in the plan, from 1. Refused KK-229."""
    flat = [indicator.id for result in plan.results for indicator in result.indicators]
    if not 1 <= number <= len(flat):
        raise Refused("KK-229", name=plan.name, number=number, count=len(flat))
    return flat[number - 1]


def set_progress(  # noqa: PLR0913, PLR0917  # what one line of the form holds
    work: Workspace,
    indicator: Id,
    period: Period,
    text: str,
    evidence: str | None = None,
    note: str | None = None,
) -> None:
    """Write the realisation of one indicator; '' clears it, None leaves a part as it is.

    The text is kept as typed; a number in it is read beside it. Refused KK-225 while the SKP is
    not agreed, KK-226 after the result was delivered, KK-227 outside the SKP, KK-228 when the
    indicator is gone.
    """
    more = {"evidence": evidence, "note": note}
    kept = {name: value.strip() for name, value in more.items() if value is not None}
    head = _heads(work, [indicator], period)[indicator]
    with work.database.change(f"isi realisasi {head.name} {period.label}") as connection:
        _write(connection, work, period, {indicator: text}, kept)


def fill_from(work: Workspace, period: Period, texts: Mapping[Id, str]) -> int:
    """Write many realisations in one step, by indicator; returns how many. All or nothing.

    Refused as `set_progress`.
    """
    if not texts:
        return 0
    _heads(work, list(texts), period)
    label = f"isi realisasi {len(texts)} indikator {period.label}"
    with work.database.change(label) as connection:
        _write(connection, work, period, texts, {})
    return len(texts)


def _write(
    connection: Connection,
    work: Workspace,
    period: Period,
    texts: Mapping[Id, str],
    kept: Mapping[str, str],
) -> None:
    office, g = work.database.office, s.progress.c
    have = _rows(connection, work, list(texts), period)
    fresh: list[dict[str, object]] = []
    for indicator, text in texts.items():
        clean = " ".join(text.split())
        row = have.get(indicator)
        values = {"text": clean, "value": _number(clean, period.year), **kept}
        if row is not None:
            connection.execute(
                update(s.progress).where(g.office == office, g.id == row.id).values(values)
            )
        elif clean or any(kept.values()):
            key = {"office": office, "id": new_id(), "indicator_id": indicator}
            fresh.append({**key, "period": period.code, **values})
    if fresh:
        connection.execute(insert(s.progress), fresh)


def _number(text: str, year: int) -> Decimal | None:
    read = read_target(text, year)
    return read.minimum if read.minimum == read.maximum else None


def _rows(
    connection: Connection, work: Workspace, indicators: Sequence[Id], period: Period
) -> dict[Id, Row[Any]]:
    g = s.progress.c
    found: dict[Id, Row[Any]] = {}
    for some in _parts(indicators):
        rows = connection.execute(
            select(s.progress)
            .where(
                g.office == work.database.office,
                g.indicator_id.in_(some),
                g.period == period.code,
                g.gone == "",
            )
            .order_by(g.id)
        )
        found.update((row.indicator_id, row) for row in rows)
    return found


def _heads(work: Workspace, indicators: Sequence[Id], period: Period) -> dict[Id, Row[Any]]:
    """Plan and owner of each indicator; refuses what may not be written."""
    i, r, p, n, e = s.indicator.c, s.result.c, s.plan.c, s.person_now.c, s.evaluation.c
    office = work.database.office
    found: dict[Id, Row[Any]] = {}
    with work.database.read() as connection:
        for some in _parts(indicators):
            query = (
                select(i.id, n.name, p.state, p.since, p.until, e.state.label("result_state"))
                .join(s.result, (r.office == i.office) & (r.id == i.result_id))
                .join(s.plan, (p.office == r.office) & (p.id == r.plan_id))
                .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
                .outerjoin(
                    s.evaluation,
                    (e.office == p.office)
                    & (e.plan_id == p.id)
                    & (e.period == period.code)
                    & (e.gone == ""),
                )
                .where(i.office == office, i.id.in_(some), i.gone == "", r.gone == "", p.gone == "")
            )
            for row in connection.execute(query):
                found[row.id] = cast("Row[Any]", row)
    for key in indicators:
        _refuse(found.get(key), period)
    return found


def _refuse(head: Row[Any] | None, period: Period) -> None:
    if head is None:
        raise Refused("KK-228")
    if head.state != PlanState.AGREED.value:
        raise Refused("KK-225", name=head.name)
    if head.since > period.end or head.until < period.start:
        span = {"start": show_date(head.since), "end": show_date(head.until)}
        raise Refused("KK-227", name=head.name, period=period.label, **span)
    if head.result_state not in (None, *_OPEN):
        raise Refused("KK-226", name=head.name, period=period.label)


def _parts(keys: Sequence[Id]) -> Iterator[Sequence[Id]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
