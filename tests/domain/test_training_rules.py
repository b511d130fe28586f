"""Recognised JP, kind by kind, and a year's JP."""

from datetime import date
from decimal import Decimal

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.domain.training import (
    Activity,
    hours_of_minutes,
    recognise,
    training_kinds,
    yearly,
)

NOW = date(2026, 11, 24)
TABLE = {
    "A1": ("40", "40"),
    "A2": ("40", "40"),
    "B1": ("10", "10"),
    "B2": ("10", "12"),
    "B3": ("10", "12"),
    "B4": ("10", "12"),
    "B5": ("10", "12"),
    "B6": ("8", "12"),
    "B7": ("10", "14"),
    "B8": ("10", "12"),
    "B9": ("10", "12"),
    "B10": ("10", "12"),
    "B11": ("8", "12"),
    "C1": ("4", "8"),
    "C2": ("4", "8"),
    "C3": ("6", "8"),
    "C4": ("10", "12"),
    "C5": ("40", "48"),
    "C6": ("10", "12"),
    "C7": ("20", "40"),
    "C8": ("40", "48"),
    "C9": ("4", "4.8"),
    "C10": ("4", "4.8"),
    "C11": ("40", "48"),
    "BTK": ("10", "10"),
    "LAIN": ("10", "10"),
}


def activity(*, abroad: bool = False, certificate: Decimal | None = None) -> Activity:
    return Activity(abroad, Decimal(10), certificate, days=2, events=2, semesters=2)


@pytest.mark.parametrize("kind", TABLE)
def test_table(rules: RuleBook, kind: str) -> None:
    home, away = TABLE[kind]
    assert recognise(kind, activity(), rules, NOW).hours == Decimal(home)
    assert recognise(kind, activity(abroad=True), rules, NOW).hours == Decimal(away)


def test_every_kind_is_in_the_table(rules: RuleBook) -> None:
    kinds = training_kinds(rules, NOW)
    assert {kind.code for kind in kinds} == set(TABLE)
    assert len(kinds) == 26
    assert next(k.name for k in kinds if k.code == "B6") == "Seminar/konferensi/sarasehan"
    with pytest.raises(Refused, match="KK-250"):
        recognise("Z9", Activity(), rules, NOW)


def test_coaching_counts_twice_a_month(rules: RuleBook) -> None:
    for events, earlier, hours in ((3, 0, 4), (1, 1, 2), (2, 1, 2), (1, 2, 0)):
        found = recognise("C1", Activity(events=events, earlier_events=earlier), rules, NOW)
        assert found.hours == hours
    assert found.reason == "0 kali x 2 JP, paling banyak 2 kali sebulan"


def test_cap_only_cuts_what_is_above(rules: RuleBook) -> None:
    assert recognise("C3", Activity(hours=Decimal(2), days=1), rules, NOW).hours == 2
    cut = recognise("C3", Activity(hours=Decimal(9), days=2), rules, NOW)
    assert (cut.hours, cut.reason) == (6, "paling banyak 3 JP sehari x 2 hari")


def test_certificate_wins_and_both_are_kept(rules: RuleBook) -> None:
    found = recognise("B6", activity(certificate=Decimal(16)), rules, NOW)
    assert (found.by_table, found.hours) == (8, 16)
    assert found.reason == "JP sertifikat dipakai; menurut tabel 8 JP (2 hari x 4 JP)"
    same = recognise("B6", activity(certificate=Decimal(8)), rules, NOW)
    assert same.reason == "JP sertifikat"


@pytest.mark.parametrize("kind", ["A1", "B3", "B6", "C1", "C3", "C5"])
def test_missing_input_stays_open(rules: RuleBook, kind: str) -> None:
    found = recognise(kind, Activity(), rules, NOW)
    assert (found.by_table, found.hours) == (None, None)
    assert found.reason.endswith("belum diisi")


@pytest.mark.parametrize(
    ("status", "hours", "met", "text"),
    [
        (Status.PNS, "20", True, "20 JP dari paling sedikit 20 JP"),
        (Status.CPNS, "12", False, "12 JP dari paling sedikit 20 JP, kurang 8 JP"),
        (Status.PPPK, "24", True, "24 JP dari paling lama 24 JP"),
        (Status.PPPK, "26,5", False, "26,5 JP dari paling lama 24 JP, lebih 2,5 JP"),
        (Status.PPPK_PW, "5", None, "5 JP"),
    ],
)
def test_year(rules: RuleBook, status: Status, hours: str, met: bool | None, text: str) -> None:  # noqa: FBT001  # one row of the table
    found = yearly(status, Decimal(hours.replace(",", ".")), rules, NOW)
    assert (found.met, found.text) == (met, text)


def test_minutes(rules: RuleBook) -> None:
    assert hours_of_minutes(90, rules, NOW) == 2
