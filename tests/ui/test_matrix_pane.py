"""The matrix as its user meets it: keys, typing in cells, what is locked, linking, out of it."""

from pathlib import Path
from typing import cast

import openpyxl
import pytest
from matrix_office import YEAR, make_wide
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from window import window_on

from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import matrix
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.ui.dialogs.list_out import PagesDialog
from kotabumi_kinerja.ui.dialogs.plans_matrix import PrintMatrixDialog
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.targets import TargetsTab, make
from kotabumi_kinerja.ui.tabs.targets.matrix import MatrixPane
from kotabumi_kinerja.ui.widgets import page

ROLE = "Arsip bidang tertata"


class Holder(Tab):
    """A tab with nothing but the matrix."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self.pane = MatrixPane(face, work)
        self.setLayout(page((self.pane, 1)))

    def refresh(self, tables: frozenset[str]) -> None:
        self.pane.refresh(tables)


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """The sample office with its plans as drafts."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))
    return office


def open_pane(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> tuple[MainWindow, MatrixPane]:
    window = window_on(qtbot, kit, jobs, work, PLANS=Holder)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pane = cast("Holder", window.tab(Place.PLANS)).pane
    qtbot.waitUntil(lambda: pane.leader_box.count() > 0)
    return window, pane


def press(
    qtbot: QtBot,
    widget: QWidget,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(widget, key, held)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt


def type_in(qtbot: QtBot, widget: QWidget, text: str) -> None:
    qtbot.keyClicks(widget, text)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt


def editor(pane: MatrixPane) -> QPlainTextEdit:
    found = cast(
        "list[QPlainTextEdit]",
        pane.table.viewport().findChildren(QPlainTextEdit),  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds
    )
    shown = [one for one in found if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def editing(pane: MatrixPane) -> bool:
    return pane.table.state() == QAbstractItemView.State.EditingState


def go(pane: MatrixPane, name: str, column: int) -> QModelIndex:
    row = next(
        at for at in range(pane.model.rowCount()) if pane.model.head(at).name.startswith(name)
    )
    index = pane.model.index(row, column)
    pane.table.setFocus()
    pane.table.setCurrentIndex(index)
    return index


def test_a_cell_is_typed_and_undone(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    assert pane.gaps.accessibleName() == "1 hasil belum ada pemilik"
    index = go(pane, "Zainal", 0)
    type_in(qtbot, pane.table, "A")
    type_in(qtbot, editor(pane), ROLE[1:])
    press(qtbot, editor(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not editing(pane))
    assert index.data() == ROLE
    assert pane.gaps.accessibleName() == "0 hasil belum ada pemilik"
    assert pane.table.currentIndex() == index
    history.undo(planned.database)
    qtbot.waitUntil(lambda: index.data() == "")
    assert pane.gaps.accessibleName() == "1 hasil belum ada pemilik"


def test_tab_goes_on_and_alt_enter_breaks_the_line(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    index = go(pane, "Zainal", 0)
    press(qtbot, pane.table, Qt.Key.Key_F2)
    type_in(qtbot, editor(pane), ROLE)
    press(qtbot, editor(pane), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    type_in(qtbot, editor(pane), "Surat terkendali")
    press(qtbot, editor(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: pane.table.currentIndex().column() == 1 and editing(pane))
    assert index.data() == f"{ROLE}\nSurat terkendali"
    press(qtbot, editor(pane), Qt.Key.Key_Escape)
    go(pane, "Zainal", 0)
    press(qtbot, pane.table, Qt.Key.Key_Return)
    assert editor(pane).toPlainText() == f"{ROLE}\nSurat terkendali"
    press(qtbot, editor(pane), Qt.Key.Key_Escape)


def test_arrows_pass_over_the_bands(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    last = go(pane, "Slamet", 1)
    press(qtbot, pane.table, Qt.Key.Key_Down)
    assert pane.table.currentIndex().row() == last.row() + 2
    press(qtbot, pane.table, Qt.Key.Key_Right)
    assert pane.table.currentIndex().column() == 2


def test_what_is_agreed_says_so(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    window, pane = open_pane(qtbot, kit, jobs, planned)
    with planned.database.change("sepakat uji") as connection:
        connection.execute(update(s.plan).values(state=PlanState.AGREED.value))
    qtbot.waitUntil(lambda: pane.model.view is not None and pane.model.view.agreed)
    index = go(pane, "Zainal", 0)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    press(qtbot, pane.table, Qt.Key.Key_F2)
    assert not editing(pane)
    assert [n.code for n in window.banners.notices] == ["KK-218"]
    assert pane.model.head(index.row()).more.startswith("disepakati")


def test_every_cell_has_its_name(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    role = Qt.ItemDataRole.AccessibleTextRole
    empty, full = go(pane, "Zainal", 0), go(pane, "Zainal", 3)
    assert empty.data(role) == "Baris Zainal Hidayat Nugroho, S.E., kolom 1: kosong"
    assert full.data(role).endswith("kolom 4: Tertanganinya pengaduan layanan perizinan")
    press(qtbot, pane.table, Qt.Key.Key_F2)
    assert editor(pane).accessibleName() == full.data(role)
    press(qtbot, editor(pane), Qt.Key.Key_Escape)
    head = str(pane.model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
    assert head == "1. Terkelolanya surat dan arsip unit kerja\nbelum ada pemilik"


def test_a_result_is_linked_from_the_menu(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    row = go(pane, "Zainal", 0).row()
    menu = pane.link_menu()
    assert menu is not None
    assert [a.text().partition("   ")[2] for a in menu.actions()] == [
        "(sekarang nomor 3)",
        "(sekarang nomor 4)",
    ]
    menu.actions()[0].trigger()
    here = pane.table.currentIndex()  # nobody names the third result any more: its column is gone
    assert (here.row(), here.column()) == (row, 0)
    assert here.data() == "Terselesaikannya permohonan izin tepat waktu"
    assert pane.model.columnCount() == 3


def test_another_leader_has_his_own(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    assert [pane.leader_box.itemText(at).partition(",")[0] for at in range(4)] == [
        "Mega Utami",
        "Lestari Setiawan Lestari",
        "Zainal Hidayat Nugroho",
        "Slamet Handayani Siregar",
    ]
    pane.choose_leader(pane.leader_box.itemData(2))
    assert pane.foot.text() == "14 orang, 4 hasil kerja pimpinan"
    pane.choose_leader(pane.leader_box.itemData(0))
    pane.depth_box.setCurrentIndex(1)
    pane.depth_box.activated.emit(1)
    assert pane.foot.text() == "2 orang, 4 hasil kerja pimpinan"


def test_f8_walks_what_is_missing(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    assert pane.model.view is not None
    lines = pane.model.view.matrix.lines
    for at in (3, 9):
        plans.delete_draft(planned, lines[at].plan or b"")
    qtbot.waitUntil(lambda: pane.orphans.accessibleName() == "2 orang tanpa peran")
    seen: list[tuple[int, int]] = []
    for _ in range(4):
        pane.next_gap()
        here = pane.table.currentIndex()
        seen.append((here.row(), here.column()))
    rows = [pane.model.row_of(lines[at].person) for at in (3, 9)]
    assert seen[1:3] == [(rows[0], 0), (rows[1], 0)]
    assert seen[3] == seen[0]
    assert pane.model.head(seen[1][0]).more.startswith("belum ada SKP")


def test_the_clipboard_and_the_workbook_get_what_is_shown(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace, tmp_path: Path
) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    pane.table.setFocus()
    press(qtbot, pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("No\tNama\tJabatan")
    assert len(lines) >= 35
    path = tmp_path / "m.xlsx"
    assert pane.model.view is not None
    pane.out.write(pane.model.view, path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: openpyxl.load_workbook(path).worksheets[0].max_row >= 35)


def test_the_paper_wants_a_date(qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace) -> None:
    window, pane = open_pane(qtbot, kit, jobs, planned)
    pane.print_shown()
    (asked,) = window.findChildren(PrintMatrixDialog)  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds
    asked.accept_now()
    assert asked.isVisible()
    assert asked.dated.is_wrong()
    cast("QLineEdit", asked.dated.field).setText("5-1-2026")
    asked.accept_now()
    qtbot.waitUntil(lambda: bool(window.findChildren(PagesDialog)))  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds
    (shown,) = window.findChildren(PagesDialog)  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds
    assert shown.count >= 2
    shown.reject()


def test_without_raters_it_says_what_to_do(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, empty_office, PLANS=Holder)
    pane = cast("Holder", window.tab(Place.PLANS)).pane
    qtbot.waitUntil(pane.empty.isVisible)
    assert not pane.print.isEnabled()


def test_only_what_is_seen_is_computed(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_wide(empty_office, people=40, columns=40)
    _, pane = open_pane(qtbot, kit, jobs, empty_office)
    asked: set[tuple[int, int]] = set()
    text = pane.model.text

    def counted(row: int, column: int) -> str:
        asked.add((row, column))
        return text(row, column)

    monkeypatch.setattr(pane.model, "text", counted)
    pane.table.viewport().repaint()
    assert 0 < len(asked) < 200
    assert pane.model.rowCount() * pane.model.columnCount() > 1600


def test_a_change_elsewhere_is_shown(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    _, pane = open_pane(qtbot, kit, jobs, planned)
    index = go(pane, "Zainal", 0)
    view = matrix.read_for(planned, pane.leader_box.itemData(0), YEAR)
    person = pane.model.spots[index.row()].line
    assert person is not None
    matrix.write(planned, view, person.person, 0, ROLE)
    qtbot.waitUntil(lambda: index.data() == ROLE)
    assert pane.table.currentIndex() == index


def test_the_tab_target_shows_it_and_leads_back_to_a_person(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, planned, PLANS=make)
    tab = cast("TargetsTab", window.tab(Place.PLANS))
    tab.views.setCurrentIndex(1)
    (pane,) = tab.findChildren(MatrixPane)  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds
    qtbot.waitUntil(lambda: pane.model.rowCount() > 0)
    assert pane.isVisible()
    tab.next_missing()
    assert pane.table.currentIndex().column() == 0
    pane._go_to_plan()  # pyright: ignore[reportPrivateUsage]  # the button of an empty matrix
    assert tab.views.currentIndex() == 0
    assert tab.people.list.current() == pane.leader_box.itemData(0)
