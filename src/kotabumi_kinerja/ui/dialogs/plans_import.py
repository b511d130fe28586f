"""The trial of an import of plans: a verdict for each person, nothing saved before the end."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.found import Found
from kotabumi_kinerja.services.listing import Anchor
from kotabumi_kinerja.services.plans import Outcome, PlanRun, PlanVerdict
from kotabumi_kinerja.services.plans.taking import PlanChange
from kotabumi_kinerja.ui.columns import Change, Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    ChangeLine,
    EmptyText,
    button,
    col,
    hold,
    label,
    pane,
    row,
    scroll,
    without_arguments,
)

_WORDS: Final = {
    Outcome.REFUSED: "Ditolak",
    Outcome.CHANGED: "Berubah",
    Outcome.NEW: "Baru",
    Outcome.SAME: "Sama",
}
_OPEN: Final = frozenset({Outcome.NEW, Outcome.CHANGED})
_SHORT: Final = 30
"""Letters of old and new that fit beside each other."""
_CHIPS: Final = (
    FilterChip("", "Semua"),
    FilterChip("refused", "Ditolak", "prohibited", "bad"),
    FilterChip("changed", "Berubah", "edit", "note"),
    FilterChip("new", "Baru", "add_circle", "good"),
    FilterChip("same", "Sama", "equal_circle"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    id: Id
    anchor: Anchor
    verdict: PlanVerdict

    @property
    def rows(self) -> str:
        first, last = self.verdict.rows[0], self.verdict.rows[-1]
        return str(first) if first == last else f"{first}–{last}"

    @property
    def content(self) -> str:
        verdict = self.verdict
        words = f"{verdict.results} hasil, {verdict.indicators} indikator"
        return f"{words}; {len(verdict.changes)} berubah" if verdict.changes else words

    @property
    def words(self) -> str:
        """Found by name, NIP and note."""
        return f"{self.verdict.name} {self.verdict.nip} {self.notes}".casefold()

    def in_chip(self, chip: str) -> bool:
        """By its verdict."""
        return chip in ("", self.verdict.outcome.value)

    def sort_value(self, key: str) -> str:
        """What was refused stays first."""
        return key

    @property
    def notes(self) -> str:
        return " ".join(sentence(f.code, f.fields) for f in self.verdict.findings)


def _lines(run: PlanRun) -> list[_Line]:
    """The verdicts, refused first, same last."""
    order = list(_WORDS)
    ranked = sorted(run.verdicts, key=lambda v: (order.index(v.outcome), v.rows[0]))
    return [_Line(at.to_bytes(4), (at.to_bytes(4),), v) for at, v in enumerate(ranked)]


class PlansImportDialog(Dialog):
    """Shows a dry run; the last button calls `take` with what is ticked and closes the dialog.

    Space ticks and unticks the chosen people. `columns`, when given, is the way to say which
    column of the file is what; the dialog then closes.
    """

    def __init__(  # noqa: PLR0913  # what it shows, and what becomes of it
        self,
        kit: Kit,
        memory: Memory,
        run: PlanRun,
        take: Callable[[PlanRun], object],
        parent: QWidget | None = None,
        *,
        columns: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._run, self._take = kit, run, take
        self._left: set[str] = set()
        self._columns = columns
        title = f"Uji coba impor SKP {run.year}: belum ada yang disimpan"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(1300, 640)
        self.list = ListView(kit, _spec(self.takes), Found(_lines(run)), memory)
        self.save = button(kit, "", "primary", run=self._save)
        self.save.setDefault(True)
        cancel = button(kit, "Batal", run=self.reject)
        self.columns = button(kit, "Atur kolom…", "", "column_triple", run=self._ask_columns)
        self.columns.setVisible(columns is not None)
        self.keep = button(
            kit, "Simpan baris ditolak ke Excel…", "", "document_table", run=self._save_refused
        )
        self.keep.setVisible(run.counts()[Outcome.REFUSED] > 0)
        self._told = label("", "label")
        feet = row(self.keep, None, self._told, 4, cancel, self.save, gap=8)
        self.why = label("", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        body = hold(col(self.why, self._lines, None, gap=6, pad=(14, 12, 14, 12)))
        side = pane(col((scroll(body), 1), gap=0, pad=(1, 1, 1, 1)))
        side.setFixedWidth(330)
        words = col(label(title, "title"), label(self._about(), "caption", wrap=True), gap=0)
        self.setLayout(
            col(
                row((words, 1), self.columns, gap=12),
                (row((self.list, 1), side, gap=10), 1),
                feet,
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.list.current_changed.connect(without_arguments(self._explain))
        self.list.table.clicked.connect(self._clicked)
        space = QShortcut(QKeySequence("Space"), self.list.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.toggle)
        self.list.add_row_action("Simpan atau lewati", self.toggle)
        self._count()
        self.list.step(1)
        self._explain()
        self.list.table.setFocus()

    def takes(self, verdict: PlanVerdict) -> bool:
        """Whether this person's SKP would be saved."""
        return verdict.outcome in _OPEN and verdict.nip not in self._left

    def toggle(self) -> None:
        """Tick the chosen people, or untick them when all are ticked."""
        found = (self.list.model.row(at) for at in self.list.table.chosen_rows())
        open_ = [x.verdict for x in found if x is not None and x.verdict.outcome in _OPEN]
        on = not all(self.takes(verdict) for verdict in open_)
        for verdict in open_:
            (self._left.discard if on else self._left.add)(verdict.nip)
        self.list.refresh()
        self._count()

    def summary(self) -> str:
        """What the last button will do."""
        counts = self._run.counts()
        parts = [f"{self._taken()} SKP akan disimpan sebagai draf"]
        if counts[Outcome.SAME]:
            parts.append(f"{counts[Outcome.SAME]} sudah sama")
        if counts[Outcome.REFUSED]:
            parts.append(f"{counts[Outcome.REFUSED]} ditolak")
        return f"{', '.join(parts)}. Dapat diurungkan."

    def write_refused(self, path: Path) -> None:
        """The rows of the refused people as a workbook, with the reasons."""
        count = plans.write_refused(self._run, path, sentence)
        self.why.setText(f"{count} baris ditolak disimpan ke {path.name}.")

    def _count(self) -> None:
        taken = self._taken()
        self._told.setText(self.summary())
        self.save.setText(f"Impor {taken} SKP")
        self.save.setAccessibleName(f"Impor {taken} SKP")
        self.save.setEnabled(taken > 0)
        self.save.setToolTip("" if taken else "Tidak ada SKP baru atau berubah yang dipilih")

    def _clicked(self, index: QModelIndex) -> None:
        if self.list.model.columns[index.column()].title == "Simpan":
            self.toggle()

    def _ask_columns(self) -> None:
        self.reject()
        if self._columns is not None:
            self._columns()

    def _save_refused(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Simpan baris ditolak",
            f"ditolak-{Path(self._run.file).stem}.xlsx",
            "Excel (*.xlsx)",
        )
        if name:
            self.write_refused(Path(name))

    def _explain(self) -> None:
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        line = self.list.current_row()
        if line is None:
            self.why.setText("")
            return
        self.why.setText(line.notes or (line.verdict.name if not line.verdict.changes else ""))
        self.why.setVisible(bool(self.why.text()))
        where = ""
        for change in line.verdict.changes:
            if change.where != where:
                where = change.where
                self._lines.addWidget(label(where, "caption"))
            self._lines.addWidget(self._line(change))

    def _line(self, change: PlanChange) -> QWidget:
        """Old and new on one line, long ones below each other."""
        if len(change.old) + len(change.new) <= _SHORT:
            return ChangeLine(self._kit, Change(change.field, change.old, change.new))
        old = label(f"Lama: {change.old or 'kosong'}", "caption", wrap=True)
        new = label(f"Baru: {change.new or 'kosong'}", wrap=True)
        return hold(col(label(change.field, "label"), old, new, gap=0))

    def _about(self) -> str:
        parts = [self._run.file]
        guessed = [heading for table in self._run.tables for heading in table.guessed]
        if guessed:
            parts.append(f"kolom diduga: {', '.join(guessed)}")
        if self._run.realised:
            parts.append("kolom realisasi, bukti dukung, dan umpan balik tidak ikut diimpor")
        if self._run.unplaced:
            rows = ", ".join(str(number) for number in self._run.unplaced[:10])
            more = "…" if len(self._run.unplaced) > 10 else ""  # noqa: PLR2004  # enough to find them
            parts.append(f"baris tanpa pegawai atau RHK dilewati: {rows}{more}")
        return "; ".join(parts)

    def _taken(self) -> int:
        return sum(self.takes(verdict) for verdict in self._run.verdicts)

    def _save(self) -> None:
        self._take(self._run.without(self._left))
        self.accept()


def _spec(takes: Callable[[PlanVerdict], bool]) -> ListSpec[_Line]:
    def ticked(line: _Line) -> str:
        if line.verdict.outcome not in _OPEN:
            return ""
        return "Ya" if takes(line.verdict) else "Tidak"

    columns: tuple[Column[_Line], ...] = (
        Column(
            "Keputusan",
            lambda x: x.verdict.outcome.value,
            text=lambda x: _WORDS[x.verdict.outcome],
            width=104,
            kind="verdict",
        ),
        Column(
            "Simpan",
            ticked,
            width=64,
            kind="state",
            tone=lambda x: "good" if ticked(x) == "Ya" else "",
        ),
        Column("Baris", lambda x: x.rows, width=72, align="right"),
        Column("NIP", lambda x: x.verdict.nip, width=172, kind="nip"),
        Column("Nama", lambda x: x.verdict.name or "Tidak terdaftar", width=190),
        Column("Isi", lambda x: x.content, width=160, kind="soft"),
        Column("Catatan", lambda x: x.notes, width=110, stretch=True),
    )
    empty = EmptyText("document_table", "Berkas tidak berisi SKP", "Pilih berkas lain.")
    return ListSpec("plans_import", "orang", "Nama, NIP, catatan", columns, empty, _CHIPS)
