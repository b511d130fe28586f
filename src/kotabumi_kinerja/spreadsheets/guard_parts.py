"""How far the cells of a part of an xlsx or ods reach, seen in its bytes without parsing all."""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import crc32

_CHUNK: Final = 1 << 17  # the pieces stay in the processor's cache, and one looked at is soon done
_SLICE: Final = 1 << 17
_LOCAL_HEAD: Final = 30
_MOST_LETTERS: Final = 3  # Excel's last column is XFD
_NEAR_COLUMNS: Final = 104  # CZ

_LATE_LETTERS: Final = b"DEFGHIJKLMNOPQRSTUVWXYZ"
_FOLD: Final = bytes.maketrans(  # digits as 0, A to C as A, other letters as D
    b"0123456789" + b"ABCabc" + _LATE_LETTERS + _LATE_LETTERS.lower(),
    b"0" * 10 + b"A" * 6 + b"D" * (2 * len(_LATE_LETTERS)),
)
_ALIKE: Final = bytes.maketrans(b"A", b"D")
_FAR: Final = (b'"DA0', b'"DD0', b'000000"')  # folded: from DA to ZZ, or below row 99,999
_FARTHER: Final = (b'"DDD0', b"DDDD0")  # all letters alike: from AAA on
_TAG: Final = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>")
_REFERENCE: Final = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)(\d*)")
_ODS_TAG: Final = re.compile(
    rb"<(?:[\w.-]+:)?(table-row|(?:covered-)?table-cell|s|table)\b([^>]*)>"
)
_ODS_REPEAT: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']\s*\+?(\d+)")
_ODS_BLANKS: Final = re.compile(rb":c\s*=\s*[\"']\s*\+?(\d+)")
_HIDDEN_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=\"(\d+)\"[^>]*?\shidden=\"(?:1|true)\"")
_HIDDEN_COLUMNS: Final = re.compile(rb"<(?:\w+:)?col\b([^>]*?\shidden=\"(?:1|true)\"[^>]*)")
_ERROR: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?\st="e"')
_FORMULA_ALONE: Final = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*><f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v></v>|<v ?/>)?</c>'
)
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SEEN_AS_FILLED: Final = 4_000_000
_MOST_MARKS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader does not tell of a sheet; rows from 1 as Excel, columns from 0.

    `errors` and `unsaved` are cells (row, column) with '#N/A' and the like, and with a formula
    whose value was never saved.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    unsaved: frozenset[tuple[int, int]] = frozenset()


def pieces(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    """The part of the zip `data` in pieces that never cut a tag; BadZipFile when it is torn."""
    rest = b""
    for chunk in _inflated(data, part):
        whole = rest + chunk
        cut = whole.rfind(b"<")
        if cut <= 0:  # no tag, or one longer than any sheet needs
            rest = b""
            yield whole
        else:
            yield whole[:cut]
            rest = whole[cut:]
    yield rest


def _inflated(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    """As the reader will see it: what lies behind the size that the part claims counts too."""
    head = data[part.header_offset : part.header_offset + _LOCAL_HEAD]
    if head[:4] != b"PK\3\4" or part.flag_bits & 1:
        raise BadZipFile(part.filename)
    start = part.header_offset + _LOCAL_HEAD + sum(struct.unpack_from("<HH", head, 26))
    packed = data[start : start + part.compress_size]
    total = check = 0
    if part.compress_type == ZIP_STORED:
        source = (packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))
    elif part.compress_type == ZIP_DEFLATED:
        source = _decompressed(packed)
    else:
        raise BadZipFile(part.filename)
    for chunk in source:
        total, check = total + len(chunk), crc32(chunk, check)
        if total > part.file_size:
            break
        yield chunk
    if total != part.file_size or check != part.CRC:
        raise BadZipFile(part.filename)


def _decompressed(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _SLICE):
        chunk = unpacker.decompress(packed[at : at + _SLICE], _CHUNK)
        while chunk:
            yield chunk
            chunk = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    if not unpacker.eof:
        raise BadZipFile


class SheetExtent:
    """Last row and column that hold something in a sheet of an xlsx.

    Near cells (to CZ99999) are not looked at one by one unless `exact`; `measured` counts rows
    and cells that were. `values` counts cells with something inside, beyond the first millions.
    """

    def __init__(self, *, exact: bool = False) -> None:
        self.rows = self.columns = self.values = self.measured = 0
        self._exact = exact
        self._cells = 0
        self._row = self._column = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._errors: set[tuple[int, int]] = set()
        self._unsaved: set[tuple[int, int]] = set()

    @property
    def is_wide(self) -> bool:
        """Whether a cell right of CZ holds something, so that near ones count exactly."""
        return self.columns > _NEAR_COLUMNS

    def look(self, piece: bytes) -> None:
        """Take in the next piece, cut between tags."""
        cells = piece.count(b"<c")
        self._cells += cells
        if self._cells > _SEEN_AS_FILLED:  # many empty ones? then only what holds something
            self.values = max(self.values, _SEEN_AS_FILLED)
            self.values += piece.count(b"<v") + piece.count(b"<is")
        if self._exact or _is_far(piece, cells):
            self._measure(piece)
        if len(self._hidden_rows) + len(self._errors) + len(self._unsaved) < _MOST_MARKS:
            self._mark(piece)

    def marks(self) -> Marks:
        """What was seen besides."""
        return Marks(
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            frozenset(self._errors),
            frozenset(self._unsaved),
        )

    def _measure(self, piece: bytes) -> None:
        tags = _TAG.findall(piece)
        self.measured += len(tags)
        for tag, attributes in tags:
            found = _REFERENCE.search(attributes)
            if tag == b"row":
                self._row = int(found[2]) if found and found[2] else self._row + 1
                self._column = 0
                continue
            if found and found[2]:
                self._row = int(found[2])
                self._column = column_number(found[1]) if found[1] else self._column + 1
            else:
                self._column += 1
            if not attributes.endswith(b"/"):
                self.rows = max(self.rows, self._row)
                self.columns = max(self.columns, self._column)

    def _mark(self, piece: bytes) -> None:
        if b"hidden=" in piece:
            self._hidden_rows.update(int(n) for n in _HIDDEN_ROW.findall(piece))
            for attributes in _HIDDEN_COLUMNS.findall(piece):
                pair = dict(_ATTRIBUTE.findall(attributes.decode("latin-1")))
                first, last = pair.get("min", "0"), pair.get("max", "0")
                if first.isdecimal() and last.isdecimal():
                    self._hidden_columns.update(range(int(first) - 1, min(int(last), 16_384)))
        if b't="e"' in piece:
            self._errors.update(_places(_ERROR.findall(piece)))
        if b"<f" in piece:
            self._unsaved.update(_places(_FORMULA_ALONE.findall(piece)))


def _places(found: list[tuple[bytes, bytes]]) -> Iterator[tuple[int, int]]:
    return ((int(row), column_number(letters) - 1) for letters, row in found)


def _is_far(piece: bytes, cells: int) -> bool:
    """Whether some cell may lie far off, or its address is written in an unusual way."""
    if cells != piece.count(b'<c r="') or piece.count(b"<row") != piece.count(b'<row r="'):
        return True
    folded = piece.translate(_FOLD)
    if b":c" in piece or any(mark in folded for mark in _FAR):
        return True
    alike = folded.translate(_ALIKE)
    return any(mark in alike for mark in _FARTHER)


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA; beyond any limit when Excel has no such column."""
    if len(letters) > _MOST_LETTERS:
        return 1 << 30
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class OdsExtent:
    """Like `SheetExtent`; in ods a repeated cell or row is written once with its count."""

    def __init__(self) -> None:
        self.last_row = self.last_column = self.values = self.blanks = 0
        self._row = self._column = self._count = 0
        self._filled = 0

    def look(self, piece: bytes) -> None:
        """Take in the next piece, cut between tags."""
        for tag, attributes in _ODS_TAG.findall(piece):
            if tag == b"s":
                found = _ODS_BLANKS.search(attributes)
                self.blanks += int(found[1]) if found else 1
                continue
            repeat = _ODS_REPEAT.search(attributes)
            count = int(repeat[1]) if repeat else 1
            if tag == b"table":
                self._row = self._column = 0
            elif tag == b"table-row":
                self._row, self._column, self._count = self._row + count, 0, count
            else:
                self._column += count
                if not attributes.endswith(b"/"):
                    self.values += count * self._count
                    self.last_row = max(self.last_row, self._row)
                    self.last_column = max(self.last_column, self._column)


def sheet_parts(archive: ZipFile) -> Mapping[str, str]:
    """From the name of a sheet to its part, as xl/workbook.xml and its relations say."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets: dict[str, str] = {}
    for text in _RELATION.findall(relations):
        pair = dict(_ATTRIBUTE.findall(text))
        target = pair.get("Target", "")
        targets[pair.get("Id", "")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    found: dict[str, str] = {}
    for text in _SHEET.findall(book):
        pair = dict(_ATTRIBUTE.findall(text))
        found[unescape(pair.get("name", ""))] = targets.get(pair.get("r:id", ""), "")
    return found
