"""What a list on the screen asks of a service: how many rows, and one page of them by key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar, runtime_checkable

from kotabumi_kinerja.domain.ids import Id

Anchor = tuple[object, ...]
"""The sort values of one row, its id last: where the next page begins."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the list shows now.

    `text` is what was typed, `chip` the key of the filter chip ('' = all), `sort` the key of the
    sorted column ('' = the service's own order), `scope` what the screen is about, such as the
    year, period or unit; the service knows its type.
    """

    text: str = ""
    chip: str = ""
    sort: str = ""
    descending: bool = False
    scope: object = None


class Row(Protocol):
    """One line of a list: a frozen dataclass of the service with these two among its fields."""

    @property
    def id(self) -> Id:
        """The record's id; selection is kept by it."""
        ...

    @property
    def anchor(self) -> Anchor:
        """The values that the order compares, the id last."""
        ...


R_co = TypeVar("R_co", bound=Row, covariant=True)


class Source(Protocol[R_co]):
    """Rows by page. Each call takes under 5 ms, since it runs while the screen is painted."""

    def count(self, query: Query) -> int:
        """How many rows `query` finds."""
        ...

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[R_co]:
        """At most `size` rows that come after the row with anchor `after` and `skip` more.

        `after` None is the beginning. The order is total: equal values are ordered by id.
        """
        ...


@runtime_checkable
class Findable(Protocol):
    """A source that also knows where a record stands; without it only near pages are searched."""

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  the word of the house
        """The number of rows before the record, None when `query` does not find it."""
        ...


@runtime_checkable
class Counted(Protocol):
    """A source that counts all its filter chips in one go."""

    def chips(self, query: Query) -> Mapping[str, int]:
        """Rows by key of the chip, '' for all, under the text and scope of `query`."""
        ...


_SPOILT: Final = re.compile(r"0\d+|\d{12,}|\d{1,4}[/-]\d{1,4}([/-]\d{1,4})?")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def kept_by_excel(text: str) -> str:
    """`text` so that Excel and LibreOffice leave it as text when it is opened or pasted.

    They make numbers of a NIP, of a NIK and of what begins with 0, days of '3/4', and run what
    begins like a formula. What they would spoil becomes '="…"', which reads back as it was.
    """
    if _SPOILT.fullmatch(text) or text.startswith(_FORMULA):
        doubled = text.replace('"', '""')
        return f'="{doubled}"'
    return text
