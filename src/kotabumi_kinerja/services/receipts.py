"""What each side has of the other: sent, confirmed, waiting, taken, and the log of packages."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.domain.streams import Parts, Sender, minimum, streams_for
from kotabumi_kinerja.exchange import keys
from kotabumi_kinerja.services import devices
from kotabumi_kinerja.services.devices import Device, Party
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import conflicts, schema, vectors
from kotabumi_kinerja.store.conflicts import OpenConflict

_CONFIRMED: Final = "confirmed_"
"""Key in `meta`, with the partner's device in hexadecimal: which number it has taken, and when."""


SENT: Final = "sent"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Line:
    """What the log keeps of a package that we write; `values` counts what it carries."""

    number: int
    name: str
    values: int


@dataclass(frozen=True, slots=True)
class Partner:
    """One side of the exchange as this file knows it.

    Numbers are of packages, 0 = none yet. `waiting`: rows by table that it has not confirmed.
    `values` counts their values (row and field group). `devices`: certified ones.
    """

    office: Party
    sent: int
    sent_at: datetime | None
    confirmed: int
    confirmed_at: datetime | None
    taken: int
    taken_at: datetime | None
    waiting: dict[str, int]
    values: int
    conflicts: int
    devices: int
    code_open: bool

    @property
    def id(self) -> Id:
        """Of the office."""
        return self.office.id

    @property
    def anchor(self) -> tuple[object, ...]:
        """Its place in lists."""
        return (self.office.id,)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One package of the past, newest first in lists. `out`: sent by us.

    `outcome`: 'sent', 'failed', 'taken', 'held', or the code of a refusal. `counts`: values sent;
    or new rows, changed values, conflicts and values known already.
    """

    number: int
    at: datetime
    out: bool
    partner: Party | None
    package: int
    name: str
    outcome: str
    counts: tuple[int, ...]

    @property
    def id(self) -> bytes:
        """For lists."""
        return self.number.to_bytes(8, "big")

    @property
    def anchor(self) -> tuple[object, ...]:
        """Its place in lists."""
        return (self.number,)


@dataclass(frozen=True, slots=True)
class Status:
    """How the exchange stands. `certified`: the certificate has come back from the centre."""

    centre: bool
    joined: bool
    certified: bool
    letters: str
    own: Party
    partners: tuple[Partner, ...]
    troubles: tuple[LogLine, ...]


def status(work: Workspace) -> Status:
    """The state of every partner, and what was refused or held among the latest packages."""
    joined, known = devices.is_joined(work), devices.listed(work)
    lines = log(work) if joined else []
    disputes = conflicts.list_open(work.database) if joined else []
    parties = _parties(work) if joined else []
    return Status(
        centre=work.database.centre,
        joined=joined,
        certified=any(d.device == work.database.device for d in known),
        letters=keys.fingerprint(work.database.device),
        own=devices.own(work),
        partners=tuple(_partner(work, party, known, lines, disputes) for party in parties),
        troubles=tuple(_troubles(lines)),
    )


def confirm(work: Workspace, parts: Parts, sender: Sender) -> None:
    """Keep what a package says it has taken of ours, unless a later one was read before."""
    with work.database.local() as connection:
        raw = vectors.raw_of(connection)
        if vectors.seen(raw).get(sender.device) == parts.number:
            number = parts.seen.get(work.database.device, 0)
            words = f"{number} {work.database.clock().isoformat(timespec='seconds')}"
            raw.execute(
                "INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)",
                (_CONFIRMED + sender.device.hex(), words),
            )


def waiting(work: Workspace, office: Id) -> tuple[dict[str, int], int]:
    """Rows by table that the addressees of `office` have not confirmed, and how many values."""
    others = [d for d in devices.concerned(work, office) if d.device != work.database.device]
    rows: dict[str, int] = {}
    values = 0
    with work.database.read() as connection:
        raw = vectors.raw_of(connection)
        for stream in streams_for(office):
            every = work.database.centre or stream.endswith("/o")
            asked = [d.device for d in others if every or d.role == "centre"]
            base = minimum([vectors.peer(raw, device, stream) for device in asked])
            for table, count, amount in _uncovered(raw, stream, base):
                rows[table] = rows.get(table, 0) + count
                values += amount
    return rows, values


def log(work: Workspace, limit: int = 500) -> list[LogLine]:
    """The latest packages, newest first."""
    p = schema.package_log.c
    names = _names(work)
    with work.database.read() as connection:
        rows = connection.execute(select(schema.package_log).order_by(p.id.desc()).limit(limit))
        return [
            LogLine(
                number=row.id,
                at=datetime.fromisoformat(row.at),
                out=row.direction == "out",
                partner=names.get(row.device),
                package=row.number or 0,
                name=row.name or "",
                outcome=row.outcome,
                counts=tuple(int(n) for n in (row.counts or "").split()),
            )
            for row in rows
        ]


def log_out(work: Workspace, partner: Id, line: Line, outcome: str) -> None:
    """A package that we wrote, or tried to. The partner's id stands where others have a device."""
    values = {"device": partner, "number": line.number, "name": line.name, "outcome": outcome}
    _log(work, direction="out", counts=str(line.values), **values)


def log_refused(work: Workspace, name: str, refusal: Refused) -> None:
    """A file that was not taken; its code is the outcome."""
    number = refusal.fields.get("number")
    _log(work, direction="in", number=number, name=name, outcome=refusal.code, counts="")


def _log(work: Workspace, **values: object) -> None:
    at = work.database.clock().isoformat(timespec="seconds")
    with work.database.local() as connection:
        connection.execute(insert(schema.package_log).values(at=at, **values))


def _uncovered(raw: Any, stream: str, base: dict[bytes, int]) -> list[tuple[str, int, int]]:
    groups = ", ".join(f"('{known.name}', '{g.name}')" for known, g in vectors.groups_in(stream))
    known = json.dumps({replica.hex().upper(): count for replica, count in base.items()})
    return raw.execute(
        "WITH base AS MATERIALIZED (SELECT key, value FROM json_each(?)) "  # noqa: S608  # registry names
        "SELECT v.tbl, count(DISTINCT v.id), count(*) FROM version v "
        "LEFT JOIN base b ON b.key = hex(v.replica) "
        f"WHERE v.office = ? AND (v.tbl, v.grp) IN (VALUES {groups}) "
        "AND v.counter > coalesce(b.value, 0) GROUP BY v.tbl",
        (known, vectors.partition(stream)),
    ).fetchall()


def _parties(work: Workspace) -> list[Party]:
    return devices.offices_of(work) if work.database.centre else [devices.centre(work)]


def _partner(
    work: Workspace,
    party: Party,
    known: list[Device],
    lines: list[LogLine],
    disputes: list[OpenConflict],
) -> Partner:
    about = party.id if work.database.centre else work.database.office
    theirs = [d.device for d in known if d.office == party.id]
    ours = [x for x in lines if x.partner and x.partner.id == party.id]
    out = next((x for x in ours if x.out and x.outcome == SENT), None)
    came = next((x for x in ours if not x.out and x.outcome == "taken"), None)
    confirmed, confirmed_at = _confirmed(work, theirs)
    rows, values = waiting(work, about)
    return Partner(
        office=party,
        sent=out.package if out else 0,
        sent_at=out.at if out else None,
        confirmed=confirmed,
        confirmed_at=confirmed_at,
        taken=came.package if came else 0,
        taken_at=came.at if came else None,
        waiting=rows,
        values=values,
        conflicts=sum(d.partition in (about, REF) for d in disputes),
        devices=len(theirs),
        code_open=_code_open(work, party.id),
    )


def _confirmed(work: Workspace, theirs: list[bytes]) -> tuple[int, datetime | None]:
    m = schema.meta.c
    with work.database.read() as connection:
        found = connection.scalars(
            select(m.value).where(m.key.in_([_CONFIRMED + d.hex() for d in theirs]))
        ).all()
    best = max(((int(n), at) for n, _, at in (w.partition(" ") for w in found)), default=(0, ""))
    return best[0], datetime.fromisoformat(best[1]) if best[0] else None


def _code_open(work: Workspace, office: Id) -> bool:
    e = schema.enrolment.c
    with work.database.read() as connection:
        return connection.scalar(select(e.used).where(e.office_id == office)) == 0


def _names(work: Workspace) -> dict[bytes, Party]:
    """Partners, by office id (outgoing lines) and by device (incoming ones)."""
    c = schema.office.c
    with work.database.read() as connection:
        rows = connection.execute(select(c.id, c.code, c.name).where(c.office == REF)).all()
    names = {row.id: Party(*row) for row in rows}
    for device in devices.listed(work):
        if device.office in names:
            names[device.device] = names[device.office]
    return names


def _troubles(lines: list[LogLine]) -> list[LogLine]:
    """Refused, held and failed ones that no later package of the same direction has mended."""
    found: list[LogLine] = []
    for line in lines:
        if line.outcome in {"sent", "taken"} and line.package:
            break
        if line.outcome not in {"sent", "taken"}:
            found.append(line)
    return found
