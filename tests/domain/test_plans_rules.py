"""States of an SKP, overlaps, and what it lacks."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from kotabumi_kinerja.domain.completeness import (
    IndicatorSheet,
    PlanSheet,
    ResultSheet,
    check_plan,
    may_submit,
    quick_checks,
)
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import (
    AnnexBlock,
    Aspect,
    FormKind,
    Perspective,
    PlanAction,
    PlanSpan,
    PlanState,
    Section,
    may_move,
    move_plan,
    refuse_overlap,
)
from kotabumi_kinerja.domain.rater_checks import Service
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.messages import CATALOGUE, sentence

NOW = date(2026, 11, 24)
LETTERS = IndicatorSheet("Jumlah surat yang diagendakan", "1.200 surat", Aspect.QUANTITY)
RESULT = ResultSheet(Section.MAIN, "Terkelolanya surat dan arsip", True, (LETTERS,))  # noqa: FBT003  # plain
PLAN = PlanSheet(
    name="Irwan Rahman",
    form=FormKind.STAFF,
    start=date(2026, 1, 1),
    end=date(2026, 12, 31),
    results=(RESULT,),
    behaviours=7,
    annex=tuple((block, 1) for block in AnnexBlock),
    person=b"p",
    rater=b"r",
)

HIRED = Service(date(2026, 3, 1), date.max)
LEAVING = Service(date(2010, 1, 1), date(2026, 6, 30))


def codes(plan: PlanSheet, rules: RuleBook) -> list[tuple[str, str]]:
    return [(finding.severity.word, finding.code) for finding in check_plan(plan, rules, NOW)]


def test_a_complete_plan(rules: RuleBook) -> None:
    assert codes(PLAN, rules) == []
    assert may_submit(check_plan(PLAN, rules, NOW))


def result(**changes: object) -> ResultSheet:
    return replace(RESULT, **changes)


def indicator(**changes: object) -> PlanSheet:
    return replace(PLAN, results=(result(indicators=(replace(LETTERS, **changes),)),))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (replace(PLAN, results=()), [("harus", "KK-260")]),
        (replace(PLAN, results=(result(section=Section.ADDITIONAL),)), [("harus", "KK-260")]),
        (replace(PLAN, results=(result(indicators=()),)), [("harus", "KK-261")]),
        (replace(PLAN, results=(result(text=" "),)), [("harus", "KK-274")]),
        (replace(PLAN, results=(result(text="Melaksanakan rapat"),)), [("sebaiknya", "KK-269")]),
        (replace(PLAN, results=(result(supports_leader=False),)), []),
        (
            replace(PLAN, results=(result(supports_leader=False),), leader_plan=True),
            [("sebaiknya", "KK-264")],
        ),
        (indicator(target=" "), [("harus", "KK-262")]),
        (indicator(target="sebaik mungkin"), [("sebaiknya", "KK-270")]),
        (indicator(text=""), [("harus", "KK-275")]),
        (indicator(aspect=None), [("harus", "KK-263")]),
        (replace(PLAN, behaviours=6), [("harus", "KK-267")]),
        (replace(PLAN, annex=()), [("sebaiknya", "KK-268")] * 3),
        (
            replace(PLAN, annex=((AnnexBlock.RESOURCES, 2), (AnnexBlock.REPORTING, 0))),
            [("sebaiknya", "KK-268")] * 2,
        ),
        (replace(PLAN, end=date(2027, 1, 1)), [("harus", "KK-271")]),
        (replace(PLAN, end=date(2025, 12, 31)), [("harus", "KK-271")]),
        (replace(PLAN, served=HIRED), [("harus", "KK-272")]),
        (replace(PLAN, served=replace(HIRED, sure=False)), []),
        (replace(PLAN, served=LEAVING), [("harus", "KK-272")]),
        (replace(PLAN, served=LEAVING, end=date(2026, 6, 30)), []),
        (
            replace(PLAN, overlap=(date(2026, 7, 1), date(2026, 12, 31))),
            [("harus", "KK-273")],
        ),
        (indicator(target="sebaik mungkin", measurable=True), []),
        (indicator(target="10 surat", measurable=False), [("sebaiknya", "KK-270")]),
        (replace(PLAN, rater=None), [("harus", "KK-140")]),
        (replace(PLAN, rater=b"p"), [("harus", "KK-141")]),
        (replace(PLAN, rater_stands_above=False), [("sebaiknya", "KK-145")]),
    ],
)
def test_what_is_missing(rules: RuleBook, plan: PlanSheet, expected: list[tuple[str, str]]) -> None:
    found = check_plan(plan, rules, NOW)
    assert [(f.severity.word, f.code) for f in found] == expected
    assert may_submit(found) == all(word != "harus" for word, _ in expected)
    for finding in found:
        assert finding.code in CATALOGUE
        assert "–" not in sentence(finding.code, finding.fields)


@pytest.mark.parametrize(
    ("plan", "number"),
    [
        (replace(PLAN, rater=None), 0),
        (replace(PLAN, rater=b"p"), 0),
        (replace(PLAN, rater_stands_above=False), 0),
        (replace(PLAN, end=date(2027, 1, 1)), 1),
        (replace(PLAN, served=LEAVING), 1),
        (replace(PLAN, overlap=(NOW, NOW)), 1),
        (replace(PLAN, results=(result(text="Mengikuti rapat"),)), 2),
        (indicator(target="baik"), 3),
        (indicator(target=""), 3),
        (replace(PLAN, annex=((AnnexBlock.REPORTING, 1), (AnnexBlock.CONSEQUENCES, 1))), 4),
    ],
)
def test_the_five_quick_checks(rules: RuleBook, plan: PlanSheet, number: int) -> None:
    fine = [check.fine for check in quick_checks(check_plan(PLAN, rules, NOW))]
    assert fine == [True] * 5
    found = quick_checks(check_plan(plan, rules, NOW))
    assert [at for at, check in enumerate(found) if not check.fine] == [number]


def test_no_rater_names_the_day_that_counts(rules: RuleBook) -> None:
    (found,) = check_plan(replace(PLAN, rater=None, rated_on=NOW), rules, NOW)
    assert found.fields["since"] == "24 November 2026"


def test_a_leaders_plan(rules: RuleBook) -> None:
    leader = replace(PLAN, form=FormKind.LEADER)
    assert codes(leader, rules) == [("harus", "KK-265"), ("sebaiknya", "KK-266")]
    all_four = tuple(replace(LETTERS, aspect=None, perspective=p) for p in Perspective)
    whole = replace(leader, results=(result(indicators=all_four),))
    assert codes(whole, rules) == []


def test_plan_states() -> None:
    state = PlanState.DRAFT
    for action in ("submit", "return", "submit", "agree", "supersede"):
        state = move_plan(state, PlanAction(action), "Irwan Rahman")
    assert state is PlanState.SUPERSEDED
    assert sum(may_move(s, a) for s, a in product(PlanState, PlanAction)) == 4
    with pytest.raises(Refused) as caught:
        move_plan(PlanState.AGREED, PlanAction.SUBMIT, "Irwan Rahman")
    assert sentence("KK-211", caught.value.fields) == (
        "SKP Irwan Rahman berstatus disepakati, jadi tidak dapat diajukan. "
        "Muat ulang daftar dan periksa statusnya. SKP tidak berubah. KK-211"
    )


def test_overlaps() -> None:
    first = PlanSpan("a", date(2026, 1, 1), date(2026, 3, 31))
    refuse_overlap((PlanSpan("b", date(2026, 4, 1), date(2026, 12, 31)), first), "Eko Maulana")
    with pytest.raises(Refused) as caught:
        refuse_overlap((PlanSpan("b", date(2026, 3, 1), date(2026, 12, 31)), first), "Eko Maulana")
    assert sentence("KK-214", caught.value.fields) == (
        "Dua SKP Eko Maulana tumpang tindih (1 Maret 2026 sampai 31 Maret 2026). "
        "Ubah salah satu tanggal. KK-214"
    )
