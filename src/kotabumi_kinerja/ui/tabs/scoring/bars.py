"""The real counts of each predikat as bars, a limit as a line, what exceeds it hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.distribution import DistributionLine, LineLevel
from kotabumi_kinerja.domain.scoring import Predikat
from kotabumi_kinerja.services.distribution import Distribution
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import CENTRE, RIGHT, draw_text
from kotabumi_kinerja.ui.shapes import PREDIKAT, draw_predikat
from kotabumi_kinerja.ui.tabs.scoring.words import CODE

_BAR, _ABOVE, _BELOW = 66, 20, 40
_NUMBER: Final = 18
_LONG: Final = 84
"""Pixels a slot needs for the whole word under its bar; below that the code stands."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """The limit of one predikat. `over`: how many stand above a maximum that is broken."""

    word: str
    count: int
    over: int


class DistributionBars(QWidget):
    """Worst left, best right, as on the form. Every bar carries number, shape and word."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._counts: dict[Predikat, int] = dict.fromkeys(Predikat, 0)
        self._limits: dict[Predikat, _Limit] = {}
        self.setMinimumSize(260, 120)

    def show_distribution(self, found: Distribution) -> None:
        """Shows other counts."""
        self._counts = dict(found.counts)
        self._limits = _limits(found.lines)
        said = ", ".join(f"{value.label} {count}" for value, count in found.counts.items())
        self.setAccessibleName(f"Distribusi predikat: {said}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, limits, names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - _BELOW
        painter.fillRect(0, ground, self.width(), 1, self._kit.colour("line_strong"))
        tallest = max((*self._counts.values(), *(x.count for x in self._limits.values()), 1))
        scale = (ground - _ABOVE) / tallest
        slot = self.width() / len(self._counts)
        for at, value in enumerate(reversed(Predikat)):
            box = QRectF(at * slot, 0, slot, ground)
            self._bar(painter, box, value, scale)
            self._name(painter, box, value)

    def _bar(self, painter: QPainter, slot: QRectF, value: Predikat, scale: float) -> None:
        kit, count = self._kit, self._counts[value]
        limit = self._limits.get(value)
        wide = min(_BAR, slot.width() * 0.7)
        high = count * scale
        bar = QRectF(slot.center().x() - wide / 2, slot.bottom() - high, wide, high)
        colour = kit.colour(PREDIKAT[CODE[value]].token + "_solid")
        painter.fillRect(bar, colour)
        if limit and limit.over:
            excess = QRectF(bar.left(), bar.top(), wide, limit.over * scale)
            painter.fillRect(excess, kit.colour("surface"))
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(excess.adjusted(0.6, 0.6, -0.6, 0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        level = slot.bottom() - limit.count * scale if limit else bar.top()
        near = bar.top() - _NUMBER < level < bar.top()  # the line would run through the number
        top = int(level if near else bar.top()) - _NUMBER
        number = QRect(int(slot.left()), top, int(slot.width()), 16)
        draw_text(painter, kit, number, str(count), kit.colour("text"), bold=True, align=CENTRE)
        if limit:
            self._limit(painter, slot, bar, limit, level)

    def _limit(
        self, painter: QPainter, slot: QRectF, bar: QRectF, limit: _Limit, level: float
    ) -> None:
        ink = self._kit.colour("text")
        painter.setPen(QPen(ink, 2))
        painter.drawLine(
            int(bar.left() - 12), int(level), int(min(bar.right() + 12, slot.right())), int(level)
        )
        words = f"{limit.word} {limit.count}"
        room = self._kit.metrics("font_caption").horizontalAdvance(words) + 2
        left = max(0, int(bar.left()) - 16 - room)
        box = QRect(left, int(level) - 9, room, 18)
        draw_text(painter, self._kit, box, words, ink, size="font_caption", align=RIGHT)

    def _name(self, painter: QPainter, slot: QRectF, value: Predikat) -> None:
        kit, code = self._kit, CODE[value]
        mark = QRectF(slot.center().x() - 6, slot.bottom() + 6, 12, 12)
        draw_predikat(painter, code, mark, kit.colour(PREDIKAT[code].token + "_solid"))
        word = PREDIKAT[code].word if slot.width() >= _LONG else code
        box = QRect(int(slot.left()), int(slot.bottom()) + 20, int(slot.width()), 18)
        ink = kit.colour("text")
        draw_text(painter, kit, box, word, ink, size="font_caption", align=CENTRE)


def _limits(lines: Sequence[DistributionLine]) -> dict[Predikat, _Limit]:
    """Limits of a single predikat; those of two together are said in words only."""
    found: dict[Predikat, _Limit] = {}
    for line in lines:
        if line.limit is None or len(line.predikat) != 1:
            continue
        broken = line.level is LineLevel.WARNING
        most = (line.have > line.limit) is broken and line.have != line.limit
        word = "batas" if line.have == line.limit else "maks" if most else "min"
        over = line.have - line.limit if most and broken else 0
        found[line.predikat[0]] = _Limit(word, line.limit, over)
    return found
