"""The page 'Perilaku kerja': the seven values, the leader's expectation on each, the guides."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import Expectation, PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import IconLabel, col, frame, hold, label, row, scroll


class Line(QLineEdit):
    """A line that tells when the cursor comes in; `key` is the row it writes to."""

    entered = Signal()

    def __init__(self, key: Id) -> None:
        super().__init__()
        self.key = key

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells that the cursor came in."""
        super().focusInEvent(event)
        self.entered.emit()


class ValuesPage(QWidget):
    """Expectations of one plan. `changed` after each write."""

    changed = Signal()

    def __init__(self, kit: Kit, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._values: dict[Id, Expectation] = {}
        self._editable = False
        self._shown: tuple[object, ...] = ()
        self.lines: list[Line] = []
        self._names: list[QLabel] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(7)
        self.guide = label("", "strong")
        self._guides = [label("", wrap=True) for _ in range(3)]
        guide = frame("banner")
        guide.setProperty("tone", "note")
        head = row(IconLabel(kit, "lightbulb", "note"), self.guide, None, gap=8)
        points = [row(24, (words, 1), gap=0) for words in self._guides]
        guide.setLayout(col(head, *points, gap=3, pad=(12, 8, 12, 10)))
        say = (
            "Ekspektasi khusus pimpinan untuk tiap nilai. "
            "Yang dinilai satu: perilaku kerja seutuhnya."
        )
        body = col(
            label(say, "caption", wrap=True),
            2,
            self._rows,
            4,
            guide,
            None,
            gap=7,
            pad=(14, 10, 14, 10),
        )
        self.setLayout(col((scroll(hold(body)), 1), gap=0))

    def show_plan(self, view: PlanView) -> None:
        """Shows the expectations of `view`; what is being typed there stays."""
        shown = (view.id, view.expectations, view.editable)
        if shown == self._shown:
            return
        self._shown = shown
        self._editable = view.editable
        self._values = {one.id: one for one in view.expectations}
        while len(self.lines) < len(view.expectations):
            self._add_line()
        for number in range(len(self.lines)):
            self._rows.itemAt(number).widget().setVisible(number < len(view.expectations))
        for line, name, one in zip(self.lines, self._names, view.expectations, strict=False):
            self._fill(line, name, one)
        if view.expectations:
            self._explain(self._values[self.lines[self.place()].key])

    def place(self) -> int:
        """Which value the cursor is in."""
        return next((at for at, line in enumerate(self.lines) if line.hasFocus()), 0)

    def go_to_place(self, place: int) -> None:
        """The cursor into value number `place`."""
        if place < len(self.lines):
            self.lines[place].setFocus()

    def settle(self) -> None:
        """Writes what is half typed."""
        for line in self.lines:
            self._write(line)

    def _add_line(self) -> None:
        line, name = Line(b""), label("", "strong")
        line.setPlaceholderText("Belum diisi; boleh kosong")
        line.editingFinished.connect(lambda: self._write(line))
        line.entered.connect(lambda: self._explain(self._values[line.key]))
        name.setFixedWidth(176)
        name.setBuddy(line)
        self._rows.addWidget(hold(row(name, (line, 1), gap=8)))
        self.lines.append(line)
        self._names.append(name)

    def _fill(self, line: Line, name: QLabel, one: Expectation) -> None:
        """Another plan's row takes the line over; what is being typed in the same row stays."""
        name.setText(f"{one.value.number}  {one.value.name}")
        line.setAccessibleName(f"Ekspektasi khusus pimpinan: {one.value.name}")
        line.setToolTip("\n".join(one.value.guides))
        line.setReadOnly(not self._editable)
        if line.key != one.id or not (line.hasFocus() and line.isModified()):
            line.setText(one.text)
            line.setCursorPosition(0)
        line.key = one.id

    def _explain(self, one: Expectation) -> None:
        self.guide.setText(f"Panduan perilaku: {one.value.name}")
        for words, guide in zip(self._guides, one.value.guides, strict=False):
            words.setText(f"•  {guide}")

    def _write(self, line: Line) -> None:
        one = self._values.get(line.key)
        if self._editable and one is not None and line.text().strip() != one.text:
            plans.edit_expectation(self._work, line.key, line.text())
            line.setModified(False)
            self.changed.emit()
