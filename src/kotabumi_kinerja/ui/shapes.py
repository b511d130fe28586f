"""The shapes of predikat and rating: the same on screen, in charts and on black-and-white paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


@dataclass(frozen=True, slots=True)
class PredikatLook:
    """The word of one predikat, the first part of its tokens' names, and matplotlib's marker."""

    word: str
    token: str
    marker: str


PREDIKAT: Final[Mapping[str, PredikatLook]] = {
    "SB": PredikatLook("Sangat Baik", "sb", "*"),
    "B": PredikatLook("Baik", "b", "o"),
    "BP": PredikatLook("Butuh Perbaikan", "bp", "D"),
    "K": PredikatLook("Kurang", "k", "v"),
    "SK": PredikatLook("Sangat Kurang", "sk", "X"),
}

RATING: Final[Mapping[str, str]] = {
    "+": "Di atas ekspektasi",
    "=": "Sesuai ekspektasi",
    "-": "Di bawah ekspektasi",
}

RATING_TOKEN: Final[Mapping[str, str]] = {"+": "b_solid", "=": "text_soft", "-": "k_solid"}

# Corners as shares of the width around the centre.
_DIAMOND = ((0.0, -0.52), (0.52, 0.0), (0.0, 0.52), (-0.52, 0.0))
_TRIANGLE = ((-0.5, -0.38), (0.5, -0.38), (0.0, 0.46))
_STAR = tuple(
    (radius * sin(i * pi / 5), 0.03 - radius * cos(i * pi / 5))
    for i, radius in enumerate((0.56, 0.24) * 5)
)
_A, _B = 0.46, 0.17
_CROSS = (
    (-_A + _B, -_A), (0.0, -_B), (_A - _B, -_A), (_A, -_A + _B), (_B, 0.0), (_A, _A - _B),
    (_A - _B, _A), (0.0, _B), (-_A + _B, _A), (-_A, _A - _B), (-_B, 0.0), (-_A, -_A + _B),
)  # fmt: skip
_OUTLINE: Mapping[str, tuple[tuple[float, float], ...]] = {
    "SB": _STAR,
    "BP": _DIAMOND,
    "K": _TRIANGLE,
    "SK": _CROSS,
}


def predikat_path(code: str, box: QRectF) -> QPainterPath:
    """Star, disc, diamond, triangle down, cross: five outlines no eye confuses at 12 pixels."""
    path = QPainterPath()
    centre, width = box.center(), box.width()
    if code == "B":
        path.addEllipse(centre, width * 0.42, width * 0.42)
    elif code in _OUTLINE:
        corners = [centre + QPointF(x * width, y * width) for x, y in _OUTLINE[code]]
        path.addPolygon(QPolygonF(corners))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
        path.closeSubpath()
    return path


def draw_predikat(painter: QPainter, code: str, box: QRectF, colour: QColor) -> None:
    """Fills the shape of `code` into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(predikat_path(code, box))
    painter.restore()


def draw_rating(painter: QPainter, code: str, box: QRectF, colour: QColor) -> None:
    """Line signs, not to be taken for a predikat: chevron up, two bars, chevron down."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, cap, join))
    centre, width = box.center(), box.width()
    if code == "=":
        for y in (-0.18, 0.18):
            side = QPointF(width * 0.36, 0)
            middle = centre + QPointF(0, y * width)
            painter.drawLine(middle - side, middle + side)
    else:
        lift = width * (0.2 if code == "+" else -0.2)
        arms = (QPointF(-width * 0.38, lift), QPointF(0, -lift), QPointF(width * 0.38, lift))
        painter.drawPolyline(QPolygonF([centre + arm for arm in arms]))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
    painter.restore()
