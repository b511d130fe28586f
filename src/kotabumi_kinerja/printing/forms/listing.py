"""A list of the window on F4 landscape: what it is, how it was filtered, the columns as shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, overload

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.printing.cells import PAD_X, Cell, cell
from kotabumi_kinerja.printing.page import F4_WIDE, MM, Page
from kotabumi_kinerja.printing.sheet import HEAVY, Flow, Paper
from kotabumi_kinerja.printing.tables import Head, Row, Table
from kotabumi_kinerja.printing.text import BODY, BOLD, HEAD, TITLE, width_of, wrap

_SAMPLE: Final = 400
"""So many rows, spread over the list, say how wide the columns want to be."""
_WIDEST_WORD: Final = 60.0
_WIDEST: Final = 90.0
_LEAST: Final = 9.0
"""A column narrower than this (mm) cannot be read at 9 pt."""
_STEP: Final = 200
_NUMBER: Final = "No."


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A heading; numbers stand `right`; a `nip` stays on one line where there is room."""

    title: str
    right: bool = False
    nip: bool = False


@dataclass(frozen=True, slots=True)
class ListingPaper:
    """All that is printed. `said`: the filter in words, a line each; `foot` with the date."""

    owner: str
    office: str
    title: str
    said: Sequence[str]
    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[str]]
    foot: str


def print_listing(listing: ListingPaper, target: BinaryIO, progress: Progress) -> int:
    """Write the PDF; the number of pages. `load_fonts` must have been called.

    Refused KK-191 when there are more columns than the sheet can hold, KK-601 for a letter that
    cannot be printed. Raises `Cancelled`.
    """
    paper = Paper(target, listing.title, listing.office)
    flow = Flow(paper, F4_WIDE, listing.foot)
    columns = [PaperColumn(_NUMBER, right=True), *listing.columns]
    widths = column_widths(listing, F4_WIDE)
    _head(flow, listing)
    table = Table(flow, widths, [[Head(c.title, at) for at, c in enumerate(columns)]])
    progress.start("Menyusun halaman", len(listing.rows))
    table.draw(_Lines(columns, widths, listing.rows, progress))
    pages = paper.add(flow)
    paper.save()
    return pages


class _Lines(Sequence[Row]):
    """The rows of the table, each made when it is laid out; now and then the user may stop."""

    def __init__(
        self,
        columns: Sequence[PaperColumn],
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        progress: Progress,
    ) -> None:
        self._columns, self._widths = columns, widths
        self._rows, self._progress = rows, progress

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        number = range(len(self._rows))[at] + 1
        if number % _STEP == 0:
            self._progress.step(_STEP)
        return Row(_cells(self._columns, self._widths, (str(number), *self._rows[at])))


def column_widths(listing: ListingPaper, page: Page) -> tuple[float, ...]:
    """Widths in mm that fill the measure: first the longest words, then whole texts.

    Refused KK-191 when not every column gets the least that can be read.
    """
    count = len(listing.columns)
    if (count + 1) * _LEAST > page.measure:
        raise Refused("KK-191", count=count, most=int(page.measure / _LEAST) - 1)
    some = listing.rows[:: max(1, len(listing.rows) // _SAMPLE)]
    words = [_room(str(len(listing.rows)))]
    whole = [words[0]]
    for at, column in enumerate(listing.columns):
        texts = [_tied(row[at], nip=column.nip) for row in some]
        head = max(_room(word, bold=True) for word in column.title.split(" "))
        longest = max((_room(w) for text in texts for w in _words(text)), default=0.0)
        words.append(min(_WIDEST_WORD, max(head, longest, _LEAST)))
        full = max((_room(line) for text in texts for line in text.split("\n")), default=0.0)
        whole.append(min(_WIDEST, max(words[-1], full)))
    return page.scaled(*_shared(words, whole, page.measure))


def _shared(words: Sequence[float], whole: Sequence[float], measure: float) -> list[float]:
    """Between the longest word and the whole text of each column, in proportion."""
    least, most = sum(words), sum(whole)
    if least >= measure:
        spare = measure - _LEAST * len(words)
        beyond = sum(w - _LEAST for w in words)
        return [_LEAST + (w - _LEAST) * spare / beyond for w in words]
    if most <= measure:
        return list(whole)
    part = (measure - least) / (most - least)
    return [w + (f - w) * part for w, f in zip(words, whole, strict=True)]


def _room(text: str, *, bold: bool = False) -> float:
    return width_of(text, BOLD if bold else BODY) / MM + 2 * PAD_X + 0.2


def _words(text: str) -> list[str]:
    return text.replace("\n", " ").split(" ")


def _tied(text: str, *, nip: bool) -> str:
    return text.replace(" ", "\u00a0") if nip else text


def _cells(
    columns: Sequence[PaperColumn], widths: Sequence[float], texts: Sequence[str]
) -> dict[int, Cell]:
    made: dict[int, Cell] = {}
    for at, (column, width, text) in enumerate(zip(columns, widths, texts, strict=True)):
        fits = column.nip and _room(_tied(text, nip=True)) <= width
        shown = _tied(text, nip=fits)
        made[at] = cell(shown, width, align="R" if column.right else "L")
    return made


def _head(flow: Flow, listing: ListingPaper) -> None:
    """A small kop: owner and office at the left over a rule, then title and filter."""
    page = flow.page
    for text, style in ((listing.owner, BODY), (listing.office, HEAD)):
        for line in wrap(text, style, page.measure * MM):
            flow.y += style.lead / MM
            flow.sheet.put(page.left, flow.y, line, style)
    flow.y += 2.0
    flow.sheet.line(page.left, flow.y, page.width - page.right, flow.y, HEAVY)
    flow.y += 2.5
    flow.titles([listing.title.upper()], TITLE, after=1.0)
    for said in listing.said:
        for line in wrap(said, BODY, page.measure * MM):
            flow.y += BODY.lead / MM
            middle = page.left + page.measure / 2
            flow.sheet.put(middle, flow.y, line, BODY, align="C")
    flow.y += 3.0
