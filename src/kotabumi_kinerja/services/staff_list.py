"""The staff list by page: find as one types, filter chips, any column sorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging
from kotabumi_kinerja.store.schema import employment, person_now
from kotabumi_kinerja.store.search import by_name, matching

CHIPS: Final = ("PNS", "PPPK", "no_rater", "contract")
CONTRACT_WARNING_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the staff list."""

    id: Id
    anchor: Anchor
    nip: str
    name: str
    full_name: str
    status: str
    golongan: str
    post: str
    unit: str
    rater: str


class StaffList:
    """The list's rows by page, for `ui.table_model` and for export."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def count(self, query: Query) -> int:
        """How many rows `query` finds."""
        with self._work.database.read() as connection:
            rows = select(func.count()).select_from(person_now).where(*self._where(query))
            return int(connection.scalar(rows) or 0)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[StaffRow]:
        """Rows behind the anchor, in the order of the query."""
        rows, order = self._ordered(query)
        statement = paging.page(rows, order, after, skip, size, descending=query.descending)
        with self._work.database.read() as connection:
            return [_row(r, query) for r in connection.execute(statement)]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        with self._work.database.read() as connection:
            found = connection.execute(
                select(person_now).where(*self._where(query), person_now.c.id == id)
            ).first()
            if found is None:
                return None
            rows = select(person_now).where(*self._where(query))
            anchor = _row(found, query).anchor
            statement = paging.place(rows, _order(query), anchor, descending=query.descending)
            return connection.execute(statement).scalar_one()

    def _ordered(self, query: Query) -> tuple[Select[Any], Sequence[ColumnElement[Any]]]:
        """By name the rows stream from the index; other orders are sorted."""
        if query.sort not in {"", "name"}:
            return select(person_now).where(*self._where(query)), _order(query)
        rows, order = by_name(query.text, *person_now.c)
        return rows.where(*self._where(query, text=False)), [order]

    def chips(self, query: Query) -> Mapping[str, int]:
        """Counts for the filter chips under the present text."""
        plain = Query(query.text, scope=query.scope)
        counts = {"": self.count(plain)}
        for chip in CHIPS:
            counts[chip] = self.count(Query(query.text, chip=chip, scope=query.scope))
        return counts

    def _where(self, query: Query, *, text: bool = True) -> list[ColumnElement[bool]]:
        p = person_now.c
        where: list[ColumnElement[bool]] = [p.office == self._work.database.office]
        if text and query.text.strip():
            where.append(matching(query.text))
        if query.chip == "PNS":
            where.append(p.status.in_(("PNS", "CPNS")))
        elif query.chip == "PPPK":
            where.append(p.status.in_(("PPPK", "PPPK_PW")))
        elif query.chip == "no_rater":
            where.append(p.rater_id.is_(None))
        elif query.chip == "contract":
            where.append(p.employment_id.in_(_ending(self._work)))
        return where


def find(work: Workspace, text: str = "") -> list[StaffRow]:
    """Everybody matching `text`, by name."""
    return list(StaffList(work).page(Query(text), None, 0, 1_000_000))


def first(work: Workspace, text: str, limit: int) -> list[StaffRow]:
    """The first `limit` people matching `text`, by name."""
    return list(StaffList(work).page(Query(text), None, 0, limit))


_SORTS: Final = {
    "nip": "nip",
    "status": "status",
    "golongan": "golongan",
    "post": "post",
    "unit": "unit_name",
    "rater": "rater_name",
}
"""Sort keys and their columns; the rest is ordered by name, which is `n`."""


def _order(query: Query) -> list[ColumnElement[Any]]:
    column = _SORTS.get(query.sort)
    return [person_now.c.n] if column is None else [person_now.c[column], person_now.c.n]


def _row(row: Row[Any], query: Query) -> StaffRow:
    column = _SORTS.get(query.sort)
    return StaffRow(
        row.id,
        (row.n,) if column is None else (getattr(row, column), row.n),
        row.nip,
        row.name,
        full_name(row.front, row.name, row.back),
        row.status or "",
        row.golongan,
        row.post,
        row.unit_name,
        row.rater_name.partition(",")[0],
    )


def _ending(work: Workspace) -> Select[Any]:
    """Employments whose contract ends soon or has ended."""
    last = date.fromordinal(work.today().toordinal() + CONTRACT_WARNING_DAYS)
    return select(employment.c.id).where(
        employment.c.contract_until.is_not(None), employment.c.contract_until <= last
    )
