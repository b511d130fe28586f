"""What a package says: vectors, and current values of rows by field group, columns as arrays."""

from typing import Annotated, Final, cast

import msgspec
from msgspec import Meta

from kotabumi_kinerja.domain import streams
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.streams import Value

Id16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Key32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Counter = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Stream = Annotated[str, Meta(pattern=r"^(ref|[0-9a-f]{32}/[co])\Z")]
_Vector = dict[Id16, Counter]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
_TRAVELS: Final = frozenset({int, str, bytes, type(None)})
_BINARY: Final = frozenset({bytes, type(None)})
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

    The office in every row's key is the stream's own, so that another office's row cannot even be
    named.
    """

    base: _Vector
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
    vectors: dict[Stream, _Vector]
    streams: dict[Stream, StreamPart]
    receipts: dict[Key32, Counter] = {}
    notes: list[Annotated[str, Meta(max_length=2000)]] = []
    attachments: dict[Key32, bytes] = {}
    wanted: list[Key32] = []
    joining: Joining | None = None
    header_hash: bytes = b""


def from_parts(parts: streams.Parts) -> Payload:
    """The payload that carries `parts`. TypeError when a value may not travel (float, bool...)."""
    return Payload(
        counter=parts.counter,
        vectors={part.stream: part.vector for part in parts.streams},
        streams={part.stream: _stream(part) for part in parts.streams},
        receipts=parts.seen,
    )


def to_parts(content: Payload, *, office: Id, number: int, schema: int) -> streams.Parts:
    """What `content`, which has passed `decode`, says of `office`; the arrays are its own."""
    return streams.Parts(
        office=office,
        number=number,
        counter=content.counter,
        schema=schema,
        streams=[
            streams.StreamPart(
                stream=name,
                base=part.base,
                vector=content.vectors.get(name, {}),
                hash=part.hash,
                replicas=part.replicas,
                tables=[
                    streams.TablePart(
                        table, group, got.ids, got.counters, got.replicas, _columns(got)
                    )
                    for table, groups in part.tables.items()
                    for group, got in groups.groups.items()
                ],
            )
            for name, part in content.streams.items()
        ],
        seen=content.receipts,
    )


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


def _stream(part: streams.StreamPart) -> StreamPart:
    tables: dict[str, TablePart] = {}
    for one in part.tables:
        plain: dict[str, list[int | str | None]] = {}
        binary: dict[str, list[bytes | None]] = {}
        for name, values in one.columns.items():
            kinds = set(map(type, values))
            if not kinds <= _TRAVELS or (bytes in kinds and not kinds <= _BINARY):
                raise TypeError(f"{one.table}.{name} holds what does not travel")
            if bytes in kinds:
                binary[name] = cast("list[bytes | None]", values)
            else:
                plain[name] = cast("list[int | str | None]", values)
        made = GroupPart(one.ids, one.counters, one.authors, plain, binary)
        tables.setdefault(one.table, TablePart({})).groups[one.group] = made
    return StreamPart(base=part.base, hash=part.hash, replicas=part.replicas, tables=tables)


def _columns(group: GroupPart) -> dict[str, list[Value]]:
    return cast("dict[str, list[Value]]", {**group.plain, **group.binary})
