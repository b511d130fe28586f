"""The staff register: one person's record and career, single edits, a new person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, insert, select, update

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding
from kotabumi_kinerja.domain.identity import Sex, check_nip, parse_nip, parse_sex, show_nip
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name, full_name
from kotabumi_kinerja.domain.positions import read_position
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.staff import Retirement, Status, age, retirement
from kotabumi_kinerja.services import posts
from kotabumi_kinerja.services.staff_store import key_for, revive
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, official, person, person_now, rater


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
        yield "Unit", self.unit or "–"
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


PERSON_FIELDS: Final = ("name", "front", "back", "nik", "birthplace", "phone", "email", "address")
EMPLOYMENT_FIELDS: Final = ("post", "standing", "unit_name")


def edit(work: Workspace, key: Id, field: str, value: str) -> None:
    """Change one field of a person, as one step that can be undone.

    Refused with the field's own reason (date, sex, golongan), KK-147 for an unknown field.
    """
    present = record(work, key)
    column, typed = _typed(work, field, value)
    in_person = column in person.c and field not in EMPLOYMENT_FIELDS
    table = person if in_person else employment
    with work.database.change(f"ubah {_LABEL.get(field, field)} {present.name}") as connection:
        where = [table.c.office == work.database.office]
        if in_person:
            where.append(table.c.id == key)
        else:
            where.append(
                table.c.id
                == select(person_now.c.employment_id)
                .where(person_now.c.office == work.database.office, person_now.c.id == key)
                .scalar_subquery()
            )
        connection.execute(update(table).where(*where).values(typed))


def add(work: Workspace, nip: str, name: str, post: str = "", status: str = "PNS") -> Id:
    """A new person by hand. Refused for the NIP's reasons, KK-148 when it is known already."""
    digits = parse_nip(nip)
    clean = clean_name(name)
    if not clean:
        raise Refused("KK-115", nip=show_nip(digits))
    with work.database.read() as connection:
        known = connection.scalar(
            select(person_now.c.name).where(person_now.c.nip == digits.digits)
        )
    if known is not None:
        raise Refused("KK-148", name=known, nip=show_nip(digits))
    office = work.database.office
    position = read_position(clean_name(post), "", work.rules, work.today())
    with work.database.change(f"tambah pegawai {clean}") as connection:
        key, again = key_for(connection, office, digits.digits)
        values: dict[str, object] = {
            "nip": digits.digits,
            "nip_kind": digits.kind.value,
            "name": clean,
            "born": digits.born,
            "sex": digits.sex.value if digits.sex else None,
        }
        if again:
            revive(connection, office, key, values)
        else:
            connection.execute(insert(person).values(office=office, id=key, **values))
        connection.execute(
            insert(employment).values(
                office=office,
                id=new_id(),
                person_id=key,
                since=work.today(),
                status=Status(status).value,
                post=position.post,
                post_kind=position.kind.value if position.kind else None,
                jenjang=position.jenjang.value if position.jenjang else None,
            )
        )
    return key


_LABEL: Final = {
    "name": "nama",
    "front": "gelar depan",
    "back": "gelar belakang",
    "nik": "NIK",
    "born": "tanggal lahir",
    "birthplace": "tempat lahir",
    "sex": "jenis kelamin",
    "phone": "nomor HP",
    "email": "email",
    "address": "alamat",
    "post": "jabatan",
    "standing": "kedudukan hukum",
    "unit_name": "unit",
    "golongan": "golongan",
    "contract_until": "akhir kontrak",
}


def _typed(work: Workspace, field: str, value: str) -> tuple[str, dict[str, object]]:
    """The column written and the values of its group that belong together."""
    if field == "born":
        return field, {field: parse_date(value) if value.strip() else None}
    if field == "sex":
        return field, {field: parse_sex(value).value if value.strip() else None}
    if field == "golongan":
        return field, {field: parse_golongan(value).code if value.strip() else ""}
    if field == "contract_until":
        return field, {field: parse_date(value) if value.strip() else None}
    if field == "post":
        position = read_position(clean_name(value), "", work.rules, work.today())
        return field, {
            "post": position.post,
            "post_kind": position.kind.value if position.kind else None,
            "jenjang": position.jenjang.value if position.jenjang else None,
        }
    if field in PERSON_FIELDS or field in EMPLOYMENT_FIELDS:
        return field, {field: clean_name(value)}
    raise Refused("KK-147", field=field)


def _record(work: Workspace, who: Row[Any], now: Row[Any], held: Row[Any] | None) -> StaffRecord:
    today = work.today()
    position = posts.held(now.post, now.post_kind, work.rules, today)
    golongan = parse_golongan(now.golongan) if now.golongan else None
    sex = Sex(who.sex) if who.sex else None
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
        findings=tuple(check_nip(parse_nip(who.nip), who.born, sex, who.name)),
    )


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated fact of a career; the newest come first."""

    day: date
    what: str
    more: str


def milestones(work: Workspace, key: Id) -> list[Milestone]:
    """Appointment, ranks, posts and raters of a person, newest first."""
    office = work.database.office
    with work.database.read() as connection:
        held = connection.execute(
            select(employment).where(
                employment.c.office == office,
                employment.c.person_id == key,
                employment.c.gone == "",
            )
        ).all()
        rated = connection.execute(
            select(rater.c.since, rater.c.kind, official.c.name, official.c.post)
            .join(
                official,
                (official.c.office == rater.c.office) & (official.c.id == rater.c.official_id),
            )
            .where(rater.c.office == office, rater.c.person_id == key, rater.c.gone == "")
        ).all()
    found = {
        Milestone(day, what, more)
        for row in held
        for day, what, more in (
            (row.post_since, f"Jabatan: {row.post}", row.unit_name),
            (row.golongan_since, f"Golongan {row.golongan}", ""),
            (row.service_since, "Mulai bekerja sebagai ASN", ""),
        )
        if day is not None
    }
    found |= {Milestone(r.since, f"Penilai: {r.name}", r.post) for r in rated}
    return sorted(found, key=lambda m: (m.day, m.what), reverse=True)
