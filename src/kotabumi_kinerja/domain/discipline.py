"""Levels of disciplinary punishment (PP 94/2021)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook

_MONTHS: Final = re.compile(r"(\d+) bulan")


class DisciplineLevel(StrEnum):
    """Levels, lightest first."""

    LIGHT = "RINGAN"
    MEDIUM = "SEDANG"
    GRAVE = "BERAT"

    @property
    def label(self) -> str:
        """'ringan'."""
        return self.value.casefold()


@dataclass(frozen=True, slots=True)
class Measure:
    """The punishment an absence can lead to; a hint, the authorised official decides."""

    level: DisciplineLevel
    name: str
    source: str


def measure_for_absence(days: int, longest_run: int, rules: RuleBook, on: date) -> Measure | None:
    """The measure for days absent without valid reason in one year.

    `longest_run` is in working days. None below the first band.
    """
    table = rules.table("alpa", on)
    if longest_run >= table.whole("in_a_row"):
        level = DisciplineLevel(table.text("in_a_row_level"))
        return Measure(level, table.text("in_a_row_name"), table.source)
    for band in table.rows("bands"):
        last = band.whole("last") if band.has("last") else days
        if band.whole("first") <= days <= last:
            return Measure(DisciplineLevel(band.text("level")), band.text("name"), table.source)
    return None


def measures(level: DisciplineLevel, rules: RuleBook, on: date) -> tuple[str, ...]:
    """The kinds of punishment of a level, lightest first."""
    return rules.table("hukuman", on).texts(level.value)


def refuse_unknown(level: DisciplineLevel, kind: str, rules: RuleBook, on: date) -> None:
    """Refuses KK-135 a punishment that PP 94/2021 does not name for this level."""
    if kind not in measures(level, rules, on):
        raise Refused("KK-135", field="kind", kind=kind, level=level.label)


def months_of(kind: str) -> int | None:
    """How long it lasts, read from its words ('Potong tukin 25% 6 bulan'); None when at once."""
    found = _MONTHS.search(kind)
    return int(found[1]) if found else None
