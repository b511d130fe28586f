"""Triggers that write journal and version for every change, so that nothing goes past the audit.

They are generated from the registry. The one row of `now` says which change set is open; without
one every write to a synchronised table is refused, by whatever program. `now.mode`: 0 an ordinary
change, 1 taking in a package (the merge writes versions and journal itself), 2 re-keying an office,
3 a bulk load (`bulk.py` writes versions and journal, set by set).

A line of a bulk load has no `after`: the rows themselves hold what it left until somebody changes
them, and then the `before` of that change does. One such line stands for all plain groups.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import LargeBinary

from kotabumi_kinerja.store.registry import SYNCED, Group, Synced

ORDINARY, TAKING, REKEYING, BULK = 0, 1, 2, 3


def statements() -> Iterator[str]:
    """All CREATE TRIGGER statements, table by table."""
    for table in SYNCED.values():
        yield _no_delete(table)
        yield _fixed(table)
        yield from _guards(table)
        yield _insert(table)
        for group in table.groups:
            yield _update(table, group)


def as_json(table: Synced, group: Group, row: str) -> str:
    """SQL for the group's values as one JSON object; blobs as hexadecimal text."""
    parts: list[str] = []
    for name in group.columns:
        value = f"{row}.{name}"
        if isinstance(table.table.c[name].type, LargeBinary):
            value = f"iif({value} IS NULL, NULL, lower(hex({value})))"
        parts.append(f"'{name}', {value}")
    return f"json_object({', '.join(parts)})"


def _no_delete(table: Synced) -> str:
    return (
        f"CREATE TRIGGER {table.name}_no_delete BEFORE DELETE ON {table.name} "
        f"BEGIN SELECT RAISE(ABORT, 'KK-590'); END"
    )


def _fixed(table: Synced) -> str:
    changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in table.fixed)
    return (
        f"CREATE TRIGGER {table.name}_fixed BEFORE UPDATE OF {', '.join(table.fixed)} "  # noqa: S608  # registry names
        f"ON {table.name} WHEN ({changed}) AND (SELECT mode FROM now) <> {REKEYING} "
        f"BEGIN SELECT RAISE(ABORT, 'KK-591'); END"
    )


_OWN: Final = f"(SELECT centre = 0 AND mode IN ({ORDINARY}, {BULK}) FROM now)"  # noqa: S608  # registry names
"""An office writes of itself, not from a package."""


def _guards(table: Synced) -> Iterator[str]:
    """Refuses new rows outside a change set and, in an office, what the centre owns."""
    yield (
        f"CREATE TRIGGER {table.name}_insert_guard BEFORE INSERT ON {table.name} "  # noqa: S608  # registry names
        f"WHEN (SELECT change_set FROM now) IS NULL BEGIN SELECT RAISE(ABORT, 'KK-592'); END"
    )
    theirs = [f"NEW.{c} <> ''" for g in table.groups if g.owner == "centre" for c in g.columns]
    if theirs:
        what = "" if table.reference else f"({' OR '.join(theirs)}) AND "
        yield (
            f"CREATE TRIGGER {table.name}_insert_centre BEFORE INSERT ON {table.name} "
            f"WHEN {what}{_OWN} BEGIN SELECT RAISE(ABORT, 'KK-593'); END"
        )


def _write(table: Synced, group: Group, kind: str, before: str) -> str:
    """Journal line and version of one group, for an ordinary change.

    An upsert, since `UPDATE OR IGNORE` outside would turn an `OR REPLACE` here into 'ignore'.
    """
    when = f"FROM now WHERE mode = {ORDINARY}{mine(group)}"
    if kind == "insert" and group.sparse:
        when += f" AND {group.said('NEW')}"
    key = f"'{table.name}', NEW.office, NEW.id, '{group.name}'"
    return (
        f"INSERT INTO journal(change_set, tbl, office, id, grp, kind, before, after, counter, "
        f"replica) SELECT change_set, {key}, '{kind}', {before}, "
        f"{as_json(table, group, 'NEW')}, counter, replica {when}; "
        f"INSERT INTO version(tbl, office, id, grp, counter, replica) "
        f"SELECT {key}, counter, replica {when} ON CONFLICT(tbl, office, id, grp) "
        f"DO UPDATE SET counter = excluded.counter, replica = excluded.replica;"
    )


def leading(table: Synced) -> Iterator[Group]:
    """The groups under which a bulk load's lines stand for all plain ones of an owner."""
    seen: set[str] = set()
    for group in table.groups:
        if not group.sparse and group.owner not in seen:
            seen.add(group.owner)
            yield group


def loaded(table: Synced, group: Group) -> tuple[Group, ...]:
    """What a bulk load's line under `group` stands for: a sparse one only for itself."""
    if group.sparse:
        return (group,)
    return tuple(g for g in table.groups if g.owner == group.owner and not g.sparse)


def mine(group: Group) -> str:
    """SQL: the group's stream is written here; an office writes nothing of the centre's."""
    return "" if group.owner == "office" else " AND centre = 1"


def _insert(table: Synced) -> str:
    body = " ".join(_write(table, g, "insert", "NULL") for g in table.groups)
    return (
        f"CREATE TRIGGER {table.name}_insert AFTER INSERT ON {table.name} "  # noqa: S608  # registry names
        f"WHEN (SELECT mode FROM now) = {ORDINARY} BEGIN {body} END"
    )


def _update(table: Synced, group: Group) -> str:
    changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in group.columns)
    guard = "SELECT RAISE(ABORT, 'KK-592') WHERE (SELECT change_set FROM now) IS NULL;"
    if group.owner == "centre":
        guard += f" SELECT RAISE(ABORT, 'KK-593') WHERE {_OWN};"
    body = _write(table, group, "update", as_json(table, group, "OLD"))
    return (
        f"CREATE TRIGGER {table.name}_{group.name}_update AFTER UPDATE OF "
        f"{', '.join(group.columns)} ON {table.name} WHEN {changed} "
        f"BEGIN {guard} {body} END"
    )
