"""The table itself: keys, hover and heading as the style guide wants; short lists too."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kotabumi_kinerja.services.listing import Anchor, Query, Row
from kotabumi_kinerja.ui.clipboard import as_html, as_tsv
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.delegates import CellPainter
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.table_model import TableModel

R = TypeVar("R", bound=Row)

MOST_COPIED = 100_000
_CTRL = Qt.KeyboardModifier.ControlModifier


class TableView(QTableView):
    """A table of rows: arrows move inside, Tab leaves, Enter opens, Ctrl+C copies as Excel does."""

    opened = Signal(QModelIndex)
    pasted = Signal(str)
    fill_wanted = Signal()

    def __init__(self, kit: Kit, name: str, *, two_lines: bool = False) -> None:
        super().__init__()
        self._painter = CellPainter(kit, self)
        self._broken: object = None
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(20)
        rows.setDefaultSectionSize(kit.measure("row_two" if two_lines else "row"))
        rows.hide()
        head = self.horizontalHeader()
        head.setFixedHeight(28)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self.opened)
        kit.changed.connect(self.viewport().update)

    def setup(self, model: TableModel[R]) -> None:
        """Shows `model` with the widths its columns ask for."""
        self.setModel(model)
        model.modelReset.connect(self._mended)
        head = self.horizontalHeader()
        # A heading asks each row of its column whether it is chosen: let it look at nothing.
        head.setSelectionModel(QItemSelectionModel(model, head))
        for at, column in enumerate(model.columns):
            self.setColumnWidth(at, column.width)
            if column.stretch:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            self.setColumnHidden(at, column.hidden)
        self._painter.ring = any(column.edit for column in model.columns)
        if self._painter.ring:  # typing begins to edit, as in Excel
            begin = QAbstractItemView.EditTrigger
            self.setEditTriggers(begin.EditKeyPressed | begin.AnyKeyPressed)

    def shown_columns(self) -> list[int]:
        """Numbers of the visible columns in the order they stand."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(at) for at in range(head.count())]
        return [at for at in order if not self.isColumnHidden(at)]

    def chosen_rows(self) -> list[int]:
        """Numbers of the chosen rows, from the top."""
        chosen: set[int] = set()
        for part in self.selectionModel().selection().toList():
            chosen.update(range(part.top(), part.bottom() + 1))
        return sorted(chosen)

    def copy(self, *, heading: bool = False) -> None:
        """Puts the chosen rows on the clipboard, visible columns only."""
        if not isinstance(self.model(), TableModel):
            return
        model = cast("TableModel[Any]", self.model())
        shown = self.shown_columns()
        lines = [[model.columns[at].title for at in shown]] if heading else []
        for at in self.chosen_rows()[:MOST_COPIED]:
            texts, row = model.texts(at), model.row(at)
            bare = [model.columns[column].kind == "nip" for column in shown]
            lines.append(
                [
                    str(model.columns[column].value(row)) if plain else texts[column]
                    for column, plain in zip(shown, bare, strict=True)
                ]
            )
        both = QMimeData()
        both.setText(as_tsv([cell.replace("\n", ", ") for cell in line] for line in lines))
        both.setHtml(as_html(lines))
        QGuiApplication.clipboard().setMimeData(both)

    def complaint(self) -> str:
        """The sentence under the cell that is edited, '' when there is none."""
        return self._painter.complaint()

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Chooses exactly these rows; the current cell stays."""
        selection = QItemSelection()
        model = self.model()
        for at in rows:
            selection.select(model.index(at, 0), model.index(at, model.columnCount() - 1))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(selection, flag)

    def put_current(self, row: int, column: int) -> None:
        """Makes the cell current without choosing anything, and shows it."""
        index = self.model().index(row, column)
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Reads what is about to be painted first, so that a failing source fails here, once."""
        model = self.model()
        if isinstance(model, TableModel) and model is not self._broken:
            last = self.rowAt(self.viewport().height() - 1)
            self._broken = model
            model.prepare(self.rowAt(0), last if last >= 0 else model.rowCount() - 1)
            self._broken = None
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste and open; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == _CTRL and not self._editing():
            self.fill_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._editing():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            elif self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lights the row under the mouse."""
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse."""
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard finds a row chosen."""
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.currentIndex().isValid():
            self.selectRow(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The chosen row turns pale."""
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Left to the list around it."""
        event.ignore()

    def _mended(self) -> None:
        self._broken = None

    def _editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _hover(self, row: int) -> None:
        old, self._painter.hovered = self._painter.hovered, row
        if old != row:
            height = self.verticalHeader().defaultSectionSize()
            for at in (old, row):
                if at >= 0:
                    top = self.rowViewportPosition(at)
                    self.viewport().update(0, top, self.viewport().width(), height)


class Few(Generic[R]):
    """A source over rows that are all in memory, for short lists; their order is kept."""

    def __init__(self, rows: Sequence[R]) -> None:
        self._rows = tuple(rows)

    def count(self, query: Query) -> int:  # noqa: ARG002  nothing is filtered here
        """All of them."""
        return len(self._rows)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[R]:  # noqa: ARG002  nothing is filtered here
        """A stretch of the rows."""
        start = skip
        if after is not None:
            start += 1 + [row.anchor for row in self._rows].index(after)
        return self._rows[start : start + size]


class ShortTable(TableView, Generic[R]):
    """A short list that is shown whole: as high as its rows, no scroll bar."""

    def __init__(
        self, kit: Kit, name: str, columns: Sequence[Column[R]], *, two_lines: bool = False
    ) -> None:
        super().__init__(kit, name, two_lines=two_lines)
        self._columns = tuple(columns)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_rows(())

    def show_rows(self, rows: Sequence[R]) -> None:
        """Shows these rows; the height follows."""
        self._shown = TableModel(self._columns, Few(rows), Query(), self)
        self.setup(self._shown)
        high = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(28 + high * len(rows))
