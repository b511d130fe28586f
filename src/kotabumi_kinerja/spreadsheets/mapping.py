"""Finds the table in a sheet: its heading row, which column is which, and where it ends."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.cells import Cell, clean, is_number, text_of
from kotabumi_kinerja.spreadsheets.reading import Sheet, Workbook

HEADING_ROWS: Final = 15
REASON_HEADING: Final = "ALASAN"
"""The column our own workbook of refused rows adds; it is no one's data when it comes back."""

_STRAY_CELLS: Final = 3  # a signature or a date under the table fills no more
_NUMBER_LIKE: Final = re.compile(r"['`]?\d[\d .\-]{7,}")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes a table this table.

    `known` headings in their order, in the spelling of `normal`, and `optional` ones nobody
    misses; `required` must all stand in the heading row; `key` names the column of the staff
    number; a row without it still belongs to the table when all of `proof` is filled.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    key: str
    proof: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its known heading or None, its heading in the file, its place from 0."""

    known: str | None
    heading: str
    place: int


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
    between that are no data, by Excel number; empty rows are not counted.
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

    def __len__(self) -> int:
        return len(self.body)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings of the columns that are kept as extra."""
        return tuple(column.heading for column in self.columns if column.known is None)

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


def normal(heading: str) -> str:
    """A heading for comparing: capitals, underscores and blanks collapsed to one blank."""
    return clean(heading.replace("_", " ").replace("\n", " ")).upper()


def picker(places: Sequence[int]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """A fast function from a row to its cells at `places`."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def find_tables(
    workbook: Workbook, shape: Shape, renamed: Mapping[str, str] = _NOTHING
) -> tuple[Table, ...]:
    """All tables of this shape, one a visible sheet, in the order of the sheets.

    `renamed` leads from a heading of the file (in the spelling of `normal`) to a known one, as
    remembered for this source. Raises Refused: KK-157 no sheet has the required headings,
    KK-158 a required heading stands there twice.
    """
    found = [
        _table(workbook.file, sheet, place, shape, renamed)
        for sheet in workbook.sheets
        if not sheet.hidden and (place := _heading_place(sheet, shape, renamed)) is not None
    ]
    if not found:
        raise Refused(
            "KK-157", file=workbook.file, headings=", ".join(shape.required), rows=HEADING_ROWS
        )
    return tuple(found)


def _heading_place(sheet: Sheet, shape: Shape, renamed: Mapping[str, str]) -> int | None:
    wanted = frozenset(shape.required)
    for place, row in enumerate(sheet.rows[:HEADING_ROWS]):
        if wanted <= {_known_name(cell, renamed) for cell in row}:
            return place
    return None


def _known_name(cell: Cell, renamed: Mapping[str, str]) -> str:
    name = normal(text_of(cell))
    return renamed.get(name, name)


def _table(file: str, sheet: Sheet, place: int, shape: Shape, renamed: Mapping[str, str]) -> Table:
    columns, doubled = _columns(sheet, place, shape, renamed)
    if twice := [name for name in doubled if name in shape.required]:
        raise Refused("KK-158", file=file, sheet=sheet.name, heading=twice[0])
    places = {column.known: column.place for column in columns if column.known}
    body, stray = _body(sheet, place, places[shape.key], [places[name] for name in shape.proof])
    return Table(
        file=file,
        sheet=sheet,
        heading_row=sheet.first_row + place,
        columns=columns,
        missing=tuple(name for name in shape.known if name not in places),
        doubled=doubled,
        stray=stray,
        body=body,
    )


def _columns(
    sheet: Sheet, place: int, shape: Shape, renamed: Mapping[str, str]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    known = frozenset(shape.known) | frozenset(shape.optional)
    seen: dict[str, int] = {}
    columns: list[Column] = []
    doubled: list[str] = []
    for at, cell in enumerate(sheet.rows[place]):
        name = _known_name(cell, renamed)
        if not name or name == REASON_HEADING:
            continue
        heading = text_of(cell)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            heading = f"{heading} ({seen[name]})"
            if name in known and name not in doubled:
                doubled.append(name)
        columns.append(Column(name if name in known and seen[name] == 1 else None, heading, at))
    return tuple(columns), tuple(doubled)


def _body(
    sheet: Sheet, heading: int, key: int, proof: Sequence[int]
) -> tuple[list[int], tuple[int, ...]]:
    body: list[int] = []
    stray: list[int] = []
    for place in range(heading + 1, len(sheet.rows)):
        row = sheet.rows[place]
        if _is_staff_number(row[key]) or (proof and all(row[at] != "" for at in proof)):
            body.append(place)
            continue
        filled = sum(1 for cell in row if cell != "" and text_of(cell))
        if filled > _STRAY_CELLS:
            body.append(place)
        elif filled:
            stray.append(sheet.first_row + place)
    return body, tuple(stray)


def _is_staff_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.isdecimal() or _NUMBER_LIKE.match(cell.strip()) is not None or is_number(cell)
    return is_number(cell)
