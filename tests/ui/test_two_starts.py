"""Two starts on one office: handed over, refused with the holder named, or a crash's lock taken."""

import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.services import sample
from kotabumi_kinerja.store import lock
from kotabumi_kinerja.ui.face import Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import specs
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.one_window import OneWindow, hand_over, taken_by_open_window
from kotabumi_kinerja.ui.session import Session

ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
HOLDS = (
    "import json, sys, time\n"
    "from pathlib import Path\n"
    "from kotabumi_kinerja.store.lock import Holder, take\n"
    "held = take(Path(sys.argv[1]), Holder(sys.argv[2], sys.argv[3], '24-11-2026 08.00'))\n"
    "print('held', flush=True)\n"
    "time.sleep(60)\n"
)
WINDOW = (
    "import sys\n"
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QApplication\n"
    "from kotabumi_kinerja.ui import main, session\n"
    "def go(self, target):\n"
    "    print(target.place.value, target.field, flush=True)\n"
    "    QTimer.singleShot(300, QApplication.quit)\n"
    "main.MainWindow.go = go\n"
    "main.run(sys.argv, lambda stage: print(stage, flush=True))\n"
)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dua") / "dpmptsp"
    sample.make(folder, None, settings.resources()).workspace.database.close()
    return folder


@pytest.fixture
def root(_made: Path, tmp_path: Path) -> Path:
    """A data folder with the sample office, a fresh copy."""
    shutil.copytree(_made, tmp_path / "data" / "dpmptsp")
    return tmp_path / "data"


@pytest.fixture
def session(qtbot: QtBot, kit: Kit, jobs: Jobs) -> Iterator[Session]:
    """A window that will open an office."""
    window = MainWindow(
        kit,
        jobs,
        Forgetful(),
        specs(lambda place, face: made.make(place, face)),  # noqa: PLW0108  # made below
    )
    qtbot.addWidget(window)
    made = Session(window, Forgetful(), key_store=False)
    yield made
    made.close()


def other(root: Path, user: str, computer: str) -> subprocess.Popen[str]:
    """Another program that holds the lock as `user`."""
    made = subprocess.Popen(
        [sys.executable, "-c", HOLDS, root / "dpmptsp" / settings.DATABASE, user, computer],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert made.stdout is not None
    assert made.stdout.readline() == "held\n"
    return made


def cli(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kotabumi_kinerja", "--data", root, "--no-key-store", *words],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def codes(session: Session) -> list[str]:
    return [notice.code for notice in session._window.banners.notices]


def test_second_start_hands_its_file_over_and_ends(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "paket.kkx"
    file.write_bytes(b"x")
    first = subprocess.Popen(
        [sys.executable, "-c", WINDOW, "--data", root, "--no-key-store"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert [first.stdout.readline().strip() for _ in range(2)] == ["frame", "open"]
    second = cli(root, str(file))
    assert (second.returncode, second.stderr) == (0, "")
    assert first.stdout.readline().strip() == f"{Place.EXCHANGE.value} {file.resolve()}"
    first.communicate(timeout=30)
    assert first.returncode == 0


def test_other_user_is_refused_with_the_holder_named(session: Session, root: Path) -> None:
    holder = other(root, "rina", "PC-RINA")
    try:
        assert not taken_by_open_window(root / "dpmptsp", [])
        session.open(root, [])
    finally:
        holder.kill()
        holder.communicate()
    (notice,) = session._window.banners.notices
    assert notice.code == "KK-430"
    words = f"{notice.what} {notice.why}"
    assert "rina" in words
    assert "PC-RINA" in words
    assert session.work is None


def test_lock_left_by_a_crash_is_taken_over(session: Session, root: Path) -> None:
    crashed = other(root, "rina", "PC-RINA")
    crashed.send_signal(signal.SIGKILL)
    crashed.communicate()
    file = root / "dpmptsp" / f"{settings.DATABASE}.lock"
    assert json.loads(file.read_text())["user"] == "rina"
    assert lock.held(root / "dpmptsp" / settings.DATABASE) is None
    session.open(root, [])
    assert session.work is not None
    assert json.loads(file.read_text())["user"] == getpass.getuser()


def test_own_program_that_does_not_answer_is_named(
    session: Session, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotabumi_kinerja.ui.one_window.TRIES", 2)
    busy = other(root, getpass.getuser(), socket.gethostname())
    try:
        session.open(root, [])
    finally:
        busy.kill()
        busy.communicate()
    assert codes(session) == ["KK-432"]


def test_commands_beside_the_open_window(session: Session, root: Path) -> None:
    session.open(root, [])
    reading = cli(root, "check")
    assert reading.returncode == 0, reading.stderr
    writing = cli(root, "history", "undo")
    assert writing.returncode == 1
    assert "KK-432" in writing.stderr
    session.close()
    assert "KK-432" not in cli(root, "history", "undo").stderr


def test_lock_of_the_window_is_free_after_closing(session: Session, root: Path) -> None:
    session.open(root, [])
    folder = root / "dpmptsp"
    assert isinstance(bootstrap.hold(folder), lock.Holder)
    session.close()
    with_lock = bootstrap.hold(folder)
    assert isinstance(with_lock, lock.Held)
    with_lock.release()


def test_garbage_on_the_socket_brings_no_files(qtbot: QtBot, tmp_path: Path) -> None:
    arrived: list[list[str]] = []
    window = OneWindow(tmp_path, arrived.append, None)  # pyright: ignore[reportArgumentType]  # no parent here
    assert not hand_over(tmp_path / "lain", [])
    code = (
        "import sys\nfrom PySide6.QtNetwork import QLocalSocket\n"
        "line = QLocalSocket()\nline.connectToServer(sys.argv[1])\n"
        "assert line.waitForConnected(2000)\nline.write(b'{kaputt\\n')\n"
        "line.flush()\nassert line.waitForReadyRead(3000)\n"
    )
    name = window._server.serverName()
    sender = subprocess.Popen([sys.executable, "-c", code, name], env=ENVIRONMENT)
    qtbot.waitUntil(lambda: len(arrived) == 1, timeout=10_000)
    began = time.monotonic()
    while sender.poll() is None and time.monotonic() - began < 10:
        qtbot.wait(20)
    assert sender.returncode == 0
    assert arrived == [[]]
    window._server.close()


def test_refusal_leaves_the_lock_free(session: Session, root: Path) -> None:
    (root / "dpmptsp" / settings.WRAPPED_KEY).write_text("{}")
    session.open(root, [])
    assert codes(session) == ["KK-446"]
    session.close()
    held = bootstrap.hold(root / "dpmptsp")
    assert isinstance(held, lock.Held)
    held.release()
