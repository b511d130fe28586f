"""What a post is, read from its name: kind, jenjang, and its level for who rates whom."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook


class PositionKind(StrEnum):
    """Kinds of position (UU 20/2023)."""

    JPT = "JPT"
    ADMINISTRATOR = "ADMINISTRATOR"
    PENGAWAS = "PENGAWAS"
    PELAKSANA = "PELAKSANA"
    JF = "JF"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "JPT": "Jabatan Pimpinan Tinggi",
            "ADMINISTRATOR": "Administrator",
            "PENGAWAS": "Pengawas",
            "PELAKSANA": "Pelaksana",
            "JF": "Jabatan Fungsional",
        }[self.value]


class Jenjang(StrEnum):
    """Steps of a jabatan fungsional, lowest first within keterampilan and keahlian."""

    PEMULA = "PEMULA"
    TERAMPIL = "TERAMPIL"
    MAHIR = "MAHIR"
    PENYELIA = "PENYELIA"
    AHLI_PERTAMA = "AHLI_PERTAMA"
    AHLI_MUDA = "AHLI_MUDA"
    AHLI_MADYA = "AHLI_MADYA"
    AHLI_UTAMA = "AHLI_UTAMA"

    @property
    def label(self) -> str:
        """'Ahli Muda'."""
        return self.value.replace("_", " ").title()

    @property
    def skilled(self) -> bool:
        """Whether it belongs to keterampilan (else keahlian)."""
        return not self.value.startswith("AHLI")

    @property
    def next(self) -> "Jenjang | None":
        """The next step up within its category; None at the top."""
        if self in {Jenjang.PENYELIA, Jenjang.AHLI_UTAMA}:
            return None
        steps = list(Jenjang)
        return steps[steps.index(self) + 1]


@dataclass(frozen=True, slots=True)
class Position:
    """What a post is. `kind` None: not recognised, ask. A smaller `level` stands higher."""

    post: str
    kind: PositionKind | None
    jenjang: Jenjang | None
    level: int
    leads: bool
    source: str


def read_position(post: str, siasn_kind: str, rules: RuleBook, on: date) -> Position:
    """Read a post's name together with SIASN's kind ('Struktural', 'Fungsional Umum').

    The words of posts are a habit of the kabupaten, not law (table `jabatan_kebiasaan`).
    """
    words = rules.table("siasn_kata_jabatan", on)
    said = words.find("words", _plain(siasn_kind))
    habit = rules.table("jabatan_kebiasaan", on)
    base = habit.whole("base_level")
    name = _plain(post)
    row = next((r for r in habit.rows("posts") if _starts(name, r.text("start"))), None)
    if said == "PELAKSANA":
        return Position(post, PositionKind.PELAKSANA, None, base, leads=False, source=words.source)
    jenjang = None if said == "STRUKTURAL" else _jenjang(name, rules, on)
    if row is not None and (said != "JF" or row.text("kind") == "JF"):
        kind = PositionKind(row.text("kind"))
        return Position(post, kind, jenjang, row.whole("level"), leads=True, source=habit.source)
    functional = said == "JF" or jenjang is not None
    kind = PositionKind.JF if functional else None
    return Position(post, kind, jenjang, base, leads=False, source=habit.source)


def may_rate(rater: Position, staff: Position) -> bool:
    """Whether the rater's post stands above the rated one (else delegation is needed)."""
    return rater.level < staff.level


def _jenjang(name: str, rules: RuleBook, on: date) -> Jenjang | None:
    table = rules.table("jenjang", on)
    for code in table.names("words"):
        if f" {table.text('words', code)} " in f" {name} ":
            return Jenjang(code)
    return None


def _starts(name: str, start: str) -> bool:
    return f"{name} ".startswith(f"{start} ")


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


_ESELON: Final = re.compile(r"(IV|III|II|I|V|[1-5])\s*[./ ]?\s*([ABab])?", re.IGNORECASE)
_ROMANS: Final = ("I", "II", "III", "IV", "V")


def parse_eselon(text: str) -> str:
    """Read 'III.a', 'IIIa', '3/a' or 'II'; gives 'III.a' or 'II'. Refuses KK-118."""
    found = _ESELON.fullmatch(text.strip())
    if found is None:
        raise Refused("KK-118", field="eselon", text=text.strip())
    roman = _ROMANS[int(found[1]) - 1] if found[1].isdecimal() else found[1].upper()
    return f"{roman}.{found[2].lower()}" if found[2] else roman


def parse_kind(text: str) -> PositionKind:
    """Read a kind of position by its code or its words; refuses KK-139."""
    word = text.strip().casefold()
    for kind in PositionKind:
        if word in {kind.value.casefold(), kind.label.casefold()}:
            return kind
    raise Refused("KK-139", field="post_kind", text=text.strip())
