"""Targets as people write them, read into a direction, numbers, a unit or a date."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.dates import last_day, month_number, parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import read_number

_NUMBER: Final = r"\d[\d.]*(?:,\d+)?"
_AT_MOST: Final = re.compile(
    r"^(?:maksimal|maksimum|maks\.?|max\.?|paling (?:banyak|lama|lambat|tinggi)|"
    r"tidak (?:lebih dari|melebihi)|kurang dari|≤|<=|<)\s*(?=(?:rp|\d))",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(
    r"^(?:minimal|minimum|min\.?|paling (?:sedikit|rendah)|sekurang-kurangnya|"
    r"sedikitnya|≥|>=|>)\s*(?=(?:rp|\d))",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"^(?:paling lambat|selambat-lambatnya|sebelum|sampai(?: dengan)?|s\.?d\.?)\s+(?:tanggal\s+)?",
    re.IGNORECASE,
)
_DAY_MONTH: Final = re.compile(r"(\d{1,2}|akhir)\s+([a-z]+)(?:\s+(\d{4}))?", re.IGNORECASE)
_MONTH_YEAR: Final = re.compile(r"([a-z]+)(?:\s+(\d{4}))?", re.IGNORECASE)
_RANGE: Final = re.compile(
    rf"({_NUMBER})\s*%?\s*(?:[-\u2013\u2014]|s\.?d\.?|sampai(?: dengan)?)\s*({_NUMBER})\s*(\D*)",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(rf"(rp\.?)?\s*({_NUMBER})\s*(?:,-)?\s*(\D*)", re.IGNORECASE)
_FACTORS: Final = {
    "ribu": Decimal(1000),
    "juta": Decimal(1_000_000),
    "miliar": Decimal(1_000_000_000),
}


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher_better"
    LOWER = "lower_better"
    RANGE = "range"
    BY_DATE = "on_date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Target:
    """A target as printed and as read; `minimum` equals `maximum` for a single number."""

    text: str
    direction: Direction
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""
    due: date | None = None

    @property
    def measurable(self) -> bool:
        """Whether a realisation can be compared with it."""
        return self.direction is not Direction.TEXT


def read_target(text: str, year: int) -> Target:
    """Read a target; what cannot be read is a TEXT target and is never refused.

    `year` completes a date without a year ('paling lambat 31 Juli').
    """
    clean = " ".join(text.replace("\u00a0", " ").split()).rstrip(".")
    due = _due(clean, year)
    if due is not None:
        return Target(text, Direction.BY_DATE, due=due)
    if found := _RANGE.fullmatch(clean):
        low, high = read_number(found[1]), read_number(found[2])
        if low is not None and high is not None and low <= high:
            return Target(text, Direction.RANGE, low, high, found[3].strip())
        return Target(text, Direction.TEXT)
    if _AT_MOST.match(clean):
        return _amount(text, _AT_MOST.sub("", clean), Direction.LOWER)
    return _amount(text, _AT_LEAST.sub("", clean), Direction.HIGHER)


def _amount(text: str, rest: str, direction: Direction) -> Target:
    found = _AMOUNT.fullmatch(rest)
    value = read_number(found[2].rstrip(".")) if found else None
    if found is None or value is None:
        return Target(text, Direction.TEXT)
    unit = found[3].strip(" ,-")
    factor = _FACTORS.get(unit.split(" ")[0].casefold())
    if factor is not None and found[1]:
        value, unit = value * factor, unit.partition(" ")[2]
    if found[1] and not unit:
        unit = "Rp"
    return Target(text, direction, value, value, unit)


def _due(clean: str, year: int) -> date | None:
    rest = _BY.sub("", clean)
    try:
        if found := _DAY_MONTH.fullmatch(rest):
            return _day_of_month(found[1], found[2], int(found[3] or year))
        if rest != clean and (found := _MONTH_YEAR.fullmatch(rest)):
            return _day_of_month("akhir", found[1], int(found[2] or year))
        return parse_date(rest) if re.search(r"\d[-/.]\d+[-/.]\d", rest) else None
    except (ValueError, Refused):
        return None


def _day_of_month(day: str, word: str, year: int) -> date | None:
    month = month_number(word)
    if month is None:
        return None
    return date(year, month, int(day)) if day.isdigit() else last_day(year, month)
