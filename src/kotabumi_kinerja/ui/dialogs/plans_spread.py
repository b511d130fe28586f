"""One target to many people: the words once, a value for each person, what would change."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Aspect, Section
from kotabumi_kinerja.services.plans import IndicatorView, ResultView, spreading
from kotabumi_kinerja.services.plans.spreading import Shared
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_dialog import FillDialog, on_ctrl_enter
from kotabumi_kinerja.ui.dialogs.plans_people import PeopleValues, counts
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row, without_arguments

SECTIONS = (Section.MAIN, Section.ADDITIONAL)


class SpreadDialog(FillDialog):
    """Begins with a result and an indicator of the shown plan where there are some.

    `done(count)` is called after the step was written.
    """

    def __init__(  # noqa: PLR0913, PLR0917  # for whom and with what it begins
        self,
        face: Face,
        work: Workspace,
        year: int,
        people: Sequence[Id],
        begin: tuple[ResultView, IndicatorView | None] | None,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Satu target untuk banyak orang, SKP {year}"
        super().__init__(title, 1000, 620, parent)
        self._work, self._year, self._done = work, year, done
        kit = face.kit
        result, indicator = begin or (None, None)
        self.words = QLineEdit(result.text if result else "")
        self.indicator = QLineEdit(indicator.text if indicator else "")
        self.aspect = combo([a.value for a in Aspect], "Aspek", 120)
        if indicator is not None and indicator.aspect is not None:
            self.aspect.setCurrentText(indicator.aspect.value)
        self.section = combo([x.label for x in SECTIONS], "Bagian", 120)
        if result is not None and result.section in SECTIONS:
            self.section.setCurrentIndex(SECTIONS.index(result.section))
        self.people = PeopleValues(
            face,
            work,
            year,
            "Target",
            lambda values: spreading.preview(work, year, self.shared(), values),
        )
        self.told = label("", "label", wrap=True)
        self.save = button(kit, "Sebar", "primary", run=self.spread)
        on_ctrl_enter(self.save)
        cancel = button(kit, "Batal", run=self.reject)
        kinds = row(self.section, self.aspect, None, gap=8)
        self.setLayout(
            col(
                label(title, "title"),
                FormRow(kit, "Hasil kerja", self.words),
                FormRow(kit, "Indikator", self.indicator),
                row(120, kinds, gap=0),
                (self.people, 1),
                row((self.told, 1), cancel, self.save, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.people.changed.connect(self._tell)
        for field in (self.words, self.indicator):
            field.editingFinished.connect(self.people.read)
        self.aspect.activated.connect(without_arguments(self.people.read))
        value = indicator.target.text if indicator is not None else ""
        self.people.show_people(people, dict.fromkeys(people, value))

    def shared(self) -> Shared:
        """What all get alike."""
        return Shared(
            self.words.text(),
            self.indicator.text(),
            SECTIONS[self.section.currentIndex()],
            Aspect(self.aspect.currentText()),
        )

    def spread(self) -> None:
        """Writes what can be written."""
        wanted = {line.holder.id for line in self.people.lines if line.writes}
        values = {key: text for key, text in self.people.values.items() if key in wanted}
        self._done(spreading.spread(self._work, self._year, self.shared(), values))
        self.accept()

    def _tell(self) -> None:
        written, refused = counts(self.people.lines)
        self.save.setText(f"Sebar ke {written} orang")
        self.save.setEnabled(written > 0)
        left = f"{refused} orang tidak dapat: SKP-nya bukan draf. " if refused else ""
        self.told.setText(self.people.refusal or f"{left}Dapat diurungkan sekaligus.")
