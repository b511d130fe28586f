"""Recovery: a database key, or the centre's keys, under a printed code or a passphrase."""

import unicodedata
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import letters
from kotabumi_kinerja.exchange.sealed import Seal

GROUPS: Final = 7
"""Groups of a printed code; each holds 4 random letters and one check letter: 140 random bits."""
SHORTEST_PASSPHRASE: Final = 12

_GROUP: Final = 5
_CODE: Final = Seal(b"KKREC1\n", torn="KK-452", wrong="KK-450")
_PASSPHRASE: Final = Seal(b"KKPAS1\n", torn="KK-452", wrong="KK-454")


def new_recovery_code() -> str:
    """A fresh code as it is printed: '7 groups of 5 letters', each with its own check letter."""
    bodies = [letters.random_letters(_GROUP - 1) for _ in range(GROUPS)]
    return "-".join(
        body + letters.check_letter(body, number) for number, body in enumerate(bodies, 1)
    )


def read_recovery_code(text: str) -> str:
    """The code as typed, in its printed form. Refused (KK-451) names the first wrong group."""
    code = letters.tidy(text)
    if len(code) != GROUPS * _GROUP:
        raise Refused("KK-456", count=len(code), wanted=GROUPS * _GROUP)
    for number in range(1, GROUPS + 1):
        group = code[(number - 1) * _GROUP : number * _GROUP]
        sound = letters.are_letters(group)
        if not sound or letters.check_letter(group[:-1], number) != group[-1]:
            raise Refused("KK-451", group=number)
    return letters.grouped(code, _GROUP)


def wrap(key: bytes, code: str) -> bytes:
    """`key` under a printed code; the result lies beside the database and in each backup.

    scrypt adds nothing to 140 random bits; the age file is chosen because any `age` opens it.
    """
    return _CODE.close(key, read_recovery_code(code))


def unwrap(blob: bytes, code: str) -> bytes:
    """The key again. Refused: code mistyped (KK-451, KK-456) or another (KK-450), torn (KK-452)."""
    return _CODE.open(blob, read_recovery_code(code))


def wrap_passphrase(key: bytes, passphrase: str) -> bytes:
    """`key` under a sentence that people remember. Refused (KK-453) when it is too short."""
    secret = _settled(passphrase)
    if len(secret) < SHORTEST_PASSPHRASE:
        raise Refused("KK-453", shortest=SHORTEST_PASSPHRASE)
    return _PASSPHRASE.close(key, secret)


def unwrap_passphrase(blob: bytes, passphrase: str) -> bytes:
    """The key again. Refused: another passphrase (KK-454), torn (KK-452)."""
    return _PASSPHRASE.open(blob, _settled(passphrase))


def _settled(passphrase: str) -> str:
    # The same words give the same bytes on every keyboard; one space counts as many.
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())
