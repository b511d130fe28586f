"""Levels of disciplinary punishment (PP 94/2021)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kotabumi_kinerja.domain.rules import RuleBook


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
