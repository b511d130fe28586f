"""Reads text files with ; , or tab between the values, as Excel and web programs write them."""

import csv
import re
from io import StringIO
from typing import Final

from kotabumi_kinerja.domain.errors import Refused

_BOM_8: Final = b"\xef\xbb\xbf"
_BOM_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_LINES: Final = 15
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_FORMULA_TEXT: Final = re.compile(r'="([^"]*)"')  # how some programs keep a long number whole


def read_separated(data: bytes, file: str) -> list[list[str]]:
    """Rows of a csv file, all of the same length; the first is Excel's row 1.

    The text may be UTF-8 (with or without mark), UTF-16 with mark, or Windows-1252.
    Raises Refused: KK-151 not text, KK-152 a web page.
    """
    text = _decoded(data, file)
    if text.lstrip()[:1] == "<":
        raise Refused("KK-152", file=file)
    lines = list(StringIO(text, newline=""))
    told = _SEPARATOR_LINE.fullmatch(lines[0].strip()) if lines else None
    separator = told[1] if told else _separator(lines[:_SAMPLE_LINES])
    if told:
        del lines[0]  # Excel does not show it either
    try:
        rows = [list(map(_unwrapped, row)) for row in csv.reader(lines, delimiter=separator)]
    except (csv.Error, ValueError, TypeError) as trouble:
        raise Refused("KK-151", file=file) from trouble
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _decoded(data: bytes, file: str) -> str:
    try:
        text = _text(data)
    except UnicodeDecodeError as trouble:
        raise Refused("KK-151", file=file) from trouble
    if _BINARY.search(text):
        raise Refused("KK-151", file=file)
    return text


def _text(data: bytes) -> str:
    if data.startswith(_BOM_16):
        return data.decode("utf-16")
    try:
        return data.removeprefix(_BOM_8).decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _separator(lines: list[str]) -> str:
    """The separator that gives the widest row among the first lines; ';' as Indonesian Excel."""
    return max(";\t,", key=lambda separator: _widest(lines, separator))


def _widest(lines: list[str], separator: str) -> int:
    try:
        return max(map(len, csv.reader(lines, delimiter=separator)), default=0)
    except csv.Error:
        return 0


def _unwrapped(value: str) -> str:
    found = _FORMULA_TEXT.fullmatch(value)
    return found[1] if found else value
