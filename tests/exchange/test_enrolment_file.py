"""The enrolment file opens with its code, however it is typed, and with no other."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import enrolment, letters
from kotabumi_kinerja.exchange.certificates import Certificate
from kotabumi_kinerja.exchange.enrolment import Enrolment
from kotabumi_kinerja.exchange.keys import CentreKeys, DeviceKey

CODES = st.text(letters.ALPHABET, min_size=15, max_size=15).map(
    lambda body: body + letters.check_letter(body)
)


@pytest.fixture(scope="module")
def sample(centre_keys: CentreKeys, certificate: Certificate) -> Enrolment:
    return Enrolment(
        office=bytes(range(16)),
        code="DINKES",
        name="Dinas Kesehatan",
        centre=b"\xcc" * 16,
        centre_name="BKPSDM",
        root=centre_keys.root_public,
        recovery_recipient=centre_keys.recovery_recipient,
        certificates=(certificate.to_bytes(),),
        schema=4,
        created_at=datetime(2026, 11, 24, tzinfo=UTC),
        reference=b"payload",
    )


@pytest.fixture(scope="module")
def code() -> str:
    return enrolment.new_code()


@pytest.fixture(scope="module")
def file(sample: Enrolment, code: str) -> bytes:
    return enrolment.write(sample, code)


def test_round_trip(file: bytes, sample: Enrolment, code: str) -> None:
    typed = enrolment.show_code(code).lower()
    assert enrolment.read(file, typed, schema=4) == sample
    assert b"Dinas" not in file
    assert sample.root not in file


def test_another_code(file: bytes) -> None:
    with pytest.raises(Refused, match="KK-330"):
        enrolment.read(file, enrolment.new_code(), schema=4)


def test_torn(file: bytes, code: str) -> None:
    for size in range(0, len(file), 7):
        with pytest.raises(Refused, match="KK-332"):
            enrolment.read(file[:size], code, schema=4)
    for place in range(0, len(file), 5):
        wrong = file[:place] + bytes([file[place] ^ 4]) + file[place + 1 :]
        with pytest.raises(Refused, match="KK-332"):
            enrolment.read(wrong, code, schema=4)


def test_newer_schema(file: bytes, code: str) -> None:
    with pytest.raises(Refused, match="KK-318"):
        enrolment.read(file, code, schema=3)


def test_a_certificate_of_another_root(sample: Enrolment, code: str) -> None:
    false = msgspec.structs.replace(sample, root=CentreKeys.new().root_public)
    with pytest.raises(Refused, match="KK-321"):
        enrolment.read(enrolment.write(false, code), code, schema=4)


def test_new_codes_differ_and_are_shown_in_fours() -> None:
    codes = {enrolment.new_code() for _ in range(50)}
    assert len(codes) == 50
    assert enrolment.show_code("ABCDEFGHJKMNPQRS") == "ABCD-EFGH-JKMN-PQRS"


@settings(max_examples=60)
@given(CODES, st.data())
def test_tolerant_reading(code: str, data: st.DataObject) -> None:
    looks = {"1": "1iIlL", "0": "0oO"}
    typed = ""
    for letter in code:
        typed += data.draw(st.sampled_from(looks.get(letter, letter + letter.lower())))
        typed += data.draw(st.sampled_from(["", "", " ", "-", "\u2013", "\u00a0", "\n"]))
    assert enrolment.read_code(typed) == code


@settings(max_examples=60)
@given(CODES, st.integers(0, 15), st.sampled_from(letters.ALPHABET + "U?"))
def test_one_wrong_letter_is_found(code: str, place: int, letter: str) -> None:
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(Refused, match="KK-334"):
            enrolment.read_code(wrong)


@settings(max_examples=60)
@given(CODES, st.integers(0, 15), st.integers(0, 15))
def test_two_swapped_letters_are_found(code: str, one: int, two: int) -> None:
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    if "".join(swapped) != code:
        with pytest.raises(Refused, match="KK-334"):
            enrolment.read_code("".join(swapped))


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKMN-PQRS-T"])
def test_a_wrong_length_is_counted(typed: str) -> None:
    with pytest.raises(Refused, match="KK-331") as caught:
        enrolment.read_code(typed)
    assert caught.value.fields == {"count": len(letters.tidy(typed))}


def test_the_proof_is_of_this_code_and_this_device() -> None:
    code, device = enrolment.new_code(), DeviceKey.new().public.sign
    proof = enrolment.enrolment_proof(enrolment.show_code(code), device)
    enrolment.check_proof(code, device, proof)
    for wrong in [
        (enrolment.new_code(), device, proof),
        (code, DeviceKey.new().public.sign, proof),
        (code, device, proof[:-1]),
        (code, device, b""),
    ]:
        with pytest.raises(Refused, match="KK-333"):
            enrolment.check_proof(*wrong)
