"""Columns of a table as data: what a cell shows, how it is painted, sorted, edited and copied."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar, cast

from kotabumi_kinerja.ui.shapes import PREDIKAT, RATING

R = TypeVar("R")

Align = Literal["left", "right", "center"]
NOT_RATED: Final = "belum dinilai"

Kind = Literal[
    "text", "soft", "strong", "two", "nip", "number", "link", "state",
    "predikat", "mini", "rating", "verdict", "change", "bar",
]  # fmt: skip


VERDICTS: Final = ("refused", "repaired", "changed", "new", "same")
"""Decisions about an imported row, in the order they are listed."""

_TONES: Final = frozenset({"good", "warn", "bad", "note", "plain", "tag"})
_MARKED: Final[Mapping[str, Container[str]]] = {
    "predikat": PREDIKAT,
    "mini": PREDIKAT,
    "rating": RATING,
    "verdict": VERDICTS,
    "change": (),
    "bar": (),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Old and new value of one field, for a cell of kind 'change'."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)  # with slots Column[Row](…) fails in Python 3.11
class Column(Generic[R]):
    """One column.

    `value` is the thing itself: copied, exported, and for the kinds 'predikat' and 'mini' the code
    ('SB'), for 'rating' the sign ('+', '=', '-'), for 'verdict' one of 'new', 'changed',
    'repaired', 'refused', 'same', for 'change' a `Change`, for 'bar' a pair (part, whole).
    `text` is what is shown, made from the value if not given; for 'two' with a line break.
    `edit` takes the typed text and may raise `Refused`. `key` is the sort key the source knows,
    '' when it cannot sort by this. `tone` says for kind 'state' which chip: 'good', 'warn',
    'bad', 'note', 'plain', 'tag', or '' for quiet words. `width` in pixels. `field` is the name
    under which the service writes it, for filling, pasting and changing many; `typed` is what
    the editor begins with where that is not the shown text.
    """

    title: str
    value: Callable[[R], object]
    text: Callable[[R], str] | None = None
    edit: Callable[[R, str], None] | None = None
    align: Align = "left"
    width: int = 120
    kind: Kind = "text"
    key: str = ""
    stretch: bool = False
    tone: Callable[[R], str] | None = None
    hidden: bool = False
    field: str = ""
    typed: Callable[[R], str] | None = None

    def begin(self, row: R) -> str:
        """What the editor begins with, and what filling down takes along."""
        return self.typed(row) if self.typed is not None else self.shown(row)

    def shown(self, row: R) -> str:
        """The text of the cell; '' for None."""
        if self.text is not None:
            return self.text(row)
        return _words(self.kind, self.value(row))

    def mark(self, row: R) -> object:
        """What the painter needs beside the text, checked here since a painter must not fail."""
        if self.kind == "state":
            tone = self.tone(row) if self.tone is not None else ""
            return _known(tone, _TONES)
        if self.kind not in _MARKED:
            return None
        value = self.value(row)
        if self.kind in ("change", "bar"):
            return cast("object", value) if isinstance(value, (Change, tuple)) else None
        return _known("" if value is None else str(value), _MARKED[self.kind])


def _known(mark: str, known: Container[str]) -> str:
    if mark and mark not in known:
        raise ValueError(mark)
    return mark


def _words(kind: Kind, value: object) -> str:
    if kind in ("predikat", "rating", "mini"):
        return _mark_words(kind, str(value or ""))
    if isinstance(value, Change):
        return f"{value.field} {value.old} > {value.new}".strip()
    if isinstance(value, tuple):
        return "/".join(str(part) for part in cast("tuple[object, ...]", value))
    text = "" if value is None else str(value)
    return spaced_nip(text) if kind == "nip" else text


def _mark_words(kind: Kind, code: str) -> str:
    if kind == "rating":
        return RATING[code].removesuffix(" ekspektasi") if code in RATING else NOT_RATED
    if code not in PREDIKAT:
        return NOT_RATED
    return code if kind == "mini" else PREDIKAT[code].word


def spaced_nip(digits: str) -> str:
    """A NIP or NI PPPK the way it is printed, 8-6-1-3; anything else as it is."""
    if len(digits) != 18 or not digits.isdigit():  # noqa: PLR2004  the length of a NIP
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
