"""Training: events with many participants in one entry; the JP of each follows by rule."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.domain.training import TrainingKind, training_kinds
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.training_hours import (
    OVER,
    SHORT,
    HoursList,
    HoursRow,
    hours_by_person,
    hours_of,
    in_year,
    of_person,
)
from kotabumi_kinerja.services.training_recognition import Line, counted, lines_of, recount, write
from kotabumi_kinerja.services.training_records import (
    Attendance,
    Event,
    EventRow,
    EventView,
    Participant,
    attendance_of,
    event_of,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging
from kotabumi_kinerja.store.schema import participation, person_now, training

__all__ = [
    "OVER",
    "SHORT",
    "Attendance",
    "Event",
    "EventList",
    "EventRow",
    "EventView",
    "HoursList",
    "HoursRow",
    "Participant",
    "add",
    "add_participants",
    "edit",
    "edit_certificate",
    "hours_by_person",
    "hours_of",
    "kinds",
    "of_person",
    "one",
    "remove",
    "remove_participant",
    "years",
]


def kinds(work: Workspace) -> tuple[TrainingKind, ...]:
    """The kinds of activity that are known today."""
    return training_kinds(work.rules, work.today())


def add(work: Workspace, event: Event, participants: Sequence[Participant]) -> Id:
    """Record an event with its participants as one step.

    Refused KK-251 without a name, KK-252 when it ends before it begins, KK-250 for the kind,
    KK-254 for hours below zero.
    """
    event = _checked(work, event)
    key, office = new_id(), work.database.office
    with work.database.change(f"catat pelatihan {event.name}") as connection:
        connection.execute(insert(training).values(office=office, id=key, **_columns(event)))
        _take_in(connection, work, key, event, participants)
    return key


def add_participants(work: Workspace, key: Id, participants: Sequence[Participant]) -> int:
    """Add people to an event; who is in it already is left as he is. Returns how many are new."""
    view = one(work, key)
    have = {p.person for p in view.participants}
    fresh = list({p.person: p for p in participants if p.person not in have}.values())
    if not fresh:
        return 0
    with work.database.change(f"tambah {len(fresh)} peserta {view.event.name}") as connection:
        _take_in(connection, work, key, view.event, fresh)
    return len(fresh)


def edit(work: Workspace, key: Id, event: Event) -> None:
    """Change an event; everybody's JP is counted anew. Refused as `add`."""
    event = _checked(work, event)
    view = one(work, key)
    people = [p.person for p in view.participants]
    with work.database.change(f"ubah pelatihan {event.name}") as connection:
        connection.execute(
            update(training)
            .where(training.c.office == work.database.office, training.c.id == key)
            .values(_columns(event))
        )
        recount(connection, work, view.event, people)
        recount(connection, work, event, people)


def edit_certificate(
    work: Workspace, key: Id, attendance: Id, hours: Decimal | None, number: str
) -> None:
    """A participant's certificate: its number and its JP. Refused KK-254 below zero, KK-253."""
    view, who = _attendance(work, key, attendance)
    _refuse_negative(hours)
    with work.database.change(f"ubah sertifikat {who.name}") as connection:
        connection.execute(
            update(participation)
            .where(participation.c.office == work.database.office, participation.c.id == attendance)
            .values(certificate_hours=hours, certificate=clean_name(number))
        )
        recount(connection, work, view.event, [who.person])


def remove(work: Workspace, key: Id) -> None:
    """Take an event out; it can be undone."""
    view = one(work, key)
    with work.database.change(f"hapus pelatihan {view.event.name}") as connection:
        connection.execute(
            update(training)
            .where(training.c.office == work.database.office, training.c.id == key)
            .values(gone="deleted")
        )
        recount(connection, work, view.event, [p.person for p in view.participants])


def remove_participant(work: Workspace, key: Id, attendance: Id) -> None:
    """Take one person out of an event. Refused KK-253 when he is not in it."""
    view, who = _attendance(work, key, attendance)
    with work.database.change(f"hapus peserta {who.name}") as connection:
        connection.execute(
            update(participation)
            .where(participation.c.office == work.database.office, participation.c.id == attendance)
            .values(gone="deleted")
        )
        recount(connection, work, view.event, [who.person])


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
    event = event_of(head)
    return EventView(key, event, _kind(work, event), tuple(map(attendance_of, people)))


def years(work: Workspace) -> list[int]:
    """The years with events and the running one, the latest first."""
    year = func.substr(training.c.since, 1, 4)
    with work.database.read() as connection:
        found = connection.scalars(
            select(year)
            .where(training.c.office == work.database.office, training.c.gone == "")
            .distinct()
        ).all()
    return sorted({int(text) for text in found if text} | {work.today().year}, reverse=True)


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
        statement = paging.page(
            select(training, many.label("many")).where(*self._where(query)),
            [t[_sorted(query)], t.id],
            after,
            skip,
            size,
            descending=query.descending,
        )
        with self._work.database.read() as connection:
            return [
                EventRow(
                    r.id,
                    (getattr(r, _sorted(query)), r.id),
                    r.name,
                    r.kind,
                    r.since,
                    r.until,
                    r.many,
                    r.hours,
                    r.organiser,
                )
                for r in connection.execute(statement)
            ]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many events stand before this one."""
        t = training.c
        with self._work.database.read() as connection:
            found = connection.execute(
                select(t[_sorted(query)]).where(*self._where(query), t.id == id)
            ).first()
            if found is None:
                return None
            statement = paging.place(
                select(t.id).where(*self._where(query)),
                [t[_sorted(query)], t.id],
                (found[0], id),
                descending=query.descending,
            )
            return int(connection.scalar(statement) or 0)

    def _where(self, query: Query) -> list[ColumnElement[bool]]:
        t = training.c
        where: list[ColumnElement[bool]] = [t.office == self._work.database.office, t.gone == ""]
        if isinstance(query.scope, int):
            where += in_year(query.scope)
        for word in query.text.split():
            where.append(or_(*(c.icontains(word, autoescape=True) for c in (t.name, t.organiser))))
        return where


_COLUMNS: Final = ("name", "kind", "since", "until", "days", "hours", "organiser", "place")
_SORTS: Final = frozenset({"name", "kind", "organiser"})


def _sorted(query: Query) -> str:
    return query.sort if query.sort in _SORTS else "since"


def _columns(event: Event) -> dict[str, object]:
    return {**{name: getattr(event, name) for name in _COLUMNS}, "abroad": int(event.abroad)}


def _checked(work: Workspace, event: Event) -> Event:
    event = replace(event, name=clean_name(event.name), organiser=clean_name(event.organiser))
    if not event.name:
        raise Refused("KK-251", field="name")
    if event.until < event.since:
        days = {"since": show_date(event.since), "until": show_date(event.until)}
        raise Refused("KK-252", field="until", **days)
    _refuse_negative(event.hours)
    _kind(work, event)
    return event


def _refuse_negative(hours: Decimal | None) -> None:
    if hours is not None and not (hours.is_finite() and hours >= 0):
        raise Refused("KK-254", field="hours", text=str(hours))


def _take_in(
    connection: Connection,
    work: Workspace,
    key: Id,
    event: Event,
    participants: Sequence[Participant],
) -> None:
    office = work.database.office
    fresh = {new_id(): who for who in participants}
    have = lines_of(connection, work, event, [who.person for who in participants])
    new = [Line(i, who.person, event, who.certificate_hours) for i, who in fresh.items()]
    for line, found in counted(work, (*have, *new)):
        who = fresh.get(line.id)
        if who is None:
            write(connection, work, line, found)
            continue
        connection.execute(
            insert(participation).values(
                office=office,
                id=line.id,
                training_id=key,
                person_id=who.person,
                certificate_hours=who.certificate_hours,
                certificate=clean_name(who.certificate),
                recognised=found.hours,
                reason=found.reason,
            )
        )


def _attendance(work: Workspace, key: Id, attendance: Id) -> tuple[EventView, Attendance]:
    view = one(work, key)
    who = next((p for p in view.participants if p.id == attendance), None)
    if who is None:
        raise Refused("KK-253")
    return view, who


def _kind(work: Workspace, event: Event) -> TrainingKind:
    known = training_kinds(work.rules, event.since)
    found = next((k for k in known if k.code == event.kind), None)
    if found is None:
        raise Refused("KK-250", field="kind", kind=event.kind)
    return found
