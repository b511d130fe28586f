"""Days as workbooks hold them, as text that has one meaning only."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.cells import Cell, text_of

_DAY_0: Final = date(1899, 12, 30)
_DAY_0_OF_1904: Final = date(1904, 1, 1)
_LAST_SERIAL: Final = 100_000  # the year 2173
_FIRST_SERIAL: Final = 5_000  # 1913; smaller numbers are years or slips
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SHORT_YEAR: Final = re.compile(
    r"(\d{1,2})\s*([-/. ])\s*(\d{1,2}|[A-Za-z]{3,9})\.?\s*\2\s*'?(\d{2})"
)
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
LATEST_SHORT_BIRTH: Final = 10
LATEST_SHORT_YEAR: Final = 39


def day_text(cell: Cell, *, from_1904: bool = False, birth: bool = False) -> tuple[str, str]:
    """The cell as text that `domain.dates.parse_date` reads, and a note when that was a choice.

    Text with a full year stays as it was typed, also one that is no day ('31-02-1990'). Day
    numbers become 'yyyy-mm-dd'. A year of two digits is 2000 to 2010 for births, to 2039 for
    other days, and else of the century before; day comes before month. What is no date stays.
    """
    if isinstance(cell, datetime | date):
        return text_of(cell)[:10], ""
    text = text_of(cell).strip("'\u2018\u2019` ")
    if found := _SERIAL.fullmatch(text):
        number = int(found[1])
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return _from_serial(number, from_1904=from_1904).isoformat(), ""
        return text, ""
    if found := _SHORT_YEAR.fullmatch(text):
        return _with_century(text, found, LATEST_SHORT_BIRTH if birth else LATEST_SHORT_YEAR)
    if (found := _DIGITS.fullmatch(text)) and found[1][:2] in {"19", "20"}:
        return "-".join(found.groups()), ""
    return text, ""


def _from_serial(number: int, *, from_1904: bool) -> date:
    zero = _DAY_0_OF_1904 if from_1904 else _DAY_0
    return zero + timedelta(days=number)


def _with_century(text: str, found: re.Match[str], latest: int) -> tuple[str, str]:
    short = int(found[4])
    year = short + (2000 if short <= latest else 1900)
    whole = f"{found[1]}{found[2]}{found[3]}{found[2]}{year}"
    try:
        day = parse_date(whole)
    except Refused:
        return whole, ""
    return day.isoformat(), f"Tahun dua angka pada {text} dibaca {year}."
