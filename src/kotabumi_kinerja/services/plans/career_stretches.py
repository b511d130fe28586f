"""A person's career inside one year: which post from when to when, and how it ends."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kotabumi_kinerja.domain.career import Leaving
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.moves import Cause, Stretch
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.services import career, staff
from kotabumi_kinerja.services.career import CareerLine
from kotabumi_kinerja.services.workspace import Workspace

_DAY: Final = timedelta(days=1)


def stretches(work: Workspace, person: Id, year: int) -> tuple[list[Stretch], Cause]:
    """The posts of the year, in order, and why the last one ends (LEFT when it does not).

    The first day is that of the appointment where it is known, else the first of the year: the
    oldest line of a register taken in from a workbook says nothing about what was before it. The
    last is the day before leaving or, where that is not recorded yet, before retiring by rule.
    """
    lines = list(reversed(career.lines(work, person)))
    first, last, cause = date(year, 1, 1), date(year, 12, 31), Cause.LEFT
    begun = [line.service_since for line in lines if line.service_since]
    begin = max(first, min(begun)) if begun else first
    gone = next((line for line in reversed(lines) if line.leaving), None)
    if gone is not None:
        cause = Cause.RETIRED if gone.leaving is Leaving.RETIRED else Cause.LEFT
        last = min(last, gone.since - _DAY)
    elif (retired := staff.record(work, person).retirement) is not None and retired.day <= last:
        cause, last = Cause.RETIRED, retired.day - _DAY
    if begin > last:
        return [], cause
    return _cut(_posts(lines), begin, last), cause


def _posts(lines: Sequence[CareerLine]) -> list[tuple[date, CareerLine]]:
    """Lines that begin another post, each with its day."""
    found: list[tuple[date, CareerLine]] = []
    for line in lines:
        if line.leaving is None and (not found or found[-1][1].post != line.post):
            since = line.post_since
            known = since is not None and (not found or found[-1][0] < since <= line.since)
            found.append((since if known and since is not None else line.since, line))
    return found


def _cut(posts: Sequence[tuple[date, CareerLine]], begin: date, last: date) -> list[Stretch]:
    made: list[Stretch] = []
    for at, (since, line) in enumerate(posts):
        until = posts[at + 1][0] - _DAY if at + 1 < len(posts) else last
        start = begin if at == 0 else max(since, begin)
        end = min(until, last)
        if start <= end:
            leads = line.post_kind == PositionKind.JPT.value
            made.append(Stretch(start, end, line.post, line.unit, leads))
    return made
