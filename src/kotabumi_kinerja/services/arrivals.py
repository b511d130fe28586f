"""Import: packages looked at in a dry run, then taken in, each wholly or not at all."""

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.domain.streams import Parts, Sender, covers
from kotabumi_kinerja.exchange import certificates, package, payload, stick
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.services import devices, enrolment, offices, receipts
from kotabumi_kinerja.services.devices import Party
from kotabumi_kinerja.services.enrolment import Newcomer
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import merging, vectors
from kotabumi_kinerja.store.merging import Outcome
from kotabumi_kinerja.store.opening import SCHEMA


@dataclass(frozen=True, slots=True)
class Arrival:
    """A package that was opened: from whom, what it would do here, nothing of it taken yet.

    `behind`: its sender has seen more of the centre's own data than the centre has (rule 6).
    """

    name: str
    number: int
    written: datetime
    sender: Sender
    office: Party
    parts: Parts
    certificate: bytes | None
    newcomer: Newcomer | None
    outcome: Outcome
    behind: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What a place held: packages for us, files refused with the reason, and the others' count."""

    arrivals: tuple[Arrival, ...]
    refused: tuple[tuple[str, Refused], ...]
    others: int

    @property
    def newcomers(self) -> tuple[Newcomer, ...]:
        """Devices that wait for their certificate: the root key's passphrase is needed."""
        return tuple(a.newcomer for a in self.arrivals if a.newcomer)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a package did here."""

    arrival: Arrival
    outcome: Outcome


def look(
    work: Workspace, place: Path, *, drive: Drive | None = None, progress: Progress | None = None
) -> Looked:
    """The dry run: every package for us in a stick or folder, or the one file `place`.

    Nothing is taken. From a folder, packages taken before are passed over, and a broken one does
    not hinder the others; a single file's refusal is raised.
    """
    devices.root(work)
    watch = progress or Silent()
    if place.is_file():
        return Looked((_opened(work, place.name, _read(place)),), (), 0)
    seen = _seen(work)

    def wanted(header: Header) -> bool:
        mine = header.device == work.database.device
        known = header.number <= seen.get(header.device, 0)
        return header.concerns(work.database.office) and not mine and not known

    arrivals: list[Arrival] = []
    with tempfile.TemporaryDirectory() as inbox:
        found = stick.collect(place, Path(inbox), wanted, drive or Drive())
        refused = list(found.refused)
        watch.start("Memeriksa paket", len(found.packages))
        for one in found.packages:
            name = one.path.stem[:-9] + ".kkx"
            try:
                arrivals.append(_opened(work, name, one.path.read_bytes()))
            except Refused as refusal:
                refused.append((name, refusal))
            watch.step()
    return Looked(tuple(arrivals), tuple(refused), found.others)


def take(
    work: Workspace,
    looked: Looked,
    passphrase: str | None = None,
    *,
    take_back: bool = False,
    progress: Progress | None = None,
) -> tuple[Taken, ...]:
    """Take in what `look` found, each package wholly or not at all, and log what was refused.

    `passphrase`: of the root key, needed when a device sends its first package (KK-353 without).
    `take_back`: a person agreed that the centre takes its own data back (rule 6).
    """
    watch = progress or Silent()
    if looked.newcomers and passphrase is None:
        who = looked.newcomers[0]
        raise Refused("KK-353", sender=who.office.name, letters=who.letters)
    for name, refusal in looked.refused:
        receipts.log_refused(work, name, refusal)
    done: list[Taken] = []
    watch.start("Menyimpan paket", len(looked.arrivals))
    for arrival in looked.arrivals:
        if arrival.newcomer:
            enrolment.admit(work, arrival.newcomer, passphrase or "")
        elif arrival.certificate is not None:
            enrolment.remember(work, arrival.certificate)
        sender = _with_back(work, arrival.sender) if take_back else arrival.sender
        outcome = merging.take(work.database, arrival.parts, sender, arrival.name)
        receipts.confirm(work, arrival.parts, sender)
        enrolment.settle(work)
        done.append(Taken(arrival, outcome))
        watch.step()
    return tuple(done)


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise Refused("KK-304") from error


def _seen(work: Workspace) -> dict[bytes, int]:
    with work.database.read() as connection:
        return vectors.seen(vectors.raw_of(connection))


def _opened(work: Workspace, name: str, data: bytes) -> Arrival:
    """Signature, then certificate, then decryption, then the dry run."""
    mine = work.database.office
    header = package.inspect(data)
    if not header.concerns(mine):
        raise Refused("KK-311", office=header.recipient_name)
    sender = _certified(work, header)
    device = offices.device_key(work.database)
    _, content = package.open_package(data, [device.identity], mine=mine, schema=SCHEMA)
    newcomer = None if sender else enrolment.newcomer(work, header, content.joining)
    sender = sender or Sender(header.device, header.sender_name, "office", header.sender)
    about = header.partition(devices.centre(work).id)
    parts = payload.to_parts(content, office=about, number=header.number, schema=header.schema)
    return Arrival(
        name=name,
        number=header.number,
        written=header.created_at,
        sender=sender,
        office=Party(header.sender, devices.party(work, header.sender).code, header.sender_name),
        parts=parts,
        certificate=header.certificate if work.database.centre else None,
        newcomer=newcomer,
        outcome=merging.preview(work.database, parts, sender, name),
        behind=_behind(work, parts),
    )


def _certified(work: Workspace, header: Header) -> Sender | None:
    """Whom the certificate names: the package's own, or the one kept here; None without either."""
    if header.certificate is not None:
        claims = package.certified(header, devices.root(work)).claims
        return Sender(claims.device, header.sender_name, claims.role, claims.office)
    kept = next((d for d in devices.listed(work) if d.device == header.device), None)
    if kept is None:
        return None
    certificates.verify(certificates.read(kept.body), devices.root(work))
    if kept.office != header.sender:
        raise Refused("KK-321")
    return Sender(kept.device, header.sender_name, kept.role, kept.office)


def _behind(work: Workspace, parts: Parts) -> bool:
    if not work.database.centre:
        return False
    theirs = [p for p in parts.streams if not p.stream.endswith("/o")]
    with work.database.read() as connection:
        raw = vectors.raw_of(connection)
        return any(not covers(vectors.load(raw, p.stream), p.vector) for p in theirs)


def _with_back(work: Workspace, sender: Sender) -> Sender:
    centre = frozenset(d.device for d in devices.listed(work) if d.role == "centre")
    return replace(sender, take_back=True, centre_devices=centre)
