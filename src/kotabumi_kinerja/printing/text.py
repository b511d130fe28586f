"""Text before it is drawn: styles, widths, and the breaking of lines."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from kotabumi_kinerja.printing.fonts import units


class Style(NamedTuple):
    """A face (R, B or I), its size and its leading (baseline to baseline), in points."""

    face: str
    size: float
    lead: float

    @property
    def ascent(self) -> float:
        """Points from the top of a line to its baseline."""
        return self.size * 0.92


BODY: Final = Style("R", 9, 11)
BOLD: Final = Style("B", 9, 11)
SLANT: Final = Style("I", 9, 11)
TEXT: Final = Style("R", 10, 12.5)
TEXT_B: Final = Style("B", 10, 12.5)
HEAD: Final = Style("B", 11, 14)
TITLE: Final = Style("B", 12, 15)

ELLIPSIS: Final = "\u2026"
_AFTER: Final = "/-_.@"
_NEXT: Final = re.compile(r"\b(Rp|Tk\.|No\.|Gol\.|Pasal|Ps\.|NIP|PP|PerBKN|PermenPANRB) (?=\S)")
_BEFORE: Final = re.compile(
    r"(\d) (?=%|JP\b|Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober"
    r"|November|Desember|\()"
)
_NIP: Final = re.compile(r"(\d{8})(\d{6})(\d)(\d{3})")


def grouped_nip(nip: str) -> str:
    """18 digits in groups of 8, 6, 1 and 3 that stay on one line; anything else as it is."""
    return _NIP.sub("\\1\u00a0\\2\u00a0\\3\u00a0\\4", nip) if _NIP.fullmatch(nip) else nip


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """What is drawn of a text: composed letters, tabs as spaces, no invisible signs."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text).replace("\t", " ").replace("\r\n", "\n")
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def width_of(text: str, style: Style) -> float:
    """Width in points."""
    return units(text, style.face) * style.size / 1000


@lru_cache(maxsize=20_000)
def glue(text: str) -> str:
    """Tie together what a line end must not part: Rp 12.000, Tk. I, 98 %, 31 Desember, (III/d)."""
    return _BEFORE.sub("\\1\u00a0", _NEXT.sub("\\1\u00a0", text))


@lru_cache(maxsize=20_000)
def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Lines of at most `width` points; longer words are cut after / - _ . @, or else anywhere."""
    space = width_of(" ", style)
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        line, used = "", 0.0
        for word in paragraph.split(" "):
            w = width_of(word, style)
            if line and used + space + w <= width:
                line, used = f"{line} {word}", used + space + w
                continue
            if line:
                lines.append(line)
            *full, line = _cut_word(word, style, width) if w > width else (word,)
            lines += full
            used = width_of(line, style)
        lines.append(line)
    return tuple(lines)


def _cut_word(word: str, style: Style, width: float) -> list[str]:
    parts: list[str] = []
    while len(word) > 1 and width_of(word, style) > width:
        n = 1
        while width_of(word[: n + 1], style) <= width:
            n += 1
        n = max((word.rfind(c, n // 2, n) + 1 for c in _AFTER), default=0) or n
        parts.append(word[:n])
        word = word[n:]
    return [*parts, word]


@lru_cache(maxsize=5_000)
def balanced(text: str, style: Style, width: float) -> tuple[str, ...]:
    """For centred headings: no more lines than `wrap` needs, but of about equal length."""
    lines = wrap(text, style, width)
    while len(lines) > 1:
        width *= 0.96
        narrower = wrap(text, style, width)
        if len(narrower) != len(lines):
            break
        lines = narrower
    return lines


@lru_cache(maxsize=20_000)
def clip(text: str, style: Style, width: float, most: int) -> tuple[str, ...]:
    """At most `most` lines of `width` points; what is left out shows as an ellipsis."""
    lines = wrap(glue(text), style, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while " " in last and width_of(f"{last} {ELLIPSIS}", style) > width:
        last = last.rsplit(" ", 1)[0]
    if width_of(f"{last} {ELLIPSIS}", style) <= width:
        return (*lines[: most - 1], f"{last} {ELLIPSIS}")
    while last and width_of(last + ELLIPSIS, style) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + ELLIPSIS)
