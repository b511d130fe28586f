"""Dates as Indonesian offices and workbooks write them."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from kotabumi_kinerja.domain.errors import Refused

MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_BY_WORD: Final = (
    {name.casefold(): n for n, name in enumerate(MONTHS, 1)}
    | {name[:3].casefold(): n for n, name in enumerate(MONTHS, 1)}
    | {"agt": 8, "agu": 8, "nopember": 11, "pebruari": 2}
)

_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_WORDS: Final = re.compile(r"(\d{1,2})[\s-]+([A-Za-z]+)\.?[\s-]+(\d{4})")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.0+)?")
_CLOCK: Final = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_EXCEL_ZERO: Final = date(1899, 12, 30)


def parse_date(text: str) -> date:
    """Read '28-02-1990', '28/02/1990', '1990-02-28', '28 Februari 1990' or an Excel serial number.

    A clock time behind the date is dropped. Refuses KK-130 when nothing can be read, KK-131
    when the day does not exist.
    """
    clean = _CLOCK.sub("", " ".join(text.replace("\u00a0", " ").split()).strip("'\u2019 "))
    if serial := _SERIAL.fullmatch(clean):
        return _EXCEL_ZERO + timedelta(days=int(serial[1]))
    if found := _DAY_FIRST.fullmatch(clean):
        return _real(int(found[3]), int(found[2]), int(found[1]), clean)
    if found := _ISO.fullmatch(clean):
        return _real(int(found[1]), int(found[2]), int(found[3]), clean)
    if (found := _WORDS.fullmatch(clean)) and (month := month_number(found[2])):
        return _real(int(found[3]), month, int(found[1]), clean)
    raise Refused("KK-130", text=text.strip())


def show_date(day: date) -> str:
    """'24 November 2026'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_number(word: str) -> int | None:
    """1 to 12 for 'Juli', 'jul' or 'Nopember'; None for any other word."""
    return _BY_WORD.get(word.casefold())


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_years(day: date, years: int) -> date:
    """The same day in another year; 29 February becomes 28 where it must."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month where it must."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    short = day.day > 28 and monthrange(year, month)[1]  # noqa: PLR2004  # every month has 28 days
    return date(year, month, min(day.day, short) if short else day.day)


def _real(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        known = 1 <= month <= len(MONTHS)
        shown = f"{day} {MONTHS[month - 1]}" if known else text
        raise Refused("KK-131", text=shown) from None
