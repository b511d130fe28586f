"""Hand-painted small parts that tables and widgets share: elided text, chips, marks."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.shapes import (
    PREDIKAT,
    RATING,
    RATING_TOKEN,
    draw_predikat,
    draw_rating,
)

LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)

MARK = 12
PAD = 8
GAP = 5
CHIP = 20


class Tone(NamedTuple):
    """Ground, ink and mark of a state chip."""

    ground: str
    ink: str
    mark: str


TONES: Final = {
    "good": Tone("good_soft", "good", "checkmark_circle"),
    "warn": Tone("warn_soft", "warn", "warning"),
    "bad": Tone("bad_soft", "bad", "error_circle"),
    "note": Tone("note_soft", "note", "info"),
    "plain": Tone("sunken", "text", ""),
    "tag": Tone("note_soft", "note", ""),
}


def draw_text(  # noqa: PLR0913  a painter's call: where, what, how
    painter: QPainter,
    kit: Kit,
    box: QRect,
    text: str,
    ink: QColor,
    *,
    size: str = "font_body",
    bold: bool = False,
    align: int = LEFT,
) -> int:
    """Writes `text` on one line, elided at the right; returns the width used, in pixels."""
    text, width = kit.fitted(text, box.width(), size, bold=bold)
    painter.setFont(kit.font(size, bold=bold))  # pyright: ignore[reportUnknownMemberType]  # PySide6's stub has a hole here
    painter.setPen(ink)
    painter.drawText(box, align, text)
    return width


def chip_width(kit: Kit, text: str, kind: str) -> int:
    """Pixels that a chip of `kind` with `text` needs."""
    what = kind.partition(":")[0]
    pad = 0 if what == "rating" else PAD
    words = kit.metrics("font_caption", bold=what == "predikat").horizontalAdvance(text)
    return pad * 2 + (MARK + GAP if _has_mark(what) else 0) + words + 1


def draw_chip(painter: QPainter, kit: Kit, box: QRect, text: str, kind: str) -> int:
    """A chip at the left of `box`, in its vertical middle; returns the width used, in pixels.

    `kind` is a tone of `TONES`, 'predikat:SB' or 'rating:+'.
    """
    what, _, code = kind.partition(":")
    width = min(box.width(), chip_width(kit, text, kind))
    middle = box.top() + box.height() / 2
    body = QRectF(box.left(), middle - CHIP / 2, width, CHIP)
    ground, ink, pad = _look(what, code)
    if ground:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(kit.colour(ground))
        painter.drawRoundedRect(body, CHIP / 2, CHIP / 2)
    left = box.left() + pad
    if _has_mark(what):
        draw_mark(painter, kit, QRect(left, int(middle) - MARK // 2, MARK, MARK), kind)
        left += MARK + GAP
    words = QRect(left, int(body.top()), box.left() + width - pad - left + 1, CHIP)
    bold = what == "predikat"
    draw_text(painter, kit, words, text, kit.colour(ink), size="font_caption", bold=bold)
    return width


def draw_mark(painter: QPainter, kit: Kit, box: QRect, kind: str) -> None:
    """The mark of a chip alone, 12 pixels."""
    what, _, code = kind.partition(":")
    if what == "predikat":
        draw_predikat(painter, code, QRectF(box), kit.colour(PREDIKAT[code].token + "_solid"))
    elif what == "rating":
        draw_rating(painter, code, QRectF(box), kit.colour(RATING_TOKEN[code]))
    else:
        tone = TONES[what]
        kit.icons(tone.mark, tone.ink, MARK).paint(painter, box)


def draw_change(
    painter: QPainter,
    kit: Kit,
    box: QRect,
    change: tuple[str, str, str],
    inks: tuple[QColor, QColor, QColor],
) -> None:
    """Field soft, old struck through, chevron, new strong; `change` and `inks` in that order."""
    field, old, new = change
    left = box.left()
    if field:
        left += draw_text(painter, kit, box, f"{field}  ", inks[0])
    if old:
        room = max(24, (box.right() - left - 22) * 3 // 5) if new else box.right() - left
        start = QRect(left, box.top(), room, box.height())
        used = draw_text(painter, kit, start, old, inks[1])
        middle = box.center().y() + 1
        painter.drawLine(left, middle, left + used, middle)
        left += used
    if old and new:
        kit.icons("chevron_right").paint(painter, QRect(left + 3, box.center().y() - 7, 16, 16))
        left += 22
    rest = QRect(left, box.top(), max(0, box.right() - left), box.height())
    draw_text(painter, kit, rest, new, inks[2], bold=True)


def draw_bar(painter: QPainter, kit: Kit, box: QRectF, part: float, whole: float) -> None:
    """A bar that turns green when whole."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(kit.colour("sunken"))
    painter.drawRoundedRect(box, 3, 3)
    if whole > 0 and part > 0:
        painter.setBrush(kit.colour("b_solid" if part >= whole else "accent"))
        share = min(1.0, part / whole)
        painter.drawRoundedRect(
            QRectF(box.left(), box.top(), box.width() * share, box.height()), 3, 3
        )


def spoken(text: str, kind: str) -> str:
    """What a screen reader says for a chip."""
    what, _, code = kind.partition(":")
    return RATING[code] if what == "rating" else text


def _has_mark(what: str) -> bool:
    return what in ("predikat", "rating") or bool(TONES[what].mark)


def _look(what: str, code: str) -> tuple[str, str, int]:
    """Tokens of ground and ink, and the padding."""
    if what == "predikat":
        token = PREDIKAT[code].token
        return token + "_soft", token + "_text", PAD
    if what == "rating":
        return "", "text", 0
    return TONES[what].ground, TONES[what].ink, PAD
