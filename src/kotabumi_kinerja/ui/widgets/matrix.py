"""The matrix of hasil kerja and perilaku: nine predikat, the person's own cell framed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import CENTRE, LEFT, draw_text
from kotabumi_kinerja.ui.shapes import PREDIKAT, RATING, draw_predikat, draw_rating

_LEFT, _TOP, _GAP = 84, 40, 4


@dataclass(frozen=True, slots=True)
class MatrixState:
    """`table` is the rule in force: (hasil kerja, perilaku) -> predikat, each by its sign or code.

    `results` and `conduct` are None while belum dinilai. `counts` is how many persons stand in
    each cell; without it no count is written.
    """

    table: Mapping[tuple[str, str], str]
    results: str | None = None
    conduct: str | None = None
    counts: Mapping[tuple[str, str], int] | None = field(default=None)

    def predikat(self) -> str | None:
        """The person's predikat, None while one of the ratings is missing."""
        if self.results is None or self.conduct is None:
            return None
        return self.table[self.results, self.conduct]


class Matrix(QWidget):
    """3 x 3: rows hasil kerja, best on top; columns perilaku, best right."""

    def __init__(self, kit: Kit, state: MatrixState) -> None:
        super().__init__()
        self._kit = kit
        self.setFixedHeight(224)
        self.setMinimumWidth(360)
        self.show_state(state)

    def show_state(self, state: MatrixState) -> None:
        """Shows another person or other counts."""
        self._state = state
        code = state.predikat()
        results = RATING.get(state.results or "", "belum dinilai")
        conduct = RATING.get(state.conduct or "", "belum dinilai")
        word = PREDIKAT[code].word if code else "belum dinilai"
        self.setAccessibleName(
            f"Matriks predikat: hasil kerja {results}, perilaku {conduct}, predikat {word}"
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        kit, painter = self._kit, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft = kit.colour("text_soft")
        wide = (self.width() - _LEFT - _GAP * 2) / 3
        high = (self.height() - _TOP - _GAP * 2) / 3
        over = QRect(_LEFT, 0, self.width() - _LEFT, 17)
        draw_text(painter, kit, over, "Perilaku kerja", soft, size="font_caption", align=CENTRE)
        side = QRect(0, 20, _LEFT - 8, 17)
        draw_text(painter, kit, side, "Hasil kerja", soft, size="font_caption")
        for x, conduct in enumerate("-=+"):
            box = QRectF(_LEFT + x * (wide + _GAP), 18, wide, 20)
            self._axis(painter, box, conduct, on=conduct == self._state.conduct, centre=True)
        for y, results in enumerate("+=-"):
            top = _TOP + y * (high + _GAP)
            box = QRectF(0, top, _LEFT - 8, high)
            self._axis(painter, box, results, on=results == self._state.results, centre=False)
            for x, conduct in enumerate("-=+"):
                cell = QRectF(_LEFT + x * (wide + _GAP), top, wide, high)
                self._cell(painter, cell, results, conduct)

    def _cell(self, painter: QPainter, cell: QRectF, results: str, conduct: str) -> None:
        kit, state = self._kit, self._state
        code = state.table[results, conduct]
        look = PREDIKAT[code]
        lit = (results, conduct) == (state.results, state.conduct)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(kit.colour(look.token + ("_solid" if lit else "_soft")))
        painter.drawRoundedRect(cell, 4, 4)
        if lit:
            self._double_frame(painter, cell)
        on = "bp_on" if code == "BP" else "on_solid"
        ink = kit.colour(on if lit else look.token + "_text")
        mark = ink if lit else kit.colour(look.token + "_solid")
        lines = 50 if state.counts is not None else 34
        top = cell.top() + (cell.height() - lines) / 2
        draw_predikat(painter, code, QRectF(cell.center().x() - 7, top, 14, 14), mark)
        word = QRectF(cell.left() + 2, top + 17, cell.width() - 4, 17).toRect()
        draw_text(painter, kit, word, look.word, ink, size="font_caption", bold=lit, align=CENTRE)
        if state.counts is not None:
            count = f"{state.counts.get((results, conduct), 0)} orang"
            box = word.translated(0, 17)
            draw_text(painter, kit, box, count, ink, size="font_caption", align=CENTRE)

    def _double_frame(self, painter: QPainter, cell: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._kit.colour("surface"), 2))
        painter.drawRoundedRect(cell.adjusted(3, 3, -3, -3), 2, 2)
        painter.setPen(QPen(self._kit.colour("text"), 2))
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4, 4)

    def _axis(self, painter: QPainter, box: QRectF, code: str, *, on: bool, centre: bool) -> None:
        kit = self._kit
        text = RATING[code].removesuffix(" ekspektasi")
        width = kit.metrics("font_caption", bold=on).horizontalAdvance(text)
        left = box.center().x() - (width + 17) / 2 if centre else box.left()
        ink = kit.colour("text" if on else "text_soft")
        draw_rating(painter, code, QRectF(left, box.center().y() - 6, 12, 12), ink)
        words = QRectF(left + 17, box.center().y() - 10, width + 4, 20).toRect()
        draw_text(painter, kit, words, text, ink, size="font_caption", bold=on, align=LEFT)
