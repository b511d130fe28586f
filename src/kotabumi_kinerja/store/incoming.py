"""A package's values in temporary tables: checked, compared with ours, and written set by set."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final

from sqlalchemy import LargeBinary, Text
from sqlalchemy.types import Integer

from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.domain.streams import StreamPart, TablePart, Vector
from kotabumi_kinerja.store.journal import as_json
from kotabumi_kinerja.store.registry import SYNCED, Group, Synced
from kotabumi_kinerja.store.vectors import partition, travelling

ID_BYTES: Final = 16


class Orphan(Exception):
    """A row without its parent, or a value without its row."""


@dataclass(frozen=True, slots=True)
class Load:
    """One field group's values from the package, in the temporary table `name`.

    Its columns: id, counter, replica, wins (1 when it becomes the value here), and the group's.
    """

    known: Synced
    group: Group
    stream: str
    name: str

    @property
    def office(self) -> Id:
        """The partition of its rows."""
        return partition(self.stream)

    @property
    def first(self) -> bool:
        """Whether new rows are made from it."""
        return self.group is self.known.groups[1]


def check(part: StreamPart) -> None:
    """ValueError when the part is not what an honest program writes."""
    done: set[tuple[str, str]] = set()
    for table in part.tables:
        known = SYNCED[table.table]
        group = next((g for g in known.groups if g.name == table.group), None)
        if group is None or (table.table, table.group) in done:
            raise ValueError(table.group)
        if part.stream != "ref" and group.owner[0] != part.stream[-1]:
            raise ValueError(part.stream)
        done.add((table.table, table.group))
        _check_arrays(part, table, known, travelling(known, group))


def _check_arrays(
    part: StreamPart, table: TablePart, known: Synced, names: tuple[str, ...]
) -> None:
    size = len(table.ids)
    arrays: list[Sequence[Any]] = [table.counters, table.authors, *table.columns.values()]
    if set(table.columns) != set(names) or any(len(a) != size for a in arrays):
        raise ValueError(table.table)
    if len(set(table.ids)) != size or any(len(i) != ID_BYTES for i in table.ids):
        raise ValueError(table.table)
    if size and not 0 <= min(table.authors) <= max(table.authors) < len(part.replicas):
        raise ValueError(table.table)
    shown = [part.vector.get(replica, 0) for replica in part.replicas]
    if any(c > shown[a] for c, a in zip(table.counters, table.authors, strict=True)):
        raise ValueError("a value that its sender does not know")
    for name, values in table.columns.items():
        column = known.table.c[name].type
        kind = bytes if isinstance(column, LargeBinary) else int
        kind = kind if isinstance(column, (LargeBinary, Integer)) else str
        if not set(map(type, values)) <= {kind, type(None)}:
            raise ValueError(name)


def stage(
    raw: Any, part: StreamPart, mine: Vector, authors: frozenset[bytes] | None
) -> tuple[list[Load], int]:
    """Load what my vector does not cover; and how many values that leaves out.

    `authors`: the first 8 bytes of replicas whose values are taken, None for everybody's.
    """
    loads: list[Load] = []
    skipped = 0
    wanted = [authors is None or replica[:8] in authors for replica in part.replicas]
    floor = [
        mine.get(replica, 0) if ok else 1 << 62
        for replica, ok in zip(part.replicas, wanted, strict=True)
    ]
    for table in part.tables:
        new = [c > floor[a] for c, a in zip(table.counters, table.authors, strict=True)]
        skipped += len(new) - sum(new)
        if any(new):
            loads.append(_load(raw, part, table, new))
    return loads, skipped


def _load(raw: Any, part: StreamPart, table: TablePart, new: list[bool]) -> Load:
    known = SYNCED[table.table]
    group = known.group(table.group)
    side = "ref" if partition(part.stream) == REF else "office"
    load = Load(known, group, part.stream, f"in_{table.table}_{table.group}_{side}")
    names = travelling(known, group)
    raw.execute(f"DROP TABLE IF EXISTS temp.{load.name}")
    raw.execute(
        f"CREATE TEMP TABLE {load.name}(id BLOB PRIMARY KEY, counter, replica, {', '.join(names)}, "
        f"wins DEFAULT 1) WITHOUT ROWID"
    )
    replicas = [part.replicas[a] for a in table.authors]
    rows: Iterable[Any] = zip(
        table.ids, table.counters, replicas, *(table.columns[n] for n in names), strict=True
    )
    raw.executemany(
        f"INSERT INTO {load.name}(id, counter, replica, {', '.join(names)}) "  # noqa: S608  # registry names
        f"VALUES (?, ?, ?{', ?' * len(names)})",
        rows if all(new) else compress(rows, new),
    )
    return load


def compare(raw: Any, loads: Sequence[Load]) -> None:
    """Fill `was` with my present versions, and mark what loses against them.

    The newer wins; between conflict rows a closed one first of all.
    """
    raw.execute("DROP TABLE IF EXISTS temp.was")
    raw.execute(
        "CREATE TEMP TABLE was(office, tbl, grp, id, counter, replica, "
        "PRIMARY KEY (office, tbl, grp, id)) WITHOUT ROWID"
    )
    for load in loads:
        key = (load.known.name, load.group.name, load.office)
        met = raw.execute(
            f"INSERT INTO was SELECT v.office, v.tbl, v.grp, x.id, v.counter, v.replica "  # noqa: S608  # registry names
            f"FROM {load.name} x CROSS JOIN version v ON v.tbl = ? AND v.grp = ? AND v.office = ? "
            f"AND v.id = x.id",
            key,
        ).rowcount
        if met:
            closed = "t.closed, ", "x.closed, "
            here, there = closed if load.known.name == "conflict" and load.first else ("", "")
            raw.execute(
                f"UPDATE {load.name} AS x SET wins = 0 FROM was w JOIN {load.known.name} t "  # noqa: S608  # registry names
                f"ON t.office = w.office AND t.id = w.id WHERE w.tbl = ? AND w.grp = ? AND "
                f"w.office = ? AND w.id = x.id "
                f"AND ({here}w.counter, w.replica) >= ({there}x.counter, x.replica)",
                key,
            )


def write(raw: Any, loads: Sequence[Load], change_set: int) -> tuple[int, int]:
    """Journal, rows and versions of everything that wins; numbers of new rows and changed values.

    Orphan when a row would stand without its parent, or a value without its row.
    """
    raw.execute("DROP TABLE IF EXISTS temp.fresh")
    raw.execute("CREATE TEMP TABLE fresh(id BLOB PRIMARY KEY) WITHOUT ROWID")
    made = changed = 0
    for known in SYNCED.values():
        for office in dict.fromkeys(load.office for load in loads):
            here = [x for x in loads if x.known is known and x.office == office]
            if here:
                new, other = _write_table(raw, known, office, here, change_set)
                made, changed = made + new, changed + other
    return made, changed


def _write_table(
    raw: Any, known: Synced, office: Id, here: list[Load], change_set: int
) -> tuple[int, int]:
    raw.execute("DELETE FROM temp.fresh")
    for load in here:
        _journal(raw, load, change_set)
    first = next((x for x in here if x.first), None)
    new = _insert(raw, known, office, first, here) if first else 0
    total = 0
    for load in here:
        wins, old = raw.execute(
            f"SELECT count(*), count(*) - (SELECT count(*) FROM {load.name} x CROSS JOIN fresh f "  # noqa: S608  # registry names
            f"ON f.id = x.id) FROM {load.name} WHERE wins"
        ).fetchone()
        if old and _update(raw, load) != old:
            raise Orphan(known.name)
        if wins:
            _version(raw, load)
        total += old
    return new, total


def _journal(raw: Any, load: Load, change_set: int) -> None:
    before = as_json(load.known, load.group, "t")
    raw.execute(
        f"INSERT INTO journal(change_set, tbl, office, id, grp, kind, before, after, counter, "  # noqa: S608  # registry names
        f"replica) SELECT ?, '{load.known.name}', ?, x.id, '{load.group.name}', 'take', "
        f"iif(t.id IS NULL, NULL, {before}), {as_json(load.known, load.group, 'x')}, "
        f"x.counter, x.replica FROM {load.name} x LEFT JOIN {load.known.name} t "
        f"ON t.office = ? AND t.id = x.id WHERE x.wins",
        (change_set, load.office, load.office),
    )


def _insert(raw: Any, known: Synced, office: Id, first: Load, here: list[Load]) -> int:
    raw.execute(
        f"INSERT INTO fresh SELECT x.id FROM {first.name} x LEFT JOIN {known.name} t "  # noqa: S608  # registry names
        f"ON t.office = ? AND t.id = x.id WHERE x.wins AND t.id IS NULL",
        (office,),
    )
    names, values, joins = ["office", "id"], ["?", "x.id"], ""
    for place, load in enumerate(here):
        source = "x" if load is first else f"g{place}"
        if load is not first:
            joins += f" LEFT JOIN {load.name} {source} ON {source}.id = x.id"
        for name in travelling(known, load.group):
            names.append(name)
            values.append(f"{source}.{name}" if load is first else _default(known, source, name))
    new = raw.execute(
        f"INSERT INTO {known.name}({', '.join(names)}) SELECT {', '.join(values)} "  # noqa: S608  # registry names
        f"FROM fresh f CROSS JOIN {first.name} x ON x.id = f.id{joins}",
        (office,),
    ).rowcount
    if known.parent and new:
        _refuse_orphans(raw, known, office, first)
    return new


def _default(known: Synced, source: str, name: str) -> str:
    """What a new row's column is: the package's, or the table's default when it brings none."""
    column = known.table.c[name]
    given: Any = column.server_default
    if given is None:
        return f"{source}.{name}"
    word = f"'{given.arg}'" if isinstance(column.type, Text) else given.arg
    return f"iif({source}.id IS NULL, {word}, {source}.{name})"


def _refuse_orphans(raw: Any, known: Synced, office: Id, first: Load) -> None:
    orphan = raw.execute(
        f"SELECT 1 FROM fresh f CROSS JOIN {first.name} x ON x.id = f.id "  # noqa: S608  # registry names
        f"LEFT JOIN {known.parent} p ON p.office = ? AND p.id = x.{known.parent}_id "
        f"WHERE p.id IS NULL LIMIT 1",
        (office,),
    ).fetchone()
    if orphan:
        raise Orphan(known.name)


def _update(raw: Any, load: Load) -> int:
    """How many rows got their value; an owner that differs is refused by the table's trigger."""
    assign = ", ".join(f"{n} = x.{n}" for n in travelling(load.known, load.group))
    fresh = " AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.id = x.id)"
    return int(
        raw.execute(
            f"UPDATE {load.known.name} AS t SET {assign} FROM {load.name} x "  # noqa: S608  # registry names
            f"WHERE t.office = ? AND t.id = x.id AND x.wins{fresh}",
            (load.office,),
        ).rowcount
    )


def _version(raw: Any, load: Load) -> None:
    raw.execute(
        f"INSERT INTO version(tbl, office, id, grp, counter, replica) "  # noqa: S608  # registry names
        f"SELECT '{load.known.name}', ?, id, '{load.group.name}', counter, replica "
        f"FROM {load.name} WHERE wins ON CONFLICT (tbl, office, id, grp) DO UPDATE "
        f"SET counter = excluded.counter, replica = excluded.replica",
        (load.office,),
    )


def clear(raw: Any, loads: Sequence[Load]) -> None:
    """Forget the temporary tables."""
    for name in ("was", "fresh", *(load.name for load in loads)):
        raw.execute(f"DROP TABLE IF EXISTS temp.{name}")
