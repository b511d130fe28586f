"""Angka kredit of a jabatan fungsional: conversion, base, need, transfer and education."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kotabumi_kinerja.domain.dates import last_day
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import round_half_up, show_number
from kotabumi_kinerja.domain.positions import Jenjang
from kotabumi_kinerja.domain.ranks import Golongan
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import Predikat

_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Credit:
    """An exact number of angka kredit with its arithmetic; round only to show or to send."""

    value: Decimal
    steps: tuple[str, ...]
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CreditNeed:
    """Angka kredit needed in this golongan; `jenjang` None at the top of the category."""

    pangkat: Decimal
    jenjang: Decimal | None
    source: str


def conversion(
    predikat: Predikat, jenjang: Jenjang, months: int, rules: RuleBook, on: date
) -> Credit:
    """Angka kredit of one period: months / 12 x percent x coefficient (PerBKN 3/2023).

    `on` is the day the conversion is set. Refuses KK-241 for months outside 1 to 12.
    """
    year = rules.table("ak_bulan", on).whole("months")
    if not 1 <= months <= year:
        raise Refused("KK-241", months=months, most=year)
    percents, factors = rules.table("ak_persen", on), rules.table("ak_koefisien", on)
    percent, factor = percents.number(predikat.value), factors.number(jenjang.value)
    value = months * percent * factor / (year * _PERCENT)
    step = (
        f"{months}/{year} x {show_number(percent)} % ({predikat.label}) x "
        f"{show_number(factor)} ({jenjang.label}) = {show_credit(value, rules, on)}"
    )
    return Credit(value, (step,), factors.source)


def base(jenjang: Jenjang, golongan: Golongan, rules: RuleBook, on: date) -> Credit:
    """Angka kredit dasar of a golongan in a jenjang; refuses KK-242 when they do not fit."""
    for name in ("ak_dasar_pasti", "ak_dasar"):
        table = rules.table(name, on)
        if table.has(jenjang.value, golongan.code):
            value = table.number(jenjang.value, golongan.code)
            step = f"AK dasar {jenjang.label} {golongan.code} = {show_number(value)}"
            return Credit(value, (step,), table.source, table.note)
    raise _unfit(jenjang, golongan)


def need(
    jenjang: Jenjang, rules: RuleBook, on: date, started: tuple[Jenjang, Golongan] | None = None
) -> CreditNeed:
    """What the next pangkat and the next jenjang need (Pasal 21).

    `started` is where the person entered the jabatan fungsional: some entries need less.
    """
    table = rules.table("ak_kebutuhan", on)
    exceptions = rules.table("ak_kebutuhan_pengecualian", on)
    up = table.number(jenjang.value, "jenjang") if table.has(jenjang.value, "jenjang") else None
    if started and started[0] is jenjang and exceptions.has(jenjang.value, started[1].code):
        up = exceptions.number(jenjang.value, started[1].code)
    return CreditNeed(table.number(jenjang.value, "pangkat"), up, table.source)


def transfer(  # noqa: PLR0913  # the law asks for all of these
    predikat: Predikat,
    jenjang: Jenjang,
    golongan: Golongan,
    rules: RuleBook,
    on: date,
    *,
    years: Decimal,
    top_rank: bool,
) -> Credit:
    """Angka kredit on the move from a jabatan administrasi into a jabatan fungsional.

    Percent x coefficient x years in the rank + AK dasar; at the top rank only the last years
    count. A golongan outside the jenjang has a fixed value, or is refused with KK-242.
    """
    moves = rules.table("ak_perpindahan", on)
    if moves.has(jenjang.value, golongan.code):
        fixed = moves.number(jenjang.value, golongan.code)
        step = f"AK tetap {jenjang.label} {golongan.code} = {show_number(fixed)}"
        return Credit(fixed, (step,), moves.source, moves.note)
    counted = min(years, moves.number("top_rank_years")) if top_rank else years
    ground = base(jenjang, golongan, rules, on)
    percent = rules.table("ak_persen", on).number(predikat.value)
    factor = rules.table("ak_koefisien", on).number(jenjang.value)
    earned = percent * factor * counted / _PERCENT
    step = (
        f"{show_number(percent)} % x {show_number(factor)} x {show_number(counted)} tahun = "
        f"{show_credit(earned, rules, on)}"
    )
    total = (f"Jumlah = {show_credit(earned + ground.value, rules, on)}",)
    steps = (step, *ground.steps, *total)
    return Credit(earned + ground.value, steps, moves.source, ground.note)


def first_appointment(  # noqa: PLR0913  # the law asks for all of these
    predikat: Predikat,
    jenjang: Jenjang,
    golongan: Golongan,
    rules: RuleBook,
    on: date,
    *,
    months: int,
) -> Credit:
    """Angka kredit at a CPNS's appointment, for the CPNS months.

    AK pemenuhan is added when the golongan is one step above the lowest of the jenjang.
    Refuses KK-242 for a golongan outside the jenjang.
    """
    earned = conversion(predikat, jenjang, months, rules, on)
    table = rules.table("ak_kebutuhan", on)
    steps_of_jenjang = table.texts(jenjang.value, "golongan")
    if golongan.code not in steps_of_jenjang:
        raise _unfit(jenjang, golongan)
    if steps_of_jenjang.index(golongan.code) != 1:
        return earned
    filling = table.number(jenjang.value, "pangkat")
    total = earned.value + filling
    steps = (
        *earned.steps,
        f"AK pemenuhan {golongan.code} = {show_number(filling)}",
        f"Jumlah = {show_credit(total, rules, on)}",
    )
    return Credit(total, steps, table.source)


def education(predikat: Predikat, jenjang: Jenjang, rules: RuleBook, on: date) -> Credit | None:
    """Angka kredit for a higher degree (Pasal 14), once; None below the predikat it asks for."""
    table = rules.table("ak_pendidikan", on)
    if not predikat.at_least(Predikat(table.text("predikat_min"))):
        return None
    percent, wanted = table.number("percent"), need(jenjang, rules, on).pangkat
    value = percent * wanted / _PERCENT
    step = f"{show_number(percent)} % x {show_number(wanted)} = {show_credit(value, rules, on)}"
    return Credit(value, (step,), table.source)


def total(credits_: Iterable[Credit]) -> Decimal:
    """The exact sum."""
    return sum((credit.value for credit in credits_), Decimal(0))


def show_credit(value: Decimal, rules: RuleBook, on: date) -> str:
    """As printed: three decimals by today's table, '10,417'."""
    return show_number(value, rules.table("ak_pembulatan", on).whole("print"))


def siasn_credit(value: Decimal, rules: RuleBook, on: date) -> Decimal:
    """As SIASN takes it: two decimals by today's table, half up."""
    return round_half_up(value, rules.table("ak_pembulatan", on).whole("siasn"))


def fits(jenjang: Jenjang, golongan: Golongan, rules: RuleBook, on: date) -> bool:
    """Whether a golongan belongs to a jenjang."""
    table = rules.table("ak_kebutuhan", on)
    return golongan.code in table.texts(jenjang.value, "golongan")


def counted_months(start: date, end: date, rules: RuleBook, on: date) -> int:
    """Months of a segment within one year, so that segments side by side share no month [U].

    A month belongs to who began in it with 15 days or more left, else to who held its first day.
    """
    least = rules.table("ak_bulan", on).whole("days_count")
    months = 0
    for month in range(start.month, end.month + 1):
        first, last = date(start.year, month, 1), last_day(start.year, month)
        held = (min(end, last) - max(start, first)).days + 1
        left = (last - min(end, last)).days
        months += left < least if start <= first else held >= least
    return months


def _unfit(jenjang: Jenjang, golongan: Golongan) -> Refused:
    return Refused("KK-242", golongan=golongan.code, jenjang=jenjang.label)
