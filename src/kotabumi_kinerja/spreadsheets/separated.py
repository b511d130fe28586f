"""Reads text files with ; , or tab between the values, as Excel and web programs write them."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.guard import Limits

_BOM_8: Final = b"\xef\xbb\xbf"
_BOM_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_LINES: Final = 15
_SAMPLE_TEXT: Final = 100_000
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
_FORMULA_TEXT: Final = re.compile(r'="([^"]*)"')  # how some programs keep a long number whole


def read_separated(data: bytes, file: str, limits: Limits) -> list[list[str]]:
    """Rows of a csv file, all of the same length; the first is Excel's row 1.

    The text may be UTF-8 (with or without mark), UTF-16 with or without mark, or Windows-1252.
    Raises Refused: KK-151 not text, KK-152 a web page, KK-155 too large.
    """
    if len(data) > limits.text_bytes // 2:  # a letter takes up to 4 bytes once it is read
        raise limits.too_large(file)
    text = _decoded(data, file)
    if text[:1000].lstrip()[:1] == "<":
        raise Refused("KK-152", file=file)
    stream = StringIO(text, newline="")
    told = _SEPARATOR_LINE.fullmatch(stream.readline(10))
    if not told:
        stream.seek(0)
    separator = told[1] if told else _separator(text[:_SAMPLE_TEXT])
    del text
    try:
        return _rows(csv.reader(stream, delimiter=separator), limits, file)
    except (csv.Error, ValueError, TypeError) as trouble:
        raise Refused("KK-151", file=file) from trouble


def _rows(source: Iterator[list[str]], limits: Limits, file: str) -> list[list[str]]:
    rows: list[list[str]] = []
    width = 0
    for row in source:
        if len(row) > width:
            width = len(row)
            limits.check(len(rows) + 1, width, file)
        if any('="' in value for value in row):
            row = list(map(_unwrapped, row))  # noqa: PLW2901  # the same row, without the disguise
        rows.append(row)
        if len(rows) > limits.rows:
            raise limits.too_large(file)
    while rows and not any(rows[-1]):
        rows.pop()
    limits.check(len(rows), width, file)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows


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
    if data[1:40:2].count(0) == len(data[1:40:2]) > 0:  # Latin letters in UTF-16 without its mark
        return data.decode("utf-16-le")
    try:
        return data.removeprefix(_BOM_8).decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _separator(text: str) -> str:
    """The separator that gives the widest row among the first lines; ';' as Indonesian Excel."""
    lines = text.splitlines(keepends=True)[:_SAMPLE_LINES]
    return max(";\t,", key=lambda separator: _widest(lines, separator))


def _widest(lines: list[str], separator: str) -> int:
    try:
        return max(map(len, csv.reader(lines, delimiter=separator)), default=0)
    except csv.Error:
        return 0


def _unwrapped(value: str) -> str:
    found = _FORMULA_TEXT.fullmatch(value)
    return found[1] if found else value
