"""The verification code: 42 bytes, 172 letters, and 16 to type."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import CATALOGUE
from kotabumi_kinerja.printing.verification import (
    Facts,
    check_short,
    name_hash,
    read_code,
    short_code,
    signed_code,
)

FACTS = Facts(
    form=1,
    key_id=b"\x01\x02\x03\x04",
    nip="198402012006111001",
    year=2026,
    period=0,
    result=1,
    behaviour=2,
    predikat=2,
    organisation=3,
    quarters=(1, 2, 0, 5),
    credit=Decimal("12.5"),
    hours=Decimal(0),
    professionalism=Decimal("84.75"),
    day=date(2026, 12, 31),
    version=1,
    name_hash=name_hash("Irwan Susanto, S.E."),
    content_hash=b"12345678",
)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def no_signature(signed: bytes) -> bytes:
    assert signed.startswith(b"KK kode verifikasi 1\x00")
    return b"\x07" * 64


def test_payload_is_laid_out_as_on_paper() -> None:
    raw = bytes(FACTS)
    assert len(raw) == 42
    assert raw[:6] == b"\x01\x01\x01\x02\x03\x04"
    assert int.from_bytes(raw[6:14], "big") == 198402012006111001
    assert raw[14:18] == bytes([26, 0, 0b0_01_10_010, 3])
    assert int.from_bytes(raw[18:20], "big") == 0o1205
    assert int.from_bytes(raw[20:23], "big") == 12500
    assert int.from_bytes(raw[25:27], "big") == 8475
    assert raw[34:] == b"12345678"


def test_code_has_172_letters_and_reads_back() -> None:
    code = signed_code(FACTS, no_signature)
    assert len(code) == 172
    assert code.startswith("KK")
    assert read_code(code) == (FACTS, b"\x07" * 64, b"KK kode verifikasi 1\x00" + bytes(FACTS))
    typed = " ".join(code[i : i + 4] for i in range(0, 172, 4)).lower()
    assert read_code(typed)[0] == FACTS


numbers = st.none() | st.decimals(0, 650, places=2)


@settings(max_examples=60)
@given(
    st.builds(
        Facts,
        form=st.integers(0, 255),
        key_id=st.binary(min_size=4, max_size=4),
        nip=st.just("") | st.integers(10**17, 10**18 - 1).map(str),
        year=st.integers(2000, 2255),
        period=st.integers(0, 22),
        result=st.integers(0, 3),
        behaviour=st.integers(0, 3),
        predikat=st.integers(0, 5),
        organisation=st.integers(0, 5),
        quarters=st.tuples(*[st.integers(0, 5)] * 4),
        credit=numbers,
        hours=st.none() | st.decimals(0, 6500, places=1),
        professionalism=numbers,
        day=st.dates(date(2020, 1, 1), date(2199, 1, 1)),
        version=st.integers(0, 255),
        name_hash=st.binary(min_size=4, max_size=4),
        content_hash=st.binary(min_size=8, max_size=8),
    )
)
def test_all_facts_survive(facts: Facts) -> None:
    assert read_code(signed_code(facts, no_signature))[0] == facts


def test_not_scored_is_not_zero() -> None:
    none = read_code(signed_code(replace(FACTS, hours=None), no_signature))[0]
    assert none.hours is None
    assert read_code(signed_code(FACTS, no_signature))[0].hours == 0


@pytest.mark.parametrize(
    "text", ["", "KK", "KK12", "halo", "KK" + "U" * 170, "KK" + "0" * 169 + "1"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="KK-603"):
        read_code(text)


def test_a_later_version_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="KK-604"):
        read_code("KK0G" + signed_code(FACTS, no_signature)[4:])


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match="KK-606"):
        bytes(replace(FACTS, hours=Decimal("6553.5")))
    with pytest.raises(Refused, match="KK-606"):
        bytes(replace(FACTS, credit=Decimal(-1)))


def test_short_code_finds_each_wrong_letter_and_each_swap() -> None:
    code = short_code(bytes(FACTS))
    assert [len(g) for g in code.split(" ")] == [4, 4, 4, 4]
    letters = code.replace(" ", "")
    assert check_short(letters.lower()) == code
    for i, right in enumerate(letters):
        for wrong in LETTERS.replace(right, ""):
            with pytest.raises(Refused, match="KK-605"):
                check_short(letters[:i] + wrong + letters[i + 1 :])
        for j in range(i):
            if letters[j] != right:
                swapped = list(letters)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                with pytest.raises(Refused, match="KK-605"):
                    check_short("".join(swapped))


def test_letters_that_look_alike_are_read_as_digits() -> None:
    letters = short_code(bytes(FACTS))
    assert check_short(letters.replace("0", "o").replace("1", "l")) == letters


@pytest.mark.parametrize("code", [f"KK-60{n}" for n in range(1, 8)])
def test_each_refusal_has_its_sentence(code: str) -> None:
    assert CATALOGUE[code].endswith(".")
