"""Making a database file and opening one: of this version, an older one, or refused."""

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DatabaseError, NoResultFound

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.store import journal, schema, summary
from kotabumi_kinerja.store.columns import metadata
from kotabumi_kinerja.store.database import WRITING, Database, engine_for, translated
from kotabumi_kinerja.store.migrating import migrate

SCHEMA: Final = 3
"""Number of the newest schema this program knows; also `PRAGMA user_version` of its files."""


def new_key() -> bytes:
    """A fresh raw database key of 32 bytes."""
    return os.urandom(32)


def create(path: Path, key: bytes, *, office: Id, centre: bool, device: bytes) -> Database:
    """A new, empty database at `path`; Refused KK-420 when a file is there already."""
    if path.exists():
        raise Refused("KK-420", file=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    database = Database(
        path, engine_for(path, key), office=office, centre=centre, device=device, operator=""
    )
    with translated(path), database.engine.connect() as free:
        connection = free.execution_options(**{WRITING: True})
        with connection.begin():
            lay_out(connection)
            _remember(connection, office=office.hex(), centre=str(int(centre)), device=device.hex())
    return database


def lay_out(connection: Connection) -> None:
    """Tables, indices, triggers and search index of the present schema."""
    metadata.create_all(connection)
    for statement in (*journal.statements(), *summary.statements()):
        connection.exec_driver_sql(statement)
    connection.execute(insert(schema.now).values(one=1, mode=journal.ORDINARY, centre=0))
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def open_database(path: Path, key: bytes, *, operator: str = "") -> Database:
    """The database at `path`; an older one is migrated, a copy kept first.

    Refused: KK-421 no file, KK-413 not ours or wrong key, KK-422 newer than this program,
    KK-423 torn, KK-411 read-only.
    """
    if not path.exists():
        raise Refused("KK-421", file=path.name)
    _refuse_read_only(path)
    if path.stat().st_size == 0:
        raise Refused("KK-423", file=path.name)
    engine = engine_for(path, key)
    try:
        with translated(path), engine.connect() as connection:
            found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        _refuse_if_unfit(path, found)
        if 0 < found < SCHEMA:
            migrate(path, key, found, SCHEMA)
        known = _remembered(path, engine)
    except Refused:
        engine.dispose()
        raise
    office, centre, device = known
    return Database(path, engine, office=office, centre=centre, device=device, operator=operator)


def _refuse_if_unfit(path: Path, found: int) -> None:
    if found > SCHEMA:
        raise Refused("KK-422", file=path.name)


def _refuse_read_only(path: Path) -> None:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise Refused("KK-411", file=path.name)


def _remembered(path: Path, engine: Engine) -> tuple[bytes, bool, bytes]:
    """Office, centre and device; Refused KK-423 when they or the one row of `now` are lost."""
    try:
        with engine.connect() as connection:
            rows = connection.execute(select(schema.meta.c.key, schema.meta.c.value)).all()
            known = {row.key: row.value or "" for row in rows}
            connection.execute(select(schema.now.c.mode)).one()
        return (
            bytes.fromhex(known["office"]),
            known["centre"] == "1",
            bytes.fromhex(known["device"]),
        )
    except (DatabaseError, NoResultFound, KeyError, ValueError) as error:
        raise Refused("KK-423", file=path.name) from error


def _remember(connection: Connection, **values: str) -> None:
    for key, value in values.items():
        connection.execute(text("INSERT INTO meta VALUES (:k, :v)"), {"k": key, "v": value})
