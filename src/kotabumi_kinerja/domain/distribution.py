"""Soft checks of how many people got which predikat; warnings, never a block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from kotabumi_kinerja.domain.rules import RuleBook, RuleTable
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat


class LineLevel(StrEnum):
    """Kept, broken, or only for information."""

    OK = "ok"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DistributionLine:
    """One limit of the pattern: how many there are, how many there may or should be."""

    level: LineLevel
    predikat: tuple[Predikat, ...]
    have: int
    limit: int | None
    text: str
    source: str


def check(
    counts: Mapping[Predikat, int], organisation: OrganisationResult, rules: RuleBook, on: date
) -> list[DistributionLine]:
    """Compare the counts of one unit and period with the pattern of SE MenPANRB 3/2023.

    Maxima are rounded down, minima up. Small groups, and days before the circular, get one
    line of information.
    """
    pattern = rules.find("pola_distribusi", on)
    if pattern is None:
        return [_information("Pola distribusi belum berlaku pada tanggal ini.", "")]
    total = sum(counts.values())
    small = rules.table("kelompok_kecil", on)
    least = small.whole("people")
    if total < least:
        text = f"{total} orang: pola distribusi tidak dihitung untuk kurang dari {least} orang."
        return [_information(text, small.source)]
    return [_line(counts, total, row) for row in pattern.rows(organisation.value)]


def curve(
    organisation: OrganisationResult, rules: RuleBook, on: date
) -> tuple[tuple[Predikat, int], ...]:
    """The curve of the form's picture, from Sangat Kurang to Sangat Baik."""
    values = rules.table("kurva_distribusi", on).texts(organisation.value)
    return tuple(zip(reversed(Predikat), (int(value) for value in values), strict=True))


def _line(counts: Mapping[Predikat, int], total: int, row: RuleTable) -> DistributionLine:
    group = tuple(Predikat(code) for code in row.texts("predikat"))
    have = sum(counts.get(value, 0) for value in group)
    name = " dan ".join(value.label for value in group)
    if row.has("max"):
        limit = int((row.number("max") * total).to_integral_value(ROUND_FLOOR))
        over, broken = have - limit, f"lebih {have - limit} orang dari batas {limit}"
    else:
        share = row.number("min") * total if row.has("min") else Decimal(row.whole("min_count"))
        limit = int(share.to_integral_value(ROUND_CEILING))
        over, broken = limit - have, f"kurang {limit - have} orang dari paling sedikit {limit}"
    kept = f"{have} orang, {'batas' if row.has('max') else 'paling sedikit'} {limit}"
    level = LineLevel.WARNING if over > 0 else LineLevel.OK
    text = f"{name}: {broken if over > 0 else kept}"
    return DistributionLine(level, group, have, limit, text, row.source)


def _information(text: str, source: str) -> DistributionLine:
    return DistributionLine(LineLevel.NOTE, (), 0, None, text, source)
