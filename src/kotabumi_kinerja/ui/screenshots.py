"""Makes the pictures of the documentation: every tab of an office, light and dark.

`python -m kotabumi_kinerja.ui.screenshots OFFICE-FOLDER OUT [--card PDF]`; QT_SCALE_FACTOR=2 gives
the 200 % set. The room is what remains of 1366x768 on Windows 10: 1366x697. The exit status is 1
when a tab raised an error or drew nothing; which, and why, stands on the error output.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, MutableMapping, Sequence
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.domain.periods import quarter_of
from kotabumi_kinerja.printing.preview import render
from kotabumi_kinerja.ui.face import Place, Tab, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import TITLES, specs
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.session import Session
from kotabumi_kinerja.ui.style import Scheme, Style

ROOM: Final = QSize(1366, 697)
_SCHEMES: Final = ((Scheme.LIGHT, "terang"), (Scheme.DARK, "gelap"))
_CARD_SCALE: Final = 1.4
_PATIENCE_S: Final = 20.0
"""Longer than this no tab reads on a slow machine."""
_PARTS: Final = (
    ("penilai", Target(Place.STAFF, field="raters")),
    ("matriks", Target(Place.PLANS, field="matrix")),
)
"""Views inside a tab that the guide shows."""
_TONES: Final = 4
"""A picture of fewer colours shows no words: smooth letters alone have more."""


def main(arguments: Sequence[str]) -> int:
    """Draw every tab of the office in the first folder into the second; the exit status."""
    folder, out = Path(arguments[0]), Path(arguments[1])
    out.mkdir(parents=True, exist_ok=True)
    without_screen(sys.platform, os.environ)
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    style = Style(app, settings.resources())
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    suffix = "" if scale == "1" else f"-{float(scale) * 100:.0f}"
    faults = Faults()
    before, sys.excepthook = sys.excepthook, faults.raised
    try:
        for scheme, word in _SCHEMES:
            style.choose(scheme)
            _draw(app, Kit(style), folder, out, f"{word}{suffix}", faults)
    finally:
        sys.excepthook = before
    if "--card" in arguments:
        _card(Path(arguments[arguments.index("--card") + 1]), out / "kartu.png")
    sys.stderr.writelines(f"{fault}\n" for fault in faults.found)
    return 1 if faults.found else 0


def without_screen(system: str, environ: MutableMapping[str, str]) -> None:
    """Draw in memory; not on Windows, where only the `windows` platform finds fonts."""
    if system != "win32":
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Faults(QObject):
    """What went wrong while pictures were made: one text each, beginning with the tab's word."""

    _called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.place = ""
        self._called.connect(self._call)

    def under(self, act: Callable[[], object]) -> None:
        """Calls `act` as a signal calls its slot: what it raises goes to the hook."""
        self._called.emit(act)

    def _call(self, act: Callable[[], object]) -> None:
        act()

    def raised(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Takes what a slot raised; Qt hands it to the interpreter's hook."""
        self.add("".join(traceback.format_exception(kind, error, trace)))

    def failed(self, error: BaseException) -> None:
        """Takes what a job raised."""
        self.raised(type(error), error, error.__traceback__)

    def add(self, words: str) -> None:
        """One more fault of the tab in sight."""
        self.found.append(f"{self.place}: {words}")

    def look(self, tab: Tab | None, picture: QImage) -> None:
        """Finds a tab that was not made, is not in sight, or is blank."""
        if tab is None or not tab.isVisible():
            self.add("the tab is not shown")
        elif _tones(picture) < _TONES:
            self.add("the tab has drawn nothing")


def _tones(picture: QImage) -> int:
    """How many colours are seen at every third point, counted up to `_TONES`."""
    seen: set[int] = set()
    for y in range(0, picture.height(), 3):
        for x in range(0, picture.width(), 3):
            seen.add(picture.pixel(x, y))
            if len(seen) >= _TONES:
                return len(seen)
    return len(seen)


def _draw(  # noqa: PLR0913, PLR0917  # what a set of pictures is made of
    app: QApplication, kit: Kit, folder: Path, out: Path, suffix: str, faults: Faults
) -> None:
    program = bootstrap.program(folder)
    jobs = Jobs()
    jobs.failed.connect(faults.failed)
    with program.office(writes=False) as work:
        window = MainWindow(kit, jobs, Forgetful(), specs(lambda p, face: session.make(p, face)))  # noqa: PLW0108  # made below
        session = Session(window, Forgetful(), key_store=False)
        window.resize(ROOM)
        window.show()
        faults.place = TITLES[0][0].value
        faults.under(lambda: session.show_office(work, ask=False))
        _settle(app, jobs)
        finished = quarter_of(quarter_of(work.today()).start - timedelta(days=1))
        fields = {Place.SCORING: finished.code}
        tabs = [(p.value, Target(p, field=fields.get(p, ""))) for p, _title, _icon in TITLES]
        for word, target in (*tabs, *_PARTS):
            place, faults.place = target.place, word
            faults.under(lambda target=target: window.go(target))
            if not _settle(app, jobs):
                faults.add(f"still at work after {_PATIENCE_S:.0f} s")
            tab = window.tab(place)
            faults.look(tab, tab.grab().toImage() if tab is not None else QImage())
            window.grab().save(str(out / f"{word}-{suffix}.png"))
        window.close()
        _settle(app, jobs)
    jobs.close()


def _settle(app: QApplication, jobs: Jobs) -> bool:
    """Until everything that was asked for has been read and painted; False when it never is."""
    end = time.monotonic() + _PATIENCE_S
    app.processEvents()
    while jobs.busy() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)
    for _ in range(8):
        app.processEvents()
    return not jobs.busy()


def _card(pdf: Path, target: Path) -> None:
    width, height, pixels = render(pdf, 0, _CARD_SCALE)
    image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
    image.save(str(target))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
