"""A new person by hand: NIP and name; the rest is filled in on the record."""

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

_STATUSES = (Status.PNS, Status.CPNS, Status.PPPK, Status.PPPK_PW)


class StaffAddDialog(Dialog):
    """Asks for NIP, name, post and status; complaints stand under their field."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.key: Id | None = None
        self.setWindowTitle("Tambah pegawai")
        self.setAccessibleName("Tambah pegawai")
        self.setMinimumWidth(480)
        kit = face.kit
        self.nip = FormRow(kit, "NIP", QLineEdit(), "18 angka, spasi boleh")
        self.name = FormRow(kit, "Nama", QLineEdit(), "Tanpa gelar")
        self.post = FormRow(kit, "Jabatan", QLineEdit())
        self.status = combo([s.label for s in _STATUSES], "Status")
        cancel = button(kit, "Batal", run=self.reject)
        take = button(kit, "Tambah pegawai", "primary", run=self.accept_now)
        take.setDefault(True)
        self.setLayout(
            col(
                label("Tambah pegawai", "title"),
                self.nip,
                self.name,
                self.post,
                FormRow(kit, "Status", self.status),
                row(None, cancel, take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def accept_now(self) -> None:
        """The filled button."""
        for line in (self.nip, self.name):
            line.right()
        wrong = self.nip
        try:
            parse_nip(self.nip.text())
            wrong = self.name if not self.name.text().strip() else self.nip
            self.key = staff.add(
                self._work,
                self.nip.text(),
                self.name.text(),
                self.post.text(),
                _STATUSES[self.status.currentIndex()].value,
            )
        except Refused as refusal:
            wrong.wrong(sentence(refusal.code, refusal.fields))
            wrong.field.setFocus()
            return
        self.accept()


def add_person(face: Face, work: Workspace, parent: QWidget) -> Id | None:
    """The new person's id; None when the dialog was closed."""
    dialog = StaffAddDialog(face, work, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted or dialog.key is None:
        return None
    face.done(f"{dialog.name.text().strip()} ditambahkan")
    return dialog.key
