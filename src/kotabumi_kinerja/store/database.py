"""One office's encrypted database: reading, and changing in whole steps that are journalled."""

import getpass
import hashlib
import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    Transaction,
    create_engine,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.store import journal, schema, summary
from kotabumi_kinerja.store.driver import PATIENCE, connect, prepare
from kotabumi_kinerja.store.registry import SYNCED, stream_of

WRITING: Final = "writing"

Watcher = Callable[[frozenset[str]], None]


def engine_for(
    path: Path,
    key: bytes,
    *,
    pooled: bool = True,
    patience: float = PATIENCE,
    foreign_keys: bool = True,
) -> Engine:
    """An engine on the encrypted file at `path` with its raw 32-byte key.

    `patience`: seconds to wait for another writer before KK-412.
    """

    def opened() -> Any:
        raw = connect(path, key, patience=patience)
        try:
            prepare(raw)
            raw.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        except dbapi2.Error:
            raw.close()
            raise
        return raw

    engine = create_engine(
        "sqlite://",
        creator=opened,
        module=dbapi2,
        poolclass=QueuePool if pooled else NullPool,
    )

    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


class Database:
    """An open office file.

    `office`: id of the office whose rows are written here (for the centre: its own).
    `centre`: this file may write what the centre owns. `device`: public key of this
    installation. `operator`: who sits at the program; may be changed while it is open.
    """

    def __init__(  # noqa: PLR0913  # what an open file is
        self, path: Path, engine: Engine, *, office: Id, centre: bool, device: bytes, operator: str
    ) -> None:
        self.path = path
        self.engine = engine
        self.office = office
        self.centre = centre
        self.device = device
        self.operator = operator
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._watchers: list[Watcher] = []
        self._one_writer = threading.Lock()
        self._writing_thread = 0
        self._replica: bytes | None = None

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher` with the names of the changed tables after each change set."""
        self._watchers.append(watcher)

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A consistent view for reading."""
        with translated(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def change(
        self, label: str, reason: str = "", *, kind: str = "edit", undoes: int | None = None
    ) -> Generator[Connection]:
        """One change set: one transaction, one undo step, one audit entry, one refresh.

        `label` is what the user reads in 'Urungkan: …'. Nothing changed leaves no trace.
        """
        with self._written() as (connection, transaction):
            number = self._open(connection, label, reason, kind, undoes)
            yield connection
            tables = self._close(connection, number)
            if not tables:
                transaction.rollback()
        for watcher in self._watchers if tables else ():
            watcher(tables)

    @contextmanager
    def local(self) -> Generator[Connection]:
        """One transaction on tables that never leave this file: settings, operators, logs."""
        with self._written() as (connection, _):
            yield connection
            summary.catch_up(connection)

    @contextmanager
    def _written(self) -> Generator[tuple[Connection, Transaction]]:
        """One writer at a time; a change inside a change would wait for itself for ever."""
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a change inside a change")
        with self._one_writer, translated(self.path), self.engine.connect() as free:
            self._writing_thread = threading.get_ident()
            try:
                connection = free.execution_options(**{WRITING: True})
                with connection.begin() as transaction:
                    yield connection, transaction
            finally:
                self._writing_thread = 0

    def announce(self, tables: frozenset[str]) -> None:
        """Tell the watchers about a change made elsewhere (a merge, a restore)."""
        for watcher in self._watchers:
            watcher(tables)

    def close(self) -> None:
        """Give the file back; the write-ahead log is folded in."""
        self.engine.dispose()

    def replica(self, connection: Connection) -> bytes:
        """The author in versions: new at every start of the program that changes something."""
        if self._replica is None:
            self._replica = hashlib.sha256(self.device).digest()[:8] + os.urandom(8)
        connection.execute(
            text("INSERT OR IGNORE INTO replica(replica, device, started) VALUES (:r, :d, :t)"),
            {"r": self._replica, "d": self.device, "t": self.clock().isoformat()},
        )
        return self._replica

    def next_counter(self, connection: Connection) -> int:
        """One more than the highest counter ever seen here."""
        highest = connection.scalar(
            select(schema.meta.c.value).where(schema.meta.c.key == "counter")
        )
        return int(highest or 0) + 1

    def _open(
        self, connection: Connection, label: str, reason: str, kind: str, undoes: int | None
    ) -> int:
        replica = self.replica(connection)
        counter = self.next_counter(connection)
        connection.execute(
            text("INSERT OR REPLACE INTO meta VALUES ('counter', :n)"), {"n": str(counter)}
        )
        made = connection.execute(
            insert(schema.change_set).values(
                counter=counter,
                replica=replica,
                at=self.clock().isoformat(timespec="seconds"),
                operator=self.operator,
                system_user=getpass.getuser(),
                label=label,
                reason=reason,
                kind=kind,
                undoes=undoes,
            )
        )
        number = int(made.inserted_primary_key[0])  # type: ignore[index]
        connection.execute(
            update(schema.now).values(
                change_set=number,
                counter=counter,
                replica=replica,
                mode=journal.ORDINARY,
                centre=int(self.centre),
            )
        )
        return number

    def _close(self, connection: Connection, number: int) -> frozenset[str]:
        j, n = schema.journal.c, schema.now.c
        touched = connection.execute(
            select(j.tbl, j.office, j.grp).where(j.change_set == number).distinct()
        ).all()
        counter, replica = connection.execute(select(n.counter, n.replica)).one()
        streams = {stream_of(o, SYNCED[t].group(g).owner) for t, o, g in touched}
        for stream in streams:
            connection.execute(
                text("INSERT OR REPLACE INTO vector VALUES (:s, :r, :c)"),
                {"s": stream, "r": replica, "c": counter},
            )
        connection.execute(update(schema.now).values(change_set=None, mode=journal.ORDINARY))
        summary.catch_up(connection)
        return frozenset(t for t, _, _ in touched)


@contextmanager
def translated(path: Path) -> Generator[None]:
    """SQLite's own errors as refusals with a sentence; the transaction is rolled back already."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        raise _refusal(path, str(error.orig)) from error
    except dbapi2.Error as error:
        raise _refusal(path, str(error)) from error


_WORDS: Final = (
    ("full", "KK-410"),
    ("readonly", "KK-411"),
    ("locked", "KK-412"),
    ("not a database", "KK-413"),
    ("malformed", "KK-414"),
    ("disk I/O", "KK-415"),
    ("unable to open", "KK-416"),
    ("FOREIGN KEY", "KK-417"),
)


def _refusal(path: Path, words: str) -> Refused:
    if words.startswith("KK-"):
        return Refused(words)
    for part, code in _WORDS:
        if part in words:
            return Refused(code, file=path.name, detail=words)
    return Refused("KK-419", file=path.name, detail=words)
