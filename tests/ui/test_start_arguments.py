"""What a command line asks for: the window, a file in it, a command; and what is only Qt's."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kotabumi_kinerja import __main__, settings
from kotabumi_kinerja.ui import window_icon
from kotabumi_kinerja.ui.main import _arguments
from kotabumi_kinerja.ui.qt_arguments import without_qts
from kotabumi_kinerja.ui.window_icon import GROUP, wear_icon

WINDOW = [
    [],
    ["-platform", "offscreen"],
    ["--platform", "offscreen"],
    ["-platform=offscreen"],
    ["-style", "fusion", "-reverse", "-geometry", "800x600+0+0"],
    ["--data", "D:\\data"],
    ["--no-key-store", "--data", "D:\\data", "-platform", "windows:fontengine=freetype"],
    ["E:\\KINERJA\\DPMPTSP-BKPSDM-0A0B0C-0018.KKX"],
    ["-stylesheet", "x.qss", "a.Kkd", "b.kkx"],
]
COMMANDS = [
    ["staff", "list"],
    ["--help"],
    ["demo", "--no-window"],
    ["-platform", "offscreen", "staff", "list"],
    ["a.xlsx"],
]


@pytest.mark.parametrize("arguments", WINDOW)
def test_opens_the_window(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(arguments, monkeypatch) == ("window", ["x", *arguments])


@pytest.mark.parametrize("arguments", COMMANDS)
def test_runs_a_command(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(arguments, monkeypatch) == ("command", arguments)


def asked(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    """Which face was called, with what."""
    calls: list[tuple[str, list[str]]] = []

    def note(face: str, words: list[str]) -> int:
        calls.append((face, words))
        return 0

    monkeypatch.setattr("kotabumi_kinerja.ui.main.run", lambda words: note("window", words))
    monkeypatch.setattr("kotabumi_kinerja.cli.main.run", lambda words: note("command", words))
    monkeypatch.setattr(sys, "argv", ["x", *arguments])
    assert __main__.main() == 0
    (call,) = calls
    return call


def test_qts_own_words_are_no_files() -> None:
    words = ["-platform", "offscreen", "--data", "d", "a.KKX", "-style=fusion", "--no-key-store"]
    assert _arguments([*words, "-qwindowtitle", "b.kkx"]) == (Path("d"), ["a.KKX"], False)
    assert without_qts(["-platform"]) == []
    assert without_qts(["platform", "--unknown", "x"]) == ["platform", "--unknown", "x"]


class Shell32:
    """Windows' task bar: the names that programs give themselves."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def SetCurrentProcessExplicitAppUserModelID(self, name: str) -> int:  # noqa: N802  # Windows' name
        self.names.append(name)
        return 0


def test_windows_wear_the_mark_in_every_size(qapp: QApplication) -> None:
    wear_icon(qapp, settings.resources())
    sizes = qapp.windowIcon().availableSizes()
    for size in (16, 32, 48, 256):
        assert QSize(size, size) in sizes


def test_without_a_reader_of_ico_the_mark_is_the_png(qapp: QApplication, tmp_path: Path) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    (icons / "app.ico").write_bytes(b"")
    (icons / "app.png").write_bytes((settings.resources() / "icons" / "app.png").read_bytes())
    wear_icon(qapp, tmp_path)
    assert qapp.windowIcon().availableSizes()


def test_pythons_own_window_stands_apart_in_the_task_bar(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell32()
    wear_icon(qapp, settings.resources(), shell)
    assert shell.names == [GROUP]
    monkeypatch.setattr(window_icon.sys, "frozen", True, raising=False)
    wear_icon(qapp, settings.resources(), shell)
    assert shell.names == [GROUP], "an installed one groups by its exe, as its shortcut does"
    assert window_icon.windows_shell() is None, "elsewhere there is no such thing"
