"""Every dialog on a PC of 1366x768 at 200 %: it fits, or what does not fit can be scrolled to."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_dialog import DIALOGS, Place, prepare
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from silent import silent_controls
from window import window_on

from kotabumi_kinerja import settings, ui
from kotabumi_kinerja.services import sample
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.choose_rater import OUTSIDE, ChooseRaterDialog
from kotabumi_kinerja.ui.face import Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog, Room, fitting
from kotabumi_kinerja.ui.widgets import button, col, label, row

SMALL = QRect(0, 0, 683, 384 - 40)
"""1366x768 at 200 %, less the task bar of Windows."""
USUAL = QRect(0, 0, 1366, 728)
MOST = fitting(SMALL.size(), SMALL)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("kecil") / "kantor"
    made = sample.make(folder, None, settings.resources())
    prepare(made.workspace)
    yield made.workspace
    made.workspace.database.close()


@pytest.fixture
def place(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace, tmp_path: Path) -> Iterator[Place]:
    window = window_on(qtbot, kit, jobs, work, HOME=lambda *_: Tab())
    yield Place(window, work, tmp_path)
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)


def settle(app: QApplication) -> None:
    for _ in range(6):
        app.processEvents()


def opened(place: Place, qtbot: QtBot, qapp: QApplication, name: str, screen: QRect) -> Dialog:
    made = DIALOGS[name](place)
    assert isinstance(made, Dialog), name
    qtbot.addWidget(made)
    made.stay_on(screen)
    made.show()
    qtbot.waitUntil(lambda: not place.window.jobs.busy(), timeout=20_000)
    settle(qapp)
    return made


def buttons_cut_off(dialog: Dialog) -> list[str]:
    """Controls that no scrolling brings wholly into sight."""
    found: list[str] = []
    parts = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)]
    for part in parts:
        if part.isVisible() and not isinstance(part.parentWidget(), QLineEdit):
            area = _area(part)
            whole = area.widget() if area is not None else dialog
            at = QRect(part.mapTo(whole, QPoint()), part.size())
            if not whole.rect().contains(at):
                found.append(f"{part.accessibleName() or type(part).__name__} {at} {whole.rect()}")
    return found


def _area(part: QWidget) -> QScrollArea | None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits_the_small_screen_or_scrolls(
    place: Place, qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    dialog = opened(place, qtbot, qapp, name, SMALL)
    assert dialog.width() <= MOST.width()
    assert dialog.height() <= MOST.height()
    layout = dialog.layout()
    assert layout is not None
    need = layout.totalMinimumSize()
    assert need.width() <= dialog.width(), "cut off at the right"
    assert need.height() <= dialog.height(), "cut off below"
    for room in dialog.findChildren(Room):
        page = room.widget()
        assert page.width() >= page.minimumSizeHint().width()
        assert page.height() >= page.minimumSizeHint().height()
        bars = room.horizontalScrollBar().maximum(), room.verticalScrollBar().maximum()
        beyond = page.size() - room.viewport().size()
        assert bars == (max(0, beyond.width()), max(0, beyond.height()))
    assert buttons_cut_off(dialog) == []
    assert silent_controls(dialog) == []
    assert dialog.accessibleName()


@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_scrolls_where_the_screen_has_room(
    place: Place, qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    dialog = opened(place, qtbot, qapp, name, USUAL)
    assert not dialog.scrolls()
    most = fitting(USUAL.size(), USUAL)
    assert dialog.width() <= most.width()
    assert dialog.height() <= most.height()
    assert buttons_cut_off(dialog) == []


def test_every_dialog_derives_from_the_one_that_fits() -> None:
    """And each that does is opened above."""
    seen: set[str] = set()
    for path in sorted(Path(ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if "QDialog" in bases and node.name != "Dialog":
                    seen.add(f"{path.stem}: {node.name}")
    assert seen == set()


def test_fields_that_come_later_make_it_scroll(
    place: Place, qtbot: QtBot, qapp: QApplication
) -> None:
    dialog = opened(place, qtbot, qapp, "ChooseRaterDialog", SMALL)
    assert isinstance(dialog, ChooseRaterDialog)
    dialog.who.setCurrentText(OUTSIDE)
    settle(qapp)
    assert dialog.name.isVisible()
    assert dialog.height() <= MOST.height()
    assert buttons_cut_off(dialog) == []


def test_the_row_of_buttons_stays_in_sight_and_keeps_its_default(
    qtbot: QtBot, qapp: QApplication, kit: Kit
) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    fields = [QLineEdit() for _ in range(20)]
    said: list[str] = []
    take = button(kit, "Simpan", "primary", run=lambda: said.append("Simpan"))
    take.setDefault(True)
    hidden = label("tidak tampil")
    hidden.hide()
    dialog.setLayout(col(label("Judul", "title"), hidden, *fields, row(None, take)))
    dialog.stay_on(SMALL)
    fields[2].setFocus()
    dialog.show()
    settle(qapp)
    assert dialog.scrolls()
    assert dialog.rect().contains(QRect(take.mapTo(dialog, QPoint()), take.size()))
    assert dialog.focusWidget() is fields[2]
    assert hidden.isHidden()
    qtbot.keyPress(fields[2], "\r")
    assert said == ["Simpan"]
    (room,) = dialog.findChildren(Room)
    fields[-1].setFocus()
    settle(qapp)
    for _ in range(25):
        dialog.focusNextChild()
    assert room.verticalScrollBar().maximum() > 0


def test_buttons_whose_words_grow_too_long_scroll_too(
    qtbot: QtBot, qapp: QApplication, kit: Kit
) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    take, told = button(kit, "Simpan", "primary"), label("")
    fields = [QLineEdit() for _ in range(20)]
    dialog.setLayout(col(*fields, row(told, None, take)))
    dialog.stay_on(SMALL)
    dialog.show()
    settle(qapp)
    (room,) = dialog.findChildren(Room)
    assert not room.isAncestorOf(take)
    told.setText("baris akan disimpan, menunggu persetujuan, ditolak " * 5)
    settle(qapp)
    assert dialog.width() <= MOST.width()
    assert room.isAncestorOf(take)
    assert room.horizontalScrollBar().maximum() > 0
    assert buttons_cut_off(dialog) == []


def test_a_text_that_wraps_is_whole_where_it_scrolls(qtbot: QtBot, qapp: QApplication) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    words = label("kata " * 900, wrap=True)
    dialog.setMinimumWidth(900)
    dialog.setLayout(col(words))
    dialog.stay_on(SMALL)
    dialog.show()
    settle(qapp)
    assert dialog.width() == MOST.width()
    assert isinstance(words, QLabel)
    assert words.height() >= words.heightForWidth(words.width())


def test_asking_by_exec_looks_at_the_screen_too(qtbot: QtBot, qapp: QApplication) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    dialog.setLayout(col(*[QLineEdit() for _ in range(30)]))
    dialog.stay_on(SMALL)
    seen: list[tuple[bool, bool]] = []

    def look() -> None:
        seen.append((dialog.scrolls(), dialog.height() <= MOST.height()))
        dialog.accept()

    QTimer.singleShot(50, qapp, look)
    assert dialog.exec() == Dialog.DialogCode.Accepted
    assert seen == [(True, True)]
