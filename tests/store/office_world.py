"""An office's file with made-up people, for the tests of the store."""

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, update

from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.opening import create, new_key

DEVICE = b"d" * 32
DAY = dt.date(2024, 1, 1)


def office_at(path: Path, key: bytes, *, centre: bool = False) -> Database:
    database = create(path, key, office=new_id(), centre=centre, device=DEVICE)
    database.operator = "Siti"
    return database


def fresh(folder: Path, *, centre: bool = False) -> tuple[Database, bytes]:
    key = new_key()
    return office_at(folder / "dinas.kinerja", key, centre=centre), key


def add(database: Database, name: str, *, nip: str = "", post: str = "", unit: str = "") -> Id:
    person = new_id()
    with database.change(f"Tambah {name}") as connection:
        connection.execute(
            insert(s.person).values(office=database.office, id=person, name=name, nip=nip)
        )
        if post or unit:
            connection.execute(
                insert(s.employment).values(
                    office=database.office,
                    id=new_id(),
                    person_id=person,
                    since=DAY,
                    status="pns",
                    post=post,
                    unit_name=unit,
                )
            )
    return person


def rename(database: Database, person: Id, name: str) -> None:
    with database.change(f"Ubah nama {name}") as connection:
        connection.execute(update(s.person).where(s.person.c.id == person).values(name=name))


def names(database: Database) -> list[str]:
    with database.read() as connection:
        rows = connection.execute(
            select(s.person.c.name).where(s.person.c.gone == "").order_by(s.person.c.name)
        )
        return list(rows.scalars())


def count(database: Database, table: Table) -> int:
    with database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def listing(database: Database, table: Table, *, but: str) -> list[tuple[Any, ...]]:
    """All rows without the column `but`, in one order."""
    with database.read() as connection:
        columns = [c for c in table.columns if c.name != but]
        rows = connection.execute(select(*columns))
        return sorted((tuple(cast("Any", r)) for r in rows), key=repr)


def killed(script: str, *arguments: str) -> None:
    """Run `script`, which must end by killing itself hard."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], check=False, capture_output=True, timeout=60
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
