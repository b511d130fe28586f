"""Enrolment in two trips: the centre's file and code, the office's joining, its certificate."""

import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, new_id
from kotabumi_kinerja.domain.streams import Sender
from kotabumi_kinerja.exchange import certificates, keys, naming, payload
from kotabumi_kinerja.exchange import enrolment as files
from kotabumi_kinerja.exchange.enrolment import Enrolment
from kotabumi_kinerja.exchange.keys import CentreKeys, DevicePublic
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.exchange.payload import Joining
from kotabumi_kinerja.services import devices, offices
from kotabumi_kinerja.services.devices import Party
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import merging, rekey, schema, sending
from kotabumi_kinerja.store.merging import Outcome
from kotabumi_kinerja.store.opening import SCHEMA

_PROOF: Final = "joining_proof"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment file for an office; `code` is shown once, for printing ('ABCD-EFGH-...')."""

    office: Party
    code: str
    path: Path


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining did; `letters` of this PC's key are compared by phone."""

    office: Party
    centre: Party
    letters: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A device whose first package proved that it knew the code; not yet certified."""

    public: DevicePublic
    office: Party
    label: str

    @property
    def letters(self) -> str:
        """8 letters of its key, to compare by phone."""
        return self.public.fingerprint


def enrol(work: Workspace, facts: OfficeFacts, passphrase: str, out: Path) -> Enrolled:
    """Take an office into the centre's list (or a further PC of it), and write its file to `out`.

    `out` may be a folder; an office that is known already needs only its code. Refused: KK-350 not
    at the centre, KK-352 a new office without a name, KK-356 the file exists or cannot be written,
    KK-454 another passphrase.
    """
    if not work.database.centre:
        raise Refused("KK-350")
    root_keys = offices.centre_keys(work.database, passphrase)
    path = _free_path(out, facts.code)
    office = _listed_office(work, facts, root_keys)
    secret = files.new_code()
    data = files.write(_enrolment(work, office), secret)
    try:
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise Refused("KK-356", file=path.name) from error
    values = {"code_key": secret.encode(), "issued": _now(work), "used": 0}
    with work.database.local() as connection:
        connection.execute(
            upsert(schema.enrolment)
            .values(office_id=office.id, **values)
            .on_conflict_do_update(index_elements=["office_id"], set_=values)
        )
    return Enrolled(office, files.show_code(secret), path)


def join(work: Workspace, path: Path, code: str) -> Joined:
    """Join the centre by its file and the code on paper; what is here already stays.

    All keys get the centre's id of this office, then the file is merged like a package.
    Refused: KK-330 to 334, KK-354 joined elsewhere, KK-364, KK-318.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("KK-332") from error
    told = files.read(data, code, schema=SCHEMA)
    _refuse_elsewhere(work, told)
    content = payload.decode(told.reference)
    parts = payload.to_parts(content, office=told.office, number=0, schema=told.schema)
    centre_device = certificates.read(told.certificates[0]).claims.device
    rekey.rekey(work.database, told.office)
    sender = Sender(centre_device, told.centre_name, "centre", told.centre)
    outcome = merging.take(work.database, parts, sender, path.name)
    proof = files.enrolment_proof(code, work.database.device)
    secrets = {
        "root_public": told.root,
        "recovery_recipient": told.recovery_recipient.encode("ascii"),
        "centre": told.centre,
        _PROOF: proof,
    }
    with work.database.local() as connection:
        for name, value in secrets.items():
            connection.execute(
                upsert(schema.secret)
                .values(key=name, value=value)
                .on_conflict_do_update(index_elements=["key"], set_={"value": value})
            )
    settle(work)
    letters = keys.fingerprint(work.database.device)
    return Joined(devices.own(work), devices.centre(work), letters, outcome)


def joining(work: Workspace) -> Joining | None:
    """What the first packages of this device carry, until its certificate has come back."""
    if devices.mine(work) is not None or work.database.centre:
        return None
    public = offices.device_key(work.database).public
    label = f"{devices.own(work).code} {platform.node()}".strip()[:80]
    try:
        proof = offices.secret(work.database, _PROOF)
    except KeyError:
        raise Refused("KK-351") from None
    return Joining(proof=proof, recipient=public.recipient, label=label)


def newcomer(work: Workspace, header: Header, told: Joining | None) -> Newcomer:
    """Whom the proof in a first package names.

    Refused: KK-320 no proof, or not at the centre; KK-333 the code was another or was used.
    """
    letters = keys.fingerprint(header.device)
    if told is None or not work.database.centre:
        raise Refused("KK-320", sender=header.sender_name, letters=letters)
    e = schema.enrolment.c
    with work.database.read() as connection:
        secret = connection.scalar(
            select(e.code_key).where(e.office_id == header.sender, e.used == 0)
        )
    if secret is None:
        raise Refused("KK-333", letters=letters)
    files.check_proof(secret.decode("ascii"), header.device, told.proof)
    office = devices.party(work, header.sender)
    return Newcomer(DevicePublic(header.device, told.recipient), office, told.label)


def admit(work: Workspace, who: Newcomer, passphrase: str) -> None:
    """Give a proven device its certificate; the code is spent. Refused KK-454."""
    root_keys = offices.centre_keys(work.database, passphrase)
    with work.database.change(f"Terbitkan sertifikat {who.label}", kind="certify") as connection:
        devices.certify(connection, root_keys, who.public, (who.office.id, "office", who.label))
        connection.execute(
            update(schema.enrolment)
            .where(schema.enrolment.c.office_id == who.office.id)
            .values(used=1, code_key=b"")
        )


def remember(work: Workspace, certificate: bytes) -> None:
    """The centre keeps a good certificate that it no longer knows, after a restore."""
    found = certificates.read(certificate)
    if any(d.device == found.claims.device for d in devices.listed(work)):
        return
    with work.database.change(
        f"Catat sertifikat {found.claims.label}", kind="certify"
    ) as connection:
        devices.keep(connection, found)


def settle(work: Workspace) -> None:
    """Forget the code's proof once the certificate has come back."""
    if devices.mine(work) is not None:
        with work.database.local() as connection:
            connection.execute(delete(schema.secret).where(schema.secret.c.key == _PROOF))


def revoke(work: Workspace, letters: str) -> str:
    """Refuse all later packages of the device with these 8 letters, for good; its label.

    Refused: KK-350 not at the centre, KK-357 no such device.
    """
    if not work.database.centre:
        raise Refused("KK-350")
    found = next((d for d in devices.listed(work) if d.letters == letters.strip().upper()), None)
    if found is None or found.device == work.database.device:
        raise Refused("KK-357", letters=letters)
    c = schema.certificate.c
    with work.database.change(f"Cabut hak {found.label}", kind="certify") as connection:
        connection.execute(
            update(schema.certificate)
            .where(c.office == REF, c.device == found.device)
            .values(revoked=work.today().isoformat())
        )
    return found.label


def _listed_office(work: Workspace, facts: OfficeFacts, root_keys: CentreKeys) -> Party:
    """The office's row and the centre's own certificate, made where they are missing."""
    code = facts.code.casefold()
    known = next((p for p in devices.offices_of(work) if p.code.casefold() == code), None)
    if known is None and not facts.name:
        raise Refused("KK-352", office=facts.code)
    office = known or Party(new_id(), facts.code, facts.name)
    mine = offices.device_key(work.database).public
    me = devices.own(work)
    with work.database.change(f"Daftarkan {office.name}", kind="certify") as connection:
        if devices.mine(work) is None:
            devices.certify(connection, root_keys, mine, (me.id, "centre", me.code))
        if known is None:
            connection.execute(
                insert(schema.office).values(office=REF, id=office.id, **asdict(facts))
            )
    return office


def _enrolment(work: Workspace, office: Party) -> Enrolment:
    """Everything the office learns: certificates (this device's first), and all data about it."""
    parts = sending.compose(work.database, office.id, [])
    me = devices.own(work)
    certified = [d for d in devices.listed(work) if d.role == "centre" and not d.revoked]
    certified.sort(key=lambda d: d.device != work.database.device)
    return Enrolment(
        office=office.id,
        code=office.code,
        name=office.name,
        centre=me.id,
        centre_name=me.name,
        root=devices.root(work),
        recovery_recipient=devices.recovery_recipient(work),
        certificates=tuple(d.body for d in certified),
        schema=SCHEMA,
        created_at=work.database.clock(),
        reference=payload.encode(payload.from_parts(parts)),
    )


def _refuse_elsewhere(work: Workspace, told: Enrolment) -> None:
    if work.database.centre:
        raise Refused("KK-364")
    if devices.is_joined(work) and devices.root(work) != told.root:
        raise Refused("KK-354", centre=devices.centre(work).name)
    if devices.is_joined(work) and work.database.office != told.office:
        raise Refused("KK-354", centre=devices.centre(work).name)


def _free_path(out: Path, code: str) -> Path:
    path = out / naming.enrolment_name(code) if out.is_dir() else out
    if path.exists():
        raise Refused("KK-356", file=path.name)
    return path


def _now(work: Workspace) -> str:
    return work.database.clock().isoformat(timespec="seconds")
