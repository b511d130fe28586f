"""Vectors, receipts and counters as they lie in the file, and the hash of a stream."""

import hashlib
import struct
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.domain.streams import REF_STREAM, Vector
from kotabumi_kinerja.store.journal import as_json
from kotabumi_kinerja.store.registry import SYNCED, Group, Synced

_ENTRY: Final = struct.Struct(">16sQ")


def raw_of(connection: Connection) -> Any:
    """The driver's own connection, inside the transaction that `connection` holds."""
    return connection.connection.driver_connection


def partition(stream: str) -> Id:
    """The office whose rows lie in the stream."""
    return REF if stream == REF_STREAM else bytes.fromhex(stream.partition("/")[0])


def groups_in(stream: str) -> Iterator[tuple[Synced, Group]]:
    """The field groups that a stream may hold, parents before children."""
    owner = stream.rpartition("/")[2]
    for known in SYNCED.values():
        for group in known.groups:
            if stream == REF_STREAM or group.owner[0] == owner:
                yield known, group


def travelling(known: Synced, group: Group) -> tuple[str, ...]:
    """The columns that travel with the group: with a table's first one also the parent's id."""
    first = group is known.groups[1]
    return (*((f"{known.parent}_id",) if first and known.parent else ()), *group.columns)


def prefix(device: bytes) -> bytes:
    """How the replicas of a device begin."""
    return hashlib.sha256(device).digest()[:8]


def load(raw: Any, stream: str) -> Vector:
    """My vector of the stream."""
    return dict(raw.execute("SELECT replica, counter FROM vector WHERE stream = ?", (stream,)))


def raise_to(raw: Any, stream: str, vector: Vector) -> None:
    """My vector becomes the maximum of both."""
    raw.executemany(
        "INSERT INTO vector(stream, replica, counter) VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
        "SET counter = excluded.counter WHERE excluded.counter > counter",
        ((stream, replica, count) for replica, count in vector.items()),
    )


def number(raw: Any, key: str) -> int:
    """A number kept in `meta`; zero when it was never set."""
    row = raw.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else 0


def set_number(raw: Any, key: str, value: int) -> None:
    """Keep a number in `meta`."""
    raw.execute("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", (key, str(value)))


def peer(raw: Any, device: bytes, stream: str) -> Vector:
    """What the device's highest-numbered package showed of the stream; empty when unknown."""
    row = raw.execute(
        "SELECT vector FROM peer WHERE device = ? AND stream = ?", (device, stream)
    ).fetchone()
    return dict(_ENTRY.iter_unpack(row[0])) if row else {}


def remember_peer(raw: Any, device: bytes, stream: str, package: int, vector: Vector) -> None:
    """Keep what a package showed, also when lower, unless a higher-numbered one was read."""
    packed = b"".join(_ENTRY.pack(replica, count) for replica, count in sorted(vector.items()))
    raw.execute(
        "INSERT INTO peer(device, stream, number, vector) VALUES (?, ?, ?, ?) ON CONFLICT "
        "DO UPDATE SET number = excluded.number, vector = excluded.vector "
        "WHERE excluded.number > number",
        (device, stream, package, packed),
    )


def seen(raw: Any) -> dict[bytes, int]:
    """The highest package number taken, per device."""
    return dict(raw.execute("SELECT device, number FROM seen"))


def stream_hash(raw: Any, stream: str) -> bytes:
    """SHA-256 over every value and version of the stream, in the order of table, group and id."""
    office, digest = partition(stream), hashlib.sha256()
    for known, group in groups_in(stream):
        lines = raw.execute(
            f"SELECT lower(hex(v.id)) || ' ' || v.counter || ' ' || lower(hex(v.replica)) || "  # noqa: S608  # registry names
            f"{as_json(known, group, 't')} FROM version v CROSS JOIN {known.name} t "
            f"ON t.office = v.office AND t.id = v.id "
            f"WHERE v.tbl = '{known.name}' AND v.office = ? AND v.grp = '{group.name}' "
            f"ORDER BY v.id",
            (office,),
        ).fetchall()
        if lines:
            digest.update(f"{known.name} {group.name}\n".encode())
            digest.update("\n".join([line for (line,) in lines]).encode())
    return digest.digest()
