"""What a pasted block, or one value for many, would change: looked at before it is written."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.staff import many as staff_bulk
from kotabumi_kinerja.services.staff.many import Planned
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Change, Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    EmptyText,
    button,
    col,
    hold,
    label,
    row,
    without_arguments,
)
from kotabumi_kinerja.ui.widgets.chips import FilterChip, figures

_CHIPS: Final = (
    FilterChip("", "Semua"),
    FilterChip("changed", "Berubah"),
    FilterChip("refused", "Tidak dapat dipakai", "error_circle", "bad"),
    FilterChip("same", "Tetap"),
)
_WORD: Final[Mapping[str, str]] = {
    "changed": "Berubah",
    "refused": "Tidak dipakai",
    "same": "Tetap",
}


class Cells:
    """The planned cells in memory, what is refused first; a `Source` of lists."""

    def __init__(self, planned: Sequence[Planned] = ()) -> None:
        order = ("refused", "changed", "same")
        self.rows = sorted(planned, key=lambda cell: order.index(cell.outcome))
        self._found: dict[Query, list[Planned]] = {}

    def count(self, query: Query) -> int:
        """How many pass."""
        return len(self._matching(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[Planned]:
        """A stretch of them."""
        rows = self._matching(query)
        start = skip
        if after is not None:
            start += 1 + next(n for n, cell in enumerate(rows) if cell.anchor == after)
        return rows[start : start + size]

    def _matching(self, query: Query) -> list[Planned]:
        asked = Query(query.text, query.chip)
        if asked not in self._found:
            words = query.text.casefold().split()
            self._found[asked] = [
                cell
                for cell in self.rows
                if query.chip in {"", cell.outcome}
                and all(word in f"{cell.name} {cell.nip}".casefold() for word in words)
            ]
        return self._found[asked]


class PlannedDialog(Dialog):
    """Old and new of each cell, wrong ones with their sentence; nothing is written before."""

    def __init__(  # noqa: PLR0913, PLR0917  # what is asked, in words
        self,
        face: Face,
        work: Workspace,
        title: str,
        planned: Sequence[Planned],
        remarks: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._planned = work, planned
        self.count = 0
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(900, 560)
        kit = face.kit
        self.list: ListView[Planned] = ListView(kit, _spec(), Cells(planned), face.memory)
        wanted = [cell for cell in planned if cell.outcome == "changed"]
        people = len({cell.person for cell in wanted})
        refused = sum(cell.outcome == "refused" for cell in planned)
        said = [f"{figures(len(wanted))} isian pada {figures(people)} pegawai akan berubah."]
        if refused:
            said.append(f"{figures(refused)} tidak dapat dipakai dan dibiarkan seperti semula.")
        said.append("Dapat diurungkan sekaligus.")
        self.take = button(
            kit, f"Ubah {figures(len(wanted))} isian", "primary", run=self.accept_now
        )
        self.take.setDefault(True)
        self.take.setEnabled(bool(wanted))
        self._reason = label("", "", "bad", wrap=True)
        self.list.current_changed.connect(without_arguments(self._explain))
        warned = [label(text, "", "warn", wrap=True) for text in remarks]
        cancel = button(kit, "Batal", run=self.reject)
        self.setLayout(
            col(
                label(title, "title", wrap=True),
                label(" ".join(said), wrap=True),
                *warned,
                (hold(col(self.list)), 1),
                self._reason,
                row(None, cancel, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.list.step(1)
        self._explain()
        self.list.table.setFocus()

    def reason(self) -> str:
        """Why the current cell cannot be used, '' when it can."""
        return self._reason.text()

    def _explain(self) -> None:
        cell = self.list.current_row()
        self._reason.setText(_why(cell) if cell is not None else "")
        self._reason.setVisible(bool(self._reason.text()))

    def accept_now(self) -> None:
        """The filled button: all cells as one step."""
        self.count = staff_bulk.apply(self._work, self._planned)
        self.accept()


def confirm(  # noqa: PLR0913, PLR0917  # what is asked, in words
    face: Face,
    work: Workspace,
    parent: QWidget,
    title: str,
    planned: Sequence[Planned],
    remarks: Sequence[str] = (),
) -> int:
    """Show the plan, write it when confirmed; how many cells were written."""
    dialog = PlannedDialog(face, work, title, planned, remarks, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return 0
    people = len({cell.person for cell in planned if cell.outcome == "changed"})
    face.done(f"{figures(dialog.count)} isian {figures(people)} pegawai diubah")
    return dialog.count


def _why(cell: Planned) -> str:
    return sentence(cell.code, cell.fields) if cell.code else ""


def _spec() -> ListSpec[Planned]:
    columns: tuple[Column[Planned], ...] = (
        Column("Pegawai", lambda c: c.name, kind="strong", width=190),
        Column(
            "",
            lambda c: c.outcome,
            text=lambda c: _WORD[c.outcome],
            kind="verdict",
            width=128,
        ),
        Column(
            "Perubahan",
            lambda c: Change(c.label[:1].upper() + c.label[1:], c.old or "–", c.new or "–"),
            kind="change",
            width=280,
        ),
        Column("Alasan", _why, kind="soft", width=240, stretch=True),
    )
    return ListSpec(
        "planned",
        "isian",
        "Nama atau NIP",
        columns,
        EmptyText(
            "people", "Tidak ada yang berubah", "Isian yang ditempel sama dengan data sekarang."
        ),
        chips=_CHIPS,
        search_width=170,
    )
