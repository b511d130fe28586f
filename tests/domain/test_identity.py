"""NIP, NI PPPK, NIK and sex."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import (
    NipKind,
    Sex,
    check_nik,
    check_nip,
    parse_nip,
    parse_sex,
    show_nip,
)
from kotabumi_kinerja.messages import CATALOGUE, sentence

PNS = "198501012010011001"
PPPK = "199110152024212007"


def test_pns_number() -> None:
    nip = parse_nip(PNS)
    assert (nip.kind, nip.born, nip.sex) == (NipKind.PNS, date(1985, 1, 1), Sex.MALE)
    assert (nip.start_year, nip.start_month, nip.contract) == (2010, 1, None)
    assert show_nip(nip) == "19850101 201001 1 001"


def test_pppk_number() -> None:
    nip = parse_nip(PPPK)
    assert (nip.kind, nip.born, nip.sex) == (NipKind.PPPK, date(1991, 10, 15), Sex.FEMALE)
    assert (nip.start_year, nip.start_month, nip.contract) == (2024, None, 1)


def test_unknown_kind_is_accepted_with_a_note() -> None:
    nip = parse_nip("199110152025512007")
    assert nip.kind is NipKind.UNKNOWN
    assert [(f.severity, f.code) for f in check_nip(nip, None, None)] == [("note", "KK-106")]


@pytest.mark.parametrize(
    "raw",
    [
        "'" + PNS,
        "19850101 201001 1 001",
        "19850101.201001.1.001",
        "\u00a0" + PNS + " ",
        "19850101\u00a0201001\u00a01\u00a0001",
        "\u2019" + PNS,
        "19850101-201001-1-001",
    ],
)
def test_written_forms(raw: str) -> None:
    assert parse_nip(raw).digits == PNS


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.98501E+17", "KK-122"),
        ("1,98501012010011E+17", "KK-122"),
        ("198501012010011000", "KK-122"),
        ("198501012010011001.0", "KK-122"),
        ("1985010120100110", "KK-120"),
        ("", "KK-120"),
        ("19850101201001100A", "KK-120"),
        ("1985010120100110011", "KK-120"),
        ("198502302010011001", "KK-121"),
        ("198513012010011001", "KK-121"),
        ("\u0661\u0669850101201001100", "KK-120"),
    ],
)
def test_refused(raw: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_nip(raw)
    assert caught.value.code == code
    assert "–" not in sentence(code, caught.value.fields)


def test_differences_are_warnings() -> None:
    nip = parse_nip(PNS)
    assert check_nip(nip, date(1985, 1, 1), Sex.MALE) == []
    found = check_nip(nip, date(1985, 1, 2), Sex.FEMALE, "Irwan Rahayu")
    assert [(f.severity, f.code) for f in found] == [("warning", "KK-104"), ("warning", "KK-105")]
    assert sentence("KK-104", found[0].fields) == (
        "NIP Irwan Rahayu tidak cocok dengan jenis kelamin. Angka ke-15 adalah 1 (laki-laki). "
        "Perbaiki salah satunya. KK-104"
    )


def test_strange_digits_are_warnings() -> None:
    assert [f.code for f in check_nip(parse_nip("198501012010013001"), None, Sex.MALE)] == [
        "KK-107"
    ]
    assert [f.code for f in check_nip(parse_nip("198501011990011001"), None, None)] == ["KK-108"]


def test_nik() -> None:
    born = date(1990, 5, 17)
    assert check_nik("1803015705900001", born, Sex.FEMALE) == []
    assert check_nik("1803011705900001", born, Sex.MALE) == []
    assert [f.code for f in check_nik("1803011705900001", born, Sex.FEMALE)] == ["KK-109"]
    assert [f.code for f in check_nik("180301170590", born, Sex.MALE)] == ["KK-110"]


def test_sex() -> None:
    assert parse_sex(" M ") is Sex.MALE
    assert parse_sex("Perempuan") is Sex.FEMALE
    assert parse_sex("2") is Sex.FEMALE
    with pytest.raises(Refused, match="KK-113"):
        parse_sex("x")


@settings(max_examples=60)
@given(
    born=st.dates(date(1950, 1, 1), date(2008, 12, 31)),
    start=st.dates(date(2009, 1, 1), date(2026, 12, 1)),
    sex=st.sampled_from("12"),
    serial=st.integers(1, 999),
)
def test_every_pns_number_round_trips(born: date, start: date, sex: str, serial: int) -> None:
    digits = f"{born:%Y%m%d}{start:%Y%m}{sex}{serial:03}"
    nip = parse_nip(show_nip(digits))
    assert nip.digits == digits
    assert (nip.born, nip.start_month, nip.kind) == (born, start.month, NipKind.PNS)
    assert re.fullmatch(r"\d{8} \d{6} \d \d{3}", show_nip(nip))


@settings(max_examples=60)
@given(st.text(max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert len(parse_nip(text).digits) == 18
    except Refused as refused:
        assert refused.code in CATALOGUE  # noqa: PT017  # both ends are right
