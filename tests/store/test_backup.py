"""Backups read back, also on another computer; restoring loses nothing."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from office_world import add, fresh, names

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.store import backup
from kotabumi_kinerja.store.opening import new_key, open_database

NOW = dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)

SMALL = """
import resource, sys
from pathlib import Path
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store import backup
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    backup.write(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), b"w", Path(sys.argv[3]))
except Refused as refused:
    print(refused.code)
"""


class Counting:
    def __init__(self) -> None:
        self.total = self.done = 0

    def start(self, what: str, total: int) -> None:
        assert what
        self.total = total

    def step(self, done: int = 1) -> None:
        self.done += done


def test_a_backup_of_an_open_database_opens_on_another_computer(tmp_path: Path) -> None:
    database, key = fresh(tmp_path / "kantor")
    add(database, "Budi")
    watched = Counting()
    made = backup.write(
        database.path, key, b"wrapped", tmp_path / "stick", now=NOW, progress=watched
    )
    assert made.path.name == "dinas 2026-11-24 14.05.00.kinerja"
    assert made.key.read_bytes() == b"wrapped"
    assert watched.done == watched.total > 0
    assert sorted(p.name for p in made.path.parent.iterdir()) == [made.path.name, made.key.name]
    assert b"Budi" not in made.path.read_bytes()
    add(database, "Adi")
    there = tmp_path / "lain" / "dinas.kinerja"
    assert backup.restore(made.path, key, there) is None
    again = open_database(there, key)
    assert names(again) == ["Budi"]
    add(again, "Eko")


def test_restoring_keeps_the_present_file_aside(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    add(database, "Budi")
    made = backup.write(database.path, key, b"w", tmp_path / "c", now=NOW)
    add(database, "Adi")
    database.close()
    aside = backup.restore(made.path, key, database.path, now=NOW)
    assert aside is not None
    assert names(open_database(database.path, key)) == ["Budi"]
    assert names(open_database(aside, key)) == ["Adi", "Budi"]
    assert made.path.exists()


def test_damaged_or_foreign_backups_are_refused(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    add(database, "Budi")
    made = backup.write(database.path, key, b"w", tmp_path / "c", now=NOW)
    with pytest.raises(Refused, match="KK-413"):
        backup.restore(made.path, new_key(), database.path)
    with made.path.open("r+b") as handle:
        handle.seek(made.size // 2)
        handle.write(b"\0" * 5000)
    with pytest.raises(Refused, match="KK-404"):
        backup.restore(made.path, key, database.path)
    assert names(database) == ["Budi"]
    assert not list(tmp_path.glob("*.baru"))


def test_one_automatic_copy_a_day_and_fourteen_kept(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    for day in range(17):
        moment = NOW + dt.timedelta(days=day)
        assert backup.automatic(database.path, key, b"w", now=moment) is not None
        assert backup.automatic(database.path, key, b"w", now=moment) is None
    folder = tmp_path / backup.FOLDER
    (folder / "dinas catatan saya.kinerja").touch()
    kept = backup.copies(folder, "dinas")
    assert [c.made.day for c in kept] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 30, 29, 28, 27]
    assert all(c.key.exists() for c in kept)
    assert len(list(folder.glob("*.kunci"))) == 14


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    stick = tmp_path / "stick"
    with pytest.raises(Refused) as refused:
        backup.write(database.path, key, b"w", stick, free=lambda _: 1000)
    assert refused.value.code == "KK-401"
    assert "penuh. Kosongkan 2 MB" in sentence("KK-401", refused.value.fields)
    assert list(stick.iterdir()) == []


def test_a_disk_that_stops_taking_bytes_leaves_nothing(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    database.close()
    stick = tmp_path / "stick"
    done = subprocess.run(
        [sys.executable, "-c", SMALL, str(database.path), key.hex(), str(stick)],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() in {"KK-401", "KK-403"}
    assert list(stick.iterdir()) == []
