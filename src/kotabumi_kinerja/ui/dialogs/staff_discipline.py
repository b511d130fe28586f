"""A disciplinary punishment (PP 94/2021): level, kind, from when to when, decree."""

from datetime import date
from typing import Final

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.discipline import DisciplineLevel, measures
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import discipline, staff
from kotabumi_kinerja.services.discipline import Punishment, PunishmentLine
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

_LEVELS: Final = list(DisciplineLevel)


class DisciplineDialog(Dialog):
    """Records a punishment, or puts `line` right."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        person: Id,
        line: PunishmentLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._person, self._line = work, person, line
        kit, known = face.kit, line.punishment if line else None
        name = staff.record(work, person).name
        title = f"{'Betulkan' if line else 'Catat'} hukuman disiplin: {name}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(560)
        self.level = combo([x.label.capitalize() for x in _LEVELS], "Tingkat")
        self.kind = combo([], "Jenis hukuman")
        self.since = FormRow(
            kit, "Sejak", QLineEdit(_day(known.since) if known else ""), "Seperti 01-04-2026"
        )
        ends = _day(known.until) if known and known.until else ""
        self.until = FormRow(
            kit, "Sampai", QLineEdit(ends), "Kosong: menurut lamanya, atau seketika"
        )
        self.decree = FormRow(kit, "Nomor SK", QLineEdit(known.decree if known else ""))
        self.level.currentIndexChanged.connect(self._kinds)
        self.level.setCurrentIndex(_LEVELS.index(known.level) if known else 0)
        self._kinds()
        if known:
            self.kind.setCurrentText(known.kind)
        self.take = button(kit, "Betulkan" if line else "Catat", "primary", run=self.accept_now)
        self.take.setDefault(True)
        self.setLayout(
            col(
                label(title, "title", wrap=True),
                FormRow(kit, "Tingkat", self.level),
                FormRow(kit, "Jenis", self.kind),
                self.since,
                self.until,
                self.decree,
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def accept_now(self) -> None:
        """The filled button."""
        since = _read(self.since)
        until = _read(self.until) if self.until.text().strip() else None
        if since is None or (until is None and self.until.text().strip()):
            return
        kind = self.kind.currentText()
        until = until or discipline.end_of(kind, since)
        level = _LEVELS[self.level.currentIndex()]
        made = Punishment(level, kind, since, until, self.decree.text())
        if self._line is None:
            discipline.add(self._work, self._person, made)
        else:
            discipline.correct(self._work, self._person, self._line.id, made)
        self.accept()

    def _kinds(self) -> None:
        level = _LEVELS[self.level.currentIndex()]
        self.kind.clear()
        for kind in measures(level, self._work.rules, self._work.today()):
            self.kind.addItem(kind)


def ask_punishment(
    face: Face, work: Workspace, person: Id, parent: QWidget, line: PunishmentLine | None = None
) -> bool:
    """Asks and writes; whether something was written."""
    dialog = DisciplineDialog(face, work, person, line, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    face.done("Hukuman disiplin dibetulkan" if line else "Hukuman disiplin dicatat")
    return True


def _read(line: FormRow) -> date | None:
    line.right()
    try:
        return parse_date(line.text())
    except Refused as refusal:
        line.wrong(sentence(refusal.code, refusal.fields))
        line.field.setFocus()
        return None


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
