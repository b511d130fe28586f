"""Deadlines of the performance cycle, working days and holidays."""

from dataclasses import dataclass
from datetime import date, timedelta

from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.domain.rules import RuleBook, RuleTable

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, with its source; `note` when it waits for confirmation."""

    day: date
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TwoDeadlines:
    """The same number of days counted both ways; nothing is refused before the later one."""

    calendar: Deadline
    working: Deadline

    @property
    def later(self) -> date:
        """The later of both days."""
        return max(self.calendar.day, self.working.day)


def plan_deadline(year: int, rules: RuleBook) -> Deadline:
    """Last day to agree the SKP of a year."""
    return _fixed(rules.table("tenggat_skp", date(year, 1, 1)), year)


def evaluation_deadline(period: Period, rules: RuleBook) -> Deadline:
    """Last day to evaluate a period: a day of the next month, for a year a day of the next year."""
    if period.kind is PeriodKind.YEAR:
        return _fixed(rules.table("tenggat_tahunan", period.end), period.year + 1)
    table = rules.table("tenggat_periodik", period.end)
    return Deadline(period.end + table.whole("day") * _DAY, table.source, table.note)


def objection_deadlines(received: date, rules: RuleBook) -> TwoDeadlines:
    """Last days to object, from the day the result was received (PP 30/2019 Pasal 59)."""
    return _both(rules.table("tenggat_keberatan", received), received, rules)


def decision_deadlines(received: date, rules: RuleBook) -> TwoDeadlines:
    """Last days for the superior of the rater to decide an objection."""
    return _both(rules.table("tenggat_putusan", received), received, rules)


def handover_deadline(rated: date, rules: RuleBook) -> Deadline:
    """Last day to hand the document to the employee."""
    table = rules.table("tenggat_dokumen", rated)
    day = add_working_days(rated, table.whole("handover_working_days"), rules)
    return Deadline(day, table.source, table.note)


def return_deadline(delivered: date, rules: RuleBook) -> Deadline:
    """Last day for the employee to give the signed document back."""
    table = rules.table("tenggat_dokumen", delivered)
    day = add_working_days(delivered, table.whole("return_working_days"), rules)
    return Deadline(day, table.source, table.note)


def is_working_day(day: date, rules: RuleBook) -> bool:
    """Whether the office works on this day; a year without a list has only its weekends free."""
    if str(day.isoweekday()) not in rules.table("hari_kerja", day).texts("weekdays"):
        return False
    holidays = rules.find("hari_libur", day)
    return holidays is None or day not in holidays.dates("days")


def add_working_days(start: date, count: int, rules: RuleBook) -> date:
    """The day that lies `count` working days after `start`; `start` itself is not counted."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_working_day(day, rules)
    return day


def working_days(first: date, last: date, rules: RuleBook) -> int:
    """Working days from `first` to `last`, both counted."""
    span = range(first.toordinal(), last.toordinal() + 1)
    return sum(is_working_day(date.fromordinal(day), rules) for day in span)


def holidays_known(year: int, rules: RuleBook) -> bool:
    """Whether the list of public holidays of a year is there."""
    return rules.find("hari_libur", date(year, 1, 1)) is not None


def _fixed(table: RuleTable, year: int) -> Deadline:
    return Deadline(date(year, table.whole("month"), table.whole("day")), table.source, table.note)


def _both(table: RuleTable, start: date, rules: RuleBook) -> TwoDeadlines:
    days = table.whole("days")
    calendar = Deadline(start + days * _DAY, table.source, table.note)
    working = Deadline(add_working_days(start, days, rules), table.source, table.note)
    return TwoDeadlines(calendar, working)
