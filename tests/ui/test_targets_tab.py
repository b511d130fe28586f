"""Target (SKP) as its user meets it: edit in place, what is missing, hand in, agree, import."""

from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.plans import AnnexBlock, Aspect, PlanState
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.plans_import import PlansImportDialog
from kotabumi_kinerja.ui.dialogs.plans_state import StateDialog
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.targets import TargetsTab, make
from kotabumi_kinerja.ui.tabs.targets.checks import Spot
from kotabumi_kinerja.ui.tabs.targets.tree import ASPECT, MEANING, TARGET, TEXT

YEAR = 2026
W = TypeVar("W", bound=QWidget)
LESTARI = "196910131992082084"
IRWAN = "198501042007021005"


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """The sample office with its plans as drafts."""
    plans.apply(office, plans.dry_run(office, sample(office), YEAR))
    return office


def sample(work: Workspace) -> Path:
    return work.resources / "sample" / "skp-dpmptsp.xlsx"


def of(work: Workspace, nip: str) -> PlanView:
    return plans.plans_of(work, staff.id_of(work, nip), YEAR)[0]


def open_tab(
    qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace, nip: str = IRWAN
) -> tuple[MainWindow, TargetsTab]:
    window = window_on(qtbot, kit, jobs, work, PLANS=make)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)  # else the focus moves under an open cell
    tab = cast("TargetsTab", window.tab(Place.PLANS))
    if tab.people.list.model.rowCount():
        window.go(Target(Place.PLANS, id=staff.id_of(work, nip)))
    return window, tab


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt


def type_in(qtbot: QtBot, widget: QWidget, text: str) -> None:
    qtbot.keyClicks(widget, text)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt


def below(parent: QWidget, kind: type[W]) -> list[W]:
    return cast("list[W]", parent.findChildren(kind))  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds


def editor(tab: TargetsTab) -> QWidget:
    inside = tab.record.results.tree.viewport()
    found: list[QWidget] = [*below(inside, QLineEdit), *below(inside, QComboBox)]
    open_ = [w for w in found if not isinstance(w.parent(), QComboBox) and not w.isHidden()]
    assert len(open_) == 1
    return open_[0]


def line_of(dialog: StateDialog) -> QLineEdit:
    assert dialog.row is not None
    return cast("QLineEdit", dialog.row.field)


def editing(tab: TargetsTab) -> bool:
    return tab.record.results.tree.state() == QAbstractItemView.State.EditingState


def test_a_target_is_typed_in_its_cell_and_undone(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tree = tab.record.results.tree
    first = of(planned, IRWAN).results[0].indicators[0].id
    tree.go(first, TARGET)
    press(qtbot, tree, Qt.Key.Key_F2)
    type_in(qtbot, editor(tab), "maksimal 12 hari")
    press(qtbot, editor(tab), Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: of(planned, IRWAN).results[0].indicators[0].target.text == "maksimal 12 hari"
    )
    item = tree.currentItem()
    assert (item.text(TARGET), item.text(MEANING)) == ("maksimal 12 hari", "paling banyak 12 hari")
    history.undo(planned.database)
    assert tree.currentItem().text(TARGET) == "480 berkas"


def test_tab_goes_on_to_the_next_cell_and_left_right_walk(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tree = tab.record.results.tree
    one, two = of(planned, IRWAN).results[0].indicators[:2]
    tree.go(one.id, TEXT)
    press(qtbot, tree, Qt.Key.Key_Right)
    assert tree.currentColumn() == ASPECT
    press(qtbot, tree, Qt.Key.Key_Right)
    press(qtbot, tree, Qt.Key.Key_Return)
    type_in(qtbot, editor(tab), "500 berkas")
    press(qtbot, editor(tab), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: tree.current_id() == two.id and editing(tab))
    assert tree.currentColumn() == TEXT
    assert of(planned, IRWAN).results[0].indicators[0].target.text == "500 berkas"
    press(qtbot, editor(tab), Qt.Key.Key_Escape)


def test_the_aspect_is_chosen_from_the_four(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    first = of(planned, IRWAN).results[0].indicators[0].id
    tab.record.results.tree.go(first, ASPECT, edit=True)
    box = cast("QComboBox", editor(tab))
    assert [box.itemText(at) for at in range(box.count())] == ["", *(a.value for a in Aspect)]
    box.setCurrentText("Biaya")
    press(qtbot, box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: of(planned, IRWAN).results[0].indicators[0].aspect is Aspect.COST)


def test_results_and_indicators_are_added_and_removed(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    count = len(of(planned, IRWAN).results)
    tab.new()
    type_in(qtbot, editor(tab), "Tersusunnya laporan bulanan")
    press(qtbot, editor(tab), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: of(planned, IRWAN).results[-1].text == "Tersusunnya laporan bulanan")
    assert len(of(planned, IRWAN).results) == count + 1
    assert "Indikator RHK 3" in [gap.text for gap in tab.record.gaps]
    tab.record.next_gap()
    assert len(of(planned, IRWAN).results[-1].indicators) == 1
    press(qtbot, editor(tab), Qt.Key.Key_Escape)
    tab.record.results.tree.go(of(planned, IRWAN).results[-1].id, TEXT)
    tab.record.results.remove()
    assert len(of(planned, IRWAN).results) == count


def test_what_is_missing_blocks_and_leads_to_its_field(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    gap = of(planned, IRWAN).results[0].indicators[1].id
    plans.edit_indicator(planned, gap, "target", "")
    window, tab = open_tab(qtbot, kit, jobs, planned)
    tab.people.list.clear_filters()
    chosen = tab.people.list.current_row()
    assert chosen is not None
    assert chosen.label == "Draf, 1 kurang"
    tab.record.names.setCurrentIndex(2)
    tab.primary()
    assert of(planned, IRWAN).state is PlanState.DRAFT
    assert tab.record.names.currentIndex() == 0
    assert tab.record.results.tree.current_id() == gap
    assert tab.record.results.tree.currentColumn() == TARGET
    assert any("KK-210" in notice.code for notice in window.banners.notices)
    type_in(qtbot, editor(tab), "5 hari")
    press(qtbot, editor(tab), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not any(g.must for g in tab.record.gaps))


def test_hand_in_send_back_and_agree(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    record = tab.record
    tab.primary()
    cast("StateDialog", tab.dialog).accept_button.click()
    assert of(planned, IRWAN).state is PlanState.SUBMITTED
    assert record.primary.text() == "Sepakati…"
    assert record.results.leader.isReadOnly()
    record.results.tree.go(of(planned, IRWAN).results[0].id, TEXT, edit=True)
    assert not editing(tab)
    tab.send_back()
    dialog = cast("StateDialog", tab.dialog)
    line_of(dialog).setText("Target terlalu rendah")
    dialog.accept_button.click()
    assert of(planned, IRWAN).reason == "Target terlalu rendah"
    assert "Target terlalu rendah" in record.note.text()
    plans.submit(planned, [of(planned, IRWAN).id])
    tab.primary()
    dialog = cast("StateDialog", tab.dialog)
    field = line_of(dialog)
    field.setText("31 Februari 2026")
    dialog.accept_button.click()
    assert "31 Februari" in field.accessibleDescription()
    field.setText("28-01-2026")
    dialog.accept_button.click()
    view = of(planned, IRWAN)
    assert (view.state, str(view.agreed_on)) == (PlanState.AGREED, "2026-01-28")
    assert record.primary.isHidden()
    assert "disepakati 28 Januari 2026" in record.caption.text()
    history.undo(planned.database)
    assert record.primary.text() == "Sepakati…"


def test_many_chosen_people_are_agreed_at_once(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    plans.edit_result(planned, of(planned, IRWAN).results[0].id, "text", "")
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tab.people.list.table.selectAll()
    assert tab.agree_button.isVisible()
    tab.agree_chosen()
    cast("StateDialog", tab.dialog).accept_button.click()
    assert len(plans.open_keys(planned, YEAR, PlanState.AGREED)) == 32
    assert of(planned, IRWAN).state is PlanState.DRAFT


def test_an_expectation_is_written_when_left_and_its_guides_are_shown(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tab.record.names.setCurrentIndex(1)
    line = tab.record.values.lines[1]
    line.setFocus()
    assert tab.record.values.guide.text() == "Panduan perilaku: Akuntabel"
    type_in(qtbot, line, "Mencatat berkas hari itu juga")
    press(qtbot, line, Qt.Key.Key_Return)
    assert of(planned, IRWAN).expectations[1].text == "Mencatat berkas hari itu juga"
    assert tab.record.names.tabText(1) == "Perilaku kerja  1 dari 7"


def test_annex_lines_are_added_changed_and_removed(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    page = tab.record.annex
    tab.record.go(Spot("annex", column="Konsekuensi"))
    assert tab.record.names.currentIndex() == 2
    field = page.new[AnnexBlock.CONSEQUENCES]
    for text in ("Penghargaan pegawai", "Pembinaan"):
        type_in(qtbot, field, text)
        press(qtbot, field, Qt.Key.Key_Return)
    assert [line.text for line in of(planned, IRWAN).annex] == ["Penghargaan pegawai", "Pembinaan"]
    page.lines[0].clear()
    press(qtbot, page.lines[0], Qt.Key.Key_Return)
    assert [line.text for line in of(planned, IRWAN).annex] == ["Pembinaan"]
    page.lines[0].setText("Pembinaan atasan")
    press(qtbot, page.lines[0], Qt.Key.Key_Return)
    assert [line.text for line in of(planned, IRWAN).annex] == ["Pembinaan atasan"]
    assert tab.record.names.tabText(2) == "Lampiran  1 dari 3"


def test_the_next_person_opens_in_the_same_field(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    record = tab.record
    record.results.tree.go(of(planned, IRWAN).results[0].indicators[0].id, TARGET)
    before = record.place()
    tab.step(1)
    assert record.view is not None
    assert record.view.nip != IRWAN
    assert record.place() == before == (0, 1, TARGET)
    record.names.setCurrentIndex(1)
    record.values.lines[4].setText("Menjaga nama baik")
    first = record.view.id
    tab.step(1)
    assert record.names.currentIndex() == 1
    assert plans.plan(planned, first).expectations[4].text == "Menjaga nama baik"


def test_what_is_half_typed_is_not_lost_when_handing_in(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    first = of(planned, IRWAN).results[0].indicators[0].id
    tab.record.results.tree.go(first, TARGET, edit=True)
    type_in(qtbot, editor(tab), "600 berkas")
    tab.primary()
    assert of(planned, IRWAN).results[0].indicators[0].target.text == "600 berkas"
    cast("StateDialog", tab.dialog).reject()


def test_an_office_without_plans_says_what_to_do(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, office)
    assert tab.shown() == "none"
    tab.primary()
    assert of(office, IRWAN).state is PlanState.DRAFT
    assert tab.shown() == "record"
    assert [gap.text for gap in tab.record.gaps if gap.must] == ["Hasil kerja utama"]


def test_an_empty_office_leads_to_the_staff(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, empty_office)
    assert tab.shown() == "nobody"
    assert tab.to_staff.isVisible()
    tab.primary()
    tab.step(1)
    tab.next_missing()


def test_the_file_is_tried_beside_the_window_and_taken_in(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    plans.edit_result(planned, of(planned, IRWAN).results[0].id, "text", "Diubah")
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tab.try_import(sample(planned))
    qtbot.waitUntil(lambda: isinstance(tab.dialog, PlansImportDialog), timeout=8000)
    dialog = cast("PlansImportDialog", tab.dialog)
    assert dialog.save.text() == "Impor 1 SKP"


def test_year_and_state_filter_the_people(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    plans.agree(planned, [of(planned, LESTARI).id], planned.today(), submit_first=True)
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tab.open(Target(Place.PLANS, chip="agreed"))
    assert tab.people.list.model.rowCount() == 1
    assert tab.people.state_box.currentText() == "Disepakati  1"
    tab.people.list.clear_filters()
    tab.people.set_year(YEAR + 1)
    assert tab.people.state_box.itemText(1) == "Belum ada  33"
    assert tab.shown() == "none"


def test_without_room_the_names_give_way_to_arrows(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, planned)
    tab.fold(narrow=True, low=False)
    assert tab.people.isHidden()
    assert not tab.record.next.isHidden()
    before = tab.record.view
    tab.record.next.click()
    assert tab.record.view != before
    assert tab.find_field().isVisible()


def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    plans.add_annex(planned, of(planned, IRWAN).id, AnnexBlock.RESOURCES, "Laptop")
    _, tab = open_tab(qtbot, kit, jobs, planned)
    assert tab.record.annex.lines
    assert [nameless(w) for w in below(tab, QWidget) if nameless(w)] == []


def nameless(widget: QWidget) -> str:
    """What it is, when it takes the focus and a screen reader has nothing to say."""
    inside = isinstance(widget.parent(), QComboBox | QLineEdit) or widget.isWindow()
    words = widget.accessibleName() or (
        widget.text() if isinstance(widget, QAbstractButton) else ""
    )
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or words or inside:
        return ""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTableView, QTreeView, QTabBar)
    return repr(widget) if isinstance(widget, kinds) else ""
