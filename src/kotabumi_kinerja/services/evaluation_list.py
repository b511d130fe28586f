"""Everybody in one period, as a list by page: ratings, predikat, state, the quarters beside it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)

from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.periods import Period, PeriodKind, periods_of, quarter_of
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.scoring import Predikat, Rating
from kotabumi_kinerja.services.evaluations import OPEN_STATES
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.search import matching

CHIPS: Final = ("", "unrated", "rated", "delivered")
"""Everybody, belum dinilai, sudah dinilai, diserahkan and beyond."""


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One person in one period. `quarters`: the predikat of each quarter of the year, by code.

    `ready`: whether there is an agreed SKP to rate.
    """

    id: Id
    anchor: Anchor
    nip: str
    name: str
    post: str
    ready: bool
    results: Rating | None
    behaviour: Rating | None
    predikat: Predikat | None
    state: EvaluationState
    quarters: Mapping[str, Predikat]


class EvaluationList:
    """The list's rows by page; `Query.scope` is the Period, the present quarter without one."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def count(self, query: Query) -> int:
        """How many rows `query` finds."""
        everybody: Select[Any] = select(s.person_now.c.id).where(*self._everybody(query))
        counted = self._rows(query) if query.chip else everybody
        with self._work.database.read() as connection:
            rows = select(func.count()).select_from(counted.subquery())
            return connection.execute(rows).scalar_one()

    def page(
        self, query: Query, after: Anchor | None, skip: int, size: int
    ) -> Sequence[EvaluationRow]:
        """Rows behind the anchor, in the order of the query."""
        statement = paging.page(
            self._rows(query), _order(query), after, skip, size, descending=query.descending
        )
        with self._work.database.read() as connection:
            rows = connection.execute(statement).all()
            beside = self._quarters(connection, [row.id for row in rows], self._period(query))
        return [_row(row, query, beside[row.id]) for row in rows]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        with self._work.database.read() as connection:
            found = connection.execute(self._rows(query).where(s.person_now.c.id == id)).first()
            if found is None:
                return None
            anchor = _row(found, query, {}).anchor
            rows = self._rows(query)
            before = paging.place(rows, _order(query), anchor, descending=query.descending)
            return connection.execute(before).scalar_one()

    def _period(self, query: Query) -> Period:
        return query.scope if isinstance(query.scope, Period) else quarter_of(self._work.today())

    def _everybody(self, query: Query) -> list[ColumnElement[bool]]:
        """Who works here; who left in the period only with an agreed SKP: it is still rated."""
        period = self._period(query)
        ended = and_(s.person_now.c.since > period.start, _ready(period))
        office = s.person_now.c.office == self._work.database.office
        where = [office, or_(present(self._work), ended)]
        return [*where, matching(query.text)] if query.text.strip() else where

    def _rows(self, query: Query) -> Select[Any]:
        period = self._period(query)
        n, e = s.person_now.c, s.evaluation.c
        office = self._work.database.office
        latest = _latest(office, period)
        joined = s.person_now.outerjoin(latest, latest.c.person_id == n.id).outerjoin(
            s.evaluation, (e.office == office) & (e.id == latest.c.id)
        )
        columns: list[ColumnElement[Any]] = [n.id, n.nip, n.front, n.name, n.back, n.post]
        columns += [e.results, e.behaviour, e.predikat, e.state, _ready(period).label("ready")]
        columns += [rank.label(key) for key, rank in _RANKS.items()]
        where = (*self._everybody(query), *_chip(query.chip))
        return cast("Select[Any]", select(*columns).select_from(joined).where(*where))

    def _quarters(
        self, connection: Connection, persons: Sequence[Id], period: Period
    ) -> dict[Id, dict[str, Predikat]]:
        e, p = s.evaluation.c, s.plan.c
        codes = [quarter.code for quarter in periods_of(period.year, PeriodKind.QUARTER)]
        rows = connection.execute(
            select(p.person_id, e.period, e.predikat)
            .join(s.plan, (p.office == e.office) & (p.id == e.plan_id))
            .where(
                p.office == self._work.database.office,
                p.person_id.in_(persons),
                p.gone == "",
                e.period.in_(codes),
                e.predikat.is_not(None),
                e.gone == "",
            )
            .order_by(e.id)
        )
        found: dict[Id, dict[str, Predikat]] = defaultdict(dict)
        for row in rows:
            found[row.person_id][row.period] = Predikat(row.predikat)
        return found


def _rank(column: ColumnElement[Any], codes: Sequence[str]) -> ColumnElement[Any]:
    return case({code: at for at, code in enumerate(codes)}, value=column)


_RANKS: Final[Mapping[str, ColumnElement[Any]]] = {
    "by_results": _rank(s.evaluation.c.results, list(Rating)),
    "by_behaviour": _rank(s.evaluation.c.behaviour, list(Rating)),
    "by_predikat": _rank(s.evaluation.c.predikat, list(Predikat)),
    "by_state": _rank(func.coalesce(s.evaluation.c.state, "draft"), list(EvaluationState)),
}


def _latest(office: Id, period: Period) -> Subquery:
    """The evaluation of each person; of two that met in an exchange the later.

    Gathered once for the list: asked for each person, SQLite reads the whole table every time.
    """
    e, p = s.evaluation.alias().c, s.plan.alias().c
    return (
        select(p.person_id, func.max(e.id).label("id"))
        .where(
            e.office == office,
            e.period == period.code,
            e.gone == "",
            p.office == e.office,
            p.id == e.plan_id,
            p.gone == "",
        )
        .group_by(p.person_id)
        .subquery("latest")
    )


def _ready(period: Period) -> ColumnElement[bool]:
    p, n = s.plan.c, s.person_now.c
    return exists(
        select(p.id)
        .where(
            p.office == n.office,
            p.person_id == n.id,
            p.state == PlanState.AGREED.value,
            p.since <= period.end,
            p.until >= period.start,
            p.gone == "",
        )
        .correlate(s.person_now)
    )


def _chip(chip: str) -> list[ColumnElement[bool]]:
    # coalesce() also keeps the outer join as it is written; reordered it is quadratic
    state = func.coalesce(s.evaluation.c.state, EvaluationState.DRAFT.value)
    if chip == "unrated":
        return [state == EvaluationState.DRAFT.value]
    if chip == "rated":
        return [state == EvaluationState.RATED.value]
    if chip == "delivered":
        return [state.not_in([open_state.value for open_state in OPEN_STATES])]
    return []


def _order(query: Query) -> list[ColumnElement[Any]]:
    n = s.person_now.c
    rank = _RANKS.get(f"by_{query.sort}")
    return [n.name, n.id] if rank is None else [rank, n.name, n.id]


def _row(row: Row[Any], query: Query, quarters: Mapping[str, Predikat]) -> EvaluationRow:
    key = f"by_{query.sort}"
    rank = (getattr(row, key),) if key in _RANKS else ()
    return EvaluationRow(
        row.id,
        (*rank, row.name, row.id),
        row.nip,
        full_name(row.front, row.name, row.back),
        row.post,
        bool(row.ready),
        Rating(row.results) if row.results else None,
        Rating(row.behaviour) if row.behaviour else None,
        Predikat(row.predikat) if row.predikat else None,
        EvaluationState(row.state or EvaluationState.DRAFT),
        quarters,
    )
