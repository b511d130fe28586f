"""The mouse in the staff list: what right click offers, what double click opens."""

# pyright: reportUnknownMemberType=false
# pytest-qt leaves holes in its types.

from typing import cast

import pytest
from many_people import people
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.staff.listing import StaffRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab, make


@pytest.fixture
def tab(qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace) -> StaffTab:
    people(empty_office, 24)
    window = window_on(qtbot, kit, jobs, empty_office, STAFF=make)
    window.activateWindow()
    return cast("StaffTab", window.tab(Place.STAFF))


def at(tab: StaffTab, row: int, title: str) -> None:
    """Makes a cell current, as a click does."""
    titles = [c.title for c in tab.list.model.columns]
    tab.list.table.setCurrentIndex(tab.list.model.index(row, titles.index(title)))
    tab.list.table.setFocus()


def row(tab: StaffTab, number: int) -> StaffRow:
    found = tab.list.model.row(number)
    assert found is not None
    return found


def test_right_click_offers_what_can_be_done_with_the_row(tab: StaffTab, qtbot: QtBot) -> None:
    at(tab, 2, "Jabatan")
    menu = tab.list.menu()
    qtbot.addWidget(menu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert [word.partition("\t")[0] for word in words] == [
        "Buka data",
        "Ganti penilai…",
        "Isi ke bawah",
        "Ubah banyak…",
        "Gabungkan data ganda…",
        "Hapus data keliru…",
        "Salin",
        "Salin dengan judul kolom",
        "Urutkan",
    ]
    assert all(action.isEnabled() for action in menu.actions())
    sorting = next(m for m in menu.findChildren(QMenu) if m.title() == "Urutkan")
    by_title = {action.text(): action for action in sorting.actions()}
    assert list(by_title) == [c.title for c in tab.list.model.columns if c.key]
    by_title["NIP"].trigger()
    assert tab.list.query.sort == "nip"


def test_right_click_on_another_row_is_about_that_row(tab: StaffTab, qtbot: QtBot) -> None:
    at(tab, 2, "Jabatan")
    table = tab.list.table
    place = table.visualRect(tab.list.model.index(5, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert tab.list.current() == row(tab, 5).id
    menu = tab.list.menu()
    qtbot.addWidget(menu)
    menu.actions()[0].trigger()
    focus = tab.window().focusWidget()
    assert focus is tab.record or tab.record.isAncestorOf(focus)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.mapToGlobal(place))
    QApplication.sendEvent(tab.list, asked)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()


def test_double_click_and_enter_open_the_record(tab: StaffTab, qtbot: QtBot) -> None:
    table, opened = tab.list.table, list[Id]()
    tab.list.opened.connect(opened.append)
    place = table.visualRect(tab.list.model.index(4, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == []
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [row(tab, 4).id]
    assert tab.window().focusWidget() is not table
    assert row(tab, 4).full_name in {w.text() for w in tab.record.findChildren(QLabel)}
    at(tab, 6, "Nama")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [row(tab, 4).id, row(tab, 6).id]
