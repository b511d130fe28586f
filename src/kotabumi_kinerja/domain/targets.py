"""Targets as people write them, read into a direction, numbers, a unit or a date."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.dates import last_day, month_number, parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import read_number, show_number

_NUMBER: Final = r"\d[\d.]*(?:,\d+)?"
_SCALE: Final = r"(?:\s*(ribu|juta|miliar|milyar)\b)?"
_IN_WORDS: Final = re.compile(r"(?<=\d)\s*\([a-z\s]+\)", re.IGNORECASE)
_AT_MOST: Final = re.compile(
    r"^(?:maksimal|maksimum|maks\.?|max\.?|paling (?:banyak|lama|lambat|tinggi)|"
    r"tidak (?:lebih dari|melebihi)|setinggi-tingginya|kurang dari|≤|<=|<)\s*(?=(?:rp|\d))",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(
    r"^(?:minimal|minimum|min\.?|paling (?:sedikit|rendah|kurang)|sekurang-kurangnya|"
    r"sedikitnya|lebih dari|tidak kurang dari|≥|>=|>)\s*(?=(?:rp|\d))",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"^(?:paling lambat|selambat-lambatnya|sebelum|sampai(?: dengan)?|s\.?d\.?)\s+"
    r"(?:pada\s+)?(?:tanggal\s+|bulan\s+)?",
    re.IGNORECASE,
)
_DAY_MONTH: Final = re.compile(r"(\d{1,2}|akhir)\s+([a-z]+)(?:\s+(\d{4}))?", re.IGNORECASE)
_MONTH_YEAR: Final = re.compile(r"([a-z]+)(?:\s+(\d{4}))?", re.IGNORECASE)
_QUARTER: Final = re.compile(
    r"(?:akhir\s+)?(?:tw|triwulan)\s+(iv|i{1,3}|[1-4])(?:\s+(\d{4}))?", re.IGNORECASE
)
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_RANGE: Final = re.compile(
    rf"(?:antara\s+)?(rp\.?\s*)?({_NUMBER}){_SCALE}(?:,-)?\s*([a-z%]*)\s*"
    rf"(?:[-\u2013\u2014]|s\.?d\.?|sampai(?: dengan)?|dan)\s*"
    rf"(?:rp\.?\s*)?({_NUMBER}){_SCALE}(?:,-)?\s*(\D*)",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    rf"(rp\.?)?\s*({_NUMBER})\s*(?:,-)?\s*(\D*(?:\b(?:19|20)\d\d)?)", re.IGNORECASE
)
_FACTORS: Final = {
    "ribu": Decimal(1000),
    "juta": Decimal(1_000_000),
    "miliar": Decimal(1_000_000_000),
    "milyar": Decimal(1_000_000_000),
}


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher_better"
    LOWER = "lower_better"
    RANGE = "range"
    BY_DATE = "on_date"
    TEXT = "text"

    @property
    def label(self) -> str:
        """'makin banyak makin baik'."""
        return {
            "higher_better": "makin banyak makin baik",
            "lower_better": "makin sedikit makin baik",
            "range": "di dalam rentang itu",
            "on_date": "makin awal makin baik",
            "text": "dinilai dengan kata-kata",
        }[self.value]


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

    @property
    def short_meaning(self) -> str:
        """'paling banyak 5 hari' for 'maksimal 5 hari'; '' for a target that is empty."""
        if not self.text:
            return ""
        if self.due is not None:
            return f"paling lambat {show_date(self.due)}"
        if self.minimum is None or self.maximum is None:
            return "tidak terukur"
        low, high = self._amount(self.minimum), self._amount(self.maximum)
        if self.direction is Direction.RANGE:
            first = low if self.unit == "Rp" else show_number(self.minimum)
            return f"{first} sampai {high}"
        return (
            f"paling banyak {high}"
            if self.direction is Direction.LOWER
            else f"paling sedikit {low}"
        )

    @property
    def meaning(self) -> str:
        """'paling banyak 5 hari, makin sedikit makin baik'; '' for a target that is empty."""
        return f"{self.short_meaning}, {self.direction.label}" if self.text else ""

    def _amount(self, value: Decimal) -> str:
        shown = show_number(value)
        return f"Rp {shown}" if self.unit == "Rp" else f"{shown} {self.unit}".strip()


def read_target(text: str, year: int) -> Target:
    """Read a target; what cannot be read is a TEXT target and is never refused.

    `year` completes a date without a year ('paling lambat 31 Juli').
    """
    clean = " ".join(text.replace("\u00a0", " ").split()).rstrip(".")
    clean = _IN_WORDS.sub("", clean)
    due = _due(clean, year)
    if due is not None:
        return Target(text, Direction.BY_DATE, due=due)
    if found := _RANGE.fullmatch(clean):
        return _range(text, found)
    if _AT_MOST.match(clean):
        return _amount(text, _AT_MOST.sub("", clean), Direction.LOWER)
    return _amount(text, _AT_LEAST.sub("", clean), Direction.HIGHER)


def say_target(
    text: str,
    direction: Direction,
    numbers: tuple[Decimal | None, Decimal | None] = (None, None),
    unit: str = "",
    due: date | None = None,
) -> Target:
    """The meaning as a person says it, beside the printed text, which stays as it is.

    `numbers`: both ends of a range; else the first one alone counts. Refused KK-208 (`missing`)
    when what the direction needs is not there or the ends are the wrong way round.
    """
    low, high = numbers
    if direction is Direction.TEXT:
        return Target(text, direction)
    if direction is Direction.BY_DATE:
        if due is None:
            raise Refused("KK-208", missing="tanggalnya")
        return Target(text, direction, due=due)
    if low is None:
        raise Refused("KK-208", missing="angkanya")
    if direction is not Direction.RANGE:
        return Target(text, direction, low, low, unit.strip())
    if high is None or high < low:
        raise Refused("KK-208", missing="angka kedua, tidak lebih kecil daripada yang pertama")
    return Target(text, direction, low, high, unit.strip())


def _range(text: str, found: re.Match[str]) -> Target:
    low, high = read_number(found[2].rstrip(".")), read_number(found[5].rstrip("."))
    unit = found[7].strip(" ,-") or found[4]
    if low is None or high is None:
        return Target(text, Direction.TEXT)
    second = _FACTORS.get((found[6] or "").casefold(), Decimal(1))
    first = _FACTORS.get((found[3] or "").casefold(), second)
    low, high = low * first, high * second
    if low > high or (found[4].strip("%") and found[4].casefold() != unit.casefold()):
        return Target(text, Direction.TEXT)
    return Target(text, Direction.RANGE, low, high, "Rp" if found[1] and not unit else unit)


def _amount(text: str, rest: str, direction: Direction) -> Target:
    found = _AMOUNT.fullmatch(rest)
    value = read_number(found[2].rstrip(".")) if found else None
    if found is None or value is None:
        return Target(text, Direction.TEXT)
    unit = found[3].strip(" ,-")
    if month_number(unit.split(" ")[0]) is not None:
        return Target(text, Direction.TEXT)  # a day that the calendar does not have
    factor = _FACTORS.get(unit.split(" ")[0].casefold())
    if factor is not None and (found[1] or unit.partition(" ")[2].casefold() == "rupiah"):
        value, unit = value * factor, "" if found[1] else "Rp"
    if found[1] and not unit:
        unit = "Rp"
    return Target(text, direction, value, value, unit)


def _due(clean: str, year: int) -> date | None:
    rest = _BY.sub("", clean)
    try:
        if found := _DAY_MONTH.fullmatch(rest):
            return _day_of_month(found[1], found[2], int(found[3] or year))
        if (found := _MONTH_YEAR.fullmatch(rest)) and (rest != clean or found[2]):
            return _day_of_month("akhir", found[1], int(found[2] or year))
        if rest != clean and (found := _QUARTER.fullmatch(rest)):
            return last_day(int(found[2] or year), _QUARTERS[found[1].casefold()] * 3)
        return parse_date(rest) if re.search(r"\d[-/.]\d+[-/.]\d", rest) else None
    except (ValueError, Refused):
        return None


def _day_of_month(day: str, word: str, year: int) -> date | None:
    if word.casefold() == "tahun":
        return date(year, 12, 31) if not day.isdigit() else None
    month = month_number(word)
    if month is None:
        return None
    return date(year, month, int(day)) if day.isdigit() else last_day(year, month)
