"""The tab Target (SKP): by person (names and the plan), as a matrix, and who is late."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import PlanView, lateness, typing
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_fill import Chosen, FillButton
from kotabumi_kinerja.ui.dialogs.plans_rekey import RekeyDialog
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.tabs.targets.blanks import Blanks
from kotabumi_kinerja.ui.tabs.targets.doing import Doing
from kotabumi_kinerja.ui.tabs.targets.late import LatePane
from kotabumi_kinerja.ui.tabs.targets.matrix import MatrixPane
from kotabumi_kinerja.ui.tabs.targets.people import People
from kotabumi_kinerja.ui.tabs.targets.record import Record
from kotabumi_kinerja.ui.widgets import (
    button,
    hold,
    page,
    pane,
    row,
    subtabs,
)

PARTS: Final = frozenset(("result", "indicator", "behaviour", "annex", "action"))
"""What lies inside one plan: the plan in hand is read again at once, the names a little later."""
TABLES: Final = frozenset(("plan", "person", "employment", "rater", "official")) | PARTS
PERSON, MATRIX, LATE = range(3)
_FILES: Final = "Buku kerja (*.xlsx *.xls *.ods *.csv)"
_LATER: Final = 400
"""Milliseconds without a change before the list of names is read again."""


class TargetsTab(Tab):
    """Shows the plan of the current person; writes through `services.plans` only."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        restored = typing.restore(work)
        self._wanted: Id | None = None
        self.people = People(face, work)
        self.record = Record(face, work)
        self.doing = Doing(face, work, self.record, self._show_again, self)
        self._stack = QStackedLayout()
        self._fill_stack()
        self.views = subtabs(("Per orang", "Matriks", "Siapa belum"))
        self.views.setAccessibleName("Tampilan Target")
        self.views.setUsesScrollButtons(False)
        self._panes: dict[int, MatrixPane | LatePane] = {}
        self._whole = QStackedLayout()
        self._whole.addWidget(hold(row(self.people, (self._stack, 1), gap=10)))
        self.setLayout(page(row(self.views, None, *self._tools(), gap=6), (self._whole, 1), gap=6))
        self._names_later = QTimer(self)
        self._names_later.setSingleShot(True)
        self._names_later.setInterval(_LATER)
        self._names_later.timeout.connect(self._read_names)
        self._list_actions()
        self._connect()
        self._count_down()
        self._show_chosen()
        self._reload()
        if restored:
            face.done(f"Ketikan terakhir dipulihkan: {restored}")

    # ---- what the window asks --------------------------------------------------

    @property
    def dialog(self) -> QDialog | None:
        """The dialog opened last."""
        return self.doing.dialog

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again when anything shown here was touched."""
        for one in self._panes.values():
            one.refresh(tables)
        if not tables & TABLES:
            return
        if tables <= PARTS:
            self._names_later.start()
            self._reload()
        else:
            self._read_again()

    def open(self, target: Target) -> None:
        """Shows a person, the people in one state, the matrix, or ('late') who is late."""
        self.views.setCurrentIndex({"late": LATE, "matrix": MATRIX}.get(target.field, PERSON))
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
        self.views.setCurrentIndex(PERSON)
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
        else:
            self.forward()

    def step(self, by: int) -> None:
        """The next person, in the same field."""
        self.record.settle()
        place = self.record.place()
        if self.people.list.step(by) and self._stack.currentWidget() is self.record:
            self.record.go_to_place(place)

    def next_missing(self) -> None:
        """The next thing that is missing in this plan, or in the matrix."""
        shown = self._panes.get(self.views.currentIndex())
        if isinstance(shown, MatrixPane):
            shown.next_gap()
        else:
            self.record.next_gap()

    def import_file(self) -> None:
        """Asks for a workbook and tries it."""
        name, _ = QFileDialog.getOpenFileName(self, "Impor SKP", "", _FILES)
        if name:
            self.try_import(Path(name))

    def export_shown(self) -> None:
        """What is shown, as a file: the matrix, or the people with the state of their plan."""
        shown = self._panes.get(self.views.currentIndex())
        if shown is not None:
            shown.export_shown()
        else:
            self.people.list.export()

    def print_shown(self) -> None:
        """The plan in hand on paper; the matrix or the list when they are in use."""
        shown = self._panes.get(self.views.currentIndex())
        if shown is not None:
            shown.print_shown()
        elif self.people.isAncestorOf(self.focusWidget()) or not self.record.isVisible():
            self.people.list.print()
        else:
            self.print_plans()

    def print_plans(self) -> None:
        """The papers of the chosen people's plans, else of the person at hand."""
        from kotabumi_kinerja.ui.dialogs.print_plans import open_plan_printing  # noqa: PLC0415  # slow

        self.record.settle()
        current = self.people.list.current()
        people = self.people.list.selected() or ([current] if current else [])
        open_plan_printing(self._face, self._work, people, self.people.year, self)

    def export_plans(self) -> None:
        """The chosen people's plans as a workbook, else that of the person at hand."""
        self.doing.export(self._at_hand().people, self.people.year)

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
            self._show_again(plans.create(self._work, person, self.people.year))
            self.record.names.setCurrentIndex(0)
            self._face.done(f"SKP {self.people.year} dibuat")

    def try_import(self, path: Path) -> None:
        """Judges the workbook beside the window, then shows the verdicts."""
        self.doing.try_import(path, self.people.year)

    def forward(self) -> None:
        """Hand in a draft, or agree what was handed in; what is missing is shown first."""
        self.doing.forward()

    def send_back(self) -> None:
        """Return what was handed in, with a note."""
        self.doing.send_back()

    def agree_chosen(self) -> None:
        """Agree the plans of the chosen people that are complete."""
        self.record.settle()
        chosen = self.people.list.selected()
        found = (plans.plans_of(self._work, key, self.people.year) for key in chosen)
        keys = [view.id for views in found for view in views if view.state is not PlanState.AGREED]
        if keys:
            self.doing.ask_agree(keys, f"Sepakati {len(keys)} SKP {self.people.year}?")

    def rekey(self) -> None:
        """Field by field to the clipboard, for e-Kinerja."""
        self.record.settle()
        if self.record.view is not None:
            self.doing.ask(RekeyDialog(self._face, self._work, self.record.view.id, self))

    # ---- inside ----------------------------------------------------------------

    def _fill_stack(self) -> None:
        self._blanks = Blanks(self._face, self.create_plan, self.import_file)
        self._create, self.to_staff = self._blanks.create, self._blanks.to_staff
        blanks = (pane(row((one, 1))) for one in (self._blanks.none, self._blanks.nobody))
        for part in (self.record, *blanks):
            self._stack.addWidget(part)

    def _tools(self) -> tuple[QWidget, ...]:
        kit = self._face.kit
        self.fill = FillButton(self._face, self._work, self._at_hand, self._read_again)
        self._import = button(kit, "Impor SKP…", "", "arrow_import", run=self.import_file)
        self.agree_button = button(
            kit, "Sepakati…", "", "checkmark", "Sepakati SKP orang yang dipilih", self.agree_chosen
        )
        self.print_button = button(kit, "Cetak SKP…", "", "print", run=self.print_plans)
        return (self.agree_button, self.fill, self._import, self.print_button)

    def _list_actions(self) -> None:
        menu = self.record.menu
        self.head_action = menu.addAction("&Formulir dan masa…", self.doing.edit_head)
        self.move_action = menu.addAction("&Pindah, cuti, penugasan…", self.doing.move)
        self.version_action = menu.addAction("&Versi baru…", self.doing.new_version)
        self.compare_action = menu.addAction("&Bandingkan versi…", self.doing.compare)
        menu.addSeparator()
        menu.addAction("Salin ke &e-Kinerja…", self.rekey)
        menu.addAction("Simpan ke E&xcel…", self.export_plans)
        self.people.list.add_row_action("Simpan SKP ke Excel…", self.export_plans)
        menu.addSeparator()
        self.delete_action = menu.addAction("&Hapus draf", self.doing.delete_draft)
        menu.aboutToShow.connect(self._offer)

    def _offer(self) -> None:
        """Only what can be done with the plan in hand."""
        view = self.record.view
        if view is not None:
            self.head_action.setVisible(view.editable)
            self.delete_action.setVisible(view.editable)
            self.move_action.setVisible(not view.pending)
            several = plans.versions(self._work, view.id)
            last = several[-1].state is PlanState.AGREED
            self.version_action.setVisible(last)
            self.compare_action.setVisible(len(several) > 1)

    def _connect(self) -> None:
        self.people.list.current_changed.connect(self._reload)
        self.people.list.selection_changed.connect(self._show_chosen)
        self.people.list.opened.connect(self._enter)
        self.people.year_changed.connect(self._change_year)
        self.record.forward.connect(self.forward)
        self.record.back.connect(self.send_back)
        self.record.step.connect(self.step)
        self.record.to_rater.connect(self._go_to_rater)
        self.record.to_head.connect(self.doing.edit_head)
        self.record.chosen.connect(self._show_plan)
        self.record.versions.new_wanted.connect(self.doing.new_version)
        self.record.versions.compare_wanted.connect(self.doing.compare)
        self.views.currentChanged.connect(self._turn)

    def _turn(self, view: int) -> None:
        """The matrix and the late ones are made when they are first looked at."""
        self.record.settle()
        if view != PERSON and view not in self._panes:
            made: MatrixPane | LatePane
            if view == MATRIX:
                made = MatrixPane(self._face, self._work)
                made.opened.connect(self._open_person)
            else:
                made = LatePane(self._face, self._work)
            self._panes[view] = made
            self._whole.addWidget(made)
        if view in self._panes:
            self._panes[view].set_year(self.people.year)
        shown = self._panes.get(view)
        self._whole.setCurrentWidget(shown if shown is not None else self._whole.widget(0))

    def _count_down(self) -> None:
        """Days to the deadline of the year in the name of the view."""
        until = lateness.countdown(self._work, self.people.year)
        self.views.setTabText(LATE, f"Siapa belum  {until.label}")
        self.views.setTabToolTip(LATE, until.whole)

    def _open_person(self, person: Id) -> None:
        self.open(Target(Place.PLANS, person))

    def _change_year(self) -> None:
        self._count_down()
        self._reload()
        for one in self._panes.values():
            one.set_year(self.people.year)

    def _show_again(self, plan: Id | None) -> None:
        """After something was done: reads again, and shows this plan of the person."""
        self._wanted = plan or self._wanted
        self._read_again()

    def _show_plan(self, key: Id) -> None:
        self.record.settle()
        self._wanted = key
        self._reload()

    def _read_again(self) -> None:
        self._names_later.stop()
        self.people.refresh()
        self._reload()

    def _read_names(self) -> None:
        """The list catches up, but not under the hands of somebody who types."""
        if self.record.results.tree.typing_now():
            self._names_later.start()
        else:
            self.people.refresh_rows()

    def _reload(self) -> None:
        """Shows the plan of the current person; without one the first is taken."""
        person = self.people.list.current()
        if person is None and self.people.list.model.rowCount():
            self.people.list.step(1)
            return
        if person is None:
            self._stack.setCurrentIndex(2)
            query = self.people.list.query
            self._blanks.say_nobody(filtered=bool(query.text or query.chip))
            return
        found = plans.chains(plans.plans_of(self._work, person, self.people.year))
        if found:
            shown = next((view for view in found if view.id == self._wanted), found[-1])
            self._wanted = shown.id
            self.record.show_plan(shown, plans.findings(self._work, shown))
            self.record.show_several(found, shown)
            self._stack.setCurrentIndex(0)
        else:
            who = staff.record(self._work, person)
            self._blanks.say_none(self.people.year, who.full_name)
            self._stack.setCurrentIndex(1)

    def _show_chosen(self) -> None:
        count = len(self.people.list.table.chosen_rows())
        self.agree_button.setVisible(count > 1)
        self.agree_button.setText(f" Sepakati {count}…")
        self.agree_button.setAccessibleName(f"Sepakati SKP {count} orang yang dipilih")
        self.print_button.setText(f" Cetak {count}…" if count > 1 else " Cetak SKP…")
        self.print_button.setAccessibleName(
            f"Cetak SKP {count} orang yang dipilih" if count > 1 else "Cetak SKP…"
        )

    def _at_hand(self) -> Chosen:
        self.record.settle()
        current = self.people.list.current()
        people = self.people.list.selected() or ([current] if current else [])
        view: PlanView | None = self.record.view if self._stack.currentIndex() == 0 else None
        result = self.record.results.tree.result_id() if view is not None else None
        return Chosen(people, self.people.year, view, result)

    def _enter(self) -> None:
        target = self.record.results.tree if self._stack.currentIndex() == 0 else self._create
        target.setFocus()

    def _go_to_rater(self) -> None:
        person = self.people.list.current()
        self._face.go(Target(Place.STAFF, person, field="rater"))


def make(face: Face, work: Workspace) -> TargetsTab:
    """The tab on an open office."""
    return TargetsTab(face, work)
