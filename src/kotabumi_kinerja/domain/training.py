"""Jam pelajaran (JP): what an activity is recognised for, and what a year asks for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.rules import RuleBook, RuleTable
from kotabumi_kinerja.domain.staff import Status

_TABLES: Final = ("jp_lain", "jp_klasikal", "jp_tanpa_kode")
_PERCENT: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class TrainingKind:
    """A kind of activity: 'B6', 'Klasikal', 'Seminar/konferensi/sarasehan', 'PER_DAY'."""

    code: str
    path: str
    name: str
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Activity:
    """What is known of one person's activity.

    `hours` as counted (JP of 45 minutes); `certificate` the JP on the certificate; `events` of
    this month, `earlier_events` of the same kind already recognised in this month.
    """

    abroad: bool = False
    hours: Decimal | None = None
    certificate: Decimal | None = None
    days: int = 0
    events: int = 0
    earlier_events: int = 0
    semesters: int = 0


@dataclass(frozen=True, slots=True)
class Recognition:
    """JP by the table and JP recognised; they differ when the certificate says otherwise."""

    by_table: Decimal | None
    hours: Decimal | None
    reason: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearlyHours:
    """A year's JP against the minimum or limit of a status; `met` None when none is set."""

    hours: Decimal
    minimum: Decimal | None
    maximum: Decimal | None
    met: bool | None
    text: str
    source: str


def training_kinds(rules: RuleBook, on: date) -> tuple[TrainingKind, ...]:
    """Every kind in force on a day."""
    tables = (rules.table(name, on) for name in _TABLES)
    return tuple(_kind(table, code) for table in tables for code in table.names())


def recognise(kind: str, activity: Activity, rules: RuleBook, on: date) -> Recognition:
    """JP of an activity by its kind's unit; the certificate's JP wins, both are kept.

    Refuses KK-250 for an unknown kind. JP is None while what the unit needs is missing.
    """
    table = _table_of(kind, rules, on)
    found, reason = _by_unit(table, kind, activity, rules, on)
    if activity.certificate is not None:
        if found is not None and found != activity.certificate:
            reason = f"JP sertifikat dipakai; menurut tabel {show_number(found)} JP ({reason})"
        else:
            reason = "JP sertifikat"
        return Recognition(found, activity.certificate, reason, table.source, table.note)
    return Recognition(found, found, reason, table.source, table.note)


def yearly(status: Status, hours: Decimal, rules: RuleBook, on: date) -> YearlyHours:
    """Compare a year's JP with what the status asks for; a limit only warns."""
    table = rules.table("jp_tahunan", on)
    least = _optional(table, status.value, "minimum")
    most = _optional(table, status.value, "maximum")
    shown, met = f"{show_number(hours)} JP", None
    if least is not None:
        met = hours >= least
        short = "" if met else f", kurang {show_number(least - hours)} JP"
        shown = f"{shown} dari paling sedikit {show_number(least)} JP{short}"
    elif most is not None:
        met = hours <= most
        over = "" if met else f", lebih {show_number(hours - most)} JP"
        shown = f"{shown} dari paling lama {show_number(most)} JP{over}"
    return YearlyHours(hours, least, most, met, shown, table.source)


def hours_of_minutes(minutes: int, rules: RuleBook, on: date) -> Decimal:
    """Minutes as JP."""
    return Decimal(minutes) / rules.table("jp_tahunan", on).number("minutes")


def _by_unit(
    table: RuleTable, kind: str, activity: Activity, rules: RuleBook, on: date
) -> tuple[Decimal | None, str]:
    rate, unit = _rate(table, kind, abroad=activity.abroad), table.text(kind, "unit")
    counts = {
        "PER_DAY": (activity.days, "hari"),
        "PER_SEMESTER": (activity.semesters, "semester"),
        "PER_EVENT": (activity.events, "kali"),
    }
    if unit in counts:
        count, word = counts[unit]
        return _times(count, rate, word)
    if unit == "PER_EVENT_MAX2_MONTH":
        return _monthly(activity, rate, rules.table("jp_batas", on).whole("events_a_month"))
    return _capped(activity, rate) if unit == "CAP_PER_DAY" else _actual(table, kind, activity)


def _monthly(activity: Activity, rate: Decimal, most: int) -> tuple[Decimal | None, str]:
    counted = min(activity.events, max(0, most - activity.earlier_events))
    if counted < activity.events:
        reason = f"{counted} kali x {show_number(rate)} JP, paling banyak {most} kali sebulan"
        return counted * rate, reason
    return _times(counted, rate, "kali")


def _actual(table: RuleTable, kind: str, activity: Activity) -> tuple[Decimal | None, str]:
    if activity.hours is None:
        return None, "JP belum diisi"
    if activity.abroad and table.has(kind, "abroad_percent"):
        percent = table.number(kind, "abroad_percent")
        shown = f"{show_number(activity.hours)} JP x {show_number(percent)} % (luar negeri)"
        return activity.hours * percent / _PERCENT, shown
    return activity.hours, "JP sebenarnya"


def _capped(activity: Activity, rate: Decimal) -> tuple[Decimal | None, str]:
    if activity.hours is None or not activity.days:
        return None, "JP atau jumlah hari belum diisi"
    most = rate * activity.days
    shown = f"paling banyak {show_number(rate)} JP sehari x {activity.days} hari"
    return min(activity.hours, most), shown if activity.hours > most else "JP sebenarnya"


def _times(count: int, rate: Decimal, word: str) -> tuple[Decimal | None, str]:
    if count <= 0:
        return None, f"jumlah {word} belum diisi"
    return count * rate, f"{count} {word} x {show_number(rate)} JP"


def _rate(table: RuleTable, kind: str, *, abroad: bool) -> Decimal:
    if abroad and table.has(kind, "abroad"):
        return table.number(kind, "abroad")
    home = _optional(table, kind, "home") or Decimal(0)
    if abroad and table.has(kind, "abroad_percent"):
        return home * table.number(kind, "abroad_percent") / _PERCENT
    return home


def _optional(table: RuleTable, *path: str) -> Decimal | None:
    return table.number(*path) if table.has(*path) else None


def _table_of(kind: str, rules: RuleBook, on: date) -> RuleTable:
    for name in _TABLES:
        table = rules.table(name, on)
        if table.has(kind):
            return table
    raise Refused("KK-250", kind=kind)


def _kind(table: RuleTable, code: str) -> TrainingKind:
    path, name, unit = (table.text(code, field) for field in ("path", "name", "unit"))
    return TrainingKind(code, path, name, unit, table.source, table.note)
