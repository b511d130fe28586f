"""'Ubah banyak…': one field of the chosen people gets one value, looked at before it is written."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.staff import many as staff_bulk
from kotabumi_kinerja.services.staff.many import BULK_FIELDS, Planned
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.paste_preview import confirm
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row
from kotabumi_kinerja.ui.widgets.chips import figures


class BulkEditDialog(Dialog):
    """Which field, which value. `planned` is what would become of it."""

    def __init__(
        self, face: Face, work: Workspace, ids: Sequence[Id], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._ids = work, ids
        self.planned: list[Planned] = []
        kit = face.kit
        title = f"Ubah {figures(len(ids))} pegawai sekaligus"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(480)
        self._fields = list(BULK_FIELDS)
        self.field = combo([w[:1].upper() + w[1:] for w in BULK_FIELDS.values()], "Kolom")
        self.field.setCurrentIndex(self._fields.index("unit"))
        self.value = FormRow(kit, "Isi baru", QLineEdit(), "Kosongkan untuk menghapus isinya")
        go = button(kit, "Lihat perubahan…", "primary", run=self.accept_now)
        go.setDefault(True)
        cancel = button(kit, "Batal", run=self.reject)
        self.setLayout(
            col(
                label(title, "title"),
                label("Sebelum disimpan, tampil dahulu apa yang berubah pada siapa.", wrap=True),
                FormRow(kit, "Kolom", self.field),
                self.value,
                row(None, cancel, go, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.value.field.setFocus()

    def choose(self, field: str) -> None:
        """Takes this field, if it may be the same for many."""
        if field in self._fields:
            self.field.setCurrentIndex(self._fields.index(field))

    def accept_now(self) -> None:
        """The filled button; a value that fits nobody is explained under the field."""
        field = self._fields[self.field.currentIndex()]
        self.planned = staff_bulk.preview(self._work, self._ids, field, self.value.text())
        wrong = {cell.code: cell for cell in self.planned if cell.code}
        if self.planned and all(cell.code for cell in self.planned):
            first = next(iter(wrong.values()))
            self.value.wrong(sentence(first.code, first.fields))
            self.value.field.setFocus()
            return
        self.value.right()
        self.accept()


def bulk_edit(
    face: Face, work: Workspace, ids: Sequence[Id], parent: QWidget, field: str = ""
) -> int:
    """Ask for field and value, show before and after, write; how many cells were written."""
    dialog = BulkEditDialog(face, work, ids, parent)
    dialog.choose(field)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return 0
    title = f"Ubah {dialog.planned[0].label} {figures(len(ids))} pegawai"
    return confirm(face, work, parent, title, dialog.planned)
