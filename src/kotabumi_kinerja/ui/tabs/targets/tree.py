"""The tree of results and indicators, edited cell by cell: the text, the aspect, the target."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidgetItem,
    QWidget,
)

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Aspect, FormKind, Perspective, Section
from kotabumi_kinerja.services.plans import IndicatorView, PlanView, ResultView
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import Tree
from kotabumi_kinerja.ui.widgets.tree import KEY_ROLE

TEXT, ASPECT, TARGET, MEANING = range(4)
COLUMNS: Final = {"text": TEXT, "aspect": ASPECT, "target": TARGET, "leader": TEXT, "add": TEXT}

Index = QModelIndex | QPersistentModelIndex
Write = Callable[[Id, int, str], object]
"""Takes the row's id, the column and the typed text."""


class PlanTree(Tree):
    """Results as group rows, indicators below. It writes nothing itself: `write` does.

    Enter or F2 edits the cell, Left and Right go from cell to cell, Tab while editing goes to
    the next cell, Alt+Up and Alt+Down move the row, Delete takes it out. Enter on a meaning asks
    for another (`meaning_wanted`). `typing` tells every letter, for what must survive a crash,
    `closed` that the cell was written or left.
    """

    shifted = Signal(int)
    removed = Signal()
    meaning_wanted = Signal()
    typing = Signal(bytes, int, str)
    closed = Signal()

    def __init__(self, kit: Kit, write: Write) -> None:
        titles = ("Hasil kerja (RHK) dan indikator (IKI)", "Aspek", "Target", "Artinya")
        super().__init__(kit, "Hasil kerja dan indikator", titles, (0, 92, 160, 168))
        self._write = write
        self._view: PlanView | None = None
        self._items: dict[Id, QTreeWidgetItem] = {}
        self._put_off: list[Callable[[], object]] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        self._editor: QWidget | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Cells(self))
        self.setAllColumnsShowFocus(False)
        self.itemDoubleClicked.connect(self._double_clicked)

    def show_plan(self, view: PlanView) -> None:
        """Shows the results of `view`; the current cell stays where it can."""
        if self._view == view:
            return
        old, self._view = self._view, view
        at, column, place = self._current()
        scrolled = self.verticalScrollBar().value()
        self.headerItem().setText(ASPECT, "Perspektif" if view.form is FormKind.LEADER else "Aspek")
        self._fill(view)
        if old is not None and old.id == view.id:
            self.verticalScrollBar().setValue(scrolled)
            if at in self._items:
                self.setCurrentItem(self._items[at], column)
                return
        self.go_to_place(place, column)

    def place(self) -> tuple[int, int]:
        """The number of the current row among all rows, and its column."""
        _, column, place = self._current()
        return place, column

    def go_to_place(self, place: int, column: int) -> None:
        """The same row and column in another plan; the last row when there are fewer."""
        items = list(self._items.values())
        if items:
            self.setCurrentItem(items[max(0, min(place, len(items) - 1))], column)

    def go(self, key: Id, column: int, *, edit: bool = False) -> bool:
        """Makes the cell current, and opens it for typing when asked; False if it is not there."""
        item = self._items.get(key)
        if item is None:
            return False
        self.setFocus()
        self.setCurrentItem(item, column)
        self.scrollToItem(item)
        if edit and self.can_edit(item, column):
            self.editItem(item, column)
        return True

    def current_id(self) -> Id | None:
        """The result or indicator of the current row."""
        key = self.current_key()
        return key if isinstance(key, bytes) else None

    def result_id(self) -> Id | None:
        """The result at or above the current row."""
        key = self.current_id()
        for result in self._view.results if self._view else ():
            if key == result.id or any(i.id == key for i in result.indicators):
                return result.id
        return None

    def can_edit(self, item: QTreeWidgetItem, column: int) -> bool:
        """Whether this cell takes typing now."""
        if self._view is None or not self._view.editable or column == MEANING:
            return False
        return column == TEXT or self.is_indicator(item)

    def is_indicator(self, item: QTreeWidgetItem) -> bool:
        """Whether the row is an indicator (else a result or a section)."""
        parent = item.parent()
        return parent is not None and parent.parent() is not None  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None at the top

    def choices(self) -> Sequence[str]:
        """The words of the second column."""
        leader = self._view is not None and self._view.form is FormKind.LEADER
        return [one.value for one in (Perspective if leader else Aspect)]

    def raw(self, index: Index) -> str:
        """What stands in a cell for typing, without numbers and remarks."""
        return str(index.data(Qt.ItemDataRole.UserRole + 1) or "")

    def typed(self, index: Index, text: str) -> None:
        """A cell was typed into: written after Qt has closed the editor."""
        key, column = self.key_of(index), index.column()
        if key and text.strip() != self.raw(index):
            self._later(lambda: self._write(key, column, text))

    def key_of(self, index: Index) -> Id:
        """What the row of a cell stands for; b'' for a section."""
        key = self.itemFromIndex(index).data(TEXT, KEY_ROLE)  # pyright: ignore[reportArgumentType]  # Qt takes both kinds
        return key if isinstance(key, bytes) else b""

    def settle(self) -> None:
        """Closes an open cell and writes what was typed, before something else is done."""
        if self._editor is not None and self.state() == QAbstractItemView.State.EditingState:
            self.commitData(self._editor)
            self.closeEditor(self._editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._catch_up()

    def typing_now(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def opened(self, editor: QWidget) -> None:
        """A cell was opened with this editor."""
        self._editor = editor

    # ---- keys -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, Left and Right walk through the cells of an indicator."""
        item, key = self.currentItem(), event.key()
        if self._moves(event):
            return
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if item is None or not plain or self.state() == QAbstractItemView.State.EditingState:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when empty
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._enter(item, self.currentColumn())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.is_indicator(item):
            by = 1 if key == Qt.Key.Key_Right else -1
            self.setCurrentItem(item, max(TEXT, min(MEANING, self.currentColumn() + by)))
        else:
            super().keyPressEvent(event)

    def _moves(self, event: QKeyEvent) -> bool:
        """Alt+Up, Alt+Down and Delete on a row that may be changed."""
        may = self._view is not None and self._view.editable and self.current_id() is not None
        if not may or self.state() == QAbstractItemView.State.EditingState:
            return False
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(by)
            return True
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
            return True
        return False

    def _enter(self, item: QTreeWidgetItem, column: int) -> None:
        if self.can_edit(item, column):
            self.editItem(item, column)
        elif column == MEANING and self.is_indicator(item):
            self.meaning_wanted.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab opens the next cell, as in Excel."""
        hints = QAbstractItemDelegate.EndEditHint
        by = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        self._editor = None
        super().closeEditor(editor, hints.NoHint)
        self._later(self.closed.emit)  # behind the write that was put off before it
        if by:
            cell = self._neighbour(by)
            if cell is not None:
                self._later(lambda: self.go(cell[0], cell[1], edit=True))

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """The row, with a ring around the current cell."""
        super().drawRow(painter, options, index)
        current = self.currentIndex()
        if self.hasFocus() and current.row() == index.row() and current.parent() == index.parent():
            box = self.visualRect(current)
            painter.setPen(QPen(self._kit.colour("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    # ---- inside -----------------------------------------------------------------

    def _fill(self, view: PlanView) -> None:
        self.clear()
        self._items.clear()
        for section in Section:
            numbered = [(n, r) for n, r in enumerate(view.results, 1) if r.section is section]
            if numbered:
                lines = sum(len(r.indicators) for _, r in numbered)
                text = f"{section.label} ({len(numbered)} hasil, {lines or 'tanpa'} indikator)"
                top = self.add(None, (text, "", "", ""))
                for number, result in numbered:
                    self._add_result(top, number, result)
        self.expandAll()
        for item in self._items.values():
            item.setFirstColumnSpanned(not self.is_indicator(item))

    def _add_result(self, top: QTreeWidgetItem, number: int, result: ResultView) -> None:
        item = self.add(top, (f"{number}  {result.text}", "", "", ""), result.id, bold=True)
        self._dress(item, (result.text, "", "", ""))
        if not result.text:
            self.mark_missing(item, TEXT, f"{number}  RHK belum diisi")
        elif not result.indicators:
            item.setIcon(TEXT, self._kit.icons("error_circle", "bad"))
            item.setToolTip(TEXT, f"{result.text}\nBelum ada indikator")
        self._items[result.id] = item
        for indicator in result.indicators:
            self._add_indicator(item, indicator)

    def _add_indicator(self, parent: QTreeWidgetItem, indicator: IndicatorView) -> None:
        kind = indicator.aspect or indicator.perspective
        word = kind.value if kind else ""
        target = indicator.target
        cells = (indicator.text, word, target.text, target.short_meaning)
        item = self.add(parent, cells, indicator.id)
        item.setToolTip(MEANING, target.meaning)
        self._dress(item, cells)
        item.setForeground(MEANING, self._kit.colour("text_soft"))
        for column, value, text in (
            (TEXT, indicator.text, "Indikator belum diisi"),
            (ASPECT, word, "Pilih"),
            (TARGET, target.text, "Target belum diisi"),
        ):
            if not value:
                self.mark_missing(item, column, text)
        self._items[indicator.id] = item

    def _dress(self, item: QTreeWidgetItem, cells: Sequence[str]) -> None:
        for column, cell in enumerate(cells):
            item.setData(column, Qt.ItemDataRole.UserRole + 1, cell)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _later(self, run: Callable[[], object]) -> None:
        """Runs after Qt has finished what it does now, in the order of the calls."""
        self._put_off.append(run)
        self._soon.start(0)

    def _catch_up(self) -> None:
        while self._put_off:
            self._put_off.pop(0)()

    def _current(self) -> tuple[Id | None, int, int]:
        key = self.current_id()
        keys = list(self._items)
        place = keys.index(key) if key in self._items else 0
        return key, max(0, self.currentColumn()), place

    def _neighbour(self, by: int) -> tuple[Id, int] | None:
        cells = [
            (key, column)
            for key, item in self._items.items()
            for column in (TEXT, ASPECT, TARGET)
            if self.can_edit(item, column)
        ]
        key, column, _ = self._current()
        here = (key, column)
        if here not in cells:
            return None
        at = cells.index(here) + by  # pyright: ignore[reportArgumentType]  # it is in the list
        return cells[at] if 0 <= at < len(cells) else None

    def _double_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        self._enter(item, column)


class _Cells(QStyledItemDelegate):
    """Editors of the tree: a choice for the aspect, a line for the rest."""

    def __init__(self, tree: PlanTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        title = str(self._tree.headerItem().text(index.column()))
        if index.column() == ASPECT:
            box = QComboBox(parent)
            for word in ("", *self._tree.choices()):
                box.addItem(word)
            box.setAccessibleName(title)
            self._tree.opened(box)
            return box
        field = QLineEdit(parent)
        field.setFrame(False)
        field.setAccessibleName(title)
        key, column = self._tree.key_of(index), index.column()

        def told(text: str) -> None:
            self._tree.typing.emit(key, column, text)

        field.textEdited.connect(told)
        self._tree.opened(field)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = self._tree.raw(index)
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        del model
        if isinstance(editor, QComboBox):
            self._tree.typed(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            self._tree.typed(index, editor.text())
