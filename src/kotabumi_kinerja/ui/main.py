"""The window's start: paint the frame first, then open the office behind it and fill the tabs."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from kotabumi_kinerja import settings
from kotabumi_kinerja.ui.errors import Errors
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.looks import SCALES, TAB_KEY, remembered_scale, remembered_scheme
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.qt_arguments import without_qts
from kotabumi_kinerja.ui.remembered import Remembered
from kotabumi_kinerja.ui.style import FUSION, Style, high_contrast
from kotabumi_kinerja.ui.tab_pages import TabSpec
from kotabumi_kinerja.ui.window_icon import wear_icon, windows_shell

if TYPE_CHECKING:
    from kotabumi_kinerja.domain.progress import Progress
    from kotabumi_kinerja.ui.quitting import Quitting
    from kotabumi_kinerja.ui.session import Session

Told = Callable[[str], object]
"""Hears 'frame', 'rows' and 'open' when they are on the screen: for tests and benchmarks."""

UNPAINTED_MS = 2000
"""A window that starts minimised never paints; after this the office is opened all the same."""

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


def run(argv: Sequence[str], told: Told | None = None) -> int:
    """Show the window until it is closed; the exit status."""
    root, files, key_store = _arguments(argv[1:])
    home = root or settings.data_root()
    if _handed_over(home, files):
        return 0
    memory = Remembered(home / "jendela.json")
    scale = remembered_scale(memory)
    if scale != SCALES[0]:
        os.environ.setdefault("QT_SCALE_FACTOR", str(int(scale) / 100))
    if not high_contrast():
        os.environ["QT_STYLE_OVERRIDE"] = FUSION
    app = QApplication(list(argv))
    app.setApplicationName("Kotabumi Kinerja")
    start = Start(app, memory, home, files, key_store=key_store, told=told)
    start.show()
    return app.exec()


class Start:
    """One start of the window: the frame, then the first rows, then the office behind them."""

    def __init__(  # noqa: PLR0913  # what a start is made of
        self,
        app: QApplication,
        memory: Remembered,
        root: Path,
        files: Sequence[str],
        *,
        key_store: bool,
        told: Told | None = None,
    ) -> None:
        self._memory, self._root, self._files = memory, root, list(files)
        self._key_store = key_store
        self._told = told or _not_heard
        self._session: Session | None = None
        speak_indonesian(app)
        wear_icon(app, settings.resources(), windows_shell())
        style = Style(app, settings.resources())
        style.choose(remembered_scheme(memory))
        self.jobs = Jobs()
        self.kit = Kit(style)
        self.window = MainWindow(self.kit, self.jobs, memory, specs(self._make), bare=True)
        self.window.setWindowTitle("Kotabumi Kinerja")
        self.errors = Errors(self.window.notice, root / "log" / "kinerja.log")
        self.errors.install()
        self.jobs.failed.connect(self.errors.show)
        app.aboutToQuit.connect(self._end)
        self._quitting: Quitting | None = None
        self._app = app
        self._first = _place(memory.get(TAB_KEY))

    def show(self) -> None:
        """Paint the frame; the rest follows when it stands."""
        self.window.preview(self._first)
        self.window.stay_on(self.window.screen().availableGeometry())
        _when_painted(self.window, self._painted)
        self.window.show()

    def _painted(self) -> None:
        self._told("frame")
        page = self._first_rows() if self._first is Place.STAFF else None
        if page is None:
            self._load()
        else:
            _when_painted(page, self._rows_painted)
            self.window.preview(self._first, page)

    def _first_rows(self) -> QWidget | None:
        """The first people, when one office is here and its key at hand."""
        found = settings.offices_in(self._root)
        if len(found) != 1:
            return None
        from kotabumi_kinerja.services.first_rows import first_rows  # noqa: PLC0415  # after paint
        from kotabumi_kinerja.store.vault import SystemVault  # noqa: PLC0415  # the same

        vault = SystemVault(settings.VAULT_NAME) if self._key_store else None
        rows = first_rows(found[0], vault)
        if not rows:
            return None
        from kotabumi_kinerja.ui.first_list import first_list  # noqa: PLC0415  # the same

        return first_list(self.kit, rows)

    def _rows_painted(self) -> None:
        self._told("rows")
        self._load()

    def _load(self) -> None:
        self.kit.style.look_again()
        self.window.furnish()
        self.jobs.run("Membuka data kantor", _read_libraries, self._open)

    def _open(self, _read: object) -> None:
        from kotabumi_kinerja.ui.quitting import (  # noqa: PLC0415  # after the first paint
            Quitting,
            windows_blocks,
        )
        from kotabumi_kinerja.ui.session import Session  # noqa: PLC0415  # the same

        quitting = self._quitting = Quitting(
            self.window,
            self.jobs,
            lambda job: self.window.tell("KK-481", job=job),
            windows_blocks(),
        )
        quitting.listen(self._app)
        self.window.closed.connect(quitting.stay)
        self._session = Session(self.window, self._memory, key_store=self._key_store)
        self._session.open(self._root, self._files, self._first)
        self._told("open")

    def _make(self, place: Place, face: Face) -> Tab:
        return self._session.make(place, face) if self._session is not None else Tab()

    def _end(self) -> None:
        self.jobs.close()
        if self._session is not None:
            in_haste = self._quitting is not None and self._quitting.ending
            self._session.close(copy=not in_haste)
        self.errors.close()


def speak_indonesian(app: QApplication) -> None:
    """Qt's own buttons, menus and file dialog."""
    words = QTranslator(app)
    if words.load(str(settings.resources() / "i18n" / "qt_id.qm")):
        app.installTranslator(words)


class _Painted(QObject):
    """Waits for the first paint of a widget, then calls once, when it is on the screen."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        widget.installEventFilter(self)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._go)
        self._clock.start(UNPAINTED_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the paint; what is painted is on the screen when the queue comes round again."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self._clock.start(0)
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        self._widget.removeEventFilter(self)
        self._then()


def _not_heard(stage: str) -> None:
    """Nobody measures."""
    del stage


def _when_painted(widget: QWidget, then: Callable[[], object]) -> None:
    _Painted(widget, then)


def _read_libraries(_progress: "Progress") -> None:
    """In a thread: the imports that take longest, so that the window answers meanwhile."""
    from kotabumi_kinerja import bootstrap  # noqa: PLC0415  # after the first paint

    _ = bootstrap


def _place(kept: str | None) -> Place:
    return next((place for place, _, _ in TITLES if place.value == kept), Place.HOME)


def _handed_over(home: Path, files: Sequence[str]) -> bool:
    """Whether this user's window is open already and has taken the files."""
    from kotabumi_kinerja.store import lock  # noqa: PLC0415  # after the arguments

    found = settings.offices_in(home)
    if len(found) != 1 or lock.held(found[0] / settings.DATABASE) is None:
        return False
    from kotabumi_kinerja.ui.one_window import taken_by_open_window  # noqa: PLC0415  # rarely

    return taken_by_open_window(found[0], files)


def _arguments(rest: Sequence[str]) -> tuple[Path | None, list[str], bool]:
    """Data folder, files to open, whether the system's key store is used."""
    root: Path | None = None
    files: list[str] = []
    left = without_qts(rest)
    while left:
        head = left.pop(0)
        if head == "--data" and left:
            root = Path(left.pop(0))
        elif not head.startswith("-"):
            files.append(head)
    return root, files, "--no-key-store" not in rest


if __name__ == "__main__":
    sys.exit(run(sys.argv))
