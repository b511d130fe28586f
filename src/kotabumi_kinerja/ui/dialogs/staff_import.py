"""Importing staff: choose the workbook, see the verdict on each row, then take it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import mappings as staff_mappings
from kotabumi_kinerja.services.staff.importing import DryRun, Imported, Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.staff_import_columns import ask_columns
from kotabumi_kinerja.ui.dialogs.staff_import_detail import Detail
from kotabumi_kinerja.ui.dialogs.staff_import_missing import MissingDialog
from kotabumi_kinerja.ui.dialogs.staff_import_rows import (
    Choosing,
    VerdictList,
    VerdictRow,
    spec,
)
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListView
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    Banners,
    Notice,
    Step,
    button,
    col,
    label,
    row,
    without_arguments,
)
from kotabumi_kinerja.ui.widgets.chips import figures

WORKBOOKS: Final = "Buku kerja (*.xlsx *.xlsm *.xls *.ods *.csv);;Semua berkas (*)"
_BUSY: Final = "mengimpor"


@dataclass(frozen=True, slots=True)
class Again:
    """How the dry run is to be made anew: with these columns, and what an empty cell does."""

    mapping: Mapping[str, str]
    erase: bool


class StaffImportDialog(Dialog):
    """The verdict on each row; nothing is saved before the button with the number is pressed.

    Space ticks and unticks the chosen rows, Enter saves. `again` is set when the user wants
    the dry run anew with other columns; the dialog then ends as rejected.
    """

    def __init__(
        self,
        face: Face,
        run: DryRun,
        parent: QWidget | None = None,
        *,
        rows: VerdictList | None = None,
        erase: bool = False,
    ) -> None:
        super().__init__(parent)
        self._face, self._run = face, run
        self.again: Again | None = None
        self.columns_wanted = False
        self.choosing = Choosing()
        self._rows = rows or VerdictList(run)
        self.setWindowTitle("Impor pegawai")
        self.setAccessibleName("Impor pegawai")
        self.resize(1230, 640)
        kit = face.kit
        self.list: ListView[VerdictRow] = ListView(
            kit, spec(self.choosing.takes), self._rows, face.memory
        )
        self.detail = Detail(kit, self.choosing, self._chosen)
        self.banners = Banners(kit)
        self.columns = button(kit, "Atur kolom…", "", "column_triple", run=self._ask_columns)
        self.erase = QCheckBox("Sel kosong mengosongkan isian")
        self.erase.setChecked(erase)
        self.erase.toggled.connect(self._set_erase)
        words = f"{figures(len(run.missing))} tidak ada dalam berkas…"
        self.missing = button(kit, words, "quiet", run=self._show_missing)
        self.missing.setVisible(bool(run.missing))
        self.keep = button(
            kit, "Simpan baris yang ditolak…", "", "document_table", run=self._save_refused
        )
        self.keep.setVisible(run.counts()[Outcome.REFUSED] > 0)
        self.told = label("", "label")
        self.cancel = button(kit, "Batal", run=self.reject)
        self.take = button(kit, "", "primary", run=self.accept)
        title = label("Uji coba impor: belum ada yang disimpan", "title")
        self.setLayout(
            col(
                row(
                    (col(title, label(_source(run), "caption"), gap=0), 1),
                    self.erase,
                    self.columns,
                    gap=12,
                ),
                (row((self.list, 1), self.detail, gap=10), 1),
                self.banners,
                row(self.keep, self.missing, None, self.told, 4, self.cancel, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self._connect()
        self._count()
        self.list.step(1)
        self._show_current()
        self.list.table.setFocus()

    def _connect(self) -> None:
        table = self.list.table
        self.list.current_changed.connect(without_arguments(self._show_current))
        table.clicked.connect(self._clicked)
        for keys, run in (("Space", self.toggle), ("Return", self._enter), ("Enter", self._enter)):
            made = QShortcut(QKeySequence(keys), table)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(run)
        self.list.add_row_action("Simpan atau lewati baris", self.toggle)

    def toggle(self) -> None:
        """Tick the chosen rows, or untick them when all are ticked."""
        chosen, query = self.list.table.chosen_rows(), self.list.query
        if len(chosen) == self.list.model.rowCount():
            verdicts = [r.verdict for r in self._rows.page(query, None, 0, len(chosen))]
        else:
            found = (self.list.model.row(at) for at in chosen)
            verdicts = [r.verdict for r in found if r is not None]
        on = not all(self.choosing.takes(v) for v in verdicts if self._open(v.outcome))
        for verdict in verdicts:
            self.choosing.take(verdict, on=on)
        self._chosen()
        self._show_current()

    def _open(self, outcome: Outcome) -> bool:
        return outcome not in {Outcome.REFUSED, Outcome.SAME}

    def _clicked(self, index: QModelIndex) -> None:
        if self.list.model.columns[index.column()].title == "Simpan":
            self.toggle()

    def _enter(self) -> None:
        if self.take.isEnabled() and self.take.isVisibleTo(self):
            self.take.click()

    def _chosen(self) -> None:
        self.list.refresh()
        self._count()
        self._offer_repair()

    def _show_current(self) -> None:
        found = self.list.current_row()
        self.detail.show_verdict(found.verdict if found else None)
        self._offer_repair()

    def _offer_repair(self) -> None:
        """A ruined NIP is repaired only when the user says so."""
        found = self.list.current_row()
        self.banners.clear()
        if found is None or found.verdict.outcome is not Outcome.REPAIRED:
            return
        verdict = found.verdict
        taken = self.choosing.takes(verdict)
        finding = verdict.findings[0]
        said = sentence(finding.code, finding.fields).removesuffix(f" {finding.code}")
        words, icon = ("Lewati baris", "dismiss") if taken else ("Setujui perbaikan", "checkmark")
        self.banners.add(
            Notice(
                "good" if taken else "warn",
                f"{verdict.name}:",
                said,
                finding.code,
                Step(words, self.toggle, icon),
                key="repair",
            )
        )

    def _count(self) -> None:
        run, choices = self._run, self.choosing.choices
        counts = run.counts()
        taken = sum(choices.takes(v) for v in run.verdicts)
        waiting = sum(v.outcome is Outcome.REPAIRED and not choices.takes(v) for v in run.verdicts)
        warned = sum(v.warned and choices.takes(v) for v in run.verdicts)
        parts = [f"{taken} baris akan disimpan"]
        parts += [f"{waiting} menunggu persetujuan"] if waiting else []
        parts += [f"{counts[Outcome.REFUSED]} ditolak"]
        parts += [f"{warned} dengan peringatan"] if warned else []
        self.told.setText(f"{', '.join(parts)}. Dapat diurungkan.")
        self.take.setText(f"Impor {taken} baris")
        self.take.setEnabled(taken > 0)
        possible = any(self._open(v.outcome) for v in run.verdicts)
        self.take.setVisible(possible)
        (self.take if possible else self.cancel).setDefault(True)

    def _set_erase(self, on: bool) -> None:  # noqa: FBT001  # what the signal sends
        self.again = Again({}, on)
        self.reject()

    def _ask_columns(self) -> None:
        self.columns_wanted = True
        self.reject()

    def _show_missing(self) -> None:
        MissingDialog(self._face.kit, self._run, self._face.memory, self).exec()

    def _save_refused(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Simpan baris yang ditolak",
            f"ditolak-{Path(self._run.file).stem}.xlsx",
            "Excel (*.xlsx)",
        )
        if name:
            count = staff_import.write_refused(self._run, Path(name), sentence)
            text = f"{count} baris ditolak disimpan ke {Path(name).name}."
            self.banners.add(
                Notice("good", text, "Perbaiki di Excel, lalu impor berkas itu.", key="kept")
            )


def import_staff(face: Face, work: Workspace, parent: QWidget, path: Path | None = None) -> None:
    """Ask for a workbook (unless `path` is given), show the dry run, take it in when agreed.

    Refused KK-178 while another import runs in this window.
    """
    window = parent.window()
    if window.property(_BUSY):
        raise Refused("KK-178")
    if path is None:
        name, _ = QFileDialog.getOpenFileName(parent, "Impor pegawai", "", WORKBOOKS)
        if not name:
            return
        path = Path(name)
    window.setProperty(_BUSY, "ya")
    _Import(face, work, parent, path, lambda: window.setProperty(_BUSY, "")).look(
        Again({}, erase=False)
    )


class _Import:
    """One import from file to register; `end` is called once, however it ends."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        parent: QWidget,
        path: Path,
        end: Callable[[], object],
    ) -> None:
        self._face, self._work, self._parent, self._path = face, work, parent, path
        self._end = end

    def look(self, how: Again) -> None:
        """The dry run, in a thread; then the dialog."""
        self._face.jobs.run(
            "Memeriksa berkas",
            lambda p: _looked(
                staff_import.dry_run(
                    self._work, self._path, p, mapping=how.mapping, erase=how.erase
                )
            ),
            lambda found: self._show(*found, how),
            self._not_read,
        )

    def _not_read(self, error: BaseException) -> None:
        if isinstance(error, Refused) and error.code in {"KK-157", "KK-158"}:
            # The columns are not known: the user may say which is which.
            self._face.jobs.run(
                "Membaca kolom",
                lambda _p: staff_mappings.proposals(self._work, self._path),
                lambda found: self._columns(found, Again({}, erase=False), error),
                self._failed,
            )
            return
        self._failed(error)

    def _columns(
        self, found: tuple[staff_mappings.Proposal, ...], how: Again, error: Refused | None
    ) -> None:
        if not found and error is not None:
            self._failed(error)
            return
        mapping = ask_columns(self._face.kit, self._work, found, self._parent)
        if mapping is not None:
            self.look(Again(mapping, how.erase))
        elif error is None:
            self.look(how)
        else:
            self._failed(error)

    def _show(self, run: DryRun, rows: VerdictList, how: Again) -> None:
        dialog = StaffImportDialog(self._face, run, self._parent, rows=rows, erase=how.erase)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        again, columns, choices = dialog.again, dialog.columns_wanted, dialog.choosing.choices
        dialog.deleteLater()
        if accepted:
            self._face.jobs.run(
                "Mengimpor pegawai",
                lambda p: staff_import.apply(self._work, run, p, choices),
                self._done,
                self._failed,
            )
        elif again is not None:
            self.look(Again(how.mapping, again.erase))
        elif columns:
            self._face.jobs.run(
                "Membaca kolom",
                lambda _p: staff_mappings.proposals(self._work, self._path),
                lambda found: self._columns(found, how, None),
                self._failed,
            )
        else:
            self._end()

    def _done(self, result: Imported) -> None:
        self._end()
        parts = [f"{result.new} pegawai baru", f"{result.changed} berubah"]
        parts += [f"{result.repaired} diperbaiki"] if result.repaired else []
        parts += [f"{result.left} dilewati"] if result.left else []
        self._face.done(f"{', '.join(parts)}, {result.refused} ditolak")

    def _failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, Refused):
            self._face.refused(error)
        elif not isinstance(error, Cancelled):
            raise error


def _looked(run: DryRun) -> tuple[DryRun, VerdictList]:
    """The rows are made in the thread, too: 8,000 take longer than the window may stand still."""
    return run, VerdictList(run)


def _source(run: DryRun) -> str:
    table = run.tables[0]
    text = f"{run.file}, lembar {table.sheet.name}, judul kolom di baris {table.heading_row}"
    if len(run.tables) > 1:
        text += f", dan {len(run.tables) - 1} lembar lain"
    guessed = [heading for t in run.tables for heading in t.guessed]
    if guessed:
        text += f". Kolom yang diduga: {', '.join(guessed)}. Periksa di Atur kolom"
    return text
