"""The verification code on paper: the facts in 42 bytes, a signature, and 16 letters to type.

It is no electronic signature (TTE). The signing function is handed in by the caller.
"""

import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kotabumi_kinerja.domain.errors import Refused

LABEL: Final = "kode verifikasi, bukan tanda tangan elektronik"
SCORE_CARD: Final = 1
CREDIT_CONVERSION: Final = 2
"""Kinds of form, byte 1."""

_VERSION: Final = 1
_LAYOUT: Final = struct.Struct(">BB4sQBBBBH3sHHHB4s8s")
_SIGNATURE: Final = 64
_DOMAIN: Final = b"KK kode verifikasi 1\x00"
_PREFIX: Final = "KK"
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_TYPED: Final = str.maketrans("OIL", "011", " -\u00a0\t\r\n")
_LETTERS: Final = 170
_FIRST_DAY: Final = date(2020, 1, 1)
_SHORT: Final = 16


@dataclass(frozen=True, slots=True)
class Facts:
    """What the code vouches for; ratings are ordinal numbers, 0 is 'belum dinilai'.

    `result` and `behaviour`: 1 di atas, 2 sesuai, 3 di bawah ekspektasi. `predikat` and
    `quarters`: 1 sangat baik ... 5 sangat kurang. `organisation`: 1 istimewa ... 5 sangat kurang.
    `period`: 0 annual, 1-4 quarter, 5-6 half-year, 11-22 month. `nip` is '' for none.
    `credit` (angka kredit), `hours` (JP) and `professionalism` (IP ASN) are None when not scored.
    """

    form: int
    key_id: bytes
    nip: str
    year: int
    period: int
    result: int
    behaviour: int
    predikat: int
    organisation: int
    quarters: tuple[int, int, int, int]
    credit: Decimal | None
    hours: Decimal | None
    professionalism: Decimal | None
    day: date
    version: int
    name_hash: bytes
    content_hash: bytes

    def __bytes__(self) -> bytes:
        """The 42 bytes, big-endian."""
        return _LAYOUT.pack(
            _VERSION,
            self.form,
            self.key_id,
            int(self.nip or 0),
            self.year - 2000,
            self.period,
            self.result << 5 | self.behaviour << 3 | self.predikat,
            self.organisation,
            _pack_quarters(self.quarters),
            _scaled(self.credit, 1000, 3).to_bytes(3, "big"),
            _scaled(self.hours, 10, 2),
            _scaled(self.professionalism, 100, 2),
            (self.day - _FIRST_DAY).days,
            self.version,
            self.name_hash,
            self.content_hash,
        )


def key_id(public_key: bytes) -> bytes:
    """The first 4 bytes of the public key's SHA-256."""
    return hashlib.sha256(public_key).digest()[:4]


def name_hash(name: str) -> bytes:
    """4 bytes that tell whether the name on paper was changed."""
    return hashlib.sha256(name.upper().encode()).digest()[:4]


def content_hash(canonical: bytes) -> bytes:
    """8 bytes of the whole document's canonical content."""
    return hashlib.sha256(canonical).digest()[:8]


def signed_code(facts: Facts, sign: Callable[[bytes], bytes]) -> str:
    """The QR's text, 172 letters; `sign` makes a 64-byte Ed25519 signature of what it is given."""
    payload = bytes(facts)
    return _PREFIX + _base32(payload + sign(_DOMAIN + payload))


def read_code(text: str) -> tuple[Facts, bytes, bytes]:
    """Facts, signature and the bytes that were signed; the caller verifies with the key it knows.

    Accepts small letters, spaces and O, I, L for 0, 1, 1. Refuses what is no such code or was
    misread (KK-603) and what a newer program made (KK-604).
    """
    letters = text.upper().translate(_TYPED)
    if not letters.startswith(_PREFIX) or len(letters) != len(_PREFIX) + _LETTERS:
        raise Refused("KK-603")
    raw = _from_base32(letters.removeprefix(_PREFIX))
    payload, signature = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
    if len(signature) != _SIGNATURE:
        raise Refused("KK-603")
    if payload[0] != _VERSION:
        raise Refused("KK-604")
    return _facts(payload), signature, _DOMAIN + payload


def short_code(payload: bytes) -> str:
    """16 letters in groups of four: 75 bits of the payload's SHA-256 and a check letter."""
    letters = _base32(hashlib.sha256(payload).digest()[:10])[: _SHORT - 1]
    letters += _check_letter(letters)
    return " ".join(letters[i : i + 4] for i in range(0, _SHORT, 4))


def check_short(typed: str) -> str:
    """The 16 letters as `short_code` writes them; refuses (KK-605) when one was mistyped."""
    letters = typed.upper().translate(_TYPED)
    wrong = len(letters) != _SHORT or any(c not in _ALPHABET for c in letters)
    if wrong or _check_letter(letters[:-1]) != letters[-1]:
        raise Refused("KK-605", typed=typed)
    return " ".join(letters[i : i + 4] for i in range(0, _SHORT, 4))


def _check_letter(letters: str) -> str:
    """Weighted sum in the field of 32: finds each wrong letter and each two that changed places."""
    total = 0
    for c in letters:
        total = (total ^ _ALPHABET.index(c)) << 1
        if total & 32:
            total ^= 0b100101
    return _ALPHABET[total]


def _base32(raw: bytes) -> str:
    bits = len(raw) * 8
    number = int.from_bytes(raw, "big") << (-bits % 5)
    return "".join(_ALPHABET[number >> s & 31] for s in range((bits + 4) // 5 * 5 - 5, -1, -5))


def _from_base32(letters: str) -> bytes:
    number = 0
    for c in letters:
        value = _ALPHABET.find(c)
        if value < 0:
            raise Refused("KK-603")
        number = number << 5 | value
    spare = len(letters) * 5 % 8
    if number & ((1 << spare) - 1):
        raise Refused("KK-603")
    return (number >> spare).to_bytes(len(letters) * 5 // 8, "big")


def _pack_quarters(quarters: Sequence[int]) -> int:
    packed = 0
    for q in quarters:
        packed = packed << 3 | q
    return packed


def _scaled(value: Decimal | None, factor: int, size: int) -> int:
    """A number as a whole number of `size` bytes; all ones = not scored."""
    none = (1 << 8 * size) - 1
    if value is None:
        return none
    whole = int((value * factor).quantize(Decimal(1), ROUND_HALF_UP))
    if not 0 <= whole < none:
        raise Refused("KK-606", value=value)
    return whole


def _unscaled(whole: int, factor: int, size: int) -> Decimal | None:
    return None if whole == (1 << 8 * size) - 1 else Decimal(whole) / factor


def _facts(payload: bytes) -> Facts:
    (_, form, key, nip, year, period, rating, organisation, quarters, credit, hours, ip, day,
     version, name, content) = _LAYOUT.unpack(payload)  # fmt: skip
    return Facts(
        form=form,
        key_id=key,
        nip=f"{nip:018d}" if nip else "",
        year=year + 2000,
        period=period,
        result=rating >> 5 & 3,
        behaviour=rating >> 3 & 3,
        predikat=rating & 7,
        organisation=organisation,
        quarters=(quarters >> 9 & 7, quarters >> 6 & 7, quarters >> 3 & 7, quarters & 7),
        credit=_unscaled(int.from_bytes(credit, "big"), 1000, 3),
        hours=_unscaled(hours, 10, 2),
        professionalism=_unscaled(ip, 100, 2),
        day=_FIRST_DAY + timedelta(days=day),
        version=version,
        name_hash=name,
        content_hash=content,
    )
