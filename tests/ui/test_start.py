"""The start of the real program: what is read when, first starts, errors, closing."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.services import offices, sample
from kotabumi_kinerja.services.first_rows import first_rows
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.store.driver import connect
from kotabumi_kinerja.store.vault import FileVault
from kotabumi_kinerja.ui.dialogs.choose_office import ChooseOfficeDialog
from kotabumi_kinerja.ui.dialogs.first_start import FirstChoice, FirstStartDialog
from kotabumi_kinerja.ui.dialogs.join_office import JoinDialog
from kotabumi_kinerja.ui.dialogs.new_office import NewOfficeDialog, RecoveryCodeDialog
from kotabumi_kinerja.ui.dialogs.operator import OperatorDialog
from kotabumi_kinerja.ui.dialogs.recover import RecoverDialog
from kotabumi_kinerja.ui.face import Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import specs
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.session import Session
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("mulai") / "dpmptsp"
    made = sample.make(folder, None, settings.resources())
    made.workspace.database.close()
    return folder, made.recovery_code


@pytest.fixture
def root(made: tuple[Path, str], tmp_path: Path) -> Path:
    """A data folder with the sample office, a fresh copy."""
    shutil.copytree(made[0], tmp_path / "data" / "dpmptsp")
    return tmp_path / "data"


class Opened:
    """A session in a window, as `ui.main` wires it."""

    def __init__(self, qtbot: QtBot, kit: Kit, jobs: Jobs) -> None:
        self.window = MainWindow(
            kit,
            jobs,
            Forgetful(),
            specs(lambda place, face: self.session.make(place, face)),  # noqa: PLW0108  # made below
        )
        self.session = Session(self.window, Forgetful(), key_store=False)
        qtbot.addWidget(self.window)
        self.window.show()

    def codes(self) -> list[str]:
        """The codes of the banners."""
        return [notice.code for notice in self.window.banners.notices]


@pytest.fixture
def opened(qtbot: QtBot, kit: Kit, jobs: Jobs) -> Iterator[Opened]:
    """A window without an office; closed properly at the end."""
    made = Opened(qtbot, kit, jobs)
    yield made
    made.session.close()


def when(kind: type[QDialog], act: Callable[[QDialog], object]) -> None:
    """Acts on the next dialog of this kind as soon as it stands."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)


def fill(dialog: QDialog, **fields: str) -> None:
    for name, text in fields.items():
        field = getattr(dialog, name).field
        assert isinstance(field, QLineEdit)
        field.setText(text)


def test_first_rows_are_the_list_s_first_rows(root: Path) -> None:
    folder = root / "dpmptsp"
    with bootstrap.program(root, key_store=False).office(writes=False) as work:
        known = [
            (r.full_name, r.nip, r.status, r.golongan, r.post, r.rater)
            for r in staff_list.first(work, "", 50)
        ]
    assert first_rows(folder, None) == known
    (folder / settings.KEY_FILE).unlink()
    assert first_rows(folder, None) == []


def test_nobody_staff_gives_no_preview(tmp_path: Path) -> None:
    offices.create(tmp_path, sample.FACTS, vault=None, operator="A").workspace.database.close()
    assert first_rows(tmp_path, None) == []


def test_opens_on_the_remembered_tab(opened: Opened, root: Path) -> None:
    opened.session.open(root, [], Place.STAFF)
    assert isinstance(opened.window.tab(Place.STAFF), StaffTab)
    assert opened.window.tab(Place.HOME) is None
    assert opened.codes() == []


def test_every_tab_opens(opened: Opened, root: Path) -> None:
    opened.session.open(root, [])
    for place in list(Place)[:-1]:
        opened.window.begin(place)
        assert opened.window.tab(place) is not None, place
    assert opened.codes() == []


def test_leaving_the_first_question_leaves(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: left.append(True))
    when(FirstStartDialog, lambda dialog: dialog.reject())
    opened.session.open(tmp_path / "leer", [])
    assert left == [True]
    assert not (tmp_path / "leer").exists()


def test_first_start_with_the_sample(opened: Opened, tmp_path: Path) -> None:
    when(FirstStartDialog, _choose(FirstChoice.SAMPLE))
    opened.session.open(tmp_path, [])
    assert opened.session.work is not None
    assert (tmp_path / "contoh" / settings.DATABASE).is_file()


def test_new_office_shows_its_code_once(opened: Opened, tmp_path: Path) -> None:
    shown: list[str] = []

    def read(dialog: QDialog) -> None:
        labels = dialog.findChildren(QLabel)
        shown.extend(part.text() for part in labels if part.accessibleName() == "Kode pemulihan")
        dialog.accept()

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, NewOfficeDialog)
        when(RecoveryCodeDialog, read)
        fill(dialog, name="Dinas Contoh", code="Dinas  Contoh/1", operator="Siti Contoh")
        press(dialog, "Buat kantor")

    def new(dialog: QDialog) -> None:
        when(NewOfficeDialog, enter)
        _choose(FirstChoice.NEW)(dialog)

    when(FirstStartDialog, new)
    opened.session.open(tmp_path, [])
    folder = tmp_path / "dinas-contoh-1"
    opened.session.close()
    (folder / settings.KEY_FILE).unlink()
    assert "key" not in shown[0]
    assert offices.recover(folder, shown[0], vault=None)


def test_incomplete_office_is_not_made(opened: Opened, tmp_path: Path) -> None:
    words: list[str] = []

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, NewOfficeDialog)
        press(dialog, "Buat kantor")
        words.append("nama" if dialog.name.is_wrong() else "")
        fill(dialog, name="Dinas", code="///", operator="Siti")
        press(dialog, "Buat kantor")
        words.append("kode" if dialog.code.is_wrong() else "")
        dialog.reject()

    def new(dialog: QDialog) -> None:
        when(NewOfficeDialog, enter)
        _choose(FirstChoice.NEW)(dialog)

    when(FirstStartDialog, new)
    opened.session.open(tmp_path / "d", [])
    assert words == ["nama", "kode"]
    assert opened.session.work is None
    assert not (tmp_path / "d").exists()


def test_join_asks_for_the_letter_and_can_be_left(opened: Opened, tmp_path: Path) -> None:
    seen: list[str] = []

    def leave(dialog: QDialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.reject()

    def read(dialog: QDialog) -> None:
        when(JoinDialog, leave)
        dialog.accept()

    def enter(dialog: QDialog) -> None:
        when(RecoveryCodeDialog, read)
        fill(dialog, name="Dinas", code="D", operator="Siti")
        press(dialog, "Buat kantor")

    def join(dialog: QDialog) -> None:
        when(NewOfficeDialog, enter)
        _choose(FirstChoice.JOIN)(dialog)

    when(FirstStartDialog, join)
    opened.session.open(tmp_path, [])
    assert seen == ["Gabung dengan BKPSDM"]
    assert opened.session.work is not None


def test_one_of_several_offices(opened: Opened, root: Path) -> None:
    shutil.copytree(root / "dpmptsp", root / "zweites")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ChooseOfficeDialog)
        dialog.choices[1].click()

    when(ChooseOfficeDialog, choose)
    opened.session.open(root, [])
    assert opened.session.work is not None
    assert opened.session.work.folder.name == "zweites"


def test_operator_is_asked_when_there_are_several(opened: Opened, root: Path) -> None:
    with bootstrap.program(root, key_store=False).office(writes=True) as work:
        offices.add_operator(work, "Budi Contoh")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, OperatorDialog)
        names = dialog.findChild(QListWidget)
        assert names is not None
        names.setCurrentRow(1)
        press(dialog, "")

    when(OperatorDialog, choose)
    opened.session.open(root, [])
    assert opened.session.work is not None
    assert opened.session.work.database.operator == sample.OPERATOR


@pytest.mark.parametrize(
    ("spoil", "code"),
    [("newer", "KK-422"), ("torn", "KK-423"), ("foreign", "KK-413"), ("wrapless", "KK-446")],
)
def test_refusals_of_the_opening(opened: Opened, root: Path, spoil: str, code: str) -> None:
    folder = root / "dpmptsp"
    _SPOIL[spoil](folder)
    before = (folder / settings.DATABASE).read_bytes()
    opened.session.open(root, [])
    assert opened.codes() == [code]
    assert opened.session.work is None
    assert (folder / settings.DATABASE).read_bytes() == before
    assert opened.window.close()


def test_read_only_folder(opened: Opened, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_a: False)  # root may write everywhere
    opened.session.open(root, [])
    assert opened.codes() == ["KK-411"]


def test_lost_key_comes_back_by_the_code(
    opened: Opened, root: Path, made: tuple[Path, str]
) -> None:
    (root / "dpmptsp" / settings.KEY_FILE).unlink()
    opened.session.open(root, [])
    (notice,) = opened.window.banners.notices
    assert notice.code == "KK-445"
    assert notice.step is not None
    wrong: list[bool] = []

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoverDialog)
        fill(dialog, code="ABCD")
        dialog.take()
        wrong.append(dialog.code.is_wrong())
        fill(dialog, code=made[1])
        dialog.take()

    when(RecoverDialog, enter)
    notice.step.run()
    assert wrong == [True]
    assert opened.session.work is not None
    assert opened.codes() == []


def test_daily_copy_at_the_end(opened: Opened, root: Path) -> None:
    opened.session.open(root, [])
    opened.session.close()
    copies = list((root / "dpmptsp").rglob("*.kinerja"))
    assert len(copies) == 2, copies


def test_backup_and_check_through_the_menu(
    opened: Opened, root: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.session.open(root, [])
    target = tmp_path / "stik"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(target))
    said: list[str] = []
    monkeypatch.setattr(
        opened.window, "done", lambda text, *, undoable=True: said.append(f"{text} {undoable}")
    )
    _command(opened, "&Cadangkan…")
    qtbot.waitUntil(lambda: len(said) == 1, timeout=20_000)
    assert sorted(p.suffix for p in target.iterdir()) == [".kinerja", ".kunci"]
    _command(opened, "&Periksa data")
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    assert said[1] == "Data dan berkas utuh False"


def _choose(choice: FirstChoice) -> Callable[[QDialog], object]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, FirstStartDialog)
        dialog.choices[choice].click()

    return act


def press(dialog: QDialog, text: str) -> None:
    """The button of this text, or the default one."""
    for part in dialog.findChildren(QPushButton):
        if part.text() == text or (not text and part.isDefault()):
            part.click()
            return
    raise AssertionError(text)


def _command(opened: Opened, text: str) -> None:
    for action in opened.window.findChildren(QAction):
        if action.text() == text:
            action.trigger()
            return
    raise AssertionError(text)


def _newer(folder: Path) -> None:
    raw = connect(folder / settings.DATABASE, _key(folder))
    raw.execute("PRAGMA user_version = 99")
    raw.close()


def _torn(folder: Path) -> None:
    raw = connect(folder / settings.DATABASE, _key(folder))
    raw.execute("DELETE FROM meta")
    raw.close()


def _foreign(folder: Path) -> None:
    (folder / settings.DATABASE).write_bytes(b"bukan basis data " * 1000)


def _wrapless(folder: Path) -> None:
    (folder / settings.WRAPPED_KEY).write_text("{}")


def _key(folder: Path) -> bytes:
    name = json.loads((folder / settings.WRAPPED_KEY).read_text())["office"]
    key = FileVault(folder / settings.KEY_FILE).get(name)
    assert key is not None
    return key


_SPOIL: dict[str, Callable[[Path], None]] = {
    "newer": _newer,
    "torn": _torn,
    "foreign": _foreign,
    "wrapless": _wrapless,
}
