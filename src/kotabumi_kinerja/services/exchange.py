"""Export: everything the other side has not confirmed, in one package on a stick."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kotabumi_kinerja import __version__
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.streams import Parts
from kotabumi_kinerja.exchange import keys, naming, package, payload, stick
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.exchange.payload import Payload
from kotabumi_kinerja.messages.exchange import CONTENT
from kotabumi_kinerja.services import devices, enrolment, offices, receipts
from kotabumi_kinerja.services.devices import Party
from kotabumi_kinerja.services.receipts import Line
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import sending
from kotabumi_kinerja.store.opening import SCHEMA


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that lies whole on the stick: 'aman dicabut'.

    `counts`: rows by table. `letters`: of this PC's key, to compare by phone; '' once certified.
    """

    path: Path
    number: int
    size: int
    partner: Party
    counts: dict[str, int]
    letters: str


def export(work: Workspace, to: Path, office: str = "", *, drive: Drive | None = None) -> Sent:
    """The next package, written to the stick or folder `to`; the centre names the `office`.

    It carries everything that the other side has not confirmed. Nothing here changes but the
    package number and the log. Refused: KK-351, 352, 355, and the stick's KK-302 to 309.
    """
    partner = devices.partner(work, office)
    centre = devices.centre(work)
    about = partner.id if work.database.centre else work.database.office
    device = offices.device_key(work.database)
    parts, content = _content(work, about)
    header = _header(work, partner, parts.number)
    readers = [d.recipient for d in devices.concerned(work, about)]
    readers += [device.public.recipient, devices.recovery_recipient(work)]
    data = package.write(content, header, readers, device)
    codes = (devices.own(work).code, partner.code or centre.code)
    name = naming.package_name(*codes, header.replica, header.number)
    counts = payload.counts(content)
    values = sum(len(table.ids) for part in parts.streams for table in part.tables)
    cover = _cover(header, counts)
    line = Line(header.number, name, values)
    try:
        delivered = _deliver(data, line, cover, to, drive or Drive())
    except Refused:
        receipts.log_out(work, partner.id, line, receipts.FAILED)
        raise
    receipts.log_out(work, partner.id, line, receipts.SENT)
    letters = keys.fingerprint(device.public.sign) if content.joining else ""
    return Sent(delivered.path, header.number, delivered.size, partner, counts, letters)


def _content(work: Workspace, about: Id) -> tuple[Parts, Payload]:
    addressees = [d.addressee for d in devices.concerned(work, about)]
    proof = enrolment.joining(work)
    parts = sending.compose(work.database, about, addressees)
    return parts, msgspec.structs.replace(payload.from_parts(parts), joining=proof)


def _header(work: Workspace, partner: Party, number: int) -> Header:
    me = devices.own(work)
    certificate = devices.mine(work)
    with work.database.local() as connection:
        author = work.database.replica(connection)
    return Header(
        device=work.database.device,
        certificate=certificate.body if certificate else None,
        replica=author,
        number=number,
        sender=me.id,
        sender_name=me.name,
        recipient=partner.id,
        recipient_name=partner.name,
        program=__version__,
        schema=SCHEMA,
        created_at=work.database.clock().astimezone(),
    )


def _cover(header: Header, counts: dict[str, int]) -> str:
    words = {CONTENT[table]: count for table, count in counts.items() if table in CONTENT}
    return naming.cover_text(header, words)


def _deliver(data: bytes, line: Line, cover: str, to: Path, drive: Drive) -> stick.Delivered:
    with tempfile.TemporaryDirectory() as workshop:
        built = stick.build(data, line.name, Path(workshop), drive)
        return stick.deliver(built, cover, line.number, to, drive)
