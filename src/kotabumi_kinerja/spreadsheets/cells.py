"""What a cell holds, and how it becomes clean text or a date without losing what it was."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, TypeAlias, cast

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""A cell as the reader gives it. Empty is ''. A number is a float or int, never text."""

_EXACT_BELOW: Final = 10**15  # Excel keeps 15 digits; the rest of a longer number is gone
_SCIENTIFIC: Final = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?"
)
_SERIAL: Final = re.compile(r"\d{4,5}")
_EXCEL_DAY_0: Final = date(1899, 12, 30)
_FIRST_RELIABLE_SERIAL: Final = 61  # Excel counts a 29 February 1900 that never was


def clean(text: str) -> str:
    """`text` on one line, without control letters, odd spaces and doubled or outer blanks."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def clean_lines(text: str) -> str:
    """Like `clean`, but keeps the line breaks of a longer text; empty lines go."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def is_number(cell: Cell) -> bool:
    """Whether the cell is a number, or text that a number left behind ('1,98704E+17').

    A staff number or NIK that is a number here has lost leading zeros or its last digits.
    """
    if isinstance(cell, str):
        return "E" in cell.upper() and _SCIENTIFIC.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Cell) -> str:
    """The cell as clean text.

    Numbers have a decimal comma; from 10^15 on they stay '1.98704112021232E+17', because
    Excel has kept only 15 digits. Dates become 'yyyy-mm-dd', with the time if there is one.
    """
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return _moment_text(cell)
    return str(cell)


def texts_of(cells: Sequence[Cell]) -> list[str]:
    """`text_of` of many cells; a column of clean texts is seen to be so in one look."""
    texts = cast("list[str]", list(cells))
    try:
        joined = f"|{'|'.join(texts)}|"
    except TypeError:  # numbers and days among them
        return list(map(text_of, cells))
    if joined.isprintable() and not any(blank in joined for blank in ("  ", " |", "| ")):
        return texts
    return list(map(text_of, cells))


def date_of(text: str) -> date | None:
    """The date a clean text means, or None.

    Read are dd-mm-yyyy, yyyy-mm-dd and Excel's day number, as SIASN workbooks hold them.
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif _SERIAL.fullmatch(text) and int(text) >= _FIRST_RELIABLE_SERIAL:
        return _EXCEL_DAY_0 + timedelta(days=int(text))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number_text(number: float) -> str:
    if abs(number) >= _EXACT_BELOW:
        mantissa, exponent = f"{number:.14E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    if float(number).is_integer():
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")


def _moment_text(moment: datetime) -> str:
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.strftime("%Y-%m-%d %H:%M:%S")
