"""The rows of a staff table as clean text by original heading, fast enough for 100,000 of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kotabumi_kinerja.services.staff.fields import counts_rows
from kotabumi_kinerja.spreadsheets.cells import Cell
from kotabumi_kinerja.spreadsheets.headings import JOIN
from kotabumi_kinerja.spreadsheets.mapping import Table
from kotabumi_kinerja.spreadsheets.staff_record import FIELD_OF, HEADINGS
from kotabumi_kinerja.spreadsheets.staff_rows import Block, across, blocks

_USUAL: Final = frozenset(HEADINGS)


class Line(NamedTuple):
    """One row: `texts` by original heading, where filled.

    `left`: the digits that Excel has left of a ruined NIP, None when it is whole. `hint`: the
    status that the name of the sheet says where the row says none. `notes`: what was decided
    while reading.
    """

    row: int
    texts: dict[str, str]
    nik_ruined: bool
    left: str | None
    hint: str
    notes: tuple[str, ...]


def lines(table: Table) -> Iterator[Line]:
    """The data rows of the table in order, doubles and all."""
    arranged = _Arranged(table)
    for block in blocks(table):
        texts_of = arranged.texts(block)
        spoiled, ruined, notes = block.spoiled, block.ruined, block.notes
        for number, row in enumerate(block.rows):
            yield Line(
                row,
                texts_of[number],
                number in spoiled and "nik" in spoiled[number],
                ruined.get(number),
                block.hints[number],
                tuple(notes[number]) if number in notes else (),
            )


def headings(table: Table) -> frozenset[str]:
    """The headings that its lines may have."""
    return frozenset(_order(table))


def unusual_order(table: Table) -> tuple[str, ...]:
    """Its headings in order when it has others than the 67 of SIASN among them, else none."""
    order = _order(table)
    many = len(_USUAL.intersection(order)) > len(_USUAL) // 2
    return () if _USUAL.issuperset(order) or not many else tuple(order)


def slimmed(table: Table, rows: frozenset[int]) -> Table:
    """The table with the cells of only these rows (by Excel number): the rest is not needed."""
    first = table.sheet.first_row
    kept: list[Sequence[Cell]] = [
        cells if first + place in rows else () for place, cells in enumerate(table.sheet.rows)
    ]
    return replace(table, sheet=replace(table.sheet, rows=kept))


def _order(table: Table) -> list[str]:
    parts = [part for heading in table.order for part in heading.split(JOIN)]
    return [part for part in dict.fromkeys(parts) if not counts_rows(part)]


class _Arranged:
    """The texts of the rows of a table: what this program works with first, then the rest.

    In the order of the file where that must be remembered; columns that only number are left out.
    """

    def __init__(self, table: Table) -> None:
        order = _order(table)
        self._numbering = frozenset(h for h in table.order if counts_rows(h))
        unusual = self._numbering or not _USUAL.issuperset(order)
        by_file = unusual or any(JOIN in h for h in table.order)
        self._place = {h: place for place, h in enumerate(order)} if by_file else {}
        self._named = [h for h in order if h in FIELD_OF] if not by_file else list(FIELD_OF)

    def texts(self, block: Block) -> list[dict[str, str]]:
        """A dict a row: by heading, where filled."""
        columns = self._columns(block)
        headings = list(columns)
        return [
            dict(zip(headings, texts, strict=True))
            if "" not in texts
            else {h: text for h, text in zip(headings, texts, strict=True) if text}
            for texts in across(list(columns.values()), len(block.rows))
        ]

    def _columns(self, block: Block) -> dict[str, list[str]]:
        found = {h: block.named[f] for h in self._named if (f := FIELD_OF[h]) in block.named}
        others: dict[str, list[str]] = {}
        for heading, texts in block.extra:
            if heading in found or heading in self._numbering:
                continue
            first = others.get(heading)
            # Of two columns with one heading the later counts, where it says something.
            both = [b or a for a, b in zip(first, texts, strict=True)] if first else texts
            others[heading] = both
        if self._place:
            last = len(self._place)
            every = sorted({**others, **found}.items(), key=lambda c: self._place.get(c[0], last))
        else:
            every = [*found.items(), *others.items()]
        return {heading: texts for heading, texts in every if any(texts)}
