"""Sheets of paper: sizes and margins in millimetres."""

from dataclasses import dataclass
from typing import Final, NamedTuple

MM: Final = 72 / 25.4
"""Points in a millimetre."""


class Box(NamedTuple):
    """A place on a sheet: left, top, width, height, mm."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet in mm. `left` is wider on tall sheets, `top` on wide ones: that edge is punched."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    foot: float = 11.0
    """Baseline of the foot line above the lower edge."""

    @property
    def measure(self) -> float:
        """Width between the margins, mm."""
        return self.width - self.left - self.right

    @property
    def body(self) -> float:
        """Height between the margins, mm."""
        return self.height - self.top - self.bottom

    def scaled(self, *widths: float) -> tuple[float, ...]:
        """Column widths in proportion that together fill the measure; type is never scaled."""
        factor = self.measure / sum(widths)
        return tuple(w * factor for w in widths)


def _tall(width: float, height: float) -> Page:
    return Page(width, height, left=18, right=12, top=12, bottom=17)


def _wide(width: float, height: float) -> Page:
    return Page(width, height, left=12, right=12, top=18, bottom=17)


F4_TALL: Final = _tall(215, 330)
F4_WIDE: Final = _wide(330, 215)
A4_TALL: Final = _tall(210, 297)
A4_WIDE: Final = _wide(297, 210)
LEGAL_TALL: Final = _tall(215.9, 355.6)
LEGAL_WIDE: Final = _wide(355.6, 215.9)
