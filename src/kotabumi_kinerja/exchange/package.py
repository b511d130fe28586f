"""The package file (.kkx): header, encrypted body, signature; verified before it is decrypted."""

import hashlib
import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.exchange import age, certificates, keys, limits, payload
from kotabumi_kinerja.exchange.certificates import Certificate
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.exchange.payload import Counter, Id16, Key32, Payload

MAGIC: Final = b"KKX1\n"
TRAILER: Final = b"KKXEND\n"
FORMAT: Final = 1
SUITE: Final = "age-x25519 zstd msgpack ed25519"

_SIGNATURE: Final = 64
_LENGTH: Final = struct.Struct(">I")
_FIRST: Final = len(MAGIC) + _LENGTH.size
_Short = Annotated[str, Meta(max_length=200)]


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands unencrypted in front: who, to whom, which number; no names of staff.

    `certificate` is `Certificate.to_bytes`, none in the first package of a device. A package is
    for the office or centre `recipient`, and for the other PCs of `sender` as well.
    `body_length` is filled in by `write`.
    """

    format: int = FORMAT
    suite: _Short = SUITE
    device: Key32
    certificate: Annotated[bytes, Meta(max_length=2048)] | None
    replica: Id16
    number: Counter
    sender: Id16
    sender_name: _Short
    recipient: Id16
    recipient_name: _Short
    program: _Short
    schema: Annotated[int, Meta(ge=1, le=2**31)]
    created_at: Annotated[datetime, Meta(tz=True)]
    body_length: Counter = 0

    def concerns(self, mine: Id) -> bool:
        """Whether the office or centre `mine` is its addressee or its sender."""
        return mine in {self.recipient, self.sender}

    def partition(self, centre: Id) -> Id:
        """The office that it is about: whichever end is not the centre."""
        return self.sender if self.recipient == centre else self.recipient


class _Front(msgspec.Struct, frozen=True):
    """The part of a header that every future program can still read."""

    format: int
    device: Key32


class _Parts(NamedTuple):
    raw: bytes
    body: slice


def write(content: Payload, header: Header, recipients: Iterable[str], key: DeviceKey) -> bytes:
    """A whole package, signed by `key` and readable by `recipients` (age) only.

    ValueError: `header` names another device, nobody could read it, or the payload is not sound.
    """
    if header.device != key.public.sign:
        raise ValueError("the header names another device")
    packed = payload.encode(msgspec.structs.replace(content, header_hash=_hash(header)))
    payload.decode(packed)
    body = age.encrypt(limits.deflate(packed), recipients)
    raw = msgspec.json.encode(msgspec.structs.replace(header, body_length=len(body)))
    if len(raw) > limits.HEADER:
        raise ValueError("the header is too long")
    signed = MAGIC + _LENGTH.pack(len(raw)) + raw + body
    return signed + key.sign(keys.PACKAGE, signed) + TRAILER


def peek(front: bytes) -> Header | None:
    """The header in the first bytes of a file, verified by nothing: only to choose what to copy."""
    if not front.startswith(MAGIC) or len(front) < _FIRST:
        return None
    (length,) = _LENGTH.unpack_from(front, len(MAGIC))
    return _decoded(front[_FIRST : _FIRST + length]) if length <= limits.HEADER else None


def inspect(data: bytes) -> Header:
    """The header of a whole and untouched package; nothing is decrypted.

    Refused: KK-312 and KK-314 torn, KK-313 not a package, KK-315 signature, KK-318 newer format.
    The signature is by the key in the header: who that is, `certified` says.
    """
    parts = _split(data)
    try:
        front = msgspec.json.decode(parts.raw, type=_Front)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refused("KK-314") from error
    end = parts.body.stop
    if not keys.verify(front.device, keys.PACKAGE, data[:end], data[end : end + _SIGNATURE]):
        raise _about("KK-315", parts.raw)
    if front.format > FORMAT:
        raise Refused("KK-318")
    header = _decoded(parts.raw)
    if header is None or header.suite != SUITE or header.format != FORMAT:
        raise Refused("KK-314")
    if header.body_length != parts.body.stop - parts.body.start:
        raise _about("KK-312", parts.raw)
    return header


def certified(header: Header, root: bytes) -> Certificate:
    """The certificate of an inspected package's sender, for the device and office it names.

    Refused: KK-320 none yet, KK-321 not by the root key `root` or of another device or office.
    Whether it was revoked, the caller knows.
    """
    if header.certificate is None:
        raise Refused("KK-320", sender=header.sender_name, letters=keys.fingerprint(header.device))
    certificate = certificates.read(header.certificate)
    certificates.verify(certificate, root)
    claims = certificate.claims
    if (claims.device, claims.office) != (header.device, header.sender):
        raise Refused("KK-321")
    return certificate


def open_package(
    data: bytes, identities: Iterable[str], *, mine: Id, schema: int
) -> tuple[Header, Payload]:
    """Inspect, then decrypt, unpack and check, all before any database is touched.

    `identities` are this device's age keys, `mine` its office or the centre, `schema` the newest
    that this program understands. Refused as by `inspect`, and: KK-311 for somebody else, KK-316
    no key opens it, KK-317 unsound inside, KK-318 newer schema.
    """
    header = inspect(data)
    if not header.concerns(mine):
        raise Refused("KK-311", office=header.recipient_name)
    if header.schema > schema:
        raise Refused("KK-318")
    sealed = age.decrypt(data[_split(data).body], identities)
    if sealed is None:
        raise Refused("KK-316", number=header.number, sender=header.sender_name)
    unsound = Refused("KK-317", number=header.number, sender=header.sender_name)
    packed = limits.inflate(sealed)
    if packed is None:
        raise unsound
    try:
        content = payload.decode(packed)
    except ValueError as error:
        raise unsound from error
    if content.header_hash != _hash(header) or not _attached(content):
        raise unsound
    return header, content


def body_of(data: bytes) -> bytes:
    """The encrypted body of an inspected package: an age file that `age -d` opens by itself."""
    return data[_split(data).body]


def _split(data: bytes) -> _Parts:
    if not data.startswith(MAGIC):
        newer = data[:3] == MAGIC[:3] and data[3:4].isdigit() and data[4:5] == b"\n"
        raise Refused("KK-318" if newer else "KK-313")
    if len(data) < _FIRST + _SIGNATURE + len(TRAILER):
        raise Refused("KK-314")
    (length,) = _LENGTH.unpack_from(data, len(MAGIC))
    body, end = _FIRST + length, len(data) - _SIGNATURE - len(TRAILER)
    if length > limits.HEADER or len(data) > limits.FILE:
        raise Refused("KK-314")
    raw = data[_FIRST:body]
    if body > end or not data.endswith(TRAILER):
        raise _about("KK-312", raw)
    return _Parts(raw, slice(body, end))


def _decoded(raw: bytes) -> Header | None:
    try:
        header = msgspec.json.decode(raw, type=Header)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return header if msgspec.json.encode(header) == raw else None


def _about(code: str, raw: bytes) -> Refused:
    header = _decoded(raw)
    if header is None:
        return Refused("KK-314")
    return Refused(code, number=header.number, sender=header.sender_name)


def _hash(header: Header) -> bytes:
    # The length is known only after encryption, and the hash lies inside: so without the length.
    bare = msgspec.structs.replace(header, body_length=0)
    return hashlib.sha256(msgspec.json.encode(bare)).digest()


def _attached(content: Payload) -> bool:
    return all(
        hashlib.sha256(blob).digest() == digest for digest, blob in content.attachments.items()
    )
