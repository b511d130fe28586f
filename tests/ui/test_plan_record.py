"""The record of a plan by keyboard and dialog: order, meaning, head, versions, moves, steps."""

from collections.abc import Iterator
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from test_targets_tab import IRWAN, YEAR, editor, of, open_tab, planned, press, type_in

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.moves import Assignment, Cause
from kotabumi_kinerja.domain.plan_comparing import Difference
from kotabumi_kinerja.domain.plans import AnnexBlock, Approach, Aspect, FormKind, PlanState, Section
from kotabumi_kinerja.domain.targets import Direction
from kotabumi_kinerja.services import career, plans, staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.plans_compare import CompareDialog
from kotabumi_kinerja.ui.dialogs.plans_head import HeadDialog
from kotabumi_kinerja.ui.dialogs.plans_leader import LeaderDialog
from kotabumi_kinerja.ui.dialogs.plans_moves import MovesDialog
from kotabumi_kinerja.ui.dialogs.plans_state import StateDialog
from kotabumi_kinerja.ui.dialogs.target_meaning import MeaningDialog
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets import TargetsTab
from kotabumi_kinerja.ui.tabs.targets.annex import lines_of
from kotabumi_kinerja.ui.tabs.targets.record import ACTIONS, ANNEX, VERSIONS
from kotabumi_kinerja.ui.tabs.targets.tree import MEANING, TARGET, TEXT
from kotabumi_kinerja.ui.widgets import FormRow

__all__ = ["planned"]

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def tab(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> Iterator[TargetsTab]:
    """The tab in its window, at Irwan."""
    window, made = open_tab(qtbot, kit, jobs, planned)
    assert window.isVisible()
    yield made
    made.record.settle()


def chord(qtbot: QtBot, widget: QWidget, key: Qt.Key, with_: Qt.KeyboardModifier = CTRL) -> None:
    qtbot.keyClick(widget, key, with_)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def fill(row: FormRow, text: str) -> None:
    field = cast("QLineEdit", row.field)
    field.setText(text)
    field.textEdited.emit(text)


def agree(work: Workspace) -> bytes:
    key = of(work, IRWAN).id
    plans.agree(work, [key], date(YEAR, 1, 28), submit_first=True)
    return key


# ---- results ---------------------------------------------------------------


def test_a_plan_of_forty_indicators_is_entered_from_the_keyboard_alone(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window, tab = open_tab(qtbot, kit, jobs, office)
    tab.people.list.table.setFocus()
    chord(qtbot, focused(), Qt.Key.Key_N)
    qtbot.waitUntil(lambda: tab.shown() == "record")
    for result in range(8):
        chord(qtbot, focused(), Qt.Key.Key_N)
        type_in(qtbot, editor(tab), f"Terlaksananya hasil {result}")
        for number in range(5):
            chord(qtbot, focused(), Qt.Key.Key_N, CTRL | SHIFT)
            type_in(qtbot, editor(tab), f"Jumlah {number}")
            press(qtbot, editor(tab), Qt.Key.Key_Tab)
            qtbot.waitUntil(lambda: isinstance(editor(tab), QComboBox))
            type_in(qtbot, editor(tab), "Wak" if number == 4 else "Kuan")
            press(qtbot, editor(tab), Qt.Key.Key_Tab)
            qtbot.waitUntil(lambda: isinstance(editor(tab), QLineEdit))
            type_in(qtbot, editor(tab), "maks. 5 hari" if number == 4 else f"{number + 1} dokumen")
    press(qtbot, editor(tab), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not [gap for gap in tab.record.gaps if gap.must])
    view = of(office, IRWAN)
    every = [indicator for result in view.results for indicator in result.indicators]
    assert (len(view.results), len(every)) == (8, 40)
    assert [r.text for r in view.results] == [f"Terlaksananya hasil {n}" for n in range(8)]
    assert [i.aspect for i in view.results[7].indicators] == [Aspect.QUANTITY] * 4 + [Aspect.TIME]
    assert every[-1].target.direction is Direction.LOWER
    assert {i.target.text for i in every} == {
        "maks. 5 hari", "1 dokumen", "2 dokumen", "3 dokumen", "4 dokumen"
    }  # fmt: skip
    assert window.isActiveWindow()


def test_rows_are_moved_and_deleted_by_key(
    qtbot: QtBot, tab: TargetsTab, planned: Workspace
) -> None:
    tree = tab.record.results.tree
    one, two, *_ = of(planned, IRWAN).results[0].indicators
    tree.go(one.id, TEXT)
    chord(qtbot, tree, Qt.Key.Key_Down, ALT)
    assert [i.id for i in of(planned, IRWAN).results[0].indicators][:2] == [two.id, one.id]
    assert tree.current_id() == one.id
    chord(qtbot, tree, Qt.Key.Key_Up, ALT)
    assert of(planned, IRWAN).results[0].indicators[0].id == one.id
    press(qtbot, tree, Qt.Key.Key_Delete)
    assert one.id not in [i.id for i in of(planned, IRWAN).results[0].indicators]
    history.undo(planned.database)
    assert of(planned, IRWAN).results[0].indicators[0].id == one.id


def test_a_result_goes_into_another_section(tab: TargetsTab, planned: Workspace) -> None:
    results = tab.record.results
    key = of(planned, IRWAN).results[0].id
    results.tree.go(key, TEXT)
    results.section.menu().aboutToShow.emit()
    names = [action.text() for action in results.section.menu().actions()]
    assert names == ["Ke Utama", "Ke Tambahan"]
    results.move_to(Section.ADDITIONAL)
    assert of(planned, IRWAN).results[-1].id == key
    plans.use_special_section(planned, used=True)
    results.section.menu().aboutToShow.emit()
    assert "Ke Instruksi khusus pimpinan" in [a.text() for a in results.section.menu().actions()]


def test_what_was_read_is_shown_and_corrected(
    qtbot: QtBot, tab: TargetsTab, planned: Workspace
) -> None:
    results = tab.record.results
    one = of(planned, IRWAN).results[0].indicators[0]
    plans.edit_indicator(planned, one.id, "target", "5 hari")
    results.tree.go(one.id, MEANING)
    assert results.read_as.text() == "Terbaca: paling sedikit 5 hari, makin banyak makin baik"
    press(qtbot, results.tree, Qt.Key.Key_Return)
    dialog = cast("MeaningDialog", results.dialog)
    dialog.direction.setCurrentIndex(list(Direction).index(Direction.LOWER))
    assert dialog.said.text() == "paling banyak 5 hari, makin sedikit makin baik"
    fill(dialog.low, "")
    dialog.accept_button.click()
    assert "KK-208" in cast("QLineEdit", dialog.low.field).accessibleDescription()
    fill(dialog.low, "6")
    dialog.accept_button.click()
    target = of(planned, IRWAN).results[0].indicators[0].target
    assert (target.text, target.direction, target.maximum) == ("5 hari", Direction.LOWER, 6)
    assert results.tree.currentItem().text(MEANING) == "paling banyak 6 hari"


@pytest.mark.parametrize(
    ("direction", "fields", "said"),
    [
        (Direction.RANGE, {"low": "90", "high": "100", "unit": "%"}, "90 sampai 100 %"),
        (Direction.BY_DATE, {"due": "31 Juli 2026"}, "paling lambat 31 Juli 2026"),
        (Direction.TEXT, {}, "tidak terukur"),
        (Direction.HIGHER, {"low": "12000000", "unit": "Rp"}, "paling sedikit Rp 12.000.000"),
    ],
)
def test_every_kind_of_meaning_can_be_said(
    tab: TargetsTab,
    planned: Workspace,
    direction: Direction,
    fields: dict[str, str],
    said: str,
) -> None:
    results = tab.record.results
    results.tree.go(of(planned, IRWAN).results[0].indicators[0].id, TARGET)
    results.say_meaning()
    dialog = cast("MeaningDialog", results.dialog)
    dialog.direction.setCurrentIndex(list(Direction).index(direction))
    for name, text in fields.items():
        fill(getattr(dialog, name), text)
    dialog.accept_button.click()
    target = of(planned, IRWAN).results[0].indicators[0].target
    assert (target.direction, target.short_meaning) == (direction, said)


def test_a_result_of_the_leader_is_chosen_or_written_for_the_time_being(
    qtbot: QtBot, tab: TargetsTab, planned: Workspace
) -> None:
    results = tab.record.results
    results.tree.go(of(planned, IRWAN).results[0].id, TEXT)
    assert results.link_state.isVisible()
    chord(qtbot, results.tree, Qt.Key.Key_L)
    dialog = cast("LeaderDialog", results.dialog)
    dialog.list.setCurrentRow(1)
    press(qtbot, dialog.list, Qt.Key.Key_Return)
    linked = of(planned, IRWAN).results[0]
    assert linked.leader is not None
    assert results.leader.text() == linked.leader_text
    assert results.link_state.isHidden()
    results.leader.setFocus()
    results.leader.selectAll()
    type_in(qtbot, results.leader, "Hasil sementara")
    press(qtbot, results.leader, Qt.Key.Key_Return)
    assert of(planned, IRWAN).results[0].temporary
    assert results.link_state.isVisible()


# ---- head, versions, moves -------------------------------------------------


def test_approach_form_and_days_of_a_draft(tab: TargetsTab, planned: Workspace) -> None:
    tab.doing.edit_head()
    dialog = cast("HeadDialog", tab.dialog)
    dialog.approach.setCurrentIndex(1)
    dialog.form.setCurrentIndex(list(FormKind).index(FormKind.LEADER))
    fill(dialog.until, f"1 Januari {YEAR + 1}")
    dialog.special.setChecked(True)
    dialog.accept_button.click()
    assert "KK-271" in cast("QLineEdit", dialog.until.field).accessibleDescription()
    fill(dialog.until, f"30-11-{YEAR}")
    dialog.accept_button.click()
    view = of(planned, IRWAN)
    assert (view.approach, view.form) == (Approach.QUALITATIVE, FormKind.LEADER)
    assert view.until == date(YEAR, 11, 30)
    assert tab.record.results.tree.headerItem().text(1) == "Perspektif"
    assert Section.SPECIAL in plans.sections(planned)
    assert "Kualitatif, formulir pimpinan" in tab.record.caption.text()


def test_a_new_version_is_asked_for_compared_and_agreed(
    tab: TargetsTab, planned: Workspace
) -> None:
    first = agree(planned)
    tab.record.names.setCurrentIndex(VERSIONS)
    tab.record.versions.new_button.click()
    dialog = cast("StateDialog", tab.dialog)
    dialog.accept_button.click()
    assert dialog.row is not None
    assert dialog.row.is_wrong()
    fill(dialog.row, "Target naik")
    dialog.accept_button.click()
    view = tab.record.view
    assert view is not None
    assert (view.version, view.state, view.cause) == (2, PlanState.DRAFT, "Target naik")
    assert tab.record.versions.list.count() == 2
    assert "Alasan: Target naik" in tab.record.versions.list.item(1).text()
    plans.edit_indicator(planned, view.results[0].indicators[0].id, "target", "999 berkas")
    tab.record.versions.compare_button.click()
    compared = cast("CompareDialog", tab.dialog)
    assert compared.said.text() == "1 baris berbeda. Alasan: Target naik"
    cells = [compared.table.item(at, 2) for at in range(compared.table.rowCount())]
    marks = [cell.text() for cell in cells if cell is not None]
    assert [mark for mark in marks if mark] == [Difference.CHANGED.label]
    compared.only.setChecked(True)
    assert compared.table.rowCount() == 2
    compared.accept()
    plans.agree(planned, [view.id], planned.today(), submit_first=True)
    assert plans.plan(planned, first).state is PlanState.SUPERSEDED
    assert tab.record.view is not None
    assert (tab.record.view.id, tab.record.view.state) == (view.id, PlanState.AGREED)


def test_a_move_of_the_career_makes_two_plans_to_choose_from(
    tab: TargetsTab, planned: Workspace
) -> None:
    old = agree(planned)
    person = of(planned, IRWAN).person
    said = {"post": "Pengelola Keuangan"}
    career.record(planned, person, CareerStep.POST, date(YEAR, 7, 1), said)
    tab.doing.move()
    dialog = cast("MovesDialog", tab.dialog)
    dialog.proposed[0].click()
    record = tab.record
    assert record.view is not None
    assert (record.view.post, record.view.since) == ("Pengelola Keuangan", date(YEAR, 7, 1))
    assert record.which.isVisible()
    assert record.which.count() == 2
    assert "1 Januari sampai 30 Juni" in record.which.itemText(0)
    record.which.setCurrentIndex(0)
    record.which.activated.emit(0)
    assert record.view.id == old
    assert record.view.until == date(YEAR, 6, 30)


def test_a_move_by_hand_and_an_assignment(tab: TargetsTab, planned: Workspace) -> None:
    tab.doing.move()
    dialog = cast("MovesDialog", tab.dialog)
    dialog.cause.setCurrentIndex(list(Cause).index(Cause.LEAVE))
    fill(dialog.day, f"1 Januari {YEAR}")
    dialog.cut_button.click()
    assert "KK-207" in cast("QLineEdit", dialog.day.field).accessibleDescription()
    fill(dialog.day, f"1 Oktober {YEAR}")
    assert "tutup SKP lama 30 September" in dialog.cut_says.text()
    dialog.cut_button.click()
    assert of(planned, IRWAN).until == date(YEAR, 9, 30)
    tab.doing.move()
    dialog = cast("MovesDialog", tab.dialog)
    dialog.names.setCurrentIndex(1)
    dialog.kind.setCurrentIndex(list(Assignment).index(Assignment.DAILY))
    dialog.add_button.click()
    assert dialog.expected.is_wrong()
    fill(dialog.expected, "Terlaksananya tugas harian Kasubbag")
    fill(dialog.since, f"1 Maret {YEAR}")
    dialog.add_button.click()
    assert of(planned, IRWAN).results[-1].text == "Terlaksananya tugas harian Kasubbag"


def test_the_menu_offers_what_can_be_done(tab: TargetsTab, planned: Workspace) -> None:
    tab.record.menu.aboutToShow.emit()
    assert tab.head_action.isVisible()
    assert not tab.version_action.isVisible()
    agree(planned)
    tab.record.menu.aboutToShow.emit()
    assert not tab.head_action.isVisible()
    assert tab.version_action.isVisible()
    assert not tab.compare_action.isVisible()


# ---- steps and annex -------------------------------------------------------


def test_steps_are_typed_in_the_grid_and_below_it(
    qtbot: QtBot, tab: TargetsTab, planned: Workspace
) -> None:
    page = tab.record.steps_page
    tab.record.names.setCurrentIndex(ACTIONS)
    page.table.setCurrentCell(0, 2)
    page.table.setFocus()
    press(qtbot, page.table, Qt.Key.Key_F2)
    type_in(qtbot, focused(), "Memeriksa berkas")
    press(qtbot, focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.said.text().startswith("1 dari "))
    target = cast("QLineEdit", page.fields["target_text"].field)
    target.setFocus()
    type_in(qtbot, target, "120 berkas")
    press(qtbot, target, Qt.Key.Key_Return)
    made = plans.action_plan(planned, of(planned, IRWAN))
    step = made.rows[0].step(made.periods[1])
    assert (step.text, step.target_text) == ("Memeriksa berkas", "120 berkas")
    assert page.said.text().startswith("1 dari ")
    agree(planned)
    page.table.setCurrentCell(0, 2)
    done = cast("QLineEdit", page.fields["done"].field)
    done.setFocus()
    type_in(qtbot, done, "118 berkas")
    press(qtbot, done, Qt.Key.Key_Return)
    made = plans.action_plan(planned, of(planned, IRWAN))
    assert made.rows[0].step(made.periods[1]).done == "118 berkas"
    page.kind.setCurrentIndex(0)
    page.kind.activated.emit(0)
    assert page.table.columnCount() == 13


def test_several_lines_are_pasted_and_moved(
    qtbot: QtBot, tab: TargetsTab, planned: Workspace
) -> None:
    page = tab.record.annex
    tab.record.names.setCurrentIndex(ANNEX)
    field = page.new[AnnexBlock.RESOURCES]
    field.setFocus()
    QGuiApplication.clipboard().setText("1. Laptop\r\n\r\n2) Jaringan\n• Bimbingan atasan")
    chord(qtbot, field, Qt.Key.Key_V)
    texts = ["Laptop", "Jaringan", "Bimbingan atasan"]
    assert [line.text for line in of(planned, IRWAN).annex] == texts
    history.undo(planned.database)
    assert of(planned, IRWAN).annex == ()
    chord(qtbot, field, Qt.Key.Key_V)
    page.lines[2].setFocus()
    chord(qtbot, page.lines[2], Qt.Key.Key_Up, ALT)
    assert [line.text for line in of(planned, IRWAN).annex] == [texts[0], texts[2], texts[1]]
    assert page.lines[1].hasFocus()
    assert lines_of("12 orang\n- a. b") == ["12 orang", "a. b"]


def test_a_person_with_two_plans_is_named_so_in_the_list(
    tab: TargetsTab, planned: Workspace
) -> None:
    plans.cut(planned, of(planned, IRWAN).id, date(YEAR, 7, 1), Cause.PROMOTION)
    row = tab.people.list.current_row()
    assert row is not None
    assert row.label.endswith("2 SKP")
    assert staff.record(planned, row.id).nip == IRWAN
