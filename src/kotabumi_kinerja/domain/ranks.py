"""Golongan and pangkat of PNS, golongan of PPPK."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook

_ROMAN: Final = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
    "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
_PNS: Final = re.compile(r"(IV|III|II|I)\s*[./ -]?\s*([A-E])", re.IGNORECASE)
_PNS_INSIDE: Final = re.compile(r"(?<![A-Z])(IV|III|II|I)\s*[./]\s*([A-E])(?![A-Z])", re.IGNORECASE)
_SIASN: Final = re.compile(r"([1-4])([1-5])")


class RankKind(StrEnum):
    """Whose golongan it is."""

    PNS = "PNS"
    PPPK = "PPPK"


@dataclass(frozen=True, slots=True)
class Golongan:
    """A golongan in its one written form: 'III/b' (PNS) or 'IX' (PPPK)."""

    code: str
    kind: RankKind

    @property
    def order(self) -> int:
        """Place within its kind, lowest first; PNS and PPPK cannot be compared."""
        if self.kind is RankKind.PPPK:
            return _ROMAN.index(self.code) + 1
        roman, letter = self.code.split("/")
        return _ROMAN.index(roman) * 4 + "abcde".index(letter) + 1

    def __str__(self) -> str:
        return self.code


def parse_golongan(text: str) -> Golongan:
    """Read 'III.b', 'III/b', 'III b', SIASN id '32', 'Penata Muda Tk. I / III.b', 'IX' or '- / IX'.

    Refuses KK-112 when there is no such golongan.
    """
    clean = " ".join(text.replace("\u00a0", " ").split()).strip("-/ ()")
    if clean.upper() in _ROMAN:
        return Golongan(clean.upper(), RankKind.PPPK)
    if found := _SIASN.fullmatch(clean):
        return _pns(_ROMAN[int(found[1]) - 1], "abcde"[int(found[2]) - 1], text)
    found = _PNS.fullmatch(clean) or _PNS_INSIDE.search(clean)
    if found is None:
        raise Refused("KK-112", text=text.strip())
    return _pns(found[1].upper(), found[2].lower(), text)


def pangkat(golongan: Golongan, rules: RuleBook, on: date) -> str:
    """'Penata Muda Tingkat I' for III/b; empty for PPPK, who have none."""
    if golongan.kind is RankKind.PPPK:
        return ""
    return rules.table("pangkat_pns", on).text(golongan.code)


def show_rank(golongan: Golongan | None, rules: RuleBook, on: date) -> str:
    """'Penata Muda Tingkat I (III/b)', 'IX' for PPPK, '-' for none, as forms print it."""
    if golongan is None:
        return "-"
    name = pangkat(golongan, rules, on)
    return f"{name} ({golongan.code})" if name else golongan.code


def siasn_golongan(golongan: Golongan, rules: RuleBook, on: date) -> str:
    """The SIASN id of a PNS golongan ('32'); empty for PPPK, whose ids are not known."""
    if golongan.kind is RankKind.PPPK:
        return ""
    return rules.table("siasn_golongan", on).text(golongan.code)


def _pns(roman: str, letter: str, text: str) -> Golongan:
    if letter == "e" and roman != "IV":
        raise Refused("KK-112", text=text.strip())
    return Golongan(f"{roman}/{letter}", RankKind.PNS)
