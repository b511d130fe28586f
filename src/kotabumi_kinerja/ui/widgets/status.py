"""The status bar: office, operator, period, what is running, and when it was last saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar, QStatusBar, QToolButton

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets.makers import Run, button, hold, label, restyle, row
from kotabumi_kinerja.ui.widgets.marks import IconLabel


class StatusParts:
    """Fills a status bar; `operator` and `period` are buttons that ask to change them."""

    def __init__(self, kit: Kit, bar: QStatusBar, on_operator: Run, on_period: Run) -> None:
        bar.setSizeGripEnabled(False)
        self._office = label("")
        self._office.setMinimumWidth(1)
        self._operator = _words("Ganti operator", on_operator)
        self._period = _words("Ganti tahun atau periode", on_period)
        for part in (self._office, self._operator, self._period):
            bar.addWidget(part)
        self.job = JobMeter(kit)
        bar.addPermanentWidget(self.job)
        self._saved = label("")
        self._mark = IconLabel(kit, "checkmark_circle", "good")
        self._mark.hide()
        bar.addPermanentWidget(hold(row(self._mark, self._saved, gap=0, pad=(8, 0, 6, 0))))

    def show_office(self, office: str) -> None:
        """Whose data this is."""
        self._office.setText(office)

    def show_operator(self, name: str) -> None:
        """Who works here now."""
        _say(self._operator, name, f"Operator {name}. Ganti operator")

    def show_period(self, text: str) -> None:
        """Year and period, such as '2026 · Triwulan IV'."""
        _say(self._period, text, f"Periode {text}. Ganti tahun atau periode")

    def show_saved(self, clock: str) -> None:
        """When the last change was written, such as '10.42'."""
        self._saved.setText(f"Tersimpan {clock}")
        self._mark.show()

    def saved(self) -> str:
        """What stands at the right end."""
        return self._saved.text()


class JobMeter(QFrame):
    """What runs, '14 dari 36', a bar, 'Batalkan'; hidden while nothing runs long."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self._text = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("Kemajuan")
        self._cancel: Callable[[], object] | None = None
        self.stop = button(kit, "Batalkan", "link", run=self._stop)
        self.setLayout(row(self._text, self._bar, 8, self.stop, gap=6, pad=(0, 0, 4, 0)))
        self.hide()

    def show_job(self, text: str, done: int, total: int, cancel: Callable[[], object]) -> None:
        """Shows how far the work is; `total` 0 = not known."""
        self._cancel = cancel
        words = f"{text} {done} dari {total}" if total else text
        self._text.setText(words)
        self.setAccessibleName(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.stop.setEnabled(True)
        self.show()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def _stop(self) -> None:
        if self._cancel is not None:
            self.stop.setEnabled(False)
            self._cancel()


def _words(tip: str, run: Run) -> QToolButton:
    made = QToolButton()
    made.setObjectName("statusWords")
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.clicked.connect(lambda: run())  # noqa: PLW0108  what Qt sends must not go on
    restyle(made)  # on Windows a tool button has read its rules before it has a name
    made.hide()
    return made


def _say(words: QToolButton, text: str, name: str) -> None:
    words.setText(text)
    words.setAccessibleName(name)
    words.show()
