"""Rows of a list held in pages: read by key after the nearest anchor, the last ones kept."""

from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Anchor, Findable, Query, Row, Source

R = TypeVar("R", bound=Row)

PAGE: Final = 100
KEPT: Final = 40
NEAR: Final = 10


class Pages(Generic[R]):
    """A window on a source of any size; `count` rows, of which some pages lie in memory."""

    def __init__(self, source: Source[R], query: Query) -> None:
        self._source = source
        self.query = query
        self.count = source.count(query)
        self._pages: OrderedDict[int, tuple[R, ...]] = OrderedDict()
        self._starts: list[int] = []
        self._anchors: dict[int, Anchor] = {}

    def row(self, at: int) -> R | None:
        """Row number `at`; None when the source has become shorter meanwhile."""
        number, place = divmod(at, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        return page[place] if place < len(page) else None

    def place(self, row_id: Id, near: int = 0) -> int | None:
        """Where the record stands; without the source's help only pages around `near` are read."""
        for number, page in self._pages.items():
            found = _index(page, row_id)
            if found is not None:
                return number * PAGE + found
        if isinstance(self._source, Findable):
            return self._source.place(self.query, row_id)
        return self._look_around(row_id, near // PAGE)

    def each(self, show: Callable[[R], None], first: int, last: int) -> None:
        """Gives rows `first` to `last` (included) to `show`, page by page."""
        for at in range(first, min(last, self.count - 1) + 1):
            row = self.row(at)
            if row is not None:
                show(row)

    def _look_around(self, row_id: Id, middle: int) -> int | None:
        last = max(0, self.count - 1) // PAGE
        around = range(max(0, middle - NEAR), min(last, middle + NEAR) + 1)
        for number in sorted(around, key=lambda n: abs(n - middle)):
            found = _index(self._read(number), row_id)
            if found is not None:
                return number * PAGE + found
        return None

    def _read(self, number: int) -> tuple[R, ...]:
        """Page `number`, read after the nearest anchor before it."""
        known = bisect_right(self._starts, number)
        start = self._starts[known - 1] if known else 0
        anchor = self._anchors.get(start)
        page = tuple(self._source.page(self.query, anchor, (number - start) * PAGE, PAGE))
        self._pages[number] = page
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        if len(page) == PAGE and number + 1 not in self._anchors:
            self._anchors[number + 1] = page[-1].anchor
            insort(self._starts, number + 1)
        return page


def _index(page: tuple[R, ...], row_id: Id) -> int | None:
    return next((at for at, row in enumerate(page) if row.id == row_id), None)
