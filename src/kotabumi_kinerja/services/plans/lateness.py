"""'Siapa belum': people by unit and state of their SKP, and the days to the deadline."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select

from kotabumi_kinerja.domain.calendar import plan_deadline
from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import units
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.plans.listing import NONE, PlanList, PlanRow
from kotabumi_kinerja.services.plans.rekeying import Rekeyed, progress_of
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now, plan

NO_UNIT: Final = b""
"""Stands for people without a unit."""
ALL: Final = "all"
"""Key of the chip that shows those with an agreed SKP, too."""
_STATES: Final = (NONE, "draft", "submitted", "agreed")


@dataclass(frozen=True, slots=True)
class Countdown:
    """The last day to agree the SKP of a year; `left` days, below zero when it is past.

    `note` is not empty while the day waits for confirmation.
    """

    day: date
    left: int
    source: str
    note: str

    @property
    def label(self) -> str:
        """'tersisa 12 hari', 'hari terakhir' or 'lewat 3 hari'."""
        return days_left(self.left)

    @property
    def whole(self) -> str:
        """'Batas 31 Januari 2027, tersisa 12 hari'."""
        return f"Batas {show_date(self.day)}, {self.label}"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit with all units below it: how many people in each state. `id` NO_UNIT: no unit."""

    id: Id
    name: str
    above: Id | None
    depth: int
    none: int
    draft: int
    submitted: int
    agreed: int
    inside: frozenset[Id]

    @property
    def late(self) -> int:
        """Who has no agreed SKP."""
        return self.none + self.draft + self.submitted

    @property
    def people(self) -> int:
        """Everybody."""
        return self.late + self.agreed


@dataclass(frozen=True, slots=True)
class LateScope:
    """What a list of people is about: the year, and the units (None: all)."""

    year: int
    units: frozenset[Id] | None = None


@dataclass(frozen=True, slots=True)
class LateRow:
    """One person of the list; `rekeyed` None: nothing was entered in e-Kinerja."""

    plan: PlanRow
    rater: str
    rekeyed: Rekeyed | None

    @property
    def id(self) -> Id:
        """The person."""
        return self.plan.id

    @property
    def anchor(self) -> Anchor:
        """The place in the list."""
        return self.plan.anchor


class LateList:
    """Who has no agreed SKP yet; a chip narrows to one state, `ALL` is everybody.

    `query.scope` is a `LateScope`.
    """

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def count(self, query: Query) -> int:
        """How many people `query` finds."""
        plans, plain = _asked(self._work, query)
        return plans.count(plain)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[LateRow]:
        """People behind the anchor, in the order of the query."""
        plans, plain = _asked(self._work, query)
        rows = plans.page(plain, after, skip, size)
        n = person_now.c
        with self._work.database.read() as connection:
            raters: dict[Id, str] = {}
            for at in range(0, len(rows), 500):
                part = [row.id for row in rows[at : at + 500]]
                found = connection.execute(
                    select(n.id, n.rater_name).where(
                        n.office == self._work.database.office, n.id.in_(part)
                    )
                )
                raters.update((key, name or "") for key, name in found)
            keys = [row.plan for row in rows if row.plan is not None]
            entered = progress_of(connection, self._work, keys)
        return [
            LateRow(row, raters.get(row.id, ""), entered.get(row.plan) if row.plan else None)
            for row in rows
        ]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        plans, plain = _asked(self._work, query)
        return plans.place(plain, id)


class _Scoped(PlanList):
    """The list of plans of some units only, in one state, or without what is agreed."""

    def __init__(self, work: Workspace, inside: frozenset[Id] | None, chip: str) -> None:
        super().__init__(work)
        self._inside, self._chip = inside, chip

    def by_unit(self, year: int) -> Mapping[Id, Mapping[str, int]]:
        """How many people in each state, by their own unit."""
        rows = self._rows(Query(scope=year)).order_by(None)
        inner = rows.add_columns(_state().label("plan_standing")).subquery()
        counted = select(inner.c.unit_id, inner.c.plan_standing, func.count()).group_by(
            inner.c.unit_id, inner.c.plan_standing
        )
        found: dict[Id, dict[str, int]] = defaultdict(dict)
        with self._work.database.read() as connection:
            for unit, state, count in connection.execute(counted):
                found[unit or NO_UNIT][state] = count
        return found

    def _rows(self, query: Query) -> Select[Any]:
        rows = super()._rows(query)
        if self._chip == "":
            rows = rows.where(_state() != PlanState.AGREED.value)
        elif self._chip != ALL:
            rows = rows.where(_state() == self._chip)
        if self._inside is not None:
            unit = person_now.c.unit_id
            held = unit.in_(self._inside - {NO_UNIT})
            rows = rows.where(or_(held, unit.is_(None)) if NO_UNIT in self._inside else held)
        return rows


def _asked(work: Workspace, query: Query) -> tuple[_Scoped, Query]:
    """The list for the query's scope and chip, and the query without them."""
    scope = query.scope
    if not isinstance(scope, LateScope):
        raise TypeError(scope)
    return _Scoped(work, scope.units, query.chip), replace(query, scope=scope.year, chip="")


def _state() -> ColumnElement[str]:
    """A later version that is not agreed yet stands beside the one in force: nobody is late."""
    agreed = literal(PlanState.AGREED.value)
    return case(
        (plan.c.id.is_(None), literal(NONE)), (plan.c.version > 1, agreed), else_=plan.c.state
    )


def by_unit(work: Workspace, year: int) -> list[UnitLine]:
    """Every unit that has people in or below it, each after the one above; no unit last."""
    own = _Scoped(work, None, ALL).by_unit(year)
    rows = units.tree(work)
    known = {row.id for row in rows}
    below: dict[Id, set[Id]] = {key: {key} for key in known}
    for row in reversed(rows):
        if row.above in below and row.above != row.id:
            below[row.above] |= below[row.id]
    made = [_line(row.id, row.name, row.above, row.depth, below[row.id], own) for row in rows]
    lost = frozenset(key for key in own if key not in known)
    if lost:
        made.append(_line(NO_UNIT, "Tanpa unit", None, 0, {NO_UNIT, *lost}, own))
    return [line for line in made if line.people]


def total(lines: Sequence[UnitLine]) -> UnitLine:
    """All of them as one line."""
    tops = [line for line in lines if line.depth == 0]
    sums = [
        sum(x) for x in zip(*((t.none, t.draft, t.submitted, t.agreed) for t in tops), strict=True)
    ]
    none, draft, submitted, agreed = sums or (0, 0, 0, 0)
    return UnitLine(NO_UNIT, "Seluruh kantor", None, 0, none, draft, submitted, agreed, frozenset())


def find(
    work: Workspace, year: int, inside: frozenset[Id] | None = None, chip: str = ""
) -> list[LateRow]:
    """Everybody of the list by name."""
    query = Query(chip=chip, scope=LateScope(year, inside))
    return list(LateList(work).page(query, None, 0, 1_000_000))


def countdown(work: Workspace, year: int) -> Countdown:
    """Days to the last day on which the SKP of a year must be agreed."""
    limit = plan_deadline(year, work.rules)
    return Countdown(limit.day, (limit.day - work.today()).days, limit.source, limit.note)


def days_left(left: int) -> str:
    """'tersisa 12 hari', 'hari terakhir' or 'lewat 3 hari'."""
    if left == 0:
        return "hari terakhir"
    return f"lewat {-left} hari" if left < 0 else f"tersisa {left} hari"


def _line(  # noqa: PLR0913, PLR0917  # a unit and what is counted in it
    key: Id,
    name: str,
    above: Id | None,
    depth: int,
    inside: Iterable[Id],
    own: Mapping[Id, Mapping[str, int]],
) -> UnitLine:
    keys = frozenset(inside)
    none, draft, submitted, agreed = (
        sum(own.get(unit, {}).get(state, 0) for unit in keys) for state in _STATES
    )
    return UnitLine(key, name, above, depth, none, draft, submitted, agreed, keys)
