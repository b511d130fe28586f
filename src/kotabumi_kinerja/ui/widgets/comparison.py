"""Old against new, and two values of one field side by side to choose from."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from kotabumi_kinerja.ui.columns import Change
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import draw_change
from kotabumi_kinerja.ui.widgets.makers import col, label, row


class ChangeLine(QWidget):
    """Field name soft, old value struck through, new value strong."""

    def __init__(self, kit: Kit, change: Change) -> None:
        super().__init__()
        self._kit, self._change = kit, change
        self.setFixedHeight(24)
        self.setMinimumWidth(160)
        old = change.old or "kosong"
        self.setAccessibleName(f"{change.field}: dari {old} menjadi {change.new or 'kosong'}")
        self.setToolTip(f"{old} \u2192 {change.new}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        box = QRect(0, 0, self.width(), self.height())
        change = (self._change.field, self._change.old, self._change.new)
        inks = (self._kit.colour("text_soft"), self._kit.colour("old"), self._kit.colour("text"))
        draw_change(QPainter(self), self._kit, box, change, inks)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values in a conflict: whose, what, and who wrote it when."""

    title: str
    value: str
    who: str


class _SideCard(QWidget):
    def __init__(self, kit: Kit, side: Side, group: QButtonGroup) -> None:
        super().__init__()
        self._kit = kit
        self.radio = QRadioButton(side.title)
        self.radio.setAccessibleName(f"{side.title}: {side.value}. {side.who}")
        group.addButton(self.radio)
        self.radio.toggled.connect(self.update)
        value = label(side.value, "strong", wrap=True)
        self.setLayout(
            col(self.radio, value, label(side.who, "caption", wrap=True), gap=6, pad=(12, 8, 12, 8))
        )

    def mousePressEvent(self, _event: object) -> None:
        self.radio.setFocus()
        self.radio.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.radio.isChecked()
        painter.setBrush(self._kit.colour("surface"))
        painter.setPen(QPen(self._kit.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)


class SideBySide(QWidget):
    """Two or three values to choose from; nothing is chosen at first unless `chosen` says so."""

    changed = Signal(int)

    def __init__(self, kit: Kit, *sides: Side, chosen: int | None = None) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        cards = [_SideCard(kit, side, self._group) for side in sides]
        for at, card in enumerate(cards):
            self._group.setId(card.radio, at)
        if chosen is not None:
            cards[chosen].radio.setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setLayout(row(*[(card, 1) for card in cards], gap=10))

    def chosen(self) -> int | None:
        """The number of the chosen side, from 0."""
        at = self._group.checkedId()
        return at if at >= 0 else None

    def _toggled(self, at: int, on: bool) -> None:  # noqa: FBT001  Qt's own signal
        if on:
            self.changed.emit(at)
