"""The frame with made-up tabs: painting, keys, refresh, folding, messages, accessible names."""

# pyright: reportUnknownMemberType=false, reportPrivateUsage=false
# pytest-qt leaves holes in its types, and these tests look inside.

import subprocess
import sys
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from silent import silent_controls

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.ui.columns import Change
from kotabumi_kinerja.ui.dialogs.first_start import FirstStartDialog
from kotabumi_kinerja.ui.dialogs.operator import OperatorDialog
from kotabumi_kinerja.ui.face import Command, Face, Menu, Place, Tab, Target
from kotabumi_kinerja.ui.jobs import Job, Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow, TabSpec
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.style import Scheme
from kotabumi_kinerja.ui.widgets import (
    Card,
    CardText,
    ChangeLine,
    Check,
    Checklist,
    Chip,
    FormRow,
    Matrix,
    MatrixState,
    Meter,
    Moment,
    Notice,
    Side,
    SideBySide,
    Steps,
    Timeline,
    Tree,
    Why,
    WhyStep,
    page,
)
from kotabumi_kinerja.ui.window_commands import remembered_scale

TABLE = {
    ("+", "-"): "K", ("+", "="): "B", ("+", "+"): "SB", ("=", "-"): "K", ("=", "="): "B",
    ("=", "+"): "B", ("-", "-"): "SK", ("-", "="): "BP", ("-", "+"): "BP",
}  # fmt: skip


class Recording(Tab):
    """A tab that writes down what it is told, and shows one of each part."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        kit = face.kit
        self.told: list[object] = []
        self.closes = True
        self.field = FormRow(kit, "Tanggal lahir", QLineEdit(), "misalnya 28-02-1990")
        self.field.wrong("31 Februari tidak ada.")
        self.checks = Checklist(kit)
        self.checks.show_checks(
            [
                Check("Target", done=False, jump="Isi target", run=self.jumped),
                Check("Arah", done=True),
            ]
        )
        self.why = Why(kit, lambda: None)
        self.why.explain("Mengapa Baik?", [WhyStep("Matriks", "Sesuai x Sesuai")], "tabel versi 1")
        self.matrix = Matrix(kit, MatrixState(TABLE, "=", "=", {("=", "="): 16}))
        self.sides = SideBySide(kit, Side("Nilai kantor", "A", "x"), Side("Nilai BKPSDM", "B", "y"))
        tree = Tree(kit, "Hasil kerja", ["Hasil", "Target"], [0, 120])
        group = tree.add(None, ["Utama", ""])
        tree.mark_missing(tree.add(group, ["Biaya", ""], "kunci"), 1, "Target belum diisi")
        tree.expandAll()
        self.tree = tree
        parts: list[QWidget] = [
            self.field,
            self.matrix,
            self.sides,
            tree,
            self.checks,
            self.why,
            Card(kit, CardText(5, "Terlambat", "lewat 48 hari", "bad", "Terlambat"), lambda: None),
            Chip(kit, "Baik", "predikat:B"),
            Meter(kit, "SKP disepakati", 33, 36),
            Steps(kit, ["Draf", "Diajukan"], 1),
            Timeline(kit, [Moment("1 Okt 2026", "Penilai berganti", "SK 1")]),
            ChangeLine(kit, Change("Gol.", "III/a", "III/b")),
        ]
        self.setLayout(page(*parts))

    def jumped(self) -> None:
        self.told.append("jump")

    def refresh(self, tables: frozenset[str]) -> None:
        self.told.append(tables)

    def open(self, target: Target) -> None:
        self.told.append(target)

    def fold(self, *, narrow: bool, low: bool) -> None:
        self.told.append((narrow, low))

    def new(self) -> None:
        self.told.append("new")

    def primary(self) -> None:
        self.told.append("primary")

    def step(self, by: int) -> None:
        self.told.append(by)

    def next_missing(self) -> None:
        self.checks.jump()

    def find_field(self) -> QWidget | None:
        return self.field.field

    def panes(self) -> list[QWidget]:
        return [self.field.field, self.tree]

    def may_close(self) -> bool:
        return self.closes


SPECS = [
    TabSpec(Place.HOME, "Beranda", "home", Recording),
    TabSpec(Place.STAFF, "Pegawai", "people", Recording),
    TabSpec(Place.EXCHANGE, "Tukar Data", "usb_stick", Recording),
]


@pytest.fixture
def window(kit: Kit, jobs: Jobs, memory: Forgetful, qtbot: QtBot) -> MainWindow:
    made = MainWindow(kit, jobs, memory, SPECS)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def told(window: MainWindow, place: Place) -> list[object]:
    tab = window.tab(place)
    assert isinstance(tab, Recording)
    return tab.told


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *, ctrl: bool = True) -> None:
    how = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window, key, how)


def test_nothing_is_made_before_the_frame_stands(window: MainWindow) -> None:
    window.grab()
    assert window.tab(Place.HOME) is None
    window.begin()
    assert window.tab(Place.HOME) is not None
    assert window.tab(Place.STAFF) is None


def test_the_frame_imports_nothing_heavy() -> None:
    code = (
        "import sys, kotabumi_kinerja.ui.main_window, kotabumi_kinerja.ui.list_view;"
        "heavy = {'sqlalchemy', 'matplotlib', 'reportlab', 'numpy', 'alembic', 'keyring'};"
        "print(*(heavy & {m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_a_tab_not_seen_reads_later(window: MainWindow) -> None:
    window.begin()
    window.begin(Place.STAFF)
    window.refresh(frozenset({"person"}))
    window.refresh(frozenset({"plan"}))
    assert told(window, Place.STAFF)[1:] == [frozenset({"person"}), frozenset({"plan"})]
    assert told(window, Place.HOME)[1:] == []
    window.begin(Place.HOME)
    assert told(window, Place.HOME)[1:] == [frozenset({"person", "plan"})]


def test_go_opens_another_tab_at_a_record(window: MainWindow) -> None:
    window.begin()
    target = Target(Place.STAFF, b"1", field="nip")
    window.go(target)
    assert told(window, Place.STAFF)[-1] == target


def test_keys_reach_the_tab_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    press(qtbot, window, Qt.Key.Key_2)
    window.setFocus()
    for key in (Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        press(qtbot, window, key)
    press(qtbot, window, Qt.Key.Key_F8, ctrl=False)
    assert told(window, Place.STAFF)[1:] == ["new", "primary", 1, -1, "jump"]
    press(qtbot, window, Qt.Key.Key_F, ctrl=True)
    tab = window.tab(Place.STAFF)
    assert isinstance(tab, Recording)
    assert QApplication.focusWidget() is tab.field.field
    press(qtbot, window, Qt.Key.Key_F6, ctrl=False)
    assert QApplication.focusWidget() is tab.tree
    press(qtbot, window, Qt.Key.Key_T)
    assert window.tab(Place.EXCHANGE) is not None


def test_ctrl_k_finds_and_runs(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    ran: list[str] = []
    window.add_commands(
        Command(Menu.REPORTS, "Kartu &nilai…", lambda: ran.append("kartu"), words="cetak")
    )
    press(qtbot, window, Qt.Key.Key_K)
    field = cast("QLineEdit", QApplication.focusWidget())
    qtbot.keyClicks(field, "kartu")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert ran == ["kartu"]
    assert field.text() == ""


def test_ctrl_k_says_when_nothing_is_found(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.finder._field, "xyzzy")
    window.finder.look()
    assert window.finder.answers.item(0).text() == "Tidak ada yang cocok dengan 'xyzzy'"
    qtbot.keyClick(window.finder._field, Qt.Key.Key_Return)
    qtbot.keyClick(window.finder._field, Qt.Key.Key_Escape)
    assert not window.finder.answers.isVisible()


class OneStep:
    """A history of one step."""

    def __init__(self) -> None:
        self.left = 1

    def undo_label(self) -> str | None:
        return "ganti penilai 12 pegawai" if self.left else None

    def redo_label(self) -> str | None:
        return None

    def undo(self) -> None:
        self.left -= 1

    def redo(self) -> None:
        raise AssertionError


def test_a_text_field_keeps_its_own_ctrl_z(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    steps = OneStep()
    window.set_history(steps)
    tab = window.tab(Place.HOME)
    assert isinstance(tab, Recording)
    field = cast("QLineEdit", tab.field.field)
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert steps.left == 1
    tab.tree.setFocus()
    qtbot.keyClick(tab.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert steps.left == 0
    assert not window._undo.undo.isEnabled()


def test_it_folds_at_the_measures_of_the_guide(window: MainWindow) -> None:
    window.begin()
    assert told(window, Place.HOME) == [(False, False)]
    window.resize(1093, 557)
    assert told(window, Place.HOME)[-1] == (True, True)
    window.resize(1366, 697)
    assert told(window, Place.HOME)[-1] == (False, False)


def test_two_banners_and_the_rest_counted(window: MainWindow) -> None:
    window.begin()
    for n in range(4):
        window.notice(Notice("warn", f"Pesan {n}."))
    window.refused(Refused("KK-141"))
    shown = [banner.notice.code for banner in window.banners._banners]
    assert shown == ["KK-141", ""]
    assert window.banners._rest.text() == "dan 3 pesan lain"
    window.notice(Notice("warn", "Pesan 3."))
    assert len(window.banners.notices) == 5
    window.banners.clear()
    assert not window.banners.isVisible()


def test_done_tells_and_offers_undo(window: MainWindow) -> None:
    window.begin()
    window.done("Penilai 12 pegawai diganti.")
    assert window._toast.isVisible()
    assert window._toast.text() == "Penilai 12 pegawai diganti."
    assert window.status.saved().startswith("Tersimpan ")


def test_a_long_work_is_seen_and_can_be_stopped(
    window: MainWindow, jobs: Jobs, qtbot: QtBot
) -> None:
    job = Job("Mencetak kartu nilai")
    job.done, job.total = 14, 36
    jobs.watched.emit(job)
    assert window.status.job.text() == "Mencetak kartu nilai 14 dari 36"
    qtbot.mouseClick(window.status.job.stop, Qt.MouseButton.LeftButton)
    assert job.cancelled()
    jobs.watched.emit(None)
    assert not window.status.job.isVisible()


def test_a_tab_can_keep_the_window_open(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    tab = window.tab(Place.HOME)
    assert isinstance(tab, Recording)
    tab.closes = False
    assert not window.close()
    tab.closes = True
    with qtbot.waitSignal(window.closed):
        assert window.close()


def test_scheme_and_scale_are_remembered(window: MainWindow, memory: Forgetful, kit: Kit) -> None:
    by_text = {action.text(): action for action in window._ui.menuView.actions()}
    by_text["Gelap"].trigger()
    assert kit.style.wish is Scheme.DARK
    assert memory.get("scheme") == "dark"
    by_text["Ukuran tampilan 125 %"].trigger()
    assert remembered_scale(memory) == "125"
    assert window.banners.notices[0].key == "scale"


def test_both_schemes_paint_and_differ(window: MainWindow, kit: Kit, qtbot: QtBot) -> None:
    def picture() -> QImage:
        qtbot.wait(30)
        return window.grab().toImage()

    window.begin()
    light = picture()
    kit.style.choose(Scheme.DARK)
    assert picture() != light
    kit.style.choose(Scheme.LIGHT)
    assert picture() == light


def test_every_control_has_a_name(window: MainWindow, kit: Kit, qtbot: QtBot) -> None:
    window.begin()
    window.notice(Notice("bad", "Cadangan gagal.", "Diska penuh.", "KK-401"))
    window.done("Selesai.")
    assert silent_controls(window) == []
    for dialog in (FirstStartDialog(kit), OperatorDialog(kit, ["Kartika Hidayat"])):
        qtbot.addWidget(dialog)
        assert silent_controls(dialog) == []
        assert dialog.accessibleName()


def test_a_silent_control_would_be_found(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    field = QLineEdit(top)
    assert silent_controls(top) == ["QLineEdit "]
    field.setAccessibleName("Nama")
    assert silent_controls(top) == []


def test_parts_answer(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    tab = window.tab(Place.HOME)
    assert isinstance(tab, Recording)
    assert tab.field.is_wrong()
    tab.field.right()
    assert not tab.field.is_wrong()
    assert tab.sides.chosen() is None
    with qtbot.waitSignal(tab.sides.changed) as answer:
        tab.sides._group.button(1).click()
    assert answer.args == [1]
    assert "predikat Baik" in tab.matrix.accessibleName()
    tab.matrix.show_state(MatrixState(TABLE))
    assert "predikat belum dinilai" in tab.matrix.accessibleName()
    assert tab.why.text().splitlines()[1] == "1. Matriks: Sesuai x Sesuai"


def test_saving_offers_every_kind_by_one_word(window: MainWindow) -> None:
    window.begin()
    words = {action.text().replace("&", "") for action in window.findChildren(QAction)}
    assert "Simpan sebagai…" in words
    assert not any("Excel" in word for word in words)
