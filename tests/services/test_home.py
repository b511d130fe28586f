"""Beranda: what is due is counted from the data, the most urgent first, nothing with zero."""

from datetime import date
from decimal import Decimal

from sqlalchemy import text

from kotabumi_kinerja.services import home, staff, training
from kotabumi_kinerja.services.home import Matter, Urgency
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.workspace import Workspace


def counts(work: Workspace) -> dict[Matter, int]:
    return {d.matter: d.count for d in home.due(work)}


def test_nothing_is_due_in_an_empty_office(empty_office: Workspace) -> None:
    assert home.due(empty_office) == []


def test_sample_office(office: Workspace) -> None:
    found = home.due(office)
    assert counts(office) == {Matter.PLANS: 33, Matter.TRAINING: 21, Matter.RETIREMENT: 1}
    assert [d.urgency for d in found] == [Urgency.LATE, Urgency.SOON, Urgency.LATER]
    assert found[0].reason == "Batas 31 Januari 2026, lewat 297 hari"
    assert found[2].reason == "Lestari Setiawan Lestari, 1 November 2027"


def test_person_without_rater_and_contract_that_ends(office: Workspace) -> None:
    key = staff.add(office, "199001012021212001", "Ayu Contoh", "Operator", "PPPK")
    staff.edit(office, key, "contract_until", "31-12-2026")
    assert counts(office)[Matter.RATERS] == 1
    assert counts(office)[Matter.CONTRACTS] == 1


def test_hours_of_a_year_take_people_off_the_list(office: Workspace) -> None:
    people = [r.id for r in staff_list.find(office) if r.status == "PNS"][:5]
    day = date(2026, 3, 2)
    event = training.Event("Bimtek", "B10", day, day, hours=Decimal(20))
    training.add(office, event, [training.Participant(p) for p in people])
    assert counts(office)[Matter.TRAINING] == 21 - 5


def test_last_exchange_and_backup_are_told(office: Workspace) -> None:
    assert home.care(office) == home.Care(None, None)
    with office.database.local() as connection:
        connection.execute(
            text(
                "INSERT INTO package_log(at, direction, outcome) "
                "VALUES ('2026-11-12T07:05:00+00:00', 'out', 'sent'), "
                "('2026-11-20T07:05:00+00:00', 'in', 'KK-312')"
            )
        )
    assert home.care(office).exchanged == date(2026, 11, 12)


def test_meters_count_people_once(office: Workspace) -> None:
    meters = home.meters(office)
    assert [m.name for m in meters] == [
        "SKP disepakati",
        "Triwulan I dinilai",
        "Triwulan II dinilai",
        "Triwulan III dinilai",
        "Triwulan IV dinilai",
    ]
    assert {(m.part, m.whole) for m in meters} == {(0, 33)}
