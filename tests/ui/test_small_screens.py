"""A PC of 1366x768 at 200 %: 683x384 for everything, and nothing asks for more than that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QScrollArea,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kotabumi_kinerja import settings
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import sample
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import TITLES, specs
from kotabumi_kinerja.ui.main_window import GEOMETRY_KEY, LEAST, MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.room import Room, fitting
from kotabumi_kinerja.ui.session import Session
from kotabumi_kinerja.ui.widgets import Banners, notice_of

SMALL = QRect(0, 0, 683, 384 - 40)
"""1366x768 at 200 %, less the task bar of Windows."""
USUAL = QSize(1366, 697)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("kecil") / "kantor"
    made = sample.make(folder, None, settings.resources())
    yield made.workspace
    made.workspace.database.close()


class Counting(MainWindow):
    """Counts how often it was given another size."""

    resized = 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        self.resized += 1
        super().resizeEvent(event)


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> Counting:
    """The real window on the sample office, at the size of a small screen."""
    made = Counting(kit, jobs, Forgetful(), specs(lambda p, face: session.make(p, face)))  # noqa: PLW0108  # made below
    session = Session(made, Forgetful(), key_store=False)
    qtbot.addWidget(made)
    made.stay_on(SMALL)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.show()
    session.show_office(work, ask=False)
    return made


def empty(_place: Place, _face: Face) -> Tab:
    return Tab()


def settle(app: QApplication) -> None:
    for _ in range(10):
        app.processEvents()


def test_every_tab_fits_and_can_be_reached_by_scrolling(
    window: Counting, qapp: QApplication, jobs: Jobs, qtbot: QtBot
) -> None:
    for place, _title, _icon in TITLES:
        window.go(Target(place))
        qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
        settle(qapp)
        tab = window.tab(place)
        assert tab is not None
        assert tab.isVisible()
        assert window.width() <= SMALL.width()
        assert window.height() <= SMALL.height()
        need, room = tab.minimumSizeHint(), tab.parentWidget()
        assert room is not None
        assert tab.width() >= need.width(), f"{place}: cut off"
        assert tab.height() >= need.height(), f"{place}: cut off"
        area = room.parentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == max(0, tab.width() - room.width())
        assert area.verticalScrollBar().maximum() == max(0, tab.height() - room.height())
        assert area.width() <= SMALL.width()


def test_folding_back_and_forth_comes_to_rest(window: Counting, qapp: QApplication) -> None:
    """Each size is given once; what folds or scrolls inside gives the window no other."""
    for place, _title, _icon in TITLES:
        window.go(Target(place))
        settle(qapp)
        for size in (USUAL, QSize(1239, 639), QSize(683, 312), QSize(1240, 640), LEAST):
            before = window.resized
            window.resize(size)
            settle(qapp)
            assert window.size() == size, place
            assert window.resized == before + 1, f"{place}: {size} sets off another size"


def test_nothing_scrolls_where_there_is_room(window: Counting, qapp: QApplication) -> None:
    window.setMinimumSize(0, 0)
    window.resize(USUAL)
    for place, _title, _icon in TITLES:
        window.go(Target(place))
        settle(qapp)
        tab = window.tab(place)
        assert tab is not None
        room = tab.parentWidget()
        assert room is not None
        assert tab.size() == room.size(), place


@pytest.mark.parametrize(
    ("screen", "size", "maximised"),
    [
        (QRect(0, 0, 1920, 1040), USUAL, False),
        (QRect(0, 0, 1366, 728), QSize(1364, 694), True),
        (SMALL, QSize(681, 310), True),
        (QRect(0, 0, 400, 240), QSize(398, 206), True),
    ],
)
def test_first_start_asks_for_no_more_than_the_screen(  # noqa: PLR0913  # fixtures, and one case
    qtbot: QtBot, kit: Kit, jobs: Jobs, screen: QRect, size: QSize, *, maximised: bool
) -> None:
    window = MainWindow(kit, jobs, Forgetful(), specs(empty), bare=True)
    qtbot.addWidget(window)
    window.stay_on(screen)
    assert window.size() == size
    assert window.isMaximized() is maximised
    least = window.minimumSize()
    assert least == LEAST.boundedTo(fitting(LEAST, screen))
    assert least.width() <= screen.width()
    assert least.height() <= screen.height()


def test_a_window_of_a_larger_monitor_is_cut_to_this_one(
    qtbot: QtBot, kit: Kit, jobs: Jobs
) -> None:
    memory = Forgetful()
    large = MainWindow(kit, jobs, memory, specs(empty), bare=True)
    large.resize(2400, 1300)
    memory.set(GEOMETRY_KEY, bytes(large.saveGeometry().toHex().data()).decode())
    window = MainWindow(kit, jobs, memory, specs(empty), bare=True)
    for one in (large, window):
        qtbot.addWidget(one)
    window.stay_on(SMALL)
    assert window.width() <= SMALL.width()
    assert window.height() <= SMALL.height()
    assert not window.isMaximized(), "as its user left it, only smaller"


def test_a_page_that_wraps_cannot_drive_its_scroll_bar(qtbot: QtBot, qapp: QApplication) -> None:
    """A text that needs a bar only because of the bar is the old way into an endless loop."""
    page = QWidget()
    box = QVBoxLayout(page)
    for _ in range(12):
        words = QLabel("kata " * 40)
        words.setWordWrap(True)
        box.addWidget(words)
    room = Room(page)
    qtbot.addWidget(room)
    room.show()
    for height in range(100, 900, 25):
        room.resize(400, height)
        settle(qapp)
        seen = page.size()
        settle(qapp)
        assert page.size() == seen
        assert page.height() >= page.minimumSizeHint().height()


def test_arrows_of_the_strip_can_be_hit(window: Counting, qapp: QApplication) -> None:
    settle(qapp)
    strip = next(b for b in window.findChildren(QTabBar) if b.objectName() == "mainTabs")
    arrows = [b for b in strip.findChildren(QToolButton) if b.isVisible()]
    assert len(arrows) == 2, "six tabs do not fit 683 pixels"
    for arrow in arrows:
        assert arrow.width() >= 24, "the least that a finger or a shaky hand can hit"
        assert arrow.height() >= 24
    last = strip.count() - 1
    assert strip.tabRect(last).right() > strip.width()
    for _ in range(8):
        arrows[1].click()
    settle(qapp)
    assert strip.tabRect(last).left() < strip.width() - 60


@pytest.mark.parametrize(("width", "lines"), [(1366, 1), (683, 3)])
def test_a_notice_uses_the_whole_row(
    qtbot: QtBot, kit: Kit, qapp: QApplication, width: int, lines: int
) -> None:
    """Also the longest sentence, before the window was ever shown and after."""
    refusal = {"file": "kantor.kk", "who": "rina", "computer": "PC", "since": "1 Maret 2026 10.42"}
    said = notice_of(sentence("KK-430", refusal), "KK-430")
    box = QWidget()
    banners = Banners(kit)
    column = QVBoxLayout(box)
    column.addWidget(banners)
    column.addStretch(1)
    qtbot.addWidget(box)
    banners.add(said)
    box.resize(width, 300)
    box.show()
    settle(qapp)
    words = next(w for w in box.findChildren(QLabel) if w.wordWrap())
    assert words.width() >= width - 190
    line = words.fontMetrics().lineSpacing()
    assert words.heightForWidth(words.width()) < (lines + 0.6) * line
    assert words.height() >= words.heightForWidth(words.width())
    shown = words.mapTo(box, words.rect().bottomRight())
    assert box.rect().contains(shown)
