"""What goes into a package: everything that its addressees have not yet confirmed."""

from collections.abc import Sequence
from typing import Any

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.streams import (
    Addressee,
    Parts,
    StreamPart,
    TablePart,
    Vector,
    minimum,
    streams_for,
)
from kotabumi_kinerja.store import vectors
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.opening import SCHEMA
from kotabumi_kinerja.store.registry import Group, Synced
from kotabumi_kinerja.store.vectors import travelling

PACKAGE_NUMBER = "package_number"
"""Key in `meta`: the highest number of this device's own packages, known or shown in a receipt."""


def compose(database: Database, office: Id, addressees: Sequence[Addressee]) -> Parts:
    """The next package for `office`; changes nothing but this device's package number."""
    with database.local() as connection:
        raw = vectors.raw_of(connection)
        number = vectors.number(raw, PACKAGE_NUMBER) + 1
        vectors.set_number(raw, PACKAGE_NUMBER, number)
        streams = [
            _stream(raw, stream, _base(database, raw, stream, addressees))
            for stream in streams_for(office)
        ]
        return Parts(
            office=office,
            number=number,
            counter=vectors.number(raw, "counter"),
            schema=SCHEMA,
            streams=streams,
            seen=vectors.seen(raw),
        )


def _base(database: Database, raw: Any, stream: str, addressees: Sequence[Addressee]) -> Vector:
    """The element-wise minimum; what the centre owns, an office sends for the centre alone."""
    asked = [
        a.device
        for a in addressees
        if a.device != database.device and (database.centre or stream.endswith("/o") or a.centre)
    ]
    return minimum([vectors.peer(raw, device, stream) for device in asked])


def _stream(raw: Any, stream: str, base: Vector) -> StreamPart:
    authors: dict[bytes, int] = {}
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS base(replica BLOB PRIMARY KEY, counter INTEGER)")
    raw.execute("DELETE FROM temp.base")
    raw.executemany("INSERT INTO temp.base VALUES (?, ?)", base.items())
    tables = [
        part
        for known, group in vectors.groups_in(stream)
        if (part := _table(raw, vectors.partition(stream), known, group, authors))
    ]
    return StreamPart(
        stream=stream,
        base=base,
        vector=vectors.load(raw, stream),
        hash=vectors.stream_hash(raw, stream),
        replicas=list(authors),
        tables=tables,
    )


def _table(
    raw: Any, office: Id, known: Synced, group: Group, authors: dict[bytes, int]
) -> TablePart | None:
    names = travelling(known, group)
    rows: list[tuple[Any, ...]] = raw.execute(
        f"SELECT v.id, v.counter, v.replica, {', '.join('t.' + n for n in names)} "  # noqa: S608  # registry names
        f"FROM version v CROSS JOIN {known.name} t ON t.office = v.office AND t.id = v.id "
        f"LEFT JOIN temp.base b ON b.replica = v.replica "
        f"WHERE v.tbl = '{known.name}' AND v.office = ? AND v.grp = '{group.name}' "
        f"AND v.counter > coalesce(b.counter, 0) ORDER BY v.id",
        (office,),
    ).fetchall()
    if not rows:
        return None
    ids, counters, replicas, *columns = map(list, zip(*rows, strict=True))
    return TablePart(
        table=known.name,
        group=group.name,
        ids=ids,
        counters=counters,
        authors=[authors.setdefault(replica, len(authors)) for replica in replicas],
        columns=dict(zip(names, columns, strict=True)),
    )
