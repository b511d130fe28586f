"""The matrix out of the program as it is shown: clipboard, workbook, csv."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.services.plans import matrix_out
from kotabumi_kinerja.services.plans.matrix import MatrixView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.clipboard import as_html, as_tsv
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import Notice


class MatrixOut:
    """What can be done with a matrix that is shown; files are written beside the window."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget) -> None:
        self._face, self._work, self._parent = face, work, parent

    def copy(self, view: MatrixView) -> None:
        """All of it onto the clipboard, as Excel wants it."""
        lines = matrix_out.table(view)
        both = QMimeData()
        both.setText(as_tsv(lines))
        both.setHtml(as_html(lines))
        QGuiApplication.clipboard().setMimeData(both)
        self._face.done("Matriks disalin", undoable=False)

    def export(self, view: MatrixView) -> None:
        """Asks where to, then writes."""
        kinds = "Buku kerja Excel (*.xlsx);;CSV, titik koma (*.csv)"
        start = f"matriks-peran-hasil-{view.circle.year}.xlsx"
        name, kind = QFileDialog.getSaveFileName(self._parent, "Simpan matriks", start, kinds)
        if name:
            path = Path(name)
            ending = ".csv" if kind.startswith("CSV") else ".xlsx"
            known = path.suffix.lower() in (".xlsx", ".csv")
            self.write(view, path if known else path.with_name(f"{path.name}{ending}"))

    def write(self, view: MatrixView, path: Path) -> None:
        """Writes beside the window, then says where it is."""

        def done(count: int) -> None:
            self._face.done(f"Matriks {count} baris disimpan ke {path.name}", undoable=False)
            said = f"Matriks disimpan ke {path.name}."
            self._face.notice(Notice("good", said, f"Ada di {path.parent}.", key="matrix"))

        def write(progress: Progress) -> int:
            return matrix_out.write(self._work, view, path, progress)

        self._face.jobs.run("Menyimpan matriks", write, done)
