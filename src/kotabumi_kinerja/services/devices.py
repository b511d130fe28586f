"""Whose devices there are: their certificates, and for whom a package is written."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id
from kotabumi_kinerja.domain.streams import Addressee, Role
from kotabumi_kinerja.exchange import certificates, keys
from kotabumi_kinerja.exchange.certificates import Certificate, Claims
from kotabumi_kinerja.exchange.keys import CentreKeys, DevicePublic
from kotabumi_kinerja.services import offices
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema


@dataclass(frozen=True, slots=True)
class Party:
    """An office or the centre, as packages name it."""

    id: Id
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Device:
    """A certified installation. `body`: its certificate; `revoked`: the day, '' while good."""

    device: bytes
    office: Id
    role: Role
    label: str
    body: bytes
    revoked: str

    @property
    def letters(self) -> str:
        """8 letters of its key, to compare by phone."""
        return keys.fingerprint(self.device)

    @property
    def recipient(self) -> str:
        """The age recipient that packages are written to."""
        return certificates.read(self.body).claims.recipient

    @property
    def addressee(self) -> Addressee:
        """The same for `store.sending`."""
        return Addressee(self.device, self.role == "centre")


def listed(work: Workspace) -> list[Device]:
    """All certified devices, revoked ones too, in the order of their labels."""
    c = schema.certificate.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(c.device, c.office_id, c.role, c.label, c.body, c.revoked)
            .where(c.office == REF, c.gone == "", c.device.is_not(None))
            .order_by(c.label, c.id)
        ).all()
    return [Device(*row) for row in rows]


def concerned(work: Workspace, office: Id) -> list[Device]:
    """The good devices of the centre and of `office`: who may read its packages."""
    return [d for d in listed(work) if not d.revoked and (d.role == "centre" or d.office == office)]


def mine(work: Workspace) -> Device | None:
    """This installation's own certificate, None before it has come back."""
    return next((d for d in listed(work) if d.device == work.database.device), None)


def root(work: Workspace) -> bytes:
    """The key that signs certificates. Refused KK-351 while this office has not joined."""
    return _secret(work, "root_public")


def recovery_recipient(work: Workspace) -> str:
    """The centre's recovery key, which every package is written to as well."""
    return _secret(work, "recovery_recipient").decode("ascii")


def is_joined(work: Workspace) -> bool:
    """Whether this file knows a centre."""
    try:
        root(work)
    except Refused:
        return False
    return True


def centre(work: Workspace) -> Party:
    """The centre, as this file knows it."""
    key = work.database.office if work.database.centre else _secret(work, "centre")
    return party(work, key)


def party(work: Workspace, office: Id) -> Party:
    """An office by its id; its id in place of a name when it is not known here."""
    c = schema.office.c
    with work.database.read() as connection:
        row = connection.execute(
            select(c.code, c.name).where(c.office == REF, c.id == office, c.gone == "")
        ).first()
    return Party(office, row.code, row.name) if row else Party(office, "", office.hex()[:8])


def own(work: Workspace) -> Party:
    """This office, or the centre itself."""
    facts = offices.facts_of(work.database)
    return Party(work.database.office, facts.code, facts.name)


def offices_of(work: Workspace) -> list[Party]:
    """The offices that the centre knows, itself not among them, by code."""
    c = schema.office.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(c.id, c.code, c.name)
            .where(c.office == REF, c.gone == "", c.id != centre(work).id)
            .order_by(c.code, c.id)
        ).all()
    return [Party(*row) for row in rows]


def partner(work: Workspace, code: str) -> Party:
    """For whom a package is: the centre, or at the centre the office with this code.

    Refused: KK-351 not joined, KK-352 no such office, KK-355 the centre must name one.
    """
    if not work.database.centre:
        return centre(work)
    if not code:
        raise Refused("KK-355")
    found = next((p for p in offices_of(work) if p.code.casefold() == code.casefold()), None)
    if found is None:
        raise Refused("KK-352", office=code)
    return found


def certify(
    connection: Connection, root_keys: CentreKeys, public: DevicePublic, whose: tuple[Id, Role, str]
) -> Certificate:
    """A new certificate for a device, kept in the reference data; inside an open change.

    `whose`: office, role and label.
    """
    office, role, label = whose
    serial = connection.scalar(select(func.count()).select_from(schema.certificate)) or 0
    counter = connection.scalar(select(schema.now.c.counter)) or 0
    claims = Claims(public.sign, public.recipient, office, role, label[:80], serial + 1, counter)
    made = certificates.issue(root_keys, claims)
    keep(connection, made)
    return made


def keep(connection: Connection, certificate: Certificate) -> None:
    """Write a certificate into the reference data; inside an open change at the centre."""
    claims = certificate.claims
    values = {
        "office_id": claims.office,
        "role": claims.role,
        "label": claims.label,
        "device": claims.device,
        "body": certificate.to_bytes(),
    }
    connection.execute(
        insert(schema.certificate)
        .values(office=REF, id=_row(claims.device), **values)
        .on_conflict_do_update(index_elements=["office", "id"], set_=values)
    )


def _row(device: bytes) -> Id:
    # One certificate for a device, so that a second enrolment replaces the first.
    return hashlib.sha256(device).digest()[:16]


def _secret(work: Workspace, name: str) -> bytes:
    try:
        return offices.secret(work.database, name)
    except KeyError:
        raise Refused("KK-351") from None
