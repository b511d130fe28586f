"""Moves within the year, months counted, and two versions laid side by side."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.moves import Cause, Held, Move, Stretch, months_of, moves
from kotabumi_kinerja.domain.plan_comparing import Difference, Pair, differences, matched

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
WHOLE = Held(b"1", FIRST, LAST, "Kasubbag")
LETTERS = st.lists(st.sampled_from("abcde"), max_size=6)


def stretch(since: date, until: date, post: str = "Kasubbag") -> Stretch:
    return Stretch(since, until, post, "Sekretariat")


def test_a_year_in_one_post_asks_for_nothing() -> None:
    assert moves([WHOLE], [stretch(FIRST, LAST)]) == []
    assert moves([WHOLE], []) == []


def test_another_post_cuts_on_its_first_day() -> None:
    new = stretch(date(2027, 7, 1), LAST, "Kabid")
    (move,) = moves([WHOLE], [stretch(FIRST, date(2027, 6, 30)), new])
    assert move == Move(b"1", date(2027, 7, 1), Cause.MOVED, new)
    assert move.text == "Pindah jabatan 1 Juli: tutup SKP lama 30 Juni, buat SKP baru 1 Juli"


def test_two_moves_are_proposed_one_after_the_other() -> None:
    parts = [
        stretch(FIRST, date(2027, 3, 31)),
        stretch(date(2027, 4, 1), date(2027, 8, 31), "Kasi"),
        stretch(date(2027, 9, 1), LAST, "Kabid"),
    ]
    assert [m.day for m in moves([WHOLE], parts)] == [date(2027, 4, 1)]
    done = [
        Held(b"1", FIRST, date(2027, 3, 31), "Kasubbag"),
        Held(b"2", date(2027, 4, 1), LAST, "Kasi"),
    ]
    assert [(m.plan, m.day) for m in moves(done, parts)] == [(b"2", date(2027, 9, 1))]


def test_joining_and_leaving() -> None:
    inside = [stretch(date(2027, 3, 1), date(2027, 8, 31))]
    (late, *_) = moves([WHOLE], inside)
    assert late.text == "Mulai tugas 1 Maret: SKP dimulai 1 Maret"
    begun = Held(b"1", date(2027, 3, 1), LAST, "Kasubbag")
    (gone,) = moves([begun], inside, Cause.RETIRED)
    assert gone.text == "Pensiun 1 September: tutup SKP lama 31 Agustus"


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (FIRST, LAST, 12),
        (FIRST, date(2027, 6, 30), 6),
        (date(2027, 7, 1), LAST, 6),
        (date(2027, 1, 17), LAST, 11),
        (date(2027, 4, 16), date(2027, 4, 30), 1),
        (date(2027, 4, 1), date(2027, 4, 15), 0),
    ],
)
def test_months(since: date, until: date, months: int) -> None:
    assert months_of(since, until) == months


@settings(max_examples=60)
@given(st.integers(1, 364))
def test_two_plans_of_a_year_always_make_twelve_months(day: int) -> None:
    cut = FIRST + timedelta(days=day)
    assert months_of(FIRST, cut - timedelta(days=1)) + months_of(cut, LAST) == 12


def test_lines_are_matched_by_words_then_by_likeness() -> None:
    left = ["Terbitnya izin usaha", "Tersusunnya laporan bulanan", "Arsip tertata"]
    right = ["Tersusunnya laporan triwulanan", "Terbitnya izin usaha", "Rapat terlaksana"]
    pairs = matched(left, right, lambda text: text, lambda _: "")
    assert pairs == [
        ("Tersusunnya laporan bulanan", "Tersusunnya laporan triwulanan"),
        ("Terbitnya izin usaha", "Terbitnya izin usaha"),
        (None, "Rapat terlaksana"),
        ("Arsip tertata", None),
    ]
    said = [Pair(1, a, b).difference for a, b in pairs]
    assert said == [
        Difference.CHANGED,
        Difference.SAME,
        Difference.ADDED,
        Difference.REMOVED,
    ]
    shown = [Pair(0, "A", "A"), *(Pair(1, a, b) for a, b in pairs)]
    assert len(list(differences(shown))) == 3


@settings(max_examples=40)
@given(LETTERS, LETTERS)
def test_every_line_stands_in_exactly_one_pair(left: list[str], right: list[str]) -> None:
    pairs = matched(left, right, lambda text: text, lambda _: "")
    assert [b for _, b in pairs if b is not None] == right
    assert sorted(a for a, _ in pairs if a is not None) == sorted(left)
