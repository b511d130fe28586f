"""The three faces of paper (Liberation Sans: R, B, I) and which letters they can set."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kotabumi_kinerja.domain.errors import Refused

_CUTS: Final = (("R", "Regular"), ("B", "Bold"), ("I", "Italic"))
_NBSP: Final = 0xA0


def load_fonts(folder: Path) -> None:
    """Make the faces in `folder` known to reportlab; once per process, later calls do nothing.

    The files stay as published: 'Liberation' is a reserved name (SIL OFL).
    """
    known = pdfmetrics.getRegisteredFontNames()
    for face, cut in _CUTS:
        if face not in known:
            path = folder / f"LiberationSans-{cut}.ttf"
            pdfmetrics.registerFont(TTFont(face, str(path), asciiReadable=True))


@lru_cache(maxsize=50_000)
def units(text: str, face: str) -> float:
    """Width of a text in thousandths of its size."""
    return pdfmetrics.stringWidth(text, face, 1000)


def check_letters(text: str, face: str) -> None:
    """Refuse (KK-601) a letter that the face lacks, or that runs from right to left.

    A wrong letter in a name on an official form is worse than no form.
    """
    glyphs = pdfmetrics.getFont(face).face.charToGlyph
    for letter in text:
        known = ord(letter) in glyphs or ord(letter) == _NBSP
        if not known or unicodedata.bidirectional(letter) in ("R", "AL"):
            raise Refused("KK-601", letter=letter, text=text.replace("\u00a0", " "))
