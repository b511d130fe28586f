"""Column widths of the results of an SKP: the form's own, or drawn to the texts where they help."""

from collections.abc import Sequence
from typing import Final

from kotabumi_kinerja.printing.cells import PAD_X
from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.printing.text import BODY, clean, glue, width_of

_WIDEST_WORD: Final = 70.0
_LEAST_PART: Final = 0.5
"""No column becomes narrower than this part of its width on the form."""
_SPARE: Final = 0.2

Texts = Sequence[Sequence[tuple[str, int]]]
"""For each column its texts, with the number of rows that a text may use."""


def standard(widths: Sequence[float], texts: Texts, free: Sequence[int]) -> tuple[float, ...]:
    """The form's widths; a column grows for a word that would be cut, the others give way."""
    least = _words(widths, texts, free)
    if all(least[i] <= widths[i] for i in free):
        return tuple(widths)
    return _shared(widths, least, free, {i: widths[i] for i in free})


def fitted(widths: Sequence[float], texts: Texts, free: Sequence[int]) -> tuple[float, ...]:
    """Widths in proportion to the texts, so that rows come out as low as they can."""
    least = _words(widths, texts, free)
    need = {i: sum(_room(text) / rows for text, rows in texts[i] if text) or 1.0 for i in free}
    return _shared(widths, least, free, need)


def _words(widths: Sequence[float], texts: Texts, free: Sequence[int]) -> dict[int, float]:
    """The least width of each free column, mm: its longest word, but not without limit."""
    found: dict[int, float] = {}
    for i in free:
        words = {w for text, _ in texts[i] for line in text.split("\n") for w in _parts(line)}
        longest = max((_room(w) for w in words), default=0.0)
        found[i] = max(min(longest, _WIDEST_WORD), widths[i] * _LEAST_PART)
    return found


def _parts(line: str) -> list[str]:
    return glue(clean(line)).split(" ")


def _room(text: str) -> float:
    return width_of(clean(text), BODY) / MM + 2 * PAD_X + _SPARE


def _shared(
    widths: Sequence[float], least: dict[int, float], free: Sequence[int], need: dict[int, float]
) -> tuple[float, ...]:
    """Share out what the free columns have together, in proportion, none under its least."""
    total = sum(widths[i] for i in free)
    if sum(least.values()) >= total:
        factor = total / sum(least.values())
        return tuple(least[i] * factor if i in least else w for i, w in enumerate(widths))
    held: dict[int, float] = {}
    while True:
        rest = [i for i in free if i not in held]
        part = (total - sum(held.values())) / sum(need[i] for i in rest)
        short = [i for i in rest if need[i] * part < least[i]]
        if not short:
            held |= {i: need[i] * part for i in rest}
            return tuple(held.get(i, w) for i, w in enumerate(widths))
        held |= {i: least[i] for i in short}
