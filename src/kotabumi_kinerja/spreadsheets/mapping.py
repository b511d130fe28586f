"""Finds the table in a sheet: its heading row, which column is which, and where it ends.

How a dialog lets the user say which column is what, and how that is remembered by source:

    shape = siasn.staff_shape(work.resources)
    for sheet in workbook.sheets:
        proposal = propose(sheet, shape, remembered)      # None: nothing like a heading row
        proposal.fingerprint                              # store under 'mapping:<fingerprint>'
        for column in proposal.columns:
            column.key, column.heading, column.known, column.certainty, column.samples
    choices = {column.key: 'NIP BARU', other.key: ''}     # '' = keep aside, use for nothing
    tables = find_tables(workbook, shape, {**remembered, **choices})

`remembered` is always Mapping[key, known heading or '']. The fingerprint does not depend on it
(`fingerprint_of(sheet, shape)`), so it can be looked up first. What may be chosen, with the words
for the dialog, is `shape.choices`. `find_tables` uses guessed columns too; they can be told by
`Table.guessed`, and a dialog should show them before anything is taken in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.cells import Cell, text_of
from kotabumi_kinerja.spreadsheets.headings import (
    Certainty,
    Meaning,
    Title,
    Words,
    fingerprint,
    keys_of,
    meanings,
    normal,
)
from kotabumi_kinerja.spreadsheets.not_rows import NotRow, sort_rows
from kotabumi_kinerja.spreadsheets.reading import Sheet, Workbook

__all__ = [
    "HEADING_ROWS", "REASON_HEADING", "Certainty", "Column", "NotRow", "Proposal", "Proposed",
    "Shape", "SourceRow", "Table", "find_tables", "fingerprint_of", "normal", "picker", "propose",
]  # fmt: skip

HEADING_ROWS: Final = 15
REASON_HEADING: Final = "ALASAN"
"""The column our own workbook of refused rows adds; it is no one's data when it comes back."""

_SAMPLES: Final = 3
_SAMPLE_ROWS: Final = 50
_FEWEST_TITLES: Final = 3
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes a table this table.

    `known` headings in their order and `optional` ones nobody misses; `required` must all
    stand in the heading row; `key` names the column of the staff number; a row without it
    still belongs to the table when all of `proof` is filled. `fills`: a vertically merged
    cell of these headings holds for all its rows. A heading of `once` (if empty: of
    `required`) must not stand there twice. `words`: other names of the headings.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    key: str
    proof: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    fills: frozenset[str] = frozenset()
    words: Words = field(default_factory=Words)

    @property
    def choices(self) -> Mapping[str, str]:
        """Known headings a column may be given, with the words users read."""
        every = dict.fromkeys((*self.words.labels, *self.known, *self.optional))
        return {name: self.words.labels.get(name, name) for name in every}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its known heading or None, its heading in the file, its place from 0.

    `known` may be two headings ('NAMA + NIP BARU') when a cell holds both.
    """

    known: str | None
    heading: str
    place: int
    key: str = ""
    certainty: Certainty = Certainty.KNOWN


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a column seems to be; `key` is what a choice is remembered under."""

    key: str
    heading: str
    place: int
    known: str | None
    certainty: Certainty
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """All columns of a sheet; `missing` are required headings that none of them gives.

    `heading_row` as Excel shows it.
    """

    sheet: str
    heading_row: int
    columns: tuple[Proposed, ...]
    missing: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table; `number` as Excel shows it, `values` by known heading."""

    number: int
    values: Mapping[str, Cell]
    extra: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet.

    `heading_row` as Excel shows it. `missing` known headings the file lacks, `doubled` known
    ones it has twice (the first is used, the others are kept as extra). `stray` rows under or
    between that are no data, by Excel number, and `not_rows` what they are; empty rows are not
    counted. `guessed` headings of the columns whose meaning nobody has confirmed.
    """

    file: str
    sheet: Sheet
    heading_row: int
    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    stray: tuple[int, ...]
    body: Sequence[int] = field(repr=False)
    """Places of the data rows in `sheet.rows`."""
    not_rows: Mapping[int, NotRow] = field(default_factory=dict[int, NotRow])
    fingerprint: str = ""

    def __len__(self) -> int:
        return len(self.body)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings of the columns that are kept as extra."""
        return tuple(column.heading for column in self.columns if column.known is None)

    @property
    def guessed(self) -> tuple[str, ...]:
        """Headings of the columns whose meaning is a guess."""
        return tuple(c.heading for c in self.columns if c.certainty is Certainty.GUESSED)

    @property
    def order(self) -> tuple[str, ...]:
        """The headings in the order of the file, in the spelling of records."""
        return tuple(column.known or column.heading for column in self.columns)

    def rows(self) -> Iterator[SourceRow]:
        """The data rows in the order of the file."""
        known = [column for column in self.columns if column.known is not None]
        other = [column for column in self.columns if column.known is None]
        names = [str(column.known) for column in known]
        take, rest = picker([c.place for c in known]), picker([c.place for c in other])
        headings = [column.heading for column in other]
        rows, first = self.sheet.rows, self.sheet.first_row
        for place in self.body:
            cells = rows[place]
            yield SourceRow(
                first + place,
                dict(zip(names, take(cells), strict=True)),
                dict(zip(headings, rest(cells), strict=True)),
            )


def picker(places: Sequence[int]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """A fast function from a row to its cells at `places`."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def propose(
    sheet: Sheet, shape: Shape, remembered: Mapping[str, str] = _NOTHING
) -> Proposal | None:
    """What each column of the sheet seems to be; None when no row looks like headings."""
    head = _head(sheet, shape)
    if head is None:
        return None
    found = _meanings(head, shape, remembered)
    below = sheet.rows[head.last + 1 : head.last + 1 + _SAMPLE_ROWS]
    columns = tuple(
        Proposed(m.key, m.heading, m.title.place, m.known, m.certainty, _samples(below, m))
        for m in found
    )
    given = {part for m in found for part in m.parts}
    missing = tuple(name for name in shape.required if name not in given)
    return Proposal(
        sheet.name,
        sheet.first_row + head.first,
        columns,
        missing,
        fingerprint(keys_of(head.titles)),
    )


def fingerprint_of(sheet: Sheet, shape: Shape) -> str:
    """The mark of this sheet's headings, whatever was remembered; '' when it has none."""
    head = _head(sheet, shape)
    return fingerprint(keys_of(head.titles)) if head else ""


def find_tables(
    workbook: Workbook, shape: Shape, remembered: Mapping[str, str] = _NOTHING
) -> tuple[Table, ...]:
    """All tables of this shape, one a visible sheet, in the order of the sheets.

    `remembered` leads from the key of a column to a known heading, or to '' for one to be kept
    aside. Raises Refused: KK-157 no sheet has the required headings, KK-158 a required heading
    stands there twice.
    """
    found = [
        table
        for sheet in workbook.sheets
        if not sheet.hidden
        and (table := _table(workbook.file, sheet, shape, remembered)) is not None
    ]
    if not found:
        labels = shape.choices
        raise Refused(
            "KK-157",
            file=workbook.file,
            headings=", ".join(labels.get(name, name) for name in shape.required),
            rows=HEADING_ROWS,
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading row or two of a sheet."""

    first: int
    last: int
    titles: tuple[Title, ...]


def _head(sheet: Sheet, shape: Shape) -> _Head | None:
    """The row, or pair of rows, that names most known columns; else the first full of text."""
    best: _Head | None = None
    most = (0, 0, 0, False)
    for head in _candidates(sheet):
        found = _meanings(head, shape, _NOTHING, typos=False)
        given = {part for m in found if _sure(m) for part in m.parts}
        known = {part for m in found if m.certainty is Certainty.KNOWN for part in m.parts}
        count = (len(given & set(shape.required)), len(given), len(known), head.first == head.last)
        if given and count > most:
            best, most = head, count
    if best is not None:
        return best
    plain = [h for h in _candidates(sheet) if h.first == h.last and len(h.titles) >= _FEWEST_TITLES]
    return plain[0] if plain else None


def _sure(meaning: Meaning) -> bool:
    return meaning.certainty is Certainty.KNOWN or bool(meaning.title.above)


def _candidates(sheet: Sheet) -> Iterator[_Head]:
    rows = sheet.rows[:HEADING_ROWS]
    for place in range(min(HEADING_ROWS, len(rows))):
        texts = [text_of(cell) for cell in rows[place]]
        yield _Head(place, place, _titles(texts, []))
        if place + 1 < min(HEADING_ROWS, len(rows)):
            below = [text_of(cell) for cell in rows[place + 1]]
            spread = _spread(sheet, place, texts, below)
            if spread != texts and any(below):
                yield _Head(place, place + 1, _titles(below, spread))


def _spread(sheet: Sheet, place: int, texts: Sequence[str], below: Sequence[str]) -> list[str]:
    """The upper headings with each repeated over the empty cells it stands above."""
    spans = {
        (top, left): right
        for (top, left), (_, right) in sheet.merged
        if top == place and right > left
    }
    spread = list(texts)
    until, text = -1, ""
    for at, own in enumerate(texts):
        if own:
            text = own
            until = spans.get((place, at), at if spans else len(texts))
        elif at <= until and below[at] and text:
            spread[at] = text
    return spread


def _titles(texts: Sequence[str], above: Sequence[str]) -> tuple[Title, ...]:
    """One title a column; where only one of two rows is filled, that is the title."""
    titles: list[Title] = []
    for at, text in enumerate(texts):
        upper = above[at] if above else ""
        if text or upper:
            titles.append(Title(at, text, upper) if text else Title(at, upper))
    return tuple(titles)


def _meanings(
    head: _Head, shape: Shape, remembered: Mapping[str, str], *, typos: bool = True
) -> tuple[Meaning, ...]:
    every = (*shape.known, *shape.optional)
    reason = normal(REASON_HEADING)
    titles = [title for title in head.titles if normal(title.whole) not in ("", reason)]
    return meanings(titles, every, shape.words, remembered, typos=typos)


def _samples(rows: Sequence[Sequence[Cell]], meaning: Meaning) -> tuple[str, ...]:
    texts = (text_of(row[meaning.title.place]) for row in rows)
    return tuple(list(dict.fromkeys(text for text in texts if text))[:_SAMPLES])


def _table(file: str, sheet: Sheet, shape: Shape, remembered: Mapping[str, str]) -> Table | None:
    head = _head(sheet, shape)
    if head is None:
        return None
    found = _meanings(head, shape, remembered)
    places: dict[str, int] = {}
    for meaning in sorted(found, key=lambda m: len(m.parts)):  # a column of its own goes first
        for part in meaning.parts:
            places.setdefault(part, meaning.title.place)
    if not places.keys() >= set(shape.required):
        return None
    doubled = _doubled(found, shape)
    if twice := [name for name in doubled if name in (shape.once or shape.required)]:
        raise Refused("KK-158", file=file, sheet=sheet.name, heading=twice[0])
    sheet = _filled_down(sheet, head.last, [places[n] for n in shape.fills if n in places])
    headings = {m.title.place: normal(m.title.text) for m in found}
    sorting = sort_rows(
        sheet, head.last, headings, places[shape.key], [places[name] for name in shape.proof]
    )
    return Table(
        file=file,
        sheet=sheet,
        heading_row=sheet.first_row + head.first,
        columns=tuple(Column(m.known, m.heading, m.title.place, m.key, m.certainty) for m in found),
        missing=tuple(name for name in shape.known if name not in places),
        doubled=doubled,
        stray=tuple(sorting.not_rows),
        body=sorting.body,
        not_rows=sorting.not_rows,
        fingerprint=fingerprint(keys_of(head.titles)),
    )


def _doubled(found: Sequence[Meaning], shape: Shape) -> tuple[str, ...]:
    """Known headings that stand there a second time and are not used then."""
    own = {normal(name): name for name in (*shape.known, *shape.optional)}
    twice = [
        own.get(name) or shape.words.names.get(name)
        for m in found
        if m.certainty is Certainty.UNKNOWN
        and m.key.endswith(")")
        and (name := m.key.rpartition(" (")[0])
    ]
    return tuple(dict.fromkeys(name for name in twice if name))


def _filled_down(sheet: Sheet, heading: int, columns: Sequence[int]) -> Sheet:
    """The sheet with the value of vertically merged cells in these columns in all their rows."""
    spans = [
        (top, bottom, left)
        for (top, left), (bottom, right) in sheet.merged
        if top > heading and left == right and left in columns
    ]
    if not spans:
        return sheet
    rows = list(sheet.rows)
    for top, bottom, column in spans:
        for place in range(top + 1, min(bottom + 1, len(rows))):
            row = list(rows[place])
            row[column] = rows[top][column]
            rows[place] = row
    return replace(sheet, rows=rows)
