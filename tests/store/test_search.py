"""Persons are found by any fragment, in the order of their names, whatever is typed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_world import DAY, add, fresh, rename
from sqlalchemy import func, insert, select, update

from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store import summary
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.history import undo
from kotabumi_kinerja.store.paging import page
from kotabumi_kinerja.store.quick import first_rows
from kotabumi_kinerja.store.search import by_name, first, matching

P = s.person_now.c


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Database:
    database, _ = fresh(tmp_path_factory.mktemp("search"))
    add(database, "Siti Rahmawati", nip="198503122009012003", post="Guru Ahli Muda", unit="SD 1")
    add(database, "Al Amin", nip="199001012015031001", post="Pengadministrasi")
    add(database, "Ni Made Ayu", nip="197712242005012002", unit="Puskesmas Kotabumi II")
    add(database, "Muhammad Na'im, S.Kom", nip="198808172010011009")
    add(database, "José Ñandú", nip="198001012006041005")
    return database


def found(database: Database, text: str) -> list[str]:
    with database.read() as connection:
        one = connection.scalars(select(P.name).where(matching(text)).order_by(P.n)).all()
        query, order = by_name(text, P.name)
        two = connection.scalars(page(query, [order], None, 0, 50)).all()
        box = [row.name for row in first(connection, text, 50)]
    assert one == two
    assert box == (one if text.strip() else [])
    return list(one)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rahma", ["Siti Rahmawati"]),
        ("wati sit", ["Siti Rahmawati"]),
        ("198503122009012003", ["Siti Rahmawati"]),
        ("19850312 200901 2 003", ["Siti Rahmawati"]),
        ("0312 2009", ["Siti Rahmawati"]),
        ("ahli muda", ["Siti Rahmawati"]),
        ("al", ["Al Amin"]),
        ("Al, am", ["Al Amin"]),
        ("NI made", ["Ni Made Ayu"]),
        ("ni ma", ["Ni Made Ayu"]),
        ("puskesmas ii", ["Ni Made Ayu"]),
        ("na'im", ["Muhammad Na'im, S.Kom"]),
        ("jose nandu", ["José Ñandú"]),
        ("xyzzy", []),
        ("", ["Al Amin", "José Ñandú", "Muhammad Na'im, S.Kom", "Ni Made Ayu", "Siti Rahmawati"]),
        ("😀", []),
        ("-", []),
        ('"', []),
        ("a* NEAR(b c)", []),
        ("rahma OR amin", []),
        ("words:rahma", []),
    ],
)
def test_what_is_found(office: Database, text: str, names: list[str]) -> None:
    assert found(office, text) == names


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_input_is_an_error(office: Database, text: str) -> None:
    found(office, text)


def test_search_follows_every_change(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    person = add(database, "Budi", post="Guru")
    rename(database, person, "Rahayu")
    assert (found(database, "budi"), found(database, "rahayu guru")) == ([], ["Rahayu"])
    with database.change("pindah jabatan") as connection:
        connection.execute(
            insert(s.employment).values(
                office=database.office,
                id=new_id(),
                person_id=person,
                post="Camat",
                since=DAY.replace(year=2026),
            )
        )
    assert (found(database, "guru"), found(database, "camat")) == ([], ["Rahayu"])
    undo(database)
    assert found(database, "guru") == ["Rahayu"]
    with database.change("hapus") as connection:
        connection.execute(update(s.person).values(gone="deleted"))
    assert found(database, "rahayu") == []
    undo(database)
    assert found(database, "ra") == ["Rahayu"]
    assert check(database) == []


def test_rater_and_unit_names_follow_their_own_tables(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    person = add(database, "Budi")
    official, unit = new_id(), new_id()
    with database.change("penilai") as connection:
        common = {"office": database.office}
        connection.execute(
            insert(s.rater).values(
                id=new_id(), person_id=person, official_id=official, since=DAY, **common
            )
        )
        connection.execute(
            insert(s.employment).values(
                id=new_id(), person_id=person, unit_id=unit, unit_name="lama", since=DAY, **common
            )
        )
    with database.change("pejabat") as connection:
        connection.execute(insert(s.official).values(id=official, name="Wulan", **common))
        connection.execute(insert(s.unit).values(id=unit, name="Bidang SMP", **common))
    assert found(database, "smp") == ["Budi"]
    assert first_rows(database.path, key, 10) == [("Budi", "", "", "", "", "Wulan")]
    with database.change("ganti nama") as connection:
        connection.execute(update(s.official).values(name="Eko"))
        connection.execute(update(s.unit).values(name="Bidang SD"))
    assert first_rows(database.path, key, 10)[0][5] == "Eko"
    assert (found(database, "smp"), found(database, "bidang sd")) == ([], ["Budi"])


def test_a_disputed_deletion_stays_visible(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    person = add(database, "Budi")
    with database.change("hapus") as connection:
        connection.execute(update(s.person).values(gone="deleted"))
        connection.execute(
            insert(s.conflict).values(
                office=database.office,
                id=new_id(),
                about_table="person",
                about_id=person,
                about_group="gone",
            )
        )
    assert found(database, "budi") == ["Budi"]
    with database.change("putuskan") as connection:
        connection.execute(update(s.conflict).values(closed=1))
    assert found(database, "budi") == []


def test_places_in_the_order_of_names_never_run_out(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    with database.change("dua") as connection:
        bulk_insert(
            connection,
            s.person,
            [{"office": database.office, "id": new_id(), "name": n} for n in ("A", "B")],
        )
    for i in range(45):
        add(database, "A" + "a" * (45 - i))
    assert check(database) == []
    with database.read() as connection:
        ordered = connection.scalars(select(P.name).order_by(P.n)).all()
        assert list(ordered) == sorted(ordered, key=str.lower)
        assert connection.scalar(select(func.count()).select_from(s.person_now)) == 47


def test_a_newcomer_takes_no_kept_place(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    with database.change("tiga") as connection:
        bulk_insert(
            connection,
            s.person,
            [{"office": database.office, "id": new_id(), "name": n} for n in ("A", "B", "C")],
        )
        summary.rebuild(connection)
        connection.exec_driver_sql("UPDATE person_now SET n = n / 4294967296")
        connection.exec_driver_sql("INSERT INTO person_long(person_long) VALUES ('rebuild')")
        connection.exec_driver_sql("INSERT INTO person_short(person_short) VALUES ('rebuild')")
    with database.change("satu lagi") as connection:
        connection.execute(update(s.person).where(s.person.c.name > "A").values(phone="1", nip="2"))
        connection.execute(insert(s.person).values(office=database.office, id=new_id(), name="AB"))
    assert check(database) == []
    assert found(database, "a") == ["A", "AB"]


def test_a_bulk_of_many_is_found_and_sorted(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    rows = [
        {"office": database.office, "id": new_id(), "name": f"Nama {i * 7919 % 500:03}"}
        for i in range(500)
    ]
    with database.change("impor", kind="import") as connection:
        assert bulk_insert(connection, s.person, rows) == 500
        summary.catch_up(connection)
        assert connection.scalar(select(func.count()).select_from(s.person_now)) == 500
    assert [r[0] for r in first_rows(database.path, key, 3)] == ["Nama 000", "Nama 001", "Nama 002"]
    assert found(database, "nama 123") == ["Nama 123"]
    undo(database)
    assert found(database, "nama") == []
    assert check(database) == []
