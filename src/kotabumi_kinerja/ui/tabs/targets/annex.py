"""The page 'Lampiran': three lists of lines, each with an empty line at its end for the next."""

import re
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import AnnexBlock
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets.values import Line
from kotabumi_kinerja.ui.widgets import col, hold, label, row, scroll, tool

_BULLET: Final = re.compile(r"^(?:\d{1,2}[.)]|[a-z][.)]|[-*\u2022\u2013])\s+")
_HINTS: Final = {
    AnnexBlock.RESOURCES: "Orang, anggaran, alat, atau bimbingan yang dibutuhkan",
    AnnexBlock.REPORTING: "Bagaimana dan kapan kemajuan dilaporkan",
    AnnexBlock.CONSEQUENCES: "Apa yang mengikuti hasil kerja",
}


class NewLine(QLineEdit):
    """The empty line of a block; several lines from the clipboard become several lines there."""

    pasted = Signal(list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pasting several lines at once adds them all."""
        if event.matches(QKeySequence.StandardKey.Paste):
            texts = lines_of(QGuiApplication.clipboard().text())
            if len(texts) > 1:
                self.pasted.emit(texts)
                return
        super().keyPressEvent(event)


def lines_of(text: str) -> list[str]:
    """The lines of a text, without numbers and bullets before them; empty ones are left out."""
    clean = (_BULLET.sub("", " ".join(line.split())) for line in text.splitlines())
    return [line for line in clean if line]


class AnnexLineEdit(Line):
    """A line of the annex; Alt+Up and Alt+Down move it."""

    shifted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the line."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(by)
            return
        super().keyPressEvent(event)


class AnnexPage(QWidget):
    """The annex of one plan. `changed` after each write."""

    changed = Signal()

    def __init__(self, kit: Kit, work: Workspace) -> None:
        super().__init__()
        self._kit, self._work = kit, work
        self._view: PlanView | None = None
        self._shown: tuple[object, ...] = ()
        self.lines: list[Line] = []
        self.new: dict[AnnexBlock, NewLine] = {}
        self._lists: dict[AnnexBlock, QVBoxLayout] = {}
        blocks = [self._block(block) for block in AnnexBlock]
        body = col(*blocks, None, gap=14, pad=(14, 12, 14, 12))
        self.setLayout(col((scroll(hold(body)), 1), gap=0))

    def show_plan(self, view: PlanView) -> None:
        """Shows the annex of `view`."""
        self._view = view
        for field in self.new.values():
            field.setVisible(view.editable)
        shown = (view.id, view.annex, view.editable)
        if shown == self._shown:
            return
        other, self._shown = self._shown[:1] != shown[:1], shown
        if other:
            for field in self.new.values():
                field.clear()
        self._build(view)

    def go(self, name: str) -> None:
        """The cursor into the empty line of the block called `name`."""
        for block, field in self.new.items():
            if block.value.capitalize() == name:
                field.setFocus()

    def settle(self) -> None:
        """Writes what is half typed."""
        for line in list(self.lines):
            self._edit(line)
        for block in AnnexBlock:
            self._add(block)

    def _block(self, block: AnnexBlock) -> QWidget:
        name = block.value.capitalize()
        self._lists[block] = lines = QVBoxLayout()
        lines.setSpacing(6)
        field = self.new[block] = NewLine()
        field.setPlaceholderText("Baris baru, lalu Enter")
        field.setAccessibleName(f"Baris baru: {name}")
        field.editingFinished.connect(lambda: self._add(block))
        field.pasted.connect(partial(self._add_all, block))
        head = row(label(name, "section"), label(_HINTS[block], "caption"), None, gap=10)
        return hold(col(head, lines, row((field, 1), 36, gap=0), gap=6))

    def _build(self, view: PlanView) -> None:
        for lines in self._lists.values():
            while lines.count():
                old = lines.takeAt(0).widget()
                old.hide()
                old.deleteLater()
        self.lines = []
        for block, lines in self._lists.items():
            mine = [line for line in view.annex if line.block is block]
            for number, one in enumerate(mine, 1):
                line = AnnexLineEdit(one.id)
                line.setText(one.text)
                line.setCursorPosition(0)
                line.setReadOnly(not view.editable)
                line.setAccessibleName(f"{block.value.capitalize()}, baris {number}")
                line.editingFinished.connect(lambda line=line: self._edit(line))
                line.shifted.connect(partial(self._shift, line))
                line.setToolTip("Alt+Atas dan Alt+Bawah memindahkan baris")
                parts: list[QWidget] = []
                if view.editable:
                    name = f"Hapus baris {number}"
                    parts = [tool(self._kit, "dismiss", name, lambda key=one.id: self._remove(key))]
                lines.addWidget(hold(row((line, 1), *parts, gap=6)))
                self.lines.append(line)
            if not mine and not view.editable:
                lines.addWidget(label("Tidak ada baris", "caption"))

    def _add(self, block: AnnexBlock) -> None:
        text = self.new[block].text().strip()
        if text and self._view is not None and self._view.editable:
            self.new[block].clear()
            plans.add_annex(self._work, self._view.id, block, text)
            self.changed.emit()

    def _add_all(self, block: AnnexBlock, texts: list[str]) -> None:
        if self._view is not None and self._view.editable:
            self.new[block].clear()
            plans.add_annex_lines(self._work, self._view.id, block, texts)
            self.changed.emit()

    def _shift(self, line: Line, by: int) -> None:
        view, key = self._view, line.key
        if view is None or not view.editable:
            return
        self._edit(line)
        if plans.shift(self._work, view.id, "annex", key, by):
            self.changed.emit()
            again = next((one for one in self.lines if one.key == key), None)
            if again is not None:
                again.setFocus()

    def _edit(self, line: Line) -> None:
        view = self._view
        old = {one.id: one.text for one in view.annex} if view is not None else {}
        text = line.text().strip()
        if view is None or not view.editable or line.key not in old or text == old[line.key]:
            return
        if text:
            plans.edit_annex(self._work, line.key, text)
            self.changed.emit()
        else:
            self._remove(line.key)

    def _remove(self, key: Id) -> None:
        if self._view is not None:
            plans.remove(self._work, self._view.id, "annex", key)
            self.changed.emit()
