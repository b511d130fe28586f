"""Who rates one person: a new line of the register, or an old one changed or ended."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.raters import KINDS, Entry, Outsider, RaterLine, Register
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.raters_propose import ProposeDialog, propose_raters
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    FormRow,
    button,
    col,
    combo,
    hold,
    label,
    row,
    without_arguments,
)

__all__ = ["ChooseRaterDialog", "EndDialog", "ProposeDialog", "choose_rater", "propose_raters"]

_WIDE: Final = 620
OUTSIDE: Final = "Pejabat di luar kantor…"
_HELP: Final = {
    "DEFINITIF": "Atasan langsung, paling rendah pejabat pengawas (SE BKN 1/2023).",
    "PLT": "Berlaku di atas penilai definitif sampai diakhiri. Plt. menilai bila dilimpahi.",
    "PLH": "Berlaku di atas penilai definitif dan Plt. selama hari yang ditulis.",
    "DELEGASI": "Pelimpahan tertulis, didahulukan dari semua. Tulis nomor suratnya.",
}
_HELP_OUTSIDE: Final = (
    "Bupati, TNI, atau Polri: NIP dikosongkan. PNS yang ditugaskan di luar kantor tetap dinilai "
    "atasan langsung kantor asal. PNS kepala desa dinilai Bupati, dapat dilimpahkan kepada camat."
)


class ChooseRaterDialog(Dialog):
    """Anybody of the office or an official outside, in which kind, from when to when, by what."""

    def __init__(  # noqa: PLR0913  # what is edited, and what a job has read already
        self,
        face: Face,
        work: Workspace,
        person: Id,
        parent: QWidget | None = None,
        *,
        line: RaterLine | None = None,
        register: Register | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._person, self._line = work, person, line
        register = register or raters.read(work)
        name = register.people[person].name
        self.setWindowTitle(f"Ubah penilai {name}" if line else f"Ganti penilai {name}")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(_WIDE)
        kit = face.kit
        self._choices = _choices(register, person)
        self.who = _finder([text for text, _ in self._choices], _listed(self._choices))
        self.whose = FormRow(kit, "Penilai", self.who)
        self.kind = combo(list(KINDS.values()), "Jenis")
        self.name = FormRow(kit, "Nama pejabat", QLineEdit(), "Pejabat di luar kantor, mis. Bupati")
        self.post = FormRow(kit, "Jabatannya", QLineEdit())
        self.nip = FormRow(kit, "NIP", QLineEdit(), "Kosong bila bukan ASN")
        self.since = FormRow(kit, "Berlaku sejak", QLineEdit(f"{work.today():%d-%m-%Y}"))
        self.until = FormRow(kit, "Sampai", QLineEdit(), "Kosong: sampai ada perubahan")
        self.basis = FormRow(kit, "Dasar", QLineEdit(), "Nomor SK atau surat, atau alasannya")
        self.help = label("", "caption", wrap=True)
        self._wish = raters.wishes_of(register, work.today(), person)
        self.suggested = self._suggestion(face)
        self.take = button(
            kit, "Simpan" if line else "Ganti penilai", "primary", run=self.accept_now
        )
        self.take.setDefault(True)
        now = register.line_on(person, work.today())
        said = f"Sekarang: {now.name}, {now.post}" if now else "Sekarang belum ada penilai."
        self.setLayout(
            col(
                label(self.windowTitle(), "title", wrap=True),
                label(said, "caption", wrap=True),
                self.suggested,
                self.whose,
                self.name,
                self.post,
                self.nip,
                FormRow(kit, "Jenis", self.kind),
                self.help,
                self.since,
                self.until,
                self.basis,
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        if line:
            self._fill(line)
        for box in (self.who, self.kind):
            box.currentTextChanged.connect(without_arguments(self._show_outside))
        self._show_outside()
        self.who.setFocus()

    def _suggestion(self, face: Face) -> QWidget:
        wish = self._wish[0] if self._wish else None
        if wish is None or not wish.new_name:
            return label(f"Usulan: {wish.why}." if wish else "", "caption", wrap=True)
        text = f"Pakai usulan: {wish.new_name}"
        take = button(face.kit, text, "link", "lightbulb", run=self._take_suggestion)
        made = hold(col(take, label(f"{wish.why}.", "caption", wrap=True), gap=2))
        made.setVisible(not wish.same)
        return made

    def _take_suggestion(self) -> None:
        wanted = self._wish[0].who
        self._name_rater(wanted)

    def _name_rater(self, wanted: Id | None) -> None:
        text = next((name for name, key in self._choices if key == wanted), OUTSIDE)
        at = self.who.findText(text)
        if at >= 0:
            self.who.setCurrentIndex(at)
        else:
            self.who.setCurrentText(text)

    def _fill(self, line: RaterLine) -> None:
        self._name_rater(line.rater or line.official)
        self.kind.setCurrentIndex(list(KINDS).index(line.kind) if line.kind in KINDS else 0)
        _write(self.since, f"{line.since:%d-%m-%Y}")
        _write(self.until, f"{line.until:%d-%m-%Y}" if line.until else "")
        _write(self.basis, line.basis)

    def _show_outside(self) -> None:
        outside = self.who.currentText() == OUTSIDE
        for part in (self.name, self.post, self.nip):
            part.setVisible(outside)
        kind = _HELP[list(KINDS)[self.kind.currentIndex()]]
        self.help.setText(f"{kind} {_HELP_OUTSIDE}" if outside else kind)
        self.help.setMinimumHeight(self.help.heightForWidth(_WIDE - 32))
        self.adjustSize()

    def accept_now(self) -> None:
        """The filled button."""
        who = self._chosen()
        since, until = _day(self.since), _day(self.until, needed=False)
        if who is None or since is None or self.until.is_wrong():
            return
        kind = list(KINDS)[self.kind.currentIndex()]
        try:
            if self._line is None:
                basis = self.basis.text()
                raters.assign(self._work, self._person, who, since, kind, until, basis)
            else:
                entry = Entry(since, kind, until, self.basis.text())
                raters.change(self._work, self._line.id, who, entry)
        except Refused as refusal:
            place = self.until if refusal.code == "KK-184" else self.since
            place.wrong(sentence(refusal.code, refusal.fields))
            return
        self.accept()

    def _chosen(self) -> Id | Outsider | None:
        self.whose.right()
        self.name.right()
        text = self.who.currentText()
        if text == OUTSIDE:
            if not self.name.text().strip():
                self.name.wrong("Isi nama pejabat yang menilai.")
                self.name.field.setFocus()
                return None
            return Outsider(
                self.name.text().strip(), self.post.text().strip(), self.nip.text().strip()
            )
        found = [key for name, key in self._choices if name == text]
        if not found:
            self.whose.wrong("Pilih penilai dari daftar: ketik sebagian namanya.")
            self.who.setFocus()
            return None
        return found[0]


class EndDialog(Dialog):
    """The last day of a line."""

    def __init__(
        self, face: Face, work: Workspace, line: RaterLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._line = work, line
        self.setWindowTitle(f"Akhiri penilai {line.person_name}")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(460)
        kit = face.kit
        self.until = FormRow(kit, "Hari terakhir", QLineEdit(f"{work.today():%d-%m-%Y}"))
        take = button(kit, "Akhiri", "primary", run=self.accept_now)
        take.setDefault(True)
        self.setLayout(
            col(
                label(self.windowTitle(), "title", wrap=True),
                label(f"{line.name}, sejak {show_date(line.since)}", "caption", wrap=True),
                self.until,
                row(None, button(kit, "Batal", run=self.reject), take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def accept_now(self) -> None:
        """The filled button."""
        day = _day(self.until)
        if day is None:
            return
        try:
            raters.end(self._work, self._line.id, day)
        except Refused as refusal:
            self.until.wrong(sentence(refusal.code, refusal.fields))
            return
        self.accept()


def _choices(register: Register, person: Id) -> list[tuple[str, Id | None]]:
    """Leaders from the top, officials outside, the word for a new one, then everybody else."""
    here = [h for h in register.holders(register.today).values() if h.person != person]
    leaders = sorted((h for h in here if h.leads), key=lambda h: h.level)
    others = [h for h in here if not h.leads]
    outside = [o for o in register.officials.values() if o.person is None]
    made: list[tuple[str, Id | None]] = [
        *((f"{h.name}, {h.post}", h.person) for h in leaders),
        *((f"{o.name}, {o.post} (di luar kantor)", o.id) for o in outside),
        (OUTSIDE, None),
        *((f"{h.name}, {h.post}", h.person) for h in others),
    ]
    return made


def _listed(choices: Sequence[tuple[str, Id | None]]) -> int:
    """How many come before everybody else."""
    return next(at for at, (text, _) in enumerate(choices) if text == OUTSIDE) + 1


def _finder(names: list[str], listed: int) -> QComboBox:
    """Opens on the `listed` first names; typing any part finds among all of them."""
    box = combo(names[:listed], "Penilai")
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setMinimumWidth(400)
    box.setMinimumContentsLength(40)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    finder = QCompleter(QStringListModel(names, box), box)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(finder)
    edit = box.lineEdit()
    if edit is not None:
        edit.setAccessibleName("Penilai, ketik sebagian nama")
        edit.setCursorPosition(0)
    return box


def _write(line: FormRow, text: str) -> None:
    if isinstance(line.field, QLineEdit):
        line.field.setText(text)


def _day(line: FormRow, *, needed: bool = True) -> date | None:
    """The day in a field; None when it is empty or wrong, said at the field."""
    line.right()
    if not needed and not line.text().strip():
        return None
    try:
        return parse_date(line.text())
    except Refused as refusal:
        line.wrong(sentence(refusal.code, refusal.fields))
        line.field.setFocus()
        return None


def _ready(work: Workspace) -> Register:
    """The register with the posts and the proposal of today worked out."""
    register = raters.read(work)
    register.proposer(work.today())
    register.line_on(b"", work.today())
    return register


def choose_rater(face: Face, work: Workspace, person: Id, parent: QWidget) -> None:
    """Another rater for one person; the register is read by a job first."""

    def ask(register: Register) -> None:
        dialog = ChooseRaterDialog(face, work, person, parent, register=register)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            line = raters.rater_on(work, person, work.today()) or raters.lines(work, person)[0]
            face.done(f"{line.person_name} dinilai {line.name} sejak {show_date(line.since)}")

    face.jobs.run("Membaca daftar penilai", lambda _progress: _ready(work), ask)


def change_line(face: Face, work: Workspace, line: RaterLine, parent: QWidget) -> None:
    """Change one line; the register is read by a job first."""

    def ask(register: Register) -> None:
        dialog = ChooseRaterDialog(face, work, line.person, parent, line=line, register=register)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            face.done(f"Penilai {line.person_name} diubah")

    face.jobs.run("Membaca daftar penilai", lambda _progress: _ready(work), ask)


def end_line(face: Face, work: Workspace, line: RaterLine, parent: QWidget) -> None:
    """End one line."""
    if EndDialog(face, work, line, parent).exec() == QDialog.DialogCode.Accepted:
        face.done(f"Penilai {line.person_name} diakhiri")
