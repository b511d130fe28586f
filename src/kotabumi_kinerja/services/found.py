"""Lists over rows in memory that know text, chips and sorts: what is worked out, not stored."""

from collections.abc import Sequence
from typing import Final, Generic, Protocol, TypeVar

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Anchor, Query


class Findable(Protocol):
    """A row that says itself what it is found by; `words` in lower case."""

    @property
    def id(self) -> Id:
        """The record's id, unlike any other's."""
        ...

    @property
    def anchor(self) -> Anchor:
        """Its id alone."""
        ...

    @property
    def words(self) -> str:
        """What is searched."""
        ...

    def in_chip(self, chip: str) -> bool:
        """Whether a filter shows it."""
        ...

    def sort_value(self, key: str) -> str:
        """What a sorted column compares."""
        ...


F = TypeVar("F", bound=Findable)


_KEPT: Final = 16
"""Answers kept: what is shown, and the counts of its chips."""


class Found(Generic[F]):
    """A source over rows in memory; rows of equal value keep their order."""

    def __init__(self, rows: Sequence[F] = ()) -> None:
        self._rows = rows
        self._asked: dict[Query, list[F]] = {}
        self._places: tuple[Query, dict[Id, int]] | None = None

    def renew(self, rows: Sequence[F]) -> None:
        """Other rows from now on."""
        self._rows, self._places = rows, None
        self._asked.clear()

    def count(self, query: Query) -> int:
        """How many rows the query finds."""
        return len(self._ask(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[F]:
        """A stretch of the rows."""
        found = self._ask(query)
        start = skip
        if after is not None and isinstance(after[0], bytes):
            start += 1 + self._placed(query)[after[0]]
        return found[start : start + size]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this one."""
        return self._placed(query).get(id)

    def _placed(self, query: Query) -> dict[Id, int]:
        if self._places is None or self._places[0] != query:
            self._places = (query, {row.id: at for at, row in enumerate(self._ask(query))})
        return self._places[1]

    def _ask(self, query: Query) -> list[F]:
        found = self._asked.get(query)
        if found is None:
            found = self._select(query)
            if query.sort:
                found.sort(key=lambda r: r.sort_value(query.sort), reverse=query.descending)
            if len(self._asked) >= _KEPT:
                self._asked.pop(next(iter(self._asked)))
            self._asked[query] = found
        return found

    def _select(self, query: Query) -> list[F]:
        parts = query.text.casefold().split()
        joined = query.text.replace(" ", "")
        if joined.isdigit():  # a NIP typed with its spaces
            parts = [joined]
        return [
            row
            for row in self._rows
            if row.in_chip(query.chip) and all(part in row.words for part in parts)
        ]
