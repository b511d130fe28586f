"""Staff numbers that Excel has made into numbers: found, and what digits of them survive."""

import re
from typing import Final

from kotabumi_kinerja.spreadsheets.cells import Cell

_LENGTH: Final = 18
_KEPT: Final = 15  # digits that Excel keeps of a number
_EXACT_BELOW: Final = 10**_KEPT
_STEP: Final = 16  # a double of this size is off by at most this
_SHOWN: Final = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d+)")
_DECIMALS: Final = re.compile(r"(\d{16,18})[.,]0+")
_LOOSE: Final = re.compile("[\\s.'`\u2018\u2019-]")


def surviving_digits(cell: Cell) -> str | None:
    """The leading digits of a NIP that can still be trusted; None when it is not ruined.

    Excel keeps 15 digits of a number and writes zeros for the others; what it shows
    ('1,98501E+17') is rounded, so that its last digit is not to be trusted either.
    """
    if isinstance(cell, str):
        return _of_text(cell.strip().strip("'\u2018\u2019` "))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell)
    return None


def _of_text(text: str) -> str | None:
    if found := _SHOWN.fullmatch(text):
        digits = (found[1] + (found[2] or "")).rstrip("0")
        return digits if len(digits) == _KEPT else digits[:-1][:_KEPT]
    if found := _DECIMALS.fullmatch(text):
        return found[1][:_KEPT]
    digits = _LOOSE.sub("", text)
    cut = len(digits) == _KEPT or (len(digits) == _LENGTH and digits.endswith("000"))
    return digits[:_KEPT] if cut and digits.isdecimal() else None


def _of_number(number: float) -> str | None:
    if abs(number) == float("inf") or number != number:  # noqa: PLR0124  # not a number
        return ""
    whole = int(number)
    if whole < _EXACT_BELOW // 10:
        return None
    digits = str(whole)
    if len(digits) != _LENGTH:
        return digits[: min(len(digits), _KEPT)]
    off = whole % 1000
    cut = off <= _STEP or off >= 1000 - _STEP
    return str(round(whole, -3))[:_KEPT] if cut else digits[:_KEPT]
