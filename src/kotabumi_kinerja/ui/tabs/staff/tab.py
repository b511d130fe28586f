"""Pegawai: the list of staff with the record beside it, and the register of raters."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff import exporting as staff_export
from kotabumi_kinerja.services.staff.listing import StaffList, StaffRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.choose_rater import choose_rater
from kotabumi_kinerja.ui.dialogs.list_out import ListOut
from kotabumi_kinerja.ui.dialogs.staff_add import add_person
from kotabumi_kinerja.ui.dialogs.staff_import import import_staff
from kotabumi_kinerja.ui.face import Face, Tab, Target
from kotabumi_kinerja.ui.list_view import ListView
from kotabumi_kinerja.ui.tabs.staff.columns import CHIPS, staff_spec
from kotabumi_kinerja.ui.tabs.staff.grid import Grid
from kotabumi_kinerja.ui.tabs.staff.raters import RatersPane
from kotabumi_kinerja.ui.tabs.staff.record import RecordPane
from kotabumi_kinerja.ui.widgets import button, col, page, row, subtabs

_TABLES = frozenset({"person", "employment", "rater", "official", "unit"})
_RECORD_WIDTH = 440
_STAFF, _RATERS = 0, 1
_SIASN = "Bentuk ekspor SIASN (*.xlsx)"


class StaffTab(Tab):
    """Two parts: Pegawai, and Penilai. Ctrl+N a new person, Ctrl+I a workbook."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self._narrow = False
        kit = face.kit
        bring = button(kit, "Impor…", "", "arrow_import", run=self.import_file)
        new = button(kit, "Tambah pegawai", "primary", "add", run=self.new)
        self._first_import = button(
            kit, "Impor ekspor SIASN…", "primary", "arrow_import", run=self.import_file
        )
        first_new = button(kit, "Tambah pegawai", "", "add", run=self.new)
        self._buttons = (bring, new)
        self.grid = Grid(face, work, self)
        self._source = StaffList(work)
        self.out = ListOut(
            face,
            work,
            self,
            self._source,
            "Daftar Pegawai",
            "pegawai",
            CHIPS,
            more={_SIASN: self._write_siasn},
        )
        self.many = button(kit, "", "", "edit", run=self.grid.change_many)
        self.many.hide()
        self.list: ListView[StaffRow] = ListView(
            kit,
            staff_spec(self.grid.edit, self._source),
            self._source,
            face.memory,
            tools=self.out.tools(paste=self.grid.paste, fill=self.grid.fill),
            buttons=(self.many, *self._buttons),
            empty_buttons=(self._first_import, first_new),
            jobs=face.jobs,
        )
        self.record = RecordPane(face, work, self._change_rater)
        self.record.setFixedWidth(_RECORD_WIDTH)
        people = QWidget()
        people.setLayout(col(self.list.toolbar, (row((self.list, 1), self.record, gap=8), 1)))
        self._raters: RatersPane | None = None
        self.parts = subtabs(("Pegawai", "Penilai"))
        self._stack = QStackedWidget()
        self._stack.addWidget(people)
        self.setLayout(page(self.parts, (self._stack, 1), gap=6))
        self.parts.currentChanged.connect(self._turn)
        self.list.current_changed.connect(self._show)
        self.list.selection_changed.connect(self._offer_many)
        self.list.opened.connect(self._enter_record)
        self.list.add_row_action("Buka data", self._enter_record)
        self.list.add_row_action("Ganti penilai…", self._change_rater)
        self.grid.attach(self.list)
        if self.list.step(1) is False:
            self._show(None)
        self._settle()

    @property
    def raters(self) -> RatersPane:
        """The part Penilai, made when it is first looked at."""
        if self._raters is None:
            self._raters = RatersPane(self._face, self._work)
            self._raters.person_wanted.connect(self._to_person)
            self._stack.addWidget(self._raters)
        return self._raters

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again what a change has touched."""
        if tables & _TABLES:
            self.list.refresh()
            self._show(self.list.current())
            self._settle()
        if self._raters is not None:
            self._raters.refresh(tables)

    def open(self, target: Target) -> None:
        """Shows a person or a filter; the field 'raters' is the part Penilai."""
        if target.field == "raters":
            self.parts.setCurrentIndex(_RATERS)
            self.raters.open(target.chip)
            return
        self.parts.setCurrentIndex(_STAFF)
        if target.chip:
            self.list.set_chip(target.chip)
        if target.id is not None:
            self._select(target.id)
        if target.field:
            self.record.to_field(target.field)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Rater and unit go first."""
        del low
        self.list.fold(["Penilai", "Unit"] if narrow else [])
        self._narrow = narrow
        if self._raters is not None:
            self._raters.fold(narrow=narrow)

    def find_field(self) -> QWidget | None:
        """The search of the part in sight."""
        return self.raters.find_field() if self._at_raters() else self.list.search

    def panes(self) -> list[QWidget]:
        """List, record."""
        return self.raters.panes() if self._at_raters() else [self.list.table, self.record]

    def new(self) -> None:
        """A new person by hand."""
        key = add_person(self._face, self._work, self)
        if key is not None:
            self._to_person(key)

    def primary(self) -> None:
        """The filled button."""
        if self._at_raters():
            self.raters.primary()
        elif self.list.model.rowCount():
            self.new()
        else:
            self.import_file()

    def step(self, by: int) -> None:
        """The next person, in the same field."""
        if self._at_raters():
            self.raters.step(by)
        else:
            self.list.step(by)

    def next_missing(self) -> None:
        """F8: the next trouble with raters, or the next person without one."""
        if self._at_raters():
            self.raters.next_missing()
        else:
            self.list.set_chip("no_rater")
            self.list.step(1)

    def import_file(self) -> None:
        """A SIASN workbook: dry run, then the import."""
        import_staff(self._face, self._work, self)

    def export_shown(self) -> None:
        """What is shown, as a file."""
        self.list.export()

    def print_shown(self) -> None:
        """What is shown, on paper; of the raters the page to be signed."""
        if self._at_raters():
            self.raters.print_shown()
        else:
            self.list.print()

    def help_page(self) -> str:
        """The chapter of the guide."""
        return "pegawai"

    def chosen(self) -> list[Id]:
        """The chosen people, for printing."""
        return self.list.selected()

    def _at_raters(self) -> bool:
        return self.parts.currentIndex() == _RATERS

    def _turn(self, at: int) -> None:
        if at == _RATERS:
            self.raters.fold(narrow=self._narrow)
            self._stack.setCurrentWidget(self.raters)
        else:
            self._stack.setCurrentIndex(_STAFF)

    _narrow = False

    def _to_person(self, key: Id) -> None:
        self.parts.setCurrentIndex(_STAFF)
        self._select(key)

    def _select(self, key: Id) -> None:
        self.list.clear_filters()
        self.list.select(key)

    def _show(self, key: Id | None) -> None:
        self.record.show_person(staff.record(self._work, key) if key is not None else None)

    def _enter_record(self, _key: Id = b"") -> None:
        self.record.setFocus()

    def _offer_many(self) -> None:
        """With several people chosen the button says for how many."""
        count = len(self.list.table.chosen_rows())
        self.many.setVisible(count > 1)
        self.many.setText(f" Ubah {count}…")
        self.many.setAccessibleName(f"Ubah {count} pegawai sekaligus")

    def _settle(self) -> None:
        """The toolbar does not repeat the buttons of the empty screen."""
        any_staff = self.list.model.rowCount() > 0 or bool(
            self.list.query.text or self.list.query.chip
        )
        for part in self._buttons:
            part.setVisible(any_staff)

    def _change_rater(self) -> None:
        key = self.list.current()
        if key is not None:
            choose_rater(self._face, self._work, key, self)

    def _write_siasn(self, path: Path, query: Query, progress: Progress) -> int:
        del progress
        rows = self._source.page(query, None, 0, 1_000_000)
        return staff_export.export(self._work, path, frozenset(r.id for r in rows))


def make(face: Face, work: Workspace) -> StaffTab:
    """The tab, for `ui.main`."""
    return StaffTab(face, work)
