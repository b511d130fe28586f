"""The matrix as a table of texts: what the screen shows, the clipboard and a workbook get."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.matrix import Above, Band, Line, Part
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.services import listing_out
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.listing_out import Listing, OutColumn
from kotabumi_kinerja.services.plans.matrix import MatrixView
from kotabumi_kinerja.services.workspace import Workspace

NOBODY = "belum ada pemilik"
WITHOUT_PLAN = "belum ada SKP"
WITHOUT_ROLE = "tanpa peran"
TEMPORARY = "sementara"
"""Of a result that people name and the leader's own SKP does not have."""
_TITLE = "Matriks Peran dan Hasil"


def heading(at: int, column: Above) -> str:
    """'2. Meningkatnya …', with a word when the leader's SKP lacks it."""
    return f"{at + 1}. {column.text}{f' ({TEMPORARY})' if column.temporary else ''}"


def owned(count: int) -> str:
    """'8 orang', or that nobody carries it."""
    return f"{count} orang" if count else NOBODY


def remark(line: Line, *, orphan: bool) -> str:
    """What is to be noted of a person: no SKP, nothing carried, or an SKP that is locked."""
    if line.state is None:
        return WITHOUT_PLAN
    if orphan:
        return WITHOUT_ROLE
    return "" if line.editable else line.state.label


def said(parts: Sequence[Part]) -> str:
    """The text of a cell, a line each; who stands between comes in brackets."""
    return "\n".join(
        f"{part.role.text} (melalui {part.via})" if part.via else part.role.text for part in parts
    )


def summary(view: MatrixView) -> str:
    """'2 hasil belum ada pemilik, 3 orang tanpa peran.', or that all is well."""
    found = view.matrix
    named = sum(column.temporary for column in found.columns)
    counts = (
        (len(found.gaps), f"hasil {NOBODY}"),
        (len(found.orphans), f"orang {WITHOUT_ROLE}"),
        (named, "hasil belum ada di SKP pimpinan"),
    )
    parts = [f"{count} {words}" for count, words in counts if count]
    said = ", ".join(parts) or "Semua hasil ada pemiliknya dan semua orang berperan"
    return f"{said}."


@dataclass(frozen=True, slots=True)
class OutRow:
    """One line of the table."""

    id: Id
    cells: tuple[str, ...]

    @property
    def anchor(self) -> Anchor:
        """Its own id: the order is that of the matrix."""
        return (self.id,)


def titles(view: MatrixView) -> tuple[str, ...]:
    """The heading of the table."""
    columns = view.matrix.columns
    fixed = ("No", "Nama", "Jabatan", "Tingkat", "Catatan")
    return (*fixed, *(heading(at, column) for at, column in enumerate(columns)))


def rows(view: MatrixView) -> list[OutRow]:
    """The leader with his measures, everybody below, and how many carry each result."""
    found, leader = view.matrix, view.circle.leader
    measures = ("\n".join(column.measures) for column in found.columns)
    first = ("1", leader.name, leader.post, Band.LEADER.value, "", *measures)
    orphans = set(found.orphans)
    made = [OutRow(leader.person, first)]
    for row, line in enumerate(found.lines):
        note = remark(line, orphan=row in orphans)
        cells = (said(found.at(row, at)) for at in range(len(found.columns)))
        made.append(
            OutRow(
                line.person,
                (str(row + 2), line.name, line.post, line.band.value, note, *cells),
            )
        )
    last = ("", "Jumlah pemilik peran", "", "", summary(view), *map(owned, found.owners))
    made.append(OutRow(b"\xff" * 16, last))
    return made


def table(view: MatrixView) -> list[tuple[str, ...]]:
    """Heading and lines as texts, for the clipboard."""
    return [titles(view), *(row.cells for row in rows(view))]


def write(work: Workspace, view: MatrixView, path: Path, progress: Progress | None = None) -> int:
    """Write the table as .xlsx or .csv; the number of lines. Refused as `listing_out.write`."""
    names = titles(view)
    widths = (36, 180, 180, 120, 120)
    columns = [
        OutColumn[OutRow](
            name,
            partial(_cell, at),
            partial(_cell, at),
            widths[at] if at < len(widths) else 200,
        )
        for at, name in enumerate(names)
    ]
    about = (
        f"{view.circle.leader.name}, {view.circle.leader.post}",
        f"Tahun {view.circle.year}, susunan per {show_date(view.circle.on)}",
    )
    listing = Listing(_TITLE, "baris", about, columns, _Rows(rows(view)), Query())
    return listing_out.write(work, path, listing, progress)


def _cell(at: int, row: OutRow) -> str:
    return row.cells[at]


class _Rows:
    """The lines as a source; the order is kept."""

    def __init__(self, lines: Sequence[OutRow]) -> None:
        self._lines = tuple(lines)

    def count(self, query: Query) -> int:
        """All of them."""
        del query
        return len(self._lines)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[OutRow]:
        """A stretch of the lines."""
        del query
        start = skip
        if after is not None:
            start += 1 + [line.anchor for line in self._lines].index(after)
        return self._lines[start : start + size]
