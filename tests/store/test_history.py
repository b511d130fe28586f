"""Undo and redo, also after a restart, and never over someone's later work."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_world import add, fresh, names, rename
from sqlalchemy import update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.check import check
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.history import next_redo, next_undo, redo, steps, undo
from kotabumi_kinerja.store.opening import open_database


def test_undo_and_redo_survive_a_restart(tmp_path: Path) -> None:
    database, key = fresh(tmp_path)
    person = add(database, "Budi", post="Guru")
    rename(database, person, "Adi")
    database.close()
    again = open_database(database.path, key, operator="Siti")
    assert undo(again).label == "Ubah nama Adi"
    assert names(again) == ["Budi"]
    again.close()
    third = open_database(database.path, key, operator="Siti")
    assert undo(third).label == "Tambah Budi"
    assert names(third) == []
    assert [redo(third).label, redo(third).label] == ["Tambah Budi", "Ubah nama Adi"]
    assert names(third) == ["Adi"]
    assert check(third) == []


def test_a_new_edit_clears_redo(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    person = add(database, "Budi")
    rename(database, person, "Adi")
    undo(database)
    rename(database, person, "Eko")
    assert next_redo(database) is None
    with pytest.raises(Refused, match="KK-503"):
        redo(database)


def test_nothing_to_undo(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    with pytest.raises(Refused, match="KK-502"):
        undo(database)


def test_undo_is_refused_when_the_value_changed_since(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    person = add(database, "Budi")
    rename(database, person, "Adi")
    with database.change("paket", kind="exchange") as connection:
        connection.execute(update(s.person).values(name="Eko"))
    with pytest.raises(Refused) as refused:
        undo(database)
    assert refused.value.code == "KK-501"
    assert str(refused.value.fields["who"]).startswith("Siti pukul ")
    assert names(database) == ["Eko"]
    assert len(steps(database)) == 3


def test_undo_of_an_entry_that_was_removed_since_is_refused(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    add(database, "Budi")
    with database.change("paket", kind="exchange") as connection:
        connection.execute(update(s.person).values(gone="deleted"))
    with pytest.raises(Refused, match="KK-501"):
        undo(database)


def test_one_step_twice_over_the_same_value(tmp_path: Path) -> None:
    database, _ = fresh(tmp_path)
    add(database, "Budi")
    with database.change("dua kali") as connection:
        connection.execute(update(s.person).values(name="Adi"))
        connection.execute(update(s.person).values(name="Eko"))
    undo(database)
    assert names(database) == ["Budi"]
    redo(database)
    assert names(database) == ["Eko"]


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "hide", "undo", "redo"]), st.integers(0, 5)),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_random_edits_equal_a_model(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    database, _ = fresh(tmp_path_factory.mktemp("model"))
    past: list[dict[Id, str]] = []
    future: list[dict[Id, str]] = []
    now: dict[Id, str] = {}
    for act, number in acts:
        before = dict(now)
        if act == "undo":
            if past:
                undo(database)
                future.append(now)
                now = past.pop()
            else:
                assert next_undo(database) is None
        elif act == "redo":
            if future:
                redo(database)
                past.append(now)
                now = future.pop()
            else:
                assert next_redo(database) is None
        else:
            now = _edit(database, act, number, now)
            if now != before:
                past.append(before)
                future.clear()
        assert names(database) == sorted(now.values())
    assert check(database) == []
    database.close()


def _edit(database: Database, act: str, number: int, now: dict[Id, str]) -> dict[Id, str]:
    name = f"Nama {number}"
    if act == "add":
        return {**now, add(database, name): name}
    if not now:
        return now
    person = sorted(now)[number % len(now)]
    if act == "rename":
        rename(database, person, name)
        return {**now, person: name}
    with database.change("hapus") as connection:
        connection.execute(update(s.person).where(s.person.c.id == person).values(gone="deleted"))
    return {p: n for p, n in now.items() if p != person}
