"""The staff list by page: find as one types, filter chips, any column sorted."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    not_,
    select,
)

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.staff import age, retirement_day, retirement_rule
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.posts import held
from kotabumi_kinerja.services.staff.filters import CHIPS, StaffFilters, State
from kotabumi_kinerja.services.staff.rows import (
    BESIDE,
    COLUMNS,
    HERE,
    READ,
    joined,
    lines_found,
    needs_both,
    order_of,
    row_of,
    word_begins,
)
from kotabumi_kinerja.services.staff.rows import StaffRow as StaffRow  # noqa: PLC0414  # its users find it here
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging, search
from kotabumi_kinerja.store.schema import person, person_now
from kotabumi_kinerja.store.search import by_name, matching

_KEPT: Final = 32
"""Counts kept until the data change."""
_FEW: Final = 400
"""So many people may have left for the count of the search index alone to do."""
_LOOKED: Final = 4000
RETIREMENT: Final = "retires"
"""Sort key of the one column that no table holds."""


class StaffList:
    """The list's rows by page, for `ui.table_model` and for export."""

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._filters = StaffFilters(work)
        self._ages: dict[tuple[str, str | None], int | None] = {}
        self._state: State = ()
        self._counts: OrderedDict[Query, int] = OrderedDict()
        self._outside: list[int] | None = None
        self._orders: dict[Query, list[int]] = {}

    def count(self, query: Query) -> int:
        """How many rows `query` finds; known again at once until the data change."""
        self._fresh()
        asked = Query(query.text.strip(), query.chip)
        found = self._counts.get(asked)
        if found is None:
            found = self._counts[asked] = self._counted(asked)
            if len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
        return found

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[StaffRow]:
        """Rows behind the anchor, in the order of the query."""
        by_name_ = query.sort in {"", "name"}
        if query.sort == RETIREMENT or (by_name_ and needs_both(query)):
            return self._page_of_order(query, after, skip, size)
        if by_name_ and not query.chip:
            return self._page_by_name(query, after, skip, size)
        lines, order = self._ordered(query)
        statement = paging.page(lines, order, after, skip, size, descending=query.descending)
        with self._work.database.read() as connection:
            anchors = [tuple(found) for found in connection.execute(statement)]
            return self.lines(connection, anchors)

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        where, order = self._where(query), order_of(query)
        lines = select(*order).select_from(joined(order)).where(*where)
        with self._work.database.read() as connection:
            found = connection.execute(lines.where(person_now.c.id == id)).first()
            if found is None:
                return None
            if query.sort == RETIREMENT:
                return self._order(query).index(found.n)
            statement = paging.place(lines, order, tuple(found), descending=query.descending)
            return connection.execute(statement).scalar_one()

    def chips(self, query: Query) -> Mapping[str, int]:
        """Counts for the filter chips under the present text, in one reading."""
        self._fresh()
        found = self._filters.counts(query.text)
        self._counts.update({Query(query.text.strip(), chip): found[chip] for chip in CHIPS})
        return found

    def _fresh(self) -> None:
        """Forget what was counted before the last change."""
        state = self._filters.state()
        if state != self._state:
            self._state, self._outside = state, None
            self._counts.clear()
            self._orders.clear()

    def _counted(self, query: Query) -> int:
        """Of what is typed the search index alone is asked, while few people have left."""
        if needs_both(query):
            return len(self._order(query))
        with self._work.database.read() as connection:
            if query.text and not query.chip and len(outside := self._gone_from_here()) <= _FEW:
                found, asked = lines_found(query.text, numbers_only=True)
                if found is None:
                    return 0
                every = f"SELECT count(*) FROM {found}"  # noqa: S608  # our own names
                count = int(connection.exec_driver_sql(every, asked).scalar_one())
                if not outside or not count:
                    return count
                gone = f"{every} AND f.rowid IN (SELECT value FROM json_each(?))"  # noqa: S608  # our own names
                values = (*asked, json.dumps(outside))
                return count - int(connection.exec_driver_sql(gone, values).scalar_one())
            rows = select(func.count()).select_from(person_now).where(*self._where(query))
            return int(connection.scalar(rows) or 0)

    def _gone_from_here(self) -> list[int]:
        """Numbers of the lines that are of other offices or of people who have left."""
        if self._outside is None:
            rows = select(person_now.c.n).where(not_(self._filters.where("")))
            with self._work.database.read() as connection:
                self._outside = list(connection.scalars(rows.limit(_FEW + 1)))
        return self._outside

    def _page_by_name(
        self, query: Query, after: Anchor | None, skip: int, size: int
    ) -> Sequence[StaffRow]:
        """What is asked at each key that is typed: one statement that nobody has to compose."""
        found, asked = lines_found(query.text)
        if found is None:
            return []
        number = "f.rowid" if asked else "s.n"
        way = "DESC" if query.descending else "ASC"
        beyond = "" if after is None else f"AND {number} {'<' if query.descending else '>'} ? "
        statement = (
            f"SELECT {COLUMNS} FROM {found} {BESIDE} {HERE} {beyond}"  # noqa: S608  # our own names
            f"ORDER BY {number} {way} LIMIT ? OFFSET ?"
        )
        values = (*asked, *self._here(), *(after or ())[-1:], size, skip)
        with self._work.database.read() as connection:
            lines = connection.exec_driver_sql(statement, values).fetchall()
        return [row_of(line, (line[0],)) for line in lines]

    def _ordered(self, query: Query) -> tuple[Select[Any], Sequence[ColumnElement[Any]]]:
        """What anchors are made of; by name the rows stream from the index."""
        order = order_of(query)
        if query.sort not in {"", "name"}:
            return select(*order).select_from(joined(order)).where(*self._where(query)), order
        lines, number = by_name(query.text, person_now.c.n)
        return lines.where(*self._where(query, text_too=False)), [number]

    def _where(self, query: Query, *, text_too: bool = True) -> list[ColumnElement[bool]]:
        where = [self._filters.where(query.chip)]
        if text_too and query.text.strip():
            where.append(matching(query.text))
        return where

    def _order(self, query: Query) -> list[int]:
        """Numbers of the lines in an order that is worked out once, and kept."""
        self._fresh()
        asked = Query(query.text.strip(), query.chip, query.sort, query.descending)
        if asked.sort != RETIREMENT:
            asked = replace(asked, sort="")
        if asked not in self._orders:
            make = self._by_retirement if asked.sort == RETIREMENT else self._by_both_indices
            self._orders[asked] = make(asked)
            if len(self._orders) > _KEPT:
                del self._orders[next(iter(self._orders))]
        return self._orders[asked]

    def _by_both_indices(self, query: Query) -> list[int]:
        """Long and short words, worked out once for count and pages.

        Where a one-letter word begins is dear to ask of the index: 's' finds every third person.
        So what the long words find, if it is not too much, is looked through here.
        """
        long, short = search.words_of(query.text)
        words = " ".join(long)
        here = self._here()
        with self._work.database.read() as connection:
            index, asked = lines_found(words, numbers_only=True)
            many = connection.exec_driver_sql(f"SELECT count(*) FROM {index}", asked).scalar_one()  # noqa: S608  # our own names
            look = int(many) < _LOOKED
            found, asked = lines_found(words if look else query.text)
            both = f"SELECT s.n, s.words FROM {found} {HERE} ORDER BY s.n"  # noqa: S608  # our own names
            rows = connection.exec_driver_sql(both, (*asked, *here)).fetchall()
        begins = word_begins(short)
        numbers = [row[0] for row in rows if not look or begins(row[1])]
        return numbers[::-1] if query.descending else numbers

    def _by_retirement(self, query: Query) -> list[int]:
        """By day of retirement, those without one last."""
        n = person_now.c
        statement = (
            select(n.n, n.post, n.post_kind, person.c.born)
            .join(person, and_(person.c.office == n.office, person.c.id == n.id))
            .where(*self._where(query))
        )
        with self._work.database.read() as connection:
            days = [
                (self._retires(r.born, r.post, r.post_kind) or date.max, r.n)
                for r in connection.execute(statement)
            ]
        return [number for _, number in sorted(days, reverse=query.descending)]

    def _here(self) -> tuple[object, ...]:
        return (self._work.database.office, self._work.today().isoformat())

    def _page_of_order(
        self, query: Query, after: Anchor | None, skip: int, size: int
    ) -> Sequence[StaffRow]:
        order = self._order(query)
        start = skip + (order.index(int(str(after[-1]))) + 1 if after is not None else 0)
        with self._work.database.read() as connection:
            return self.lines(connection, [(n,) for n in order[start : start + size]])

    def retires(self, row: StaffRow) -> date | None:
        """When this person retires; None when birth or post do not say."""
        return self._retires(row.born, row.post, row.post_kind)

    def age(self, row: StaffRow) -> int | None:
        """Full years today."""
        return age(row.born, self._work.today()) if row.born else None

    def _retires(self, born: date | None, post: str, kind: str | None) -> date | None:
        if born is None:
            return None
        if (post, kind) not in self._ages:
            today = self._work.today()
            position = held(post, kind, self._work.rules, today)
            rule = retirement_rule(position, self._work.rules, today)
            self._ages[post, kind] = rule[0] if rule else None
        years = self._ages[post, kind]
        return None if years is None else retirement_day(born, years)

    def lines(self, connection: Connection, anchors: Sequence[Anchor]) -> list[StaffRow]:
        """The lines with these anchors; read by number through the bare driver."""
        numbers = json.dumps([anchor[-1] for anchor in anchors])
        found = {line[0]: line for line in connection.exec_driver_sql(READ, (numbers,))}
        return [row_of(found[anchor[-1]], anchor) for anchor in anchors if anchor[-1] in found]


def find(work: Workspace, text: str = "") -> list[StaffRow]:
    """Everybody who works here and matches `text`, by name."""
    return list(StaffList(work).page(Query(text), None, 0, 1_000_000))


def first(work: Workspace, text: str, limit: int) -> list[StaffRow]:
    """The first `limit` people matching `text`, by name."""
    return list(StaffList(work).page(Query(text), None, 0, limit))
