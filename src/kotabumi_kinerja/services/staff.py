"""The staff register: lists by page, one person's record, single edits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding
from kotabumi_kinerja.domain.identity import Sex, check_nip, parse_nip, parse_sex, show_nip
from kotabumi_kinerja.domain.ids import Id, new_id, person_id
from kotabumi_kinerja.domain.names import clean_name, full_name
from kotabumi_kinerja.domain.positions import read_position
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.staff import Retirement, Status, age, retirement
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import paging
from kotabumi_kinerja.store.schema import employment, person, person_now
from kotabumi_kinerja.store.search import matching

CHIPS: Final = ("PNS", "PPPK", "no_rater", "contract")
CONTRACT_WARNING_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the staff list."""

    id: Id
    anchor: Anchor
    nip: str
    name: str
    full_name: str
    status: str
    golongan: str
    post: str
    unit: str
    rater: str


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


class StaffList:
    """The list's rows by page, for `ui.table_model` and for export."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def count(self, query: Query) -> int:
        """How many rows `query` finds."""
        with self._work.database.read() as connection:
            rows = select(func.count()).select_from(person_now).where(*self._where(query))
            return int(connection.scalar(rows) or 0)

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[StaffRow]:
        """Rows behind the anchor, in the order of the query."""
        statement = paging.page(
            select(person_now).where(*self._where(query)),
            _order(query),
            after,
            skip,
            size,
            descending=query.descending,
        )
        with self._work.database.read() as connection:
            return [_row(r, query) for r in connection.execute(statement)]

    def place(self, query: Query, id: Id) -> int | None:  # noqa: A002  # the word of the house
        """How many rows stand before this person."""
        with self._work.database.read() as connection:
            found = connection.execute(
                select(person_now).where(*self._where(query), person_now.c.id == id)
            ).first()
            if found is None:
                return None
            rows = select(person_now).where(*self._where(query))
            anchor = _row(found, query).anchor
            statement = paging.place(rows, _order(query), anchor, descending=query.descending)
            return int(connection.scalar(statement) or 0)

    def chips(self, query: Query) -> Mapping[str, int]:
        """Counts for the filter chips under the present text."""
        plain = Query(query.text, scope=query.scope)
        counts = {"": self.count(plain)}
        for chip in CHIPS:
            counts[chip] = self.count(Query(query.text, chip=chip, scope=query.scope))
        return counts

    def _where(self, query: Query) -> list[ColumnElement[bool]]:
        p = person_now.c
        where: list[ColumnElement[bool]] = [p.office == self._work.database.office]
        if query.text.strip():
            where.append(matching(query.text))
        if query.chip == "PNS":
            where.append(p.status.in_(("PNS", "CPNS")))
        elif query.chip == "PPPK":
            where.append(p.status.in_(("PPPK", "PPPK_PW")))
        elif query.chip == "no_rater":
            where.append(p.rater_id.is_(None))
        elif query.chip == "contract":
            where.append(p.employment_id.in_(_ending(self._work)))
        return where


def find(work: Workspace, text: str = "") -> list[StaffRow]:
    """Everybody matching `text`, by name."""
    return list(StaffList(work).page(Query(text), None, 0, 1_000_000))


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
    key, office = person_id(digits.digits), work.database.office
    position = read_position(clean_name(post), "", work.rules, work.today())
    with work.database.change(f"tambah pegawai {clean}") as connection:
        taken = connection.scalar(select(person.c.id).where(person.c.id == key))
        key = new_id() if taken else key
        connection.execute(
            insert(person).values(
                office=office,
                id=key,
                nip=digits.digits,
                nip_kind=digits.kind.value,
                name=clean,
                born=digits.born,
                sex=digits.sex.value if digits.sex else None,
            )
        )
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


def _order(query: Query) -> list[ColumnElement[Any]]:
    p = person_now.c
    column = {
        "nip": p.nip,
        "status": p.status,
        "golongan": p.golongan,
        "post": p.post,
        "unit": p.unit_name,
        "rater": p.rater_name,
    }.get(query.sort)
    return [p.name, p.id] if column is None else [column, p.name, p.id]


def _row(row: Row[Any], query: Query) -> StaffRow:
    name = {"unit": "unit_name", "rater": "rater_name"}.get(query.sort, query.sort)
    sort = (getattr(row, name),) if name in {c.key for c in _order(query)} - {"name", "id"} else ()
    return StaffRow(
        row.id,
        (*sort, row.name, row.id),
        row.nip,
        row.name,
        full_name(row.front, row.name, row.back),
        row.status or "",
        row.golongan,
        row.post,
        row.unit_name,
        row.rater_name,
    )


def _ending(work: Workspace) -> Select[Any]:
    """Employments whose contract ends soon or has ended."""
    last = date.fromordinal(work.today().toordinal() + CONTRACT_WARNING_DAYS)
    return select(employment.c.id).where(
        employment.c.contract_until.is_not(None), employment.c.contract_until <= last
    )


def _record(work: Workspace, who: Row[Any], now: Row[Any], held: Row[Any] | None) -> StaffRecord:
    today = work.today()
    position = read_position(now.post, "", work.rules, today)
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
