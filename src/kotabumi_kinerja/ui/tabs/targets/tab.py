"""The tab Target (SKP): names at the left, the plan at the right, import and agreeing."""

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from kotabumi_kinerja.domain.completeness import may_submit
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import PlanRun, PlansImported, PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_import import PlansImportDialog
from kotabumi_kinerja.ui.dialogs.plans_state import Question, StateDialog, agree_dialog
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.tabs.targets.people import People
from kotabumi_kinerja.ui.tabs.targets.record import Record
from kotabumi_kinerja.ui.widgets import Empty, EmptyText, button, hold, page, pane, row

TABLES: Final = frozenset(
    (
        "plan",
        "result",
        "indicator",
        "behaviour",
        "annex",
        "person",
        "employment",
        "rater",
        "official",
    )
)
_FILES: Final = "Buku kerja (*.xlsx *.xls *.ods *.csv)"


class TargetsTab(Tab):
    """Shows the plan of the current person; writes through `services.plans` only."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        kit = face.kit
        self.people = People(face, work)
        self.record = Record(face, work)
        self._create = button(kit, "Buat SKP", "primary", "add", run=self.create_plan)
        bring = button(kit, "Impor SKP…", "", "arrow_import", run=self.import_file)
        hint = "Ctrl+N membuat, Ctrl+I mengimpor"
        self._none = Empty(
            kit, EmptyText("target_arrow", "Belum ada SKP", "", hint), self._create, bring
        )
        self.to_staff = button(
            kit, "Buka Pegawai", "primary", "people", run=lambda: face.go(Target(Place.STAFF))
        )
        self._nobody = Empty(
            kit,
            EmptyText("people", "Belum ada pegawai", ""),
            self.to_staff,
        )
        self._stack = QStackedLayout()
        for part in (self.record, pane(row((self._none, 1))), pane(row((self._nobody, 1)))):
            self._stack.addWidget(part)
        self._import = button(kit, "Impor SKP…", "", "arrow_import", run=self.import_file)
        self.agree_button = button(
            kit, "Sepakati…", "", "checkmark", "Sepakati SKP orang yang dipilih", self.agree_chosen
        )
        self._left_tools = hold(row(self._import, self.agree_button, None, gap=6))
        layout = self.people.layout()
        if layout is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None before setLayout
            layout.addWidget(self._left_tools)
        self.setLayout(page(row(self.people, (self._stack, 1), gap=10)))
        self._connect()
        self.dialog: StateDialog | PlansImportDialog | None = None
        self._show_chosen()
        self._reload()

    # ---- what the window asks --------------------------------------------------

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again when anything shown here was touched."""
        if tables & TABLES:
            self._read_again()

    def open(self, target: Target) -> None:
        """Shows a person, or the people in one state."""
        if target.chip:
            self.people.set_chip(target.chip)
        if target.id is not None and not self.people.list.select(target.id):
            self.people.list.clear_filters()
            self.people.list.select(target.id)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Without room the names give way to two arrows."""
        del low
        self.people.setVisible(not narrow)
        for arrow in (self.record.previous, self.record.next):
            arrow.setVisible(narrow)

    def find_field(self) -> QWidget:
        """The search above the names; it comes back when it was folded away."""
        self.people.show()
        return self.people.list.search

    def panes(self) -> list[QWidget]:
        """Names, the page of the record."""
        shown = self._stack.currentWidget()
        record = self.record.results.tree if shown is self.record else self._create
        return [self.people.list.table, record]

    def new(self) -> None:
        """A new result in a draft, else a new plan."""
        if self._stack.currentIndex() == 1:
            self.create_plan()
        elif self.record.view is not None and self.record.view.editable:
            self.record.names.setCurrentIndex(0)
            self.record.results.add_result()

    def primary(self) -> None:
        """What the filled button does."""
        if self._stack.currentIndex() == 1:
            self.create_plan()
        elif self.record.view is not None and self.record.view.state is not PlanState.AGREED:
            self.forward()

    def step(self, by: int) -> None:
        """The next person, in the same field."""
        self.record.settle()
        place = self.record.place()
        if self.people.list.step(by) and self._stack.currentWidget() is self.record:
            self.record.go_to_place(place)

    def next_missing(self) -> None:
        """The next thing that is missing in this plan."""
        self.record.next_gap()

    def import_file(self) -> None:
        """Asks for a workbook and tries it."""
        name, _ = QFileDialog.getOpenFileName(self, "Impor SKP", "", _FILES)
        if name:
            self.try_import(Path(name))

    def help_page(self) -> str:
        """The page of the guide."""
        return "target"

    def shown(self) -> str:
        """'record', 'none' (no plan of this person yet) or 'nobody'."""
        return ("record", "none", "nobody")[self._stack.currentIndex()]

    # ---- actions ---------------------------------------------------------------

    def create_plan(self) -> None:
        """An empty plan for the person at hand."""
        person = self.people.list.current()
        if person is not None:
            plans.create(self._work, person, self.people.year)
            self._read_again()
            self.record.names.setCurrentIndex(0)
            self._face.done(f"SKP {self.people.year} dibuat")

    def try_import(self, path: Path) -> None:
        """Judges the workbook beside the window, then shows the verdicts."""
        year = self.people.year
        self._face.jobs.run(
            "Memeriksa SKP",
            lambda progress: plans.dry_run(self._work, path, year, progress),
            self._show_trial,
        )

    def forward(self) -> None:
        """Hand in a draft, or agree what was handed in; what is missing is shown first."""
        self.record.settle()
        view = self.record.view
        if view is None:
            return
        if view.state is PlanState.SUBMITTED:
            self._ask_agree([view.id], f"Sepakati SKP {view.year} {view.full_name}?")
            return
        findings = plans.findings(self._work, view)
        if not may_submit(findings):
            error = Refused("KK-210", name=view.name, count=plans.missing(findings))
            self._face.refused(error, self.record.first_gap)
            self.record.first_gap()
            return
        question = Question(
            f"Ajukan SKP {view.year} {view.full_name}?",
            "SKP dikunci sampai penilai menyepakati atau mengembalikannya. Dapat diurungkan.",
            "Ajukan 1 SKP",
            [gap.text for gap in self.record.gaps if not gap.must],
        )
        self._ask(StateDialog(self._face.kit, question, None, lambda _: self._submit(view), self))

    def send_back(self) -> None:
        """Return what was handed in, with a note."""
        view = self.record.view
        if view is None:
            return
        question = Question(
            f"Kembalikan SKP {view.year} {view.full_name}?",
            "SKP menjadi draf lagi dan dapat diubah.",
            "Kembalikan 1 SKP",
        )
        field = ("Catatan", "", "Apa yang perlu diubah; boleh kosong")
        self._ask(
            StateDialog(
                self._face.kit, question, field, lambda note: self._send_back(view, note), self
            )
        )

    def agree_chosen(self) -> None:
        """Agree the plans of the chosen people that are complete."""
        self.record.settle()
        chosen = self.people.list.selected()
        found = (plans.plans_of(self._work, key, self.people.year) for key in chosen)
        keys = [view.id for views in found for view in views if view.state is not PlanState.AGREED]
        if keys:
            self._ask_agree(keys, f"Sepakati {len(keys)} SKP {self.people.year}?")

    # ---- inside ----------------------------------------------------------------

    def _connect(self) -> None:
        self.people.list.current_changed.connect(self._reload)
        self.people.list.selection_changed.connect(self._show_chosen)
        self.people.list.opened.connect(self._enter)
        self.people.year_changed.connect(self._reload)
        self.record.changed.connect(self._read_again)
        self.record.forward.connect(self.forward)
        self.record.back.connect(self.send_back)
        self.record.step.connect(self.step)
        self.record.to_rater.connect(self._go_to_rater)

    def _read_again(self) -> None:
        self.people.refresh()
        self._reload()

    def _reload(self) -> None:
        """Shows the plan of the current person; without one the first is taken."""
        person = self.people.list.current()
        if person is None and self.people.list.model.rowCount():
            self.people.list.step(1)
            return
        if person is None:
            self._stack.setCurrentIndex(2)
            self._say_nobody()
            return
        found = plans.plans_of(self._work, person, self.people.year)
        if found:
            self.record.show_plan(found[-1], plans.findings(self._work, found[-1]))
            self._stack.setCurrentIndex(0)
        else:
            self._say_none(person)
            self._stack.setCurrentIndex(1)

    def _say_none(self, person: Id) -> None:
        who = staff.record(self._work, person)
        self._none.say(
            f"Belum ada SKP {self.people.year}",
            f"Buat SKP {who.full_name} di sini, atau impor SKP seluruh kantor dari Excel.",
        )

    def _say_nobody(self) -> None:
        query = self.people.list.query
        self.to_staff.setHidden(bool(query.text or query.chip))
        if query.text or query.chip:
            self._nobody.say(
                "Tidak ada yang dipilih", "Hapus saringan di kiri untuk melihat semua."
            )
        else:
            self._nobody.say("Belum ada pegawai", "Impor pegawai dahulu, lalu SKP-nya di sini.")

    def _show_chosen(self) -> None:
        count = len(self.people.list.table.chosen_rows())
        self.agree_button.setVisible(count > 1)
        self.agree_button.setText(f" Sepakati {count}…")
        self.agree_button.setAccessibleName(f"Sepakati SKP {count} orang yang dipilih")

    def _enter(self) -> None:
        target = self.record.results.tree if self._stack.currentIndex() == 0 else self._create
        target.setFocus()

    def _go_to_rater(self) -> None:
        person = self.people.list.current()
        self._face.go(Target(Place.STAFF, person, field="rater"))

    def _show_trial(self, run: PlanRun) -> None:
        self._ask(PlansImportDialog(self._face.kit, self._face.memory, run, self.take_import, self))

    def take_import(self, run: PlanRun) -> None:
        """Saves what was tried, beside the window."""
        self._face.jobs.run(
            "Menyimpan SKP",
            lambda progress: plans.apply(self._work, run, progress),
            self._imported,
        )

    def _imported(self, done: PlansImported) -> None:
        self._read_again()
        refused = f", {done.refused} ditolak" if done.refused else ""
        self._face.done(f"{done.new + done.changed} SKP diimpor sebagai draf{refused}")

    def _submit(self, view: PlanView) -> None:
        plans.submit(self._work, [view.id])
        self._read_again()
        self._face.done(f"SKP {view.name} diajukan")

    def _send_back(self, view: PlanView, note: str) -> None:
        plans.send_back(self._work, view.id, note)
        self._read_again()
        self._face.done(f"SKP {view.name} dikembalikan")

    def _ask_agree(self, keys: list[Id], title: str) -> None:
        text = "Data pegawai dan penilai disimpan seperti hari ini. Dapat diurungkan."
        if len(keys) > 1:
            text = f"Draf yang lengkap sekaligus diajukan; yang belum lengkap dilewati. {text}"
        verb = f"Sepakati {len(keys)} SKP"
        self._ask(
            agree_dialog(
                self._face.kit,
                Question(title, text, verb),
                self._work.today(),
                lambda on: self._agree(keys, on),
                self,
            )
        )

    def _agree(self, keys: list[Id], on: date) -> None:
        done = plans.agree_ready(self._work, self.people.year, on, keys)
        self._read_again()
        left = f", {len(done.left)} belum lengkap" if done.left else ""
        self._face.done(f"{done.count} SKP disepakati{left}", undoable=done.count > 0)

    def _ask(self, dialog: StateDialog | PlansImportDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def make(face: Face, work: Workspace) -> TargetsTab:
    """The tab on an open office."""
    return TargetsTab(face, work)
