"""Numbers that do not fit: the record opens and says it, and the chip counts the same people."""

from datetime import date
from time import perf_counter

import pytest
from many_people import people
from sqlalchemy import update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import joining, staff
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff.filters import StaffFilters
from kotabumi_kinerja.services.staff.findings import doubtful, warnings
from kotabumi_kinerja.services.staff.listing import StaffList, find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, person

RUINED = "198501042007021000"


def put(work: Workspace, key: Id, **values: object) -> None:
    with work.database.change("isi") as connection:
        connection.execute(update(person).where(person.c.id == key).values(**values))


def began(work: Workspace, key: Id, **values: object) -> None:
    with work.database.change("mulai") as connection:
        mine = employment.c.person_id == key
        connection.execute(update(employment).where(mine).values(**values))


def codes(work: Workspace, key: Id) -> list[str]:
    return [f.code for f in warnings(staff.record(work, key).findings)]


def doubted(work: Workspace) -> set[Id]:
    return {r.id for r in StaffList(work).page(Query(chip="doubt"), None, 0, 9_999)}


@pytest.mark.parametrize(
    ("nip", "code"), [(RUINED, "KK-122"), ("1,98501E+17", "KK-122"), ("123", "KK-120"),
                      ("198513042007021005", "KK-121"), ("", "KK-120")],
)  # fmt: skip
def test_a_record_with_a_bad_nip_opens_and_says_so(office: Workspace, nip: str, code: str) -> None:
    key = find(office)[0].id
    put(office, key, nip=nip)
    record = staff.record(office, key)
    assert record.nip == nip
    assert code in codes(office, key)
    assert key in doubted(office)


def test_a_ruined_nip_is_found_as_it_is_typed(office: Workspace) -> None:
    key = find(office)[0].id
    put(office, key, nip=RUINED)
    assert staff.typed(office, "19850104 200702 1 000") == key
    with pytest.raises(Refused, match="KK-122"):
        staff.typed(office, "19850104 200702 2 000")
    with pytest.raises(Refused, match="KK-146"):
        staff.typed(office, "19850104 200702 1 777")
    put(office, key, nip="1,98501E+17")
    assert staff.typed(office, "1,98501E+17") == key


def test_joining_a_ruined_double_shows_the_person_that_stays(empty_office: Workspace) -> None:
    one = staff.add(empty_office, "19900101 201501 2 001", "Ayu Contoh")
    other = staff.add(empty_office, "19900101 201501 2 003", "Ayu Contoh")
    put(empty_office, other, nip="199001012015012000")
    put(empty_office, one, nip="199001012015012000")
    kept = joining.join(empty_office, one, other)
    assert codes(empty_office, kept) == ["KK-122"]


def test_the_chip_counts_everything_that_the_record_shows(empty_office: Workspace) -> None:
    keys = people(empty_office, 8)
    for key in keys:
        put(empty_office, key, nik="")
    for key in keys:  # nothing doubtful to begin with
        record = staff.record(empty_office, key)
        put(empty_office, key, born=None, sex=None)
        began(empty_office, key, service_since=None, contract_since=None)
        assert codes(empty_office, key) == [], record.nip
    assert doubted(empty_office) == set()
    first, second, third, fourth = keys[:4]
    put(empty_office, first, nip="199001012015011001")
    began(empty_office, first, service_since=date(2016, 1, 1))
    put(empty_office, second, nip="199001012022211001")
    began(empty_office, second, contract_since=date(2021, 1, 1))
    put(empty_office, third, nik="12")
    put(empty_office, fourth, nip="199001012015551001")  # unknown digits 13 and 14: only a note
    assert [codes(empty_office, k) for k in keys[:4]] == [["KK-136"], ["KK-137"], ["KK-110"], []]
    assert [f.code for f in staff.record(empty_office, fourth).findings] == ["KK-106"]
    assert doubted(empty_office) == {first, second, third}
    assert StaffList(empty_office).chips(Query())["doubt"] == 3


def test_the_chip_agrees_with_every_record(empty_office: Workspace) -> None:
    keys = people(empty_office, 60)
    found = {key for key in keys if codes(empty_office, key)}
    assert found
    assert doubted(empty_office) == found == set(doubtful(empty_office))


def test_eight_thousand_people_are_looked_through_in_a_moment(empty_office: Workspace) -> None:
    keys = people(empty_office, 8_000)
    filters = StaffFilters(empty_office)
    begun = perf_counter()
    first = filters.doubtful()
    took = perf_counter() - begun
    put(empty_office, keys[0], nip="1")
    begun = perf_counter()
    assert set(filters.doubtful()) == {*first, keys[0]}
    after = perf_counter() - begun
    assert took < 3
    assert after < took, "only who has changed is looked at anew"
