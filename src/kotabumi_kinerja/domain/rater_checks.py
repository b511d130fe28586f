"""What is wrong with a register of raters: on a day, over a year, and after moves within it.

Source: validation rules of the reference [INF]: the rater is somebody else, stands higher or has
delegation; PermenPANRB 6/2022 wants somebody who rates on every day of service.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from kotabumi_kinerja.domain.dates import MONTHS, show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.raters import (
    DEFINITIVE,
    KINDS,
    Assignment,
    Holder,
    segments,
    valid_on,
)

NONE: Final = "KK-140"
GAP: Final = "KK-181"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong in the register, by code (see messages); `line` '' when of no one line.

    `on`: the day from which it can be mended; `rater`: who should rate from then (only a move).
    """

    code: str
    person: Id
    fields: Mapping[str, str]
    line: Id = b""
    on: date | None = None
    rater: Id | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """The days that somebody belongs to the office, first and last included.

    `sure`: the first day is that of the appointment, not of the oldest line that happens to be
    known.
    """

    since: date
    until: date
    sure: bool = True

    def within(self, since: date, until: date) -> "Service | None":
        """The part inside a period; None when there is none."""
        start, end = max(self.since, since), min(self.until, until)
        return Service(start, end, self.sure) if start <= end else None


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: who is here on the day and when, and all lines by person."""

    holders: Mapping[Id, Holder]
    service: Mapping[Id, Service]
    register: Mapping[Id, Sequence[Assignment]]
    names: Mapping[Id, str] = field(default_factory=dict[Id, str])


def troubles(case: Case, on: date) -> Iterator[Trouble]:
    """Everything that would block or void a rating on the day `on`."""
    now: dict[Id, Assignment] = {}
    for person, holder in case.holders.items():
        lines = [x for x in case.register.get(person, ()) if x.covers(on)]
        line = valid_on(lines, on)
        if line is None:
            since = _without_since(case, person, on)
            fields = {"name": holder.name, "since": show_date(since)}
            yield Trouble(NONE, person, fields, on=since)
            continue
        now[person] = line
        yield from _twice(holder.name, person, lines)
        yield from _of_line(case, holder, line)
    yield from _circles(case.holders, now)


def _without_since(case: Case, person: Id, on: date) -> date:
    """The first day of the year, or of the service, on which nobody was set until `on`."""
    days = [x.until + _DAY for x in case.register.get(person, ()) if x.until and x.until < on]
    served = case.service.get(person)
    if served is not None and served.since <= on:
        days.append(served.since)
    return max([on.replace(month=1, day=1), *days])


def over_period(case: Case, since: date, until: date) -> Iterator[Trouble]:
    """Gaps, two at once and lines outside the service; whoever left meanwhile counts too."""
    for person, served in case.service.items():
        name = case.names.get(person, "")
        lines = case.register.get(person, ())
        part = served.within(since, until)
        if part is not None and lines:
            gaps = [s for s in segments(lines, part.since, part.until) if s.line is None]
            if gaps:
                said = ", ".join(span(g.since, g.until) for g in gaps)
                yield Trouble(GAP, person, {"name": name, "spans": said}, on=gaps[0].since)
        near = [x for x in lines if x.since <= until and x.last >= since]
        yield from _twice(name, person, near)
        for line in near:
            if (served.sure and line.since < served.since) or _beyond(line, served):
                fields = {"name": name, "span": shown(line)}
                yield Trouble("KK-180", person, fields, line.id, _mend_day(line, served))


def _beyond(line: Assignment, served: Service) -> bool:
    return line.last > served.until


def _mend_day(line: Assignment, served: Service) -> date:
    return served.until if line.last > served.until else served.since


def span(since: date, until: date) -> str:
    """'12 Mar sampai 3 Apr 2026'; the year once when it is the same."""
    if since == until:
        return _short(since, year=True)
    return f"{_short(since, year=since.year != until.year)} sampai {_short(until, year=True)}"


def shown(line: Assignment) -> str:
    """'1 Jan 2026 sampai sekarang'."""
    if line.until is None:
        return f"{_short(line.since, year=True)} sampai sekarang"
    return span(line.since, line.until)


def _short(day: date, *, year: bool) -> str:
    words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{words} {day.year}" if year else words


def _twice(name: str, person: Id, lines: Sequence[Assignment]) -> Iterator[Trouble]:
    """The first two of a kind that overlap; `line` is the later one."""
    for kind, words in KINDS.items():
        same = sorted((x for x in lines if x.kind == kind), key=lambda x: (x.since, x.id))
        for one, after in pairwise(same):
            if after.since <= one.last:
                fields = {"name": name, "kind": words.lower().rstrip(".")}
                yield Trouble("KK-142", person, fields, after.id, after.since)
                break


def _of_line(case: Case, holder: Holder, line: Assignment) -> Iterator[Trouble]:
    fields = {"name": holder.name}
    if line.rater is None:
        return
    if line.rater == holder.person:
        yield Trouble("KK-141", holder.person, fields, line.id)
        return
    rater = case.holders.get(line.rater)
    if rater is None:
        named = {**fields, "rater": case.names.get(line.rater, "")}
        served = case.service.get(line.rater)
        left = served.until + _DAY if served and served.until < date.max else None
        yield Trouble("KK-143", holder.person, named, line.id, left)
    elif line.kind == DEFINITIVE and rater.level >= holder.level:
        yield Trouble("KK-145", holder.person, {**fields, "rater": rater.name}, line.id)


def _circles(holders: Mapping[Id, Holder], now: Mapping[Id, Assignment]) -> Iterator[Trouble]:
    """Each ring once, whatever its length; nobody is walked through twice."""
    settled: set[Id] = set()
    for start in now:
        path: dict[Id, None] = {}
        at: Id | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            line = now.get(at)
            at = line.rater if line else None
        if at is not None and at in path:
            ring = list(path)
            ring = ring[ring.index(at) :]
            if len(ring) > 1:
                names = ", ".join(holders[p].name for p in ring)
                yield Trouble("KK-144", at, {"names": names}, now[at].id)
        settled.update(path)
