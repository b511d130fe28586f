"""The program's mark in title bar and task bar, and its own place there."""

import sys
from pathlib import Path
from typing import Final, Protocol, cast

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

GROUP: Final = "KotabumiKinerja.Window"
"""Windows' AppUserModelID."""


class Shell(Protocol):
    """What of Windows' shell32 is asked."""

    def SetCurrentProcessExplicitAppUserModelID(self, name: str) -> int:
        """Zero when it was done."""
        ...


def wear_icon(app: QApplication, resources: Path, shell: Shell | None = None) -> None:
    """Give every window of `app` the mark; `shell` is Windows' own, None elsewhere.

    An installed program has its place in the task bar by its exe, as its Start-menu entry has;
    a name of its own would split the two. Run by python.exe it would stand among Python's.
    """
    app.setWindowIcon(_icon(resources / "icons"))
    if shell is not None and not getattr(sys, "frozen", False):
        shell.SetCurrentProcessExplicitAppUserModelID(GROUP)


def windows_shell() -> Shell | None:
    """Windows' shell; None on other systems, or where it does not load."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415  # only there

    try:
        return cast("Shell", ctypes.windll.shell32)
    except OSError:
        return None


def _icon(folder: Path) -> QIcon:
    """The .ico with a drawing for each size; the .png where Qt has no reader for it."""
    drawn = QIcon(str(folder / "app.ico"))
    return drawn if drawn.availableSizes() else QIcon(str(folder / "app.png"))
