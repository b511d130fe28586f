"""Looks into a workbook before the reader does: one far-off cell address would eat all memory."""

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.guard_parts import (
    Marks,
    OdsExtent,
    SheetExtent,
    pieces,
    sheet_parts,
)

_MOST_PARTS: Final = 5_000
_MOST_TEXTS: Final = 8_000_000
_WORKBOOK: Final = "xl/workbook.xml"
_BINARY_WORKBOOK: Final = "xl/workbook.bin"
_ODS_CONTENT: Final = "content.xml"
_MOST_LOOKED_AT: Final = 6_000_000  # cells whose addresses are read one by one
_FROM_1904: Final = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true)")
_ZIP_TROUBLE: Final = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    struct.error, KeyError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be; rows, columns and cells are those of one sheet."""

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 700_000_000
    text_bytes: int = 200_000_000
    """Of all texts that the cells of an xlsx share, or of a csv file."""
    rows: int = 200_000
    columns: int = 2_000
    cells: int = 8_000_000
    """Places of the table, filled or not: rows times columns."""

    def check(self, rows: int, columns: int, file: str) -> None:
        """Raise KK-155 when a sheet of this size is too large."""
        if rows > self.rows or columns > self.columns or rows * columns > self.cells:
            raise self.too_large(file)

    def too_large(self, file: str) -> Refused:
        """The refusal KK-155."""
        return Refused("KK-155", file=file, rows=f"{self.rows:,}".replace(",", "."))


@dataclass(frozen=True, slots=True)
class Looked:
    """What only the bytes of the file tell: `marks` by the name of the sheet."""

    marks: Mapping[str, Marks] = field(default_factory=dict[str, Marks])
    from_1904: bool = False


def check_zip(data: bytes, limits: Limits, file: str) -> Looked:
    """Refuse a zip that must not reach the reader.

    KK-154 torn, KK-155 a sheet beyond `limits`, KK-151 another kind of file, KK-165 an xlsb,
    which is not read.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _check_archive(data, archive, limits, file)
    except _ZIP_TROUBLE as trouble:
        raise Refused("KK-154", file=file) from trouble


def _check_archive(data: bytes, archive: ZipFile, limits: Limits, file: str) -> Looked:
    parts = archive.infolist()
    names = {part.filename.lower().lstrip("/") for part in parts}
    if _BINARY_WORKBOOK in names:
        raise Refused("KK-165", file=file)
    if _WORKBOOK not in names and _ODS_CONTENT not in names:
        raise Refused("KK-151", file=file)
    if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > limits.unpacked_bytes:
        raise limits.too_large(file)
    marks: dict[str, Marks] = {}
    for part in parts:
        name = part.filename.lower()
        if name.endswith("/"):
            continue
        if name == _ODS_CONTENT:
            _check_ods(data, part, limits, file)
        elif name.endswith("sharedstrings.xml"):
            _check_texts(data, part, limits, file)
        else:
            marks[part.filename.lstrip("/")] = _check_sheet(data, part, limits, file)
    book = _WORKBOOK in archive.namelist() and archive.read(_WORKBOOK)
    return Looked(
        {sheet: marks[p] for sheet, p in sheet_parts(archive).items() if p in marks},
        bool(book and _FROM_1904.search(book)),
    )


def _check_texts(data: bytes, part: ZipInfo, limits: Limits, file: str) -> None:
    texts = 0
    if part.file_size > limits.text_bytes:
        raise limits.too_large(file)
    for piece in pieces(data, part):
        texts += piece.count(b"<si") + piece.count(b":si")
        if texts > _MOST_TEXTS * 2:  # a prefix is counted at both ends
            raise limits.too_large(file)


def _check_sheet(data: bytes, part: ZipInfo, limits: Limits, file: str) -> Marks:
    """Every part may be a sheet: its name is free."""
    extent = SheetExtent()
    for piece in pieces(data, part):
        extent.look(piece)
        if extent.measured > _MOST_LOOKED_AT or extent.values > limits.cells:
            raise limits.too_large(file)
    if extent.columns > limits.columns or extent.rows > limits.rows:
        raise limits.too_large(file)
    if extent.is_wide:
        exact = SheetExtent(exact=True)
        for piece in pieces(data, part):
            exact.look(piece)
            if exact.measured > _MOST_LOOKED_AT:
                raise limits.too_large(file)
        limits.check(exact.rows, exact.columns, file)
    return extent.marks()


def _check_ods(data: bytes, part: ZipInfo, limits: Limits, file: str) -> None:
    extent = OdsExtent()
    for piece in pieces(data, part):
        extent.look(piece)
        limits.check(extent.last_row, extent.last_column, file)
        if extent.values > limits.cells or extent.blanks > limits.text_bytes:
            raise limits.too_large(file)
