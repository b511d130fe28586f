"""Numbers that name a person: NIP, NI PPPK and NIK."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from kotabumi_kinerja.domain.dates import MONTHS, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity

NIP_LENGTH: Final = 18
_YOUNGEST: Final = 15
_LOOSE: Final = re.compile("[\\s.'`\u2018\u2019\u200b\ufeff-]")
_FLOAT: Final = re.compile(r"[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+|[0-9]{16,18}[.,]0+")
_SEXES: Final = {
    "l": "L", "lk": "L", "laki-laki": "L", "laki laki": "L", "pria": "L", "m": "L", "1": "L",
    "p": "P", "pr": "P", "perempuan": "P", "wanita": "P", "f": "P", "2": "P",
}  # fmt: skip


class Sex(StrEnum):
    """L or P, as forms write it."""

    MALE = "L"
    FEMALE = "P"

    @property
    def word(self) -> str:
        """The word users read."""
        return "laki-laki" if self is Sex.MALE else "perempuan"


class NipKind(StrEnum):
    """Whose number it is, by its digits 13 and 14; UNKNOWN is allowed (e.g. paruh waktu)."""

    PNS = "PNS"
    PPPK = "PPPK"
    UNKNOWN = "UNKNOWN"


class _Said(NamedTuple):
    """What the digits 9 to 15 of a number say."""

    start_year: int
    kind: NipKind
    sex: Sex | None


@lru_cache(maxsize=16_384)
def _said(digits: str) -> _Said:
    """Many people share them, and an import asks several times a row."""
    tag = int(digits[4:6])
    kind = NipKind.PPPK if 21 <= tag <= 29 else NipKind.UNKNOWN  # noqa: PLR2004  # the form of the number itself
    if 1 <= tag <= 12:  # noqa: PLR2004  # the months of a year
        kind = NipKind.PNS
    return _Said(int(digits[:4]), kind, {"1": Sex.MALE, "2": Sex.FEMALE}.get(digits[6]))


@dataclass(frozen=True, slots=True)
class Nip:
    """The 18 digits of a NIP or NI PPPK; made by `parse_nip`, so the birth date is real."""

    digits: str

    @property
    def born(self) -> date:
        """Birth date, digits 1 to 8."""
        return date.fromisoformat(self.digits[:8])

    @property
    def kind(self) -> NipKind:
        """PNS for digits 01 to 12, PPPK for 21 to 29, else UNKNOWN."""
        return _said(self.digits[8:15]).kind

    @property
    def sex(self) -> Sex | None:
        """Digit 15: 1 male, 2 female; None for any other digit."""
        return _said(self.digits[8:15]).sex

    @property
    def start_year(self) -> int:
        """Year of the CPNS appointment, or of the first PPPK contract."""
        return _said(self.digits[8:15]).start_year

    @property
    def start_month(self) -> int | None:
        """Month of the CPNS appointment; None for PPPK and unknown kinds."""
        return int(self.digits[12:14]) if self.kind is NipKind.PNS else None

    @property
    def contract(self) -> int | None:
        """Which contract a PPPK number was given for; None for other kinds."""
        return int(self.digits[13]) if self.kind is NipKind.PPPK else None

    def __str__(self) -> str:
        return self.digits


def parse_nip(raw: str) -> Nip:
    """Read a NIP or NI PPPK, with or without spaces, dots, apostrophe or hyphens.

    Refuses KK-122 when Excel has made a rounded number of it (E+, or a serial number 000),
    KK-120 for a wrong length or a letter, KK-121 for an impossible birth date.
    """
    text = raw.strip().strip("'\u2018\u2019\u00a0 ")
    digits = _LOOSE.sub("", text)
    if _FLOAT.fullmatch(text) or (len(digits) == NIP_LENGTH and digits.endswith("000")):
        raise Refused("KK-122", where=text, advice="Isi lagi NIP sebagai teks dari sumbernya.")
    if not re.fullmatch("[0-9]{18}", digits):
        raise Refused("KK-120", nip=text, count=len(digits))
    nip = Nip(digits)
    try:
        _ = nip.born
    except ValueError:
        raise Refused("KK-121", nip=show_nip(nip), date=digits[:8]) from None
    return nip


def show_nip(nip: Nip | str) -> str:
    """'19850101 201001 1 001'; a text that is no NIP is shown as it is."""
    d = str(nip)
    return f"{d[:8]} {d[8:14]} {d[14]} {d[15:]}" if len(d) == NIP_LENGTH else d


def check_nip(nip: Nip, born: date | None, sex: Sex | None, name: str = "") -> list[Finding]:
    """Compare a NIP with what else is known of the person; nothing here blocks."""
    who: dict[str, object] = {"name": name or show_nip(nip)}
    found: list[Finding] = []
    own_born, (start_year, kind, own_sex) = nip.born, _said(nip.digits[8:15])
    if own_sex is None:
        found.append(Finding(Severity.WARNING, "KK-107", who | {"digit": nip.digits[14]}))
    elif sex is not None and own_sex is not sex:
        fields = who | {"digit": nip.digits[14], "sex": own_sex.word}
        found.append(Finding(Severity.WARNING, "KK-104", fields))
    if born is not None and born != own_born:
        fields = who | {"nip_born": show_date(own_born), "born": show_date(born)}
        found.append(Finding(Severity.WARNING, "KK-105", fields))
    if start_year < own_born.year + _YOUNGEST:
        found.append(Finding(Severity.WARNING, "KK-108", who | {"year": start_year}))
    if kind is NipKind.UNKNOWN:
        found.append(Finding(Severity.NOTE, "KK-106", who | {"digits": nip.digits[12:14]}))
    return found


def check_start(nip: Nip, appointed: date | None, name: str = "") -> list[Finding]:
    """Compare a NIP with the appointment: TMT CPNS by month, the first contract by year.

    Digits 9 to 14 of a PNS (domain rules 4.2), 9 to 12 of a PPPK (4.3); nothing here blocks.
    """
    who: dict[str, object] = {"name": name or show_nip(nip)}
    if appointed is None or nip.kind is NipKind.UNKNOWN:
        return []
    if nip.kind is NipKind.PPPK:
        if nip.start_year == appointed.year:
            return []
        fields = who | {"year": nip.start_year, "date": show_date(appointed)}
        return [Finding(Severity.WARNING, "KK-137", fields)]
    if (nip.start_year, nip.start_month) == (appointed.year, appointed.month):
        return []
    month = MONTHS[(nip.start_month or 1) - 1]
    fields = who | {"month": f"{month} {nip.start_year}", "date": show_date(appointed)}
    return [Finding(Severity.WARNING, "KK-136", fields)]


def check_nik(nik: str, born: date | None, sex: Sex | None, name: str = "") -> list[Finding]:
    """Compare a NIK with birth date and sex (women: day + 40); only warnings [U]."""
    who: dict[str, object] = {"name": name or nik}
    digits = _LOOSE.sub("", nik)
    if not re.fullmatch("[0-9]{16}", digits):
        return [Finding(Severity.WARNING, "KK-110", who | {"count": len(digits)})]
    if born is None or sex is None:
        return []
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    if digits[6:12] != f"{day:02}{born.month:02}{born.year % 100:02}":
        return [Finding(Severity.WARNING, "KK-109", who)]
    return []


def parse_sex(text: str) -> Sex:
    """Read L/P, M/F, 1/2 or the words; refuses KK-113."""
    found = _SEXES.get(text.strip().casefold())
    if found is None:
        raise Refused("KK-113", text=text.strip())
    return Sex(found)
