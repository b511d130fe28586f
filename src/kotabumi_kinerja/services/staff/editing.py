"""Single edits of a person, a new person by hand, and what SIASN says beyond our own fields."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip, parse_sex, show_nip
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.domain.positions import read_position
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.services.career_values import refuse_wrong_rank, stored, typed
from kotabumi_kinerja.services.staff.storing import key_for, revive
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.siasn import FIELD_OF, HEADINGS
from kotabumi_kinerja.store.schema import employment, person, person_now

PERSON_FIELDS: Final[Mapping[str, str]] = {
    "nip": "NIP",
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
    "education_level": "pendidikan",
    "education": "jurusan",
    "graduated": "tahun lulus",
}
EMPLOYMENT_FIELDS: Final[Mapping[str, str]] = {
    "status": "status",
    "standing": "kedudukan hukum",
    "service_since": "TMT CPNS",
    "golongan": "golongan",
    "golongan_since": "TMT golongan",
    "post": "jabatan",
    "post_kind": "jenis jabatan",
    "post_since": "TMT jabatan",
    "unit": "unit",
    "eselon": "eselon",
    "contract_since": "awal kontrak",
    "contract_until": "akhir kontrak",
    "contract_number": "nomor kontrak",
}
"""Fields and the words of the undo step. Those of employment are put right on the latest line."""


def edit(work: Workspace, key: Id, field: str, value: str) -> None:
    """Change one field of a person, as one step that can be undone.

    Refused with the field's own reason (date, sex, golongan), KK-147 for an unknown field,
    KK-115 for an empty name, KK-148 for another person's NIP.
    """
    field = "unit" if field == "unit_name" else field
    label = PERSON_FIELDS.get(field) or EMPLOYMENT_FIELDS.get(field)
    if label is None:
        raise Refused("KK-147", field=field)
    name = _name(work, key)
    office = work.database.office
    if field in PERSON_FIELDS:
        written = personal(work, key, field, clean_name(value))
        with work.database.change(f"ubah {label} {name}") as connection:
            connection.execute(
                update(person).where(person.c.office == office, person.c.id == key).values(written)
            )
        return
    with work.database.change(f"ubah {label} {name}") as connection:
        _put_right(connection, work, key, typed(connection, work, {field: value}))


def add(work: Workspace, nip: str, name: str, post: str = "", status: str = "PNS") -> Id:
    """A new person by hand. Refused for the NIP's reasons, KK-148 when it is known already."""
    digits = parse_nip(nip)
    clean = clean_name(name)
    if not clean:
        raise Refused("KK-115", nip=show_nip(digits))
    _refuse_known(work, digits.digits)
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


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One thing that SIASN says and the program keeps as it stands, by its heading."""

    heading: str
    title: str
    value: str


_OURS: Final = frozenset(
    {
        "nip", "name", "front", "back", "birthplace", "born", "sex", "nik", "phone", "email",
        "address", "legal_standing", "golongan_id", "golongan_name", "golongan_tmt", "cpns_tmt",
        "post", "post_tmt", "education_level", "education", "graduation_year", "unit", "eselon",
        "employee_kind", "status_code", "position_kind", "position_kind_id",
    }
)  # fmt: skip
"""Fields of the export that the register has columns for; the rest stays in `person.source`."""

SOURCE_HEADINGS: Final = tuple(h for h in HEADINGS if FIELD_OF.get(h) not in _OURS)
_TITLES: Final[Mapping[str, str]] = {
    "AGAMA NAMA": "Agama",
    "JENIS KAWIN NAMA": "Status kawin",
    "NPWP NOMOR": "NPWP",
    "BPJS": "BPJS",
    "KARTU ASN VIRTUAL": "Karpeg / kartu ASN",
    "NIP LAMA": "NIP lama",
    "EMAIL GOV": "Email dinas",
    "KPKN NAMA": "KPKN",
    "LOKASI KERJA NAMA": "Lokasi kerja",
    "NAMA SEKOLAH": "Nama sekolah",
    "MK TAHUN": "Masa kerja, tahun",
    "MK BULAN": "Masa kerja, bulan",
    "GOL AWAL NAMA": "Golongan awal",
}


def source_facts(work: Workspace, key: Id) -> list[SourceFact]:
    """Everything SIASN said that has no column here, filled or not; the plain ones first."""
    source = _source(work, key)
    other = [h for h in source if h not in FIELD_OF and h not in HEADINGS]
    order = list(dict.fromkeys((*_TITLES, *SOURCE_HEADINGS, *other)))
    return [SourceFact(h, _TITLES.get(h) or _plain(h), source.get(h, "")) for h in order]


def edit_source(work: Workspace, key: Id, heading: str, value: str) -> None:
    """Change what is kept under one heading, as one step. Refused KK-147 for our own fields."""
    source = _source(work, key)
    ours = FIELD_OF.get(heading) in _OURS
    if ours or (heading not in HEADINGS and heading not in source):
        raise Refused("KK-147", field=heading)
    clean = clean_name(value)
    kept = {h: v for h, v in source.items() if h != heading} | ({heading: clean} if clean else {})
    with work.database.change(f"ubah {_TITLES.get(heading, heading)} {_name(work, key)}") as tx:
        tx.execute(
            update(person)
            .where(person.c.office == work.database.office, person.c.id == key)
            .values(source=json.dumps(kept, ensure_ascii=False))
        )


def _plain(heading: str) -> str:
    words = heading.lower().removesuffix(" nama").replace(" id", " (kode)")
    for word in ("sk", "tmt", "cpns", "pns", "nik", "ikd", "unor"):
        words = " ".join(w.upper() if w == word else w for w in words.split())
    return words[:1].upper() + words[1:]


def _source(work: Workspace, key: Id) -> dict[str, str]:
    p = person.c
    with work.database.read() as connection:
        text = connection.scalar(
            select(p.source).where(p.office == work.database.office, p.id == key)
        )
    return json.loads(text) if text else {}


def personal(work: Workspace, key: Id, field: str, text: str) -> dict[str, object]:
    """The columns that a typed personal field stands for; refused as `edit` refuses it."""
    if field == "nip":
        nip = parse_nip(text)
        _refuse_known(work, nip.digits, key)
        return {"nip": nip.digits, "nip_kind": nip.kind.value}
    if field == "name" and not text:
        raise Refused("KK-115", nip="ini")
    if field == "born":
        return {field: parse_date(text) if text else None}
    if field == "sex":
        return {field: parse_sex(text).value if text else None}
    if field == "graduated":
        return {field: int(text) if text.isdecimal() else None}
    return {field: text}


def _put_right(connection: Connection, work: Workspace, key: Id, values: Mapping[str, Any]) -> None:
    """Write on the latest line; somebody without any gets the first, from today."""
    office, e, n = work.database.office, employment.c, person_now.c
    line = connection.scalar(select(n.employment_id).where(n.office == office, n.id == key))
    if line is None:
        connection.execute(
            insert(employment).values(
                office=office, id=new_id(), person_id=key, since=work.today(), **stored(values)
            )
        )
        return
    where = (e.office == office, e.id == line)
    held = connection.execute(select(employment).where(*where)).mappings().one()
    refuse_wrong_rank(dict(held) | dict(values))
    connection.execute(update(employment).where(*where).values(stored(values)))


def _refuse_known(work: Workspace, nip: str, but: Id | None = None) -> None:
    n = person_now.c
    with work.database.read() as connection:
        known = connection.execute(
            select(n.name, n.id).where(n.office == work.database.office, n.nip == nip)
        ).first()
    if known is not None and known.id != but:
        raise Refused("KK-148", name=known.name, nip=show_nip(nip))


def _name(work: Workspace, key: Id) -> str:
    p = person.c
    with work.database.read() as connection:
        name = connection.scalar(
            select(p.name).where(p.office == work.database.office, p.id == key)
        )
    if name is None:
        raise Refused("KK-146", nip=key.hex())
    return name
