"""Reads xlsx, xls, ods and csv files into sheets of cells, or refuses them with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.spreadsheets.cells import Cell
from kotabumi_kinerja.spreadsheets.guard import Limits, Looked, check_zip
from kotabumi_kinerja.spreadsheets.guard_parts import Marks
from kotabumi_kinerja.spreadsheets.guard_xls import check_xls
from kotabumi_kinerja.spreadsheets.separated import read_separated

Span: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SAMPLE_ROWS: Final = 500
_NO_LIMITS: Final = Limits()
_SILENT: Final = Silent()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, all of the same length.

    `first_row` is the number Excel shows beside `rows[0]`. `hidden` as Excel hides a sheet.
    `merged` spans as ((top, left), (bottom, right)), places in `rows` from 0. Rows are read
    whether hidden or not: `hidden_rows` by Excel number, `hidden_columns` by place; `errors`
    (cells with '#N/A' and the like) and `unsaved` (formulas without a value) as (Excel number,
    place): such cells read empty. `from_1904`: day numbers count from 1904, as on old Macs.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    hidden: bool = False
    merged: Sequence[Span] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    unsaved: frozenset[tuple[int, int]] = frozenset()
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as read: its name (without folder) and its sheets that hold something."""

    file: str
    sheets: tuple[Sheet, ...]


def read_workbook(
    path: Path, limits: Limits = _NO_LIMITS, progress: Progress = _SILENT
) -> Workbook:
    """Read the file at `path`; what it is, its bytes say, not the end of its name.

    Raises Refused: KK-150 not there, KK-151 not a workbook, KK-152 a web page with the name of
    a workbook, KK-153 has a password, KK-154 torn, KK-155 too large, KK-156 empty,
    KK-159 cannot be read, KK-165 a binary workbook (xlsb), KK-402 open elsewhere.
    """
    data = _bytes_of(path, limits)
    file = path.name
    if not data.strip():
        raise Refused("KK-156", file=file)
    looked = Looked()
    if data.startswith(_ZIP):
        looked = check_zip(data, limits, file)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Refused("KK-153", file=file)
        looked = Looked(from_1904=check_xls(data, limits, file))
    else:
        rows = read_separated(data, file, limits)
        return _with_something(file, (Sheet(path.stem, rows),))
    with _Guarded(file):
        return _with_something(file, _sheets(data, limits, file, looked, progress))


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        if path.stat().st_size > limits.file_bytes:
            raise Refused("KK-155", file=path.name, rows=f"{limits.rows:,}".replace(",", "."))
        return path.read_bytes()
    except FileNotFoundError as trouble:
        raise Refused("KK-150", file=path.name) from trouble
    except IsADirectoryError as trouble:
        raise Refused("KK-151", file=path.name) from trouble
    except PermissionError as trouble:
        raise Refused("KK-402", file=path.name) from trouble
    except (OSError, ValueError) as trouble:
        raise Refused("KK-159", file=path.name) from trouble


def _sheets(
    data: bytes, limits: Limits, file: str, looked: Looked, progress: Progress
) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        found = [meta for meta in workbook.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
        progress.start("Membaca lembar", len(found))
        sheets: list[Sheet] = []
        cells = 0
        for meta in found:
            source = workbook.get_sheet_by_name(meta.name)
            cells += source.height * source.width
            if cells > limits.cells:
                raise limits.too_large(file)
            hidden = meta.visible is not SheetVisibleEnum.Visible
            sheets.append(_sheet(source, limits, file, looked, hidden=hidden))
            progress.step()
        return tuple(sheets)


def _sheet(
    source: CalamineSheet, limits: Limits, file: str, looked: Looked, *, hidden: bool
) -> Sheet:
    limits.check(source.height, source.width, file)
    top, left = source.start or (0, 0)
    marks = looked.marks.get(source.name, Marks())
    return Sheet(
        source.name,
        _lean(source, top),
        top + 1,
        hidden,
        [
            ((first - top, begin - left), (last - top, end - left))
            for (first, begin), (last, end) in source.merged_cell_ranges or ()
        ],
        marks.hidden_rows,
        frozenset(column - left for column in marks.hidden_columns),
        frozenset((row, column - left) for row, column in marks.errors),
        frozenset((row, column - left) for row, column in marks.unsaved),
        looked.from_1904,
    )


def _lean(source: CalamineSheet, top: int) -> list[list[Cell]]:
    """The rows; a text that stands in many cells of a column is kept once."""
    rows: list[list[Cell]] = []
    often: list[int] = []
    kept: dict[str, str] = {}
    for row in islice(source.iter_rows(), top, None):  # empty rows above come too
        for at in often:
            cell = row[at]
            if type(cell) is str:
                row[at] = kept.setdefault(cell, cell)
        rows.append(row)
        if len(rows) == _SAMPLE_ROWS:
            columns = zip(*rows, strict=True)
            often = [at for at, c in enumerate(columns) if len(set(c)) < _SAMPLE_ROWS // 2]
    return rows


def _with_something(file: str, sheets: Sequence[Sheet]) -> Workbook:
    filled = tuple(
        sheet for sheet in sheets if any(cell != "" for row in sheet.rows for cell in row)
    )
    if not filled:
        raise Refused("KK-156", file=file)
    return Workbook(file, filled)


class _Guarded:
    """Turns every way the reader can stumble over damaged bytes into a refusal."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            return
        if issubclass(kind, PasswordError):
            raise Refused("KK-153", file=self._file) from trouble
        if issubclass(kind, ZipError | CalamineError) or kind.__name__ == "PanicException":
            # the Rust reader's panic has no class that could be imported
            raise Refused("KK-154", file=self._file) from trouble
