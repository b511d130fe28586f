"""Which line holds on a day, how a year is parted, what is wrong, who is proposed."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.rater_checks import (
    Case,
    Service,
    Trouble,
    over_period,
    span,
    troubles,
)
from kotabumi_kinerja.domain.rater_proposals import Proposer, UnitNode
from kotabumi_kinerja.domain.raters import (
    Assignment,
    Holder,
    eselon_level,
    segments,
    valid_on,
)

A, B, C, D = (bytes([n]) * 16 for n in range(1, 5))
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
MARCH = date(2026, 3, 1)


def line(  # noqa: PLR0913  # what a line is
    rater: Id | None,
    since: date = FIRST,
    until: date | None = None,
    kind: str = "DEFINITIF",
    *,
    person: Id = A,
    key: bytes = b"",
) -> Assignment:
    return Assignment(person, rater, kind, since, until, rater or b"luar", key or bytes(16))


def holder(key: Id, level: int = 8, post: str = "Staf", unit: str = "U") -> Holder:
    return Holder(key, f"Orang {key[0]}", post, level, level < 8, unit)


def case(*lines: Assignment, **service: Service) -> Case:
    people = {A: holder(A), B: holder(B, 5), C: holder(C, 3), D: holder(D)}
    register: dict[Id, list[Assignment]] = {}
    for one in lines:
        register.setdefault(one.person, []).append(one)
    served = dict.fromkeys(people, Service(date.min, date.max))
    served[A] = service.get("a", served[A])
    return Case(people, served, register, {k: h.name for k, h in people.items()})


def codes(found: list[Trouble]) -> list[str]:
    return sorted(t.code for t in found)


def test_the_more_particular_line_holds() -> None:
    definitive, plt = line(B), line(C, MARCH, date(2026, 5, 31), "PLT")
    plh = line(D, date(2026, 4, 1), date(2026, 4, 5), "PLH")
    written = line(B, date(2026, 4, 4), date(2026, 4, 4), "DELEGASI")
    register = [written, definitive, plh, plt]
    assert valid_on(register, date(2026, 2, 28)) is definitive
    assert valid_on(register, MARCH) is plt
    assert valid_on(register, date(2026, 4, 1)) is plh
    assert valid_on(register, date(2026, 4, 4)) is written
    assert valid_on(register, date(2026, 4, 6)) is plt
    assert valid_on(register, date(2026, 6, 1)) is definitive
    assert valid_on(register, date(2025, 12, 31)) is None


def test_of_two_alike_the_later_one_holds() -> None:
    old, new = line(B), line(C, MARCH)
    assert valid_on([new, old], MARCH) is new
    assert valid_on([old, new], MARCH - timedelta(days=1)) is old


def test_a_year_is_parted_where_the_rater_changes() -> None:
    plt = line(C, MARCH, date(2026, 3, 31), "PLT")
    found = segments([line(B, date(2025, 5, 1), date(2026, 9, 30)), plt], FIRST, LAST)
    assert [(s.since, s.until, s.line.rater if s.line else None) for s in found] == [
        (FIRST, date(2026, 2, 28), B),
        (MARCH, date(2026, 3, 31), C),
        (date(2026, 4, 1), date(2026, 9, 30), B),
        (date(2026, 10, 1), LAST, None),
    ]


def test_lines_of_one_rater_that_touch_are_one_stretch() -> None:
    found = segments([line(B, FIRST, date(2026, 5, 31)), line(B, date(2026, 6, 1))], FIRST, LAST)
    assert [(s.since, s.until) for s in found] == [(FIRST, LAST)]
    assert segments([], LAST, FIRST) == []


DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 1))
LINES = st.builds(
    lambda rater, since, days, kind: line(
        rater, since, since + timedelta(days=days) if days is not None else None, kind
    ),
    st.sampled_from([B, C, D]),
    DAYS,
    st.none() | st.integers(0, 200),
    st.sampled_from(["DEFINITIF", "PLT", "PLH", "DELEGASI"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=6), st.dates(FIRST, LAST))
def test_parts_cover_the_year_once_and_agree_with_the_day(
    register: list[Assignment], day: date
) -> None:
    parts = segments(register, FIRST, LAST)
    assert (parts[0].since, parts[-1].until) == (FIRST, LAST)
    for one, after in pairwise(parts):
        assert after.since - one.until == timedelta(days=1)
    part = next(p for p in parts if p.since <= day <= p.until)
    holds = valid_on(register, day)
    if holds is None:
        assert part.line is None
    else:
        assert part.line is not None
        assert (part.line.rater, part.line.kind) == (holds.rater, holds.kind)


def test_eselon_stands_on_the_scale_of_posts() -> None:
    wanted = {"II.a": 2, "II.b": 3, "III/a": 4, "3b": 5, "IV a": 6, "ivb": 7, "IV": 6}
    assert {e: eselon_level(e) for e in wanted} == wanted
    assert [eselon_level(e) for e in ("", "VI", "JF", "-")] == [None] * 4


def test_each_trouble_of_a_day_is_found() -> None:
    day = date(2026, 6, 1)
    good = [line(B), line(C, person=B), line(None, person=C), line(B, person=D)]
    assert codes(list(troubles(case(*good), day))) == []
    assert codes(list(troubles(case(*good[1:]), day))) == ["KK-140"]
    assert codes(list(troubles(case(line(A), *good[1:]), day))) == ["KK-141"]
    assert codes(list(troubles(case(line(C, MARCH), *good), day))) == ["KK-142"]
    assert codes(list(troubles(case(line(b"x" * 16), *good[1:]), day))) == ["KK-143"]
    assert codes(list(troubles(case(line(D), *good[1:]), day))) == ["KK-145"]
    assert codes(list(troubles(case(line(D, kind="DELEGASI"), *good[1:]), day))) == []


def test_a_ring_of_any_length_is_told_once() -> None:
    ring = [
        line(B),
        line(C, person=B, kind="PLT"),
        line(D, person=C, kind="PLT"),
        line(A, person=D, kind="PLT"),
    ]
    found = [t for t in troubles(case(*ring), MARCH) if t.code == "KK-144"]
    assert len(found) == 1
    assert sorted(found[0].fields["names"].split(", ")) == [f"Orang {n}" for n in (1, 2, 3, 4)]


def test_without_rater_since_the_day_after_the_last_line() -> None:
    found = list(troubles(case(line(B, FIRST, date(2026, 9, 30))), date(2026, 11, 1)))
    mine = next(t for t in found if t.person == A)
    assert (mine.code, mine.on) == ("KK-140", date(2026, 10, 1))
    assert mine.fields["since"] == "1 Oktober 2026"


def test_gaps_of_a_year_are_named_by_their_days() -> None:
    register = [line(B, FIRST, date(2026, 3, 11)), line(B, date(2026, 4, 4))]
    found = list(over_period(case(*register), FIRST, LAST))
    assert [(t.code, t.fields["spans"]) for t in found] == [
        ("KK-181", "12 Mar sampai 3 Apr 2026"),
    ]
    assert span(date(2025, 12, 30), FIRST) == "30 Des 2025 sampai 1 Jan 2026"


def test_days_before_and_after_the_service_are_no_gap_but_a_line_there_is_wrong() -> None:
    served = Service(MARCH, date(2026, 8, 31))
    right = case(line(B, MARCH, date(2026, 8, 31)), a=served)
    assert list(over_period(right, FIRST, LAST)) == []
    open_end = list(over_period(case(line(B, MARCH), a=served), FIRST, LAST))
    assert [(t.code, t.on) for t in open_end] == [("KK-180", date(2026, 8, 31))]
    early = list(over_period(case(line(B, FIRST, date(2026, 8, 31)), a=served), FIRST, LAST))
    assert codes(early) == ["KK-180"]
    unsure = Service(MARCH, date.max, sure=False)
    assert list(over_period(case(line(B, FIRST), a=unsure), FIRST, LAST)) == []


TOP, SCHOOL = b"t" * 16, b"s" * 16


def test_unit_tree_comes_before_words() -> None:
    head = Holder(C, "Kepala", "Kepala Dinas", 3, leads=True, unit="Dinas", unit_id=TOP)
    boss = Holder(B, "Kepsek", "Guru Ahli Madya", 8, leads=False, unit="SDN", unit_id=SCHOOL)
    teacher = Holder(A, "Guru", "Guru", 8, leads=False, unit="SDN", unit_id=SCHOOL)
    units = {TOP: UnitNode("Dinas", None, C), SCHOOL: UnitNode("SDN 1", TOP, B)}
    proposer = Proposer([head, boss, teacher], {}, units)
    found = {p.person: (p.rater, p.why) for p in proposer.every()}
    assert found[A] == (B, "memimpin SDN 1")
    assert found[B] == (C, "memimpin Dinas, unit di atas")
    assert found[C][0] is None
    ring = {TOP: UnitNode("Dinas", SCHOOL, None), SCHOOL: UnitNode("SDN 1", TOP, None)}
    assert Proposer([head, teacher], {}, ring).of(A) is not None
    assert Proposer([teacher], {}).of(A) is None


def test_unit_without_a_named_leader_is_led_by_its_highest_post() -> None:
    head = Holder(C, "Kepala", "Kepala Dinas", 3, leads=True, unit="Dinas", unit_id=TOP)
    boss = Holder(B, "Kepsek", "Kepala Sekolah", 6, leads=True, unit="SDN", unit_id=SCHOOL)
    teacher = Holder(A, "Guru", "Guru", 8, leads=False, unit="SDN", unit_id=SCHOOL)
    units = {TOP: UnitNode("Dinas", None, C), SCHOOL: UnitNode("SDN 1", TOP, None)}
    found = {p.person: p.rater for p in Proposer([head, boss, teacher], {}, units).every()}
    assert found == {C: None, B: C, A: B}
