"""Importing staff: choose the workbook, see the verdict on each row, then take it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import staff_import
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.staff_import import DryRun, Imported, Outcome, Verdict
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Change, Column
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.widgets import EmptyText, button, col, label, row, without_arguments

WORKBOOKS: Final = "Buku kerja (*.xlsx *.xls *.ods *.csv);;Semua berkas (*)"
_ORDER: Final = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
_WORD: Final = {
    Outcome.NEW: "Baru",
    Outcome.CHANGED: "Berubah",
    Outcome.REFUSED: "Ditolak",
    Outcome.SAME: "Sama",
}


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One line of the dry run; `what` is the change, the reason, or who comes in."""

    id: Id
    anchor: Anchor
    verdict: Verdict
    what: Change
    code: str


class VerdictList:
    """The verdicts by page, refused first; filtered by outcome and by what is typed."""

    def __init__(self, run: DryRun) -> None:
        ordered = sorted(run.verdicts, key=lambda v: _ORDER.index(v.outcome))
        self._rows = [_row(run, n, v) for n, v in enumerate(ordered)]

    def count(self, query: Query) -> int:
        """How many rows `query` finds."""
        return len(self._found(query))

    def page(
        self, query: Query, after: Anchor | None, skip: int, size: int
    ) -> Sequence[VerdictRow]:
        """A stretch of them."""
        rows = self._found(query)
        start = 0
        if after is not None:
            start = next((n for n, r in enumerate(rows) if r.anchor == after), -1) + 1
        return rows[start + skip : start + skip + size]

    def _found(self, query: Query) -> list[VerdictRow]:
        words = query.text.casefold().split()
        return [
            r
            for r in self._rows
            if (not query.chip or r.verdict.outcome.value == query.chip)
            and all(w in f"{r.verdict.name} {r.verdict.nip}".casefold() for w in words)
        ]


class StaffImportDialog(QDialog):
    """The verdict on each row; nothing is saved before the button with the number is pressed."""

    def __init__(self, face: Face, run: DryRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face, self._run = face, run
        self.setWindowTitle("Impor pegawai dari SIASN")
        self.setAccessibleName("Impor pegawai dari SIASN")
        self.resize(1190, 600)
        kit = face.kit
        table = run.tables[0]
        source = f"{run.file}, lembar {table.sheet.name}, judul kolom di baris {table.heading_row}"
        self.list: ListView[VerdictRow] = ListView(kit, _spec(), VerdictList(run), face.memory)
        self._why = label("", "", "", wrap=True)
        self._why.setMinimumHeight(40)
        counts = run.counts()
        taken = counts[Outcome.NEW] + counts[Outcome.CHANGED]
        warned = sum(v.warned for v in run.verdicts)
        told = f"{taken} baris akan disimpan, {counts[Outcome.REFUSED]} ditolak"
        told += (
            f", {warned} dengan peringatan. Dapat diurungkan." if warned else ". Dapat diurungkan."
        )
        self.keep = button(
            kit, "Simpan baris ditolak ke Excel…", "", "document_table", run=self._save_refused
        )
        self.keep.setVisible(counts[Outcome.REFUSED] > 0)
        cancel = button(kit, "Batal", run=self.reject)
        self.take = button(kit, f"Impor {taken} baris", "primary", run=self.accept)
        self.take.setVisible(taken > 0)
        (self.take if taken else cancel).setDefault(True)
        self.setLayout(
            col(
                col(
                    label("Uji coba impor: belum ada yang disimpan", "title"),
                    label(source, "caption"),
                    gap=0,
                ),
                (self.list, 1),
                self._why,
                row(self.keep, None, label(told, "label"), 4, cancel, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.list.current_changed.connect(without_arguments(self._explain))
        self.list.step(1)
        self._explain()

    def _explain(self) -> None:
        found = self.list.current_row()
        said = [sentence(f.code, f.fields) for f in found.verdict.findings] if found else []
        if found and not said and found.verdict.changes:
            said = [
                f"{c.field}: {c.old or '–'} menjadi {c.new or '–'}" for c in found.verdict.changes
            ]
        self._why.setText("\n".join(said))

    def _save_refused(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Simpan baris ditolak",
            f"ditolak-{Path(self._run.file).stem}.xlsx",
            "Excel (*.xlsx)",
        )
        if name:
            count = staff_import.write_refused(self._run, Path(name), sentence)
            self._why.setText(f"{count} baris ditolak disimpan ke {Path(name).name}.")


def import_staff(face: Face, work: Workspace, parent: QWidget, path: Path | None = None) -> None:
    """Ask for a workbook (unless `path` is given), show the dry run, take it in when agreed."""
    if path is None:
        name, _ = QFileDialog.getOpenFileName(parent, "Impor pegawai", "", WORKBOOKS)
        if not name:
            return
        path = Path(name)
    chosen = path

    def agreed(run: DryRun) -> None:
        dialog = StaffImportDialog(face, run, parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            face.jobs.run("Mengimpor pegawai", lambda p: staff_import.apply(work, run, p), done)

    def done(result: Imported) -> None:
        face.done(f"{result.new} pegawai baru, {result.changed} berubah, {result.refused} ditolak")

    face.jobs.run("Memeriksa berkas", lambda p: staff_import.dry_run(work, chosen, p), agreed)


def _row(run: DryRun, number: int, verdict: Verdict) -> VerdictRow:
    if verdict.outcome is Outcome.REFUSED or (verdict.findings and not verdict.changes):
        first = verdict.findings[0]
        what = Change("", "", sentence(first.code, first.fields).removesuffix(f" {first.code}"))
        code = first.code
    elif verdict.changes:
        first_change = verdict.changes[0]
        what = Change(first_change.field, first_change.old, first_change.new)
        code = f"+ {len(verdict.changes) - 1} kolom" if len(verdict.changes) > 1 else ""
    elif verdict.outcome is Outcome.NEW:
        held = run.judged[verdict.sheet, verdict.row].employment
        words = (held["post"], held["golongan"], held["status"])
        what, code = Change("", "", ", ".join(str(w) for w in words if w)), ""
    else:
        what, code = Change("Tidak ada perubahan", "", ""), ""
    key = number.to_bytes(16, "big")
    return VerdictRow(key, (number, key), verdict, what, code)


def _spec() -> ListSpec[VerdictRow]:
    return ListSpec(
        name="staff-import",
        noun="baris",
        hint="Cari di berkas ini",
        columns=(
            Column(
                "Keputusan",
                lambda r: r.verdict.outcome.value,
                text=lambda r: _WORD[r.verdict.outcome],
                kind="verdict",
                width=116,
            ),
            Column("Baris", lambda r: r.verdict.row, kind="number", align="right", width=56),
            Column("NIP", lambda r: r.verdict.nip, kind="nip", width=172),
            Column("Nama", lambda r: r.verdict.name, width=184),
            Column(
                "Perubahan: lama dan baru", lambda r: r.what, kind="change", width=380, stretch=True
            ),
            Column("Catatan", lambda r: r.code, kind="soft", width=96),
        ),
        chips=(
            FilterChip("", "Semua"),
            FilterChip("refused", "Ditolak", "prohibited", "bad"),
            FilterChip("changed", "Berubah", "edit", "note"),
            FilterChip("new", "Baru", "add_circle", "good"),
            FilterChip("same", "Sama", "equal_circle"),
        ),
        empty=EmptyText("document_table", "Tidak ada baris", "Berkas ini tidak berisi pegawai."),
        search_width=200,
    )
