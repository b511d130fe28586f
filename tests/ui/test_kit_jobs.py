"""Work in threads, errors at the face, undo beside a text field."""

# pyright: reportUnknownMemberType=false
# pytest-qt leaves holes in its types.

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.ui import jobs as jobs_module
from kotabumi_kinerja.ui.errors import Errors
from kotabumi_kinerja.ui.jobs import Job, Jobs
from kotabumi_kinerja.ui.undo import UndoActions
from kotabumi_kinerja.ui.widgets import Notice, notice_of


def test_work_runs_elsewhere_and_ends_here(jobs: Jobs, qtbot: QtBot) -> None:
    where: list[threading.Thread] = []
    got: list[int] = []

    def work(progress: Progress) -> int:
        where.append(threading.current_thread())
        progress.start("Menghitung", 3)
        progress.step(3)
        return 42

    def done(result: int) -> None:
        where.append(threading.current_thread())
        got.append(result)

    jobs.run("Menghitung", work, done)
    qtbot.waitUntil(lambda: got == [42], timeout=2000)
    assert where[0] is not threading.main_thread()
    assert where[1] is threading.main_thread()
    assert not jobs.busy()


def test_cancel_raises_at_the_next_step(jobs: Jobs, qtbot: QtBot) -> None:
    started = threading.Event()
    errors: list[BaseException] = []

    def work(progress: Progress) -> None:
        progress.start("Mencetak", 0)
        started.set()
        while True:
            progress.step()

    job = jobs.run("Mencetak", work, failed=errors.append)
    assert started.wait(2)
    job.cancel()
    qtbot.waitUntil(lambda: len(errors) == 1, timeout=2000)
    assert isinstance(errors[0], Cancelled)


def test_an_error_nobody_takes_reaches_the_face(jobs: Jobs, qtbot: QtBot) -> None:
    def work(_: Progress) -> None:
        raise Refused("KK-402")

    with qtbot.waitSignal(jobs.failed, timeout=2000) as told:
        jobs.run("Menulis", work)
    assert isinstance((told.args or [None])[0], Refused)


def test_progress_shows_only_when_it_takes_long(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "PATIENCE_S", 0.15)
    seen: list[Job | None] = []
    jobs.watched.connect(seen.append)
    go_on = threading.Event()

    def slow(progress: Progress) -> None:
        progress.start("Mencetak kartu nilai", 36)
        progress.step(14)
        go_on.wait(5)

    jobs.run("Cetak", lambda _: None)
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=2000)
    assert seen == []
    jobs.run("Cetak", slow)
    qtbot.waitUntil(lambda: len(seen) > 0, timeout=3000)
    first = seen[0]
    assert first is not None
    assert (first.title, first.done, first.total) == ("Mencetak kartu nilai", 14, 36)
    go_on.set()
    qtbot.waitUntil(lambda: seen[-1] is None, timeout=2000)


def test_a_refusal_becomes_a_banner_with_its_code(tmp_path: Path) -> None:
    shown: list[Notice] = []
    errors = Errors(shown.append, tmp_path / "catatan.log")
    errors.show(Refused("KK-104", name="Irwan Rahayu"), to_field=lambda: None)
    assert shown[0].code == "KK-104"
    assert "KK-104" not in shown[0].why
    assert shown[0].step is not None
    assert not (tmp_path / "catatan.log").exists()


def test_an_unknown_error_is_written_down(tmp_path: Path) -> None:
    shown: list[Notice] = []
    log = tmp_path / "baru" / "catatan.log"
    errors = Errors(shown.append, log)
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        errors.handle(type(error), error, error.__traceback__)
    errors.close()
    assert shown[0].code == "KK-999"
    assert str(log) in shown[0].why
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert "test_kit_jobs.py" in log.read_text("utf-8")


def test_a_stopped_work_is_no_error(tmp_path: Path) -> None:
    shown: list[Notice] = []
    Errors(shown.append, tmp_path / "x").show(Cancelled())
    assert shown == []


def test_install_takes_the_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    errors = Errors(lambda _: None, tmp_path / "x")
    errors.install()
    assert sys.excepthook == errors.handle


def test_a_sentence_is_cut_after_what() -> None:
    notice = notice_of("Penilai sama. Pilih orang lain. KK-141", "KK-141")
    assert (notice.what, notice.why) == ("Penilai sama.", "Pilih orang lain.")
    assert notice_of("Hanya satu kalimat. KK-1", "KK-1").why == ""


class Steps:
    """A history of one step."""

    def __init__(self) -> None:
        self.back = ["ganti penilai 12 pegawai"]
        self.forth: list[str] = []

    def undo_label(self) -> str | None:
        return self.back[-1] if self.back else None

    def redo_label(self) -> str | None:
        return self.forth[-1] if self.forth else None

    def undo(self) -> None:
        self.forth.append(self.back.pop())

    def redo(self) -> None:
        self.back.append(self.forth.pop())


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_undo_names_its_step(place: QWidget) -> None:
    steps, actions = Steps(), UndoActions(place)
    assert not actions.undo.isEnabled()
    actions.watch(steps)
    assert actions.undo.text() == "Urungkan: ganti penilai 12 pegawai"
    assert not actions.redo.isEnabled()
    actions.undo.trigger()
    assert steps.back == []
    assert actions.redo.text() == "Ulangi: ganti penilai 12 pegawai"
    assert actions.undo.toolTip() == "Tidak ada yang dapat diurungkan"
