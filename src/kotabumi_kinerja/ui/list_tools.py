"""The footer of a list with its tools, the menu of columns and the menu of the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QMenu, QWidget

from kotabumi_kinerja.services.listing import Query, Row
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_memory import ListMemory
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.widgets import label, row, tool, without_arguments

R = TypeVar("R", bound=Row)
Take = Callable[[Query, Sequence[Column[Any]]], object]


@dataclass(frozen=True, slots=True)
class Tools:
    """What can be done with a list; a tool that is None is not shown.

    `excel` and `print` get the query and the visible columns in their order: exactly what is
    shown. `paste` gets the cells of the clipboard.
    """

    excel: Take | None = None
    print: Take | None = None
    paste: Callable[[list[list[str]]], object] | None = None


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
        self.excel = tool(kit, "document_table", "Simpan sebagai Excel", export, "Ctrl+E")
        self.print = tool(kit, "print", "Cetak daftar ini", print_, "Ctrl+P")
        self.excel.setVisible(tools.excel is not None)
        self.print.setVisible(tools.print is not None)
        parts = (self.columns, self.copy, self.excel, self.print)
        self.setLayout(row(self._words, None, *parts, gap=0, pad=(12, 0, 6, 0)))

    def count(self, count: int, noun: str, chosen: int) -> None:
        """How many rows there are and how many are chosen."""
        self._words.setText(f"{figures(count)} {noun}, {figures(chosen)} dipilih")
        self.copy.setEnabled(chosen > 0)

    def text(self) -> str:
        """What it says."""
        return self._words.text()


def figures(number: int) -> str:
    """1200 as '1.200'."""
    return f"{number:,}".replace(",", ".")


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
