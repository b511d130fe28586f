"""The chips of the staff list: each finds whom it names, and all are counted in one go."""

from datetime import date

import pytest
from many_people import people
from sqlalchemy import insert, select, update

from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff.filters import CHIPS
from kotabumi_kinerja.services.staff.listing import StaffList
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, person, person_now, unit
from kotabumi_kinerja.store.search import matching


def names(work: Workspace, chip: str, text: str = "") -> set[str]:
    return {r.name for r in StaffList(work).page(Query(text, chip), None, 0, 999)}


def leave(work: Workspace, key: Id, day: date) -> None:
    with work.database.change("keluar") as connection:
        connection.execute(
            insert(employment).values(
                office=work.database.office,
                id=new_id(),
                person_id=key,
                since=day,
                status="PNS",
                leaving="PENSIUN",
                post="Guru Ahli Muda",
            )
        )


def test_counts_are_those_of_the_rows_of_every_chip(empty_office: Workspace) -> None:
    keys = people(empty_office, 60)
    leave(empty_office, keys[0], date(2026, 1, 1))
    leave(empty_office, keys[1], date(2027, 1, 1))
    source = StaffList(empty_office)
    for text in ("", "guru", "al", "budi s"):
        counted = source.chips(Query(text))
        assert set(counted) == set(CHIPS)
        for chip in CHIPS:
            rows = source.page(Query(text, chip), None, 0, 999)
            assert counted[chip] == len(rows) == StaffList(empty_office).count(Query(text, chip))


def test_who_left_is_out_of_every_list_but_one(empty_office: Workspace) -> None:
    keys = people(empty_office, 12)
    leave(empty_office, keys[3], date(2026, 1, 1))
    leave(empty_office, keys[4], date(2027, 5, 1))  # still ahead: works here
    source = StaffList(empty_office)
    assert source.count(Query()) == 11
    assert [r.id for r in source.page(Query(chip="left"), None, 0, 99)] == [keys[3]]
    word = staff.record(empty_office, keys[3]).name.split()[1]
    assert keys[3] not in {r.id for r in source.page(Query(word), None, 0, 99)}
    assert source.count(Query(word)) == len(source.page(Query(word), None, 0, 99))


def test_each_chip_finds_whom_it_names(empty_office: Workspace) -> None:
    keys = people(empty_office, 8)
    office = empty_office.database.office

    def put(key: Id, name: str, **values: object) -> None:
        with empty_office.database.change("isi") as connection:
            connection.execute(update(person).where(person.c.id == key).values(name=name))
            mine = employment.c.person_id == key
            connection.execute(update(employment).where(mine).values(**values))

    for at, key in enumerate(keys):
        put(key, f"Orang {at}", post="Arsiparis", post_kind="PELAKSANA", jenjang=None)
    put(keys[1], "Guru Satu", post="Guru Ahli Muda", post_kind="JF")
    put(keys[2], "Jf Dua", post="Arsiparis Terampil", post_kind="JF")
    put(keys[3], "Kabid", post="Kepala Bidang", post_kind="ADMINISTRATOR")
    put(keys[4], "Kepala Sekolah Lain", post="Arsiparis")
    with empty_office.database.change("pimpin") as connection:
        connection.execute(
            insert(unit).values(office=office, id=new_id(), name="TU", leader_id=keys[4])
        )
        born = {"born": date(1950, 1, 1)}
        connection.execute(update(person).where(person.c.id == keys[5]).values(born))
    assert names(empty_office, "guru") == {"Guru Satu"}
    assert names(empty_office, "JF") == {"Guru Satu", "Jf Dua"}
    assert names(empty_office, "leads") == {"Kabid", "Kepala Sekolah Lain"}
    assert "Orang 5" in names(empty_office, "doubt")
    assert "Orang 5" in names(empty_office, "retiring")
    assert names(empty_office, "contract") == {"Orang 0", "Orang 7"}


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("name", "budi s"), ("", "al"), ("retires", ""), ("born", "guru"), ("phone", ""),
        ("contract_until", ""), ("golongan_since", ""), ("eselon", ""), ("nik", ""), ("back", ""),
    ],
)  # fmt: skip
def test_any_order_pages_by_key_as_one_list(
    empty_office: Workspace, sort: str, text: str, way: str
) -> None:
    people(empty_office, 90)
    source = StaffList(empty_office)
    query = Query(text, sort=sort, descending=way == "down")
    whole = [r.id for r in source.page(query, None, 0, 999)]
    found: list[Id] = []
    after = None
    while rows := source.page(query, after, 0, 7):
        found += [r.id for r in rows]
        after = rows[-1].anchor
    assert found == whole
    assert len(set(whole)) == len(whole) == source.count(query)
    assert [source.place(query, key) for key in whole[:20]] == list(range(min(20, len(whole))))


@pytest.mark.parametrize("text", ["budi s", "gu m", "al h p", "3 sd", "é contoh", "a-b contoh"])
def test_short_words_find_the_same_as_the_index(empty_office: Workspace, text: str) -> None:
    people(empty_office, 150)
    staff.add(empty_office, "19900101 201501 2 001", "Élan Contoh_satu", "Pranata a-b")
    with empty_office.database.read() as connection:
        wanted = set(connection.scalars(select(person_now.c.id).where(matching(text))))
    source = StaffList(empty_office)
    found = source.page(Query(text), None, 0, 999)
    assert {r.id for r in found} == wanted
    assert source.count(Query(text)) == len(wanted)
