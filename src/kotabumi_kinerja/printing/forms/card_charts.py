"""The two drawings of the Kartu Nilai, fit for a third photocopy: no meaning by grey alone."""

from collections.abc import Sequence
from typing import Final

from kotabumi_kinerja.printing.forms.card_data import Point, Scale
from kotabumi_kinerja.printing.page import MM, Box
from kotabumi_kinerja.printing.sheet import FRAME, HEAVY, Sheet
from kotabumi_kinerja.printing.text import BODY, BOLD, wrap

_LABELS: Final = 20.0
_LIT: Final = 0.86
_CLASSES: Final = 26.0
_YEAR: Final = 1.6
"""A year is given this many times the room of a quarter."""
_RADIUS: Final = 1.15 * MM
_HANDLE: Final = 0.5523
"""Handle of the Bezier curve that makes a quarter circle of radius 1."""


def quadrant(s: Sheet, box: Box, scale: Scale, lit: tuple[int, int] | None) -> None:
    """The 3 x 3 table; the cell that holds has a heavy frame, bold words and a tint."""
    x, y, h = box.x, box.y, box.h / 4
    cw, left = (box.w - _LABELS) / 3, x + _LABELS
    s.put(x, y + h - 1.1, "Hasil kerja", BOLD)
    s.put(left + 1.5 * cw, y + 3.0, "Perilaku kerja (ekspektasi)", BOLD, align="C")
    for j, level in enumerate(reversed(scale.levels)):
        s.put(left + (j + 0.5) * cw, y + h - 1.1, level, BODY, align="C")
    top = y + h
    for i, (level, row) in enumerate(zip(scale.levels, scale.matrix, strict=True)):
        middle = top + (i + 0.5) * h + 1.1
        s.put(x, middle, level, BODY)
        for j, words in enumerate(row):
            style = BOLD if lit == (i, j) else BODY
            s.box(left + j * cw, top + i * h, cw, h)
            parts = wrap(words, style, (cw - 1.6) * MM)
            for k, part in enumerate(parts):
                at = middle + (k - (len(parts) - 1) / 2) * 3.5
                s.put(left + (j + 0.5) * cw, at, part, style, align="C")
    s.box(left, top, 3 * cw, 3 * h, FRAME)
    if lit:
        place = (left + lit[1] * cw, top + lit[0] * h, cw, h)
        s.tint(*place, _LIT)
        s.box(*place, HEAVY)


def trend(s: Sheet, box: Box, points: Sequence[Point], note: str, scale: Scale) -> None:
    """Years as filled points joined by a line, quarters as hollow ones, on five named lines."""
    left, base = box.x + _CLASSES, box.y + box.h - 8.4
    step = (base - box.y) / 4.6
    levels = [base - step * (0.3 + i) for i in range(len(scale.classes))]
    rules: list[str] = []
    for words, at in zip(scale.classes, levels, strict=True):
        s.put(box.x, at + 1.1, words, BODY)
        gy = s.height - at * MM
        rules.append(f"{left * MM:.2f} {gy:.2f} m {(box.x + box.w) * MM:.2f} {gy:.2f} l")
    s.draw(f"0.5 w [0.5 2] 0 d 1 J {' '.join(rules)} S")
    centres = _centres(points, left, box.w - _CLASSES)
    for point, cx in zip(points, centres, strict=True):
        s.put(cx, base + 3.2, point.label, BOLD if point.yearly else BODY, align="C")
    _marks(s, points, centres, levels)
    quarters = [cx for point, cx in zip(points, centres, strict=True) if not point.yearly]
    if quarters:
        half = (quarters[-1] - quarters[0]) / len(quarters) / 2
        s.line(quarters[0] - half, base + 4.3, quarters[-1] + half, base + 4.3)
        s.put((quarters[0] + quarters[-1]) / 2, base + 7.8, note, BODY, align="C")


def _centres(points: Sequence[Point], left: float, width: float) -> list[float]:
    shares = [_YEAR if p.yearly else 1.0 for p in points]
    unit, at, out = width / max(1.0, sum(shares)), left, list[float]()
    for share in shares:
        out.append(at + unit * share / 2)
        at += unit * share
    return out


def _marks(
    s: Sheet, points: Sequence[Point], centres: Sequence[float], levels: Sequence[float]
) -> None:
    """The line goes from year to year and is broken where a year was not rated."""
    path, dots, joined = list[str](), list[str](), False
    for point, cx in zip(points, centres, strict=True):
        if point.level is None:
            joined = joined and not point.yearly
            continue
        gx, gy = cx * MM, s.height - levels[point.level] * MM
        if point.yearly:
            path.append(f"{gx:.2f} {gy:.2f} {'l' if joined else 'm'}")
            joined = True
        dots.append(f"{_circle(gx, gy)} f" if point.yearly else f"1 g {_circle(gx, gy)} B 0 g")
    line = f"1.2 w {' '.join(path)} S" if path else ""
    s.draw(f"{line} 1 w {' '.join(dots)}")


def _circle(x: float, y: float) -> str:
    r, k = _RADIUS, _RADIUS * _HANDLE
    return (
        f"{x - r:.2f} {y:.2f} m "
        f"{x - r:.2f} {y + k:.2f} {x - k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x + k:.2f} {y + r:.2f} {x + r:.2f} {y + k:.2f} {x + r:.2f} {y:.2f} c "
        f"{x + r:.2f} {y - k:.2f} {x + k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x - k:.2f} {y - r:.2f} {x - r:.2f} {y - k:.2f} {x - r:.2f} {y:.2f} c h"
    )
