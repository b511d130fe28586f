"""Judges one row of a SIASN export by the rules of identity, rank and post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import msgspec

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import check_nip, parse_nip, parse_sex, show_nip
from kotabumi_kinerja.domain.names import clean_name, title_name
from kotabumi_kinerja.domain.positions import read_position
from kotabumi_kinerja.domain.ranks import Golongan, parse_golongan
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.staff import read_status
from kotabumi_kinerja.spreadsheets.siasn import StaffRecord


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that may be taken in: values for `person` and for `employment`, and what to note."""

    nip: str
    name: str
    person: Mapping[str, object]
    employment: Mapping[str, object]
    unit: str
    findings: tuple[Finding, ...]

    def shown(self) -> dict[str, str]:
        """The fields that a later import compares, by the word users read."""
        return shown(self.person, self.employment)


def shown(person: Mapping[str, object], employment: Mapping[str, object]) -> dict[str, str]:
    """Fields to compare, as text: an import of the same workbook shows no difference."""
    values = {
        "Nama": person["name"],
        "Gelar depan": person["front"],
        "Gelar belakang": person["back"],
        "Tanggal lahir": person["born"],
        "Tempat lahir": person["birthplace"],
        "Jenis kelamin": person["sex"],
        "NIK": person["nik"],
        "Nomor HP": person["phone"],
        "Email": person["email"],
        "Alamat": person["address"],
        "Pendidikan": person["education_level"],
        "Status": employment["status"],
        "Kedudukan hukum": employment["standing"],
        "Golongan": employment["golongan"],
        "TMT golongan": employment["golongan_since"],
        "Jabatan": employment["post"],
        "TMT jabatan": employment["post_since"],
        "Unit": employment["unit_name"],
    }
    return {k: show_date(v) if isinstance(v, date) else str(v or "") for k, v in values.items()}


class Judge:
    """Judges the rows of one import. What many rows share (posts, units, ranks) is read once."""

    def __init__(self, rules: RuleBook, today: date) -> None:
        self._today = today
        self._position = cache(partial(read_position, rules=rules, on=today))
        self._unit = cache(unit_name)
        self._golongan = cache(parse_golongan)
        self._day = cache(_day)

    def judge(self, record: StaffRecord) -> Judged:
        """The row as values, with warnings; Refused with the reason when it cannot be taken in."""
        if record.nip_was_number:
            raise Refused(
                "KK-122",
                where=f"baris {record.row}",
                advice="Isi lagi NIP sebagai teks dari sumbernya.",
            )
        nip = parse_nip(record.nip)
        name = title_name(record.name)
        if not name:
            raise Refused("KK-115", nip=show_nip(nip))
        born = parse_date(record.born) if record.born else nip.born
        said = parse_sex(record.sex) if record.sex else None
        sex = nip.sex or said
        status = read_status(record.employee_kind, record.status_code, record.legal_standing)
        golongan, notes = self._rank(record)
        position = self._position(clean_name(record.post), record.position_kind)
        days = [self._day(d) for d in (record.post_tmt, record.golongan_tmt, record.cpns_tmt)]
        person: dict[str, object] = {
            "nip": nip.digits,
            "nip_kind": nip.kind.value,
            "nik": "" if record.nik_was_number else record.nik,
            "name": name,
            "front": record.front,
            "back": record.back,
            "born": born,
            "birthplace": record.birthplace,
            "sex": sex.value if sex else None,
            "phone": record.phone,
            "email": record.email or record.email_gov,
            "address": record.address,
            "education_level": record.education_level,
            "education": record.education,
            "graduated": int(record.graduation_year)
            if record.graduation_year.isdecimal()
            else None,
            "source": msgspec.json.encode(record.by_heading()).decode(),
        }
        employment: dict[str, object] = {
            "since": max((d for d in days if d), default=self._today),
            "status": status.value,
            "standing": record.legal_standing,
            "golongan": golongan.code if golongan else "",
            "golongan_since": days[1],
            "service_since": days[2],
            "post": position.post,
            "post_kind": position.kind.value if position.kind else None,
            "jenjang": position.jenjang.value if position.jenjang else None,
            "post_since": days[0],
            "unit_name": self._unit(record.unit),
        }
        findings = (*check_nip(nip, born, said or sex, name), *notes)
        return Judged(nip.digits, name, person, employment, self._unit(record.unit), findings)

    def _rank(self, record: StaffRecord) -> tuple[Golongan | None, tuple[Finding, ...]]:
        """The SIASN id is a machine's; where a typed name differs, the id holds and we say so."""
        by_id = self._golongan(record.golongan_id) if record.golongan_id else None
        by_name = self._golongan(record.golongan_name) if record.golongan_name else None
        if by_id is None or by_name is None or by_id == by_name:
            return by_id or by_name, ()
        fields = {
            "name": title_name(record.name),
            "typed": record.golongan_name,
            "used": by_id.code,
        }
        return by_id, (Finding(Severity.NOTE, "KK-116", fields),)


def unit_name(text: str) -> str:
    """A unit in capitals in readable case: 'Dinas Penanaman Modal dan Pelayanan Terpadu'."""
    words = title_name(text).split(" ")
    return " ".join(w.lower() if w in {"Dan", "Atau", "Serta"} else w for w in words)


def _day(text: str) -> date | None:
    return parse_date(text) if text else None
