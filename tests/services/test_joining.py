"""Doubles are found, compared and joined; what hung on the joined one shows under the other."""

import pytest
from many_people import people
from sqlalchemy import insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.services import joining, plans, staff
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff.listing import StaffList
from kotabumi_kinerja.services.training import HoursList
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import check, history
from kotabumi_kinerja.store.gone import joined_with
from kotabumi_kinerja.store.schema import (
    employment,
    official,
    participation,
    person,
    plan,
    result,
    training,
)


@pytest.fixture
def pair(empty_office: Workspace) -> tuple[Id, Id]:
    """Two rows of one person among twenty, each with something the other lacks."""
    keys = people(empty_office, 20)
    one, other = keys[3], keys[7]
    p, office = person.c, empty_office.database.office
    with empty_office.database.read() as connection:
        first = connection.execute(select(person).where(p.id == one)).mappings().one()
    twin = {
        "name": first["name"],
        "born": first["born"],
        "nip": f"{first['nip'][:15]}987",
        "phone": "",
        "email": "dia@contoh.go.id",
    }
    with empty_office.database.change("ganda") as connection:
        connection.execute(update(person).where(p.office == office, p.id == other).values(twin))
    return one, other


def nips(work: Workspace) -> list[str]:
    return [r.nip for r in StaffList(work).page(Query(), None, 0, 99)]


def test_doubles_are_listed_with_the_reason(empty_office: Workspace, pair: tuple[Id, Id]) -> None:
    found = joining.doubles(empty_office)
    assert [({d.one, d.other}, d.why) for d in found] == [
        (set(pair), "Nama dan tanggal lahir sama")
    ]


def test_one_wrong_digit_is_found_but_neighbours_on_a_list_are_not(
    empty_office: Workspace,
) -> None:
    staff.add(empty_office, "19900101 201501 2 001", "Ayu Contoh")
    staff.add(empty_office, "19900101 201501 2 002", "Budi Lain")
    assert joining.doubles(empty_office) == []
    staff.add(empty_office, "19900101 201501 2 003", "Ayu Contohnya")
    assert [d.why for d in joining.doubles(empty_office)] == ["NIP berbeda satu angka"]


def test_compare_proposes_the_filled_and_the_readable(
    empty_office: Workspace, pair: tuple[Id, Id]
) -> None:
    one, other = pair
    ruined = f"{staff.record(empty_office, one).nip[:15]}000"
    with empty_office.database.change("rusak") as connection:
        connection.execute(update(person).where(person.c.id == other).values(nip=ruined))
    fields = {f.field: f for f in joining.compare(empty_office, other, one).fields}
    assert fields["nip"].chosen == 1
    assert fields["email"].chosen == 0
    assert fields["phone"].chosen == 1
    assert fields["name"].same


@pytest.mark.parametrize("way", ["first", "other"])
def test_joined_person_has_what_both_had_and_undo_restores_all(
    empty_office: Workspace, pair: tuple[Id, Id], way: str
) -> None:
    work, (one, other) = empty_office, pair
    office = work.database.office
    for key, post in ((one, "Arsip"), (other, "Guru")):
        made = plans.create(work, key, 2025 if key == one else 2026)
        with work.database.change("isi") as connection:
            connection.execute(
                insert(result).values(
                    office=office, id=new_id(), plan_id=made, section="UTAMA", place=1, text=post
                )
            )
            event = new_id()
            connection.execute(
                insert(training).values(
                    office=office,
                    id=event,
                    name=f"Diklat {post}",
                    since=work.today(),
                    until=work.today(),
                    days=1,
                )
            )
            connection.execute(
                insert(participation).values(
                    office=office, id=new_id(), training_id=event, person_id=key, attended=1
                )
            )
            connection.execute(
                insert(official).values(office=office, id=new_id(), name=post, person_id=key)
            )
    before = nips(work)
    right = staff.record(work, one).nip
    args = (other, one) if way == "other" else (one, other)
    kept = joining.join(work, *args, {"nip": args.index(one)})
    assert kept == min(pair)
    record = staff.record(work, kept)
    assert (record.nip, record.email, record.phone) == (
        right,
        "dia@contoh.go.id",
        record.phone or "kosong",
    )
    assert len(nips(work)) == len(before) - 1
    assert [len(plans.plans_of(work, kept, year)) for year in (2025, 2026)] == [1, 1]
    both = [plans.plans_of(work, kept, y)[0].results[0].text for y in (2025, 2026)]
    assert both == ["Arsip", "Guru"]
    hours = {r.id: r.events for r in HoursList(work).page(Query(scope=2026), None, 0, 99)}
    assert hours[kept] == 2
    with work.database.read() as connection:
        linked = connection.scalars(select(official.c.person_id).where(official.c.name == "Guru"))
        assert list(linked) == [kept]
        gone = connection.scalar(select(person.c.gone).where(person.c.id == max(pair)))
        assert gone == joined_with(kept)
        lines = select(employment.c.id).where(
            employment.c.person_id == kept, employment.c.gone == ""
        )
        assert len(connection.scalars(lines).all()) == 2
    assert not check.check(work.database)
    assert history.next_undo(work.database).label.startswith("gabungkan data ganda")  # pyright: ignore[reportOptionalMemberAccess]
    history.undo(work.database)
    assert nips(work) == before
    assert len(plans.plans_of(work, one, 2025)) == 1
    assert len(plans.plans_of(work, other, 2026)) == 1
    with work.database.read() as connection:
        shown = select(plan.c.person_id).where(plan.c.gone == "")
        assert set(connection.scalars(shown)) == {one, other}


def test_the_chosen_value_stays(empty_office: Workspace, pair: tuple[Id, Id]) -> None:
    one, other = pair
    phone = staff.record(empty_office, one).phone
    assert phone
    kept = joining.join(empty_office, one, other, {"phone": 1, "email": 0})
    record = staff.record(empty_office, kept)
    assert (record.phone, record.email) == ("", "")


def test_nobody_is_joined_with_himself_or_twice(
    empty_office: Workspace, pair: tuple[Id, Id]
) -> None:
    one, other = pair
    with pytest.raises(Refused) as refused:
        joining.join(empty_office, one, one)
    assert refused.value.code == "KK-196"
    joining.join(empty_office, one, other)
    with pytest.raises(Refused) as refused:
        joining.join(empty_office, one, other)
    assert refused.value.code == "KK-197"
