"""What a package carries, as plain data between `exchange` (its bytes) and `store` (its values)."""

from dataclasses import dataclass
from typing import Final, Literal

from kotabumi_kinerja.domain.ids import Id

Vector = dict[bytes, int]
"""Per replica (16 bytes) the highest counter decided on."""

Value = int | str | bytes | None
"""One column's value as it lies in the file; days and exact numbers are text."""

Role = Literal["centre", "office"]

REF_STREAM: Final = "ref"


@dataclass(frozen=True, slots=True)
class TablePart:
    """Values of one field group of one table: parallel arrays, one place a row, sorted by id.

    `ids`: 16 bytes each. `counters` and `authors` are the versions; an author is a place in
    `StreamPart.replicas`. `columns`: by name, one array each; with a child table's first group also
    the id of the row that owns it (`person_id`).
    """

    table: str
    group: str
    ids: list[bytes]
    counters: list[int]
    authors: list[int]
    columns: dict[str, list[Value]]


@dataclass(frozen=True, slots=True)
class StreamPart:
    """One stream: 'ref', '<office hex>/c' or '<office hex>/o'.

    `base`: the vector this part was computed against. `vector`: the sender's own, which is also
    its receipt. `hash`: SHA-256 over all values and versions that the sender has in the stream.
    """

    stream: str
    base: Vector
    vector: Vector
    hash: bytes
    replicas: list[bytes]
    tables: list[TablePart]


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a package brings.

    `office`: whose partition. `number`: counted by the sender's device.
    `counter`: the sender's own, above every entry in its vectors. `seen`: highest package number
    taken, per device key. `schema`: of the sender's database.
    """

    office: Id
    number: int
    counter: int
    schema: int
    streams: list[StreamPart]
    seen: dict[bytes, int]


@dataclass(frozen=True, slots=True)
class Addressee:
    """A device that a package is written for, by its public key."""

    device: bytes
    centre: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom the certificate names.

    `name`: for sentences. `office`: the one it is certified for (the centre: its own).
    `take_back`: a person agreed that the centre takes its own streams back from this office, only
    values whose replicas belong to `centre_devices` (public keys).
    """

    device: bytes
    name: str
    role: Role
    office: Id
    take_back: bool = False
    centre_devices: frozenset[bytes] = frozenset()


def streams_for(office: Id) -> tuple[str, str, str]:
    """The three streams a package for `office` may hold."""
    return REF_STREAM, f"{office.hex()}/c", f"{office.hex()}/o"


def covers(mine: Vector, other: Vector) -> bool:
    """Whether everything decided in `other` is decided in `mine`."""
    return all(count <= mine.get(replica, 0) for replica, count in other.items())


def minimum(vectors: list[Vector]) -> Vector:
    """What all of them have decided; nothing when there is none."""
    if not vectors:
        return {}
    common = set(vectors[0]).intersection(*vectors[1:])
    return {replica: min(v[replica] for v in vectors) for replica in common}
