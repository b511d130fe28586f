"""Many new rows at once: journal, versions and search written set by set instead of row by row."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Date, Table
from sqlalchemy.exc import DatabaseError

from kotabumi_kinerja.store import summary
from kotabumi_kinerja.store.columns import Exact
from kotabumi_kinerja.store.journal import BULK, ORDINARY, as_json, mine
from kotabumi_kinerja.store.registry import SYNCED, Group, Synced

Row = Mapping[str, Any]


def bulk_insert(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert `rows` (all with the same keys) inside a `change()`; the number of rows.

    The journal is the same as by triggers. An error ends the whole change: nothing of it stays.
    The summary `person_now` follows at the end of the change.
    """
    if not rows:
        return 0
    known = SYNCED[table.name]
    names = tuple(rows[0])
    sql = (
        f"INSERT INTO {known.name} ({', '.join(names)}) "  # noqa: S608  # registry names
        f"VALUES ({', '.join('?' * len(names))})"
    )
    values = _values(connection, table, names, rows)
    try:
        _load(connection, known, sql, values)
    except DatabaseError:
        # A savepoint would do, but with one open every row walks its whole memory journal.
        transaction = connection.get_transaction()
        if transaction is not None:
            transaction.rollback()
        raise
    return len(rows)


def _load(connection: Connection, known: Synced, sql: str, values: list[tuple[Any, ...]]) -> None:
    run = connection.exec_driver_sql
    last = int(run(f"SELECT coalesce(max(rowid), 0) FROM {known.name}").scalar_one())  # noqa: S608  # registry names
    run("UPDATE now SET mode = ?", (BULK,))
    run(sql, values)
    for group in known.groups:
        _journal(connection, known, group, last)
    summary.mark(connection, known.name, last)
    run("UPDATE now SET mode = ?", (ORDINARY,))


def _values(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Row]
) -> list[tuple[Any, ...]]:
    """The rows as the driver takes them, columns in one order."""
    if any(len(row) != len(names) for row in rows):
        raise KeyError(names)
    values = [tuple(row[name] for name in names) for row in rows]
    converters: dict[int, Callable[[Any], Any]] = {}
    for place, name in enumerate(names):
        kind = table.c[name].type
        if isinstance(kind, (Date, Exact)):
            made = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            if made is not None:
                converters[place] = made
    if not converters:
        return values
    return [
        tuple(converters[i](v) if i in converters else v for i, v in enumerate(row))
        for row in values
    ]


def _journal(connection: Connection, known: Synced, group: Group, last: int) -> None:
    """Journal line and version of one group for every row above rowid `last`."""
    key = f"'{known.name}', t.office, t.id, '{group.name}'"
    source = f"FROM now CROSS JOIN {known.name} t WHERE t.rowid > ?{mine(group)}"
    if group.sparse:
        source += f" AND {group.said('t')}"
    source += " ORDER BY t.office, t.id"
    connection.exec_driver_sql(
        f"INSERT INTO journal(change_set, tbl, office, id, grp, kind, before, after, counter, "
        f"replica) SELECT now.change_set, {key}, 'insert', NULL, {as_json(known, group, 't')}, "
        f"now.counter, now.replica {source}",
        (last,),
    )
    connection.exec_driver_sql(
        f"INSERT INTO version(tbl, office, id, grp, counter, replica) "  # registry names
        f"SELECT {key}, now.counter, now.replica {source}",
        (last,),
    )
