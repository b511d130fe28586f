"""Employment status, age, service and the day of retirement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kotabumi_kinerja.domain.dates import add_years
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.positions import Jenjang, Position, PositionKind
from kotabumi_kinerja.domain.rules import RuleBook, RuleTable


class Status(StrEnum):
    """Status kepegawaian. NON_ASN only rates others (the Bupati)."""

    CPNS = "CPNS"
    PNS = "PNS"
    PPPK = "PPPK"
    PPPK_PW = "PPPK_PW"
    NON_ASN = "NON_ASN"

    @property
    def label(self) -> str:
        """The words users read."""
        return {"PPPK_PW": "PPPK Paruh Waktu", "NON_ASN": "Non ASN"}.get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Retirement:
    """The retirement age in years, the first day of retirement, and where that comes from."""

    age: int
    day: date
    source: str
    note: str


def read_status(staff_kind: str, cpns_pns: str = "", standing: str = "") -> Status:
    """Status from SIASN's JENIS PEGAWAI NAMA, STATUS CPNS PNS and KEDUDUKAN HUKUM NAMA.

    Refuses KK-114 when the words name none.
    """
    words = f" {staff_kind} {standing} ".casefold().replace("_", " ")
    if "pppk" in words or "perjanjian kerja" in words:
        return Status.PPPK_PW if "paruh waktu" in words else Status.PPPK
    mark = cpns_pns.strip().casefold()
    if "cpns" in words or mark in {"c", "cpns"}:
        return Status.CPNS
    if "pns" in words or mark in {"p", "pns"}:
        return Status.PNS
    if "non asn" in words or "pejabat negara" in words:
        return Status.NON_ASN
    raise Refused("KK-114", text=staff_kind.strip())


def parse_status(text: str) -> Status:
    """Read a status by its code or its words; refuses KK-114."""
    word = text.strip().casefold()
    for status in Status:
        if word in {status.value.casefold(), status.label.casefold()}:
            return status
    raise Refused("KK-114", text=text.strip())


def age(born: date, on: date) -> int:
    """Full years of age on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def service(since: date, on: date) -> tuple[int, int]:
    """Full years and months between two days; (0, 0) when the first lies later."""
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    return divmod(max(months, 0), 12)


def retirement(born: date, position: Position, rules: RuleBook, on: date) -> Retirement | None:
    """When somebody in this position retires: first of the month after the birthday.

    UU 20/2023 Pasal 55, PP 11/2017 Pasal 239. None when the post's kind is not known.
    """
    rule = retirement_rule(position, rules, on)
    if rule is None:
        return None
    years, table = rule
    return Retirement(years, retirement_day(born, years), table.source, table.note)


def retirement_rule(position: Position, rules: RuleBook, on: date) -> tuple[int, RuleTable] | None:
    """The retirement age in this position and its table; None when the post's kind is unknown."""
    table, path = _retirement_row(position, rules, on)
    return None if table is None else (table.whole(path), table)


def retirement_day(born: date, years: int) -> date:
    """The first of the month after the birthday of that age."""
    return _month_after(add_years(born, years))


def _retirement_row(position: Position, rules: RuleBook, on: date) -> tuple[RuleTable | None, str]:
    ages, groups = rules.table("bup", on), rules.table("bup_kelompok", on)
    post = position.post.casefold()
    for group in ("KEPALA_SEKOLAH", "GURU"):
        if any(f" {word}" in f" {post}" for word in groups.texts(group)):
            return ages, group
    doctor = any(post.startswith(word) for word in groups.texts("DOKTER"))
    if doctor and position.jenjang not in {Jenjang.AHLI_MADYA, Jenjang.AHLI_UTAMA}:
        return rules.table("bup_dokter", on), "age"
    if position.kind is None:
        return None, ""
    if position.kind is not PositionKind.JF:
        return ages, position.kind.value
    if position.jenjang is None:
        return None, ""
    return ages, "JF_KETERAMPILAN" if position.jenjang.skilled else f"JF_{position.jenjang.value}"


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
