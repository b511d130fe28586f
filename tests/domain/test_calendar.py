"""Deadlines, working days and objections."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.calendar import (
    add_working_days,
    decision_deadlines,
    evaluation_deadline,
    handover_deadline,
    holidays_known,
    is_working_day,
    objection_deadlines,
    plan_deadline,
    return_deadline,
    working_days,
)
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.objections import (
    ObjectionOutcome,
    ObjectionState,
    move_objection,
    refuse_late_objection,
)
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.rules import RuleBook


def test_fixed_days(rules: RuleBook) -> None:
    assert plan_deadline(2026, rules).day == date(2026, 1, 31)
    assert evaluation_deadline(parse_period("2026"), rules).day == date(2027, 1, 31)
    quarter = evaluation_deadline(parse_period("2026-TW1"), rules)
    assert (quarter.day, quarter.note) == (date(2026, 4, 7), "menunggu konfirmasi BKPSDM")
    assert evaluation_deadline(parse_period("2026-B12"), rules).day == date(2027, 1, 7)


def test_objections_are_counted_both_ways(rules: RuleBook) -> None:
    found = objection_deadlines(date(2026, 5, 11), rules)
    assert found.calendar.day == date(2026, 5, 25)
    assert found.working.day == date(2026, 6, 3)
    assert found.later == date(2026, 6, 3)
    assert decision_deadlines(date(2026, 11, 2), rules).later == date(2026, 11, 11)


def test_documents(rules: RuleBook) -> None:
    assert handover_deadline(date(2026, 11, 2), rules).day == date(2026, 11, 20)
    assert return_deadline(date(2026, 12, 18), rules).day == date(2027, 1, 8)


def test_working_days(rules: RuleBook) -> None:
    assert not is_working_day(date(2026, 8, 17), rules)
    assert not is_working_day(date(2026, 11, 22), rules)
    assert is_working_day(date(2026, 11, 24), rules)
    assert working_days(date(2026, 8, 10), date(2026, 8, 28), rules) == 13
    assert working_days(date(2026, 8, 28), date(2026, 8, 10), rules) == 0
    assert (holidays_known(2026, rules), holidays_known(2027, rules)) == (True, False)


@settings(max_examples=40)
@given(st.dates(date(2025, 6, 1), date(2027, 6, 1)), st.integers(0, 40))
def test_added_days_are_the_days_counted(rules: RuleBook, start: date, count: int) -> None:
    end = add_working_days(start, count, rules)
    assert working_days(start + timedelta(1), end, rules) == count
    assert count == 0 or is_working_day(end, rules)


def test_an_objection_is_refused_only_after_the_later_day(rules: RuleBook) -> None:
    received = date(2026, 5, 11)
    refuse_late_objection(received, date(2026, 6, 3), "Realisasi belum dihitung", "Budi", rules)
    for filed, reasons, code in (
        (date(2026, 6, 4), "Realisasi belum dihitung", "KK-231"),
        (date(2026, 5, 12), "  ", "KK-232"),
        (date(2026, 5, 10), "Realisasi belum dihitung", "KK-233"),
    ):
        with pytest.raises(Refused, match=code):
            refuse_late_objection(received, filed, reasons, "Budi", rules)


def test_objection_states() -> None:
    state = move_objection(ObjectionState.FILED, ObjectionState.IN_REVIEW, "Budi")
    assert move_objection(state, ObjectionState.DECIDED, "Budi") is ObjectionState.DECIDED
    with pytest.raises(Refused, match="KK-230"):
        move_objection(ObjectionState.FILED, ObjectionState.DECIDED, "Budi")
    assert [outcome.label for outcome in ObjectionOutcome] == ["tetap", "diubah"]
