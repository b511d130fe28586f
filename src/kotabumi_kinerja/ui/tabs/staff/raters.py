"""The rater register as a page: list, tree and troubles at the left, a person's raters at right."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.found import Found
from kotabumi_kinerja.services.raters import RegisterRow, RegisterView, TroubleRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.choose_rater import choose_rater, propose_raters
from kotabumi_kinerja.ui.dialogs.raters_outside import show_outsiders
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.jobs import Job
from kotabumi_kinerja.ui.list_tools import Tools
from kotabumi_kinerja.ui.list_view import ListView
from kotabumi_kinerja.ui.tabs.staff.rater_part import RaterPart
from kotabumi_kinerja.ui.tabs.staff.raters_lists import lines_spec, troubles_spec
from kotabumi_kinerja.ui.tabs.staff.raters_tree import RaterTreeView
from kotabumi_kinerja.ui.widgets import (
    Empty,
    EmptyText,
    button,
    col,
    hold,
    label,
    pane,
    row,
    scroll,
    subtabs,
)

_TABLES: Final = frozenset({"person", "employment", "rater", "official", "unit"})
_LIST, _TREE, _TROUBLES = range(3)
_SIDE: Final = 400


class RatersPane(QWidget):
    """For the sub-tab 'Penilai'. `person_wanted` carries an Id: show this person's record."""

    person_wanted = Signal(object)

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self._job: Job | None = None
        self._view: RegisterView | None = None
        self._person: Id | None = None
        self._lines: Found[RegisterRow] = Found()
        self._wrong: Found[TroubleRow] = Found()
        kit = face.kit
        self.views = subtabs(["Daftar", "Susunan", "Masalah"])
        self.views.setElideMode(Qt.TextElideMode.ElideNone)
        self.views.setUsesScrollButtons(False)  # Qt's own
        self.propose = button(kit, "Usulkan penilai…", "primary", "lightbulb", run=self.primary)
        outside = button(kit, "Pejabat luar…", "", "people", run=self._outsiders)
        self.out = button(kit, "Cetak daftar…", "", "print", run=self.print_shown)
        self.mend_now = button(kit, "Sesuaikan", "", "arrow_sync", run=self._mend)
        self.list = self._make_list()
        self.troubles = self._make_troubles()
        self.tree = RaterTreeView(kit)
        self.part = RaterPart(face, work)
        self._stack = QStackedWidget()
        for part in (self.list, pane(col((self.tree, 1), pad=(1, 1, 1, 1))), self.troubles):
            self._stack.addWidget(part)
        self._side = self._make_side()
        top = row(self.views, None, outside, self.out, self.propose, gap=8)
        self.setLayout(col(top, (row((self._stack, 1), self._side, gap=8), 1), gap=8))
        self.setAccessibleName("Daftar penilai")
        self._connect()
        self._read()

    def _make_list(self) -> ListView[RegisterRow]:
        return ListView(
            self._face.kit,
            lines_spec(),
            self._lines,
            self._face.memory,
            tools=Tools(print=lambda _query, _columns: self.print_shown()),
        )

    def _make_troubles(self) -> ListView[TroubleRow]:
        return ListView(
            self._face.kit,
            troubles_spec(),
            self._wrong,
            self._face.memory,
            buttons=(self.mend_now,),
        )

    def _make_side(self) -> QWidget:
        nobody = Empty(
            self._face.kit,
            EmptyText("people", "Pilih seorang pegawai", "Penilainya tampil di sini."),
        )
        self._who = label("", "title", wrap=True)
        self._post = label("", "caption", wrap=True)
        record = button(self._face.kit, "Buka data pegawai", "link", "open", run=self._wanted)
        inner = hold(
            col(self._who, self._post, hold(row(record, None)), self.part, None, gap=6,
                pad=(14, 10, 12, 10))
        )  # fmt: skip
        self._pages = QStackedWidget()
        self._pages.addWidget(hold(col(nobody)))
        self._pages.addWidget(scroll(inner))
        side = pane(col((self._pages, 1), pad=(1, 1, 1, 1)))
        side.setFixedWidth(_SIDE)
        return side

    def _connect(self) -> None:
        self.views.currentChanged.connect(self._stack.setCurrentIndex)
        self.views.currentChanged.connect(lambda _at: self._follow())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # Qt's signal has no type
        self.list.current_changed.connect(lambda _id: self._show(self._of_list()))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # Qt's signal has no type
        self.troubles.current_changed.connect(lambda _id: self._show(self._of_troubles()))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # Qt's signal has no type
        self.tree.chosen.connect(self._show)
        self.tree.opened.connect(self.person_wanted)
        for view in (self.list, self.troubles):
            view.opened.connect(lambda _id: self._wanted())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # Qt's signal has no type
            view.add_row_action("Ganti penilai…", self._change)
            view.add_row_action("Buka data pegawai", self._wanted)
        self.troubles.add_row_action("Sesuaikan", self._mend)

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again after a change of these tables."""
        if tables & _TABLES:
            self._read()
            self.part.show_person(self._person)

    def open(self, chip: str) -> None:
        """Shows the list with a filter: '', 'none' (tanpa penilai), 'trouble', or a kind."""
        self.views.setCurrentIndex(_LIST)
        self.list.set_chip(chip)

    def show_person(self, person: Id) -> None:
        """Makes somebody current in what is shown."""
        if self.views.currentIndex() == _TREE:
            self.tree.select(person)
            return
        rows = self._view.rows if self._view else ()
        mine = [r for r in rows if r.person == person]
        if mine:
            now = next((r for r in mine if r.now), mine[0])
            self.views.setCurrentIndex(_LIST)
            self.list.select(now.id)

    def fold(self, *, narrow: bool) -> None:
        """Less room: the troubles stand in their own view."""
        self.list.fold(["Masalah"] if narrow else [])

    def find_field(self) -> QWidget | None:
        """The search, for Ctrl+F; in the tree one walks by letters."""
        at = self.views.currentIndex()
        return {_LIST: self.list.search, _TROUBLES: self.troubles.search}.get(at, self.tree)

    def panes(self) -> list[QWidget]:
        """For F6: what is shown, the person's raters."""
        tables: dict[int, QWidget] = {_LIST: self.list.table, _TROUBLES: self.troubles.table}
        side = [self.part.table] if self.part.table is not None else []
        return [tables.get(self.views.currentIndex(), self.tree), *side]

    def primary(self) -> None:
        """The filled button: the proposal."""
        propose_raters(self._face, self._work, self)

    def step(self, by: int) -> None:
        """The next person."""
        at = self.views.currentIndex()
        if at == _TREE:
            item = self.tree.itemBelow if by > 0 else self.tree.itemAbove
            current = self.tree.currentItem()
            if current:
                self.tree.setCurrentItem(item(current) or current)
        else:
            (self.list if at == _LIST else self.troubles).step(by)

    def next_missing(self) -> None:
        """F8: the next trouble."""
        self.views.setCurrentIndex(_TROUBLES)
        if not self.troubles.step(1):
            self.troubles.table.selectRow(0)
        self.troubles.table.setFocus()

    def print_shown(self) -> None:
        """Ctrl+P: the register to be signed."""
        from kotabumi_kinerja.ui.dialogs.raters_print import print_register  # noqa: PLC0415  # slow

        print_register(self._face, self._work, self)

    def shown_view(self) -> RegisterView | None:
        """What was read last; None while the first reading runs."""
        return self._view

    def _read(self) -> None:
        """A reading of the whole register, from a thread; the former one is thrown away."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._face.jobs.run(
            "Membaca daftar penilai",
            partial(_view, self._work),
            self._take,
        )

    def _take(self, view: RegisterView) -> None:
        if not isValid(self):
            return
        self._view = view
        self._lines.renew(view.rows)
        self._wrong.renew(view.troubles)
        self.list.refresh()
        self.troubles.refresh()
        self.tree.show_view(view)
        count = len(view.troubles)
        self.views.setTabText(_TROUBLES, f"Masalah  {count}" if count else "Masalah")
        self.views.updateGeometry()
        for part in (self.propose, self.out):
            part.setVisible(bool(view.rows))
        if self._person is None:
            self.list.step(1)
        self._settle()

    def _follow(self) -> None:
        """The same person in the view that comes."""
        if self._person is not None and self.views.currentIndex() == _TREE:
            self.tree.select(self._person)
        self._settle()

    def _show(self, person: Id | None) -> None:
        self._settle()
        if person == self._person and self._pages.currentIndex() == 1:
            return
        self._person = person
        self.part.show_person(person)
        self._pages.setCurrentIndex(int(person is not None))
        if person is not None and self._view is not None:
            mine = next((r for r in self._view.rows if r.person == person), None)
            self._who.setText(mine.name if mine else "")
            self._post.setText(mine.post if mine else "")

    def _of_list(self) -> Id | None:
        line = self.list.current_row()
        return line.person if line else None

    def _of_troubles(self) -> Id | None:
        line = self.troubles.current_row()
        return line.person if line else self._person

    def _settle(self) -> None:
        line = self.troubles.current_row()
        self.mend_now.setEnabled(line is not None and raters.can_mend(line.trouble))

    def _mend(self) -> None:
        line = self.troubles.current_row()
        if line is not None:
            self._face.done(raters.mend(self._work, line.trouble))

    def _change(self) -> None:
        if self._person is not None:
            choose_rater(self._face, self._work, self._person, self)

    def _wanted(self) -> None:
        if self._person is not None:
            self.person_wanted.emit(self._person)

    def _outsiders(self) -> None:
        show_outsiders(self._face, self._work, self)


def _view(work: Workspace, progress: Progress) -> RegisterView:
    progress.start("Membaca daftar penilai", 1)
    return raters.view(work)
