"""Two versions of an SKP side by side: what belongs together on one line, differences marked."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kotabumi_kinerja.domain.plan_comparing import Difference, Pair
from kotabumi_kinerja.services.plans import Version
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import button, col, combo, label, row

_ROLES: Final = {
    Difference.CHANGED: "warn",
    Difference.ADDED: "good",
    Difference.REMOVED: "bad",
}


class CompareDialog(Dialog):
    """`compare(left, right)` gives the lines; the versions are chosen above the columns."""

    def __init__(
        self,
        kit: Kit,
        title: str,
        versions: Sequence[Version],
        compare: Callable[[Version, Version], list[Pair]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._versions, self._compare = kit, list(versions), compare
        self.setWindowTitle("Bandingkan versi")
        self.setAccessibleName("Bandingkan versi")
        self.resize(1040, 600)
        names = [v.label for v in self._versions]
        self.left = combo(names, "Versi kiri")
        self.right = combo(names, "Versi kanan")
        self.left.setCurrentIndex(max(0, len(names) - 2))
        self.right.setCurrentIndex(len(names) - 1)
        self.only = QCheckBox("Hanya yang berbeda")
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName("Perbandingan dua versi")
        self.table.setHorizontalHeaderLabels(["Kiri", "Kanan", "Beda"])  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in (0, 1):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(2, 84)
        self.said = label("", "strong")
        close = button(kit, "Tutup", "primary", run=self.accept)
        close.setDefault(True)
        self.setLayout(
            col(
                label(title, "title", wrap=True),
                row((self.left, 1), (self.right, 1), gap=8),
                row(self.said, None, self.only, gap=8),
                (self.table, 1),
                row(None, close),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        for box in (self.left, self.right):
            box.currentIndexChanged.connect(self._show)
        self.only.toggled.connect(self._show)
        self._show()

    def _show(self) -> None:
        one = self._versions[self.left.currentIndex()]
        two = self._versions[self.right.currentIndex()]
        pairs = self._compare(one, two)
        changed = [p for p in pairs if p.level and p.difference is not Difference.SAME]
        count = len(changed)
        self.said.setText(f"{count} baris berbeda" if count else "Tidak ada yang berbeda")
        reason = two.reason or one.reason
        self.said.setToolTip(reason)
        if reason:
            self.said.setText(f"{self.said.text()}. Alasan: {reason}")
        shown = _with_heads(pairs) if self.only.isChecked() else pairs
        self.table.setRowCount(0)
        self.table.setRowCount(len(shown))
        for at, pair in enumerate(shown):
            self._fill(at, pair)
        self.table.resizeRowsToContents()

    def _fill(self, at: int, pair: Pair) -> None:
        difference = pair.difference
        word = "" if difference is Difference.SAME else difference.label
        space = "    " * max(0, pair.level - 1)
        for column, text in enumerate((pair.left, pair.right, word)):
            item = QTableWidgetItem(f"{space}{text}" if text and column < 2 else text or "")  # noqa: PLR2004  # the two sides
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if pair.level == 0:
                item.setFont(self._kit.font(bold=True))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
            elif difference in _ROLES:
                item.setForeground(self._kit.colour(_ROLES[difference]))
            self.table.setItem(at, column, item)


def _with_heads(pairs: Sequence[Pair]) -> list[Pair]:
    """Lines that differ, each below its heading."""
    made: list[Pair] = []
    head: Pair | None = None
    for pair in pairs:
        if pair.level == 0:
            head = pair
        elif pair.difference is not Difference.SAME:
            made += [head] if head is not None else []
            made.append(pair)
            head = None
    return made
