"""One person's record as it stands today; the past is in `career`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, select

from kotabumi_kinerja.domain.career import Leaving
from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding
from kotabumi_kinerja.domain.identity import parse_nip, show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.staff import Retirement, Status, age, retirement, service
from kotabumi_kinerja.services import posts
from kotabumi_kinerja.services.staff.findings import Numbers, findings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, person, person_now


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """One person as the record shows it; None is 'belum diisi'."""

    id: Id
    nip: str
    name: str
    front: str
    back: str
    nik: str
    born: date | None
    birthplace: str
    sex: str | None
    phone: str
    email: str
    address: str
    education_level: str
    status: Status | None
    standing: str
    golongan: str
    rank: str
    golongan_since: date | None
    post: str
    post_since: date | None
    unit: str
    contract_until: date | None
    age: int | None
    retirement: Retirement | None
    rater: str
    centre_note: str
    findings: tuple[Finding, ...]
    eselon: str
    service_since: date | None
    service: tuple[int, int] | None
    contract_since: date | None
    contract_number: str
    education: str
    graduated: int | None
    since: date | None
    leaving: Leaving | None
    left: bool
    decree: str

    @property
    def service_words(self) -> str:
        """'12 tahun 3 bulan'; '' when the appointment is not recorded."""
        return f"{self.service[0]} tahun {self.service[1]} bulan" if self.service else ""

    @property
    def full_name(self) -> str:
        """With degrees."""
        return full_name(self.front, self.name, self.back)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Label and value for reading."""
        yield "Nama", self.full_name
        yield "NIP", show_nip(self.nip)
        yield "NIK", self.nik or "–"
        born = show_date(self.born) if self.born else "–"
        yield "Lahir", f"{self.birthplace or '–'}, {born}"
        yield "Status", f"{self.status.label if self.status else '–'} ({self.standing or '–'})"
        yield "Pangkat/golongan", self.rank
        yield "Jabatan", self.post or "–"
        yield "Eselon", self.eselon or "–"
        yield "Unit", self.unit or "–"
        yield "Masa kerja", self.service_words or "–"
        if self.leaving and self.since:
            yield "Keluar", f"{self.leaving.label} sejak {show_date(self.since)}"
        yield "Penilai", self.rater or "Belum ada"
        yield "Pensiun", show_date(self.retirement.day) if self.retirement else "–"


def record(work: Workspace, key: Id) -> StaffRecord:
    """One person. Refused KK-146 when there is none."""
    office = work.database.office
    with work.database.read() as connection:
        now = connection.execute(
            select(person_now).where(person_now.c.office == office, person_now.c.id == key)
        ).first()
        if now is None:
            raise Refused("KK-146", nip=key.hex())
        who = connection.execute(
            select(person).where(person.c.office == office, person.c.id == key)
        ).one()
        held = connection.execute(
            select(employment).where(
                employment.c.office == office, employment.c.id == now.employment_id
            )
        ).first()
    return _record(work, who, now, held)


def by_nip(work: Workspace, nip: str) -> StaffRecord:
    """The person with this NIP. Refused KK-146 when there is none."""
    return record(work, id_of(work, nip))


def id_of(work: Workspace, nip: str) -> Id:
    """The row's id for a NIP of 18 digits. Refused KK-146 when nobody here has it."""
    with work.database.read() as connection:
        key = connection.scalar(
            select(person_now.c.id).where(
                person_now.c.office == work.database.office, person_now.c.nip == nip
            )
        )
    if key is None:
        raise Refused("KK-146", nip=show_nip(nip))
    return key


_BETWEEN: Final = str.maketrans("", "", " .-'")
"""What people write between the digits of a NIP."""


def typed(work: Workspace, nip: str) -> Id:
    """The row's id for a NIP as somebody types it; one that is ruined is found as it stands.

    Refused as by `parse_nip`, KK-146 when nobody here has it.
    """
    plain = nip.translate(_BETWEEN)
    n = person_now.c
    asked = select(n.id).where(n.office == work.database.office, n.nip == plain, n.nip != "")
    with work.database.read() as connection:
        key = connection.scalar(asked)
    return key or id_of(work, parse_nip(nip).digits)


def _record(work: Workspace, who: Row[Any], now: Row[Any], held: Row[Any] | None) -> StaffRecord:
    today = work.today()
    position = posts.held(now.post, now.post_kind, work.rules, today, now.eselon)
    leaving = Leaving(now.leaving) if now.leaving else None
    began = (held.service_since or held.contract_since) if held else None
    golongan = parse_golongan(now.golongan) if now.golongan else None
    return StaffRecord(
        id=who.id,
        nip=who.nip,
        name=who.name,
        front=who.front,
        back=who.back,
        nik=who.nik,
        born=who.born,
        birthplace=who.birthplace,
        sex=who.sex,
        phone=who.phone,
        email=who.email,
        address=who.address,
        education_level=who.education_level,
        status=Status(now.status) if now.status else None,
        standing=now.standing,
        golongan=now.golongan,
        rank=show_rank(golongan, work.rules, today),
        golongan_since=held.golongan_since if held else None,
        post=now.post,
        post_since=held.post_since if held else None,
        unit=now.unit_name,
        contract_until=held.contract_until if held else None,
        age=age(who.born, today) if who.born else None,
        retirement=retirement(who.born, position, work.rules, today) if who.born else None,
        rater=now.rater_name,
        centre_note=who.centre_note,
        findings=findings(Numbers(who.name, who.nip, who.nik, who.born, who.sex, began)),
        eselon=now.eselon or "",
        service_since=held.service_since if held else None,
        service=service(began, today) if began else None,
        contract_since=held.contract_since if held else None,
        contract_number=held.contract_number if held else "",
        education=who.education,
        graduated=who.graduated,
        since=now.since,
        leaving=leaving,
        left=leaving is not None and now.since <= today,
        decree=held.decree if held else "",
    )
