"""Looks into a workbook before the reader does: one far-off cell address would eat all memory."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from kotabumi_kinerja.domain.errors import Refused

_CHUNK: Final = 1 << 22
_FAR: Final = re.compile(  # a cell right of CZ or below row 99,999, filled or not
    rb' r="(?:[A-Za-z]{3}|[D-Zd-z][A-Za-z]\d|[A-Za-z]+\d{6})'
)
_CELL: Final = re.compile(rb' r="([A-Za-z]+)(\d+)"[^>]*(?<!/)>')  # an empty cell closes itself
_ODS_TAG: Final = re.compile(rb"<table:(table-row|(?:covered-)?table-cell)\b([^>]*)>")
_ODS_REPEAT: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_MOST_LETTERS: Final = 3  # Excel's last column is XFD
_ZIP_TROUBLE: Final = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    struct.error, KeyError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be; rows, columns and cells are those of one sheet."""

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 1_500_000_000
    rows: int = 200_000
    columns: int = 2_000
    cells: int = 30_000_000

    def check(self, rows: int, columns: int, file: str) -> None:
        """Raise KK-155 when a sheet of this size is too large."""
        if rows > self.rows or columns > self.columns or rows * columns > self.cells:
            raise Refused("KK-155", file=file, rows=f"{self.rows:,}".replace(",", "."))


def check_zip(data: bytes, limits: Limits, file: str) -> None:
    """Refuse a torn xlsx or ods (KK-154), or one with a sheet beyond `limits` (KK-155)."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_archive(archive, limits, file)
    except _ZIP_TROUBLE as trouble:
        raise Refused("KK-154", file=file) from trouble


def _check_archive(archive: ZipFile, limits: Limits, file: str) -> None:
    left = limits.unpacked_bytes
    for part in archive.infolist():
        name = part.filename.lower()
        if not name.endswith(".xml"):
            continue
        left -= part.file_size
        if left < 0:
            raise Refused("KK-155", file=file, rows=f"{limits.rows:,}".replace(",", "."))
        if name == "content.xml":
            limits.check(*_ods_extent(archive.read(part)), file)
        elif "sheet" in name:
            limits.check(*_xlsx_extent(archive, part.filename), file)


def _xlsx_extent(archive: ZipFile, part: str) -> tuple[int, int]:
    """Last row and last column of a sheet that hold something; (0, 0) when near at hand."""
    if not any(_FAR.search(chunk) for chunk in _pieces(archive, part)):
        return 0, 0
    rows, columns = {0}, {b""}
    for chunk in _pieces(archive, part):
        found = _CELL.findall(chunk)
        columns.update([letters for letters, _ in found])
        rows.update([int(number) for _, number in found])
    return max(rows), max(map(_column_number, columns))


def _pieces(archive: ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that never cut a tag."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole = rest + chunk
            if b" r='" in whole:
                whole = whole.replace(b"'", b'"')
            cut = whole.rfind(b"<")
            yield whole[:cut]
            rest = whole[cut:]
    yield rest


def _column_number(letters: bytes) -> int:
    if len(letters) > _MOST_LETTERS:
        return 1 << 30
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _ods_extent(content: bytes) -> tuple[int, int]:
    """Like `_xlsx_extent`; in ods a repeated cell or row is written once with its count."""
    last_row = last_column = row = column = 0
    for tag, attributes in _ODS_TAG.findall(content):
        repeat = _ODS_REPEAT.search(attributes)
        count = int(repeat[1]) if repeat else 1
        if tag == b"table-row":
            row, column = row + count, 0
            continue
        column += count
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column
