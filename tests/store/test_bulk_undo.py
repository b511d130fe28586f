"""Undo and redo after a bulk load, whose journal holds no values: as if rows came one by one."""

import datetime as dt
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_world import DAY, add, fresh, listing, names, rename
from sqlalchemy import Connection, Table, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.history import redo, undo

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def pair(folder: Path, *, centre: bool = False) -> tuple[Database, Database]:
    """Two empty files of one office and one author."""
    one, two = (fresh(folder / name, centre=centre)[0] for name in "ab")
    two.office = one.office
    for database in (one, two):
        database._replica = b"r" * 16  # pyright: ignore[reportPrivateUsage]  # the same author
        database.clock = lambda: NOON
    return one, two


def load(database: Database, first: int, *, bulk: bool) -> None:
    """Three persons in one step: one is hidden from the start, one is corrected in the step."""
    people = [
        {
            "office": database.office,
            "id": bytes([1, first, n]).rjust(16, b"\0"),
            "name": f"Nama {first}-{n}",
            "gone": "" if n else "deleted",
        }
        for n in range(3)
    ]
    jobs = [
        {
            "office": database.office,
            "id": bytes([2, first, n]).rjust(16, b"\0"),
            "person_id": person["id"],
            "since": DAY,
            "contract_number": "7" if n else "",
        }
        for n, person in enumerate(people)
    ]
    with database.change(f"Impor {first}", kind="import") as connection:
        put(connection, s.person, people, bulk=bulk)
        put(connection, s.employment, jobs, bulk=bulk)
        who = s.person.c.id == people[2]["id"]
        connection.execute(update(s.person).where(who).values(name="Rahayu"))


def put(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, bulk: bool
) -> None:
    if bulk:
        bulk_insert(connection, table, rows)
    else:
        connection.execute(insert(table), rows)


def edit(database: Database, act: str, number: int) -> None:
    """Change one person; `package` and `back` cannot be undone."""
    kind = "exchange" if act in ("package", "back", "leave") else "edit"
    table = s.employment if act == "leave" else s.person
    values = {
        "rename": {"name": f"Baru {number}"},
        "package": {"name": "Paket"},
        "back": {"name": "Nama 0-1"},
        "phone": {"phone": str(number)},
        "hide": {"gone": "deleted"},
        "show": {"gone": ""},
        "leave": {"leaving": f"pensiun {number}"},
    }[act]
    with database.change(f"{act} {number}", kind=kind) as connection:
        keys = list(connection.scalars(select(table.c.id).order_by(table.c.id)))
        if keys:
            who = table.c.id == keys[number % len(keys)]
            connection.execute(update(table).where(who).values(values))


def said(database: Database, act: str) -> tuple[str, object]:
    """What undo or redo did or refused, with all fields of the sentence."""
    try:
        return (undo if act == "undo" else redo)(database).label, None
    except Refused as refused:
        return refused.code, refused.fields


ACTS = ["load", "rename", "package", "back", "phone", "hide", "show", "leave", "undo", "redo"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from([*ACTS, "undo", "undo"]), st.integers(0, 8)),
        min_size=3,
        max_size=10,
    )
)
def test_a_bulk_is_undone_as_single_rows_are(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    one, two = pair(tmp_path_factory.mktemp("pair"))
    numbers = count()
    for act, number in [("load", 0), *acts]:
        if act == "load":
            first = next(numbers)
            load(one, first, bulk=False)
            load(two, first, bulk=True)
        elif act in ("undo", "redo"):
            assert said(one, act) == said(two, act)
        else:
            edit(one, act, number)
            edit(two, act, number)
        for table, but in (
            (s.person, ""),
            (s.employment, ""),
            (s.version, ""),
            (s.person_now, "n"),
        ):
            assert listing(one, table, but=but) == listing(two, table, but=but)
    assert check(two) == []
    one.close()
    two.close()


@pytest.mark.parametrize("values", [{"name": "Eko"}, {"phone": "1"}, {"gone": "deleted"}])
def test_a_load_that_was_changed_since_is_not_undone(
    tmp_path: Path, values: dict[str, str]
) -> None:
    _, database = pair(tmp_path)
    load(database, 0, bulk=True)
    with database.change("paket", kind="exchange") as connection:
        connection.execute(update(s.person).where(s.person.c.gone == "").values(values))
    before = names(database)
    with pytest.raises(Refused) as refused:
        undo(database)
    assert refused.value.code == "KK-501"
    assert str(refused.value.fields["who"]).startswith("Siti pukul ")
    assert names(database) == before


def test_a_load_is_undone_after_its_changes_were(tmp_path: Path) -> None:
    _, database = pair(tmp_path)
    add(database, "Budi")
    load(database, 0, bulk=True)
    with database.read() as connection:
        (person,) = connection.scalars(select(s.person.c.id).where(s.person.c.name == "Rahayu"))
    rename(database, person, "Wati")
    assert [undo(database).label, undo(database).label] == ["Ubah nama Wati", "Impor 0"]
    assert names(database) == ["Budi", "Nama 0-0"]
    assert [redo(database).label, redo(database).label] == ["Impor 0", "Ubah nama Wati"]
    assert names(database) == ["Budi", "Nama 0-1", "Wati"]
    assert check(database) == []


def test_a_load_of_the_centre_raises_both_streams(tmp_path: Path) -> None:
    one, two = pair(tmp_path, centre=True)
    load(one, 0, bulk=False)
    load(two, 0, bulk=True)
    for table in (s.version, s.vector):
        assert listing(one, table, but="") == listing(two, table, but="")
    assert {row[0][-2:] for row in listing(two, s.vector, but="")} >= {"/c", "/o"}
    assert said(one, "undo") == said(two, "undo") == ("Impor 0", None)
    assert listing(one, s.version, but="") == listing(two, s.version, but="")
