"""The installed window on Qt's `windows` plugin: pictures, a second start, another user's start."""

import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

from . import smoke
from .places import NAME
from .running import Failed, Log, until
from .user_machine import USER, Machine

Running = subprocess.Popen[bytes]

SCALES: Final = ("1", "1.5", "2")
LARGE: Final = "2800x1600x24"
"""A screen that holds the window at 200 %; on a smaller one it and the window manager disagree."""
OTHER: Final = "Budi Santoso"
_STRIP: Final = (0, 52, 740, 96)
"""Where the tabs are on a screen of 1366 x 768."""
IMPORT: Final = "kkx-dibuka.png"
_SETTLE: Final = 5.0


def pictures(machine: Machine, office: Path, target: Path) -> None:
    """Every tab of `office` drawn by the `windows` plugin, at 100, 150 and 200 %."""
    out = machine.work / "gambar"
    call = ("-m", "kotabumi_kinerja.ui.screenshots", machine.seen(office), machine.seen(out))
    machine.variable("QT_QPA_PLATFORM", "windows")
    for scale in SCALES:
        machine.variable("QT_SCALE_FACTOR", scale)
        what = f"every tab on Qt's windows plugin at {float(scale):.0%}"
        smoke.expect(machine.console(*call), 0, what)
        made = list(out.glob("*.png" if scale == "1" else f"*-{float(scale) * 100:.0f}.png"))
        if len(made) < smoke.TABS:
            raise Failed(f"{what}: {[p.name for p in out.glob('*')]}")
        for file in made:
            file.replace(target / file.name)
    for name in ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR"):
        machine.variable(name, None)


@contextmanager
def open_window(machine: Machine, log: Log, target: Path) -> Generator[list[Running]]:
    """The window on the user's own office; at the end every window is closed as a user closes it.

    What is yielded takes the windows that are opened meanwhile.
    """
    lock = machine.data / "kantor.kinerja.lock"
    lock.unlink(missing_ok=True)
    window = machine.wine.start(log.folder / "window.log", machine.window)
    took = until(lambda: lock.exists() and lock.stat().st_size > 0, 90, "the window")
    print(f"   window has opened the office: {took:.1f} s", flush=True)
    time.sleep(_SETTLE)
    machine.picture(target / "jendela.png")
    windows: list[Running] = [window]
    try:
        yield windows
    finally:
        _close(machine, windows)
    _no_errors(machine.data)


def second_start(machine: Machine, package: Path, target: Path) -> None:
    """The registered command for .kkx, while the window is open, shows the import screen there."""
    done = machine.wine.run(machine.window, machine.seen(package), timeout=90)
    smoke.expect(done, 0, "a second start with a .kkx hands it over")
    time.sleep(_SETTLE)
    machine.picture(target / IMPORT)
    if _same_strip(target / "jendela.png", target / IMPORT):
        raise Failed(f"the window did not go to another tab; see {IMPORT}")


def double_click(machine: Machine, package: Path, target: Path) -> None:
    """What a double click does, with the program closed and then open: one window, import screen.

    `machine` has it for all users, since Wine looks for file types only in their registry. It is
    ended as Shutdown does it, which asks every window.
    """
    call = ("cmd", "/c", "start", "", machine.seen(package))
    until(lambda: not _windows(machine), 30, "no window before the double click")
    smoke.expect(machine.wine.run(*call, timeout=90), 0, "double click, program closed")
    until(lambda: _windows(machine) == 1, 90, "a window after the double click")
    opened = target / "klik-ganda.png"
    until(lambda: _shows(machine, opened, target / IMPORT), 60, f"import screen; see {opened.name}")
    smoke.expect(machine.wine.run(*call, timeout=90), 0, "double click, program open")
    time.sleep(_SETTLE)
    if _windows(machine) != 1:
        raise Failed(f"{_windows(machine)} windows after the second double click")
    until(lambda: _shows(machine, opened, target / IMPORT), 60, f"import screen; see {opened.name}")
    machine.wine.run("wineboot", "-e", timeout=60)
    until(lambda: not _windows(machine), 30, "Shutdown closes the window")
    _no_errors(machine.data)
    print("   Shutdown has closed the window", flush=True)


def _windows(machine: Machine) -> int:
    return sum(window["title"].endswith(NAME) for window in machine.ask("texts"))


def _shows(machine: Machine, taken: Path, expected: Path) -> bool:
    """Whether the screen has the tabs as `expected` has them; `taken` is its picture."""
    machine.picture(taken)
    return _same_strip(taken, expected)


def _same_strip(one: Path, other: Path) -> bool:
    first, second = (Image.open(file).convert("RGB").crop(_STRIP) for file in (one, other))
    return ImageChops.difference(first, second).getbbox() is None


def other_user(machine: Machine, sample: Path, log: Log, target: Path) -> Running:
    """Another user's command and window are refused, told who has the office open; the window."""
    env = {"USERNAME": OTHER, "LOGNAME": OTHER}
    told = machine.console("staff", "import", machine.seen(sample), env=env)
    smoke.expect(told, 1, "another user's command is refused")
    if USER not in told.err:
        raise Failed(f"the refusal does not name the holder: {told.err}")
    window = machine.wine.start(log.folder / "window-other.log", machine.window, env=env)
    time.sleep(2 * _SETTLE)
    if window.poll() is not None:
        raise Failed("the other user's window closed instead of telling who has the office")
    machine.picture(target / "pengguna-lain.png")
    return window


def _close(machine: Machine, windows: list[Running]) -> None:
    """WM_CLOSE, as the X in its corner does, until all are closed: Wine tells one at a time."""
    for _ in windows:
        machine.wine.run("taskkill", "/im", f"{NAME}.exe", timeout=60)
        time.sleep(_SETTLE)
    for window in windows:
        _ended(window, "a window")


def _ended(window: Running, what: str) -> None:
    try:
        code = window.wait(60)
    except subprocess.TimeoutExpired as late:
        window.kill()
        raise Failed(f"{what} did not close") from late
    if code:
        raise Failed(f"{what} ended with {code}")


def _no_errors(data: Path) -> None:
    log = data / "log" / "kinerja.log"
    text = log.read_text("utf-8") if log.exists() else ""
    if "Traceback" in text:
        raise Failed(f"the program's own log names an error:\n{text[-2500:]}")
