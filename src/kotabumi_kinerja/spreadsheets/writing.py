"""Writes tables as xlsx workbooks that print well, hold ids as text and never a formula."""

import errno
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.replacing import fill_in_place
from kotabumi_kinerja.spreadsheets.cells import Cell
from kotabumi_kinerja.spreadsheets.mapping import REASON_HEADING, Table

Value: TypeAlias = Decimal | Cell | None
"""What may stand in a written cell. Text stays text, whatever it begins with."""

_FOLIO: Final = 14  # Excel's number for 8.5 x 13 inches, its nearest to F4
_LAST_ROW: Final = 1_048_000
_LONGEST_TEXT: Final = 32_767
_LONGEST_ID: Final = 40
_FULL_DIGITS: Final = 15
_ID: Final = re.compile(r"[\d .'/\-]+")
_FORMULA_LIKE: Final = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EARLIEST: Final = date(1900, 3, 1)  # before it Excel's calendar is wrong
_FONT: Final[Mapping[str, object]] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_WIDTH: Final = 16
_REASON_WIDTH: Final = 48


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    note: Format
    heading: Format
    plain: Format
    identity: Format
    quoted: Format
    day: Format
    moment: Format


@dataclass(frozen=True, slots=True)
class _Page:
    """One sheet to be written."""

    name: str
    title: str
    notes: Sequence[str]
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[float]


def write_table(  # noqa: PLR0913, PLR0917  # a table is these six things
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    widths: Sequence[float] = (),
    notes: Sequence[str] = (),
) -> None:
    """Write one table; an existing file is replaced whole or not at all.

    Title and notes stand above the headings; an empty title puts the headings into row 1.
    `widths` in letters, as Excel counts. Raises Refused: KK-160 does not fit into Excel,
    KK-161 cannot be written there, KK-164 disk full, KK-402 open elsewhere.
    """
    _write(path, [_Page(title or "Daftar", title, notes, headings, rows, widths)])


def write_refused(path: Path, table: Table, refused: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Write the refused rows of `table` with their original cells, the reasons in front.

    `refused` pairs a row number as Excel shows it with its reasons. Once mended, the file is
    imported like the first one. Raises like `write_table`.
    """
    headings = [REASON_HEADING, *(column.heading for column in table.columns)]
    places = [column.place for column in table.columns]
    rows: list[list[Value]] = []
    for number, reasons in refused:
        cells = table.sheet.rows[number - table.sheet.first_row]
        rows.append(["\n".join(reasons), *(cells[place] for place in places)])
    widths = [_REASON_WIDTH, *([_WIDTH] * len(places))]
    _write(path, [_Page(table.sheet.name, "", (), headings, rows, widths)])


def _write(path: Path, pages: Sequence[_Page]) -> None:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    formats = _formats(book)
    for page in pages:
        _fill(book.add_worksheet(_sheet_name(page.name)), page, formats, path.name)
    book.close()
    write_whole(path, lambda stream: stream.write(content.getbuffer()))


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    def made(**more: object) -> Format:
        return book.add_format({**_FONT, **more})

    return _Formats(
        title=made(bold=True, font_size=14),
        note=made(font_color="#616161"),
        heading=made(bold=True, bottom=1, text_wrap=True, bg_color="#F0F0F0"),
        plain=made(text_wrap=True),
        identity=made(num_format="@"),
        quoted=made(text_wrap=True, quote_prefix=True),
        day=made(num_format="dd-mm-yyyy", align="left"),
        moment=made(num_format="dd-mm-yyyy hh:mm", align="left"),
    )


def _sheet_name(name: str) -> str:
    return _NOT_IN_SHEET_NAME.sub(" ", name).strip(" '")[:31].strip(" '") or "Daftar"


def _fill(sheet: Worksheet, page: _Page, formats: _Formats, file: str) -> None:
    top = 0
    if page.title:
        sheet.write_string(0, 0, page.title, formats.title)
        for top, note in enumerate(page.notes, start=1):
            sheet.write_string(top, 0, note, formats.note)
        top += 2
    for place, heading in enumerate(page.headings):
        sheet.write_string(top, place, heading, formats.heading)
        width = page.widths[place] if place < len(page.widths) else _WIDTH
        sheet.set_column(place, place, width)
    row = top
    for row, values in enumerate(page.rows, start=top + 1):
        if row > _LAST_ROW:
            raise Refused("KK-160", file=file)
        for place, value in enumerate(values):
            _put(sheet, (row, place), value, formats, file)
    _prepare_print(sheet, top, row, len(page.headings) - 1)


def _prepare_print(sheet: Worksheet, top: int, last_row: int, last_column: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    if last_column >= 0:
        sheet.autofilter(top, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(_FOLIO)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&L&A&RHalaman &P dari &N")


def _put(sheet: Worksheet, at: tuple[int, int], value: Value, formats: _Formats, file: str) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        if len(value) > _LONGEST_TEXT:
            raise Refused("KK-160", file=file)
        sheet.write_string(*at, value, _text_format(value, formats))
    elif isinstance(value, bool):
        sheet.write_boolean(*at, value, formats.plain)
    elif isinstance(value, date):
        _put_date(sheet, at, value, formats)
    elif isinstance(value, int | float | Decimal):
        _put_number(sheet, at, value, formats)
    else:
        sheet.write_string(*at, str(value), formats.plain)


def _text_format(text: str, formats: _Formats) -> Format:
    if text.startswith(_FORMULA_LIKE):
        return formats.quoted
    return formats.identity if len(text) <= _LONGEST_ID and _ID.fullmatch(text) else formats.plain


def _put_date(sheet: Worksheet, at: tuple[int, int], value: date, formats: _Formats) -> None:
    moment = isinstance(value, datetime) and value.time() != time()
    if (value.date() if isinstance(value, datetime) else value) < _EARLIEST:
        sheet.write_string(*at, value.strftime("%d-%m-%Y"), formats.identity)
    else:
        naive = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(*at, naive, formats.moment if moment else formats.day)


def _put_number(
    sheet: Worksheet, at: tuple[int, int], value: float | Decimal, formats: _Formats
) -> None:
    """Numbers as numbers; an exact one that Excel would round goes in as text."""
    exact = Decimal(value)
    if not exact.is_finite():
        sheet.write_string(*at, str(value), formats.plain)
    elif not isinstance(value, float) and len(exact.as_tuple().digits) > _FULL_DIGITS:
        sheet.write_string(*at, f"{exact:f}".replace(".", ","), formats.identity)
    else:
        sheet.write_number(*at, float(value), formats.plain)


def write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write a table's file, whole or not at all.

    Refused: KK-164 disk full, KK-402 open in Excel, KK-161 not writable there.
    """
    try:
        fill_in_place(path, fill)
    except OSError as trouble:
        raise Refused(_code(trouble), file=path.name) from trouble


def _code(trouble: OSError) -> str:
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return "KK-164"
    renaming = trouble.filename2 is not None
    return "KK-402" if renaming and isinstance(trouble, PermissionError) else "KK-161"
