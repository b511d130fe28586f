"""Two versions of an SKP laid side by side: what belongs together, what is new, changed, gone."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, TypeVar

T = TypeVar("T")

_ALIKE: Final = 0.6
"""From here on two texts are taken for one text that was reworded."""


class Difference(StrEnum):
    """What became of a line."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The word users read."""
        return {"same": "sama", "changed": "berubah", "added": "baru", "removed": "dihapus"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an SKP as text; `level` 0 is a heading, 1 a result, 2 what lies below it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the former and of the later version; None: it is not there."""

    level: int
    left: str | None
    right: str | None

    @property
    def difference(self) -> Difference:
        """What became of the line."""
        if self.left is None:
            return Difference.ADDED
        if self.right is None:
            return Difference.REMOVED
        return Difference.SAME if self.left == self.right else Difference.CHANGED


def matched(
    left: Sequence[T], right: Sequence[T], text: Callable[[T], str], kind: Callable[[T], Hashable]
) -> list[tuple[T | None, T | None]]:
    """Which belong together: the same kind and words first, then reworded ones; the rest alone.

    In the order of the right side; what is gone stands where it stood.
    """
    partner = _same(left, right, text, kind)
    _reworded(left, right, text, partner)
    taken = set(partner.values())
    ordered: list[tuple[T | None, T | None]] = []
    gone = [at for at in range(len(left)) if at not in taken]
    for number, one in enumerate(right):
        at = partner.get(number)
        while gone and at is not None and gone[0] < at:
            ordered.append((left[gone.pop(0)], None))
        ordered.append((left[at] if at is not None else None, one))
    ordered += [(left[at], None) for at in gone]
    return ordered


def _same(
    left: Sequence[T], right: Sequence[T], text: Callable[[T], str], kind: Callable[[T], Hashable]
) -> dict[int, int]:
    partner: dict[int, int] = {}

    def whole(one: T) -> Hashable:
        return kind(one), text(one)

    likenesses: tuple[Callable[[T], Hashable], ...] = (whole, text)
    for alike in likenesses:
        free = {at for at in range(len(left)) if at not in partner.values()}
        for number, one in enumerate(right):
            if number not in partner:
                at = next((x for x in sorted(free) if alike(left[x]) == alike(one)), None)
                if at is not None:
                    partner[number] = at
                    free.discard(at)
    return partner


def _reworded(
    left: Sequence[T], right: Sequence[T], text: Callable[[T], str], partner: dict[int, int]
) -> None:
    taken = set(partner.values())
    scores: list[tuple[float, int, int]] = []
    for number, one in enumerate(right):
        for at, other in enumerate(left):
            if number not in partner and at not in taken:
                ratio = SequenceMatcher(None, text(other), text(one)).ratio()
                scores.append((-ratio, number, at))
    for ratio, number, at in sorted(scores):
        if -ratio >= _ALIKE and number not in partner and at not in partner.values():
            partner[number] = at


def differences(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Only what is not the same, without headings."""
    return (pair for pair in pairs if pair.level and pair.difference is not Difference.SAME)
