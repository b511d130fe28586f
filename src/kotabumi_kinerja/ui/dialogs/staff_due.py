"""Who retires, whose contract ends, who may rise, whose salary steps up, within so many months."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.due import DueKind, DueLine, DueList
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import EmptyText, button, col, combo, label, row

_KINDS: Final = list(DueKind)
_USUAL: Final = 12


@dataclass(frozen=True, slots=True)
class DueRow:
    """One person in the list; `anchor` is the place by day."""

    id: Id
    anchor: Anchor
    line: DueLine


class DueRows:
    """The lines that were worked out last, found by what is typed; by day, the nearest first."""

    def __init__(self) -> None:
        self._rows: Sequence[DueRow] = ()

    def show(self, lines: Sequence[DueLine]) -> None:
        """Another list."""
        self._rows = [DueRow(x.person, (at,), x) for at, x in enumerate(lines)]

    def count(self, query: Query) -> int:
        """How many `query` finds."""
        return len(self._found(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[DueRow]:
        """A stretch of them."""
        rows = self._found(query)
        start = 0
        if after is not None:
            start = 1 + next(at for at, r in enumerate(rows) if r.anchor == after)
        return rows[start + skip : start + skip + size]

    def _found(self, query: Query) -> Sequence[DueRow]:
        words = query.text.casefold().split()
        if not words:
            return self._rows
        return [
            r
            for r in self._rows
            if all(w in f"{r.line.name} {r.line.nip} {r.line.unit}".casefold() for w in words)
        ]


class DueDialog(Dialog):
    """The list with its kind and its horizon; worked out in a job."""

    def __init__(self, face: Face, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face, self._due = face, DueList(work)
        self._rows = DueRows()
        self._asked = (DueKind.RETIREMENT, _USUAL)
        kit = face.kit
        self.setWindowTitle("Jatuh tempo pegawai")
        self.setAccessibleName("Jatuh tempo pegawai")
        self.resize(1100, 600)
        self.kind = combo([k.label for k in _KINDS], "Apa yang jatuh tempo")
        months = self._due.months()
        self.months = combo([f"{n} bulan ke depan" for n in months], "Jangka")
        self.months.setCurrentIndex(months.index(_USUAL) if _USUAL in months else 0)
        self.list: ListView[DueRow] = ListView(
            kit, _spec(), self._rows, face.memory, left=(self.kind, self.months)
        )
        self.note = label("", "caption", "note", wrap=True)
        self.kind.currentIndexChanged.connect(self.look)
        self.months.currentIndexChanged.connect(self.look)
        close = button(kit, "Tutup", "primary", run=self.accept)
        self.setLayout(
            col(
                label("Jatuh tempo pegawai", "title"),
                self.list.toolbar,
                (self.list, 1),
                row((self.note, 1), close, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.look()

    def look(self) -> None:
        """Works the chosen list out."""
        kind = _KINDS[self.kind.currentIndex()]
        months = self._due.months()[self.months.currentIndex()]
        self._asked = (kind, months)
        self._face.jobs.run(
            "Menghitung jatuh tempo",
            lambda _progress: self._due.lines(months, kind),
            lambda lines: self._show((kind, months), lines),
        )

    def _show(self, asked: tuple[DueKind, int], lines: Sequence[DueLine]) -> None:
        """The answer to the last question; one to an earlier question comes to nothing."""
        if asked != self._asked:
            return
        self._rows.show(lines)
        self.list.refresh()
        rules = dict.fromkeys(
            f"{x.hint.source}{f' ({x.hint.note})' if x.hint.note else ''}" for x in lines
        )
        self.note.setText("; ".join(r for r in rules if r))


def show_due(face: Face, work: Workspace, parent: QWidget) -> None:
    """Opens the list."""
    DueDialog(face, work, parent).exec()


def _spec() -> ListSpec[DueRow]:
    return ListSpec(
        name="staff-due",
        noun="pegawai",
        hint="Nama, NIP, atau unit",
        columns=(
            Column("Tanggal", lambda r: show_date(r.line.hint.day), width=140),
            Column("Nama", lambda r: r.line.name, kind="strong", width=210),
            Column("NIP", lambda r: r.line.nip, kind="nip", width=164),
            Column("Apa", lambda r: r.line.hint.what, width=190),
            Column("Alasan", lambda r: r.line.hint.why, kind="soft", width=260, stretch=True),
            Column("Unit", lambda r: r.line.unit, width=200, hidden=True),
        ),
        empty=EmptyText("calendar_clock", "Tidak ada yang jatuh tempo", "Pilih jangka lain."),
    )
