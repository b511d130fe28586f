"""The update in the window: found on a stick, shown, verified and backed up, run, window closed."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from release_bench import NEWS, SETUP, SIGNER, Bench, Recorder, resources_with
from two_sides import Sides, linked
from window import window_on

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import updates as files
from kotabumi_kinerja.exchange.updates import Update
from kotabumi_kinerja.services import updates
from kotabumi_kinerja.services.updates import Installed
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs import update as dialogs
from kotabumi_kinerja.ui.dialogs.update import UpdateDialog, ask_update, offer, tell_update
from kotabumi_kinerja.ui.face import Face, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import specs
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.session import Session
from kotabumi_kinerja.ui.tabs.exchange.tab import ExchangeTab


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def work(office: Workspace, bench: Bench, tmp_path: Path) -> Workspace:
    """An office whose program knows the bench's key."""
    (office.folder / settings.WRAPPED_KEY).write_text("{}", "utf-8")
    return replace(office, resources=resources_with(tmp_path / "resources", bench.toml()))


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> MainWindow:
    return window_on(qtbot, kit, jobs, work, HOME=lambda *_: Tab())


@pytest.fixture
def file(bench: Bench, tmp_path: Path) -> Path:
    return bench.write(tmp_path / "stick" / "Kotabumi-Kinerja-9.0.0.kkupdate")


@pytest.fixture
def pair(
    tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path
) -> Iterator[Sides]:
    made = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


def seen(work: Workspace, file: Path) -> Update:
    return updates.look_at(file, updates.release_keys(work.resources), Installed())


def said(widget: QWidget) -> str:
    return "\n".join(part.text() for part in widget.findChildren(QLabel) if not part.isHidden())


def dialog_on(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path, starter: Recorder
) -> UpdateDialog:
    dialog = UpdateDialog(window, work, seen(work, file), window, starter=starter)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def codes(window: MainWindow) -> list[str]:
    return [notice.code for notice in window.banners.notices]


def test_it_says_what_comes_and_who_signed(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path
) -> None:
    dialog = dialog_on(qtbot, window, work, file, Recorder())
    words = said(dialog)
    for part in (
        f"{Installed().version} menjadi 9.0.0",
        SIGNER,
        "2,6 MB",
        "1 Februari 2027",
        *NEWS,
    ):
        assert part in words
    assert not (work.folder / "pembaruan").exists(), "nothing is copied before it is asked for"


def test_two_steps_then_the_installer_runs(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path
) -> None:
    starter = Recorder()
    dialog = dialog_on(qtbot, window, work, file, starter)
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.prepared is not None)
    assert dialog.prepared is not None
    assert starter.started == []
    assert str(dialog.prepared.backup) in dialog.said.text()
    assert dialog.prepared.backup is not None
    assert dialog.prepared.backup.is_file()
    assert dialog.take.text() == "Tutup program dan pasang"
    assert dialog.bar.isHidden()
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.result() == UpdateDialog.DialogCode.Accepted)
    assert starter.bodies == [SETUP]


def test_later_forgets_the_copy(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path
) -> None:
    starter = Recorder()
    dialog = dialog_on(qtbot, window, work, file, starter)
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.prepared is not None)
    dialog.later.click()
    assert dialog.isHidden()
    assert list((work.folder / "pembaruan").iterdir()) == []
    assert starter.started == []


def test_a_refusal_stands_in_the_dialog_and_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path
) -> None:
    starter = Recorder(Refused("KK-478", version="9.0.0"))
    dialog = dialog_on(qtbot, window, work, file, starter)
    dialog.take.click()
    qtbot.waitUntil(lambda: "KK-478" in dialog.said.text())
    assert dialog.prepared is None
    starter.refusal = None
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"x")
    dialog.take.click()
    qtbot.waitUntil(lambda: "KK-475" in dialog.said.text())
    file.write_bytes(whole)
    starter.fault = PermissionError(13, "blocked")
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.prepared is not None)
    dialog.take.click()
    qtbot.waitUntil(lambda: "KK-479" in dialog.said.text())
    assert dialog.isVisible()
    dialog.reject()
    assert dialog.isHidden()


def test_a_running_check_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot,
    window: MainWindow,
    work: Workspace,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    real = files.verify

    def slow(*arguments: object) -> None:
        gate.wait(10)
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "verify", slow)
    dialog = dialog_on(qtbot, window, work, file, Recorder())
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.bar.value() == 3)
    assert (dialog.bar.maximum(), dialog.later.text()) == (6, "Batalkan")
    assert dialog.said.text() == "Menyalin pembaruan…"
    dialog.reject()
    assert dialog.isVisible(), "the job ends first"
    gate.set()
    qtbot.waitUntil(dialog.isHidden)
    assert list((work.folder / "pembaruan").iterdir()) == []


def test_looking_offers_the_newest(
    qtbot: QtBot,
    window: MainWindow,
    work: Workspace,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[str] = []

    def offers(_face: Face, _work: Workspace, _parent: QWidget, update: Update) -> None:
        offered.append(update.manifest.version)

    monkeypatch.setattr(dialogs, "offer", offers)
    stick = work.folder.parent / "stick"
    bench.write(stick / "a.kkupdate")
    bench.write(stick / "b.kkupdate", version="9.1.0")
    Bench().write(stick / "c.kkupdate", version="9.9.9")
    ask_update(window, work, window, [stick])
    qtbot.waitUntil(lambda: offered == ["9.1.0"])
    assert window.banners.notices == ()


def test_looking_says_why_there_is_nothing(
    qtbot: QtBot,
    window: MainWindow,
    work: Workspace,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask_update(window, work, window, [])
    qtbot.waitUntil(lambda: codes(window) == ["KK-460"])
    old = bench.write(work.folder.parent / "old.kkupdate", version="0.0.1")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(old), ""))
    step = window.banners.notices[0].step
    assert step is not None
    step.run()
    qtbot.waitUntil(lambda: codes(window) == ["KK-471"])
    assert window.banners.notices[0].tone == "note"
    Bench().write(old)
    ask_update(window, work, window, [old])
    qtbot.waitUntil(lambda: codes(window) == ["KK-466"])
    assert window.banners.notices[0].tone == "bad"


def test_without_release_keys_it_is_said(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path, tmp_path: Path
) -> None:
    bare = replace(work, resources=resources_with(tmp_path / "bare", ""))
    ask_update(window, bare, window, [file])
    qtbot.waitUntil(lambda: codes(window) == ["KK-465"])


def test_a_stick_with_an_update_is_told_of_and_others_are_not(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    tell_update(window, work, window, [tmp_path / "empty"])
    qtbot.waitUntil(lambda: not window.jobs.busy())
    assert window.banners.notices == ()
    tell_update(window, work, window, [file.parent])
    qtbot.waitUntil(lambda: len(window.banners.notices) == 1)
    told = window.banners.notices[0]
    assert "versi 9.0.0" in told.what
    assert told.step is not None


def test_tukar_data_tells_of_an_update_on_a_fresh_stick(
    qtbot: QtBot, window: MainWindow, bench: Bench, pair: Sides, tmp_path: Path
) -> None:
    work = replace(pair.office, resources=resources_with(tmp_path / "known", bench.toml()))
    bench.write(pair.stick / "a.kkupdate")
    tab = ExchangeTab(window, work, lambda: [pair.stick])
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: tab.state is not None)
    tab.look_for_sticks()
    qtbot.waitUntil(lambda: [n.key for n in window.banners.notices] == ["update"])
    qtbot.waitUntil(lambda: not window.jobs.busy())


@pytest.mark.parametrize("run", [True, False])
def test_the_window_closes_only_when_the_installer_runs(
    qtbot: QtBot, window: MainWindow, work: Workspace, file: Path, *, run: bool
) -> None:
    starter = Recorder()

    def act() -> None:
        dialog = cast("UpdateDialog", QApplication.activeModalWidget())
        if not run:
            dialog.later.click()
            return
        dialog.take.click()
        qtbot.waitUntil(lambda: dialog.prepared is not None)
        dialog.take.click()

    QTimer.singleShot(50, act)
    offer(window, work, window, seen(work, file), starter)
    assert window.isVisible() is not run
    assert len(starter.started) == int(run)


def test_the_menu_has_it_and_a_start_removes_what_was_left(
    qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = work.folder / "pembaruan" / "sisa" / "Setup.exe"
    left.parent.mkdir(parents=True)
    left.touch()
    window = MainWindow(kit, jobs, Forgetful(), specs(lambda *_: Tab()))
    qtbot.addWidget(window)
    Session(window, Forgetful(), key_store=False).show_office(work, ask=False)
    assert not left.exists()
    asked: list[Workspace] = []
    monkeypatch.setattr(dialogs, "ask_update", lambda _face, work, _parent: asked.append(work))
    action = next(a for a in window.findChildren(QAction) if a.text() == "Pembaruan &program…")
    action.trigger()
    assert asked == [work]
