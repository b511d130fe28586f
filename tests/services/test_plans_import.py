"""A workbook of plans into drafts: a verdict for each person, one step, nothing agreed replaced."""

import json
from datetime import date
from pathlib import Path

import pytest
from plan_books import (
    LESTARI,
    MEGA,
    YEAR,
    Row,
    code_of,
    imported,
    line,
    of,
    sample_run,
    write_book,
)

from kotabumi_kinerja import messages
from kotabumi_kinerja.domain.plans import Section
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

EXPECTED = Path(__file__).resolve().parents[1] / "data" / "expected-skp-dpmptsp.json"
REFUSED_STAFF = {"199003032012062018", "198704112021232033"}


def test_the_sample_workbook_becomes_the_expected_plans(office: Workspace) -> None:
    expected = json.loads(EXPECTED.read_text("utf-8"))
    done = plans.apply(office, sample_run(office))
    assert (done.new, done.changed, done.same, done.refused) == (33, 0, 0, 3)
    found: dict[str, object] = {}
    for row in plans.find(office, YEAR):
        view = of(office, row.nip)
        found[row.nip] = [
            {
                "leader": r.leader_text,
                "result": r.text,
                "indicators": [
                    {
                        "aspect": i.aspect.value if i.aspect else "",
                        "indicator": i.text,
                        "target": i.target.text,
                    }
                    for i in r.indicators
                ],
            }
            for r in view.results
        ]
    assert found == {row: expected[row] for row in found}
    assert len(found) == 33


def test_plans_of_unknown_people_are_refused_by_name(office: Workspace) -> None:
    refused = [v for v in sample_run(office).verdicts if v.outcome is Outcome.REFUSED]
    assert {v.nip for v in refused} >= REFUSED_STAFF
    assert {v.findings[0].code for v in refused} == {"KK-146"}
    assert len(refused) == 3
    sentence = messages.sentence("KK-146", refused[0].findings[0].fields)
    assert f"{refused[0].nip[:8]} {refused[0].nip[8:14]}" in sentence


def test_an_import_is_one_step_and_the_journal_lets_it_go(office: Workspace) -> None:
    imported(office)
    assert len(plans.find(office, YEAR, chip="draft")) == 33
    history.undo(office.database)
    assert plans.find(office, YEAR, chip="draft") == []
    history.redo(office.database)
    assert len(of(office, MEGA).results[0].indicators) == 2


def test_a_second_import_of_the_same_workbook_changes_nothing(office: Workspace) -> None:
    imported(office)
    run = sample_run(office)
    assert run.counts() == {"new": 0, "changed": 0, "same": 33, "refused": 3}
    before = of(office, MEGA)
    plans.apply(office, run)
    assert of(office, MEGA) == before


def test_a_draft_is_filled_anew_and_keeps_what_was_written_by_hand(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    plans.edit_indicator(office, view.results[0].indicators[0].id, "target", "900 surat")
    plans.add_result(office, view.id, "Tersusunnya laporan")
    plans.edit_expectation(office, view.expectations[0].id, "Menjawab dalam satu hari")
    run = sample_run(office)
    assert {v.nip for v in run.verdicts if v.outcome is Outcome.CHANGED} == {MEGA}
    plans.apply(office, run)
    again = of(office, MEGA)
    assert [i.target.text for r in again.results for i in r.indicators] == [
        "1.200 surat",
        "maksimal 1 hari",
    ]
    assert again.expectations[0].text == "Menjawab dalam satu hari"


def test_what_was_agreed_is_not_replaced(office: Workspace) -> None:
    imported(office)
    plans.edit_result(office, of(office, MEGA).results[0].id, "text", "Terkelolanya surat")
    plans.agree(office, [of(office, MEGA).id], date(2026, 1, 20), submit_first=True)
    refused = {v.nip: v.findings[0].code for v in sample_run(office).verdicts if v.findings}
    assert refused[MEGA] == "KK-212"


def test_a_trial_that_is_out_of_date_makes_no_second_plan(office: Workspace) -> None:
    run = sample_run(office)
    plans.apply(office, run)
    assert code_of(lambda: plans.apply(office, run)) == "KK-212"


def test_a_trial_before_agreeing_replaces_nothing(office: Workspace) -> None:
    imported(office)
    plans.edit_result(office, of(office, MEGA).results[0].id, "text", "Terkelolanya surat")
    changed = sample_run(office)
    plans.agree(office, [of(office, MEGA).id], date(2026, 1, 20), submit_first=True)
    assert code_of(lambda: plans.apply(office, changed)) == "KK-212"


def test_realisation_is_handed_over_and_is_no_progress(office: Workspace) -> None:
    run = sample_run(office)
    assert run.realised > 0
    done = plans.apply(office, run)
    first = of(office, MEGA).results[0].indicators[0]
    assert done.realised[first.id].text == "1.200 surat"
    assert done.realised[first.id].evidence.startswith("https://")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((line("1.99510072017032E+17"),), "KK-122"),
        ((line("19951007201703206"),), "KK-120"),
        ((line("199502302017032066"),), "KK-121"),
        ((line(MEGA, section="Penting"),), "KK-215"),
        ((line("199510072017032999"),), "KK-146"),
    ],
)
def test_one_person_is_refused_with_the_reason(
    office: Workspace, tmp_path: Path, rows: tuple[Row, ...], code: str
) -> None:
    book = write_book(tmp_path / "skp.xlsx", *rows, line(LESTARI))
    run = plans.dry_run(office, book, YEAR)
    outcomes = {v.outcome: v for v in run.verdicts}
    assert outcomes[Outcome.REFUSED].findings[0].code == code
    assert plans.apply(office, run).new == 1
    assert of(office, LESTARI).results[0].text == "Tersusunnya arsip"


def test_a_nip_that_excel_has_made_a_number_is_refused(office: Workspace, tmp_path: Path) -> None:
    book = write_book(tmp_path / "skp.xlsx", (199510072017032066, *line(MEGA)[1:]))
    run = plans.dry_run(office, book, YEAR)
    assert [f.code for v in run.verdicts for f in v.findings] == ["KK-122"]
    assert code_of(lambda: plans.apply(office, run)) == "KK-234"


def test_doubtful_cells_come_in_with_a_warning(office: Workspace, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "skp.xlsx", line(MEGA, section="", aspect="Mutu", target=0.98), line(LESTARI)
    )
    run = plans.dry_run(office, book, YEAR)
    assert {f.code for f in run.verdicts[0].findings} == {"KK-236", "KK-237", "KK-238"}
    assert run.verdicts[0].warned
    assert not run.verdicts[1].warned
    plans.apply(office, run)
    result = of(office, MEGA).results[0]
    assert result.section is Section.MAIN
    assert result.indicators[0].aspect is None


def test_a_workbook_without_plans_is_refused(office: Workspace, tmp_path: Path) -> None:
    book = write_book(tmp_path / "kosong.xlsx")
    assert code_of(lambda: plans.dry_run(office, book, YEAR)) in {"KK-219", "KK-156"}
