"""The table of the matrix: wrapped headings, names that stay at the left, cells of several lines.

Only what is seen is measured and broken into lines, once; painting only draws it.
"""

from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from kotabumi_kinerja.ui.delegates import CellPainter
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets.matrix_heads import (
    BAND,
    PAD,
    TOP_LEFT,
    Folder,
    PersonHeads,
    ResultHeads,
)
from kotabumi_kinerja.ui.tabs.targets.matrix_model import MatrixModel

Index = QModelIndex | QPersistentModelIndex

COLUMN: Final = 196
_LINE: Final = 17
_MOST: Final = 5
_WIDEST: Final = 360
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_BREAKING: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class MatrixTable(QTableView):
    """Arrows move, Enter and F2 edit, Tab goes on while editing, Ctrl+C copies what is shown."""

    locked = Signal(QModelIndex)
    copy_wanted = Signal()

    def __init__(self, kit: Kit, model: MatrixModel) -> None:
        super().__init__()
        self.folder = Folder(kit)
        self._kit, self._shown = kit, model
        self.by_typing = False
        self.setAccessibleName("Matriks Peran dan Hasil")
        self.painter = MatrixPainter(kit, self, model)
        self.setItemDelegate(self.painter)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        begin = QAbstractItemView.EditTrigger
        triggers = begin.EditKeyPressed | begin.AnyKeyPressed | begin.DoubleClicked
        self.setEditTriggers(triggers)
        heads = ResultHeads(kit, self.folder, model)
        heads.setDefaultSectionSize(COLUMN)
        heads.setMinimumSectionSize(96)
        self.setHorizontalHeader(heads)
        self.setVerticalHeader(PersonHeads(kit, self.folder, model))
        self.setModel(model)
        model.modelReset.connect(self._size_rows)
        model.dataChanged.connect(self._size_rows)
        kit.changed.connect(self._repaint)

    def lines_of(self, row: int) -> int:
        """So many lines of text fit into a row."""
        return max(2, (self.rowHeight(row) - PAD) // _LINE)

    def edit_here(self) -> None:
        """Opens the current cell, or says why it is locked."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.by_typing = False
            self.edit(index)
        else:
            self.locked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, Ctrl+C copies; the rest is Qt's."""
        busy = self.state() == QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not busy:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.edit_here()
        else:
            self.by_typing = True
            super().keyPressEvent(event)
            self.by_typing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Breaks the texts of the cells that are about to be painted; errors rise here."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        left = max(0, self.columnAt(0))
        right = self.columnAt(self.viewport().width() - 1)
        rows = range(first, (last if last >= 0 else self._shown.rowCount() - 1) + 1)
        columns = range(left, (right if right >= 0 else self._shown.columnCount() - 1) + 1)
        self.painter.prepare(rows, columns)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Few columns share the room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        count, room = self._shown.columnCount(), self.viewport().width()
        wide = min(_WIDEST, max(COLUMN, room // count)) if count else COLUMN
        heads = self.horizontalHeader()
        if heads.defaultSectionSize() != wide:
            heads.setDefaultSectionSize(wide)
            for at in range(count):
                heads.resizeSection(at, wide)

    def _size_rows(self) -> None:
        self._share_room()
        heads = self.verticalHeader()
        for row in range(self._shown.rowCount()):
            if self._shown.is_band(row):
                high = BAND
            else:
                count = self._shown.count(row)
                high = PAD + _LINE * (2 if count <= 1 else min(_MOST, count + 1)) + 2
            if heads.sectionSize(row) != high:
                heads.resizeSection(row, high)

    def _repaint(self) -> None:
        for part in (self, self.horizontalHeader(), self.verticalHeader()):
            part.viewport().update()


class MatrixPainter(CellPainter):
    """Draws broken texts and edits them in a field of several lines."""

    def __init__(self, kit: Kit, view: MatrixTable, model: MatrixModel) -> None:
        super().__init__(kit, view)
        self._look, self._table, self._shown = kit, view, model
        self._ready: dict[tuple[int, int], str] = {}

    def prepare(self, rows: range, columns: range) -> None:
        """Breaks the texts of these cells."""
        folder, table, shown = self._table.folder, self._table, self._shown
        widths = {column: table.columnWidth(column) - 2 * PAD for column in columns}
        self._ready = {}
        for row in rows:
            most = table.lines_of(row)
            for column, width in widths.items():
                text = shown.text(row, column)
                if text:
                    self._ready[row, column] = folder.fold(text, width, most).text

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell from what is prepared."""
        kit, row, column = self._look, index.row(), index.column()
        box = cast("QRect", option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # the stub lacks inherited fields
        state = cast("QStyle.StateFlag", option.state)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # the stub lacks inherited fields
        chosen = bool(state.value & _SELECTED)
        focus = self._table.hasFocus()
        leader = self._shown.spots[row].line is None
        if chosen:
            painter.fillRect(box, kit.colour("select" if focus else "select_idle"))
        elif leader:
            painter.fillRect(box, kit.colour("sunken"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, kit.colour("line"))
        painter.fillRect(box.right(), box.top(), 1, box.height(), kit.colour("line"))
        text = self._ready.get((row, column), "")
        if text:
            ink = "on_select" if chosen else "text_soft" if leader else "text"
            painter.setFont(kit.font())  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
            painter.setPen(kit.colour(ink))
            painter.drawText(box.adjusted(PAD, PAD // 2, 0, 0), TOP_LEFT, text)
        if focus and self._table.currentIndex() == index:
            painter.setPen(QPen(kit.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field of several lines, named like its cell."""
        del option
        self._quiet()
        editor = QPlainTextEdit(parent)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.setTabChangesFocus(True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The text; typing replaces it, F2 goes on at its end."""
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
            if self._table.by_typing:
                editor.selectAll()
            else:
                editor.moveCursor(QTextCursor.MoveOperation.End)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Room for three lines at least, inside the table."""
        del option
        room = self._table.visualRect(cast("QModelIndex", index))
        inside = self._table.viewport().height()
        high = min(max(room.height(), 3 * _LINE + 14), inside)
        editor.setGeometry(room.left(), max(0, min(room.top(), inside - high)), room.width(), high)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Alt+Enter and Shift+Enter break the line; the rest as in every table."""
        if (
            isinstance(editor, QPlainTextEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & _BREAKING
        ):
            editor.insertPlainText("\n")
            return True
        return super().eventFilter(editor, event)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text of a cell that is cut off."""
        del option
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        text = self._shown.text(index.row(), index.column())
        width = self._table.columnWidth(index.column()) - 2 * PAD
        cut = self._table.folder.fold(text, width, self._table.lines_of(index.row())).cut
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True
