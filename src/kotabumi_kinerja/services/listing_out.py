"""Any list out of the program: workbook, csv or F4 page of exactly what is shown, whole or not."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, TypeVar

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.services.listing import Query, Row, Source, kept_by_excel
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.writing import Value, write_table, write_whole

R = TypeVar("R", bound=Row)

AT_ONCE: Final = 500
"""Rows read at a time; between two the user may stop."""
_PIXELS_A_LETTER: Final = 7


@dataclass(frozen=True)  # with slots OutColumn[Row](…) fails in Python 3.11
class OutColumn(Generic[R]):
    """One column: `value` goes into a cell as it is (day, number), `text` is what is shown.

    `bare`: the value stands for itself: a NIP without its spaces. `words`: the text says more
    than the value (a predikat, a chip). `width` in pixels on the screen.
    """

    title: str
    value: Callable[[R], object]
    text: Callable[[R], str]
    width: int = 120
    right: bool = False
    bare: bool = False
    words: bool = False


@dataclass(frozen=True)  # as OutColumn
class Listing(Generic[R]):
    """What is shown: `said` are the filter, the search and the order in words."""

    title: str
    noun: str
    said: Sequence[str]
    columns: Sequence[OutColumn[R]]
    source: Source[R]
    query: Query


def write(
    work: Workspace, path: Path, shown: Listing[Any], progress: Progress | None = None
) -> int:
    """Write the list to `path` as its ending says (.xlsx, .csv, .pdf); the number of rows.

    An older file is replaced whole or not at all; `Cancelled` leaves nothing. Raises Refused:
    KK-190 another ending, KK-191 too many columns for the page, KK-160, KK-161, KK-164, KK-402.
    """
    made = {".xlsx": _xlsx, ".csv": _csv, ".pdf": _pdf}.get(path.suffix.lower())
    if made is None:
        raise Refused("KK-190", file=path.name)
    return made(work, path, shown, progress or Silent())


def pdf(work: Workspace, shown: Listing[Any], progress: Progress | None = None) -> bytes:
    """The pages as they would be printed, for looking at them first. Refused KK-191, KK-601."""
    out = BytesIO()
    _print(work, shown, out, progress or Silent())
    return out.getvalue()


def rows(shown: Listing[R], progress: Progress, what: str) -> Iterator[R]:
    """The rows in their order, a page at a time by key. Raises `Cancelled` between pages."""
    progress.start(what, shown.source.count(shown.query))
    after = None
    while page := shown.source.page(shown.query, after, 0, AT_ONCE):
        yield from page
        progress.step(len(page))
        if len(page) < AT_ONCE:
            return
        after = page[-1].anchor


def _xlsx(work: Workspace, path: Path, shown: Listing[Any], progress: Progress) -> int:
    count = 0

    def cells() -> Iterator[list[Value]]:
        nonlocal count
        for row in rows(shown, progress, "Menulis buku kerja"):
            count += 1
            yield [_cell(column, row) for column in shown.columns]

    widths = [max(6.0, column.width / _PIXELS_A_LETTER) for column in shown.columns]
    titles = [column.title for column in shown.columns]
    write_table(path, shown.title, titles, cells(), widths, (*shown.said, _dated(work, "Disimpan")))
    return count


def _cell(column: OutColumn[Any], row: object) -> Value:
    """A day as a day and a number as a number, unless the words shown say more."""
    value = column.value(row)
    if value is None or isinstance(value, bool) or column.words:
        return column.text(row)
    if column.bare:
        return str(value)
    if isinstance(value, date):
        return value if column.text(row) in _day_texts(value) else column.text(row)
    return value if isinstance(value, (int, float, Decimal)) else column.text(row)


def _day_texts(day: date) -> tuple[str, ...]:
    return (f"{day:%d-%m-%Y}", show_date(day), str(day), f"{day:%d-%m-%Y %H:%M}")


def _csv(work: Workspace, path: Path, shown: Listing[Any], progress: Progress) -> int:
    """Semicolons and a byte order mark: what Excel in Indonesian opens by double click."""
    del work
    count = 0

    def fill(out: BinaryIO) -> None:
        nonlocal count
        text = TextIOWrapper(out, "utf-8-sig", newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([kept_by_excel(column.title) for column in shown.columns])
        for row in rows(shown, progress, "Menulis CSV"):
            count += 1
            writer.writerow([_csv_text(_cell(column, row)) for column in shown.columns])
        text.flush()
        text.detach()

    write_whole(path, fill)
    return count


def _csv_text(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return show_number(value) if isinstance(value, Decimal) else str(value).replace(".", ",")
    return "" if value is None else kept_by_excel(str(value))


def _pdf(work: Workspace, path: Path, shown: Listing[Any], progress: Progress) -> int:
    count = 0

    def fill(out: BinaryIO) -> None:
        nonlocal count
        count = _print(work, shown, out, progress)

    write_whole(path, fill)
    return count


def _print(work: Workspace, shown: Listing[Any], out: BinaryIO, progress: Progress) -> int:
    from kotabumi_kinerja.printing.fonts import load_fonts  # noqa: PLC0415  # only paper needs it
    from kotabumi_kinerja.printing.forms import listing as form  # noqa: PLC0415  # the same

    load_fonts(work.resources / "fonts")
    facts = facts_of(work.database)
    texts = [
        tuple(column.text(row) for column in shown.columns)
        for row in rows(shown, progress, "Membaca daftar")
    ]
    paper = form.ListingPaper(
        owner=facts.owner,
        office=facts.name,
        title=shown.title,
        said=shown.said,
        columns=[form.PaperColumn(c.title, right=c.right, nip=c.bare) for c in shown.columns],
        rows=texts,
        foot=f"{facts.name} \u00b7 {_dated(work)}",
    )
    form.print_listing(paper, out, progress)
    return len(texts)


def _dated(work: Workspace, word: str = "Dicetak") -> str:
    return f"{word} {show_date(work.today())}"


def keep(path: Path, pages: bytes) -> None:
    """Put pages that were looked at into a file, whole or not at all. Refused like `write`."""
    write_whole(path, lambda out: out.write(pages))
