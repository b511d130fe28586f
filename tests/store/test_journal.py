"""Nothing goes past the journal, whoever writes."""

import json
from pathlib import Path

import pytest
from office_world import add, count, fresh, listing, rename
from sqlalchemy import insert, select, update
from sqlcipher3 import dbapi2

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, new_id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.driver import connect


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM person", "KK-590"),
        ("UPDATE person SET id = x'00'", "KK-591"),
        ("UPDATE person SET centre_note = 'x'", "KK-593"),
        ("INSERT INTO office(office, id) VALUES (zeroblob(16), x'01')", "KK-593"),
        ("INSERT INTO person(office, id, centre_note) VALUES (x'01', x'02', 'x')", "KK-593"),
    ],
)
def test_refused_in_an_office(tmp_path: Path, statement: str, code: str) -> None:
    database, _ = fresh(tmp_path)
    add(database, "Budi")
    before = count(database, s.journal)
    with pytest.raises(Refused) as refused, database.change("x") as connection:
        connection.exec_driver_sql(statement)
    assert refused.value.code == code
    assert count(database, s.journal) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person SET name = 'Z'",
        "INSERT INTO person(office, id) VALUES (x'01', x'02')",
        "INSERT OR REPLACE INTO person(office, id) SELECT office, id FROM person",
        "UPDATE person SET gone = 'deleted'",
    ],
)
def test_another_program_is_refused(tmp_path: Path, statement: str) -> None:
    database, key = fresh(tmp_path)
    add(database, "Budi")
    raw = connect(database.path, key)
    with pytest.raises(dbapi2.IntegrityError, match="KK-592"):
        raw.execute(statement)
    with pytest.raises(dbapi2.IntegrityError, match="KK-590"):
        raw.execute("DELETE FROM person")
    raw.close()


def test_the_centre_writes_what_it_owns(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path, centre=True)
    person = add(database, "Budi")
    with database.change("x") as connection:
        connection.execute(insert(s.office).values(office=REF, id=new_id(), name="Dinas"))
        connection.execute(
            update(s.person).where(s.person.c.id == person).values(centre_note="dicek")
        )
    assert check(database) == []
    with database.read() as connection:
        streams = set(connection.scalars(select(s.vector.c.stream)))
    mine = database.office.hex()
    assert streams == {"ref", f"{mine}/c", f"{mine}/o"}


def test_an_outer_or_ignore_still_raises_the_version(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    add(database, "Budi")
    with database.change("x") as connection:
        connection.exec_driver_sql("UPDATE OR IGNORE person SET name = 'Adi'")
    with database.read() as connection:
        counter = connection.scalar(
            select(s.version.c.counter).where(s.version.c.grp == "identity")
        )
    assert counter == 2


def test_before_and_after_are_written(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    person = add(database, "Budi")
    rename(database, person, "Budi Rahayu")
    with database.read() as connection:
        row = connection.execute(select(s.journal).order_by(s.journal.c.seq.desc())).first()
    assert row is not None
    assert json.loads(row.before)["name"] == "Budi"
    assert json.loads(row.after)["name"] == "Budi Rahayu"


def test_bulk_leaves_the_same_versions_as_triggers(tmp_path: Path) -> None:
    one, _ = fresh(tmp_path / "a")
    two, _ = fresh(tmp_path / "b")
    two.office = one.office
    people = [
        {"office": one.office, "id": new_id(), "name": f"Nama {i}", "gone": "" if i else "deleted"}
        for i in range(7)
    ]
    for database in (one, two):
        database._replica = b"r" * 16  # pyright: ignore[reportPrivateUsage]  # the same author
    with one.change("x") as connection:
        connection.execute(insert(s.person), people)
    with two.change("x") as connection:
        bulk_insert(connection, s.person, people)
    for table, but in ((s.version, ""), (s.person_now, "n"), (s.vector, "")):
        assert listing(one, table, but=but) == listing(two, table, but=but)
        assert count(one, table) > 0
    assert check(two) == []


def test_a_bulk_journals_a_line_a_row_without_values(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    people = [
        {"office": database.office, "id": new_id(), "name": "Budi", "gone": gone}
        for gone in ("", "deleted")
    ]
    with database.change("x") as connection:
        bulk_insert(connection, s.person, people)
    with database.read() as connection:
        j = s.journal.c
        lines = connection.execute(select(j.id, j.grp, j.kind, j.before, j.after).order_by(j.seq))
        assert {tuple(line) for line in lines} == {
            (people[1]["id"], "gone", "insert", None, None),
            *((p["id"], "identity", "insert", None, None) for p in people),
        }


def test_a_bulk_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    row = {"office": database.office, "id": new_id(), "name": "Budi"}
    with pytest.raises(Refused), database.change("x") as connection:
        bulk_insert(connection, s.person, [row, row])
    assert (count(database, s.person), count(database, s.journal)) == (0, 0)
    add(database, "Adi")
    assert count(database, s.person) == 1


def test_a_bulk_of_the_centres_values_is_refused_in_an_office(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    row = {"office": database.office, "id": new_id(), "centre_note": "x"}
    with pytest.raises(Refused, match="KK-593"), database.change("x") as connection:
        bulk_insert(connection, s.person, [row])
