"""JP of a year: of one person, of everybody, and as a list against what each status asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.rules import RuleTable
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.domain.training import YearlyHours, yearly
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.training_records import Attendance, attendance_of
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import participation, person_now, training
from kotabumi_kinerja.store.search import matching

SHORT: Final = "short"
"""The chip of those who have less than their status asks for."""
OVER: Final = "over"
"""The chip of those who have more than their status allows (PPPK); it only warns."""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One person's year. `events`: how many activities; `short`, `over`: JP, 0 for none."""

    id: Id
    anchor: Anchor
    nip: str
    name: str
    full_name: str
    status: str
    unit: str
    events: int
    hours: Decimal
    asked: Decimal | None
    limit: Decimal | None
    short: Decimal
    over: Decimal


def in_year(year: int) -> list[ColumnElement[bool]]:
    """The events that begin in a year."""
    return [training.c.since >= date(year, 1, 1), training.c.since <= date(year, 12, 31)]


def hours_of(work: Workspace, person: Id, year: int) -> YearlyHours:
    """A person's JP of a year against what the status asks for."""
    total = hours_by_person(work, year).get(person, Decimal(0))
    with work.database.read() as connection:
        status = connection.scalar(
            select(person_now.c.status).where(
                person_now.c.office == work.database.office, person_now.c.id == person
            )
        )
    return yearly(Status(status or Status.PNS.value), total, work.rules, day_of(work, year))


def day_of(work: Workspace, year: int) -> date:
    """The day whose rules hold for a year: today in the running year, else its last day."""
    return min(date(year, 12, 31), max(work.today(), date(year, 1, 1)))


def hours_by_person(work: Workspace, year: int) -> Mapping[Id, Decimal]:
    """Recognised JP of a year for everybody who has any; exact sums."""
    return {person: total for person, (total, _) in _sums(work, year).items()}


def of_person(work: Workspace, person: Id, year: int) -> list[tuple[str, date, Attendance]]:
    """A person's activities of a year: name, first day and what was recognised."""
    a, t, n = participation.c, training.c, person_now.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(participation, t.name.label("event"), t.since, n.name, n.nip)
            .join(training, (t.office == a.office) & (t.id == a.training_id))
            .join(person_now, (n.office == a.office) & (n.id == a.person_id))
            .where(
                a.office == work.database.office,
                a.person_id == person,
                a.gone == "",
                t.gone == "",
                *in_year(year),
            )
            .order_by(t.since, a.id)
        ).all()
    return [(r.event, r.since, attendance_of(r)) for r in rows]


class HoursList:
    """Everybody with the JP of a year; `query.scope` is the year, chip `SHORT` who lacks some.

    What was read last is kept until `forget`: a list asks for its pages while it is painted.
    """

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._year: tuple[int, list[HoursRow]] | None = None
        self._shown: tuple[Query, list[HoursRow]] | None = None

    def forget(self) -> None:
        """Something has changed; the next question reads again."""
        self._year = self._shown = None

    def count(self, query: Query) -> int:
        """How many people `query` finds."""
        return len(self._rows(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[HoursRow]:
        """People behind the anchor."""
        rows = self._rows(query)
        start = 0
        if after is not None:
            place = self.place(query, Id(bytes(after[-1])) if isinstance(after[-1], bytes) else b"")
            start = 0 if place is None else place + 1
        return rows[start + skip : start + skip + size]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        return next((at for at, row in enumerate(self._rows(query)) if row.id == id), None)

    def _rows(self, query: Query) -> list[HoursRow]:
        if self._shown is None or self._shown[0] != query:
            self._shown = (query, self._find(query))
        return self._shown[1]

    def _find(self, query: Query) -> list[HoursRow]:
        year = query.scope if isinstance(query.scope, int) else self._work.today().year
        if self._year is None or self._year[0] != year:
            self._year = (year, _everybody(self._work, year))
        rows = self._year[1]
        if query.text.strip():
            found = self._matching(query.text)
            rows = [row for row in rows if row.id in found]
        if query.chip == SHORT:
            rows = [row for row in rows if row.short]
        elif query.chip == OVER:
            rows = [row for row in rows if row.over]
        if query.sort in {"hours", "short", "status", "nip", "unit", "events"}:
            rows = sorted(rows, key=lambda row: getattr(row, query.sort))
        return rows[::-1] if query.descending else rows

    def _matching(self, text: str) -> set[Id]:
        with self._work.database.read() as connection:
            return set(
                connection.scalars(
                    select(person_now.c.id).where(
                        person_now.c.office == self._work.database.office, matching(text)
                    )
                )
            )


def _everybody(work: Workspace, year: int) -> list[HoursRow]:
    n, sums, on = person_now.c, _sums(work, year), day_of(work, year)
    table = work.rules.table("jp_tahunan", on)
    asked, limits = _bounds(table, "minimum"), _bounds(table, "maximum")
    zero = Decimal(0)
    with work.database.read() as connection:
        people = connection.execute(
            select(n.id, n.nip, n.front, n.name, n.back, n.status, n.unit_name)
            .where(n.office == work.database.office, present(work))
            .order_by(n.name, n.id)
        ).all()
    rows: list[HoursRow] = []
    for p in people:
        total, events = sums.get(p.id, (zero, 0))
        wanted, most = asked.get(p.status or ""), limits.get(p.status or "")
        rows.append(
            HoursRow(
                p.id,
                (p.name, p.id),
                p.nip,
                p.name,
                full_name(p.front, p.name, p.back),
                p.status or "",
                p.unit_name,
                events,
                total,
                wanted,
                most,
                max(zero, wanted - total) if wanted is not None else zero,
                max(zero, total - most) if most is not None else zero,
            )
        )
    return rows


def _bounds(table: RuleTable, name: str) -> dict[str, Decimal]:
    return {s.value: table.number(s.value, name) for s in Status if table.has(s.value, name)}


def _sums(work: Workspace, year: int) -> dict[Id, tuple[Decimal, int]]:
    """Recognised JP and number of activities by person; what is not yet counted adds nothing."""
    a = participation.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(a.person_id, a.recognised)
            .join(training, (training.c.office == a.office) & (training.c.id == a.training_id))
            .where(
                a.office == work.database.office,
                a.gone == "",
                a.attended == 1,
                training.c.gone == "",
                *in_year(year),
            )
        ).all()
    found: dict[Id, tuple[Decimal, int]] = {}
    for person, hours in rows:
        total, events = found.get(person, (Decimal(0), 0))
        found[person] = (total + (hours or Decimal(0)), events + 1)
    return found
