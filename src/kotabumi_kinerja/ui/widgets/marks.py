"""Painted small widgets: icon, chip, steps, timeline, meter."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import (
    LEFT,
    RIGHT,
    chip_width,
    draw_bar,
    draw_chip,
    draw_text,
    spoken,
)


class IconLabel(QWidget):
    """An icon that is not a button; `name` is read out when it says more than the words beside."""

    def __init__(self, kit: Kit, icon: str, role: str, size: int = 16, name: str = "") -> None:
        super().__init__()
        self._icon = kit.icons(icon, role, 20 if size > 16 else 16)  # noqa: PLR2004  the two grids
        self.setFixedSize(size, size)
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        self._icon.paint(QPainter(self), self.rect())


class Chip(QWidget):
    """A state in mark and word; `kind` is a tone, 'predikat:SB' or 'rating:+'. Not clickable."""

    def __init__(self, kit: Kit, text: str, kind: str) -> None:
        super().__init__()
        self._kit = kit
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, kind)

    def show_state(self, text: str, kind: str) -> None:
        """Shows another state."""
        self._text, self._kind = text, kind
        self.setAccessibleName(spoken(text, kind))
        self.setFixedSize(chip_width(self._kit, text, kind), 22)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        draw_chip(QPainter(self), self._kit, self.rect(), self._text, self._kind)


class Steps(QWidget):
    """States of a form in a row: done, now, to come; told by mark and weight, not colour alone."""

    def __init__(self, kit: Kit, names: Sequence[str], now: int) -> None:
        super().__init__()
        self._kit = kit
        self._names = tuple(names)
        metrics = kit.metrics("font_caption", bold=True)
        width = sum(metrics.horizontalAdvance(name) + 50 for name in names) - 14
        self.setFixedSize(width, 26)
        self.set_now(now)

    def set_now(self, now: int) -> None:
        """Moves to the step `now`, counted from 0; len(names) = all done."""
        self._now = now
        here = self._names[now] if now < len(self._names) else "selesai"
        self.setAccessibleName(f"Tahap: {here}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 2
        for at, name in enumerate(self._names):
            self._dot(painter, QRectF(left, 5, 16, 16), at)
            ink = self._kit.colour("text" if at == self._now else "text_soft")
            box = QRect(left + 22, 3, 400, 20)
            bold = at == self._now
            used = draw_text(painter, self._kit, box, name, ink, size="font_caption", bold=bold)
            left += 22 + used + 8
            if at < len(self._names) - 1:
                painter.setPen(QPen(self._kit.colour("line_strong"), 1))
                painter.drawLine(QPointF(left, 13), QPointF(left + 14, 13))
                left += 20

    def _dot(self, painter: QPainter, ring: QRectF, at: int) -> None:
        kit = self._kit
        if at < self._now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(kit.colour("b_solid"))
            painter.drawEllipse(ring)
            mark = ring.toRect().adjusted(2, 2, -2, -2)
            kit.icons("checkmark", "on_solid").paint(painter, mark)
            return
        now = at == self._now
        painter.setPen(QPen(kit.colour("accent" if now else "line_strong"), 2 if now else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(kit.colour("accent"))
            painter.drawEllipse(ring.adjusted(5, 5, -5, -5))


class Moment(NamedTuple):
    """One line of a history: when, what, and who or by which paper."""

    when: str
    what: str
    more: str


class Timeline(QWidget):
    """A history, newest first."""

    def __init__(self, kit: Kit, moments: Sequence[Moment]) -> None:
        super().__init__()
        self._kit = kit
        self.show_moments(moments)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Shows another history."""
        self._moments = tuple(moments)
        self.setFixedHeight(len(moments) * 38)
        self.setAccessibleName("Riwayat")
        self.setAccessibleDescription(". ".join(" ".join(moment) for moment in moments))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        kit, painter = self._kit, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, moment in enumerate(self._moments):
            top = at * 38
            if at < len(self._moments) - 1:
                painter.setPen(QPen(kit.colour("line_strong"), 1))
                painter.drawLine(QPointF(92.5, top + 16), QPointF(92.5, top + 43))
            painter.setPen(QPen(kit.colour("accent" if at == 0 else "line_strong"), 2))
            painter.setBrush(kit.colour("accent" if at == 0 else "surface"))
            painter.drawEllipse(QPointF(92.5, top + 10), 4, 4)
            soft, wide = kit.colour("text_soft"), self.width() - 108
            when = QRect(0, top, 82, 20)
            draw_text(painter, kit, when, moment.when, soft, size="font_caption", align=RIGHT)
            draw_text(painter, kit, QRect(108, top, wide, 20), moment.what, kit.colour("text"))
            below = QRect(108, top + 17, wide, 18)
            draw_text(painter, kit, below, moment.more, soft, size="font_caption")


class Meter(QWidget):
    """How far something is: 'SKP disepakati 33 dari 36' over a bar."""

    def __init__(self, kit: Kit, name: str, part: int, whole: int) -> None:
        super().__init__()
        self._kit = kit
        self._name = name
        self.setFixedHeight(38)
        self.set_part(part, whole)

    def set_part(self, part: int, whole: int) -> None:
        """Shows other numbers."""
        self._part, self._whole = part, whole
        self.setAccessibleName(f"{self._name}: {part} dari {whole}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        kit, painter = self._kit, QPainter(self)
        ink, wide = kit.colour("text"), self.width()
        draw_text(painter, kit, QRect(0, 0, wide - 80, 20), self._name, ink, align=LEFT)
        count = f"{self._part} dari {self._whole}"
        draw_text(painter, kit, QRect(wide - 90, 0, 90, 20), count, ink, align=RIGHT)
        draw_bar(painter, kit, QRectF(0, 24, wide, 6), self._part, self._whole)
