"""One start of the window in a process of its own: prints the CPU time of each step, then ends."""

import json
import re
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

LAST, ARGUMENTS = sys.argv[1], sys.argv[2:]


def heard(stage: str) -> None:
    """Seconds of CPU, user and system, since the process began; largest memory in kB."""
    memory = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("utf-8"))[0])
    heavy = [name for name in HEAVY if name in sys.modules]
    print(json.dumps([stage, time.process_time(), memory, heavy]), flush=True)
    if stage == LAST:
        QTimer.singleShot(0, QApplication.quit)


HEAVY = (
    *("sqlalchemy", "keyring", "matplotlib", "numpy", "reportlab", "alembic", "python_calamine"),
    *("xlsxwriter", "pypdfium2", "zxingcpp", "cryptography", "msgspec", "pyrage", "sqlcipher3"),
)


if __name__ == "__main__":
    if LAST == "empty":
        from PySide6.QtWidgets import QWidget

        class Empty(QWidget):
            """The floor: a window without anything in it."""

            def paintEvent(self, _event: object) -> None:  # noqa: N802  # Qt's own name
                QTimer.singleShot(0, lambda: heard("empty"))

        app = QApplication(sys.argv[:1])
        empty = Empty()
        empty.resize(1366, 697)
        empty.show()
        sys.exit(app.exec())
    from kotabumi_kinerja.ui.main import run

    sys.exit(run(["kotabumi-kinerja", *ARGUMENTS], heard))
