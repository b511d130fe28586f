"""Indeks Profesionalitas ASN: four parts, each explained; what is not scored stays open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kotabumi_kinerja.domain.dates import add_years
from kotabumi_kinerja.domain.discipline import DisciplineLevel
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.rules import RuleBook, RuleTable
from kotabumi_kinerja.domain.scoring import NOT_SCORED, Predikat


class Part(StrEnum):
    """The four parts."""

    QUALIFICATION = "kualifikasi"
    COMPETENCE = "kompetensi"
    PERFORMANCE = "kinerja"
    DISCIPLINE = "disiplin"


class CompetenceGroup(StrEnum):
    """Which components count for a person."""

    STRUCTURAL = "STRUKTURAL"
    FUNCTIONAL = "JF"
    EXECUTIVE = "PELAKSANA"


class Component(StrEnum):
    """Components of competence."""

    LEADERSHIP = "diklat_pim"
    FUNCTIONAL = "diklat_fungsional"
    TECHNICAL = "teknis"
    SEMINAR = "seminar"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "diklat_pim": "Diklat kepemimpinan",
            "diklat_fungsional": "Diklat fungsional",
            "teknis": "Diklat teknis",
            "seminar": "Seminar atau sejenis",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Attended:
    """One training that counts for competence."""

    component: Component
    ended: date
    hours: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class CompetenceRecord:
    """What a person's competence is scored from."""

    group: CompetenceGroup
    post: str
    attended: tuple[Attended, ...]


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part: its score (None is 'belum dinilai'), the most it can be, and why."""

    part: Part
    score: Decimal | None
    most: Decimal
    explanation: tuple[str, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ProfessionalismIndex:
    """All parts; `total` and `category` only when every part is scored."""

    parts: tuple[PartScore, ...]
    scored: Decimal
    total: Decimal | None
    category: str | None


def qualification(level: str | None, rules: RuleBook, on: date) -> PartScore:
    """Score of the last education ('S1', 'D4', 'SMA')."""
    table = rules.table("ip_kualifikasi", on)
    code = (level or "").replace("-", "").replace("SLTA", "SMA").upper().strip()
    code = {"DIV": "D4", "DIII": "D3", "DII": "D2", "DI": "D1", "SMK": "SMA"}.get(code, code)
    if not code or not table.has(code):
        return _open(Part.QUALIFICATION, table, _weights(rules, on))
    score = table.number(code)
    return _scored(Part.QUALIFICATION, score, (f"Pendidikan {code}",), table, _weights(rules, on))


def competence(record: CompetenceRecord | None, rules: RuleBook, on: date) -> PartScore:
    """Score of trainings within their windows, counted back from `on`."""
    table = rules.table("ip_kompetensi", on)
    if record is None:
        return _open(Part.COMPETENCE, table, _weights(rules, on))
    points, lines = Decimal(0), list[str]()
    for code in table.names(record.group.value):
        component, most = Component(code), table.number(record.group.value, code)
        got = most * _share(component, record, table, rules, on)
        points += got
        lines.append(f"{component.label}: {show_number(got)} dari {show_number(most)}")
    return _scored(Part.COMPETENCE, points, tuple(lines), table, _weights(rules, on))


def performance(predikat: Predikat | None, rules: RuleBook, on: date) -> PartScore:
    """Score of the last annual predikat."""
    table = rules.table("ip_kinerja", on)
    if predikat is None:
        return _open(Part.PERFORMANCE, table, _weights(rules, on))
    line = (f"Predikat {predikat.label}",)
    return _scored(Part.PERFORMANCE, table.number(predikat.value), line, table, _weights(rules, on))


def old_performance(value: Decimal, rules: RuleBook, year: int) -> PartScore:
    """Score of a numeric SKP value of a year before 2022."""
    on = date(year, 12, 31)
    table = rules.table("ip_kinerja_lama", on)
    band = next(row for row in table.rows("bands") if value > row.number("above"))
    line = (f"Nilai SKP {show_number(value)}",)
    return _scored(Part.PERFORMANCE, band.number("score"), line, table, _weights(rules, on))


def discipline(
    records: Iterable[tuple[date, DisciplineLevel]] | None, rules: RuleBook, on: date
) -> PartScore:
    """Score of the gravest punishment in the window; None when nobody has looked."""
    table = rules.table("ip_disiplin", on)
    if records is None:
        return _open(Part.DISCIPLINE, table, _weights(rules, on))
    years = table.whole("years")
    since = add_years(on, -years)
    levels = [level for day, level in records if since < day <= on]
    if not levels:
        line = f"Tidak ada hukuman disiplin {years} tahun terakhir"
        return _scored(
            Part.DISCIPLINE, table.number("TIDAK_ADA"), (line,), table, _weights(rules, on)
        )
    worst = max(levels, key=list(DisciplineLevel).index)
    line = f"Hukuman {worst.label} dalam {years} tahun terakhir"
    return _scored(Part.DISCIPLINE, table.number(worst.value), (line,), table, _weights(rules, on))


def index(parts: tuple[PartScore, ...], rules: RuleBook, on: date) -> ProfessionalismIndex:
    """Sum of the parts and the category; both open while a part is not scored."""
    scores = [part.score for part in parts if part.score is not None]
    scored = sum(scores, Decimal(0))
    if len(scores) < len(Part):
        return ProfessionalismIndex(parts, scored, None, None)
    bands = rules.table("ip_kategori", on).rows("bands")
    name = next(band.text("name") for band in bands if scored >= band.number("minimum"))
    return ProfessionalismIndex(parts, scored, scored, name)


def _share(
    component: Component, record: CompetenceRecord, table: RuleTable, rules: RuleBook, on: date
) -> Decimal:
    dated = [a for a in record.attended if a.component is component and a.ended <= on]
    if component is Component.TECHNICAL:
        return _technical(dated, table, rules, on)
    if component is Component.SEMINAR:
        since = add_years(on, -table.whole("seminar_years"))
        return Decimal(any(a.ended > since for a in dated))
    words = rules.table("ip_diklat_otomatis", on).texts("words")
    post = record.post.casefold().split()
    automatic = component is Component.FUNCTIONAL and any(word in post for word in words)
    return Decimal(automatic or bool(dated))


def _technical(dated: list[Attended], table: RuleTable, rules: RuleBook, on: date) -> Decimal:
    since = add_years(on, -table.whole("technical_years"))
    hours = sum((a.hours for a in dated if a.ended > since), Decimal(0))
    wanted = table.number("technical_hours")
    if rules.table("ip_kompetensi_proporsional", on).whole("on"):
        return min(Decimal(1), hours / wanted)
    return Decimal(hours >= wanted)


def _weights(rules: RuleBook, on: date) -> RuleTable:
    return rules.table("ip_bobot", on)


def _scored(
    part: Part, score: Decimal, lines: tuple[str, ...], table: RuleTable, weights: RuleTable
) -> PartScore:
    return PartScore(part, score, weights.number(part.value), lines, table.source, table.note)


def _open(part: Part, table: RuleTable, weights: RuleTable) -> PartScore:
    most = weights.number(part.value)
    return PartScore(part, None, most, (NOT_SCORED,), table.source, table.note)
