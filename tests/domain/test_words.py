"""Dates, numbers and names as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.dates import add_years, parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.names import clean_name, full_name, title_name
from kotabumi_kinerja.domain.numbers import read_number, round_half_up, show_number
from kotabumi_kinerja.messages import sentence


@pytest.mark.parametrize(
    "text",
    [
        "24-11-2026",
        "24/11/2026",
        "2026-11-24",
        "2026-11-24 00:00:00",
        "2026-11-24T00:00:00",
        "24 November 2026",
        "24 nopember 2026",
        "46350",
        "46350.0",
        "'24-11-2026",
        " 24.11.2026 ",
    ],
)
def test_dates_read(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-02-1990", "KK-131"),
        ("31 Februari 1990", "KK-131"),
        ("1990-13-01", "KK-131"),
        ("24-11-26", "KK-130"),
        ("besok", "KK-130"),
        ("", "KK-130"),
        ("2026", "KK-130"),
    ],
)
def test_dates_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_date(text)
    assert caught.value.code == code


def test_impossible_date_sentence() -> None:
    with pytest.raises(Refused) as caught:
        parse_date("31-02-1990")
    assert sentence("KK-131", caught.value.fields) == (
        "31 Februari tidak ada. Tulis tanggal yang benar, misalnya 28-02-1990. KK-131"
    )


@settings(max_examples=60)
@given(st.dates(date(1930, 1, 1), date(2090, 12, 31)))
def test_dates_round_trip(day: date) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    for text in (show_date(day), day.isoformat(), f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", serial):
        assert parse_date(text) == day


def test_leap_day_in_another_year() -> None:
    assert add_years(date(1968, 2, 29), 58) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.200", "1200"),
        ("98,5", "98.5"),
        ("98.5", "98.5"),
        ("12.000.000", "12000000"),
        ("1.234,56", "1234.56"),
        ("85", "85"),
        ("0,5", "0.5"),
        ("0.125", "0.125"),
        ("007", "7"),
    ],
)
def test_numbers_read(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "satu", "1.2.3", "1,2,3", "1.20.000"])
def test_numbers_unreadable(text: str) -> None:
    assert read_number(text) is None


@settings(max_examples=60)
@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_numbers_round_trip(value: Decimal) -> None:
    assert read_number(show_number(value)) == value


def test_rounding_is_half_up() -> None:
    assert round_half_up(Decimal("5.625"), 2) == Decimal("5.63")
    assert round_half_up(Decimal("0.125"), 2) == Decimal("0.13")
    assert show_number(Decimal("1234.5"), 2) == "1.234,50"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("SITI  NUR'AINI", "Siti Nur'aini"),
        ("budi santoso", "Budi Santoso"),
        ("I MADE AL-FATIH", "I Made Al-Fatih"),
        ("AHMAD BIN ALI", "Ahmad bin Ali"),
        ("R.A. KARTINI", "R.A. Kartini"),
        ("Dewi McKay", "Dewi McKay"),
        ("WULAN\u00a0WIBOWO ", "Wulan Wibowo"),
    ],
)
def test_title_names(raw: str, shown: str) -> None:
    assert title_name(raw) == shown


def test_names_joined() -> None:
    assert full_name("Dr.", "Siti Wibowo", "M.M.") == "Dr. Siti Wibowo, M.M."
    assert full_name("", "Siti Wibowo", ", S.E., M.M.") == "Siti Wibowo, S.E., M.M."
    assert full_name("", " Siti  Wibowo", "") == "Siti Wibowo"
    assert clean_name("\u200bSiti \u00a0 W") == "Siti W"
