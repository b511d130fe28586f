"""Makes the pictures of the documentation: every tab of an office, light and dark.

`python -m kotabumi_kinerja.ui.screenshots OFFICE-FOLDER OUT [--card PDF]`; QT_SCALE_FACTOR=2 gives
the 200 % set. The room is what remains of 1366x768 on Windows 10: 1366x697.
"""

import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.domain.periods import quarter_of
from kotabumi_kinerja.printing.preview import render
from kotabumi_kinerja.ui.face import Place, Target
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


def main(arguments: Sequence[str]) -> int:
    """Draw every tab of the office in the first folder into the second; the exit status."""
    folder, out = Path(arguments[0]), Path(arguments[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    style = Style(app, settings.resources())
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    suffix = "" if scale == "1" else f"-{float(scale) * 100:.0f}"
    for scheme, word in _SCHEMES:
        style.choose(scheme)
        _draw(app, Kit(style), folder, out, f"{word}{suffix}")
    if "--card" in arguments:
        _card(Path(arguments[arguments.index("--card") + 1]), out / "kartu.png")
    return 0


def _draw(app: QApplication, kit: Kit, folder: Path, out: Path, suffix: str) -> None:
    program = bootstrap.program(folder)
    jobs = Jobs()
    with program.office(writes=False) as work:
        window = MainWindow(kit, jobs, Forgetful(), specs(lambda p, face: session.make(p, face)))  # noqa: PLW0108  # made below
        session = Session(window, Forgetful(), key_store=False)
        window.resize(ROOM)
        window.show()
        session.show_office(work, ask=False)
        finished = quarter_of(quarter_of(work.today()).start - timedelta(days=1))
        for place, _title, _icon in TITLES:
            window.go(Target(place, field=finished.code if place is Place.SCORING else ""))
            _settle(app)
            window.grab().save(str(out / f"{place.value}-{suffix}.png"))
        window.close()
        _settle(app)
    jobs.close()


def _settle(app: QApplication) -> None:
    """Until everything that was asked for has been painted."""
    for _ in range(8):
        app.processEvents()


def _card(pdf: Path, target: Path) -> None:
    width, height, pixels = render(pdf, 0, _CARD_SCALE)
    image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
    image.save(str(target))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
