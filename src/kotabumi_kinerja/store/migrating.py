"""Bringing an older database file to the present schema: wholly, or not at all."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store import backup, journal, schema, summary
from kotabumi_kinerja.store.database import WRITING, engine_for, translated
from kotabumi_kinerja.store.driver import connect

SCRIPTS: Final = Path(__file__).parent / "migrations"


def migrate(path: Path, key: bytes, found: int, target: int, scripts: Path = SCRIPTS) -> Path:
    """From schema `found` to `target` in one transaction; the path of the copy kept first.

    The copy and its wrapped key lie beside the file, named with the old schema and the day. Refused
    KK-418 when
    the result would not hold together; the file is then as it was.
    """
    stamp = datetime.now(UTC).astimezone()
    kept = path.with_name(f"{path.stem} skema-{found} {stamp:%Y-%m-%d %H.%M.%S}{path.suffix}")
    raw = connect(path, key)
    try:
        with translated(path):
            backup.copy(raw, kept, key)
            wrapped = path.with_suffix(backup.KEY_SUFFIX)
            if wrapped.is_file():
                shutil.copyfile(wrapped, kept.with_suffix(backup.KEY_SUFFIX))
            raw.execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()
    engine = engine_for(path, key, pooled=False, foreign_keys=False)
    with translated(path), engine.connect() as free:
        connection = free.execution_options(**{WRITING: True})
        with connection.begin():
            _drop_derived(connection)
            _run_scripts(connection, found, target, scripts)
            schema.person_now.create(connection)
            lay_triggers(connection)
            summary.rebuild(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Refused("KK-418", file=path.name)
            connection.exec_driver_sql(f"PRAGMA user_version = {target}")
    return kept


def lay_triggers(connection: Connection) -> None:
    """All triggers of the present registry."""
    for statement in (*journal.statements(), *summary.statements()):
        connection.exec_driver_sql(statement)


def _drop_derived(connection: Connection) -> None:
    """Triggers, search index and summary are made anew; no script has to care for them."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in names.scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for name in ("person_long", "person_short", "person_now"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def _run_scripts(connection: Connection, found: int, target: int, scripts: Path) -> None:
    from alembic.operations import Operations  # noqa: PLC0415  # only an old file pays for it
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415  # the same
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # the same

    ways = list(ScriptDirectory(str(scripts)).iterate_revisions(f"{target:04}", f"{found:04}"))
    with Operations.context(MigrationContext.configure(connection)):
        for way in reversed(ways):
            way.module.upgrade()
