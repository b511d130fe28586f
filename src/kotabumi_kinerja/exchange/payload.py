"""What a package says: vectors, and current values of rows by field group, columns as arrays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from kotabumi_kinerja.domain.ids import REF, Id

REFERENCE: Final = "ref"
"""The stream of reference data."""

Value = int | str | bytes | None
"""A column's value. Decimals and dates travel as text; there are no floats."""

Id16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Key32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Counter = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Stream = Annotated[str, Meta(pattern=r"^(ref|[0-9a-f]{32}/[co])\Z")]
Vector = dict[Id16, Counter]
"""{replica: highest counter decided on}."""
Name = Annotated[str, Meta(min_length=1, max_length=64)]
_Plain = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)] | str | None


class GroupPart(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One field group of one table: arrays side by side, entry i of each belongs to row i.

    `replicas` are places in the stream's table of replicas. A column lies in `binary` when one of
    its values is bytes, else in `plain` (msgpack's typed reading wants them apart).
    """

    ids: list[Id16]
    counters: list[Counter]
    replicas: list[Annotated[int, Meta(ge=0)]]
    plain: dict[Name, list[_Plain]]
    binary: dict[Name, list[bytes | None]]


class TablePart(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One table's field groups by name."""

    groups: dict[Name, GroupPart]


class StreamPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stream: what it was computed against, the hash of the whole stream, and values.

    The office in every row's key is the stream's own (`office_of`), so that another office's row
    cannot even be named.
    """

    base: Vector
    hash: Key32
    replicas: list[Id16]
    tables: dict[Name, TablePart]


class Joining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From a device without certificate: proof that it knew the code, and its age recipient."""

    proof: Key32
    recipient: Annotated[str, Meta(max_length=128)]
    label: Annotated[str, Meta(max_length=80)]


class Payload(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything in a package's body.

    `header_hash` is filled in by `package.write`. `counter` is the highest that the sender has
    seen; `vectors` are the sender's, by stream (they are the receipt); `receipts` the highest
    number taken, by device key; `attachments` small contents by SHA-256, `wanted` asks for more.
    """

    counter: Counter
    vectors: dict[Stream, Vector]
    streams: dict[Stream, StreamPart]
    receipts: dict[Key32, Counter] = {}
    notes: list[Annotated[str, Meta(max_length=2000)]] = []
    attachments: dict[Key32, bytes] = {}
    wanted: list[Key32] = []
    joining: Joining | None = None
    header_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class Row:
    """One row's values of one field group, with their version (counter, replica)."""

    id: Id
    counter: int
    replica: bytes
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one table and field group; `columns` name the values of each row."""

    table: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def owned_by_centre(office: Id) -> str:
    """The stream of `office`'s partition that the centre writes."""
    return f"{office.hex()}/c"


def owned_by_office(office: Id) -> str:
    """The stream of `office`'s partition that the office writes."""
    return f"{office.hex()}/o"


def office_of(stream: str) -> Id:
    """The partition of `stream`: an office, or REF."""
    return REF if stream == REFERENCE else bytes.fromhex(stream[:32])


def pack(base: Vector, digest: bytes, groups: Iterable[Group]) -> StreamPart:
    """A stream's part of a payload. TypeError when a value may not travel (float, bool...)."""
    places: dict[bytes, int] = {}
    tables: dict[str, TablePart] = {}
    for group in groups:
        table = tables.setdefault(group.table, TablePart({}))
        table.groups[group.name] = _packed(group, places)
    return StreamPart(base=base, hash=digest, replicas=list(places), tables=tables)


def unpack(part: StreamPart) -> Iterator[Group]:
    """The rows of a stream that has passed `decode`."""
    for table, groups in part.tables.items():
        for name, group in groups.groups.items():
            columns: dict[str, list[Value]] = {**group.plain, **group.binary}  # pyright: ignore[reportAssignmentType]  # a list that is only read
            values = zip(*columns.values(), strict=True) if columns else (() for _ in group.ids)
            rows = tuple(
                Row(row_id, counter, part.replicas[place], value)
                for row_id, counter, place, value in zip(
                    group.ids, group.counters, group.replicas, values, strict=True
                )
            )
            yield Group(table, name, tuple(columns), rows)


def counts(payload: Payload) -> dict[str, int]:
    """How many rows of each table the payload touches."""
    seen: dict[str, set[tuple[str, Id]]] = {}
    for stream, part in payload.streams.items():
        for table, groups in part.tables.items():
            rows = seen.setdefault(table, set())
            for group in groups.groups.values():
                rows.update((stream[:32], row_id) for row_id in group.ids)
    return {table: len(rows) for table, rows in seen.items()}


def encode(payload: Payload) -> bytes:
    """The payload as msgpack."""
    return msgspec.msgpack.encode(payload)


def decode(data: bytes) -> Payload:
    """What `encode` wrote, every type and length checked. ValueError when anything is not so."""
    try:
        payload = msgspec.msgpack.decode(data, type=Payload)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("not a payload") from error
    for vector in payload.vectors.values():
        _require(all(counter <= payload.counter for counter in vector.values()))
    for part in payload.streams.values():
        for table in part.tables.values():
            for group in table.groups.values():
                _check(group, len(part.replicas), payload.counter)
    return payload


def _check(group: GroupPart, replicas: int, highest: int) -> None:
    count = len(group.ids)
    _require(len(group.counters) == len(group.replicas) == count)
    _require(len(set(group.ids)) == count)
    _require(all(counter <= highest for counter in group.counters))
    _require(all(place < replicas for place in group.replicas))
    _require(not group.plain.keys() & group.binary.keys())
    for column in (*group.plain.values(), *group.binary.values()):
        _require(len(column) == count)


def _require(sound: bool) -> None:  # noqa: FBT001  # reads as a sentence
    if not sound:
        raise ValueError("not a sound payload")


def _packed(group: Group, places: dict[bytes, int]) -> GroupPart:
    plain: dict[str, list[int | str | None]] = {}
    binary: dict[str, list[bytes | None]] = {}
    for place, name in enumerate(group.columns):
        values = [row.values[place] for row in group.rows]
        if any(isinstance(value, bytes) for value in values):
            binary[name] = [_bytes(value) for value in values]
        else:
            plain[name] = [_plain(value) for value in values]
    return GroupPart(
        ids=[row.id for row in group.rows],
        counters=[row.counter for row in group.rows],
        replicas=[places.setdefault(row.replica, len(places)) for row in group.rows],
        plain=plain,
        binary=binary,
    )


def _plain(value: object) -> int | str | None:
    if value is None or isinstance(value, str) or type(value) is int:
        return value
    raise TypeError(f"{type(value).__name__} does not travel")


def _bytes(value: object) -> bytes | None:
    if value is None or isinstance(value, bytes):
        return value
    raise TypeError(f"{type(value).__name__} beside bytes in one column")
