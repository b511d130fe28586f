"""Periods of evaluation: month, quarter, semester and year."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.dates import MONTHS, last_day
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook

_ROMAN: Final = ("I", "II", "III", "IV")
_CODE: Final = re.compile(r"(\d{4})(?:-(B|TW|S)(\d{1,2}))?")


class PeriodKind(StrEnum):
    """How long a period is; the words are those of the regulation."""

    MONTH = "BULANAN"
    QUARTER = "TRIWULANAN"
    SEMESTER = "SEMESTER"
    YEAR = "TAHUNAN"

    @property
    def label(self) -> str:
        """'Triwulanan'."""
        return self.value.title()

    @property
    def months(self) -> int:
        """Length in months."""
        return {"BULANAN": 1, "TRIWULANAN": 3, "SEMESTER": 6, "TAHUNAN": 12}[self.value]


_LETTERS: Final = {"B": PeriodKind.MONTH, "TW": PeriodKind.QUARTER, "S": PeriodKind.SEMESTER}


@dataclass(frozen=True, slots=True)
class Period:
    """One period of one year; `number` counts from 1 within the year."""

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // self.kind.months or not 1900 <= self.year <= 9998:  # noqa: PLR2004  # the calendar
            raise Refused("KK-216", text=f"{self.year} {self.kind.label} {self.number}")

    @property
    def code(self) -> str:
        """'2026-B01', '2026-TW1', '2026-S1' or '2026'."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}-B{self.number:02}"
            case PeriodKind.QUARTER:
                return f"{self.year}-TW{self.number}"
            case PeriodKind.SEMESTER:
                return f"{self.year}-S{self.number}"
            case PeriodKind.YEAR:
                return str(self.year)

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, (self.number - 1) * self.kind.months + 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return last_day(self.year, self.number * self.kind.months)

    @property
    def label(self) -> str:
        """'Januari 2026', 'Triwulan I 2026', 'Semester I 2026' or 'Tahun 2026'."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{MONTHS[self.number - 1]} {self.year}"
            case PeriodKind.QUARTER:
                return f"Triwulan {_ROMAN[self.number - 1]} {self.year}"
            case PeriodKind.SEMESTER:
                return f"Semester {_ROMAN[self.number - 1]} {self.year}"
            case PeriodKind.YEAR:
                return f"Tahun {self.year}"

    @property
    def short_label(self) -> str:
        """'Jan', 'TW I', 'Sem I' or 'Tahun'."""
        match self.kind:
            case PeriodKind.MONTH:
                return MONTHS[self.number - 1][:3]
            case PeriodKind.QUARTER:
                return f"TW {_ROMAN[self.number - 1]}"
            case PeriodKind.SEMESTER:
                return f"Sem {_ROMAN[self.number - 1]}"
            case PeriodKind.YEAR:
                return "Tahun"

    @property
    def order(self) -> tuple[date, date]:
        """Sorts by end, then by start: a year stands after its last quarter and month."""
        return (self.end, date.fromordinal(date.max.toordinal() - self.start.toordinal()))

    def __lt__(self, other: "Period") -> bool:
        return self.order < other.order

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.code


def parse_period(text: str) -> Period:
    """Read a period's code; refuses KK-216."""
    found = _CODE.fullmatch(text.strip().upper())
    if found is None:
        raise Refused("KK-216", text=text.strip())
    if found[2] is None:
        return Period(int(found[1]), PeriodKind.YEAR)
    return Period(int(found[1]), _LETTERS[found[2]], int(found[3]))


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of this kind in which a day lies."""
    return Period(day.year, kind, (day.month - 1) // kind.months + 1)


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return period_of(day, PeriodKind.QUARTER)


def periods_of(year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """All periods of a kind in a year, in order."""
    return tuple(Period(year, kind, n + 1) for n in range(12 // kind.months))


def period_kinds(group: str, rules: RuleBook, on: date) -> tuple[PeriodKind, ...]:
    """The kinds of period a status ('PNS', 'PPPK_PW') or teachers ('GURU') are evaluated in."""
    return tuple(PeriodKind(word) for word in rules.table("skp_periode", on).texts(group))
