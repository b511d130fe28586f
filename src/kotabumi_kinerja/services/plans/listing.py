"""The people of an office with the state of their SKP in a year, by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, or_, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.plans.gaps import missing_counts
from kotabumi_kinerja.services.present import present
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

    `missing`: how many things a draft still lacks; None for any other state. `plans`: how many
    SKP the year has, one for each stretch; `version`: of the one shown here.
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
    plans: int = 1
    version: int = 1

    @property
    def label(self) -> str:
        """'Draf, 3 kurang', 'Disepakati', 'Draf versi 2', 'Disepakati, 2 SKP' or 'Belum ada'."""
        if self.state is None:
            return "Belum ada"
        words = self.state.label.capitalize()
        if self.version > 1 and self.state is not PlanState.AGREED:
            words += f" versi {self.version}"
        if self.missing:
            words += f", {self.missing} kurang"
        return f"{words}, {self.plans} SKP" if self.plans > 1 else words


class PlanList:
    """Who works here; `query.scope` is the year. A person is a row, not a plan.

    Who left in the year or later still stands here with the SKP that he has. `remember`: counts
    are kept until `forget`, for a list that is read again after each typed cell.
    """

    def __init__(self, work: Workspace, *, remember: bool = False) -> None:
        self._work, self._remember = work, remember
        self._counted: dict[tuple[str, object], Mapping[str, int]] = {}

    def forget(self) -> None:
        """Plans or people have come, gone or changed their state: count anew."""
        self._counted.clear()

    def count(self, query: Query) -> int:
        """How many people `query` finds."""
        return self.chips(query)[query.chip]

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
            several: dict[Id, int] = {}
            for at in range(0, len(rows), _AT_ONCE):
                people = [row.id for row in rows[at : at + _AT_ONCE]]
                several |= self._several(connection, query.scope, people)
        return [_row(r, query, gaps.get(r.plan_id), several.get(r.id, 1)) for r in rows]

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
        """How many people there are under each chip; '' is all of them. One pass for all."""
        key = (query.text.strip(), query.scope)
        if key in self._counted:
            return self._counted[key]
        rows = self._rows(Query(query.text, scope=query.scope))
        states = rows.with_only_columns(plan.c.state, func.count().label("people")).group_by(
            plan.c.state
        )
        with self._work.database.read() as connection:
            counted = {row.state or NONE: int(row.people) for row in connection.execute(states)}
        counts = {"": sum(counted.values())} | {chip: counted.get(chip, 0) for chip in CHIPS}
        if self._remember:
            self._counted[key] = counts
        return counts

    def _several(self, connection: Connection, year: object, people: Sequence[Id]) -> dict[Id, int]:
        """Who has more than one SKP in the year; a later version in draft is not another one."""
        p = plan.c
        rows = connection.execute(
            select(p.person_id, func.count().label("plans"))
            .where(
                p.office == self._work.database.office,
                p.person_id.in_(people),
                p.year == year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
                (p.version == 1) | (p.state == PlanState.AGREED.value),
            )
            .group_by(p.person_id)
            .having(func.count() > 1)
        )
        return {row.person_id: row.plans for row in rows}

    def _rows(self, query: Query) -> Select[Any]:
        n, p = person_now.c, plan.c
        held = (p.office == n.office) & (p.id == _latest(query.scope))
        ended = (func.substr(n.since, 1, 4) >= str(query.scope)) & p.id.is_not(None)
        rows = (
            select(
                person_now,
                p.id.label("plan_id"),
                p.state.label("plan_state"),
                p.version.label("plan_version"),
            )
            .select_from(person_now.outerjoin(plan, held))
            .where(n.office == self._work.database.office, or_(present(self._work), ended))
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


def _row(row: Row[Any], query: Query, gaps: int | None, plans: int = 1) -> PlanRow:
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
        plans,
        row.plan_version or 1,
    )
