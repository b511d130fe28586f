"""The page 'Hasil kerja': the tree, its buttons, and the leader's result it supports."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import FormKind, Section
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import IndicatorView, PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_leader import LeaderDialog
from kotabumi_kinerja.ui.dialogs.target_meaning import MeaningDialog
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets.checks import Spot
from kotabumi_kinerja.ui.tabs.targets.tree import ASPECT, COLUMNS, TARGET, TEXT, PlanTree
from kotabumi_kinerja.ui.tabs.targets.unsaved import Unsaved
from kotabumi_kinerja.ui.widgets import (
    Chip,
    Empty,
    EmptyText,
    IconLabel,
    button,
    col,
    hold,
    label,
    row,
    rule,
    tool,
    without_arguments,
)


class ResultsPage(QWidget):
    """Results and indicators of one plan. `changed` after each write."""

    changed = Signal()

    def __init__(self, kit: Kit, work: Workspace) -> None:
        super().__init__()
        self._kit, self._work = kit, work
        self._view: PlanView | None = None
        self.dialog: MeaningDialog | LeaderDialog | None = None
        self.tree = PlanTree(kit, self._write)
        self.tree.shifted.connect(self.shift)
        self.tree.removed.connect(self.remove)
        self.tree.meaning_wanted.connect(self.say_meaning)
        self._unsaved = Unsaved(work, self)
        self.tree.typing.connect(self._typing)
        self.tree.closed.connect(self._unsaved.settled)
        self._main = button(kit, "Hasil utama", "", "add", run=self.add_result)
        self._more = button(
            kit, "Hasil tambahan", "", "add", run=lambda: self.add_result(Section.ADDITIONAL)
        )
        self._special = button(
            kit, "Instruksi khusus", "", "add", run=lambda: self.add_result(Section.SPECIAL)
        )
        key = "Ctrl+Shift+N"
        self._indicator = button(kit, "Indikator", "", "add", f"Indikator baru ({key})")
        self._indicator.clicked.connect(without_arguments(self.add_indicator))
        self.up = tool(kit, "arrow_sort_up", "Pindah ke atas", lambda: self.shift(-1), "Alt+Atas")
        self.down = tool(
            kit, "arrow_sort_down", "Pindah ke bawah", lambda: self.shift(1), "Alt+Bawah"
        )
        self.section = button(kit, "Bagian", "", "", "Pindahkan hasil ke bagian lain")
        self._sections = QMenu(self.section)
        self._sections.aboutToShow.connect(self._list_sections)
        self.section.setMenu(self._sections)
        self._delete = button(kit, "Hapus", "quiet", "delete", "Hapus baris (Delete)", self.remove)
        tools = row(
            self._main,
            self._special,
            self._more,
            self._indicator,
            self.up,
            self.down,
            self.section,
            None,
            self._delete,
            gap=6,
            pad=(8, 6, 8, 6),
        )
        self._tools = hold(col(tools, rule(), gap=0))
        self._offer_special(shown=False)
        self._make_feet()
        self._empty = Empty(
            kit,
            EmptyText(
                "target_arrow",
                "Belum ada hasil kerja",
                "Tambah hasil utama dahulu, lalu indikator dan targetnya.",
            ),
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self._empty)
        self.setLayout(col(self._tools, (self._stack, 1), self._meaning, self._cause, gap=0))
        self.tree.currentItemChanged.connect(self._show_current)
        # not the buttons' own shortcuts: those act a moment later, behind the next letters
        for keys, run in (
            (key, self.add_indicator),
            ("Ctrl+L", self.choose_leader),
            ("Ctrl+M", self.say_meaning),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(without_arguments(run))

    def _make_feet(self) -> None:
        """The two lines below the tree: what was read, and the leader's result."""
        kit = self._kit
        self.leader = QLineEdit()
        self.leader.setAccessibleName("Hasil pimpinan yang didukung")
        self.leader.editingFinished.connect(self._write_leader)
        self.link_state = Chip(kit, "sementara", "warn")
        self.choose = button(
            kit, "Pilih…", "link", "", "Pilih dari SKP pimpinan (Ctrl+L)", self.choose_leader
        )
        cause = row(
            IconLabel(kit, "link", "text_soft"),
            label("Mendukung hasil pimpinan", "caption"),
            (self.leader, 1),
            self.link_state,
            self.choose,
            gap=8,
            pad=(12, 5, 10, 5),
        )
        self._cause = hold(col(rule(), cause, gap=0))
        self.read_as = label("", "caption")
        self.mend = button(kit, "Betulkan…", "link", "", "Arti target (Ctrl+M)", self.say_meaning)
        meaning = row(
            IconLabel(kit, "target_arrow", "text_soft"),
            (self.read_as, 1),
            self.mend,
            gap=8,
            pad=(12, 3, 10, 3),
        )
        self._meaning = hold(col(rule(), meaning, gap=0))

    def show_plan(self, view: PlanView) -> None:
        """Shows the results of `view`."""
        self._view = view
        self.tree.show_plan(view)
        self._tools.setVisible(view.editable)
        self._stack.setCurrentIndex(0 if view.results else 1)
        self._offer_special(shown=Section.SPECIAL in plans.sections(self._work))
        self._cause.setVisible(view.form is FormKind.STAFF and bool(view.results))
        self._show_current()

    def _offer_special(self, *, shown: bool) -> None:
        """The third section; with it the buttons say less, so that all fit in 1366 pixels."""
        self._special.setVisible(shown)
        self._main.setText("Utama" if shown else "Hasil utama")
        self._more.setText("Tambahan" if shown else "Hasil tambahan")

    def add_result(self, section: Section = Section.MAIN) -> None:
        """An empty result, open for typing."""
        if self._view is not None and self._editable():
            self.tree.settle()
            self._open(plans.add_result(self._work, self._view.id, "", section), TEXT)

    def add_indicator(self, result: Id | None = None) -> None:
        """An empty indicator below the result at hand, open for typing."""
        self.tree.settle()
        if not self._editable():
            return
        below = result or self.tree.result_id()
        if below is None and self._view is not None and self._view.results:
            below = self._view.results[-1].id
        if below is None:
            self.add_result()
        else:
            self._open(plans.add_indicator(self._work, below, "", ""), TEXT)

    def shift(self, by: int) -> None:
        """Moves the row at hand up or down among its neighbours."""
        self.tree.settle()
        key = self.tree.current_id()
        if key is None or self._view is None:
            return
        part = "result" if key == self.tree.result_id() else "indicator"
        column = self.tree.currentColumn()
        if plans.shift(self._work, self._view.id, part, key, by):
            self.changed.emit()
            self.tree.go(key, column)

    def move_to(self, section: Section) -> None:
        """Moves the result at hand into another section."""
        self.tree.settle()
        key = self.tree.result_id()
        if key is not None:
            plans.set_section(self._work, key, section)
            self.changed.emit()
            self.tree.go(key, TEXT)

    def say_meaning(self) -> None:
        """Asks what the target at hand means."""
        self.tree.settle()
        one = self.current_indicator()
        if one is not None and self._editable() and one.target.text:
            self._ask(
                MeaningDialog(
                    self._kit,
                    one.target,
                    lambda target: plans.set_target(self._work, one.id, target),
                    self,
                )
            )

    def choose_leader(self) -> None:
        """Shows the leader's results to choose from."""
        self.tree.settle()
        result = self._result(self.tree.result_id())
        if result is not None and self._view is not None and self._editable():
            leader = plans.leader_of(self._work, self._view)
            self._ask(LeaderDialog(self._kit, leader, result.leader, self._link, self))

    def current_indicator(self) -> IndicatorView | None:
        """The indicator of the current row."""
        key = self.tree.current_id()
        results = self._view.results if self._view is not None else ()
        return next((i for r in results for i in r.indicators if i.id == key), None)

    def remove(self) -> None:
        """Takes the row at hand out; the window's undo brings it back."""
        key = self.tree.current_id()
        if key is None or self._view is None:
            return
        part = "result" if key == self.tree.result_id() else "indicator"
        plans.remove(self._work, self._view.id, part, key)
        self.changed.emit()
        self.tree.setFocus()

    def go(self, spot: Spot) -> None:
        """To the field that `spot` names, open for typing."""
        if spot.row is None:
            if spot.column == "add" and self._view is not None and self._view.editable:
                self.add_result()
            return
        if spot.column == "add" and self._view is not None and self._view.editable:
            self.add_indicator(spot.row)
            return
        self.tree.go(spot.row, COLUMNS[spot.column], edit=spot.column != "leader")
        if spot.column == "leader":
            self.leader.setFocus()

    def settle(self) -> None:
        """Writes what is half typed."""
        self.tree.settle()
        self._write_leader()

    def _open(self, key: Id, column: int) -> None:
        self.changed.emit()
        self.tree.go(key, column, edit=True)

    def _write(self, key: Id, column: int, text: str) -> None:
        view = self._view
        if view is None:
            return
        field = self._field(key, column)
        if any(result.id == key for result in view.results):
            plans.edit_result(self._work, key, field, text)
        else:
            plans.edit_indicator(self._work, key, field, text)
        self.changed.emit()

    def _typing(self, key: Id, column: int, text: str) -> None:
        self._unsaved.typed(key, self._field(key, column), text)

    def _field(self, key: Id, column: int) -> str:
        """What the service calls a cell."""
        view = self._view
        if view is None or column == TEXT or any(result.id == key for result in view.results):
            return "text"
        second = "perspective" if view.form is FormKind.LEADER else "aspect"
        return {ASPECT: second, TARGET: "target"}[column]

    def _write_leader(self) -> None:
        key, text = self.tree.result_id(), self.leader.text().strip()
        if key is not None and self._editable() and text != self._leader_of(key):
            self.leader.setModified(False)
            plans.edit_result(self._work, key, "leader_text", text)
            self.changed.emit()

    def _show_current(self) -> None:
        result = self._result(self.tree.result_id())
        editable = self._editable() and result is not None
        if not (self.leader.hasFocus() and self.leader.isModified()):
            with QSignalBlocker(self.leader):
                self.leader.setText(result.leader_text if result else "")
                self.leader.setCursorPosition(0)
        self.leader.setReadOnly(not editable)
        self.leader.setPlaceholderText("Belum diisi" if result else "Pilih satu hasil")
        self.choose.setVisible(editable)
        self.link_state.setVisible(result is not None and result.temporary)
        self._show_meaning()
        for part in (self._delete, self.up, self.down, self.section):
            part.setEnabled(self.tree.current_id() is not None)
        self._delete.setToolTip(
            "Hapus baris (Delete)" if self._delete.isEnabled() else "Pilih satu baris dahulu"
        )

    def _show_meaning(self) -> None:
        one = self.current_indicator()
        said = one.target.meaning if one is not None else ""
        self.read_as.setText(f"Terbaca: {said}" if said else "")
        self.read_as.setToolTip(said)
        self.mend.setVisible(bool(said) and self._editable())
        self._meaning.setVisible(self._view is not None and bool(self._view.results))

    def _list_sections(self) -> None:
        self._sections.clear()
        for section in plans.sections(self._work):
            self._sections.addAction(
                f"Ke {section.label}", lambda section=section: self.move_to(section)
            )

    def _link(self, leader_result: Id) -> None:
        key = self.tree.result_id()
        if key is not None:
            plans.link(self._work, key, leader_result)
            self.changed.emit()

    def _ask(self, dialog: MeaningDialog | LeaderDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(without_arguments(self.tree.setFocus))
        dialog.open()

    def _result(self, key: Id | None) -> ResultView | None:
        results = self._view.results if self._view is not None else ()
        return next((r for r in results if r.id == key), None)

    def _leader_of(self, key: Id | None) -> str:
        result = self._result(key)
        return result.leader_text if result is not None else ""

    def _editable(self) -> bool:
        return self._view is not None and self._view.editable
