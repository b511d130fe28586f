"""Dialogs of Pelatihan: a new event with its participants, its change, more participants."""

from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.numbers import read_number, show_number
from kotabumi_kinerja.domain.training import TrainingKind
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.training import Event, EventView, Participant
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.choose_people import PeoplePicker
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

UNIT_WORDS: Final = {
    "ACTUAL": "JP sebenarnya",
    "PER_DAY": "JP tetap untuk tiap hari",
    "PER_EVENT": "JP tetap untuk satu kegiatan",
    "PER_EVENT_MAX2_MONTH": "JP tetap, paling banyak 2 kegiatan sebulan",
    "PER_SEMESTER": "JP tetap untuk satu semester",
    "CAP_PER_DAY": "JP sebenarnya, dibatasi untuk tiap hari",
}
"""How each unit of the tables counts, in one line."""
_FORM_WIDTH: Final = 380
_LABEL: Final = 104
_PAD: Final = (16, 14, 16, 14)


class EventForm(QWidget):
    """The fields of one event; what is wrong is told under its field."""

    def __init__(self, kit: Kit, kinds: tuple[TrainingKind, ...], known: Event | None) -> None:
        super().__init__()
        self._kinds = kinds
        self._box = combo([f"{k.code}  {k.name}" for k in kinds], "Jenis")
        self._box.setMinimumContentsLength(10)
        self._how = label("", "caption", wrap=True)
        self.abroad = QCheckBox("Di luar negeri")
        self.name = _line(kit, "Nama kegiatan")
        self.kind = FormRow(kit, "Jenis", self._box, width=_LABEL)
        self.since = _line(kit, "Mulai", "Seperti 02-03-2026")
        self.until = _line(kit, "Selesai", "Kosong: sehari saja")
        self.days = _line(kit, "Jumlah hari", "Kosong: dihitung dari tanggal")
        self.hours = _line(kit, "JP", "Jam pelajaran, 1 JP = 45 menit")
        self.organiser = _line(kit, "Penyelenggara")
        self.place = _line(kit, "Tempat")
        if known:
            self._fill(known)
        self.setLayout(
            col(
                self.name,
                col(self.kind, row(_LABEL + 8, (self._how, 1), gap=0), gap=3),
                self.since,
                self.until,
                self.days,
                self.hours,
                self.organiser,
                self.place,
                row(_LABEL + 8, self.abroad, None, gap=0),
                None,
                gap=6,
            )
        )
        self._box.currentIndexChanged.connect(lambda _at=0: self._explain())
        self._explain()

    def choose_kind(self, code: str) -> None:
        """Chooses a kind by its code."""
        self._box.setCurrentIndex([k.code for k in self._kinds].index(code))

    def read(self) -> Event | None:
        """What was entered; None when a field is wrong, which then says why."""
        for line in (self.name, self.since, self.until, self.days, self.hours):
            line.right()
        if not self.name.text().strip():
            _tell(self.name, Refused("KK-251"))
            return None
        try:
            since = _date(self.since)
            until = _date(self.until) if self.until.text().strip() else since
            days, hours = _number(self.days), _number(self.hours)
        except Refused:
            return None
        return Event(
            self.name.text(),
            self._kinds[self._box.currentIndex()].code,
            since,
            until,
            int(days) if days else max(1, (until - since).days + 1),
            hours,
            self.organiser.text(),
            self.place.text(),
            self.abroad.isChecked(),
        )

    def complain(self, refusal: Refused) -> None:
        """Shows what the service refused at its field."""
        lines = {"name": self.name, "until": self.until, "hours": self.hours, "kind": self.kind}
        _tell(lines.get(str(refusal.fields.get("field")), self.name), refusal)

    def _fill(self, known: Event) -> None:
        values = {
            self.name: known.name,
            self.since: _day(known.since),
            self.until: _day(known.until),
            self.days: str(known.days),
            self.hours: show_number(known.hours) if known.hours is not None else "",
            self.organiser: known.organiser,
            self.place: known.place,
        }
        for line, value in values.items():
            _edit(line).setText(value)
        self.abroad.setChecked(known.abroad)
        if known.kind in [k.code for k in self._kinds]:
            self.choose_kind(known.kind)

    def _explain(self) -> None:
        kind = self._kinds[self._box.currentIndex()]
        self._how.setText(UNIT_WORDS.get(kind.unit, kind.unit))


class AddEventDialog(Dialog):
    """A new event with everybody who took part, in one form and one step."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.key: Id | None = None
        kit = face.kit
        self.setWindowTitle("Catat kegiatan pelatihan")
        self.setAccessibleName(self.windowTitle())
        self.resize(1190, 600)
        self.form = EventForm(kit, training.kinds(work), None)
        self.form.setFixedWidth(_FORM_WIDTH)
        self.picker = PeoplePicker(face, work)
        self.take = button(kit, "Catat kegiatan", "primary", run=self.accept_now)
        self.take.setDefault(True)
        self.picker.on_change = self._count
        self.setLayout(
            col(
                label("Catat kegiatan: belum ada yang disimpan", "title"),
                (row(self.form, (self.picker, 1), gap=16), 1),
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=_PAD,
            )
        )
        self.form.name.field.setFocus()

    def accept_now(self) -> None:
        """The filled button."""
        entered = self.form.read()
        if entered is None:
            return
        try:
            people = [Participant(person) for person in self.picker.people()]
            self.key = training.add(self._work, entered, people)
        except Refused as refusal:
            self.form.complain(refusal)
            return
        self.accept()

    def _count(self) -> None:
        count = len(self.picker.people())
        text = f"Catat kegiatan, {count} peserta" if count else "Catat kegiatan"
        self.take.setText(text)
        self.take.setAccessibleName(text)


class EditEventDialog(Dialog):
    """The facts of one event; everybody's JP follows."""

    def __init__(
        self, face: Face, work: Workspace, view: EventView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._key = work, view.id
        kit = face.kit
        self.setWindowTitle("Ubah kegiatan pelatihan")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(520)
        self.form = EventForm(kit, training.kinds(work), view.event)
        take = button(kit, "Ubah kegiatan", "primary", run=self.accept_now)
        take.setDefault(True)
        self.setLayout(
            col(
                label("Ubah kegiatan", "title"),
                label("JP semua peserta dihitung ulang. Dapat diurungkan.", "caption"),
                self.form,
                row(None, button(kit, "Batal", run=self.reject), take, gap=8),
                gap=10,
                pad=_PAD,
            )
        )

    def accept_now(self) -> None:
        """The filled button."""
        entered = self.form.read()
        if entered is None:
            return
        try:
            training.edit(self._work, self._key, entered)
        except Refused as refusal:
            self.form.complain(refusal)
            return
        self.accept()


class AddPeopleDialog(Dialog):
    """More participants for an event that stands."""

    def __init__(
        self, face: Face, work: Workspace, view: EventView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._key = work, view.id
        self.count = 0
        kit = face.kit
        self.setWindowTitle("Tambah peserta")
        self.setAccessibleName(self.windowTitle())
        self.resize(900, 580)
        self.picker = PeoplePicker(face, work, frozenset(p.person for p in view.participants))
        self.picker.on_change = self._count
        self.take = button(kit, "Tambah peserta", "primary", run=self.accept_now)
        self.take.setDefault(True)
        self.setLayout(
            col(
                label(f"Tambah peserta: {view.event.name}", "title", wrap=True),
                (self.picker, 1),
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=_PAD,
            )
        )

    def accept_now(self) -> None:
        """The filled button; without anybody chosen the search takes the focus."""
        people = [Participant(person) for person in self.picker.people()]
        if not people:
            self.picker.found.search.setFocus()
            return
        self.count = training.add_participants(self._work, self._key, people)
        self.accept()

    def _count(self) -> None:
        count = len(self.picker.people())
        text = f"Tambah {count} peserta" if count else "Tambah peserta"
        self.take.setText(text)
        self.take.setAccessibleName(text)


def add_event(face: Face, work: Workspace, parent: QWidget) -> Id | None:
    """The new event's id; None when the dialog was closed."""
    dialog = AddEventDialog(face, work, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted or dialog.key is None:
        return None
    view = training.one(work, dialog.key)
    face.done(f"{view.event.name} dicatat, {len(view.participants)} peserta")
    return dialog.key


def edit_event(face: Face, work: Workspace, key: Id, parent: QWidget) -> None:
    """Changes an event."""
    dialog = EditEventDialog(face, work, training.one(work, key), parent)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        face.done("Kegiatan diubah")


def add_people(face: Face, work: Workspace, key: Id, parent: QWidget) -> None:
    """Adds participants to an event."""
    dialog = AddPeopleDialog(face, work, training.one(work, key), parent)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        face.done(f"{dialog.count} peserta ditambahkan")


def read_hours(text: str) -> Decimal | None:
    """JP as typed; None for nothing. Refused KK-254 when it is no number."""
    if not text.strip():
        return None
    value = read_number(text)
    if value is None:
        raise Refused("KK-254", field="hours", text=text.strip())
    return value


def _line(kit: Kit, name: str, hint: str = "") -> FormRow:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    return FormRow(kit, name, field, width=_LABEL)


def _edit(line: FormRow) -> QLineEdit:
    field = line.field
    if not isinstance(field, QLineEdit):
        raise TypeError(line.name)
    return field


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _date(line: FormRow) -> date:
    if not line.text().strip():
        line.wrong("Isi tanggal mulai, seperti 02-03-2026.")
        line.field.setFocus()
        raise Refused("KK-130", text="")
    try:
        return parse_date(line.text())
    except Refused as refusal:
        _tell(line, refusal)
        raise


def _number(line: FormRow) -> Decimal | None:
    try:
        return read_hours(line.text())
    except Refused as refusal:
        _tell(line, refusal)
        raise


def _tell(line: FormRow, refusal: Refused) -> None:
    line.wrong(sentence(refusal.code, refusal.fields))
    line.field.setFocus()
