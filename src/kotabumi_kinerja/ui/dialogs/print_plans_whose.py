"""Whose plans are printed: the chosen people, a unit or everybody, and of which year."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import plan_pages, units
from kotabumi_kinerja.services.plan_pages import PlanRef
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.print_preview import exclusive
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import FormRow, col, combo, row

_YEARS_BACK: Final = 5


class Whose(QWidget):
    """A choice of people and year; looks for their plans beside the window."""

    asked = Signal()
    """Something else was chosen; there are no plans until `found`."""
    found = Signal()
    """The plans are there."""
    year_changed = Signal()

    def __init__(
        self, face: Face, work: Workspace, people: Sequence[Id], year: int, size_box: QComboBox
    ) -> None:
        super().__init__()
        self._face, self._work, self._some = face, work, list(people)
        self._refs: list[PlanRef] = []
        self._question = 0
        self.closed = False
        count = len(self._some)
        self.some = QRadioButton(f"{count} pegawai yang dipilih")
        self.unit = QRadioButton("Satu unit beserta bawahannya")
        self.all = QRadioButton("Semua pegawai")
        self._group = exclusive(self.some, self.unit, self.all)
        (self.some if count else self.all).setChecked(True)
        self.some.setVisible(bool(count))
        self._units = units.tree(work)
        self.unit_box = combo([f"{'  ' * u.depth}{u.name}" for u in self._units], "Unit")
        self.unit_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.unit.setVisible(bool(self._units))
        self.unit_box.hide()
        last = max(year, work.today().year)
        self.year_box = combo([str(last - back) for back in range(_YEARS_BACK)], "Tahun")
        self.year_box.setCurrentText(str(year))
        fields = (
            (FormRow(face.kit, "Tahun", self.year_box, width=60), 1),
            (FormRow(face.kit, "Kertas", size_box, width=60), 1),
        )
        self.setLayout(
            col(self.some, self.unit, self.unit_box, self.all, row(*fields, gap=14), gap=7)
        )
        for choice in (self.some, self.unit, self.all):
            choice.toggled.connect(lambda on=False: self.look() if on else None)
        self.unit.toggled.connect(self.unit_box.setVisible)
        self.unit_box.currentIndexChanged.connect(lambda _at=0: self.look())
        self.year_box.currentTextChanged.connect(lambda _text="": self._new_year())

    @property
    def refs(self) -> list[PlanRef]:
        """The plans that were found for the choice."""
        return self._refs

    @property
    def year(self) -> int:
        """Of which year."""
        return int(self.year_box.currentText())

    def look(self) -> None:
        """Looks for the plans; the last question counts."""
        self._question += 1
        question, work, year, whose = self._question, self._work, self.year, self._people()
        self._refs = []
        self.asked.emit()

        def done(refs: list[PlanRef]) -> None:
            if question == self._question and not self.closed:
                self._refs = refs
                self.found.emit()

        self._face.jobs.run(
            "Mencari SKP", lambda _progress: plan_pages.chosen(work, whose(), year), done
        )

    def _people(self) -> Callable[[], list[Id]]:
        """Who was chosen, read only when it is asked for."""
        work, some = self._work, self._some
        if self.some.isChecked():
            return lambda: some
        if self.unit.isChecked():
            unit = self._units[self.unit_box.currentIndex()].id
            return lambda: plan_pages.people_of_unit(work, unit)
        return lambda: plan_pages.everybody(work)

    def _new_year(self) -> None:
        self.year_changed.emit()
        self.look()
