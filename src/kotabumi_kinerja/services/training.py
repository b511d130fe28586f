"""Training: events with many participants, recognised hours (JP) by rule, the year's sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.domain.training import (
    Activity,
    Recognition,
    TrainingKind,
    YearlyHours,
    recognise,
    training_kinds,
    yearly,
)
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging
from kotabumi_kinerja.store.schema import participation, person_now, training


@dataclass(frozen=True, slots=True)
class Event:
    """What is entered of an activity. `hours` in JP; None where the kind counts days."""

    name: str
    kind: str
    since: date
    until: date
    days: int = 1
    hours: Decimal | None = None
    organiser: str = ""
    place: str = ""
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part; the certificate's JP wins over the rule."""

    person: Id
    certificate_hours: Decimal | None = None
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the list of events."""

    id: Id
    anchor: Anchor
    name: str
    kind: str
    since: date
    until: date
    participants: int
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One participant with what was recognised and why; None is 'belum dihitung'."""

    id: Id
    person: Id
    name: str
    nip: str
    certificate: str
    certificate_hours: Decimal | None
    recognised: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its participants."""

    id: Id
    event: Event
    kind: TrainingKind
    participants: tuple[Attendance, ...]


def kinds(work: Workspace) -> tuple[TrainingKind, ...]:
    """The kinds of activity that are known today."""
    return training_kinds(work.rules, work.today())


def add(work: Workspace, event: Event, participants: Sequence[Participant]) -> Id:
    """Record an event with its participants as one step.

    Refused KK-251 without a name, KK-252 when it ends before it begins, KK-250 for the kind.
    """
    _refuse_bad(event)
    key, office = new_id(), work.database.office
    with work.database.change(f"catat pelatihan {event.name}") as connection:
        connection.execute(insert(training).values(office=office, id=key, **_columns(event)))
        for who in participants:
            _take_in(connection, work, key, event, who)
    return key


def add_participants(work: Workspace, key: Id, participants: Sequence[Participant]) -> int:
    """Add people to an event; who is in it already is left as he is."""
    view = one(work, key)
    have = {p.person for p in view.participants}
    fresh = [p for p in participants if p.person not in have]
    if not fresh:
        return 0
    with work.database.change(f"tambah {len(fresh)} peserta {view.event.name}") as connection:
        for who in fresh:
            _take_in(connection, work, key, view.event, who)
    return len(fresh)


def edit(work: Workspace, key: Id, event: Event) -> None:
    """Change an event; everybody's JP is counted anew."""
    _refuse_bad(event)
    view = one(work, key)
    with work.database.change(f"ubah pelatihan {event.name}") as connection:
        connection.execute(
            update(training)
            .where(training.c.office == work.database.office, training.c.id == key)
            .values(_columns(event))
        )
        for who in view.participants:
            found = _recognised(
                connection, work, event, who.person, who.certificate_hours, but=who.id
            )
            _write_recognised(connection, work, who.id, found)


def edit_certificate(
    work: Workspace, key: Id, attendance: Id, hours: Decimal | None, number: str
) -> None:
    """A participant's certificate: its number and its JP."""
    view = one(work, key)
    who = next(p for p in view.participants if p.id == attendance)
    with work.database.change(f"ubah sertifikat {who.name}") as connection:
        connection.execute(
            update(participation)
            .where(participation.c.office == work.database.office, participation.c.id == attendance)
            .values(certificate_hours=hours, certificate=number)
        )
        found = _recognised(connection, work, view.event, who.person, hours, but=attendance)
        _write_recognised(connection, work, attendance, found)


def remove(work: Workspace, key: Id) -> None:
    """Take an event out; it can be undone."""
    view = one(work, key)
    with work.database.change(f"hapus pelatihan {view.event.name}") as connection:
        connection.execute(
            update(training)
            .where(training.c.office == work.database.office, training.c.id == key)
            .values(gone="deleted")
        )


def one(work: Workspace, key: Id) -> EventView:
    """One event. Refused KK-253 when there is none."""
    office, a, n = work.database.office, participation.c, person_now.c
    with work.database.read() as connection:
        head = connection.execute(
            select(training).where(
                training.c.office == office, training.c.id == key, training.c.gone == ""
            )
        ).first()
        if head is None:
            raise Refused("KK-253")
        people = connection.execute(
            select(participation, n.name, n.nip)
            .join(person_now, (n.office == a.office) & (n.id == a.person_id))
            .where(a.office == office, a.training_id == key, a.gone == "")
            .order_by(n.name, a.id)
        ).all()
    return EventView(key, _event(head), _kind(work, head.kind), tuple(map(_attendance, people)))


def hours_of(work: Workspace, person: Id, year: int) -> YearlyHours:
    """A person's JP of a year against what the status asks for."""
    total = hours_by_person(work, year).get(person, Decimal(0))
    with work.database.read() as connection:
        status = connection.scalar(
            select(person_now.c.status).where(
                person_now.c.office == work.database.office, person_now.c.id == person
            )
        )
    day = min(date(year, 12, 31), max(work.today(), date(year, 1, 1)))
    return yearly(Status(status or Status.PNS.value), total, work.rules, day)


def hours_by_person(work: Workspace, year: int) -> Mapping[Id, Decimal]:
    """Recognised JP of a year for everybody who has any; exact sums."""
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
                *_in_year(year),
            )
        ).all()
    total: dict[Id, Decimal] = {}
    for person, hours in rows:
        if hours is not None:
            total[person] = total.get(person, Decimal(0)) + hours
    return total


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
                *_in_year(year),
            )
            .order_by(t.since, a.id)
        ).all()
    return [(r.event, r.since, _attendance(r)) for r in rows]


class EventList:
    """The list of events by page; `query.scope` is the year."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def count(self, query: Query) -> int:
        """How many events `query` finds."""
        with self._work.database.read() as connection:
            rows = select(func.count()).select_from(training).where(*self._where(query))
            return int(connection.scalar(rows) or 0)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[EventRow]:
        """Events behind the anchor."""
        t, a = training.c, participation.c
        many = (
            select(func.count())
            .where(a.office == t.office, a.training_id == t.id, a.gone == "")
            .correlate(training)
            .scalar_subquery()
        )
        order = [t.name, t.id] if query.sort == "name" else [t.since, t.id]
        statement = paging.page(
            select(training, many.label("many")).where(*self._where(query)),
            order,
            after,
            skip,
            size,
            descending=query.descending,
        )
        with self._work.database.read() as connection:
            return [_row(r, query) for r in connection.execute(statement)]

    def _where(self, query: Query) -> list[ColumnElement[bool]]:
        t = training.c
        where: list[ColumnElement[bool]] = [t.office == self._work.database.office, t.gone == ""]
        if isinstance(query.scope, int):
            where += _in_year(query.scope)
        for word in query.text.split():
            where.append(or_(*(c.icontains(word, autoescape=True) for c in (t.name, t.organiser))))
        return where


_COLUMNS: Final = ("name", "kind", "since", "until", "days", "hours", "organiser", "place")


def _columns(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in _COLUMNS} | {"abroad": int(event.abroad)}


def _refuse_bad(event: Event) -> None:
    if not event.name.strip():
        raise Refused("KK-251")
    if event.until < event.since:
        raise Refused("KK-252", since=show_date(event.since), until=show_date(event.until))


def _take_in(
    connection: Connection, work: Workspace, key: Id, event: Event, who: Participant
) -> None:
    found = _recognised(connection, work, event, who.person, who.certificate_hours)
    connection.execute(
        insert(participation).values(
            office=work.database.office,
            id=new_id(),
            training_id=key,
            person_id=who.person,
            certificate_hours=who.certificate_hours,
            certificate=who.certificate,
            recognised=found.hours,
            reason=found.reason,
        )
    )


def _recognised(  # noqa: PLR0913  # what a recognition depends on
    connection: Connection,
    work: Workspace,
    event: Event,
    person: Id,
    certificate: Decimal | None,
    *,
    but: Id = b"",
) -> Recognition:
    activity = Activity(
        abroad=event.abroad,
        hours=event.hours,
        certificate=certificate,
        days=event.days,
        events=1,
        earlier_events=_earlier(connection, work, event, person, but),
        semesters=1,
    )
    return recognise(event.kind, activity, work.rules, event.since)


def _earlier(connection: Connection, work: Workspace, event: Event, person: Id, but: Id) -> int:
    """Activities of this kind in the same month that the person already has."""
    t, a = training.c, participation.c
    first = event.since.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return int(
        connection.scalar(
            select(func.count())
            .select_from(participation)
            .join(training, (t.office == a.office) & (t.id == a.training_id))
            .where(
                a.office == work.database.office,
                a.person_id == person,
                a.id != but,
                a.gone == "",
                t.gone == "",
                t.kind == event.kind,
                t.since >= first,
                t.since < following,
            )
        )
        or 0
    )


def _write_recognised(
    connection: Connection, work: Workspace, attendance: Id, found: Recognition
) -> None:
    connection.execute(
        update(participation)
        .where(participation.c.office == work.database.office, participation.c.id == attendance)
        .values(recognised=found.hours, reason=found.reason)
    )


def _in_year(year: int) -> list[ColumnElement[bool]]:
    return [training.c.since >= date(year, 1, 1), training.c.since <= date(year, 12, 31)]


def _event(row: Row[Any]) -> Event:
    return Event(
        row.name,
        row.kind,
        row.since,
        row.until,
        row.days,
        row.hours,
        row.organiser,
        row.place,
        bool(row.abroad),
    )


def _attendance(row: Row[Any]) -> Attendance:
    return Attendance(
        row.id,
        row.person_id,
        row.name,
        row.nip,
        row.certificate,
        row.certificate_hours,
        row.recognised,
        row.reason,
    )


def _row(row: Row[Any], query: Query) -> EventRow:
    first = row.name if query.sort == "name" else row.since
    return EventRow(
        row.id, (first, row.id), row.name, row.kind, row.since, row.until, row.many, row.hours
    )


def _kind(work: Workspace, code: str) -> TrainingKind:
    return next(k for k in kinds(work) if k.code == code)
