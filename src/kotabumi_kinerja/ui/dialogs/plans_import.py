"""The trial of an import of plans: a verdict for each person, nothing saved before the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.plans import Outcome, PlanRun, PlanVerdict
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.widgets import EmptyText, button, col, label, row

_WORDS: Final = {
    Outcome.REFUSED: "Ditolak",
    Outcome.CHANGED: "Berubah",
    Outcome.NEW: "Baru",
    Outcome.SAME: "Sama",
}
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
        return f"{words}; draf diganti" if verdict.outcome is Outcome.CHANGED else words

    @property
    def notes(self) -> str:
        return " ".join(sentence(f.code, f.fields) for f in self.verdict.findings)


class _Lines:
    """The verdicts, refused first, same last; found by name, NIP and note."""

    def __init__(self, run: PlanRun) -> None:
        order = list(_WORDS)
        ranked = sorted(run.verdicts, key=lambda v: (order.index(v.outcome), v.rows[0]))
        self._lines = [
            _Line(at.to_bytes(4), (at, at.to_bytes(4)), verdict)
            for at, verdict in enumerate(ranked)
        ]

    def count(self, query: Query) -> int:
        return len(self._found(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[_Line]:
        lines = self._found(query)
        at = next((n for n, line in enumerate(lines) if line.anchor == after), -1)
        start = (at + 1 if after is not None else 0) + skip
        return lines[start : start + size]

    def _found(self, query: Query) -> list[_Line]:
        text = query.text.casefold()
        return [
            line
            for line in self._lines
            if query.chip in ("", line.verdict.outcome.value)
            and text in f"{line.verdict.name} {line.verdict.nip} {line.notes}".casefold()
        ]


class PlansImportDialog(QDialog):
    """Shows a dry run; the last button calls `take` and closes the dialog."""

    def __init__(
        self,
        kit: Kit,
        memory: Memory,
        run: PlanRun,
        take: Callable[[PlanRun], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run, self._take = run, take
        title = f"Uji coba impor SKP {run.year}: belum ada yang disimpan"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(1190, 600)
        self.list = ListView(kit, _spec(), _Lines(run), memory)
        self.save = button(kit, self._verb(), "primary", run=self._save)
        self.save.setDefault(True)
        self.save.setEnabled(self._taken() > 0)
        if not self._taken():
            self.save.setToolTip("Tidak ada SKP yang baru atau berubah")
        cancel = button(kit, "Batal", run=self.reject)
        self.keep = button(
            kit, "Simpan baris ditolak ke Excel…", "", "document_table", run=self._save_refused
        )
        self.keep.setVisible(run.counts()[Outcome.REFUSED] > 0)
        told = label(self.summary(), "label")
        feet = row(self.keep, None, told, 4, cancel, self.save, gap=8)
        self.why = label("", wrap=True)
        top = col(label(title, "title"), label(self._about(), "caption", wrap=True), gap=0)
        self.setLayout(col(top, (self.list, 1), self.why, feet, gap=10, pad=(16, 14, 16, 14)))
        self.list.current_changed.connect(self._explain)
        self.list.step(1)
        self.list.table.setFocus()

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
        line = self.list.current_row()
        self.why.setText(line.notes if line is not None else "")

    def _about(self) -> str:
        parts = [self._run.file]
        if self._run.realised:
            parts.append("kolom realisasi, bukti dukung, dan umpan balik tidak ikut diimpor")
        if self._run.unplaced:
            rows = ", ".join(str(number) for number in self._run.unplaced[:10])
            more = "…" if len(self._run.unplaced) > 10 else ""  # noqa: PLR2004  # enough to find them
            parts.append(f"baris tanpa pegawai atau RHK dilewati: {rows}{more}")
        return "; ".join(parts)

    def _taken(self) -> int:
        counts = self._run.counts()
        return counts[Outcome.NEW] + counts[Outcome.CHANGED]

    def _verb(self) -> str:
        return f"Impor {self._taken()} SKP"

    def _save(self) -> None:
        self._take(self._run)
        self.accept()


def _spec() -> ListSpec[_Line]:
    columns: tuple[Column[_Line], ...] = (
        Column(
            "Keputusan",
            lambda x: x.verdict.outcome.value,
            text=lambda x: _WORDS[x.verdict.outcome],
            width=116,
            kind="verdict",
        ),
        Column("Baris", lambda x: x.rows, width=72, align="right"),
        Column("NIP", lambda x: x.verdict.nip, width=172, kind="nip"),
        Column("Nama", lambda x: x.verdict.name or "Tidak terdaftar", width=220),
        Column("Isi", lambda x: x.content, width=200, kind="soft"),
        Column("Catatan", lambda x: x.notes, width=240, stretch=True),
    )
    empty = EmptyText("document_table", "Berkas tidak berisi SKP", "Pilih berkas lain.")
    return ListSpec("plans_import", "orang", "Nama, NIP, catatan", columns, empty, _CHIPS)
