"""Panels beside a record: 'Kelengkapan' with its links, and 'Mengapa?' with its numbered steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets.makers import Run, button, col, hold, label, row, scroll, tool
from kotabumi_kinerja.ui.widgets.marks import IconLabel


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be there; `jump` is the word of the link that goes to its field."""

    text: str
    done: bool
    jump: str = ""
    run: Callable[[], object] | None = None


class Checklist(QFrame):
    """n of m, a bar, what is missing first with a link that jumps, what is complete below."""

    def __init__(
        self, kit: Kit, title: str = "Kelengkapan", *, below: QWidget | None = None
    ) -> None:
        super().__init__()
        self._kit = kit
        self._title = title
        self.setProperty("role", "pane")
        self._count = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        top = row(label(title, "section"), None, self._count)
        parts = [below] if below is not None else []
        body = col(top, self._bar, 4, self._lines, None, *parts, gap=5, pad=(14, 12, 14, 12))
        self.setLayout(col((scroll(hold(body)), 1), pad=(1, 1, 1, 1)))
        self._missing: list[Check] = []

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Shows another record's list."""
        done = [check for check in checks if check.done]
        self._missing = [check for check in checks if not check.done]
        self._count.setText(f"{len(done)} dari {len(checks)}")
        self._bar.setRange(0, max(1, len(checks)))
        self._bar.setValue(len(done))
        self.setAccessibleName(f"{self._title}: {len(done)} dari {len(checks)}")
        _empty(self._lines)
        if self._missing:
            self._lines.addWidget(label("Belum lengkap", "caption"))
        for check in self._missing:
            self._lines.addWidget(self._line(check))
        if done:
            self._lines.addWidget(label("Sudah lengkap", "caption"))
        for check in done:
            self._lines.addWidget(self._line(check))

    def jump(self) -> bool:
        """Goes to the first thing missing; False when nothing is."""
        first = next((check for check in self._missing if check.run), None)
        if first is None or first.run is None:
            return False
        first.run()
        return True

    def _line(self, check: Check) -> QWidget:
        icon, role = ("checkmark", "good") if check.done else ("error_circle", "bad")
        mark = IconLabel(self._kit, icon, role, name="lengkap" if check.done else "belum lengkap")
        words = label(check.text, "label" if check.done else "strong", wrap=True)
        line = row(mark, (words, 1), gap=8)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        if check.done or not check.jump:
            return hold(line)
        link = button(self._kit, check.jump, "link", run=check.run)
        return hold(col(line, row(24, link, None, gap=0), gap=0))


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of an explanation: what was decided, and by which numbers."""

    title: str
    text: str


class Why(QFrame):
    """'Mengapa?': numbered steps, then the regulation and the table's version; can be copied."""

    def __init__(self, kit: Kit, open_rule: Run | None = None) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self._kit = kit
        self._title = label("", "section", wrap=True)
        copy = tool(kit, "copy", "Salin penjelasan", self.copy)
        mark = IconLabel(kit, "question_circle", "accent", 20)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(6)
        self._source = label("", "caption", wrap=True)
        foot: QHBoxLayout = row((self._source, 1), gap=6)
        if open_rule is not None:
            foot.addWidget(button(kit, "Buka aturan", "link", run=open_rule))
        head = row(mark, (self._title, 1), copy, gap=6)
        self.setLayout(col(head, self._steps, foot, gap=6, pad=(14, 8, 10, 8)))
        self._text = ""

    def explain(self, title: str, steps: Sequence[WhyStep], source: str) -> None:
        """Shows the arithmetic of another result; `source` names regulation and table version."""
        self._title.setText(title)
        self._source.setText(source)
        _empty(self._steps)
        for at, step in enumerate(steps, 1):
            number = label(str(at), "strong", "note")
            number.setFixedWidth(16)
            line = row(
                number,
                (
                    col(
                        label(step.title, "strong", wrap=True),
                        label(step.text, "caption", wrap=True),
                        gap=0,
                    ),
                    1,
                ),
                gap=6,
            )
            line.setAlignment(number, Qt.AlignmentFlag.AlignTop)
            self._steps.addWidget(hold(line))
        lines = [title, *(f"{i}. {s.title}: {s.text}" for i, s in enumerate(steps, 1)), source]
        self._text = "\n".join(lines)
        self.setAccessibleName(title)

    def text(self) -> str:
        """The whole explanation in plain words."""
        return self._text

    def copy(self) -> None:
        """Puts the explanation on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None at the end
        widget = item.widget()
        widget.hide()
        widget.deleteLater()
