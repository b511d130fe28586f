"""Plans into a workbook of the eleven columns: where to is asked, a job writes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import exporting
from kotabumi_kinerja.services.plans.exporting import Exported
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import Notice, Step


def ask_export(face: Face, work: Workspace, parent: QWidget, keys: Sequence[Id], name: str) -> None:
    """Asks for a file and writes these plans into it; `name` proposes 'skp-<name>.xlsx'."""
    start = f"skp-{name.lower().replace(' ', '-')}.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(parent, "Simpan SKP ke Excel", start, "Excel (*.xlsx)")
    if chosen:
        path = Path(chosen)
        export_to(face, work, keys, path if path.suffix else path.with_suffix(".xlsx"))


def export_to(face: Face, work: Workspace, keys: Sequence[Id], path: Path) -> None:
    """Writes as a job that can be stopped, then says where the file is."""

    def done(made: Exported) -> None:
        words = f"{made.plans} SKP disimpan ke {path.name}"
        face.done(words, undoable=False)
        where = f"Ada di {path.parent}."
        left = f" {made.empty} SKP tanpa hasil kerja dilewati." if made.empty else ""
        step = Step("Buka berkas", lambda: _open(path), "open")
        face.notice(Notice("good", f"{words}.", f"{where}{left}", step=step, key="plans-export"))

    face.jobs.run(
        f"Menyimpan {path.name}",
        lambda progress: exporting.write_plans(work, path, keys, progress),
        done,
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
