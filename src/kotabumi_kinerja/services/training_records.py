"""What the training register speaks of: events, participants, and what was recognised."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.training import TrainingKind
from kotabumi_kinerja.services.listing import Anchor


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
    organiser: str = ""


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

    @property
    def anchor(self) -> Anchor:
        """The order of the list of participants."""
        return (self.name, self.id)


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its participants."""

    id: Id
    event: Event
    kind: TrainingKind
    participants: tuple[Attendance, ...]


def event_of(row: Row[Any]) -> Event:
    """The event in a row of table `training`."""
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


def attendance_of(row: Row[Any]) -> Attendance:
    """The participant in a row of table `participation` with `name` and `nip` of the person."""
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


@dataclass(frozen=True, slots=True)
class Attended:
    """One line of a person's year: first day, event, what was recognised."""

    day: date
    event: str
    found: Attendance

    @property
    def id(self) -> Id:
        """The participation's."""
        return self.found.id

    @property
    def anchor(self) -> Anchor:
        """By day."""
        return (self.day, self.found.id)
