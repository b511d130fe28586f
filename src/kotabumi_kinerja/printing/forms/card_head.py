"""The upper part of the Kartu Nilai: photo, who the person is, the verdict, the rater."""

from typing import Final

from kotabumi_kinerja.printing.forms.card_data import Card, Verdict
from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.printing.sheet import HEAVY, Flow, Sheet
from kotabumi_kinerja.printing.signature import signature_height
from kotabumi_kinerja.printing.text import (
    BODY,
    BOLD,
    TEXT,
    TEXT_B,
    Style,
    clip,
    glue,
    width_of,
    wrap,
)

_PHOTO: Final = (22.0, 29.3)
_LEFT: Final = 25.0
"""Where the facts begin, from the margin."""
_LABEL: Final = 22.0
_VERDICT: Final = 56.0
_BIG: Final = (Style("B", 20, 24), Style("B", 16, 18), Style("B", 13, 15))
_MOST: Final = 3
"""Lines of post and unit; the whole stands on the SKP. One less when the signer has a deputy's
many office lines."""
_USUAL_SIGNER: Final = 60.0
_LARGE: Final = 7
"""Up to so many lines the facts are set in 10 points."""


def paragraph(  # noqa: PLR0913, PLR0917  # a place, a width, a text, its style
    s: Sheet, x: float, y: float, w: float, text: str, style: Style = BODY
) -> float:
    """Broken text with its top at y; returns where it ends, mm."""
    for part in wrap(glue(text), style, w * MM):
        s.put(x, y + style.ascent / MM, part, style)
        y += style.lead / MM
    return y


def draw_head(flow: Flow, card: Card) -> None:
    """Photo, facts and verdict side by side, then the rater's line."""
    s, page, top = flow.sheet, flow.page, flow.y
    right = page.width - page.right
    _photo(s, page.left, top, card.photo)
    _verdict(s, right - _VERDICT, top, card.verdict)
    y = _facts(s, page.left + _LEFT, top, page.measure - _LEFT - _VERDICT - 3, card)
    y = max(y, top + _PHOTO[1]) + 1.6
    room = page.measure - _LEFT
    rater = " \u00b7 ".join(t for t in card.rater if t)
    if len(wrap(glue(rater), BODY, room * MM)) > 2:  # noqa: PLR2004  # name and NIP stay, the post is on the SKP
        rater = " \u00b7 ".join(card.rater[:2])
    s.put(page.left, y + BODY.ascent / MM, "Pejabat penilai", BODY)
    flow.y = paragraph(s, page.left + _LEFT, y, room, rater or "belum ditetapkan") + 1.6


def _photo(s: Sheet, x: float, y: float, image: bytes | None) -> None:
    w, h = _PHOTO
    s.box(x, y, w, h)
    if image:
        s.picture(image, x, y, w, h)
        return
    s.put(x + w / 2, y + 13.5, "foto", BODY, align="C")
    s.put(x + w / 2, y + 17.5, "3 \u00d7 4", BODY, align="C")


def _verdict(s: Sheet, x: float, y: float, verdict: Verdict) -> None:
    w = _VERDICT
    s.box(x, y, w, _PHOTO[1], HEAVY)
    s.put(x + w / 2, y + 4.8, "PREDIKAT TAHUNAN", BOLD, align="C")
    words = (verdict.predikat or "belum dinilai").upper()
    big = next((t for t in _BIG if width_of(words, t) < (w - 5) * MM), _BIG[-1])
    s.put(x + w / 2, y + 10.7 + big.size * 0.12, words, big, align="C")
    s.line(x + 2.5, y + 16, x + w - 2.5, y + 16)
    rows = (
        ("Hasil kerja", verdict.result),
        ("Perilaku kerja", verdict.behaviour),
        ("Organisasi", verdict.organisation),
    )
    for k, (title, value) in enumerate(rows):
        at = y + 19.9 + k * 3.9
        s.put(x + 2.5, at, title, BODY)
        s.put(x + w - 2.5, at, value or "-", BODY, align="R")


def _facts(s: Sheet, x: float, y: float, w: float, card: Card) -> float:
    room = w - _LABEL
    most = _MOST if signature_height(card.signer) <= _USUAL_SIGNER else _MOST - 1
    rows = (
        ("Nama", card.name, True),
        ("NIP", card.nip, False),
        ("Pangkat/gol.", card.rank, False),
        ("Jabatan", card.post, False),
        ("Unit kerja", card.unit, False),
    )
    large = sum(len(wrap(glue(v), TEXT, room * MM)) for _, v, _ in rows) <= _LARGE
    plain, strong = (TEXT, TEXT_B) if large else (BODY, BOLD)
    for title, value, is_name in rows:
        style = strong if is_name else plain
        s.put(x, y + plain.ascent / MM, title, BODY)
        shown = value if is_name else "\n".join(clip(value, style, room * MM, most))
        y = paragraph(s, x + _LABEL, y, room, shown or "-", style)
    return y
