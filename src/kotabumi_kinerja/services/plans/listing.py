"""The people of an office with the state of their SKP in a year, by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, func, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.plans.gaps import missing_counts
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging
from kotabumi_kinerja.store.schema import person_now, plan
from kotabumi_kinerja.store.search import matching

_AT_ONCE: Final = 500
NONE: Final = "none"
CHIPS: Final = (NONE, "draft", "submitted", "agreed")
"""Keys of the filter chips: no plan yet, then the states."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One person with the latest SKP of the year; `state` None: there is none.

    `missing`: how many things a draft still lacks; None for any other state.
    """

    id: Id
    anchor: Anchor
    nip: str
    name: str
    full_name: str
    post: str
    unit: str
    plan: Id | None
    state: PlanState | None
    missing: int | None

    @property
    def label(self) -> str:
        """'Draf, 3 kurang', 'Disepakati' or 'Belum ada'."""
        if self.state is None:
            return "Belum ada"
        words = self.state.label.capitalize()
        return f"{words}, {self.missing} kurang" if self.missing else words


class PlanList:
    """Everybody of the office; `query.scope` is the year. A person is a row, not a plan."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def count(self, query: Query) -> int:
        """How many people `query` finds."""
        with self._work.database.read() as connection:
            rows = self._rows(query).order_by(None)
            return int(connection.scalar(select(func.count()).select_from(rows.subquery())) or 0)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[PlanRow]:
        """People behind the anchor, in the order of the query."""
        with self._work.database.read() as connection:
            rows = connection.execute(
                paging.page(
                    self._rows(query),
                    _order(query),
                    after,
                    skip,
                    size,
                    descending=query.descending,
                )
            ).all()
            drafts = [r.plan_id for r in rows if r.plan_state == PlanState.DRAFT.value]
            gaps: dict[Id, int] = {}
            for at in range(0, len(drafts), _AT_ONCE):
                part = drafts[at : at + _AT_ONCE]
                gaps |= missing_counts(connection, self._work, part)
        return [_row(r, query, gaps.get(r.plan_id)) for r in rows]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        with self._work.database.read() as connection:
            found = connection.execute(self._rows(query).where(person_now.c.id == id)).first()
            if found is None:
                return None
            anchor = _row(found, query, None).anchor
            statement = paging.place(
                self._rows(query), _order(query), anchor, descending=query.descending
            )
            before: Any = connection.scalar(statement)
            return before

    def chips(self, query: Query) -> Mapping[str, int]:
        """How many people there are under each chip; '' is all of them."""
        keys = ("", *CHIPS)
        return {key: self.count(Query(query.text, chip=key, scope=query.scope)) for key in keys}

    def _rows(self, query: Query) -> Select[Any]:
        n, p = person_now.c, plan.c
        held = (p.office == n.office) & (p.id == _latest(query.scope))
        rows = (
            select(person_now, p.id.label("plan_id"), p.state.label("plan_state"))
            .select_from(person_now.outerjoin(plan, held))
            .where(n.office == self._work.database.office)
        )
        if query.text.strip():
            rows = rows.where(matching(query.text))
        if query.chip == NONE:
            rows = rows.where(p.id.is_(None))
        elif query.chip:
            rows = rows.where(p.state == query.chip)
        return rows


def find(work: Workspace, year: int, text: str = "", chip: str = "") -> list[PlanRow]:
    """Everybody matching `text`, by name."""
    query = Query(text, chip=chip, scope=year)
    return list(PlanList(work).page(query, None, 0, 1_000_000))


def _latest(year: object) -> ColumnElement[Any]:
    """The plan in force that begins last, of the person at hand."""
    n, p = person_now.c, plan.alias("latest").c
    return (
        select(p.id)
        .where(
            p.office == n.office,
            p.person_id == n.id,
            p.year == year,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
        .order_by(p.since.desc(), p.id.desc())
        .limit(1)
        .correlate(person_now)
        .scalar_subquery()
    )


_RANK: Final = {"draft": 1, "submitted": 2, "agreed": 3}


def _rank() -> ColumnElement[int]:
    return case(_RANK, value=plan.c.state, else_=0)


def _order(query: Query) -> list[ColumnElement[Any]]:
    n = person_now.c
    by_name: list[ColumnElement[Any]] = [n.name, n.id]
    if query.sort == "state":
        return [_rank(), *by_name]
    if query.sort == "post":
        return [n.post, *by_name]
    return by_name


def _row(row: Row[Any], query: Query, gaps: int | None) -> PlanRow:
    sort: tuple[object, ...] = ()
    if query.sort == "state":
        sort = (_RANK.get(row.plan_state, 0),)
    elif query.sort == "post":
        sort = (row.post,)
    return PlanRow(
        row.id,
        (*sort, row.name, row.id),
        row.nip,
        row.name,
        full_name(row.front, row.name, row.back),
        row.post,
        row.unit_name,
        row.plan_id,
        PlanState(row.plan_state) if row.plan_state else None,
        gaps,
    )
