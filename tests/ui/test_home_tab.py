"""Beranda: every card opens the list it counts; an empty office says how to begin."""

from typing import cast

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face, Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.home.tab import HomeTab
from kotabumi_kinerja.ui.tabs.staff import tab as staff_tab
from kotabumi_kinerja.ui.widgets import Card


def make(face: Face, work: Workspace) -> HomeTab:
    return HomeTab(face, work, lambda: None)


def cards(tab: HomeTab) -> dict[str, Card]:
    """The cards in sight by the beginning of their name."""
    return {c.accessibleName(): c for c in tab.findChildren(Card) if c.isVisibleTo(tab)}


def test_card_opens_the_list_it_counts(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    staff.add(office, "199001012015012001", "Ayu Contoh", "Arsiparis Terampil")
    window = window_on(qtbot, kit, jobs, office, HOME=make, STAFF=staff_tab.make)
    home = cast("HomeTab", window.tab(Place.HOME))
    (card,) = [c for name, c in cards(home).items() if "Pegawai tanpa penilai" in name]
    card.click()
    shown = cast("staff_tab.StaffTab", window.tab(Place.STAFF))
    assert shown.parts.currentIndex() == 1, "the raters, where the proposal is one click away"
    found = shown.raters.list
    qtbot.waitUntil(lambda: found.model.rowCount() == 1)
    row = found.model.row(0)
    assert row is not None
    assert row.name == "Ayu Contoh"
    assert found.query.chip == "none"


def test_cards_follow_a_change(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> None:
    window = window_on(qtbot, kit, jobs, office, HOME=make)
    home = cast("HomeTab", window.tab(Place.HOME))
    assert not any("tanpa penilai" in name for name in cards(home))
    staff.add(office, "199001012015012001", "Ayu Contoh", "Arsiparis Terampil")
    qtbot.waitUntil(lambda: any("tanpa penilai" in name for name in cards(home)))


def test_empty_office_says_how_to_begin(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, empty_office, HOME=make, STAFF=staff_tab.make)
    home = cast("HomeTab", window.tab(Place.HOME))
    (button,) = [b for b in home.findChildren(QPushButton) if b.text().strip() == "Ke Pegawai"]
    button.click()
    assert window.tab(Place.STAFF) is not None


def test_narrow_window_puts_the_side_below(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, office, HOME=make)
    home = cast("HomeTab", window.tab(Place.HOME))
    before = list(cards(home).values())
    home.fold(narrow=True, low=False)
    assert not any(card.isVisible() for card in before), "the old ones do not show through"
    assert len(cards(home)) == 3
