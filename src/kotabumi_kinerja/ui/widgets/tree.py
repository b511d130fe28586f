"""A tree drawn like the tables: hairlines across, group rows shaded, accent bar."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from kotabumi_kinerja.ui.kit import Kit

KEY_ROLE: Final = Qt.ItemDataRole.UserRole
MISSING_ROLE: Final = Qt.ItemDataRole.UserRole + 1


class Tree(QTreeWidget):
    """Groups and lines; the first column takes the room that is left.

    `titles` and `widths` go together; the width of the first column is not used.
    """

    def __init__(self, kit: Kit, name: str, titles: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__()
        self._kit = kit
        self.setAccessibleName(name)
        self.setHeaderLabels(list(titles))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        head = self.header()
        head.setFixedHeight(28)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate(widths):
            if at:
                self.setColumnWidth(at, width)
        kit.changed.connect(self._recolour)

    def add(
        self,
        parent: QTreeWidgetItem | None,
        cells: Sequence[str],
        key: object = None,
        *,
        bold: bool = False,
    ) -> QTreeWidgetItem:
        """One line under `parent` (None = a group); `key` is what it stands for."""
        item = QTreeWidgetItem(list(cells))
        item.setData(0, KEY_ROLE, key)
        for at, cell in enumerate(cells):
            item.setSizeHint(at, QSize(0, self._kit.measure("row") - 1))
            item.setToolTip(at, cell)
            if bold or parent is None:
                item.setFont(at, self._kit.font(bold=True))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def mark_missing(self, item: QTreeWidgetItem, column: int, text: str) -> None:
        """Writes what is missing into its place, in `bad` with its mark."""
        item.setText(column, text)
        item.setForeground(column, self._kit.colour("bad"))
        item.setIcon(column, self._kit.icons("error_circle", "bad"))
        item.setData(column, MISSING_ROLE, text)
        item.setData(column, Qt.ItemDataRole.AccessibleTextRole, f"Belum lengkap: {text}")

    def _recolour(self) -> None:
        lines = QTreeWidgetItemIterator(self)
        while (item := lines.value()) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None at the end
            for column in range(self.columnCount()):
                if item.data(column, MISSING_ROLE):
                    item.setForeground(column, self._kit.colour("bad"))
            lines += 1

    def current_key(self) -> object:
        """The key of the current line, None when there is none."""
        item = self.currentItem()
        return item.data(0, KEY_ROLE) if item is not None else None  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when empty

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One line with its ground, hairline and bar."""
        kit = self._kit
        box = QRect(0, self.visualRect(index).top(), self.viewport().width(), 0)
        box.setHeight(self.visualRect(index).height())
        chosen = self.selectionModel().isRowSelected(index.row(), index.parent())
        if chosen:
            painter.fillRect(box, kit.colour("select" if self.hasFocus() else "select_idle"))
        elif not index.parent().isValid():
            painter.fillRect(box, kit.colour("window"))
        super().drawRow(painter, options, index)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, kit.colour("line"))
        if chosen:
            painter.fillRect(box.left(), box.top(), 3, box.height(), kit.colour("accent"))
