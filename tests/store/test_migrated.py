"""From schema 1 on: old rows, undo steps and packages go on working, new columns are used."""

import shutil
from dataclasses import replace
from pathlib import Path

from merge_pair import FROM_OFFICE, OFFICE, Pair, add, blank_fixture, pair_fixture
from office_world import add as hire
from office_world import fresh
from sqlalchemy import select, update

from kotabumi_kinerja.store import history, merging
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.opening import open_database
from kotabumi_kinerja.store.registry import SYNCED

__all__ = ["blank_fixture", "pair_fixture"]

OLD = Path(__file__).parents[1] / "data" / "schema-1.kinerja"


def opened(folder: Path) -> Database:
    path = Path(shutil.copy(OLD, folder / "lama.kinerja"))
    return open_database(path, bytes(range(32)), operator="Siti")


def set_eselon(database: Database, value: str) -> None:
    with database.change(f"eselon {value}") as connection:
        connection.execute(update(s.employment).values(eselon=value))


def test_old_rows_take_the_new_columns_and_undo_leaves_them_empty(tmp_path: Path) -> None:
    database = opened(tmp_path)
    set_eselon(database, "III.b")
    assert check(database) == []
    with database.read() as connection:
        assert connection.scalars(select(s.person_now.c.eselon)).all() == ["III.b", "III.b"]
    history.undo(database)
    with database.read() as connection:
        assert connection.scalars(select(s.employment.c.eselon)).all() == [None, None]
    assert check(database) == []


def test_a_step_made_before_the_migration_is_undone_after_it(tmp_path: Path) -> None:
    database = opened(tmp_path)
    assert history.undo(database).label == "Tambah Al Amin"
    with database.read() as connection:
        assert connection.scalars(select(s.person_now.c.name)).all() == ["Siti Rahmawati"]


def test_a_package_without_the_later_groups_is_taken(pair: Pair) -> None:
    """What a program of schema 1 sends: the groups that came later are not in it."""
    add(pair.office)
    package = pair.up()
    later = {(t.name, g.name) for t in SYNCED.values() for g in t.groups if g.sparse}
    streams = [
        replace(x, tables=[t for t in x.tables if (t.table, t.group) not in later])
        for x in package.streams
    ]
    merging.take(pair.centre, replace(package, streams=streams, schema=1), FROM_OFFICE, "naik")
    assert check(pair.centre) == []
    with pair.centre.read() as connection:
        names = connection.scalars(select(s.person.c.name).where(s.person.c.office == OFFICE))
        assert names.all() == ["Ani"]


def test_a_group_that_says_nothing_has_no_version(tmp_path: Path) -> None:
    database, _key = fresh(tmp_path)
    hire(database, "Budi", post="Arsiparis")
    with database.read() as connection:
        groups = set(connection.scalars(select(s.version.c.grp)))
    assert groups >= {"identity", "status"}
    assert not groups & {"eselon", "leaving", "contract", "gone"}


def test_a_migrated_file_is_laid_out_like_a_new_one(tmp_path: Path) -> None:
    """Every table, index and column, by name, kind and default."""
    old, (new, _key) = opened(tmp_path), fresh(tmp_path)

    def layout(database: Database) -> dict[str, object]:
        with database.read() as connection:
            run = connection.exec_driver_sql
            names = run(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                "AND name NOT LIKE 'person_long%' AND name NOT LIKE 'person_short%'"
            ).scalars()
            made: dict[str, object] = {}
            for name in names.all():
                made[name] = (
                    sorted(tuple(row)[1:] for row in run(f"PRAGMA table_info({name})")),
                    sorted(
                        (x[1], [c[2] for c in run(f"PRAGMA index_info({x[1]})")])
                        for x in run(f"PRAGMA index_list({name})")
                    ),
                    sorted(tuple(x)[2:] for x in run(f"PRAGMA foreign_key_list({name})")),
                )
            return made

    assert layout(old) == layout(new)
