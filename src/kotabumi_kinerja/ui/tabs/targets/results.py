"""The page 'Hasil kerja': the tree, its buttons, and the leader's result it supports."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import FormKind, Section
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets.checks import Spot
from kotabumi_kinerja.ui.tabs.targets.tree import ASPECT, COLUMNS, TARGET, TEXT, PlanTree
from kotabumi_kinerja.ui.widgets import (
    Empty,
    EmptyText,
    IconLabel,
    button,
    col,
    hold,
    label,
    row,
    rule,
)


class ResultsPage(QWidget):
    """Results and indicators of one plan. `changed` after each write."""

    changed = Signal()

    def __init__(self, kit: Kit, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._view: PlanView | None = None
        self.tree = PlanTree(kit, self._write)
        self._main = button(kit, "Hasil utama", "", "add", run=self.add_result)
        self._more = button(
            kit, "Hasil tambahan", "", "add", run=lambda: self.add_result(Section.ADDITIONAL)
        )
        self._indicator = button(kit, "Indikator", "", "add", run=self.add_indicator)
        self._delete = button(kit, "Hapus", "quiet", "delete", run=self.remove)
        tools = row(
            self._main, self._more, self._indicator, None, self._delete, gap=6, pad=(8, 6, 8, 6)
        )
        self._tools = hold(col(tools, rule(), gap=0))
        self.leader = QLineEdit()
        self.leader.setAccessibleName("Hasil pimpinan yang didukung")
        self.leader.editingFinished.connect(self._write_leader)
        mark = IconLabel(kit, "link", "text_soft")
        cause = row(
            mark,
            label("Mendukung hasil pimpinan", "caption"),
            (self.leader, 1),
            gap=8,
            pad=(12, 5, 10, 5),
        )
        self._cause = hold(col(rule(), cause, gap=0))
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
        self.setLayout(col(self._tools, (self._stack, 1), self._cause, gap=0))
        self.tree.currentItemChanged.connect(self._show_current)

    def show_plan(self, view: PlanView) -> None:
        """Shows the results of `view`."""
        self._view = view
        self.tree.show_plan(view)
        self._tools.setVisible(view.editable)
        self._stack.setCurrentIndex(0 if view.results else 1)
        self._cause.setVisible(view.form is FormKind.STAFF and bool(view.results))
        self._show_current()

    def add_result(self, section: Section = Section.MAIN) -> None:
        """An empty result, open for typing."""
        if self._view is not None:
            self.tree.settle()
            self._open(plans.add_result(self._work, self._view.id, "", section), TEXT)

    def add_indicator(self, result: Id | None = None) -> None:
        """An empty indicator below the result at hand, open for typing."""
        self.tree.settle()
        below = result or self.tree.result_id()
        if below is None and self._view is not None and self._view.results:
            below = self._view.results[-1].id
        if below is None:
            self.add_result()
        else:
            self._open(plans.add_indicator(self._work, below, "", ""), TEXT)

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
        if any(result.id == key for result in view.results):
            plans.edit_result(self._work, key, "text", text)
        else:
            second = "perspective" if view.form is FormKind.LEADER else "aspect"
            field = {TEXT: "text", ASPECT: second, TARGET: "target"}[column]
            plans.edit_indicator(self._work, key, field, text)
        self.changed.emit()

    def _write_leader(self) -> None:
        key, text = self.tree.result_id(), self.leader.text().strip()
        if key is not None and self._editable() and text != self._leader_of(key):
            plans.edit_result(self._work, key, "leader_text", text)
            self.changed.emit()

    def _show_current(self) -> None:
        key = self.tree.result_id()
        editable = self._editable() and key is not None
        self.leader.setText(self._leader_of(key))
        self.leader.setCursorPosition(0)
        self.leader.setReadOnly(not editable)
        self.leader.setPlaceholderText("Belum diisi" if key is not None else "Pilih satu hasil")
        self._delete.setEnabled(self.tree.current_id() is not None)
        self._delete.setToolTip("" if self._delete.isEnabled() else "Pilih satu baris dahulu")

    def _leader_of(self, key: Id | None) -> str:
        results = self._view.results if self._view is not None else ()
        return next((r.leader_text for r in results if r.id == key), "")

    def _editable(self) -> bool:
        return self._view is not None and self._view.editable
