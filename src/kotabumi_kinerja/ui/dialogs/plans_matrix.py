"""The matrix on paper: asks for date and place, shows the pages, keeps the PDF."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import listing_out, matrix_page
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.plans.matrix import MatrixView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.list_out import PagesDialog
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, Notice, button, col, label, row

_WIDE = 460
Take = Callable[[date, str], object]


class PrintMatrixDialog(Dialog):
    """Date and place over the signature; the date stays empty until it is typed."""

    def __init__(
        self, kit: Kit, view: MatrixView, city: str, take: Take, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle("Cetak matriks peran dan hasil")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(_WIDE)
        leader = view.circle.leader
        said = f"Ditandatangani {leader.name}, {leader.post}. F4 mendatar, cetak skala 100 %."
        if not view.agreed:
            said = f"{said} Bertanda DRAF sampai semua SKP di dalamnya disepakati."
        self.dated = FormRow(kit, "Tanggal", QLineEdit(), "Tanggal tanda tangan, mis. 02-01-2026")
        self.place = FormRow(kit, "Tempat", QLineEdit(city), "Tempat tanda tangan")
        self.show_button = button(kit, "Lihat halaman…", "primary", "print", run=self.accept_now)
        self.show_button.setDefault(True)
        self.setLayout(
            col(
                label(self.windowTitle(), "title"),
                label(said, "caption", wrap=True),
                self.dated,
                self.place,
                row(None, button(kit, "Batal", run=self.reject), self.show_button, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.dated.field.setFocus()

    def accept_now(self) -> None:
        """The filled button: a field that is wrong keeps the dialog open."""
        self.dated.right()
        self.place.right()
        try:
            dated = parse_date(self.dated.text())
        except Refused as refusal:
            empty = "Isi tanggal yang tercetak di atas tanda tangan."
            told = sentence(refusal.code, refusal.fields) if self.dated.text().strip() else empty
            self.dated.wrong(told)
            self.dated.field.setFocus()
            return
        if not self.place.text().strip():
            self.place.wrong("Isi tempat yang tercetak di atas tanda tangan.")
            self.place.field.setFocus()
            return
        self.accept()
        self._take(dated, self.place.text())


def print_matrix(face: Face, work: Workspace, view: MatrixView, parent: QWidget) -> QDialog:
    """Asks, makes the pages beside the window, shows them; from there the PDF is kept."""

    def keep(pages: bytes) -> None:
        start = f"matriks-peran-hasil-{view.circle.year}.pdf"
        name, _ = QFileDialog.getSaveFileName(parent, "Simpan PDF", start, "PDF (*.pdf)")
        if name:
            path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
            listing_out.keep(path, pages)
            said = f"{path.name} siap dicetak."
            face.notice(Notice("good", said, f"Ada di {path.parent}.", key="matrix"))

    def show(pages: bytes) -> None:
        shown = PagesDialog(face, "Matriks Peran dan Hasil", pages, keep, parent)
        shown.finished.connect(shown.deleteLater)
        shown.open()

    def make(dated: date, place: str) -> None:
        face.jobs.run(
            "Menyusun matriks",
            lambda progress: matrix_page.preview(work, view, dated, place, progress),
            show,
        )

    asked = PrintMatrixDialog(face.kit, view, facts_of(work.database).city, make, parent)
    asked.finished.connect(asked.deleteLater)
    asked.open()
    return asked
