"""Recognised JP of participants: counted in the order of the days, and again after each change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select, update

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.training import Activity, Recognition, recognise
from kotabumi_kinerja.services.training_records import Event, event_of
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import participation, training

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One person in one event, with what stands there now."""

    id: Id
    person: Id
    event: Event
    certificate_hours: Decimal | None
    recognised: Decimal | None = None
    reason: str = ""


def lines_of(
    connection: Connection, work: Workspace, event: Event, people: Sequence[Id]
) -> list[Line]:
    """What these people have of the event's kind in the event's month, the first day first.

    A limit of the law counts by kind and month, so these are all that one change can touch.
    """
    t, a = training.c, participation.c
    first = event.since.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    found: list[Line] = []
    for start in range(0, len(people), _AT_ONCE):
        rows = connection.execute(
            select(
                training,
                a.id.label("key"),
                a.person_id,
                a.certificate_hours,
                a.recognised,
                a.reason,
            )
            .join(participation, (a.office == t.office) & (a.training_id == t.id))
            .where(
                t.office == work.database.office,
                t.gone == "",
                t.kind == event.kind,
                t.since >= first,
                t.since < following,
                a.person_id.in_(people[start : start + _AT_ONCE]),
                a.gone == "",
                a.attended == 1,
            )
        )
        found += [
            Line(r.key, r.person_id, event_of(r), r.certificate_hours, r.recognised, r.reason)
            for r in rows
        ]
    return found


def counted(work: Workspace, lines: Iterable[Line]) -> list[tuple[Line, Recognition]]:
    """Each line with its JP by rule; who came first in the month is counted first."""
    earlier: Counter[Id] = Counter()
    found: list[tuple[Line, Recognition]] = []
    for line in sorted(lines, key=lambda line: (line.event.since, line.id)):
        activity = Activity(
            abroad=line.event.abroad,
            hours=line.event.hours,
            certificate=line.certificate_hours,
            days=line.event.days,
            events=1,
            earlier_events=earlier[line.person],
            semesters=1,
        )
        earlier[line.person] += 1
        found.append((line, recognise(line.event.kind, activity, work.rules, line.event.since)))
    return found


def recount(connection: Connection, work: Workspace, event: Event, people: Sequence[Id]) -> None:
    """Count anew what these people have of this kind in this month; writes what differs."""
    for line, found in counted(work, lines_of(connection, work, event, people)):
        write(connection, work, line, found)


def write(connection: Connection, work: Workspace, line: Line, found: Recognition) -> None:
    """What was recognised, when it differs from what stands there."""
    if (line.recognised, line.reason) == (found.hours, found.reason):
        return
    connection.execute(
        update(participation)
        .where(participation.c.office == work.database.office, participation.c.id == line.id)
        .values(recognised=found.hours, reason=found.reason)
    )
