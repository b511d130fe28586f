"""Taking a package into the database: rules 0 to 5 and 7 of the exchange, in one transaction."""

import getpass
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF
from kotabumi_kinerja.domain.streams import (
    Parts,
    Sender,
    StreamPart,
    Vector,
    covers,
    streams_for,
)
from kotabumi_kinerja.store import clashes, incoming, journal, vectors
from kotabumi_kinerja.store.conflicts import insert_open
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.incoming import Load
from kotabumi_kinerja.store.opening import SCHEMA
from kotabumi_kinerja.store.registry import stream_of
from kotabumi_kinerja.store.sending import PACKAGE_NUMBER

LEAP: Final = 1 << 32
"""How far a counter may lie above ours before it is not believed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a package did, or would do.

    `new`: rows. `changed`: values (row and field group). `conflicts`: opened here. `skipped`:
    values already known, or not the sender's to write. `held`: we were put back since; nothing was
    taken but the receipt. `tables`: rows and values by table. `findings`: streams whose content
    differs although both have decided on the same (a fault, or a false device).
    """

    new: int = 0
    changed: int = 0
    conflicts: int = 0
    skipped: int = 0
    held: bool = False
    tables: dict[str, int] = field(default_factory=dict[str, int])
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """One package on its way into one database, inside one transaction."""

    database: Database
    connection: Connection
    raw: Any
    parts: Parts
    sender: Sender
    package: str

    @property
    def who(self) -> dict[str, object]:
        """Fields of the refusals' sentences."""
        return {"number": self.parts.number, "sender": self.sender.name}

    @property
    def now(self) -> str:
        """For people; no rule looks at it."""
        return self.database.clock().isoformat(timespec="seconds")


def preview(database: Database, parts: Parts, sender: Sender, package: str = "") -> Outcome:
    """What `take` would do; refused like `take`. Nothing stays changed."""
    with database.local() as connection:
        raw = vectors.raw_of(connection)
        raw.execute("SAVEPOINT preview")
        outcome = _merge(_Job(database, connection, raw, parts, sender, package))
        raw.execute("ROLLBACK TO preview")
        raw.execute("RELEASE preview")
    return outcome


def take(database: Database, parts: Parts, sender: Sender, package: str) -> Outcome:
    """Take the package in, wholly or not at all; `package` is its name for the history.

    Refused: KK-322 the sender was revoked, KK-341 counters beyond belief, KK-343 a row without its
    parent, KK-360 not for this partition, KK-361 unsound, KK-318 from a newer program.
    """
    with database.local() as connection:
        raw = vectors.raw_of(connection)
        outcome = _merge(_Job(database, connection, raw, parts, sender, package))
    if outcome.tables or outcome.conflicts:
        conflict = ("conflict",) if outcome.conflicts else ()
        database.announce(frozenset((*outcome.tables, *conflict)))
    return outcome


def allowed(database: Database, parts: Parts, sender: Sender) -> frozenset[str]:
    """The streams taken from this sender (rules 1 and 6)."""
    if sender.role == "centre" or (database.centre and sender.take_back):
        return frozenset(streams_for(parts.office))
    return frozenset({stream_of(parts.office, "office")})


def _merge(job: _Job) -> Outcome:
    raw, parts = job.raw, job.parts
    _refuse(job)
    may = allowed(job.database, parts, job.sender)
    mine = {part.stream: vectors.load(raw, part.stream) for part in parts.streams}
    unread = parts.number > vectors.seen(raw).get(job.sender.device, 0)
    _receive_receipt(job)
    taken = [part for part in parts.streams if part.stream in may]
    if any(not covers(mine[part.stream], part.base) for part in taken):
        outcome = Outcome(held=True)
    else:
        outcome = _take_values(job, taken, mine)
        if unread:  # its hash was compared when it came first
            outcome = replace(outcome, findings=tuple(_unequal(raw, parts)))
    _log(job, outcome)
    return outcome


def _refuse(job: _Job) -> None:
    database, parts, sender = job.database, job.parts, job.sender
    revoked = job.raw.execute(
        "SELECT label, revoked FROM certificate WHERE device = ? AND revoked <> ''",
        (sender.device,),
    ).fetchone()
    if revoked:
        raise Refused("KK-322", label=revoked[0], date=revoked[1], **job.who)
    if parts.schema > SCHEMA:
        raise Refused("KK-318")
    foreign = sender.role == "office" and sender.office != parts.office
    if foreign or parts.office == REF or (not database.centre and database.office != parts.office):
        raise Refused("KK-360", **job.who)
    names = [part.stream for part in parts.streams]
    if not set(names) <= set(streams_for(parts.office)) or len(set(names)) != len(names):
        raise Refused("KK-360", **job.who)
    entries = [n for part in parts.streams for n in part.vector.values()]
    if max(entries, default=0) > min(parts.counter, vectors.number(job.raw, "counter") + LEAP):
        raise Refused("KK-341", **job.who)
    try:
        for part in parts.streams:
            incoming.check(part)
    except (KeyError, ValueError) as error:
        raise Refused("KK-361", **job.who) from error


def _receive_receipt(job: _Job) -> None:
    """Numbers and vectors are read of every package, a held one too."""
    raw, parts, sender = job.raw, job.parts, job.sender
    shown = {part.stream: part.vector for part in parts.streams}
    for stream in streams_for(parts.office):
        vectors.remember_peer(raw, sender.device, stream, parts.number, shown.get(stream, {}))
    raw.execute(
        "INSERT INTO seen(device, number, label) VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
        "SET number = excluded.number, label = excluded.label WHERE excluded.number > number",
        (sender.device, parts.number, sender.name),
    )
    own = max(vectors.number(raw, PACKAGE_NUMBER), parts.seen.get(job.database.device, 0))
    vectors.set_number(raw, PACKAGE_NUMBER, own)


def _take_values(job: _Job, taken: list[StreamPart], mine: dict[str, Vector]) -> Outcome:
    raw, parts = job.raw, job.parts
    loads, skipped = _stage(job, taken, mine)
    entries = [n for part in taken for n in part.vector.values()]
    counter = max(vectors.number(raw, "counter"), *entries, 0)
    vectors.set_number(raw, "counter", counter)
    for part in taken:
        vectors.raise_to(raw, part.stream, part.vector)
    if not loads:
        return Outcome(skipped=skipped)
    clashes.prepare(raw, {part.stream: part.vector for part in parts.streams})
    incoming.compare(raw, loads)
    change_set = _open(job, counter)
    finder = REF if job.database.centre else parts.office
    found = list(clashes.same_value(raw, loads, finder))
    new, changed = _write(job, loads, change_set)
    for office, partition in ((parts.office, parts.office), (REF, finder)):
        found += clashes.hidden(raw, loads, office, change_set, partition)
    opened = _open_conflicts(job, found, counter, change_set)
    tables = _counts(raw, loads)
    _close(raw, change_set)
    incoming.clear(raw, loads)
    return Outcome(new=new, changed=changed, conflicts=opened, skipped=skipped, tables=tables)


def _write(job: _Job, loads: list[Load], change_set: int) -> tuple[int, int]:
    try:
        return incoming.write(job.raw, loads, change_set)
    except incoming.Orphan as error:
        raise Refused("KK-343", **job.who) from error


def _stage(job: _Job, taken: list[StreamPart], mine: dict[str, Vector]) -> tuple[list[Load], int]:
    loads: list[Load] = []
    skipped = sum(
        len(table.ids) for part in job.parts.streams if part not in taken for table in part.tables
    )
    centre = frozenset(
        vectors.prefix(device) for device in (*job.sender.centre_devices, job.database.device)
    )
    for part in taken:
        own = job.sender.role == "centre" or part.stream.endswith("/o")
        more, known = incoming.stage(job.raw, part, mine[part.stream], None if own else centre)
        loads += more
        skipped += known
    return loads, skipped


def _open(job: _Job, counter: int) -> int:
    """The change set of the package; from here on the triggers leave journal and versions to us."""
    database = job.database
    replica = database.replica(job.connection)
    number = job.raw.execute(
        "INSERT INTO change_set(counter, replica, at, operator, system_user, label, reason, kind) "
        "VALUES (?, ?, ?, ?, ?, ?, '', 'package')",
        (
            counter,
            replica,
            job.now,
            database.operator,
            getpass.getuser(),
            f"Terima paket {job.package}",
        ),
    ).lastrowid
    job.raw.execute(
        "UPDATE now SET change_set = ?, counter = ?, replica = ?, mode = ?, centre = ?",
        (number, counter, replica, journal.TAKING, int(database.centre)),
    )
    return int(number)


def _open_conflicts(job: _Job, found: list[clashes.Clash], counter: int, change_set: int) -> int:
    """Conflicts not known yet are written as an ordinary change of ours."""
    raw = job.raw
    new = {
        (clash.partition, clash.id): clash
        for clash in found
        if not raw.execute(
            "SELECT 1 FROM conflict WHERE office = ? AND id = ?", (clash.partition, clash.id)
        ).fetchone()
    }
    if not new:
        return 0
    vectors.set_number(raw, "counter", counter + 1)
    raw.execute("UPDATE now SET counter = ?, mode = ?", (counter + 1, journal.ORDINARY))
    raw.execute("UPDATE change_set SET counter = ? WHERE id = ?", (counter + 1, change_set))
    (replica,) = raw.execute("SELECT replica FROM now").fetchone()
    for clash in new.values():
        insert_open(raw, clash, job.database.operator)
    for partition in {clash.partition for clash in new.values()}:
        vectors.raise_to(raw, stream_of(partition, "office"), {replica: counter + 1})
    return len(new)


def _counts(raw: Any, loads: list[Load]) -> dict[str, int]:
    return {
        table: count
        for table in dict.fromkeys(load.known.name for load in loads)
        if (
            count := sum(
                raw.execute(f"SELECT count(*) FROM {load.name} WHERE wins").fetchone()[0]  # noqa: S608  # registry names
                for load in loads
                if load.known.name == table
            )
        )
    }


def _close(raw: Any, change_set: int) -> None:
    raw.execute("UPDATE now SET change_set = NULL, mode = ?", (journal.ORDINARY,))
    raw.execute(
        "DELETE FROM change_set WHERE id = ? "
        "AND NOT EXISTS (SELECT 1 FROM journal WHERE change_set = ?)",
        (change_set, change_set),
    )


def _unequal(raw: Any, parts: Parts) -> list[str]:
    """Streams where both have decided on the same and yet hold something else."""
    return [
        part.stream
        for part in parts.streams
        if vectors.load(raw, part.stream) == part.vector
        and vectors.stream_hash(raw, part.stream) != part.hash
    ]


def _log(job: _Job, outcome: Outcome) -> None:
    counts = f"{outcome.new} {outcome.changed} {outcome.conflicts} {outcome.skipped}"
    job.raw.execute(
        "INSERT INTO package_log(at, direction, device, number, name, outcome, counts) "
        "VALUES (?, 'in', ?, ?, ?, ?, ?)",
        (
            job.now,
            job.sender.device,
            job.parts.number,
            job.package,
            "held" if outcome.held else "taken",
            counts,
        ),
    )
