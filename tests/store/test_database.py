"""A change is whole or nothing: full disk, kill, lock, nested, empty."""

import subprocess
import sys
from pathlib import Path

import pytest
from office_world import add, count, fresh, killed, names
from sqlalchemy import insert

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.database import Database, engine_for
from kotabumi_kinerja.store.driver import connect
from kotabumi_kinerja.store.opening import open_database

KILL = """
import os, sys
from pathlib import Path
from sqlalchemy import insert
from kotabumi_kinerja.store import opening, schema as s
from kotabumi_kinerja.domain.ids import new_id
db = opening.open_database(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with db.change("setengah") as c:
    for i in range(3000):
        c.execute(insert(s.person).values(office=db.office, id=new_id(), name=f"N{i}"))
    if sys.argv[3] == "middle":
        os.kill(os.getpid(), 9)
os.kill(os.getpid(), 9)
"""


HOLD = """
import sys
from pathlib import Path
from kotabumi_kinerja.store.driver import connect
raw = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
raw.execute("BEGIN IMMEDIATE")
print("ready", flush=True)
sys.stdin.read()
"""


def test_watchers_hear_of_changes_and_only_of_changes(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    heard: list[frozenset[str]] = []
    database.watch(heard.append)
    add(database, "Budi", post="Guru")
    with database.change("kosong"):
        pass
    assert heard == [frozenset({"person", "employment"})]
    assert count(database, s.change_set) == 1


def _fill_the_disk(database: Database) -> None:
    with database.change("banyak") as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {int(pages)}")
        for i in range(2000):
            connection.execute(
                insert(s.person).values(office=database.office, id=new_id(), name=f"N{i}")
            )


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    add(database, "Budi")
    with pytest.raises(Refused) as refused:
        _fill_the_disk(database)
    assert refused.value.code == "KK-410"
    assert "diska penuh" in sentence("KK-410", refused.value.fields)
    assert names(database) == ["Budi"]
    assert count(database, s.change_set) == 1
    assert check(database) == []


@pytest.mark.parametrize(("moment", "left"), [("middle", 1), ("after", 3001)])
def test_a_killed_change_is_before_or_after(tmp_path: Path, moment: str, left: int) -> None:
    database, key = fresh(tmp_path)
    add(database, "Budi")
    database.close()
    killed(KILL, str(database.path), key.hex(), moment)
    again = open_database(database.path, key)
    assert count(again, s.person) == left
    assert count(again, s.person_now) == left
    assert check(again) == []


def test_another_writer_is_told(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    database.close()
    database.engine = engine_for(database.path, key, patience=0.1)
    holds = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD,
            str(database.path),
            key.hex(),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holds.stdout is not None
    assert holds.stdout.readline().strip() == b"ready"
    with pytest.raises(Refused) as refused:
        add(database, "Budi")
    assert refused.value.code == "KK-412"
    holds.communicate()
    add(database, "Budi")
    assert names(database) == ["Budi"]


def test_a_change_inside_a_change_is_a_fault(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    with pytest.raises(RuntimeError), database.change("x"), database.change("y"):
        pass
    add(database, "Budi")
    assert names(database) == ["Budi"]


def test_a_child_without_parent_is_refused(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    with pytest.raises(Refused) as refused, database.change("x") as connection:
        connection.execute(
            insert(s.employment).values(office=database.office, id=new_id(), person_id=new_id())
        )
    assert refused.value.code == "KK-417"
    assert count(database, s.journal) == 0


def test_a_write_to_a_read_only_connection_is_told(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(Refused) as refused:
        add(database, "Budi")
    assert refused.value.code == "KK-411"


def test_nothing_readable_lies_in_the_file(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    add(database, "Budi Rahayu Wibowo")
    database.close()
    for file in tmp_path.iterdir():
        assert b"Rahayu" not in file.read_bytes()
    raw = connect(database.path, key)
    assert raw.execute("SELECT name FROM person").fetchall() == [("Budi Rahayu Wibowo",)]
    raw.close()
