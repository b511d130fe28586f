"""What is done with whole plans: import, hand in, return, agree, head, moves, versions."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from kotabumi_kinerja.domain.completeness import may_submit
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.moves import Cause, Move
from kotabumi_kinerja.domain.plans import PlanState, Section
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import Extra, Head, PlanRun, PlansImported, PlanView, exporting
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_compare import CompareDialog
from kotabumi_kinerja.ui.dialogs.plans_export import ask_export
from kotabumi_kinerja.ui.dialogs.plans_head import HeadDialog
from kotabumi_kinerja.ui.dialogs.plans_import_steps import PlansImport
from kotabumi_kinerja.ui.dialogs.plans_moves import MovesDialog, MovesPlan
from kotabumi_kinerja.ui.dialogs.plans_state import Question, StateDialog, agree_dialog
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.targets.record import Record


class Doing:
    """Asks, then writes through `services.plans`; `done` shows the plan anew (None: the same)."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        record: Record,
        done: Callable[[Id | None], object],
        parent: QWidget,
    ) -> None:
        self._face, self._work, self._record = face, work, record
        self._done, self._parent = done, parent
        self.dialog: QDialog | None = None

    def forward(self) -> None:
        """Hand in a draft, or agree what was handed in; what is missing is shown first."""
        view = self._settled()
        if view is None or view.state is PlanState.AGREED:
            return
        if view.state is PlanState.SUBMITTED:
            self.ask_agree([view.id], f"Sepakati SKP {view.year} {view.full_name}?")
            return
        findings = plans.findings(self._work, view)
        if not may_submit(findings):
            error = Refused("KK-210", name=view.name, count=plans.missing(findings))
            self._face.refused(error, self._record.first_gap)
            self._record.first_gap()
            return
        question = Question(
            f"Ajukan SKP {view.year} {view.full_name}?",
            "SKP dikunci sampai penilai menyepakati atau mengembalikannya. Dapat diurungkan.",
            "Ajukan 1 SKP",
            [gap.text for gap in self._record.gaps if not gap.must],
        )
        self._question(question, None, lambda _: self._submit(view))

    def send_back(self) -> None:
        """Return what was handed in, with a note."""
        view = self._record.view
        if view is None:
            return
        question = Question(
            f"Kembalikan SKP {view.year} {view.full_name}?",
            "SKP menjadi draf lagi dan dapat diubah.",
            "Kembalikan 1 SKP",
        )
        field = ("Catatan", "", "Apa yang perlu diubah; boleh kosong")
        self._question(question, field, lambda note: self._send_back(view, note))

    def ask_agree(self, keys: list[Id], title: str) -> None:
        """The day of agreeing, then agrees what is complete."""
        text = "Penilai pada tanggal itu dan data pegawai disimpan bersamanya. Dapat diurungkan."
        if len(keys) > 1:
            text = f"Draf yang lengkap sekaligus diajukan; yang belum lengkap dilewati. {text}"
        question = Question(title, text, f"Sepakati {len(keys)} SKP")
        self.ask(
            agree_dialog(
                self._face.kit,
                question,
                self._work.today(),
                lambda on: self._agree(keys, on),
                self._parent,
            )
        )

    def edit_head(self) -> None:
        """Approach, form, days and sections."""
        view = self._settled()
        if view is not None:
            used = Section.SPECIAL in plans.sections(self._work)
            self.ask(
                HeadDialog(
                    self._face.kit,
                    view,
                    lambda head, special: self._write_head(view, head, special),
                    special=used,
                    parent=self._parent,
                )
            )

    def move(self) -> None:
        """Moves in the year and extra assignments."""
        view = self._settled()
        if view is None:
            return
        beside = plans.chains(plans.plans_of(self._work, view.person, view.year))
        does = MovesPlan(
            self._take,
            lambda day, cause: self._cut(view, day, cause),
            lambda extra: self._add(view, extra),
        )
        proposals = plans.proposals(self._work, view.person, view.year)
        self.ask(MovesDialog(self._face.kit, view, beside, proposals, does, self._parent))

    def new_version(self) -> None:
        """The reason, then a draft that copies the agreed plan."""
        view = self._record.view
        if view is None:
            return
        question = Question(
            f"Versi {view.version + 1} SKP {view.year} {view.full_name}",
            "Seluruh isi disalin menjadi draf. Versi yang disepakati tetap berlaku sampai draf "
            "itu disepakati. Dapat diurungkan.",
            "Buat versi baru",
        )
        field = ("Alasan", "", "Misalnya perubahan perjanjian kinerja; tersimpan bersama versi")
        self._question(question, field, lambda reason: self._new_version(view, reason))

    def compare(self) -> None:
        """Two versions side by side."""
        view = self._settled()
        if view is not None:
            self.ask(
                CompareDialog(
                    self._face.kit,
                    f"SKP {view.year} {view.full_name}",
                    plans.versions(self._work, view.id),
                    lambda one, two: plans.compare(self._work, one.id, two.id),
                    self._parent,
                )
            )

    def delete_draft(self) -> None:
        """Takes the draft away; the window's undo brings it back."""
        view = self._settled()
        if view is not None:
            plans.delete_draft(self._work, view.id)
            self._done(None)
            self._face.done(f"Draf SKP {view.name} dihapus")

    def export(self, people: Sequence[Id], year: int) -> None:
        """The plans of these people as a workbook; of one person the plan in hand."""
        keys, name = exporting.keys_in_force(self._work, year, people), str(year)
        view = self._settled()
        if len(people) == 1 and view is not None:
            keys, name = [view.id], f"{year} {view.name}"
        ask_export(self._face, self._work, self._parent, keys, name)

    def try_import(self, path: Path, year: int) -> None:
        """Judges a workbook beside the window, then shows the verdicts."""
        face, work = self._face, self._work
        PlansImport(face, work, self._parent, self.ask, self.take_import).start(path, year)

    def take_import(self, run: PlanRun) -> None:
        """Saves what was tried, beside the window."""
        self._face.jobs.run(
            "Menyimpan SKP",
            lambda progress: plans.apply(self._work, run, progress),
            self._imported,
        )

    def ask(self, dialog: QDialog) -> None:
        """Opens a dialog over the window."""
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ---- inside ----------------------------------------------------------------

    def _imported(self, done: PlansImported) -> None:
        self._done(None)
        refused = f", {done.refused} ditolak" if done.refused else ""
        self._face.done(f"{done.new + done.changed} SKP diimpor sebagai draf{refused}")

    def _settled(self) -> PlanView | None:
        """The plan at hand after everything half typed is written."""
        self._record.settle()
        return self._record.view

    def _question(
        self,
        question: Question,
        field: tuple[str, str, str] | None,
        take: Callable[[str], object],
    ) -> None:
        self.ask(StateDialog(self._face.kit, question, field, take, self._parent))

    def _submit(self, view: PlanView) -> None:
        plans.submit(self._work, [view.id])
        self._done(None)
        self._face.done(f"SKP {view.name} diajukan")

    def _send_back(self, view: PlanView, note: str) -> None:
        plans.send_back(self._work, view.id, note)
        self._done(None)
        self._face.done(f"SKP {view.name} dikembalikan")

    def _agree(self, keys: list[Id], on: date) -> None:
        done = plans.agree_ready(self._work, plans.plan(self._work, keys[0]).year, on, keys)
        self._done(None)
        left = f", {len(done.left)} belum lengkap" if done.left else ""
        self._face.done(f"{done.count} SKP disepakati{left}", undoable=done.count > 0)

    def _write_head(self, view: PlanView, head: Head, special: bool) -> None:  # noqa: FBT001  # as the dialog hands it
        if special != (Section.SPECIAL in plans.sections(self._work)):
            plans.use_special_section(self._work, used=special)
        if head != Head(view.approach, view.form, view.since, view.until):
            plans.edit_head(self._work, view.id, head)
            self._face.done("Kepala SKP diubah")
        self._done(None)

    def _take(self, move: Move) -> None:
        self._done(plans.take(self._work, move))
        self._face.done(move.text)

    def _cut(self, view: PlanView, day: date, cause: Cause) -> None:
        if cause is Cause.JOINED:
            made = plans.begin_later(self._work, view.id, day)
        else:
            made = plans.cut(self._work, view.id, day, cause)
        self._done(made)
        self._face.done(f"{cause.label.capitalize()} dicatat pada SKP {view.name}")

    def _add(self, view: PlanView, extra: Extra) -> None:
        self._done(plans.add_assignment(self._work, view.id, extra))
        self._face.done(f"{extra.kind.label} ditambahkan pada SKP {view.name}")

    def _new_version(self, view: PlanView, reason: str) -> None:
        self._done(plans.new_version(self._work, view.id, reason))
        self._face.done(f"Versi {view.version + 1} SKP {view.name} dibuat sebagai draf")
