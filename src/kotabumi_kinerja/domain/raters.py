"""The register of raters: its lines, which of them holds on a day, and how they part a year.

Source: PermenPANRB 6/2022 and SE BKN 1/2023 (the direct superior, at least a pejabat pengawas, or
another official who got delegation).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kotabumi_kinerja.domain.ids import Id

DEFINITIVE: Final = "DEFINITIF"
KINDS: Final = {
    DEFINITIVE: "Definitif",
    "PLT": "Plt.",
    "PLH": "Plh.",
    "DELEGASI": "Didelegasikan",
}
"""Kinds of line and the words users read."""

STRENGTH: Final = {DEFINITIVE: 0, "PLT": 1, "PLH": 2, "DELEGASI": 3}
"""Which kind holds where lines overlap: the greatest. [INF]"""

_DAY: Final = timedelta(days=1)
_ESELON: Final = re.compile(r"(IV|V|I{1,3}|[1-5])\W*([AB])?", re.IGNORECASE)
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and the post held on a day; `level` (1 highest) and `leads` as in `positions`."""

    person: Id
    name: str
    post: str
    level: int
    leads: bool
    unit: str
    unit_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of the register.

    `rater` None: an official outside; `until` None: until further notice. `official` is the
    rater's row whether inside or outside, `id` the line's own.
    """

    person: Id
    rater: Id | None
    kind: str
    since: date
    until: date | None
    official: Id = b""
    id: Id = b""

    def covers(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def last(self) -> date:
        """Its last day; the end of all days when it is open."""
        return self.until or date.max


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of days with one rater; `line` None: nobody is set."""

    since: date
    until: date
    line: Assignment | None


def valid_on(lines: Sequence[Assignment], day: date) -> Assignment | None:
    """The line that holds on `day`; None when nobody is set to rate.

    The more particular one holds: a written delegation before a Plh., who stands in for days,
    before a Plt., who stands in until somebody is appointed, before the definitive superior
    (SE BKN 1/2023 names superior and delegation only; the order is [INF]). Of two alike the one
    that began later.
    """
    found = [line for line in lines if line.covers(day)]
    return max(found, key=_strength, default=None)


def _strength(line: Assignment) -> tuple[int, date, Id]:
    return (STRENGTH.get(line.kind, 0), line.since, line.id)


def segments(lines: Sequence[Assignment], since: date, until: date) -> list[Segment]:
    """The days from `since` to `until`, parted wherever another rater begins; gaps included."""
    if since > until:
        return []
    near = [line for line in lines if line.since <= until and line.last >= since]
    cuts = {since}
    for line in near:
        cuts.add(max(line.since, since))
        if line.last < until:
            cuts.add(line.last + _DAY)
    starts = sorted(cuts)
    ends = [*(day - _DAY for day in starts[1:]), until]
    made: list[Segment] = []
    for start, end in zip(starts, ends, strict=True):
        line = valid_on(near, start)
        before = made[-1] if made else None
        if before is not None and _same_rater(before.line, line):
            made[-1] = Segment(before.since, end, before.line)
        else:
            made.append(Segment(start, end, line))
    return made


def _same_rater(one: Assignment | None, other: Assignment | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.official, one.rater, one.kind) == (other.official, other.rater, other.kind)


def eselon_level(eselon: str) -> int | None:
    """The level of an eselon on the scale of `positions` (II.a 2, II.b 3 ... IV.b 7).

    None when it is none; without a letter the higher one. Eselon levels are habit [U].
    """
    found = _ESELON.fullmatch(eselon.strip())
    if found is None:
        return None
    step = _ROMAN.get(found[1].upper()) or int(found[1])
    return 2 * (step - 1) + int((found[2] or "a").lower() == "b")
