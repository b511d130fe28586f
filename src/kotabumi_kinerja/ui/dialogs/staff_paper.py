"""A paper for the record: which file, what it is, its number and day."""

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import attachments
from kotabumi_kinerja.services.attachments import LIMIT_MB, Paper, PaperKind
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

FILES: Final = "Dokumen (*.pdf *.jpg *.jpeg *.png)"
PICTURES: Final = "Foto (*.jpg *.jpeg *.png)"
_KINDS: Final = [k for k in PaperKind if k is not PaperKind.PHOTO]


class PaperDialog(Dialog):
    """Takes `file` in for a person, or describes `paper` anew."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        what: tuple[Id, Path] | Paper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._what = work, what
        kit = face.kit
        known = what if isinstance(what, Paper) else None
        name = known.name if known else what[1].name if isinstance(what, tuple) else ""
        title = "Ubah keterangan dokumen" if known else "Tambah dokumen"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(520)
        self.kind = combo([k.label for k in _KINDS], "Jenis dokumen")
        self.kind.setCurrentIndex(_KINDS.index(known.kind if known else _guess(name)))
        self.number = FormRow(kit, "Nomor", QLineEdit(known.number if known else ""))
        dated = f"{known.dated:%d-%m-%Y}" if known and known.dated else ""
        self.dated = FormRow(kit, "Tanggal", QLineEdit(dated), "Boleh kosong, seperti 01-04-2026")
        self.say = label("", "caption", "bad", wrap=True)
        self.say.hide()
        self.take = button(kit, "Ubah" if known else "Tambah", "primary", run=self.accept_now)
        self.take.setDefault(True)
        limit = label(f"PDF, JPG, atau PNG, paling besar {LIMIT_MB} MB.", "caption")
        limit.setVisible(known is None)
        self.setLayout(
            col(
                label(name, "title", wrap=True),
                limit,
                FormRow(kit, "Jenis", self.kind),
                self.number,
                self.dated,
                self.say,
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.number.field.setFocus()

    def accept_now(self) -> None:
        """The filled button."""
        self.dated.right()
        try:
            dated = parse_date(self.dated.text()) if self.dated.text().strip() else None
        except Refused as refusal:
            self.dated.wrong(sentence(refusal.code, refusal.fields))
            return
        try:
            self._write(dated)
        except Refused as refusal:
            self.say.setText(sentence(refusal.code, refusal.fields))
            self.say.show()
            return
        self.accept()

    def _write(self, dated: date | None) -> None:
        kind = _KINDS[self.kind.currentIndex()]
        if isinstance(self._what, Paper):
            attachments.describe(self._work, self._what.id, kind, self.number.text(), dated)
            return
        person, file = self._what
        attachments.add(self._work, person, file, kind, (self.number.text(), dated))


def add_papers(
    face: Face, work: Workspace, person: Id, parent: QWidget, files: tuple[Path, ...] = ()
) -> bool:
    """Asks for a file where none is given, then for each what it is; whether one was taken in."""
    if not files:
        names, _ = QFileDialog.getOpenFileNames(parent, "Tambah dokumen", "", FILES)
        files = tuple(Path(name) for name in names)
    taken = 0
    for file in files:
        dialog = PaperDialog(face, work, (person, file), parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            break
        taken += 1
    if taken:
        face.done(f"{taken} dokumen ditambahkan")
    return taken > 0


def describe_paper(face: Face, work: Workspace, paper: Paper, parent: QWidget) -> bool:
    """Kind, number and day of a paper; whether it was changed."""
    if PaperDialog(face, work, paper, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    face.done("Keterangan dokumen diubah")
    return True


def _guess(name: str) -> PaperKind:
    """The kind by the words of the file's name: 'SK Pangkat III-b.pdf'."""
    words = name.casefold().replace("_", " ").replace("-", " ")
    for kind in _KINDS:
        if kind is not PaperKind.OTHER and kind.label.casefold() in words:
            return kind
    return PaperKind.OTHER
