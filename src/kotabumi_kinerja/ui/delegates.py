"""One delegate paints every kind of cell; no widget ever sits in a table."""

from collections.abc import Callable
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.columns import NOT_RATED, Change, Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import (
    CENTRE,
    LEFT,
    RIGHT,
    chip_width,
    draw_bar,
    draw_change,
    draw_chip,
    draw_mark,
    draw_text,
)
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.widgets import col, hold, label

Index = QModelIndex | QPersistentModelIndex

_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_EDGE: Final = 8
_NOTE_WIDTH: Final = 360
_LEAVING: Final = {
    Qt.Key.Key_Return: QStyledItemDelegate.EndEditHint.NoHint,
    Qt.Key.Key_Enter: QStyledItemDelegate.EndEditHint.NoHint,
    Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
}
"""Keys that take the typed text over, and where the cursor goes then."""
_ALIGN: Final = {"left": LEFT, "right": RIGHT, "center": CENTRE}

VERDICT: Final = {
    "refused": ("prohibited", "bad"),
    "repaired": ("wrench", "warn"),
    "changed": ("edit", "note"),
    "new": ("add_circle", "good"),
    "same": ("equal_circle", "text_soft"),
}
"""Icon and ink of the decisions about an imported row, refused first, same last."""


class Cell:
    """What a painter of one kind is given."""

    __slots__ = ("box", "column", "ink", "mark", "painter", "soft", "text")

    def __init__(  # noqa: PLR0913, PLR0917  a plain record of the painting loop
        self,
        painter: QPainter,
        box: QRect,
        column: Column[Any],
        text: str,
        mark: object,
        inks: tuple[QColor, QColor],
    ) -> None:
        self.painter = painter
        self.box = box
        self.column = column
        self.text = text
        self.mark = mark
        self.ink, self.soft = inks


class CellPainter(QStyledItemDelegate):
    """Paints and edits the cells of a view with a `TableModel`.

    `hovered` is the row under the mouse, -1 for none; `ring` frames the current cell, for
    tables that are edited cell by cell.
    """

    def __init__(self, kit: Kit, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._kit = kit
        self._view = view
        self.hovered = -1
        self.ring = False
        self._refused = self._taking = False
        self._note = label("", "", "bad", wrap=True)
        self._note_box = hold(col(self._note, pad=(8, 6, 8, 6)), "sheet")
        self._note_box.setParent(view)
        self._note_box.hide()
        self._kinds: dict[str, Callable[[Cell], None]] = {
            "two": self._two,
            "state": self._state,
            "predikat": self._predikat,
            "mini": self._mini,
            "rating": self._rating,
            "verdict": self._verdict,
            "change": self._change,
            "bar": self._bar,
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell."""
        kit = self._kit
        at, across = index.row(), index.column()
        model = self._model()
        shown = model.ready(at)
        box = cast("QRect", option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # the stub lacks inherited fields
        state = cast("QStyle.StateFlag", option.state)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # the stub lacks inherited fields
        chosen = bool(state.value & _SELECTED)
        focus = self._view.hasFocus()
        if chosen:
            painter.fillRect(box, kit.colour("select" if focus else "select_idle"))
        elif at == self.hovered:
            painter.fillRect(box, kit.colour("hover"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, kit.colour("line"))
        if chosen and box.left() <= 0:
            painter.fillRect(box.left(), box.top(), 3, box.height(), kit.colour("accent"))
        if shown is None:
            return
        column = model.columns[across]
        inks = ("on_select", "on_select") if chosen else ("text", "text_soft")
        inside = box.adjusted(_EDGE, 0, -_EDGE, 0)
        pair = (kit.colour(inks[0]), kit.colour(inks[1]))
        cell = Cell(painter, inside, column, shown.texts[across], shown.marks[across], pair)
        self._kinds.get(column.kind, self._plain)(cell)
        if self.ring and focus and self._view.currentIndex() == index:
            painter.setPen(QPen(kit.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Names the editor after its column."""
        self._quiet()
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(self._model().columns[index.column()].title)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands the text over; what is refused stays in the cell with its sentence below."""
        self._refused = False
        try:
            super().setModelData(editor, model, cast("QModelIndex", index))
        except Refused as refusal:
            self._refused = True
            self._complain(editor, sentence(refusal.code, refusal.fields))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and leaving take the text over; refused, the editor stays open."""
        if not isinstance(editor, QWidget) or not isinstance(event, (QKeyEvent, QFocusEvent)):
            return super().eventFilter(editor, event)
        if isinstance(event, QFocusEvent):
            leaves = event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason
            if leaves:
                self._take(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return False
        hint = _LEAVING.get(Qt.Key(event.key())) if event.type() == QEvent.Type.KeyPress else None
        if hint is not None:
            self._take(editor, hint)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._quiet()
        return super().eventFilter(editor, event)

    def _take(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Commits; the list may have been read again meanwhile, and the editor be gone."""
        if self._taking:
            return
        self._taking = True
        try:
            self.commitData.emit(editor)
        finally:
            self._taking = False
        if not self._refused:
            self._quiet()
            if isValid(editor):
                self.closeEditor.emit(editor, hint)

    def _complain(self, editor: QWidget, words: str) -> None:
        editor.setAccessibleDescription(words)
        box = self._note_box
        if box.parentWidget() is not self._view.viewport():  # it is made after its painter
            box.setParent(self._view.viewport())
        self._note.setText(words)
        box.setFixedWidth(min(_NOTE_WIDTH, self._view.viewport().width()))
        box.adjustSize()
        place = editor.geometry()
        under = place.bottom() + 2
        if under + box.height() > self._view.viewport().height():
            under = place.top() - 2 - box.height()
        left = min(place.left(), self._view.viewport().width() - box.width())
        box.move(max(0, left), max(0, under))
        box.show()
        box.raise_()

    def complaint(self) -> str:
        """The sentence that stands under the cell, '' when none does."""
        return self._note.text() if self._note_box.isVisible() else ""

    def _quiet(self) -> None:
        self._note_box.hide()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text of a cell that is cut off."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text = self._model().texts(index.row())[index.column()]
        cut = self._needs(index) > view.visualRect(index).width() - 2 * _EDGE
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True

    def _needs(self, index: Index) -> int:
        column = self._model().columns[index.column()]
        text = self._model().texts(index.row())[index.column()]
        if column.kind in ("state", "predikat"):
            return chip_width(self._kit, text, "good")
        bold = column.kind in ("strong", "two")
        metrics = self._kit.metrics("font_body", bold=bold)
        extra = 24 if column.kind in ("verdict", "change") else 0
        return max(metrics.horizontalAdvance(line) for line in text.split("\n")) + extra

    def _model(self) -> TableModel[Any]:
        return cast("TableModel[Any]", self._view.model())

    def _plain(self, cell: Cell) -> None:
        kind = cell.column.kind
        ink = cell.soft if kind in ("soft", "nip") else cell.ink
        if kind == "link":
            ink = self._kit.colour("accent")
        align = RIGHT if kind == "number" else _ALIGN[cell.column.align]
        bold = kind == "strong"
        draw_text(cell.painter, self._kit, cell.box, cell.text, ink, bold=bold, align=align)

    def _two(self, cell: Cell) -> None:
        first, _, second = cell.text.partition("\n")
        box, kit = cell.box, self._kit
        top = QRect(box.left(), box.top() + 4, box.width(), 18)
        draw_text(cell.painter, kit, top, first, cell.ink, bold=True)
        low = QRect(box.left(), box.top() + 22, box.width(), 17)
        draw_text(cell.painter, kit, low, second, cell.soft, size="font_caption")

    def _state(self, cell: Cell) -> None:
        if cell.mark and cell.text:
            draw_chip(cell.painter, self._kit, cell.box, cell.text, str(cell.mark))
        else:
            draw_text(cell.painter, self._kit, cell.box, cell.text, cell.soft)

    def _predikat(self, cell: Cell) -> None:
        if cell.mark:
            draw_chip(cell.painter, self._kit, cell.box, cell.text, f"predikat:{cell.mark}")
        else:
            self._missing(cell)

    def _mini(self, cell: Cell) -> None:
        if not cell.mark:
            self._missing(cell)
            return
        box = cell.box
        left = box.left() if cell.column.align == "left" else box.center().x() - 17
        mark = QRect(left, box.center().y() - 5, 12, 12)
        draw_mark(cell.painter, self._kit, mark, f"predikat:{cell.mark}")
        words = QRect(left + 17, box.top(), 26, box.height())
        draw_text(cell.painter, self._kit, words, cell.text, cell.ink, size="font_caption")

    def _rating(self, cell: Cell) -> None:
        if cell.mark:
            draw_chip(cell.painter, self._kit, cell.box, cell.text, f"rating:{cell.mark}")
        else:
            self._missing(cell)

    def _missing(self, cell: Cell) -> None:
        text = cell.text or NOT_RATED
        draw_text(cell.painter, self._kit, cell.box, text, cell.soft, size="font_caption")

    def _verdict(self, cell: Cell) -> None:
        icon, role = VERDICT[str(cell.mark or "same")]
        box = cell.box
        mark = QRect(box.left(), box.center().y() - 7, 16, 16)
        self._kit.icons(icon, role).paint(cell.painter, mark)
        words = box.adjusted(22, 0, 0, 0)
        draw_text(cell.painter, self._kit, words, cell.text, self._kit.colour(role), bold=True)

    def _change(self, cell: Cell) -> None:
        value = cell.mark
        if not isinstance(value, Change):
            draw_text(cell.painter, self._kit, cell.box, cell.text, cell.soft)
            return
        inks = (cell.soft, cell.soft, cell.ink)
        change = (value.field, value.old, value.new)
        draw_change(cell.painter, self._kit, cell.box, change, inks)

    def _bar(self, cell: Cell) -> None:
        value = cell.mark
        box = cell.box
        if isinstance(value, tuple):
            part, whole = cast("tuple[float, float]", value)
            bar = QRectF(box.left(), box.center().y() - 2, box.width() - 52, 6)
            draw_bar(cell.painter, self._kit, bar, part, whole)
        draw_text(cell.painter, self._kit, box, cell.text, cell.ink, align=RIGHT)
