"""Many new rows at once: journal, versions and search written set by set instead of row by row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, Dialect, LargeBinary, Table
from sqlalchemy.exc import DatabaseError

from kotabumi_kinerja.store import summary
from kotabumi_kinerja.store.columns import Exact
from kotabumi_kinerja.store.journal import BULK, ORDINARY, leading, mine
from kotabumi_kinerja.store.registry import SYNCED, Group, Synced

Row = Mapping[str, Any]

_TOGETHER: Final = 500
"""Rows a statement: 500 of 30 values stay below the 32,766 that SQLite takes."""
_NOTHING: Final = frozenset({None, ""})


def bulk_insert(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert `rows` (all with the same keys) inside a `change()`; the number of rows.

    As `bulk_insert_values`, for rows by name of column.
    """
    if not rows:
        return 0
    names = tuple(rows[0])
    if any(len(row) != len(names) for row in rows):
        raise KeyError(names)
    values = (tuple(row[name] for name in names) for row in rows)
    return bulk_insert_values(connection, table, names, values)


def bulk_insert_values(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> int:
    """Insert rows of values in the order of `names` inside a `change()`; the number of rows.

    Versions are the same as by triggers; the journal has a line a row (see `journal`). An error
    ends the whole change: nothing of it stays. `person_now` follows at the end of the change.
    """
    try:
        return _load(connection, SYNCED[table.name], names, iter(rows))
    except DatabaseError:
        # A savepoint would do, but with one open every row walks its whole memory journal.
        transaction = connection.get_transaction()
        if transaction is not None:
            transaction.rollback()
        raise


def _load(
    connection: Connection, known: Synced, names: Sequence[str], rows: Iterator[tuple[Any, ...]]
) -> int:
    run = connection.exec_driver_sql
    last = int(run(f"SELECT coalesce(max(rowid), 0) FROM {known.name}").scalar_one())  # noqa: S608  # registry names
    run("UPDATE now SET mode = ?", (BULK,))
    rare = {column for g in known.groups if g.sparse for column in g.columns}
    columns = [
        _Column(known.table.c[name], connection.dialect, sparse=name in rare) for name in names
    ]
    count = 0
    said: set[str] = set()
    while part := list(islice(rows, _TOGETHER)):
        said.update(_insert(connection, known, columns, part))
        count += len(part)
    if count:
        # To ask the rows what they say would read and decrypt them all again, group by group.
        sparse = [g for g in known.groups if g.sparse and not said.isdisjoint(g.columns)]
        _journal(connection, known, sparse, last)
        _versions(connection, known, sparse, last)
        summary.mark(connection, known.name, last)
    run("UPDATE now SET mode = ?", (ORDINARY,))
    return count


class _Column:
    """A column and how its values become what the driver takes fastest."""

    def __init__(self, column: Column[Any], dialect: Dialect, *, sparse: bool) -> None:
        self.name = column.name
        self.sparse = sparse
        self._may_miss = column.nullable and column.server_default is None
        self._blob = isinstance(column.type, LargeBinary)
        self._convert: Callable[[Any], Any] | None = None
        if isinstance(column.type, Date):
            self._convert = _iso
        elif isinstance(column.type, Exact):
            self._convert = column.type.dialect_impl(dialect).bind_processor(dialect)

    def values(self, found: Sequence[Any]) -> Iterable[Any] | None:
        """As the driver takes them; None when nobody has one (each NULL would cost 1 us)."""
        missing = found.count(None) if self._may_miss else 0
        if missing == len(found):
            return None
        if self._blob:
            # The driver looks for an adapter of every `bytes` and finds none: 1 us a value.
            return map(_buffer if missing else bytearray, found)
        return map(self._convert, found) if self._convert else found


def _insert(
    connection: Connection,
    known: Synced,
    columns: Sequence[_Column],
    part: Sequence[tuple[Any, ...]],
) -> list[str]:
    """One statement for many rows; the sparse columns in which one of them says something.

    SQLite secures its pages once a statement, not once a row.
    """
    found = list(zip(*part, strict=True))
    told = [(c.name, c.values(values)) for c, values in zip(columns, found, strict=True)]
    filled = [(name, values) for name, values in told if values is not None]
    one = f"({', '.join('?' * len(filled))})"
    statement = (
        f"INSERT INTO {known.name} ({', '.join(name for name, _ in filled)}) "  # noqa: S608  # registry names
        f"VALUES {', '.join([one] * len(part))}"
    )
    rows = zip(*(values for _, values in filled), strict=True)
    connection.exec_driver_sql(statement, tuple(chain.from_iterable(rows)))
    return [
        c.name
        for c, values in zip(columns, found, strict=True)
        if c.sparse and not _NOTHING.issuperset(values)
    ]


@lru_cache(maxsize=4096)
def _iso(day: date | None) -> str | None:
    """A day as SQLAlchemy writes it; the same few days come again and again."""
    return None if day is None else day.isoformat()


def _buffer(value: bytes | None) -> bytearray | None:
    return None if value is None else bytearray(value)


def _journal(connection: Connection, known: Synced, sparse: Sequence[Group], last: int) -> None:
    """The journal's lines for every row above rowid `last`."""
    for group in (*sparse, *leading(known)):
        only = f" AND {group.said('t')}" if group.sparse else ""
        connection.exec_driver_sql(
            f"INSERT INTO journal(change_set, tbl, office, id, grp, kind, before, after, counter, "  # noqa: S608  # registry names
            f"replica) SELECT now.change_set, '{known.name}', t.office, t.id, '{group.name}', "
            f"'insert', NULL, NULL, now.counter, now.replica FROM now CROSS JOIN {known.name} t "
            f"WHERE t.rowid > ?{mine(group)}{only} ORDER BY t.office, t.id",
            (last,),
        )


def _versions(connection: Connection, known: Synced, sparse: Sequence[Group], last: int) -> None:
    """The versions of every row above rowid `last`."""
    plain = sorted((g for g in known.groups if not g.sparse), key=lambda g: g.name)
    names = " UNION ALL ".join(f"SELECT '{g.name}', {int(g.owner == 'centre')}" for g in plain)
    head = "INSERT INTO version(tbl, office, id, grp, counter, replica) SELECT "
    connection.exec_driver_sql(
        # In the order of the key, so that each page is filled once.
        f"WITH grp(name, centres) AS ({names}) {head}'{known.name}', t.office, t.id, "
        f"grp.name, now.counter, now.replica FROM now CROSS JOIN {known.name} t CROSS JOIN grp "
        f"WHERE t.rowid > ? AND now.centre >= grp.centres ORDER BY t.office, t.id, grp.name",
        (last,),
    )
    for group in sparse:
        connection.exec_driver_sql(
            f"{head}'{known.name}', t.office, t.id, '{group.name}', now.counter, now.replica "
            f"FROM now CROSS JOIN {known.name} t WHERE t.rowid > ?{mine(group)} "
            f"AND {group.said('t')} ORDER BY t.office, t.id",
            (last,),
        )
