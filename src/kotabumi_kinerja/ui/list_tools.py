"""Around a list: what it is as data, the footer with its tools, menus, where a block lands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QMenu,
    QWidget,
)

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Counted, Query, Row, Source
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_memory import ListMemory
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.widgets import (
    EmptyText,
    label,
    row,
    tool,
    without_arguments,
)
from kotabumi_kinerja.ui.widgets.chips import FilterChip, figures

R = TypeVar("R", bound=Row)
Take = Callable[[Query, Sequence[Column[Any]]], object]


@dataclass(frozen=True)  # with slots ListSpec[Row](…) fails in Python 3.11
class ListSpec(Generic[R]):
    """What a list is, as data.

    `name` is its key in the memory, `noun` what the footer counts ('pegawai'), `hint` what may be
    typed. `empty` is said when there is nothing at all; its buttons are given to the view.
    """

    name: str
    noun: str
    hint: str
    columns: Sequence[Column[R]]
    empty: EmptyText
    chips: Sequence[FilterChip] = ()
    query: Query = field(default_factory=Query)
    two_lines: bool = False
    search_width: int = 240


@dataclass(frozen=True)
class Landed:
    """One pasted cell and where it falls."""

    row: Any
    column: Column[Any]
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A pasted block over the list; what hangs over its last row or column has no place."""

    cells: tuple[Landed, ...]
    rows_beyond: int = 0
    columns_beyond: int = 0
    unknown: tuple[str, ...] = ()
    """Headings of the block that the list has no column for."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What can be done with a list; a tool that is None is not shown.

    `excel` and `print` get the query and the visible columns in their order: exactly what is
    shown. `paste` gets the block of the clipboard, `fill` (Ctrl+D) a column, the chosen rows and
    the text that they shall have.
    """

    excel: Take | None = None
    print: Take | None = None
    paste: Callable[[Block], object] | None = None
    fill: Callable[[Column[Any], Sequence[Id], str], object] | None = None


class Foot(QFrame):
    """'36 pegawai, 1 dipilih' and the tools."""

    def __init__(  # noqa: PLR0913, PLR0917  one call a tool
        self,
        kit: Kit,
        tools: Tools,
        copy: Callable[[], object],
        columns: Callable[[], object],
        export: Callable[[], object],
        print_: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self._words = label("", "caption")
        self.columns = tool(kit, "column_triple", "Pilih kolom", columns)
        self.copy = tool(kit, "copy", "Salin untuk Excel", copy, "Ctrl+C")
        self.excel = tool(kit, "document_table", "Simpan sebagai\u2026", export, "Ctrl+E")
        self.print = tool(kit, "print", "Cetak daftar ini", print_, "Ctrl+P")
        self.equip(tools)
        parts = (self.columns, self.copy, self.excel, self.print)
        self.setLayout(row(self._words, None, *parts, gap=0, pad=(12, 0, 6, 0)))

    def equip(self, tools: Tools) -> None:
        """Shows what can be done."""
        self.excel.setVisible(tools.excel is not None)
        self.print.setVisible(tools.print is not None)

    def count(self, count: int, noun: str, chosen: int) -> None:
        """How many rows there are and how many are chosen."""
        self._words.setText(f"{figures(count)} {noun}, {figures(chosen)} dipilih")
        self.copy.setEnabled(chosen > 0)

    def text(self) -> str:
        """What it says."""
        return self._words.text()


def sort_by(head: QHeaderView, columns: Sequence[Column[R]], query: Query) -> None:
    """Puts the arrow over the sorted column."""
    at = next(
        (n for n, column in enumerate(columns) if query.sort and column.key == query.sort), -1
    )
    order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
    head.setSortIndicatorShown(at >= 0)
    head.setSortIndicator(at, order)


def column_menu(
    parent: QWidget, model: TableModel[R], look: ListMemory[R], changed: Callable[[], object]
) -> QMenu:
    """Ticks for each column, and the way back."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for at, column in enumerate(model.columns):
        action = menu.addAction(column.title)
        action.setCheckable(True)
        action.setChecked(not look.is_hidden(at))
        action.toggled.connect(partial(_show_column, look, changed, at))
    menu.addSeparator()
    back = menu.addAction("Kembalikan susunan awal")
    back.triggered.connect(lambda: (look.reset(model), changed()))
    return menu


def _show_column(
    look: ListMemory[R],
    changed: Callable[[], object],
    at: int,
    on: bool,  # noqa: FBT001  Qt's own signal
) -> None:
    look.hide(at, hidden=not on)
    changed()


def row_menu(
    parent: QWidget,
    columns: Sequence[Column[R]],
    actions: Sequence[tuple[str, Callable[[], object]]],
    copy: Callable[..., object],
    sort: Callable[[int], object],
) -> QMenu:
    """What can be done with the row, copying, sorting."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, run in actions:
        menu.addAction(text).triggered.connect(without_arguments(run))
    if actions:
        menu.addSeparator()
    menu.addAction("Salin").triggered.connect(lambda: copy())  # noqa: PLW0108  what Qt sends must not go on
    menu.addAction("Salin dengan judul kolom").triggered.connect(lambda: copy(heading=True))
    sorting = menu.addMenu("Urutkan")
    for at, column in enumerate(columns):
        if column.key:
            action = sorting.addAction(column.title)
            action.triggered.connect(lambda _on=False, at=at: sort(at))
    return menu


def landing(
    cells: Sequence[Sequence[str]],
    columns: Sequence[Column[R]],
    known: Sequence[Column[R]],
    rows: Sequence[R],
) -> Block:
    """Where pasted cells fall: `columns` and `rows` begin at the current cell.

    A block whose first line are titles of `known` columns falls by these titles. A single cell
    falls on all rows; `rows` holds only those that are chosen then.
    """
    titles = {column.title.casefold(): column for column in known}
    heads = [cell.strip().casefold() for cell in cells[0]] if cells else []
    by_title = len(heads) > 1 and sum(head in titles for head in heads) * 2 > len(heads)
    unknown: tuple[str, ...] = ()
    body = cells
    placed: list[Column[R] | None] = list(columns)
    if by_title:
        body = cells[1:]
        placed = [titles.get(head) for head in heads]
        unknown = tuple(cells[0][at] for at, head in enumerate(heads) if head not in titles)
    elif len(cells) == 1 and len(cells[0]) == 1:
        body = [cells[0]] * len(rows)
    widest = max((len(line) for line in body), default=0)
    landed = tuple(
        Landed(one, column, text.strip())
        for one, line in zip(rows, body, strict=False)
        for column, text in zip(placed, line, strict=False)
        if column is not None
    )
    beyond = max(0, widest - len(placed))
    return Block(landed, max(0, len(body) - len(rows)), beyond, unknown)


def counted(source: Source[Any], query: Query, chips: Sequence[FilterChip]) -> dict[str, int]:
    """Rows by key of the chip; in one go where the source knows how."""
    known: Mapping[str, int] = source.chips(query) if isinstance(source, Counted) else {}
    return {
        spec.key: known[spec.key]
        if spec.key in known
        else source.count(replace(query, chip=spec.key))
        for spec in chips
    }


def nothing_found(text: str) -> tuple[str, str]:
    """Title and way out of a list that is empty only by its filter."""
    if text:
        return f"Tidak ada yang cocok dengan '{text}'", "Hapus saringan atau cari NIP."
    return "Tidak ada yang cocok", "Tidak ada baris pada saringan ini."


def once(owner: QWidget, milliseconds: int, run: Callable[[], object]) -> QTimer:
    """Runs once, so long after its last start."""
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(run)
    return made
