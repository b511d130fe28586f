"""Every control that a screen reader meets says what it is: the panes of Pegawai and Penilai.

The dialogs are walked in `test_small_dialogs.py`, the frame in `test_kit_window.py`.
"""

from typing import cast

import pytest
from PySide6.QtWidgets import QTabBar, QWidget
from pytestqt.qtbot import QtBot
from silent import silent_controls
from window import window_on

from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.staff.record import PARTS
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab, make


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> MainWindow:
    return window_on(qtbot, kit, jobs, office, STAFF=make)


@pytest.fixture
def tab(window: MainWindow) -> StaffTab:
    return cast("StaffTab", window.tab(Place.STAFF))


def test_list_and_every_part_of_the_record(
    tab: StaffTab, office: Workspace, window: MainWindow, jobs: Jobs, qtbot: QtBot
) -> None:
    window.go(Target(Place.STAFF, find(office)[0].id))
    for part in range(len(PARTS)):
        tab.record.show_part(part)
        qtbot.waitUntil(lambda: not jobs.busy())
        assert silent_controls(tab) == [], PARTS[part]


def test_both_views_of_the_raters_pane(tab: StaffTab, jobs: Jobs, qtbot: QtBot) -> None:
    tab.parts.setCurrentIndex(1)
    for view in range(tab.raters.views.count()):
        tab.raters.views.setCurrentIndex(view)
        qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
        assert silent_controls(tab) == [], tab.raters.views.tabText(view)
    assert all(pane.accessibleName() for pane in tab.panes() if not _walked(pane))


def test_an_empty_office(qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace) -> None:
    window = window_on(qtbot, kit, jobs, empty_office, STAFF=make)
    tab = cast("StaffTab", window.tab(Place.STAFF))
    assert silent_controls(tab) == []
    tab.parts.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    assert silent_controls(tab) == []


def test_several_chosen_people_name_the_button(tab: StaffTab) -> None:
    tab.list.table.selectAll()
    assert tab.many.accessibleName() == "Ubah 33 pegawai sekaligus"
    assert silent_controls(tab) == []


def _walked(pane: QWidget) -> bool:
    return isinstance(pane, QTabBar)
