"""The program as a process of its own: what is loaded when, what is remembered, Qt's words."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kotabumi_kinerja import settings
from kotabumi_kinerja.services import sample
from kotabumi_kinerja.ui.remembered import Remembered

STEPS = Path(__file__).parents[1] / "bench" / "start_steps.py"


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


def steps(root: Path, last: str = "open") -> dict[str, list[str]]:
    """The program as a process: the heavy libraries that are loaded at each step."""
    done = subprocess.run(
        [sys.executable, STEPS, last, "--data", root, "--no-key-store"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {stage: heavy for stage, _, _, heavy in lines}


def test_frame_then_rows_then_the_rest(root: Path) -> None:
    Remembered(root / "jendela.json").set("tab", "pegawai")
    loaded = steps(root)
    assert list(loaded) == ["frame", "rows", "open"]
    assert loaded["frame"] == []
    assert loaded["rows"] == ["sqlcipher3"]
    assert "sqlalchemy" in loaded["open"]
    for never in ("keyring", "matplotlib", "numpy", "reportlab", "alembic"):
        assert never not in loaded["open"]
    assert not (root / "log").exists()


def test_home_is_the_first_tab_and_the_last_one_is_remembered(root: Path) -> None:
    assert list(steps(root)) == ["frame", "open"]
    assert json.loads((root / "jendela.json").read_text())["tab"] == "beranda"


def test_scale_and_scheme_are_those_of_the_last_time(root: Path) -> None:
    (root / "jendela.json").write_text(json.dumps({"scale": "150", "scheme": "dark"}))
    code = (
        "import sys, os\nfrom PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\nfrom kotabumi_kinerja.ui.main import run\n"
        "def told(stage):\n"
        "    app = QApplication.instance()\n"
        "    dark = app.palette().window().color().lightness() < 128\n"
        "    print(app.devicePixelRatio(), dark)\n"
        "    QTimer.singleShot(0, app.quit)\n"
        "run(sys.argv, told)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", root, "--no-key-store"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split()[:2] == ["1.5", "True"]


def test_memory_that_is_no_json_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "jendela.json"
    file.write_text("[kaputt")
    memory = Remembered(file)
    assert memory.get("tab") is None
    memory.set("tab", "target")
    assert Remembered(file).get("tab") == "target"


def test_memory_in_a_folder_that_cannot_be_written_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    memory = Remembered(tmp_path / "datei" / "jendela.json")
    memory.set("tab", "target")
    assert memory.get("tab") == "target"


def test_unknown_errors_are_logged_and_shown(root: Path) -> None:
    (root / "dpmptsp" / settings.WRAPPED_KEY).unlink()
    (root / "dpmptsp" / settings.WRAPPED_KEY).mkdir()
    code = (
        "import sys\nfrom kotabumi_kinerja.ui import main\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def told(stage):\n"
        "    if stage == 'frame': raise LookupError('rusak sekali')\n"
        "show = main.MainWindow.notice\n"
        "def notice(self, n):\n"
        "    show(self, n); print(n.code, n.why); QApplication.quit()\n"
        "main.MainWindow.notice = notice\n"
        "main.run(sys.argv, told)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", root, "--no-key-store"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.startswith("KK-999")
    assert str(root / "log") in done.stdout
    assert "rusak sekali" in (root / "log" / "kinerja.log").read_text("utf-8")


def test_qt_speaks_indonesian() -> None:
    code = (
        "import sys\nfrom PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit\n"
        "from kotabumi_kinerja.ui.main import speak_indonesian\n"
        "app = QApplication(sys.argv)\nspeak_indonesian(app)\n"
        "box = QDialogButtonBox(QDialogButtonBox.Ok | QDialogButtonBox.Cancel | "
        "QDialogButtonBox.Yes | QDialogButtonBox.No | QDialogButtonBox.Save | "
        "QDialogButtonBox.Open)\n"
        "print([b.text().replace('&', '') for b in box.buttons()])\n"
        "line = QLineEdit()\nmenu = line.createStandardContextMenu()\n"
        "print([a.text().split(chr(9))[0].replace('&', '') for a in menu.actions() if a.text()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    buttons, menu = done.stdout.splitlines()
    assert {"OK", "Batal", "Ya", "Tidak", "Simpan", "Buka"} == set(eval(buttons))  # noqa: S307  # our own print
    assert menu == str(["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"])
