"""The training register: JP by rule and by month, certificates, the year of everybody."""

from datetime import date
from decimal import Decimal

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.training import (
    OVER,
    SHORT,
    Event,
    EventList,
    HoursList,
    Participant,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history


def event(name: str, kind: str, day: date, days: int = 1, hours: int | None = None) -> Event:
    last = date.fromordinal(day.toordinal() + days - 1)
    return Event(name, kind, day, last, days, None if hours is None else Decimal(hours))


def people(work: Workspace) -> list[Id]:
    return [row.id for row in find(work)]


def add(work: Workspace, what: Event, *persons: Id) -> Id:
    return training.add(work, what, [Participant(p) for p in persons])


def recognised(work: Workspace, *events: Id) -> list[Decimal | None]:
    return [training.one(work, key).participants[0].recognised for key in events]


def coachings(work: Workspace, person: Id, count: int) -> list[Id]:
    return [
        add(work, event(f"Coaching {n}", "C1", date(2026, 3, 2 + n)), person) for n in range(count)
    ]


def test_hours_follow_the_kind(office: Workspace) -> None:
    one = people(office)[0]
    day = date(2026, 2, 2)
    seminar = add(office, event("Seminar", "B6", day, days=2), one)
    technical = add(office, event("Teknis", "B3", day, days=5, hours=40), one)
    capped = add(office, event("Mandiri", "C9", day, days=2, hours=9), one)
    missing = add(office, event("Kursus", "B8", day), one)
    assert recognised(office, seminar, technical, capped, missing) == [8, 40, 4, None]
    assert training.one(office, missing).participants[0].reason == "JP belum diisi"
    assert training.hours_of(office, one, 2026).hours == 52


def test_third_coaching_of_a_month_counts_nothing(office: Workspace) -> None:
    one = people(office)[0]
    keys = coachings(office, one, 3)
    assert recognised(office, *keys) == [2, 2, 0]
    assert "paling banyak 2 kali sebulan" in training.one(office, keys[2]).participants[0].reason
    april = add(office, event("Coaching April", "C1", date(2026, 4, 1)), one)
    mentoring = add(office, event("Mentoring", "C2", date(2026, 3, 9)), one)
    assert recognised(office, april, mentoring) == [2, 2]


def test_month_is_counted_again_when_an_earlier_one_goes_comes_or_moves(office: Workspace) -> None:
    one = people(office)[0]
    first, second, third = coachings(office, one, 3)
    training.remove(office, first)
    assert recognised(office, second, third) == [2, 2]
    before = add(office, event("Coaching 0", "C1", date(2026, 3, 1)), one)
    assert recognised(office, before, second, third) == [2, 2, 0]
    training.edit(office, before, event("Coaching 0", "C1", date(2026, 4, 1)))
    assert recognised(office, before, second, third) == [2, 2, 2]
    attendance = training.one(office, second).participants[0].id
    training.remove_participant(office, second, attendance)
    assert training.one(office, second).participants == ()


def test_new_certificate_number_leaves_the_order_alone(office: Workspace) -> None:
    keys = coachings(office, people(office)[0], 3)
    who = training.one(office, keys[0]).participants[0]
    training.edit_certificate(office, keys[0], who.id, None, "800/12/2026")
    assert recognised(office, *keys) == [2, 2, 0]
    assert training.one(office, keys[0]).participants[0].certificate == "800/12/2026"


def test_hours_of_the_certificate_win_and_say_so(office: Workspace) -> None:
    key = add(office, event("Teknis", "B3", date(2026, 6, 1), hours=40), people(office)[0])
    who = training.one(office, key).participants[0]
    training.edit_certificate(office, key, who.id, Decimal("42.5"), "")
    now = training.one(office, key).participants[0]
    assert (now.recognised, now.certificate_hours) == (Decimal("42.5"), Decimal("42.5"))
    assert "JP sertifikat dipakai; menurut tabel 40 JP" in now.reason


def test_edit_recounts_everybody_and_is_one_step(office: Workspace) -> None:
    who = people(office)[:5]
    key = add(office, event("Bimtek", "B10", date(2026, 6, 1), hours=20), *who)
    training.edit(office, key, event("Bimtek OSS", "B10", date(2026, 6, 1), hours=24))
    assert {p.recognised for p in training.one(office, key).participants} == {Decimal(24)}
    history.undo(office.database)
    assert {p.recognised for p in training.one(office, key).participants} == {Decimal(20)}
    assert training.one(office, key).event.name == "Bimtek"


def test_nobody_takes_part_twice(office: Workspace) -> None:
    one, two, *_ = people(office)
    key = add(office, event("Bimtek", "B10", date(2026, 6, 1), hours=20), one)
    again = [Participant(p) for p in (one, two, two)]
    assert training.add_participants(office, key, again) == 1
    assert len(training.one(office, key).participants) == 2
    assert training.add_participants(office, key, again) == 0


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (Event("  ", "B3", date(2026, 1, 2), date(2026, 1, 2)), "KK-251"),
        (Event("Bimtek", "B3", date(2026, 1, 2), date(2026, 1, 1)), "KK-252"),
        (Event("Bimtek", "Z9", date(2026, 1, 2), date(2026, 1, 2)), "KK-250"),
        (Event("Bimtek", "B3", date(2026, 1, 2), date(2026, 1, 2), 1, Decimal(-1)), "KK-254"),
        (Event("Bimtek", "B3", date(2026, 1, 2), date(2026, 1, 2), 1, Decimal("NaN")), "KK-254"),
    ],
)
def test_wrong_event_is_refused_and_leaves_nothing(
    office: Workspace, what: Event, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        add(office, what, people(office)[0])
    assert refused.value.code == code
    assert EventList(office).count(Query(scope=2026)) == 0


def test_removed_event_is_nowhere(office: Workspace) -> None:
    one = people(office)[0]
    key = add(office, event("Bimtek", "B10", date(2026, 6, 1), hours=20), one)
    training.remove(office, key)
    assert EventList(office).count(Query(scope=2026)) == 0
    assert training.hours_by_person(office, 2026) == {}
    assert training.of_person(office, one, 2026) == []
    with pytest.raises(Refused) as refused:
        training.one(office, key)
    assert refused.value.code == "KK-253"
    with pytest.raises(Refused):
        training.edit_certificate(office, key, one, None, "")


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["", "since", "name", "kind", "organiser"])
def test_pages_hold_every_event_once(office: Workspace, sort: str, *, descending: bool) -> None:
    for n in range(23):
        add(office, event(f"Acara {n % 5}", ("B6", "B7")[n % 2], date(2026, 1 + n % 7, 1)))
    source, query = EventList(office), Query(sort=sort, descending=descending, scope=2026)
    found, anchor = list[Id](), None
    while page := source.page(query, anchor, 0, 4):
        found += [r.id for r in page]
        anchor = page[-1].anchor
    assert len(set(found)) == len(found) == source.count(query) == 23
    assert [source.place(query, key) for key in found] == list(range(23))


def test_events_are_found_by_year_and_words(office: Workspace) -> None:
    add(office, event("Bimtek OSS", "B10", date(2025, 12, 31), hours=5))
    add(office, event("Bimtek 100 % tepat", "B10", date(2026, 1, 1), hours=5))
    assert training.years(office) == [2026, 2025]
    assert EventList(office).count(Query(scope=2026)) == 1
    assert EventList(office).count(Query("bimtek", scope=2025)) == 1
    assert EventList(office).count(Query("100 %")) == 1
    assert EventList(office).count(Query("oss tepat")) == 0


def test_who_is_short_and_who_is_over(office: Workspace) -> None:
    rows = find(office)
    civil = next(r.id for r in rows if r.status == "PNS")
    contract = next(r.id for r in rows if r.status == "PPPK")
    add(office, event("Bimtek", "B10", date(2026, 6, 1), hours=28), civil, contract)
    source = HoursList(office)
    every = source.page(Query(scope=2026), None, 0, 100)
    by_id = {r.id: r for r in every}
    assert len(every) == 33
    assert (by_id[civil].short, by_id[civil].over) == (0, 0)
    assert (by_id[contract].over, by_id[contract].limit) == (4, 24)
    short = source.page(Query(chip=SHORT, scope=2026), None, 0, 100)
    assert {r.status for r in short} <= {"PNS", "CPNS"}
    assert civil not in {r.id for r in short}
    assert {r.short for r in short} == {Decimal(20)}
    assert [r.id for r in source.page(Query(chip=OVER, scope=2026), None, 0, 9)] == [contract]
    assert source.count(Query(by_id[civil].name.split()[0], scope=2026)) >= 1


def test_list_of_hours_reads_again_when_told(office: Workspace) -> None:
    source, query = HoursList(office), Query(sort="hours", descending=True, scope=2026)
    assert source.page(query, None, 0, 1)[0].hours == 0
    last = people(office)[-1]
    add(office, event("Bimtek", "B10", date(2026, 6, 1), hours=28), last)
    source.forget()
    first = source.page(query, None, 0, 2)
    assert (first[0].id, first[0].events) == (last, 1)
    assert source.place(query, last) == 0
    assert source.page(query, first[0].anchor, 0, 1)[0].id == first[1].id
