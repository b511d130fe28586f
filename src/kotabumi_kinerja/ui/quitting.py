"""Windows wants to end: what runs is finished or rolled back, and nobody is left in the dark."""

import sys
from collections.abc import Callable
from typing import Final, Protocol, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from kotabumi_kinerja.ui.jobs import Jobs

_LOOK_MS: Final = 200


class Manager(Protocol):
    """Qt's QSessionManager, as far as it is asked."""

    def cancel(self) -> None:
        """The computer stays on, unless the user insists."""
        ...


class Blocks(Protocol):
    """What Windows' shutdown screen says of a program that is not ready."""

    def say(self, window: int, reason: str) -> None:
        """`reason` stands beside the program's name, until `clear`."""
        ...

    def clear(self, window: int) -> None:
        """The program is ready."""
        ...


class Asked(Protocol):
    """The window, as it is asked here."""

    def may_close(self) -> bool:
        """Whether every tab agrees; one that does not has told the user why."""
        ...

    def remember(self) -> None:
        """Keep size, place and tab for the next start."""
        ...

    def winId(self) -> int:
        """Windows' number of the window."""
        ...


class Quitting(QObject):
    """Answers `commitDataRequest`, which Qt sends for Windows' WM_QUERYENDSESSION.

    While a job runs the end is put off and `busy` is called with its title. A user who insists
    ends the program all the same: Qt then sends `aboutToQuit`, where the jobs are stopped, which
    rolls their change back. `ending` is True from the question on: the end is to be quick.
    """

    def __init__(
        self, window: Asked, jobs: Jobs, busy: Callable[[str], object], blocks: Blocks | None = None
    ) -> None:
        super().__init__()
        self._window, self._jobs, self._busy, self._blocks = window, jobs, busy, blocks
        self.ending = False
        self._shown = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look)

    def listen(self, app: QApplication) -> None:
        """From now on answer for `app`."""
        app.commitDataRequest.connect(self.asked)

    def asked(self, manager: Manager) -> None:
        """The computer wants to shut down, or the user to log off."""
        self.ending = True
        titles = self._jobs.titles()
        if titles:
            manager.cancel()
            self._busy(titles[0])
            if self._blocks is not None:
                self._shown = int(self._window.winId())
                self._blocks.say(self._shown, f"{titles[0]} belum selesai.")
            self._clock.start()
        elif not self._window.may_close():
            manager.cancel()
        else:
            self._window.remember()

    def stay(self) -> None:
        """The window is closed by hand: there is time."""
        self.ending = False

    def _look(self) -> None:
        if self._jobs.busy():
            return
        self._clock.stop()
        if self._blocks is not None:
            self._blocks.clear(self._shown)


class _User32(Protocol):
    def ShutdownBlockReasonCreate(self, window: int, reason: str) -> int: ...

    def ShutdownBlockReasonDestroy(self, window: int) -> int: ...


class WindowsBlocks:
    """`Blocks` by Windows' user32."""

    def __init__(self, user32: _User32) -> None:
        self._user32 = user32

    def say(self, window: int, reason: str) -> None:
        """See `Blocks`."""
        self._user32.ShutdownBlockReasonCreate(window, reason)

    def clear(self, window: int) -> None:
        """See `Blocks`."""
        self._user32.ShutdownBlockReasonDestroy(window)


def windows_blocks() -> Blocks | None:
    """Windows' own; None on other systems."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415  # only there
    from ctypes import wintypes  # noqa: PLC0415  # the same

    user32 = ctypes.windll.user32
    user32.ShutdownBlockReasonCreate.argtypes = [wintypes.HWND, wintypes.LPCWSTR]
    user32.ShutdownBlockReasonDestroy.argtypes = [wintypes.HWND]
    return WindowsBlocks(cast("_User32", user32))
