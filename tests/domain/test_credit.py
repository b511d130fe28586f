"""Angka kredit: every cell of the table, and the worked examples of the papers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.credit import (
    base,
    conversion,
    counted_months,
    education,
    first_appointment,
    fits,
    need,
    show_credit,
    siasn_credit,
    total,
    transfer,
)
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.positions import Jenjang
from kotabumi_kinerja.domain.ranks import parse_golongan
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import Predikat

NOW = date(2026, 12, 31)
TABLE = {
    "PEMULA": ("5.625", "3.75", "2.8125", "1.875", "0.9375"),
    "TERAMPIL": ("7.5", "5", "3.75", "2.5", "1.25"),
    "MAHIR": ("18.75", "12.5", "9.375", "6.25", "3.125"),
    "PENYELIA": ("37.5", "25", "18.75", "12.5", "6.25"),
    "AHLI_PERTAMA": ("18.75", "12.5", "9.375", "6.25", "3.125"),
    "AHLI_MUDA": ("37.5", "25", "18.75", "12.5", "6.25"),
    "AHLI_MADYA": ("56.25", "37.5", "28.125", "18.75", "9.375"),
    "AHLI_UTAMA": ("75", "50", "37.5", "25", "12.5"),
}


@pytest.mark.parametrize("jenjang", Jenjang)
def test_every_cell(rules: RuleBook, jenjang: Jenjang) -> None:
    for value, expected in zip(Predikat, TABLE[jenjang.value], strict=True):
        assert conversion(value, jenjang, 12, rules, NOW).value == Decimal(expected)


def test_top_rank_transfer(rules: RuleBook) -> None:
    golongan = parse_golongan("III/d")
    found = transfer(
        Predikat.BAIK, Jenjang.AHLI_MUDA, golongan, rules, NOW, years=Decimal(5), top_rank=True
    )
    assert found.value == 175
    assert found.note == ""
    assert found.steps == (
        "100 % x 25 x 3 tahun = 75,000",
        "AK dasar Ahli Muda III/d = 100",
        "Jumlah = 175,000",
    )


def test_transfer_counts_all_years_below_the_top(rules: RuleBook) -> None:
    golongan = parse_golongan("III/c")
    found = transfer(
        Predikat.BAIK, Jenjang.AHLI_MUDA, golongan, rules, NOW, years=Decimal("3.5"), top_rank=False
    )
    assert found.value == Decimal("87.5")


def test_transfer_into_a_jenjang_that_does_not_fit(rules: RuleBook) -> None:
    four_a = parse_golongan("IV/a")
    found = transfer(
        Predikat.BAIK, Jenjang.AHLI_PERTAMA, four_a, rules, NOW, years=Decimal(4), top_rank=False
    )
    assert found.value == 100
    with pytest.raises(Refused, match="KK-242"):
        transfer(
            Predikat.BAIK, Jenjang.AHLI_MUDA, four_a, rules, NOW, years=Decimal(4), top_rank=False
        )


def test_first_appointment(rules: RuleBook) -> None:
    three_b = parse_golongan("III/b")
    found = first_appointment(Predikat.BAIK, Jenjang.AHLI_PERTAMA, three_b, rules, NOW, months=12)
    assert found.value == Decimal("62.5")
    assert len(found.steps) == 3
    three_a = parse_golongan("III/a")
    lowest = first_appointment(Predikat.BAIK, Jenjang.AHLI_PERTAMA, three_a, rules, NOW, months=12)
    assert lowest.value == Decimal("12.5")
    with pytest.raises(Refused, match="KK-242"):
        first_appointment(Predikat.BAIK, Jenjang.AHLI_MUDA, three_a, rules, NOW, months=12)


def test_education(rules: RuleBook) -> None:
    found = education(Predikat.BAIK, Jenjang.AHLI_MUDA, rules, NOW)
    assert found is not None
    assert found.value == 25
    assert education(Predikat.BUTUH_PERBAIKAN, Jenjang.AHLI_MUDA, rules, NOW) is None


def test_rounding(rules: RuleBook) -> None:
    beginner = conversion(Predikat.SANGAT_BAIK, Jenjang.PEMULA, 12, rules, NOW).value
    assert siasn_credit(beginner, rules, NOW) == Decimal("5.63")
    middle = conversion(Predikat.BUTUH_PERBAIKAN, Jenjang.AHLI_MADYA, 12, rules, NOW).value
    assert siasn_credit(middle, rules, NOW) == Decimal("28.13")
    part = conversion(Predikat.BAIK, Jenjang.AHLI_PERTAMA, 10, rules, NOW)
    assert show_credit(part.value, rules, NOW) == "10,417"
    assert part.steps == ("10/12 x 100 % (Baik) x 12,5 (Ahli Pertama) = 10,417",)


def test_segments_add_up(rules: RuleBook) -> None:
    parts = [conversion(Predikat.BAIK, Jenjang.AHLI_MUDA, n, rules, NOW) for n in (3, 9)]
    assert total(parts) == 25


@pytest.mark.parametrize("months", [0, 13, -1])
def test_months_refused(rules: RuleBook, months: int) -> None:
    with pytest.raises(Refused, match="KK-241"):
        conversion(Predikat.BAIK, Jenjang.MAHIR, months, rules, NOW)


def test_needs_and_exceptions(rules: RuleBook) -> None:
    assert need(Jenjang.TERAMPIL, rules, NOW).jenjang == 60
    late = (Jenjang.TERAMPIL, parse_golongan("II/c"))
    assert need(Jenjang.TERAMPIL, rules, NOW, late).jenjang == 40
    assert need(Jenjang.MAHIR, rules, NOW, late).jenjang == 100
    assert (
        need(
            Jenjang.AHLI_PERTAMA, rules, NOW, (Jenjang.AHLI_PERTAMA, parse_golongan("III/b"))
        ).jenjang
        == 50
    )
    assert (
        need(
            Jenjang.AHLI_PERTAMA, rules, NOW, (Jenjang.AHLI_PERTAMA, parse_golongan("III/a"))
        ).jenjang
        == 100
    )
    top = need(Jenjang.AHLI_UTAMA, rules, NOW)
    assert (top.pangkat, top.jenjang) == (200, None)


def test_base_is_the_need_of_the_steps_below(rules: RuleBook) -> None:
    for jenjang in Jenjang:
        step = need(jenjang, rules, NOW).pangkat
        steps = rules.table("ak_kebutuhan", NOW).texts(jenjang.value, "golongan")
        for place, code in enumerate(steps):
            found = base(jenjang, parse_golongan(code), rules, NOW)
            assert found.value == place * step
            assert (found.note == "") == (jenjang is Jenjang.AHLI_MUDA)
            assert fits(jenjang, parse_golongan(code), rules, NOW)
    with pytest.raises(Refused, match="KK-242"):
        base(Jenjang.PEMULA, parse_golongan("III/a"), rules, NOW)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 12),
        (date(2026, 3, 1), date(2026, 12, 31), 10),
        (date(2026, 3, 17), date(2026, 12, 31), 10),
        (date(2026, 3, 18), date(2026, 12, 31), 9),
        (date(2026, 3, 18), date(2026, 3, 25), 0),
        (date(2026, 12, 17), date(2026, 12, 31), 1),
    ],
)
def test_counted_months(rules: RuleBook, start: date, end: date, months: int) -> None:
    assert counted_months(start, end, rules, NOW) == months


@settings(max_examples=60)
@given(st.dates(date(2026, 1, 2), date(2026, 12, 31)))
def test_two_segments_share_no_month(rules: RuleBook, split: date) -> None:
    before = counted_months(date(2026, 1, 1), split - timedelta(1), rules, NOW)
    after = counted_months(split, date(2026, 12, 31), rules, NOW)
    assert before + after == 12
