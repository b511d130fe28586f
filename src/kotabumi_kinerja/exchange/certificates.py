"""Certificates: the root key says which device writes for which office, or for the centre."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.exchange import age, keys
from kotabumi_kinerja.exchange.keys import CentreKeys, DevicePublic

Role = Literal["office", "centre"]


class Claims(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What the root key vouches for.

    `serial` counts the root's certificates, `issued` is the change counter at which it was made
    (clocks decide nothing), `label` is how people call the PC.
    """

    device: Annotated[bytes, Meta(min_length=32, max_length=32)]
    recipient: Annotated[str, Meta(max_length=128)]
    office: Annotated[Id, Meta(min_length=16, max_length=16)]
    role: Role
    label: Annotated[str, Meta(max_length=80)]
    serial: Annotated[int, Meta(ge=1, le=2**53)]
    issued: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Certificate(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Claims with the root's signature. Whether it was revoked, only the database knows."""

    claims: Claims
    signature: Annotated[bytes, Meta(min_length=64, max_length=64)]

    def to_bytes(self) -> bytes:
        """Canonical msgpack: the same certificate is always the same bytes."""
        return msgspec.msgpack.encode(self)

    @property
    def public(self) -> DevicePublic:
        """The device's keys."""
        return DevicePublic(self.claims.device, self.claims.recipient)


def issue(centre: CentreKeys, claims: Claims) -> Certificate:
    """A certificate for `claims`. ValueError when the recipient is not an age key."""
    if not age.is_recipient(claims.recipient):
        raise ValueError("not an age recipient")
    return Certificate(claims, centre.sign_certificate(msgspec.msgpack.encode(claims)))


def read(data: bytes) -> Certificate:
    """What `to_bytes` wrote, not yet verified. Refused (KK-321) when it is no certificate."""
    try:
        certificate = msgspec.msgpack.decode(data, type=Certificate)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refused("KK-321") from error
    if certificate.to_bytes() != data or not age.is_recipient(certificate.claims.recipient):
        raise Refused("KK-321")
    return certificate


def verify(certificate: Certificate, root: bytes) -> None:
    """Refused (KK-321) unless the root key `root` signed it."""
    claims = msgspec.msgpack.encode(certificate.claims)
    if not keys.verify(root, keys.CERTIFICATE, claims, certificate.signature):
        raise Refused("KK-321")
