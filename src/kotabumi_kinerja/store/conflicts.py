"""Conflicts: two values written apart, kept side by side until a person chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.store import vectors
from kotabumi_kinerja.store.clashes import Clash, Side
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.gone import above, is_moved
from kotabumi_kinerja.store.history import decoded
from kotabumi_kinerja.store.journal import as_json
from kotabumi_kinerja.store.registry import GONE, SYNCED, Group, Synced

Choice = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two values. `values`: the group's columns; `author`: who wrote it."""

    table: str
    row: Id
    group: str
    values: Mapping[str, Any]
    author: str


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict for the screens. `office`, `id`: its key. `label`: the row it is about, in words.

    `left` and `right` are of the same row and group, or `left` is a `gone` that hides `right`.
    `present`: what is in force in the left one's place. `mine`: it may be closed here.
    """

    office: Id
    id: Id
    partition: Id
    label: str
    left: Version
    right: Version
    present: Mapping[str, Any]
    mine: bool


def insert_open(raw: Any, clash: Clash, operator: str) -> None:
    """Write a new conflict inside an open change set."""
    left, right = clash.left, clash.right
    raw.execute(
        "INSERT INTO conflict(office, id, about_table, about_id, about_group, left_office, "
        "left_version, left_value, left_author, right_table, right_id, right_group, right_version, "
        "right_value, right_author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            clash.partition,
            clash.id,
            left.table,
            left.id,
            left.group,
            clash.office,
            f"{left.version[0]}:{left.version[1].hex()}",
            left.value,
            _author(raw, left, operator),
            right.table,
            right.id,
            right.group,
            f"{right.version[0]}:{right.version[1].hex()}",
            right.value,
            _author(raw, right, operator),
        ),
    )


def list_open(database: Database) -> list[OpenConflict]:
    """All open conflicts, oldest first; one found by both sides is shown once."""
    with database.read() as connection:
        raw = vectors.raw_of(connection)
        rows = raw.execute(
            f"SELECT {_COLUMNS} FROM conflict WHERE closed = 0 AND gone = '' "  # noqa: S608  # our own names
            "GROUP BY left_office, about_table, about_id, about_group, left_version, right_table, "
            "right_id, right_group, right_version ORDER BY min(rowid)"
        ).fetchall()
        return [_listed(database, raw, row) for row in rows]


def close(
    database: Database, conflict: OpenConflict, choice: Choice | Mapping[str, Any], reason: str = ""
) -> None:
    """Close by choosing a side or by values of one's own; an ordinary, journalled change.

    Where `left` hides `right`: 'left' leaves it hidden, 'right' shows it again.
    Refused: KK-362 when it is closed already, KK-363 when only the centre may close it.
    """
    if not conflict.mine:
        raise Refused("KK-363", what=conflict.label)
    with database.change(f"Selesaikan konflik {conflict.label}", reason, kind="resolve") as c:
        raw = vectors.raw_of(c)
        shut = _shut(raw, conflict)
        if not shut:
            raise Refused("KK-362", what=conflict.label)
        known = SYNCED[conflict.left.table]
        group = known.group(conflict.left.group)
        _state(raw, known, group, conflict, _chosen(conflict, choice))


_COLUMNS = (
    "office, id, about_table, about_id, about_group, left_office, left_value, left_author, "
    "right_table, right_id, right_group, right_value, right_author"
)


def _listed(database: Database, raw: Any, row: tuple[Any, ...]) -> OpenConflict:
    office, key, table, about, group, partition, left, left_author = row[:8]
    other_table, other, other_group, right, right_author = row[8:]
    known, other_known = SYNCED[table], SYNCED[other_table]
    image = _image(raw, known, known.group(group), partition, about)
    theirs = known.group(group).owner == "centre" or _moved(raw, table, partition, about)
    return OpenConflict(
        office=office,
        id=key,
        partition=partition,
        label=_label(raw, other_table, partition, other),
        left=Version(table, about, group, decoded(known, left), left_author),
        right=Version(other_table, other, other_group, decoded(other_known, right), right_author),
        present=decoded(known, image),
        mine=database.centre or (not theirs and partition == database.office),
    )


def _moved(raw: Any, table: str, office: Id, row: Id) -> bool:
    return any(is_moved(word) for _, _, word in above(raw, table, office, row))


def _image(raw: Any, known: Synced, group: Group, office: Id, row: Id) -> str:
    (image,) = raw.execute(
        f"SELECT {as_json(known, group, 't')} FROM {known.name} t WHERE office = ? AND id = ?",  # noqa: S608  # registry names
        (office, row),
    ).fetchone()
    return str(image)


def _label(raw: Any, table: str, office: Id, row: Id) -> str:
    """The name of the row or of the nearest one above it that has a name."""
    for name, key, _ in above(raw, table, office, row):
        if "name" in SYNCED[name].table.c:
            (label,) = raw.execute(
                f"SELECT name FROM {name} WHERE office = ? AND id = ?",  # noqa: S608  # registry names
                (office, key),
            ).fetchone()
            if label:
                return str(label)
    return "–"


def _author(raw: Any, side: Side, operator: str) -> str:
    """Our operator for what was written here, else the label of the certificate, else 8 letters."""
    counter, replica = side.version
    here = raw.execute(
        "SELECT operator FROM change_set WHERE counter = ? AND replica = ? AND kind <> 'package'",
        (counter, replica),
    ).fetchone()
    if here:
        return str(here[0] or operator)
    for device, label in raw.execute("SELECT device, label FROM certificate").fetchall():
        if device and vectors.prefix(device) == replica[:8]:
            return str(label)
    return str(replica[:4].hex())


def _shut(raw: Any, conflict: OpenConflict) -> int:
    """Close it, and its twin in the other partition when that is ours to write."""
    return int(
        raw.execute(
            "UPDATE conflict SET closed = 1 WHERE closed = 0 AND (id = ?1 AND office = ?2 OR "
            "office = ?3 AND (about_table, about_id, about_group, left_version, right_table, "
            "right_id, right_group, right_version) = (SELECT about_table, about_id, about_group, "
            "left_version, right_table, right_id, right_group, right_version FROM conflict "
            "WHERE office = ?2 AND id = ?1) AND left_office = ?3)",
            (conflict.id, conflict.office, REF),
        ).rowcount
    )


def _chosen(conflict: OpenConflict, choice: Choice | Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(choice, str):
        return dict(choice)
    same = (conflict.left.table, conflict.left.row, conflict.left.group) == (
        conflict.right.table,
        conflict.right.row,
        conflict.right.group,
    )
    if same:
        return dict(conflict.left.values if choice == "left" else conflict.right.values)
    return dict(conflict.present) if choice == "left" else {GONE: ""}


def _state(
    raw: Any, known: Synced, group: Group, conflict: OpenConflict, values: dict[str, Any]
) -> None:
    """Write the values; also when they are in force already, so that the choice has a version."""
    office, row = conflict.partition, conflict.left.row
    before = _image(raw, known, group, office, row)
    assign = ", ".join(f"{name} = ?" for name in values)
    raw.execute(
        f"UPDATE {known.name} SET {assign} WHERE office = ? AND id = ?",  # noqa: S608  # registry names
        (*values.values(), office, row),
    )
    if _image(raw, known, group, office, row) != before:
        return
    key = (known.name, office, row, group.name)
    raw.execute(
        "INSERT INTO journal(change_set, tbl, office, id, grp, kind, before, after, counter, "
        "replica) SELECT change_set, ?, ?, ?, ?, 'confirm', ?, ?, counter, replica FROM now",
        (*key, before, before),
    )
    raw.execute(
        "INSERT INTO version(tbl, office, id, grp, counter, replica) "
        "SELECT ?, ?, ?, ?, counter, replica FROM now WHERE true ON CONFLICT "
        "(tbl, office, id, grp) DO UPDATE SET counter = excluded.counter, "
        "replica = excluded.replica",
        key,
    )
