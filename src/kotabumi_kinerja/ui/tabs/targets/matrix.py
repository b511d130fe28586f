"""Matriks Peran dan Hasil: a leader's results across, people down, who carries what.

Placed by the tab: `MatrixPane(face, work)`, `set_year`, `refresh`, signal `opened(person)`.
"""

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedLayout, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.matrix import Above, Line
from kotabumi_kinerja.services.plans import matrix, matrix_out
from kotabumi_kinerja.services.plans.matrix import Circle, Circles, Leader, MatrixView
from kotabumi_kinerja.services.plans.reading import years
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face, Place, Target
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets.matrix_grid import MatrixTable
from kotabumi_kinerja.ui.tabs.targets.matrix_links import link_menu
from kotabumi_kinerja.ui.tabs.targets.matrix_model import MatrixModel
from kotabumi_kinerja.ui.tabs.targets.matrix_share import MatrixOut
from kotabumi_kinerja.ui.widgets import (
    Chip,
    Empty,
    EmptyText,
    button,
    col,
    combo,
    label,
    pane,
    row,
    tool,
    without_arguments,
)

PLANS: Final = frozenset({"plan", "result", "indicator"})
REGISTER: Final = frozenset({"rater", "official", "person", "employment", "unit"})
_BESIDE: Final = 400
"""So many people are read at once on the main thread; more of them beside the window."""
_ROOMY: Final = 1200
_HINT: Final = "Ketik atau F2 mengubah, Alt+Enter baris baru, Ctrl+L menghubungkan, F8 berikutnya"


class MatrixPane(QWidget):
    """The matrix of one leader of a year; writes through `services.plans.matrix` only."""

    opened = Signal(bytes)

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self.year = work.today().year
        self._circles: Circles | None = None
        self._circle: Circle | None = None
        self._stale = True
        self._busy = False
        self.out = MatrixOut(face, work, self)
        self._build(face.kit)
        self._fill_years()
        self._connect()
        self._enable()

    def _build(self, kit: Kit) -> None:
        self.year_box = combo((), "Tahun SKP", 84)
        self.leader_box = combo((), "Pimpinan", 340)
        self.depth_box = combo(("Semua bawahan", "Bawahan langsung"), "Siapa yang tampil")
        self.gaps, self.orphans, self.temporary = (Chip(kit, "", "plain") for _ in range(3))
        tip = "Yang kurang berikutnya (F8)"
        self.next = button(kit, "Berikutnya", "quiet", "chevron_right", tip, self.next_gap)
        self.copy = tool(kit, "copy", "Salin matriks untuk Excel", self.copy_shown, "Ctrl+C")
        self.excel = tool(kit, "document_table", "Simpan sebagai…", self.export_shown, "Ctrl+E")
        self.print = tool(kit, "print", "Cetak matriks…", self.print_shown, "Ctrl+P")
        self.model = MatrixModel(self._write, self)
        self.table = MatrixTable(kit, self.model)
        self.foot = label("", "caption")
        self.to_staff = button(kit, "Buka Pegawai", "primary", "people", run=self._go_to_staff)
        self.to_plan = button(
            kit, "Buka SKP pimpinan", "primary", "target_arrow", run=self._go_to_plan
        )
        nobody = EmptyText("people", "Belum ada pimpinan", "")
        self.empty = Empty(kit, nobody, self.to_staff, self.to_plan)
        self._stack = QStackedLayout()
        for part in (self.table, self.empty):
            self._stack.addWidget(part)
        self._hint = label(_HINT, "caption")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        chosen = (self.year_box, self.leader_box, self.depth_box)
        tools = row(*chosen, self.foot, None, self.copy, self.excel, self.print, gap=6)
        chips = (self.gaps, self.orphans, self.temporary, self.next)
        foot = row(*chips, None, (self._hint, 1), gap=6, pad=(12, 4, 12, 4))
        self.setLayout(col(tools, (pane(col((self._stack, 1), foot)), 1), gap=8))

    def _connect(self) -> None:
        self.year_box.activated.connect(lambda: self.set_year(int(self.year_box.currentText())))
        self.leader_box.activated.connect(without_arguments(self._choose))
        self.depth_box.activated.connect(without_arguments(self._choose))
        self.table.locked.connect(self._explain)
        self.table.copy_wanted.connect(self.copy_shown)
        link = QShortcut(QKeySequence("Ctrl+L"), self.table)
        link.setContext(Qt.ShortcutContext.WidgetShortcut)
        link.activated.connect(self.ask_link)

    def _go_to_staff(self) -> None:
        self._face.go(Target(Place.STAFF))

    def _go_to_plan(self) -> None:
        if self._circle is not None:
            self.opened.emit(self._circle.leader.person)

    # ---- what the tab asks -----------------------------------------------------

    def set_year(self, year: int) -> None:
        """The matrix of another year."""
        if year != self.year:
            self.year = year
            self._fill_years()
            self._renew()

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again when plans or raters were touched; unseen, when it is seen again."""
        if tables & REGISTER:
            self._renew()
        elif tables & PLANS and self._circle is not None:
            if not self.isVisible():
                self._stale = True
            elif len(self._circle.seats) <= _BESIDE:
                self._show(matrix.read(self._work, self._circle))
            else:
                self._read_beside(self._circle)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads when it has not been read since the last change."""
        super().showEvent(event)
        if self._stale:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint gives way when there is no room."""
        super().resizeEvent(event)
        self._enable()

    def next_gap(self) -> None:
        """The next result without owner or person without a part, behind the current cell."""
        found = self.model.troubles()
        here = self.table.currentIndex()
        if not found:
            return
        place = (here.row(), here.column()) if here.isValid() else None
        at = (found.index(place) + 1) % len(found) if place in found else 0
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(*found[at]))

    def copy_shown(self) -> None:
        """Everything that is shown, onto the clipboard as Excel wants it."""
        if self.model.view is not None:
            self.out.copy(self.model.view)

    def export_shown(self) -> None:
        """What is shown, as a workbook or csv."""
        if self.model.view is not None:
            self.out.export(self.model.view)

    def print_shown(self) -> None:
        """Asks for date and place, then shows the pages."""
        if self.model.view is not None:
            from kotabumi_kinerja.ui.dialogs.plans_matrix import print_matrix  # noqa: PLC0415  # slow

            print_matrix(self._face, self._work, self.model.view, self)

    def ask_link(self) -> None:
        """Lets a result that the person has already support the column of the current cell."""
        menu = self.link_menu()
        if menu is not None:
            place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            self._popup(menu, self.table.viewport().mapToGlobal(place))

    def link_menu(self) -> QMenu | None:
        """The person's other results, each with the column that it supports now."""
        index = self.table.currentIndex()
        view, line = self.model.view, self._line()
        if view is None or line is None:
            return None
        if not line.editable:
            self._explain()
            return None
        column = index.column()

        def take(result: Id) -> None:
            self._link(line.person, column, result)

        return link_menu(view, self.model.spots[index.row()].at, column, take, self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Edit, link, open the plan of the person."""
        line = self._line()
        if line is None:
            return
        menu = QMenu(self)
        menu.addAction("Ubah peran", self.table.edit_here).setShortcut("F2")
        below = self.link_menu() if line.editable else None
        if below is not None:
            menu.addMenu(below)
        menu.addAction("Buka SKP orang ini", lambda: self.opened.emit(line.person))
        self._popup(menu, event.globalPos())

    # ---- inside ----------------------------------------------------------------

    def _popup(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _line(self) -> Line | None:
        index = self.table.currentIndex()
        return self.model.spots[index.row()].line if index.isValid() else None

    def _fill_years(self) -> None:
        today = self._work.today().year
        near = range(today - 1, today + 2)
        self.year_box.clear()
        for one in sorted({*near, self.year, *years(self._work)}, reverse=True):
            self.year_box.addItem(str(one))
        self.year_box.setCurrentText(str(self.year))

    def _renew(self) -> None:
        """The register or the year is another."""
        self._circles = None
        self._stale = True
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        self._stale = False
        if self._circles is not None and self._circle is not None:
            self._read_beside(self._circle)
            return
        if self._busy:
            self._stale = True
            return
        self._busy = True
        year = self.year
        self._face.jobs.run(
            "Menyusun matriks", lambda _: Circles(self._work, year), self._take, self._failed
        )

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, Refused):
            self._face.refused(error)

    def _take(self, circles: Circles) -> None:
        self._busy = False
        if self._stale or circles.year != self.year:
            self._load()
            return
        self._circles = circles
        self._fill(circles.leaders)
        self._choose()

    def _fill(self, leaders: tuple[Leader, ...]) -> None:
        chosen = self._circle.leader.person if self._circle else None
        self.leader_box.clear()
        for one in leaders:
            self.leader_box.addItem(f"{one.name}, {one.post} ({one.every})", one.person)
            if one.person == chosen:
                self.leader_box.setCurrentIndex(self.leader_box.count() - 1)

    def choose_leader(self, person: Id) -> None:
        """Shows the matrix of this leader."""
        at = self.leader_box.findData(person)
        if at >= 0:
            self.leader_box.setCurrentIndex(at)
            self._choose()

    def _choose(self) -> None:
        person = self.leader_box.currentData()
        if self._circles is None or person is None:
            self._circle = None
            self.empty.say(
                "Belum ada pimpinan",
                "Tetapkan siapa menilai siapa di Pegawai, lalu matriks setiap pimpinan tampil.",
            )
            self._stack.setCurrentIndex(1)
            self._enable()
            return
        direct = self.depth_box.currentIndex() == 1
        self._circle = self._circles.circle(bytes(person), direct=direct)
        if len(self._circle.seats) <= _BESIDE:
            self._show(matrix.read(self._work, self._circle))
        else:
            self._read_beside(self._circle)

    def _read_beside(self, circle: Circle) -> None:
        def done(view: MatrixView) -> None:
            if view.circle is self._circle:
                self._show(view)

        self._face.jobs.run("Membaca matriks", lambda _: matrix.read(self._work, circle), done)

    def _show(self, view: MatrixView) -> None:
        place = self._place()
        self.model.show(view)
        if place is not None and not self.table.currentIndex().isValid():
            self._go_back_to(*place)
        found = view.matrix
        self._count(self.gaps, len(found.gaps), f"hasil {matrix_out.NOBODY}")
        self._count(self.orphans, len(found.orphans), f"orang {matrix_out.WITHOUT_ROLE}")
        named = sum(column.temporary for column in found.columns)
        self.temporary.show_state(f"{named} hasil belum ada di SKP pimpinan", "warn")
        self.temporary.setVisible(named > 0)
        self.next.setEnabled(bool(found.gaps or found.orphans))
        self.foot.setText(f"{len(found.lines)} orang, {len(found.columns)} hasil kerja pimpinan")
        if found.columns:
            self._stack.setCurrentIndex(0)
        else:
            self.empty.say(
                "Belum ada hasil kerja pimpinan",
                f"SKP {view.circle.year} {view.circle.leader.name} belum berisi hasil kerja, dan "
                "belum ada bawahan yang menyebutnya.",
            )
            self._stack.setCurrentIndex(1)
        self._enable()

    def _place(self) -> tuple[Id, Above] | None:
        """Whose cell is current, and of which result; a column may come or go."""
        index, line = self.table.currentIndex(), self._line()
        if line is None or self.model.view is None:
            return None
        return line.person, self.model.view.matrix.columns[index.column()]

    def _go_back_to(self, person: Id, above: Above) -> None:
        row = self.model.row_of(person)
        columns = self.model.view.matrix.columns if self.model.view is not None else ()
        at = next((n for n, x in enumerate(columns) if (x.id, x.text) == (above.id, above.text)), 0)
        if row is not None and columns:
            self.table.setCurrentIndex(self.model.index(row, at))

    def _count(self, chip: Chip, count: int, words: str) -> None:
        chip.show_state(f"{count} {words}", "bad" if count else "good")

    def _enable(self) -> None:
        shown = self._stack.currentIndex() == 0 and self.model.view is not None
        self.to_staff.setVisible(self._circle is None)
        self.to_plan.setVisible(self._circle is not None)
        self._hint.setVisible(shown and self.width() >= _ROOMY)
        for part in (self.copy, self.excel, self.print):
            part.setEnabled(shown)
        self.depth_box.setEnabled(self._circle is not None)
        for part in (self.gaps, self.orphans, self.next):
            part.setVisible(shown)
        if not shown:
            self.temporary.hide()
            self.foot.setText("")

    def _write(self, person: Id, column: int, text: str) -> None:
        if self.model.view is None:
            return
        view = matrix.write(self._work, self.model.view, person, column, text)
        self._after(view, person, "disimpan")

    def _link(self, person: Id, column: int, result: Id) -> None:
        if self.model.view is None:
            return
        view = matrix.link(self._work, self.model.view, person, column, result)
        self._after(view, person, "dihubungkan")

    def _after(self, view: MatrixView, person: Id, verb: str) -> None:
        self._show(view)
        name = next((x.name for x in view.matrix.lines if x.person == person), "")
        self._face.done(f"Peran {name} {verb}")

    def _explain(self) -> None:
        line = self._line()
        if line is not None and line.state is not None:
            self._face.refused(Refused("KK-218", name=line.name, state=line.state.label))
        elif line is None and self.model.view is not None:
            name = self.model.view.circle.leader.name
            self._face.refused(Refused("KK-248", name=name))
