"""Periods, their codes, labels, order and days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.periods import (
    Period,
    PeriodKind,
    parse_period,
    period_kinds,
    period_of,
    periods_of,
    quarter_of,
)
from kotabumi_kinerja.domain.rules import RuleBook


@pytest.mark.parametrize(
    ("code", "label", "short", "start", "end"),
    [
        ("2026-B02", "Februari 2026", "Feb", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-TW1", "Triwulan I 2026", "TW I", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-TW4", "Triwulan IV 2026", "TW IV", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-S2", "Semester II 2026", "Sem II", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", "Tahun 2026", "Tahun", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_forms(code: str, label: str, short: str, start: date, end: date) -> None:
    period = parse_period(code)
    assert (period.code, period.label, period.short_label) == (code, label, short)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("text", ["2026-TW5", "2026-B13", "2026-S3", "2026-B00", "TW1", "", "26"])
def test_refused(text: str) -> None:
    with pytest.raises(Refused, match="KK-216"):
        parse_period(text)


@settings(max_examples=60)
@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from(PeriodKind))
def test_a_day_lies_in_its_period(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert period.covers(day)
    assert parse_period(period.code) == period
    assert not period.covers(period.end + timedelta(1))
    assert not period.covers(period.start - timedelta(1))


def test_a_year_is_covered_without_gaps() -> None:
    for kind in PeriodKind:
        parts = periods_of(2028, kind)
        assert sum((p.end - p.start).days + 1 for p in parts) == 366


def test_order() -> None:
    codes = ["2026", "2026-S1", "2026-B03", "2026-TW1", "2025", "2026-B12", "2026-TW4"]
    ordered = [p.code for p in sorted(parse_period(code) for code in codes)]
    assert ordered == ["2025", "2026-B03", "2026-TW1", "2026-S1", "2026-B12", "2026-TW4", "2026"]
    assert quarter_of(date(2026, 11, 24)) == Period(2026, PeriodKind.QUARTER, 4)


def test_kinds_by_status(rules: RuleBook) -> None:
    teachers = period_kinds("GURU", rules, date(2026, 11, 24))
    assert teachers == (PeriodKind.SEMESTER, PeriodKind.YEAR)
    assert PeriodKind.QUARTER in period_kinds("PPPK_PW", rules, date(2026, 11, 24))
