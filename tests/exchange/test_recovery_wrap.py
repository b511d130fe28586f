"""A key comes back by its printed code or passphrase, and by no other."""

import shutil

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import letters, recovery
from kotabumi_kinerja.exchange.keys import CentreKeys

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def code() -> str:
    return recovery.new_recovery_code()


@pytest.fixture(scope="module")
def wrapped(code: str) -> bytes:
    return recovery.wrap(KEY, code)


def test_round_trip_as_typed(wrapped: bytes, code: str) -> None:
    typed = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert recovery.unwrap(wrapped, typed) == KEY
    assert KEY not in wrapped


def test_140_random_bits_in_groups_with_checks(code: str) -> None:
    groups = code.split("-")
    assert [len(group) for group in groups] == [5] * 7
    assert 7 * 4 * 5 >= 128
    assert all(letters.check_letter(g[:4], i) == g[4] for i, g in enumerate(groups, 1))


def test_another_code(wrapped: bytes) -> None:
    with pytest.raises(Refused, match="KK-450"):
        recovery.unwrap(wrapped, recovery.new_recovery_code())


def test_the_wrong_group_is_named(wrapped: bytes, code: str) -> None:
    for place in (0, 13, 34):
        typed = list(code.replace("-", ""))
        typed[place] = "7" if typed[place] != "7" else "8"
        with pytest.raises(Refused, match="KK-451") as caught:
            recovery.unwrap(wrapped, "".join(typed))
        assert caught.value.fields == {"group": place // 5 + 1}
    with pytest.raises(Refused, match="KK-456"):
        recovery.unwrap(wrapped, code[:-1])


def test_swapped_groups_are_found(code: str) -> None:
    one, two, *rest = code.split("-")
    if one != two:
        with pytest.raises(Refused, match="KK-451"):
            recovery.read_recovery_code("-".join((two, one, *rest)))


def test_torn(wrapped: bytes, code: str) -> None:
    for size in range(len(wrapped)):
        with pytest.raises(Refused, match="KK-452"):
            recovery.unwrap(wrapped[:size], code)
    for place in range(len(wrapped)):
        wrong = wrapped[:place] + bytes([wrapped[place] ^ 32]) + wrapped[place + 1 :]
        with pytest.raises(Refused, match="KK-452"):
            recovery.unwrap(wrong, code)


def test_the_centres_keys_under_a_passphrase() -> None:
    secret = CentreKeys.new().to_bytes()
    blob = recovery.wrap_passphrase(secret, "kopi robusta pagi  hari")
    assert recovery.unwrap_passphrase(blob, " kopi robusta pagi hari") == secret
    with pytest.raises(Refused, match="KK-454"):
        recovery.unwrap_passphrase(blob, "kopi robusta malam hari")
    with pytest.raises(Refused, match="KK-452"):
        recovery.unwrap_passphrase(blob[:-1], "kopi robusta pagi hari")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(Refused, match="KK-453"):
        recovery.wrap_passphrase(KEY, "kopi pagi  x")


def test_the_rest_of_the_file_is_ages_own(wrapped: bytes) -> None:
    assert shutil.which("age"), "the Debian package 'age' is missing"
    assert wrapped[7 + 32 :].startswith(b"age-encryption.org/v1\n-> scrypt ")
