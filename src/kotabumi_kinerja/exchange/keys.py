"""Keys of devices and of the centre: who signs, who reads, and the letters to compare by phone."""

import hashlib
import os
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import age, letters

PACKAGE: Final = b"KotabumiKinerja package 1"
"""Context of a device's signature on a package."""
CERTIFICATE: Final = b"KotabumiKinerja certificate 1"
"""Context of the root key's signature on a certificate."""

_DEVICE_MAGIC: Final = b"KKDEV1\n"
_CENTRE_MAGIC: Final = b"KKCTR1\n"


@dataclass(frozen=True, slots=True)
class DevicePublic:
    """What others know of a device: its Ed25519 key (32 bytes) and its age recipient."""

    sign: bytes
    recipient: str

    @property
    def fingerprint(self) -> str:
        """See `fingerprint`."""
        return fingerprint(self.sign)


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """One installation's private keys, kept in its database: `seed` signs, `identity` decrypts."""

    seed: bytes = field(repr=False)
    identity: str = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        """A fresh pair, made with the database."""
        return cls(os.urandom(32), age.new_identity())

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` wrote. Refused (KK-455) when it is torn."""
        return cls(*_split(_DEVICE_MAGIC, data))

    def to_bytes(self) -> bytes:
        """The private part, to be stored inside the encrypted database only."""
        return _DEVICE_MAGIC + self.seed + self.identity.encode("ascii")

    @property
    def public(self) -> DevicePublic:
        """The half that others may know."""
        return DevicePublic(_public(self.seed), age.recipient_of(self.identity))

    def sign(self, context: bytes, data: bytes) -> bytes:
        """64 bytes of Ed25519 over `data`, good for `context` only."""
        return _sign(self.seed, context, data)


@dataclass(frozen=True, slots=True)
class CentreKeys:
    """The centre's last resort: the root key signs certificates, the recovery key reads packages.

    Kept under a passphrase and under a printed code (see `recovery`), not in the daily database.
    """

    root_seed: bytes = field(repr=False)
    recovery_identity: str = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        """Fresh keys, at 'centre init' only."""
        return cls(os.urandom(32), age.new_identity())

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` wrote. Refused (KK-455) when it is torn."""
        return cls(*_split(_CENTRE_MAGIC, data))

    def to_bytes(self) -> bytes:
        """Both private keys, to be handed to `recovery.wrap` and `recovery.wrap_passphrase`."""
        return _CENTRE_MAGIC + self.root_seed + self.recovery_identity.encode("ascii")

    @property
    def root_public(self) -> bytes:
        """The key that every device of the regency knows (32 bytes)."""
        return _public(self.root_seed)

    @property
    def recovery_recipient(self) -> str:
        """The age recipient that every package is written to as well."""
        return age.recipient_of(self.recovery_identity)

    def sign_certificate(self, claims: bytes) -> bytes:
        """The root's signature; it signs nothing but certificates."""
        return _sign(self.root_seed, CERTIFICATE, claims)


def verify(public: bytes, context: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the owner of `public` signed `data` for `context`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, context + b"\0" + data)
    except (InvalidSignature, ValueError):
        return False
    return True


def replica(device_public: bytes) -> bytes:
    """A fresh author for one start of the program: 8 bytes of the key's hash, 8 random ones."""
    return replica_prefix(device_public) + os.urandom(8)


def replica_prefix(device_public: bytes) -> bytes:
    """The 8 bytes with which every replica of this device begins."""
    return hashlib.sha256(device_public).digest()[:8]


def fingerprint(device_public: bytes) -> str:
    """8 letters of the device key's hash, 'ABCD-EFGH', to compare by phone."""
    digest = hashlib.sha256(b"KotabumiKinerja fingerprint 1\0" + device_public).digest()
    return letters.grouped(letters.spelled(digest[:5]), 4)


def _public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _sign(seed: bytes, context: bytes, data: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(context + b"\0" + data)


def _split(magic: bytes, data: bytes) -> tuple[bytes, str]:
    start = len(magic)
    seed, rest = data[start : start + 32], data[start + 32 :]
    try:
        identity = rest.decode("ascii")
        age.recipient_of(identity)
    except ValueError as error:
        raise Refused("KK-455") from error
    if not data.startswith(magic):
        raise Refused("KK-455")
    return seed, identity
