"""Cards of Beranda, each one a button, and the big choices of a first start."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import chip_width, draw_chip, draw_text

CARD_HEIGHT = 82


@dataclass(frozen=True, slots=True)
class CardText:
    """What one card says; `tone` colours the `tag`, such as 'bad' for 'Terlambat'."""

    count: int
    title: str
    text: str
    tone: str = ""
    tag: str = ""


class Card(QPushButton):
    """A count that is a link: the whole card is clickable, and its name is read out in full."""

    def __init__(self, kit: Kit, says: CardText, run: Callable[[], object]) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(CARD_HEIGHT)
        self.setMinimumWidth(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: run())  # noqa: PLW0108  what Qt sends must not go on
        self.show_text(says)

    def show_text(self, says: CardText) -> None:
        """Shows another count or reason."""
        self._says = says
        self.setAccessibleName(f"{says.count} {says.title}. {says.text}. {says.tag}".rstrip(". "))
        self.setToolTip(says.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints it."""
        super().paintEvent(event)
        kit, says, wide = self._kit, self._says, self.width()
        painter = QPainter(self)
        ink, soft = kit.colour("text"), kit.colour("text_soft")
        count = QRect(14, 10, wide // 2, 30)
        draw_text(painter, kit, count, str(says.count), ink, size="font_figure", bold=True)
        if says.tag:
            width = chip_width(kit, says.tag, says.tone or "plain")
            box = QRect(wide - 12 - width, 15, width, 20)
            draw_chip(painter, kit, box, says.tag, says.tone or "plain")
        draw_text(painter, kit, QRect(14, 38, wide - 44, 19), says.title, ink, bold=True)
        draw_text(painter, kit, QRect(14, 56, wide - 44, 18), says.text, soft, size="font_caption")
        kit.icons("chevron_right").paint(painter, QRect(wide - 26, 48, 16, 16))


class BigChoice(QPushButton):
    """One way to begin: icon, title, one sentence."""

    def __init__(self, kit: Kit, icon: str, title: str, text: str) -> None:
        super().__init__()
        self._kit, self._icon, self._title, self._text = kit, icon, title, text
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(CARD_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}. {text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints it."""
        super().paintEvent(event)
        kit, wide = self._kit, self.width()
        painter = QPainter(self)
        kit.icons(self._icon, "accent", 20).paint(painter, QRect(16, 31, 20, 20))
        ink, soft = kit.colour("text"), kit.colour("text_soft")
        title = QRect(52, 18, wide - 92, 22)
        draw_text(painter, kit, title, self._title, ink, size="font_section", bold=True)
        draw_text(painter, kit, QRect(52, 42, wide - 92, 20), self._text, soft)
        kit.icons("chevron_right").paint(painter, QRect(wide - 30, 33, 16, 16))
