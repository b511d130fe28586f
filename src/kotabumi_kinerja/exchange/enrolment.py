"""Enrolment: the file with which the centre takes in an office, its one-time code, its proof."""

import hmac
from datetime import datetime
from typing import Annotated, Final

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.exchange import age, certificates, letters
from kotabumi_kinerja.exchange.limits import deflate, inflate
from kotabumi_kinerja.exchange.sealed import Seal

LENGTH: Final = 16
"""Letters of the one-time code: 15 random ones (75 bits) and a check letter."""
FORMAT: Final = 1

_SEAL: Final = Seal(b"KKD1\n", torn="KK-332", wrong="KK-330")
_Id = Annotated[Id, Meta(min_length=16, max_length=16)]
_Name = Annotated[str, Meta(max_length=200)]


class Enrolment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an office learns on joining.

    `certificates` are those of the centre's devices (`Certificate.to_bytes`), whose keys and
    recipients they hold; `reference` is a payload in bytes (`payload.encode`).
    """

    office: _Id
    code: _Name
    name: _Name
    centre: _Id
    centre_name: _Name
    root: Annotated[bytes, Meta(min_length=32, max_length=32)]
    recovery_recipient: Annotated[str, Meta(max_length=128)]
    certificates: tuple[bytes, ...]
    schema: Annotated[int, Meta(ge=1)]
    created_at: Annotated[datetime, Meta(tz=True)]
    reference: bytes


class _Front(msgspec.Struct, frozen=True):
    """Read before the rest, which a newer program may have changed."""

    format: int
    schema: int


class _File(msgspec.Struct, frozen=True):
    format: int
    schema: int
    enrolment: Enrolment


def new_code() -> str:
    """A fresh one-time code, 16 letters without dashes."""
    body = letters.random_letters(LENGTH - 1)
    return body + letters.check_letter(body)


def show_code(code: str) -> str:
    """'ABCD-EFGH-JKMN-PQRS'."""
    return letters.grouped(code, 4)


def read_code(text: str) -> str:
    """The code as typed: small letters, spaces, dashes, O for 0 and I or L for 1 do no harm.

    Refused: KK-331 (how many letters there are), KK-334 (a letter is wrong).
    """
    code = letters.tidy(text)
    if len(code) != LENGTH:
        raise Refused("KK-331", count=len(code))
    if not letters.are_letters(code) or letters.check_letter(code[:-1]) != code[-1]:
        raise Refused("KK-334")
    return code


def write(enrolment: Enrolment, code: str) -> bytes:
    """The file (.kkd) that `code` opens.

    age's passphrase form, not HKDF: 75 bits on paper are few against a lost stick and a farm of
    machines, and scrypt makes each guess cost a second and 256 MB.
    """
    packed = msgspec.msgpack.encode(_File(FORMAT, enrolment.schema, enrolment))
    return _SEAL.close(deflate(packed), read_code(code))


def read(data: bytes, code: str, *, schema: int) -> Enrolment:
    """What `write` wrote; the centre's certificates are verified against its root.

    Refused: KK-330 another code, KK-331 and KK-334 mistyped, KK-332 torn or no such file,
    KK-318 written by a newer program than `schema`.
    """
    packed = inflate(_SEAL.open(data, read_code(code)))
    if packed is None:
        raise Refused("KK-332")
    try:
        front = msgspec.msgpack.decode(packed, type=_Front)
        if front.format > FORMAT or front.schema > schema:
            raise Refused("KK-318")
        enrolment = msgspec.msgpack.decode(packed, type=_File).enrolment
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refused("KK-332") from error
    for certificate in enrolment.certificates:
        certificates.verify(certificates.read(certificate), enrolment.root)
    if not age.is_recipient(enrolment.recovery_recipient):
        raise Refused("KK-332")
    return enrolment


def enrolment_proof(code: str, device_public: bytes) -> bytes:
    """HMAC-SHA256 over the device's key under the code; travels only inside an encrypted body."""
    key = HKDF(SHA256(), 32, salt=None, info=b"KotabumiKinerja enrolment proof 1").derive(
        read_code(code).encode("ascii")
    )
    return hmac.digest(key, device_public, "sha256")


def check_proof(code: str, device_public: bytes, proof: bytes) -> None:
    """Refused (KK-333) unless the sender knew the code; compares in constant time."""
    if not hmac.compare_digest(enrolment_proof(code, device_public), proof):
        raise Refused("KK-333")
