"""What can be done in the grid of the staff list: fill, paste, change many, join, take back."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import many as staff_bulk
from kotabumi_kinerja.services.staff.listing import StaffRow
from kotabumi_kinerja.services.staff.many import LABELS, Planned, Wish
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.bulk_edit import bulk_edit
from kotabumi_kinerja.ui.dialogs.join_people import join_people
from kotabumi_kinerja.ui.dialogs.paste_preview import confirm
from kotabumi_kinerja.ui.dialogs.plans_state import Question, StateDialog
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_tools import Block, Landed
from kotabumi_kinerja.ui.list_view import ListView
from kotabumi_kinerja.ui.widgets.chips import figures

_MANY = 2000
"""More cells than this are judged by a job."""


class Grid:
    """The habits of the grid; `chosen` and `list` are those of the tab."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget) -> None:
        self._face, self._work, self._parent = face, work, parent
        self.dialog: StateDialog | None = None

    def attach(self, view: ListView[StaffRow]) -> None:
        """Puts its entries into the menu of the row."""
        self._view = view
        view.add_row_action("Isi ke bawah\tCtrl+D", view.fill)
        view.add_row_action("Ubah banyak…", self.change_many)
        view.add_row_action("Gabungkan data ganda…", self.join)
        view.add_row_action("Hapus data keliru…", self.remove)

    def edit(self, row: StaffRow, field: str, text: str) -> None:
        """One cell. Refused with the field's own reason."""
        staff.edit(self._work, row.id, field, text)
        label = LABELS.get(field, field)
        self._face.done(f"{label[:1].upper()}{label[1:]} {row.name} diubah")

    def fill(self, column: Column[Any], ids: Sequence[Id], text: str) -> None:
        """Ctrl+D: at once when it fits everybody, else what does not fit is shown first."""
        planned = staff_bulk.preview(self._work, ids, column.field, text)
        if any(cell.code for cell in planned):
            self._confirm(f"Isi {column.title} ke bawah", planned)
            return
        count = staff_bulk.apply(self._work, planned)
        if count:
            self._face.done(f"{column.title} {figures(count)} pegawai diisi '{text}'")

    def paste(self, block: Block) -> None:
        """A block from Excel: what lands where is looked at before anything is written."""
        wishes = [
            Wish(cell.row.id, cell.column.field or cell.column.title, cell.text)
            for cell in block.cells
            if cell.column.field or not _same(cell)
        ]
        if not wishes:
            raise Refused("KK-195")
        title = f"Tempel {figures(len(wishes))} isian"
        if len(wishes) < _MANY:
            self._confirm(title, staff_bulk.preview_cells(self._work, wishes), remarks(block))
            return
        self._face.jobs.run(
            "Memeriksa isian",
            lambda progress: staff_bulk.preview_cells(self._work, wishes, progress),
            lambda planned: self._confirm(title, planned, remarks(block)),
        )

    def change_many(self) -> None:
        """'Ubah banyak…': the field of the current column is proposed."""
        ids = self._view.selected()
        if ids:
            at = self._view.table.currentIndex().column()
            field = self._view.model.columns[at].field if at >= 0 else ""
            bulk_edit(self._face, self._work, ids, self._parent, field)

    def join(self) -> None:
        """Two chosen people, or the doubles that the program finds."""
        chosen = self._view.selected()
        pair = (chosen[0], chosen[1]) if len(chosen) == 2 else None  # noqa: PLR2004  # a pair
        kept = join_people(self._face, self._work, self._parent, pair)
        if kept is not None:
            self._view.select(kept)

    def remove(self) -> None:
        """Somebody entered by mistake; who leaves is recorded as leaving."""
        ids = self._view.selected()
        row = self._view.current_row()
        if not ids or row is None:
            return
        who = row.full_name if len(ids) == 1 else f"{figures(len(ids))} pegawai"
        question = Question(
            f"Hapus data {who}?",
            "Hanya untuk data yang keliru dimasukkan. Pegawai yang keluar dicatat keluar, bukan "
            "dihapus. Dapat diurungkan.",
            "Hapus data keliru",
        )
        self._ask(question, lambda _text: self._remove(ids, who))

    def _remove(self, ids: Sequence[Id], who: str) -> None:
        staff_bulk.remove(self._work, ids)
        self._face.done(f"Data {who} dihapus")

    def _ask(self, question: Question, take: Callable[[str], object]) -> None:
        self.dialog = StateDialog(self._face.kit, question, None, take, self._parent)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _confirm(self, title: str, planned: Sequence[Planned], said: Sequence[str] = ()) -> None:
        confirm(self._face, self._work, self._parent, title, planned, said)


def remarks(block: Block) -> list[str]:
    """Sentences about what has no place in the list."""
    said: list[str] = []
    if block.rows_beyond:
        said.append(sentence("KK-192", {"count": block.rows_beyond}))
    if block.columns_beyond:
        said.append(sentence("KK-193", {"count": block.columns_beyond}))
    if block.unknown:
        said.append(sentence("KK-194", {"titles": ", ".join(block.unknown)}))
    return said


def _same(cell: Landed) -> bool:
    """Whether a cell that cannot be written holds what stands there already."""
    shown = cell.column.shown(cell.row)
    return cell.text.replace(" ", "").casefold() == shown.replace(" ", "").casefold()
