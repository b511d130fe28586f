"""Dokumen: the photo and the papers of a person; files may be dropped on it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from kotabumi_kinerja.services import attachments
from kotabumi_kinerja.services.attachments import LIMIT_MB, Paper, PaperKind
from kotabumi_kinerja.services.staff import StaffRecord
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.staff_paper import PICTURES, add_papers, describe_paper
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.staff.record_parts import PAD, ShortList, TwoLines, short
from kotabumi_kinerja.ui.widgets import (
    button,
    col,
    heading,
    hold,
    label,
    row,
    without_arguments,
)

_KB: Final = 1024


class DocumentsPart(QWidget):
    """`temporary` holds what was opened, until the window closes."""

    def __init__(
        self, face: Face, work: Workspace, record: StaffRecord, temporary: QTemporaryDir
    ) -> None:
        super().__init__()
        self._face, self._work, self._record = face, work, record
        self._temporary = temporary
        self._papers = attachments.papers(work, record.id)
        self.setAcceptDrops(True)
        self.setAccessibleName("Dokumen; berkas dapat dijatuhkan di sini")
        kit = face.kit
        self.table = ShortList(kit, "Dokumen", ("Jenis", "Dokumen"))
        self.table.opened.connect(without_arguments(self.open_paper))
        self.table.show_lines([_row(p) for p in self._papers])
        add = button(kit, "Tambah dokumen…", "link", "attach", run=self.add)
        photo = button(kit, "Ganti foto…", "link", "person", run=self.add_photo)
        drop = button(kit, "Hapus foto", "link", "delete", run=self.remove_photo)
        drop.setVisible(attachments.photo(work, record.id) is not None)
        limit = f"PDF, JPG, atau PNG sampai {LIMIT_MB} MB; boleh dijatuhkan di sini. "
        limit += "Isinya tersimpan terenkripsi di komputer ini."
        parts: list[QWidget] = [label(limit, "caption", wrap=True)]
        if self._papers:
            parts += [self.table, self._tools()]
        else:
            parts.append(label("Belum ada dokumen.", "caption"))
        head = heading("Foto", photo, drop)
        self.setLayout(col(head, heading("Dokumen", add), *parts, None, gap=8, pad=PAD))

    def add(self) -> None:
        """Papers from files."""
        add_papers(self._face, self._work, self._record.id, self)

    def add_photo(self) -> None:
        """Another photo."""
        name, _ = QFileDialog.getOpenFileName(self, "Ganti foto", "", PICTURES)
        if name:
            self.take_photo(Path(name))

    def take_photo(self, file: Path) -> None:
        """The photo from a file."""
        attachments.add(self._work, self._record.id, file, PaperKind.PHOTO)
        self._face.done(f"Foto {self._record.name} diganti")

    def remove_photo(self) -> None:
        """No photo; it can be undone."""
        attachments.remove_photo(self._work, self._record.id)
        self._face.done(f"Foto {self._record.name} dihapus")

    def open_paper(self) -> None:
        """Opens the chosen paper with the program of this PC."""
        paper = self._chosen()
        if paper is not None:
            path = attachments.write_out(self._work, paper.id, Path(self._temporary.path()))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_paper(self) -> None:
        """Writes the chosen paper into a folder."""
        paper = self._chosen()
        folder = QFileDialog.getExistingDirectory(self, "Simpan dokumen ke map") if paper else ""
        if paper is not None and folder:
            path = attachments.write_out(self._work, paper.id, Path(folder))
            self._face.done(f"Disimpan: {path.name}", undoable=False)

    def describe(self) -> None:
        """Kind, number and day of the chosen paper."""
        paper = self._chosen()
        if paper is not None:
            describe_paper(self._face, self._work, paper, self)

    def remove(self) -> None:
        """Takes the chosen paper out; it can be undone."""
        paper = self._chosen()
        if paper is not None:
            attachments.remove(self._work, paper.id)
            self._face.done(f"{paper.name} dihapus")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Each file is asked about."""
        files = _files(event)
        event.acceptProposedAction()
        if files:
            add_papers(self._face, self._work, self._record.id, self, files)

    def _chosen(self) -> Paper | None:
        key = self.table.chosen()
        return next((p for p in self._papers if p.id == key), None)

    def _tools(self) -> QWidget:
        kit = self._face.kit
        return hold(
            row(
                button(kit, "Buka", "link", "open", run=self.open_paper),
                button(kit, "Simpan…", "link", "arrow_download", run=self.save_paper),
                button(kit, "Ubah…", "link", "edit", run=self.describe),
                button(kit, "Hapus", "link", "delete", run=self.remove),
                None,
                gap=10,
            )
        )


def _row(paper: Paper) -> TwoLines:
    more = [paper.number, short(paper.dated) if paper.dated else "", _size(paper)]
    words = ", ".join(x for x in more if x)
    return TwoLines(paper.id, (paper.id,), paper.kind.label, f"{paper.name}\n{words}")


def _size(paper: Paper) -> str:
    if not paper.here:
        return "isinya di komputer lain"
    return f"{max(1, round(paper.size / _KB))} KB"


def _files(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
