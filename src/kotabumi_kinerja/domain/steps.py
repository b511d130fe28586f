"""The next salary step (KGB) and the next rank, as hints: a rule, the day it gives, its reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kotabumi_kinerja.domain.dates import add_months, show_date
from kotabumi_kinerja.domain.positions import Position, PositionKind
from kotabumi_kinerja.domain.ranks import RankKind, parse_golongan
from kotabumi_kinerja.domain.rules import Certainty, RuleBook, RuleTable
from kotabumi_kinerja.domain.staff import Status

_YEAR: Final = 12
_ASK: Final = "menunggu konfirmasi BKPSDM"


@dataclass(frozen=True, slots=True)
class SalaryRule:
    """When the salary steps up: `first` and then `every` so many months of service."""

    first: int
    every: int
    why: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class RankRule:
    """Which golongan comes next, and how many months in the present one it asks for."""

    golongan: str
    months: int
    why: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the next rank depends on; `education` is the level as SIASN names it ('S1')."""

    status: Status
    golongan: str
    position: Position
    education: str


def salary_rule(
    status: Status, golongan: str, first_golongan: str, rules: RuleBook, on: date
) -> SalaryRule | None:
    """The rule of KGB; None where there is none (PPPK Paruh Waktu, Non ASN).

    `first_golongan` is that of the appointment, '' when it is not known. PP 7/1977;
    PermenPANRB 7/2023 for PPPK.
    """
    if status in {Status.CPNS, Status.PNS}:
        table, early = rules.table("kgb_pns", on), rules.table("kgb_pns_pertama", on)
        asked = rules.table("kgb_pns_syarat", on)
        every = table.whole("years") * _YEAR
        begun = first_golongan or golongan
        known = early.has(begun)
        first = early.whole(begun) if known else every
        why = f"Tiap {every // _YEAR} tahun masa kerja" + (
            f", pertama setelah {first} bulan karena diangkat pada {begun}" if known else ""
        )
        why += f"; predikat paling rendah {_predikat(asked)}"
        used = (table, asked, early) if known else (table, asked)
        return SalaryRule(first, every, why, _sources(used), _note(used))
    if status is Status.PPPK:
        table, gap = rules.table("kgb_pppk", on), rules.table("kgb_pppk_jarak", on)
        every = gap.whole("years") * _YEAR
        entry = golongan == "V"
        first = table.whole("golongan_V_first_years") * _YEAR if entry else every
        years = table.whole("predikat_years")
        why = f"Tiap {every // _YEAR} tahun masa kerja" + (
            f", pertama setelah {first} bulan pada golongan V" if entry else ""
        )
        why += f"; predikat paling rendah {_predikat(table)} {years} tahun terakhir"
        return SalaryRule(first, every, why, _sources((table, gap)), _note((table, gap)))
    return None


def next_salary(began: date, rule: SalaryRule, on: date) -> date:
    """The first step on or after a day; service is counted from `began`."""
    gone = max((on.year - began.year) * _YEAR + on.month - began.month - rule.first, 0)
    many = rule.first + gone // rule.every * rule.every
    day = add_months(began, many)
    return day if day >= on else add_months(began, many + rule.every)


def rank_rule(who: Ranked, rules: RuleBook, on: date) -> RankRule | None:
    """The next golongan of a PNS; None for others, at the top, and at the ceiling of education."""
    if who.status is not Status.PNS or not who.golongan:
        return None
    held, position, education = parse_golongan(who.golongan), who.position, who.education
    codes = rules.table("pangkat_pns", on).names()
    if held.kind is not RankKind.PNS or held.code == codes[-1]:
        return None
    following = codes[codes.index(held.code) + 1]
    if position.kind is PositionKind.JF:
        table = rules.table("kenaikan_jf", on)
        why = f"Paling cepat {table.whole('years')} tahun; ditentukan angka kredit"
    elif position.kind in {None, PositionKind.PELAKSANA}:
        table = rules.table("kenaikan_reguler", on)
        top = ceiling(education, rules, on)
        if top and parse_golongan(following).order > parse_golongan(top).order:
            return None
        years = table.whole("predikat_years")
        why = f"{table.whole('years')} tahun dalam pangkat; predikat paling rendah "
        why += f"{_predikat(table)} {years} tahun terakhir"
        why += f"; paling tinggi {top} untuk {education}" if top else ""
    else:
        table = rules.table("kenaikan_pilihan", on)
        why = f"{table.whole('years')} tahun dalam pangkat (pilihan, jabatan struktural)"
    return RankRule(following, table.whole("years") * _YEAR, why, table.source, _note((table,)))


def next_rank(since: date, rule: RankRule) -> date:
    """The first of the month in which the time in the present golongan is full.

    Periods are monthly since PerBKN 4/2025.
    """
    full = add_months(since, rule.months)
    return full if full.day == 1 else (full.replace(day=1) + timedelta(days=31)).replace(day=1)


def ceiling(education: str, rules: RuleBook, on: date) -> str:
    """The highest golongan by regular promotion for a level of education; '' when not known."""
    word = "".join(c for c in education.casefold() if c.isalnum())
    for row in rules.table("kenaikan_batas", on).rows("levels"):
        if word.startswith(row.texts("starts")):
            return row.text("golongan")
    return ""


def horizons(rules: RuleBook, on: date) -> tuple[int, ...]:
    """How many months ahead the lists of what is due may look."""
    return tuple(int(text) for text in rules.table("jatuh_tempo", on).texts("months"))


def until(on: date, months: int) -> date:
    """The last day of a list that looks so many months ahead."""
    return add_months(on, months)


def counted_from(began: date) -> str:
    """How a salary step was counted, for its reason."""
    return f"masa kerja dihitung dari {show_date(began)}"


def _predikat(table: RuleTable) -> str:
    return table.text("predikat_min").replace("_", " ").title()


def _sources(tables: tuple[RuleTable, ...]) -> str:
    return " · ".join(dict.fromkeys(t.source for t in tables))


def _note(tables: tuple[RuleTable, ...]) -> str:
    """Hints say so as soon as one of their tables rests on less than the wording of the law."""
    return "" if all(t.certainty is Certainty.CONFIRMED for t in tables) else _ASK
