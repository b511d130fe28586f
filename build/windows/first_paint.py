"""Starts the window, says after how many milliseconds its frame was painted first, and ends.

Frozen: `kotabumi-kinerja -m first_paint`; from the checkout: `python build/windows/first_paint.py`.
Who starts it measures the whole time, from before the interpreter to the end.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

BEGAN = time.perf_counter()

from PySide6.QtCore import QEvent, QObject  # noqa: E402  # the clock runs before Qt is loaded
from PySide6.QtWidgets import QApplication  # noqa: E402

from kotabumi_kinerja.ui.main import Start  # noqa: E402
from kotabumi_kinerja.ui.remembered import Remembered  # noqa: E402


class Watch(QObject):
    """Ends the program when the widget it watches has been asked to paint."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Qt's hook: every event of the window comes by."""
        if event.type() == QEvent.Type.Paint:
            print(f"{(time.perf_counter() - BEGAN) * 1000:.0f}", flush=True)
            os._exit(0)  # at once: closing down is not what is measured
        return False


def main() -> int:
    """Never returns when the window paints; 1 when it was closed before."""
    with tempfile.TemporaryDirectory() as place:
        app = QApplication(sys.argv[:1])
        memory = Remembered(Path(place) / "jendela.json")
        start = Start(app, memory, Path(place), (), key_store=False)
        watch = Watch(start.window)
        start.window.installEventFilter(watch)
        start.show()
        app.exec()
        return 1


if __name__ == "__main__":
    sys.exit(main())
