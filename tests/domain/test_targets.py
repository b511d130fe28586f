"""Targets read, and achievements worked out."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.achievements import Standing, achievement
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.targets import Direction, Target, read_target, say_target


@pytest.mark.parametrize(
    ("text", "direction", "low", "high", "unit"),
    [
        ("1.200 surat", "higher_better", "1200", "1200", "surat"),
        ("maksimal 5 hari", "lower_better", "5", "5", "hari"),
        ("maks. 5 hari", "lower_better", "5", "5", "hari"),
        ("paling lambat 3 hari kerja", "lower_better", "3", "3", "hari kerja"),
        ("minimal 90 %", "higher_better", "90", "90", "%"),
        ("90-100 %", "range", "90", "100", "%"),
        ("90% s.d. 100%", "range", "90", "100", "%"),
        ("90\u2013100%", "range", "90", "100", "%"),
        ("98 %", "higher_better", "98", "98", "%"),
        ("98,5%", "higher_better", "98.5", "98.5", "%"),
        ("85", "higher_better", "85", "85", ""),
        ("maksimal Rp 12.000.000", "lower_better", "12000000", "12000000", "Rp"),
        ("Rp12.000.000,-", "higher_better", "12000000", "12000000", "Rp"),
        ("Rp 12,5 juta", "higher_better", "12500000", "12500000", "Rp"),
        ("12 bulan", "higher_better", "12", "12", "bulan"),
        ("24 dokumen.", "higher_better", "24", "24", "dokumen"),
        ("\u00a0960\u00a0jam ", "higher_better", "960", "960", "jam"),
        ("12 (dua belas) dokumen", "higher_better", "12", "12", "dokumen"),
        ("1 dokumen LKjIP 2026", "higher_better", "1", "1", "dokumen LKjIP 2026"),
        ("lebih dari 90 %", "higher_better", "90", "90", "%"),
        ("tidak lebih dari 2 kali", "lower_better", "2", "2", "kali"),
        ("Rp12 juta - Rp15 juta", "range", "12000000", "15000000", "Rp"),
        ("Rp12.000.000,- s.d. Rp15.000.000,-", "range", "12000000", "15000000", "Rp"),
        ("10 - 12 juta rupiah", "range", "10000000", "12000000", "rupiah"),
        ("antara 5 dan 7 hari", "range", "5", "7", "hari"),
        ("5 hari - 7 hari", "range", "5", "7", "hari"),
        ("12 juta rupiah", "higher_better", "12000000", "12000000", "Rp"),
    ],
)
def test_numbers(text: str, direction: str, low: str, high: str, unit: str) -> None:
    target = read_target(text, 2026)
    assert (target.direction, target.unit, target.due) == (direction, unit, None)
    assert (target.minimum, target.maximum) == (Decimal(low), Decimal(high))
    assert target.text == text


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("paling lambat 31 Juli", date(2026, 7, 31)),
        ("31 Desember 2027", date(2027, 12, 31)),
        ("Paling lambat tanggal 5 Januari 2027", date(2027, 1, 5)),
        ("paling lambat akhir Februari", date(2026, 2, 28)),
        ("sebelum 30-06-2026", date(2026, 6, 30)),
        ("paling lambat Juli", date(2026, 7, 31)),
        ("Desember 2027", date(2027, 12, 31)),
        ("paling lambat triwulan II", date(2026, 6, 30)),
        ("paling lambat akhir tahun", date(2026, 12, 31)),
        ("paling lambat bulan Juni", date(2026, 6, 30)),
    ],
)
def test_dates(text: str, due: date) -> None:
    target = read_target(text, 2026)
    assert (target.direction, target.due, target.minimum) == (Direction.BY_DATE, due, None)


@pytest.mark.parametrize(
    "text",
    [
        "tersedia laporan lengkap",
        "",
        "5 dokumen dan 3 laporan",
        "31 Februari 2026",
        "100-90 %",
        "1.2.3 surat",
        "2 x 24 jam",
        "3 jam 30 menit",
        "paling lambat tanggal 5 setiap bulan",
        "5 hari - 7 bulan",
    ],
)
def test_free_text(text: str) -> None:
    target = read_target(text, 2026)
    assert target.direction is Direction.TEXT
    assert not target.measurable


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("maks. 5 hari", "paling banyak 5 hari, makin sedikit makin baik"),
        ("90-100 %", "90 sampai 100 %, di dalam rentang itu"),
        ("Rp12.000.000,-", "paling sedikit Rp 12.000.000, makin banyak makin baik"),
        ("Rp10 juta - Rp12 juta", "Rp 10.000.000 sampai Rp 12.000.000, di dalam rentang itu"),
        ("paling lambat 31 Juli", "paling lambat 31 Juli 2026, makin awal makin baik"),
        ("baik", "tidak terukur, dinilai dengan kata-kata"),
        ("", ""),
    ],
)
def test_what_was_read_is_said_back(text: str, meaning: str) -> None:
    assert read_target(text, 2026).meaning == meaning


def test_a_meaning_said_by_hand_keeps_the_printed_text() -> None:
    said = say_target("5 hari", Direction.LOWER, (Decimal(5), Decimal(9)), " hari ")
    assert said == Target("5 hari", Direction.LOWER, Decimal(5), Decimal(5), "hari")
    due = say_target("akhir Juli", Direction.BY_DATE, due=date(2026, 7, 31))
    assert (due.due, due.minimum) == (date(2026, 7, 31), None)
    assert not say_target("5 hari", Direction.TEXT, (Decimal(5), None)).measurable


@pytest.mark.parametrize(
    ("direction", "numbers"),
    [
        (Direction.LOWER, (None, None)),
        (Direction.RANGE, (Decimal(5), None)),
        (Direction.RANGE, (Decimal(5), Decimal(4))),
        (Direction.BY_DATE, (Decimal(5), None)),
    ],
)
def test_a_meaning_that_lacks_something_is_refused(
    direction: Direction, numbers: tuple[Decimal | None, Decimal | None]
) -> None:
    with pytest.raises(Refused, match="KK-208"):
        say_target("x", direction, numbers)


@pytest.mark.parametrize(
    ("target", "realised", "percent", "standing"),
    [
        ("1.200 surat", "1.200 surat", "100", "met"),
        ("1.200 surat", "1.320", "110", "above"),
        ("480 berkas", "360 berkas", "75", "below"),
        ("maksimal 5 hari", "4 hari", "120", "above"),
        ("maksimal 5 hari", "maksimal 5 hari", "100", "met"),
        ("maksimal 5 hari", "6 hari", "80", "below"),
        ("90-100 %", "95 %", "100", "met"),
        ("90-100 %", "90-100 %", "100", "met"),
        ("90-100 %", "45 %", "50", "below"),
        ("90-100 %", "110 %", "110", "above"),
        ("0-2 kali", "0 kali", "100", "met"),
    ],
)
def test_percent(target: str, realised: str, percent: str, standing: str) -> None:
    found = achievement(read_target(target, 2026), realised, 2026)
    assert (found.percent, found.standing) == (Decimal(percent), standing)
    assert len(found.steps) == 1
    assert found.reason == ""


def test_steps_show_the_arithmetic() -> None:
    found = achievement(read_target("maksimal 5 hari", 2026), "6", 2026)
    assert found.steps == ("(2 - 6 / 5) x 100 = 80,00 %",)


def test_dates_are_compared() -> None:
    target = read_target("paling lambat 31 Juli", 2026)
    assert achievement(target, "30 Juli 2026", 2026).percent == 100
    late = achievement(target, "2026-08-05", 2026)
    assert (late.percent, late.standing) == (None, Standing.BELOW)
    assert late.steps == ("target 31 Juli 2026, selesai 5 Agustus 2026: terlambat 5 hari",)


@pytest.mark.parametrize(
    ("target", "realised"),
    [
        ("0 kasus", "1 kasus"),
        ("maksimal 0 kasus", "0"),
        ("98 %", "480 berkas"),
        ("85", "baik"),
        ("baik", "85"),
        ("85", ""),
        ("paling lambat 31 Juli", "12"),
        ("12 bulan", "31 Juli 2026"),
        ("85", "80-90"),
    ],
)
def test_what_cannot_be_worked_out_stays_open(target: str, realised: str) -> None:
    found = achievement(read_target(target, 2026), realised, 2026)
    assert (found.percent, found.standing, found.steps) == (None, None, ())
    assert found.reason.startswith("belum dapat dihitung: ")


@settings(max_examples=60)
@given(
    st.decimals(min_value=1, max_value=10**9, places=2),
    st.sampled_from(["", "maksimal ", "minimal "]),
    st.sampled_from(["", " %", " surat", " hari kerja"]),
)
def test_numbers_round_trip(value: Decimal, prefix: str, unit: str) -> None:
    target = read_target(f"{prefix}{show_number(value)}{unit}", 2026)
    assert target.minimum == value
    assert target.unit == unit.strip()
    assert (target.direction is Direction.LOWER) == (prefix == "maksimal ")


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read(target: str, realised: str) -> None:
    found = achievement(read_target(target, 2026), realised, 2026)
    assert found.percent is not None or found.reason
