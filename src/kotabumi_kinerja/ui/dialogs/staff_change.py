"""'Catat perubahan…' and 'Betulkan baris…': one dated line of a career, each one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.career import CareerStep, Leaving
from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import career, staff, units
from kotabumi_kinerja.services.career import LINE_FIELDS, CareerLine
from kotabumi_kinerja.services.career_values import STEP_FIELDS
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, hold, label, row, scroll

_PAD: Final = (16, 14, 16, 14)
_STATUSES: Final = (Status.CPNS, Status.PNS, Status.PPPK, Status.PPPK_PW)
_ESELONS: Final = ("", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")
_DATE: Final = "Seperti 01-04-2026"
_OWN: Final = "Menurut nama jabatan"


@dataclass(frozen=True, slots=True)
class _Spec:
    """One field: its label, its hint, and its choices (shown word and value) if it has any."""

    title: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_SPECS: Final[Mapping[str, _Spec]] = {
    "status": _Spec("Status", "", tuple((s.label, s.value) for s in _STATUSES)),
    "standing": _Spec("Kedudukan", "Kedudukan hukum, seperti Aktif, CLTN, Tugas Belajar"),
    "service_since": _Spec("TMT CPNS", _DATE),
    "golongan": _Spec("Golongan", "III/b untuk PNS, IX untuk PPPK"),
    "golongan_since": _Spec("TMT golongan", _DATE),
    "post": _Spec("Jabatan", "Jenjang dibaca dari namanya"),
    "post_kind": _Spec(
        "Jenis jabatan", "", ((_OWN, ""), *((k.label, k.value) for k in PositionKind))
    ),
    "post_since": _Spec("TMT jabatan", _DATE),
    "unit": _Spec("Unit", "Unit yang belum ada akan dibuat"),
    "eselon": _Spec("Eselon", "", tuple((e or "Tidak ada", e) for e in _ESELONS)),
    "contract_since": _Spec("Awal kontrak", _DATE),
    "contract_until": _Spec("Akhir kontrak", _DATE),
    "contract_number": _Spec("Nomor kontrak"),
    "leaving": _Spec("Cara keluar", "", tuple((x.label, x.value) for x in Leaving)),
    "decree": _Spec("Nomor SK", "Boleh kosong"),
}


class LineFields:
    """The fields of one line, made from what is known; gives back what is typed."""

    def __init__(
        self, kit: Kit, names: Sequence[str], known: CareerLine | None, unit_names: Sequence[str]
    ) -> None:
        self.rows: dict[str, FormRow] = {}
        self._begun: dict[str, str] = {}
        for name in names:
            spec, value = _SPECS[name], _value(known, name)
            field = _choice(spec, value) if spec.choices else QLineEdit(value)
            if name == "unit" and isinstance(field, QLineEdit):
                helper = QCompleter(list(unit_names), field)
                helper.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                helper.setFilterMode(Qt.MatchFlag.MatchContains)
                field.setCompleter(helper)
            self.rows[name] = FormRow(kit, spec.title, field, spec.hint)
            self._begun[name] = self.said()[name]

    def said(self) -> dict[str, str]:
        """Field and text, codes for what was chosen."""
        found: dict[str, str] = {}
        for name, line in self.rows.items():
            if isinstance(line.field, QComboBox):
                found[name] = str(line.field.currentData())
            else:
                found[name] = line.text().strip()
        return found

    def changed(self) -> dict[str, str]:
        """Only what is no longer as it was when the dialog opened."""
        return {n: text for n, text in self.said().items() if text != self._begun[n]}


class StaffChangeDialog(Dialog):
    """What happened and from which day; `line`: that line is put right instead."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        person: Id,
        line: CareerLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._person, self._line, self._kit = work, person, line, face.kit
        self._name = staff.record(work, person).name
        lines = career.lines(work, person)
        self._known = line or (lines[0] if lines else None)
        self._units = [u.name for u in units.tree(work)]
        title = "Betulkan baris riwayat" if line else "Catat perubahan"
        self.setWindowTitle(f"{title}: {self._name}")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(560)
        self.step = combo([s.label for s in CareerStep], "Perubahan")
        self.since = FormRow(
            face.kit, "Sejak (TMT)", QLineEdit(_day(line.since) if line else ""), _DATE
        )
        self.fields = self._fields()
        self._body = hold(col(*self.fields.rows.values(), gap=8))
        self._place = col(self._body)
        self.say = label("", "caption", "bad", wrap=True)
        self.say.hide()
        self.take = button(
            face.kit, "Betulkan" if line else "Catat", "primary", run=self.accept_now
        )
        self.take.setDefault(True)
        self._lay(face.kit, f"{title}: {self._name}")
        self.step.currentIndexChanged.connect(self._another)
        (self.since.field if not line else self.step).setFocus()

    def choose(self, step: CareerStep) -> None:
        """Which change it is."""
        self.step.setCurrentIndex(list(CareerStep).index(step))

    def field(self, name: str) -> QWidget:
        """The field of that name; 'since' is the day."""
        return self.since.field if name == "since" else self.fields.rows[name].field

    def accept_now(self) -> None:
        """The filled button."""
        every = {"since": self.since, **self.fields.rows}
        for line in every.values():
            line.right()
        self.say.hide()
        try:
            self._write()
        except Refused as refusal:
            self._complain(refusal, every)
            return
        self.accept()

    def _write(self) -> None:
        if self._line is None:
            day = self._day_typed()
            career.record(self._work, self._person, self._step(), day, self.fields.said())
            return
        said = self.fields.changed()
        if self.since.text().strip() != _day(self._line.since):
            said["since"] = self.since.text()
        career.correct(self._work, self._person, self._line.id, said)

    def _day_typed(self) -> date:
        try:
            return parse_date(self.since.text())
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.fields, "field": "since"}) from None

    def _complain(self, refusal: Refused, every: Mapping[str, FormRow]) -> None:
        words = sentence(refusal.code, refusal.fields)
        wrong = every.get(str(refusal.fields.get("field", "")))
        if wrong is None:
            self.say.setText(words)
            self.say.show()
            return
        wrong.wrong(words)
        wrong.field.setFocus()

    def _step(self) -> CareerStep:
        return list(CareerStep)[self.step.currentIndex()]

    def _fields(self) -> LineFields:
        if self._line is not None:
            return LineFields(self._kit, LINE_FIELDS, self._known, self._units)
        names = (*STEP_FIELDS[self._step()], "decree")
        known = self._known
        # A new change has its own paper, and its post's name says anew of what kind it is.
        fresh = replace(known, decree="", post_kind=None, leaving=None) if known else None
        return LineFields(self._kit, names, fresh, self._units)

    def _another(self) -> None:
        self.fields = self._fields()
        body = hold(col(*self.fields.rows.values(), gap=8))
        self._place.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _lay(self, kit: Kit, title: str) -> None:
        more = (
            "Baris sesudahnya yang hanya mengulang isi lama ikut berubah; yang berkata lain tetap."
        )
        parts: list[QWidget] = [label(title, "title", wrap=True), label(more, "caption", wrap=True)]
        if self._line is None:
            parts.append(FormRow(kit, "Perubahan", self.step))
        inside = hold(col(self.since, self._place, None, gap=8, pad=(0, 0, 8, 0)))
        held = scroll(inside)
        self.resize(600, 520 if self._line is None else 640)
        cancel = button(kit, "Batal", run=self.reject)
        foot = row(None, cancel, self.take, gap=8)
        self.setLayout(col(*parts, (held, 1), self.say, foot, gap=10, pad=_PAD))


def record_change(
    face: Face, work: Workspace, person: Id, parent: QWidget, step: CareerStep | None = None
) -> bool:
    """Asks and writes a new line; whether something was written."""
    dialog = StaffChangeDialog(face, work, person, None, parent)
    if step is not None:
        dialog.choose(step)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    face.done("Perubahan dicatat")
    return True


def correct_line(
    face: Face, work: Workspace, person: Id, line: CareerLine, parent: QWidget
) -> bool:
    """Asks and puts a line right; whether it was."""
    dialog = StaffChangeDialog(face, work, person, line, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    face.done("Baris riwayat dibetulkan")
    return True


def _choice(spec: _Spec, value: str) -> QComboBox:
    choices = list(spec.choices)
    if value not in {v for _, v in choices}:
        choices.insert(0, (value or "Belum tercatat", value))
    made = combo([word for word, _ in choices], spec.title)
    for at, (_, code) in enumerate(choices):
        made.setItemData(at, code)
    made.setCurrentIndex([v for _, v in choices].index(value))
    return made


def _value(line: CareerLine | None, name: str) -> str:
    value: object = getattr(line, name, None)
    if value is None:
        return ""
    return _day(value) if isinstance(value, date) else str(value)


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
