"""The register of raters on paper: asks for date, place and signer; no date by itself."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import rater_page
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.rater_page import RaterSigner
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, Notice, Step, button, col, label, row

_WIDE = 528


class PrintRatersDialog(Dialog):
    """Date, place and who signs; the date stays empty until it is typed."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cetak daftar penilai")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(_WIDE + 32)
        kit = face.kit
        head = rater_page.head_of(work)
        self._rank = head.rank
        self.dated = FormRow(kit, "Tanggal", QLineEdit(), "Tanggal tanda tangan, mis. 02-01-2026")
        self.place = FormRow(kit, "Tempat", QLineEdit(facts_of(work.database).city))
        self.post = FormRow(kit, "Jabatan", QLineEdit(head.post), "Tercetak di atas tanda tangan")
        self.name = FormRow(kit, "Nama", QLineEdit(head.name), "Kosong: titik-titik")
        self.nip = FormRow(kit, "NIP", QLineEdit(head.nip))
        take = button(kit, "Simpan PDF…", "primary", "print", run=self.accept_now)
        take.setDefault(True)
        said = (
            "Semua pegawai dengan penilainya pada tanggal itu. Lembar F4, cetak tanpa pengecilan "
            "skala (100 %)."
        )
        self.setLayout(
            col(
                label(self.windowTitle(), "title"),
                label(said, "caption", wrap=True),
                self.dated,
                self.place,
                label("Yang menandatangani", "section"),
                self.post,
                self.name,
                self.nip,
                row(None, button(kit, "Batal", run=self.reject), take, gap=8),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        self.dated.field.setFocus()

    def signer(self) -> RaterSigner:
        """Who signs."""
        name = self.name.text().strip()
        rank = self._rank if name else ""
        return RaterSigner(self.post.text(), name, self.nip.text().strip() if name else "", rank)

    def accept_now(self) -> None:
        """The filled button."""
        self.dated.right()
        self.place.right()
        try:
            parse_date(self.dated.text())
        except Refused as refusal:
            self.dated.wrong(
                sentence(refusal.code, refusal.fields)
                if self.dated.text().strip()
                else "Isi tanggal yang tercetak di atas tanda tangan."
            )
            self.dated.field.setFocus()
            return
        if not self.place.text().strip():
            self.place.wrong("Isi tempat yang tercetak di atas tanda tangan.")
            self.place.field.setFocus()
            return
        self.accept()


def print_register(face: Face, work: Workspace, parent: QWidget) -> None:
    """Asks, then writes the PDF as a job and says where it lies."""
    dialog = PrintRatersDialog(face, work, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    dated = parse_date(dialog.dated.text())
    name, _ = QFileDialog.getSaveFileName(
        parent, "Simpan daftar penilai", f"daftar-penilai-{dated:%Y-%m-%d}.pdf", "PDF (*.pdf)"
    )
    if not name:
        return
    target, place, signer = Path(name), dialog.place.text(), dialog.signer()

    def done(pages: int) -> None:
        show = Step("Buka PDF", lambda: _open(target), "open")
        said = f"Daftar penilai {pages} halaman siap dicetak."
        face.done(f"Daftar penilai disimpan ke {target.name}", undoable=False)
        face.notice(Notice("good", said, f"Ada di {target}.", step=show, key="raters"))

    face.jobs.run(
        "Menulis daftar penilai",
        lambda progress: rater_page.print_page(work, target, dated, place, signer, progress),
        done,
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
