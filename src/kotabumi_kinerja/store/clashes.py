"""Finding what two people changed apart: the same value, or a `gone` and what it hides."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.domain.streams import Vector
from kotabumi_kinerja.store.gone import DELETED, joined_id
from kotabumi_kinerja.store.incoming import Load
from kotabumi_kinerja.store.journal import as_json
from kotabumi_kinerja.store.registry import GONE, SYNCED, stream_of

_NAMESPACE: Final = uuid.UUID("0b7d1c52-5d0e-5b0a-8a36-5f2f0f6f7c11")

Version = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values that were written apart; `value` is a journal image."""

    table: str
    id: Id
    group: str
    version: Version
    value: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict to be opened: in `partition`, about rows of `office`."""

    partition: Id
    office: Id
    left: Side
    right: Side

    @property
    def id(self) -> Id:
        """The same on every replica that finds this pair."""
        sides = (
            f"{s.version[0]}:{s.version[1].hex()}:{s.table}:{s.id.hex()}:{s.group}"
            for s in (self.left, self.right)
        )
        name = "|".join((self.partition.hex(), self.office.hex(), *sides))
        return uuid.uuid5(_NAMESPACE, name).bytes


def prepare(raw: Any, theirs: dict[str, Vector]) -> None:
    """Lay the sender's vectors into the temporary table `theirs`."""
    raw.execute("DROP TABLE IF EXISTS temp.theirs")
    raw.execute(
        "CREATE TEMP TABLE theirs(stream, replica, counter, PRIMARY KEY (stream, replica)) "
        "WITHOUT ROWID"
    )
    raw.executemany(
        "INSERT INTO theirs VALUES (?, ?, ?)",
        ((s, replica, count) for s, vector in theirs.items() for replica, count in vector.items()),
    )


def same_value(raw: Any, loads: Sequence[Load], finder: Id) -> Iterator[Clash]:
    """Values that the sender did not know and that differ from its own; before writing.

    `finder`: partition for conflicts about reference data, REF at the centre.
    """
    for load in loads:
        if load.known.name == "conflict":
            continue
        differ = " OR ".join(f"t.{c} IS NOT x.{c}" for c in load.group.columns)
        found = raw.execute(
            f"SELECT x.id, x.counter, x.replica, {as_json(load.known, load.group, 'x')}, "  # noqa: S608  # registry names
            f"w.counter, w.replica, {as_json(load.known, load.group, 't')} "
            f"FROM was w CROSS JOIN {load.name} x ON x.id = w.id "
            f"JOIN {load.known.name} t ON t.office = w.office AND t.id = w.id "
            f"LEFT JOIN theirs h ON h.stream = ? AND h.replica = w.replica "
            f"WHERE w.office = ? AND w.tbl = ? AND w.grp = ? "
            f"AND w.counter > coalesce(h.counter, 0) AND ({differ})",
            (load.stream, load.office, load.known.name, load.group.name),
        )
        for row, counter, replica, value, was_counter, was_replica, was_value in found.fetchall():
            one = Side(load.known.name, row, load.group.name, (counter, replica), value)
            two = Side(load.known.name, row, load.group.name, (was_counter, was_replica), was_value)
            left, right = sorted((one, two), key=lambda side: side.version)
            yield Clash(finder if load.office == REF else load.office, load.office, left, right)


def hidden(
    raw: Any, loads: Sequence[Load], office: Id, change_set: int, partition: Id
) -> Iterator[Clash]:
    """A `gone` against the values it hides, neither known to the other; after writing.

    `office`: whose rows are compared; `partition`: where the conflicts are kept.
    """
    here = [x for x in loads if x.office == office and x.known.name != "conflict"]
    if not here or not _anything_unknown(raw, office):
        return
    gones = [side for load in here if load.group.name == GONE for side in _incoming(raw, load)]
    ours = list(_our_gones(raw, office, change_set))
    joined = _joined(raw, office)
    pairs: list[tuple[Side, Side]] = []
    for gone in _hiding(gones):
        below = _below(raw, office, gone, joined)
        pairs += [(gone, other) for other in _ours_below(raw, office, below, change_set)]
        pairs += [(gone, other) for other in ours if _joins(other, gone)]
    for gone in _hiding(ours):
        below = _below(raw, office, gone, joined)
        pairs += [(gone, other) for load in here for other in _incoming_below(raw, load, below)]
        pairs += [(gone, other) for other in gones if _joins(other, gone)]
    for gone, other in pairs:
        if _key(other) != _key(gone) and not _two_deletions(gone, other):
            yield Clash(partition, office, gone, other)


def _key(side: Side) -> tuple[str, Id, str]:
    return side.table, side.id, side.group


def _word(side: Side) -> str:
    return str(json.loads(side.value)[GONE]) if side.group == GONE else ""


def _hiding(sides: Sequence[Side]) -> Iterator[Side]:
    return (side for side in sides if _word(side))


def _two_deletions(gone: Side, other: Side) -> bool:
    return _word(gone) == DELETED == _word(other)


def _joins(other: Side, gone: Side) -> bool:
    """`other` says its row is shown with the one that `gone` deletes or moves."""
    together = other.table == gone.table and joined_id(_word(other)) == gone.id
    return together and joined_id(_word(gone)) is None


def _incoming(raw: Any, load: Load) -> list[Side]:
    rows = raw.execute(
        f"SELECT id, counter, replica, {as_json(load.known, load.group, 'x')} FROM {load.name} x"  # noqa: S608  # registry names
    ).fetchall()
    return [Side(load.known.name, i, load.group.name, (c, r), value) for i, c, r, value in rows]


def _incoming_below(raw: Any, load: Load, below: set[tuple[str, Id]]) -> list[Side]:
    mine = [(i,) for t, i in below if t == load.known.name]
    if not mine:
        return []
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS below(id BLOB PRIMARY KEY)")
    raw.execute("DELETE FROM temp.below")
    raw.executemany("INSERT INTO below VALUES (?)", mine)
    rows = raw.execute(
        f"SELECT x.id, x.counter, x.replica, {as_json(load.known, load.group, 'x')} "  # noqa: S608  # registry names
        f"FROM below b CROSS JOIN {load.name} x ON x.id = b.id"
    ).fetchall()
    return [Side(load.known.name, i, load.group.name, (c, r), value) for i, c, r, value in rows]


def _our_gones(raw: Any, office: Id, change_set: int) -> Iterator[Side]:
    """What I had in `gone`, unknown to the sender."""
    for known in SYNCED.values():
        if known.name == "conflict":
            continue
        rows = raw.execute(
            "SELECT v.id, coalesce(w.counter, v.counter) AS n, coalesce(w.replica, v.replica) AS r "
            "FROM version v LEFT JOIN was w ON w.office = v.office AND w.tbl = v.tbl "
            "AND w.grp = v.grp AND w.id = v.id "
            "LEFT JOIN theirs h ON h.stream = ? AND h.replica = coalesce(w.replica, v.replica) "
            "WHERE v.tbl = ? AND v.office = ? AND v.grp = 'gone' "
            "AND coalesce(w.counter, v.counter) > coalesce(h.counter, 0)",
            (stream_of(office, known.group(GONE).owner), known.name, office),
        ).fetchall()
        for row, counter, replica in rows:
            value = _value_before(raw, office, (known.name, row, GONE), change_set)
            yield Side(known.name, row, GONE, (counter, replica), value)


def _value_before(raw: Any, office: Id, key: tuple[str, Id, str], change_set: int) -> str:
    """A value of mine as it was before this package."""
    table, row, group = key
    line = raw.execute(
        "SELECT before FROM journal INDEXED BY journal_row "
        "WHERE id = ? AND tbl = ? AND change_set = ? AND office = ? AND grp = ?",
        (row, table, change_set, office, group),
    ).fetchone()
    if line is not None:
        return str(line[0])
    known = SYNCED[table]
    (value,) = raw.execute(
        f"SELECT {as_json(known, known.group(group), 't')} FROM {table} t "  # noqa: S608  # registry names
        f"WHERE office = ? AND id = ?",
        (office, row),
    ).fetchone()
    return str(value)


def _anything_unknown(raw: Any, office: Id) -> bool:
    """Whether I had any value in the partition that the sender does not know."""
    centre = " OR ".join(
        f"(v.tbl = '{known.name}' AND v.grp = '{group.name}')"
        for known in SYNCED.values()
        for group in known.groups
        if group.owner == "centre" and not known.reference
    )
    streams = (stream_of(office, "centre"), stream_of(office, "office"), office)
    return any(
        raw.execute(
            f"SELECT 1 FROM {table} v LEFT JOIN theirs h ON h.stream = iif({centre}, ?, ?) "  # noqa: S608  # registry names
            f"AND h.replica = v.replica WHERE v.office = ? AND v.tbl IN ({_NAMES}) "
            f"AND v.counter > coalesce(h.counter, 0) LIMIT 1",
            streams,
        ).fetchone()
        for table in ("was", "version")
    )


_NAMES: Final = ", ".join(f"'{name}'" for name in SYNCED if name != "conflict")


def _joined(raw: Any, office: Id) -> dict[tuple[str, Id], list[Id]]:
    """Which rows are shown with another, by that other."""
    out: dict[tuple[str, Id], list[Id]] = {}
    for known in SYNCED.values():
        for row, word in raw.execute(
            f"SELECT id, gone FROM {known.name} WHERE office = ? AND gone <> ''",  # noqa: S608  # registry names
            (office,),
        ).fetchall():
            if other := joined_id(word):
                out.setdefault((known.name, other), []).append(row)
    return out


def _below(
    raw: Any, office: Id, gone: Side, joined: dict[tuple[str, Id], list[Id]]
) -> set[tuple[str, Id]]:
    """The rows that the `gone` hides: for a join only its own row."""
    found = {(gone.table, gone.id)}
    todo = [] if joined_id(_word(gone)) else [(gone.table, gone.id)]
    while todo:
        table, row = todo.pop()
        near: list[tuple[str, Id]] = [(table, other) for other in joined.get((table, row), ())]
        for known in SYNCED.values():
            if known.parent == table:
                children = raw.execute(
                    f"SELECT id FROM {known.name} WHERE office = ? AND {known.parent}_id = ?",  # noqa: S608  # registry names
                    (office, row),
                ).fetchall()
                near += [(known.name, child) for (child,) in children]
        todo += [key for key in near if key not in found]
        found.update(near)
    return found


def _ours_below(
    raw: Any, office: Id, below: set[tuple[str, Id]], change_set: int
) -> Iterator[Side]:
    """My values in the rows `below` that the sender does not know."""
    for table, row in sorted(below):
        known = SYNCED[table]
        for group, counter, replica in raw.execute(
            "SELECT v.grp, coalesce(w.counter, v.counter), coalesce(w.replica, v.replica) "
            "FROM version v LEFT JOIN was w ON w.office = v.office AND w.tbl = v.tbl "
            "AND w.grp = v.grp AND w.id = v.id WHERE v.tbl = ? AND v.office = ? AND v.id = ?",
            (table, office, row),
        ).fetchall():
            stream = stream_of(office, known.group(group).owner)
            shown = raw.execute(
                "SELECT counter FROM theirs WHERE stream = ? AND replica = ?", (stream, replica)
            ).fetchone()
            key = (table, row, group)
            if counter > (shown[0] if shown else 0):
                value = _value_before(raw, office, key, change_set)
                yield Side(table, row, group, (counter, replica), value)
