"""The window's start: paint the frame first, then open the office behind it and fill the tabs."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kotabumi_kinerja import settings
from kotabumi_kinerja.ui.errors import Errors
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow, TabSpec
from kotabumi_kinerja.ui.remembered import Remembered
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.window_commands import SCALE_KEY, SCHEME_KEY

TITLES = (
    (Place.HOME, "Beranda", "home"),
    (Place.STAFF, "Pegawai", "people"),
    (Place.PLANS, "Target (SKP)", "target_arrow"),
    (Place.SCORING, "Penilaian", "clipboard_task"),
    (Place.TRAINING, "Pelatihan", "hat_graduation"),
    (Place.EXCHANGE, "Tukar Data", "usb_stick"),
)


def specs(make: Callable[[Place, Face], Tab]) -> list[TabSpec]:
    """The tabs of an office in their order; `make` is called when one is first shown."""
    return [
        TabSpec(place, title, icon, lambda face, p=place: make(p, face))
        for place, title, icon in TITLES
    ]


def run(argv: Sequence[str]) -> int:
    """Show the window until it is closed; the exit status."""
    root, files, key_store = _arguments(argv[1:])
    memory = Remembered(settings.data_root() / "jendela.json")
    scale = memory.get(SCALE_KEY)
    if scale:
        os.environ.setdefault("QT_SCALE_FACTOR", str(int(scale) / 100))
    app = QApplication(list(argv))
    app.setApplicationName("Kotabumi Kinerja")
    start = Start(app, memory, root, files, key_store=key_store)
    start.show()
    return app.exec()


class Start:
    """One start of the window. `show` paints; the office is opened when the frame stands."""

    def __init__(
        self,
        app: QApplication,
        memory: Remembered,
        root: Path | None,
        files: Sequence[str],
        *,
        key_store: bool,
    ) -> None:
        self._memory, self._root, self._files = memory, root, list(files)
        self._key_store = key_store
        style = Style(app, settings.resources())
        style.choose(Scheme(memory.get(SCHEME_KEY) or Scheme.SYSTEM.value))
        self.jobs = Jobs()
        self.kit = Kit(style)
        self.window = MainWindow(self.kit, self.jobs, memory, specs(self._make))
        self.window.setWindowTitle("Kotabumi Kinerja")
        self.errors = Errors(self.window.notice, settings.data_root() / "log" / "kinerja.log")
        self.errors.install()
        app.aboutToQuit.connect(self._end)
        self._session: object = None

    def show(self) -> None:
        """Paint the frame, then open the office."""
        self.window.show()
        QTimer.singleShot(0, self._open)

    def _open(self) -> None:
        # Only now the heavy libraries are read: the frame is already on the screen.
        from kotabumi_kinerja.ui.session import Session  # noqa: PLC0415  # after the first paint

        session = Session(self.window, self._memory, key_store=self._key_store)
        self._session = session
        session.open(self._root, self._files)

    def _make(self, place: Place, face: Face) -> Tab:
        from kotabumi_kinerja.ui.session import Session  # noqa: PLC0415  # after the first paint

        if not isinstance(self._session, Session):
            return Tab()
        return self._session.make(place, face)

    def _end(self) -> None:
        from kotabumi_kinerja.ui.session import Session  # noqa: PLC0415  # after the first paint

        self.jobs.close()
        if isinstance(self._session, Session):
            self._session.close()
        self.errors.close()


def _arguments(rest: Sequence[str]) -> tuple[Path | None, list[str], bool]:
    """Data folder, files to open, whether the system's key store is used."""
    root: Path | None = None
    files: list[str] = []
    left = list(rest)
    while left:
        head = left.pop(0)
        if head == "--data" and left:
            root = Path(left.pop(0))
        elif not head.startswith("-"):
            files.append(head)
    return root, files, "--no-key-store" not in rest


if __name__ == "__main__":
    sys.exit(run(sys.argv))
