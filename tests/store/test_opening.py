"""Opening: the right file, the wrong file, an older one, a newer one, a torn one."""

import shutil
from pathlib import Path, PureWindowsPath

import pytest
from office_world import add, fresh, killed, names
from sqlalchemy import text

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.driver import connect
from kotabumi_kinerja.store.migrating import SCRIPTS, migrate
from kotabumi_kinerja.store.opening import SCHEMA, create, new_key, open_database
from kotabumi_kinerja.store.places import by_name, unsafe_place

OLD = Path(__file__).parents[1] / "data" / "schema-1.kinerja"
OLD_KEY = bytes(range(32))

NEXT = SCHEMA + 1
WAY = f"""
import os
import sqlalchemy as sa
from alembic import op
revision = "{NEXT:04}"
down_revision = "{SCHEMA:04}"

def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("person", sa.Column("nickname", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE person SET nickname = name")
    if os.environ.get("KILL"):
        os.kill(os.getpid(), 9)
"""  # noqa: S608  # our own numbers
KILLED = f"""
import os, sys
from pathlib import Path
from kotabumi_kinerja.store.migrating import migrate
os.environ["KILL"] = "1"
migrate(Path(sys.argv[1]), bytes(range(32)), 1, {NEXT}, Path(sys.argv[2]))
"""


def scripts(folder: Path) -> Path:
    made = folder / "migrations"
    shutil.copytree(SCRIPTS, made, ignore=shutil.ignore_patterns("__pycache__"))
    (made / "versions" / f"{NEXT:04}_next.py").write_text(WAY)
    return made


def old(folder: Path) -> Path:
    return Path(shutil.copy(OLD, folder / "lama.kinerja"))


def state(path: Path) -> tuple[int, int]:
    raw = connect(path, OLD_KEY)
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    extra = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone()[0]
    raw.close()
    return version, extra


def code(path: Path, key: bytes) -> str:
    with pytest.raises(Refused) as refused:
        open_database(path, key)
    return refused.value.code


def test_a_file_of_the_first_schema_still_opens(tmp_path: Path) -> None:
    database = open_database(old(tmp_path), OLD_KEY, operator="Siti")
    assert names(database) == ["Al Amin", "Siti Rahmawati"]
    assert check(database) == []
    add(database, "Budi")
    assert len(names(database)) == 3


def test_an_older_file_is_brought_forward_and_a_copy_kept(tmp_path: Path) -> None:
    path = old(tmp_path)
    path.with_suffix(".kunci").write_bytes(b"dibungkus")
    kept = migrate(path, OLD_KEY, 1, NEXT, scripts(tmp_path))
    assert kept.with_suffix(".kunci").read_bytes() == b"dibungkus"
    assert state(path) == (NEXT, 1)
    assert state(kept) == (1, 0)
    assert kept.name.startswith("lama skema-1 ")
    raw = connect(path, OLD_KEY)
    assert raw.execute("SELECT nickname FROM person WHERE name = 'Al Amin'").fetchone()
    triggers = raw.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    assert triggers[0] > 100
    raw.close()
    assert code(path, OLD_KEY) == "KK-422"


def test_a_killed_migration_leaves_the_old_file(tmp_path: Path) -> None:
    path, ways = old(tmp_path), scripts(tmp_path)
    killed(KILLED, str(path), str(ways))
    assert state(path) == (1, 0)
    database = open_database(path, OLD_KEY)
    assert check(database) == []
    database.close()
    migrate(path, OLD_KEY, SCHEMA, NEXT, ways)
    assert state(path) == (NEXT, 1)


def test_wrong_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    database.close()
    plain = tmp_path / "bukan.kinerja"
    plain.write_bytes(b"Ini bukan basis data. " * 500)
    before = plain.read_bytes()
    assert code(plain, key) == "KK-413"
    assert plain.read_bytes() == before
    assert code(database.path, new_key()) == "KK-413"
    assert code(tmp_path / "tidak-ada.kinerja", key) == "KK-421"
    with pytest.raises(Refused, match="KK-420"):
        create(database.path, key, office=b"1" * 16, centre=False, device=b"d")


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("PRAGMA user_version = 999", "KK-422"),
        ("DELETE FROM meta WHERE key = 'office'", "KK-423"),
        ("UPDATE meta SET value = 'zz' WHERE key = 'device'", "KK-423"),
        ("DELETE FROM now", "KK-423"),
        ("DROP TABLE meta", "KK-423"),
    ],
)
def test_torn_or_newer(tmp_path: Path, statement: str, wanted: str) -> None:
    database, key = fresh(tmp_path)
    database.close()
    raw = connect(database.path, key)
    raw.execute(statement)
    raw.close()
    assert code(database.path, key) == wanted


def test_a_creation_that_was_killed_is_torn(tmp_path: Path) -> None:
    empty = tmp_path / "kosong.kinerja"
    empty.touch()
    assert code(empty, new_key()) == "KK-423"


def test_check_finds_what_was_tampered_with(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    person = add(database, "Budi", post="Guru")
    assert check(database) == []
    raw = connect(database.path, key)
    raw.execute("DROP TRIGGER person_no_delete")
    raw.execute("DELETE FROM version WHERE tbl = 'person' AND grp = 'identity'")
    raw.execute("UPDATE person_now SET words = 'lain'")
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("DELETE FROM person WHERE id = ?", (person,))
    raw.close()
    assert {f.kind for f in check(database)} == {"key"}
    with database.local() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("DROP TRIGGER employment_no_delete"))
        connection.execute(text("DELETE FROM employment"))
    kinds = {f.kind for f in check(database)}
    assert kinds == {"trigger", "summary", "search"}


def test_check_finds_a_damaged_page(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    add(database, "Budi")
    database.close()
    with database.path.open("r+b") as handle:
        handle.seek(4096 * 5 + 100)
        handle.write(b"\0" * 50)
    assert {f.kind for f in check(database)} <= {"file", "cipher"}
    assert check(database)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (r"\\server\bagi\data.kinerja", "network"),
        (r"D:\Siti\OneDrive - Dinas\data.kinerja", "cloud"),
        (r"D:\Siti\Google Drive\data.kinerja", "cloud"),
        (r"D:\Siti\Dropbox\data.kinerja", "cloud"),
        (r"D:\Siti\AppData\Local\Kotabumi\data.kinerja", None),
    ],
)
def test_unsafe_windows_places(path: str, reason: str | None) -> None:
    assert by_name(PureWindowsPath(path)) == reason


def test_unsafe_places_here(tmp_path: Path) -> None:
    assert unsafe_place(Path("/media/siti/FLASHDISK/data.kinerja")) == "removable"
    assert unsafe_place(Path("/run/media/siti/X/data.kinerja")) == "removable"
    assert unsafe_place(tmp_path / "data.kinerja") is None
