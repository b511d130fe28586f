"""Windows shuts down, or the window is closed, while something runs: finished or rolled back."""

import time
from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtGui import QCloseEvent, QSessionManager
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person
from kotabumi_kinerja.ui import jobs as job_module
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import specs
from kotabumi_kinerja.ui.main_window import GEOMETRY_KEY, MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.quitting import Quitting, WindowsBlocks
from kotabumi_kinerja.ui.session import Session

IMPORT = "Mengimpor pegawai"


class Manager:
    """Windows' question, as Qt hands it on."""

    def __init__(self) -> None:
        self.put_off = False

    def cancel(self) -> None:
        self.put_off = True


class User32:
    """Windows' shutdown screen: what it says of which window."""

    def __init__(self) -> None:
        self.said: dict[int, str] = {}

    def ShutdownBlockReasonCreate(self, window: int, reason: str) -> int:  # noqa: N802  # Windows' name
        self.said[window] = reason
        return 1

    def ShutdownBlockReasonDestroy(self, window: int) -> int:  # noqa: N802  # Windows' name
        del self.said[window]
        return 1


class Unwilling(Tab):
    """A tab with something half typed in it."""

    def may_close(self) -> bool:
        return False


class Frame:
    """A window, what it remembers, and what answers Windows for it."""

    def __init__(self, qtbot: QtBot, kit: Kit, jobs: Jobs, make: Callable[[Face], Tab]) -> None:
        self.memory, self.screen, self.jobs = Forgetful(), User32(), jobs
        self.window = MainWindow(kit, jobs, self.memory, specs(lambda _place, face: make(face)))
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.begin(Place.HOME)
        self.quitting = Quitting(
            self.window,
            jobs,
            lambda job: self.window.tell("KK-481", job=job),
            WindowsBlocks(self.screen),
        )
        self.window.closed.connect(self.quitting.stay)

    def codes(self) -> list[str]:
        return [notice.code for notice in self.window.banners.notices]


@pytest.fixture
def frame(qtbot: QtBot, kit: Kit, jobs: Jobs) -> Frame:
    return Frame(qtbot, kit, jobs, lambda _face: Tab())


def test_the_program_answers_the_question_of_qt(frame: Frame, qapp: QApplication) -> None:
    frame.quitting.listen(qapp)
    assert qapp.commitDataRequest.disconnect(frame.quitting.asked)
    assert callable(QSessionManager.cancel)


def test_at_rest_the_computer_may_be_shut_down(frame: Frame) -> None:
    manager = Manager()
    frame.quitting.asked(manager)
    assert not manager.put_off
    assert frame.quitting.ending
    assert frame.memory.get(GEOMETRY_KEY), "where it stood is kept, though nobody closes it"
    assert frame.codes() == []


def test_somebody_else_put_the_shutdown_off(frame: Frame) -> None:
    frame.quitting.asked(Manager())
    frame.window.close()
    assert not frame.quitting.ending, "closed by hand: the daily copy has its time again"


def test_a_tab_with_something_half_typed_puts_it_off(qtbot: QtBot, kit: Kit, jobs: Jobs) -> None:
    frame = Frame(qtbot, kit, jobs, lambda _face: Unwilling())
    manager = Manager()
    frame.quitting.asked(manager)
    assert manager.put_off
    assert frame.screen.said == {}


def test_a_running_job_puts_it_off_until_it_is_done(frame: Frame, qtbot: QtBot) -> None:
    go_on, done = Event(), list[str]()
    frame.jobs.run(IMPORT, lambda _progress: str(go_on.wait(20)), done.append)
    manager = Manager()
    frame.quitting.asked(manager)
    assert manager.put_off
    assert list(frame.screen.said.values()) == [f"{IMPORT} belum selesai."]
    assert frame.codes() == ["KK-481"]
    go_on.set()
    qtbot.waitUntil(lambda: not frame.screen.said, timeout=5000)
    assert done == ["True"]
    again = Manager()
    frame.quitting.asked(again)
    assert not again.put_off


def test_a_user_who_insists_finds_all_or_nothing(
    frame: Frame, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job stands in the middle of its change when Windows ends the program."""
    before = [(r.id, r.full_name) for r in staff_list.find(office)]
    assert len(before) > 10
    begun = Event()

    def rename_all(progress: Progress) -> None:
        with office.database.change("ganti nama semua pegawai") as connection:
            for key, _name in before:
                connection.execute(update(person).where(person.c.id == key).values(name="Diganti"))
                begun.set()
                time.sleep(0.05)
                progress.step()

    session = Session(frame.window, Forgetful(), key_store=False)
    session._work = office
    copies: list[object] = []
    monkeypatch.setattr("kotabumi_kinerja.services.upkeep.daily_copy", copies.append)
    frame.jobs.run(IMPORT, rename_all)
    assert begun.wait(20)
    manager = Manager()
    frame.quitting.asked(manager)
    assert manager.put_off
    began = time.monotonic()
    frame.jobs.close()  # what aboutToQuit does
    assert [(r.id, r.full_name) for r in staff_list.find(office)] == before
    session.close(copy=not frame.quitting.ending)
    assert time.monotonic() - began < 3, "Windows waits five seconds"
    assert copies == []


def test_closing_while_something_runs_long_asks_first(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_module, "PATIENCE_S", 0.05)

    def work(progress: Progress) -> None:
        while True:
            time.sleep(0.01)
            progress.step()

    job = frame.jobs.run(IMPORT, work)
    qtbot.waitUntil(frame.window.status.job.isVisible, timeout=5000)
    event = QCloseEvent()
    frame.window.closeEvent(event)
    assert not event.isAccepted()
    (notice,) = frame.window.banners.notices
    assert notice.code == "KK-480"
    assert IMPORT in notice.what
    assert notice.step is not None
    assert not job.cancelled()
    notice.step.run()
    assert job.cancelled()
    assert not frame.window.isVisible()
    qtbot.waitUntil(lambda: not frame.jobs.busy(), timeout=5000)


def test_closing_while_something_short_runs_does_not_ask(frame: Frame) -> None:
    go_on = Event()
    frame.jobs.run("Membaca", lambda _progress: go_on.wait(20))
    assert frame.window.close()
    go_on.set()
