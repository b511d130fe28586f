"""Pegawai: the list of staff, the record beside it, import and new people."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import staff, staff_export
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.staff_list import StaffList, StaffRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.choose_rater import choose_rater, propose_raters
from kotabumi_kinerja.ui.dialogs.staff_add import add_person
from kotabumi_kinerja.ui.dialogs.staff_import import import_staff
from kotabumi_kinerja.ui.face import Face, Tab, Target
from kotabumi_kinerja.ui.list_tools import Tools
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.tabs.staff.record import RecordPane
from kotabumi_kinerja.ui.widgets import EmptyText, button, page, row

_TABLES = frozenset({"person", "employment", "rater", "official", "unit"})
_RECORD_WIDTH = 440


class StaffTab(Tab):
    """The register. Ctrl+N a new person, Ctrl+I a workbook, Enter goes to the record."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        kit = face.kit
        bring = button(kit, "Impor…", "", "arrow_import", run=self.import_file)
        new = button(kit, "Tambah pegawai", "primary", "add", run=self.new)
        self._first_import = button(
            kit, "Impor ekspor SIASN…", "primary", "arrow_import", run=self.import_file
        )
        first_new = button(kit, "Tambah pegawai", "", "add", run=self.new)
        self._buttons = (bring, new)
        self.list: ListView[StaffRow] = ListView(
            kit,
            _spec(),
            StaffList(work),
            face.memory,
            tools=Tools(excel=self._to_excel),
            buttons=self._buttons,
            empty_buttons=(self._first_import, first_new),
        )
        self.record = RecordPane(face, work, self._change_rater)
        self.record.setFixedWidth(_RECORD_WIDTH)
        self.setLayout(page(self.list.toolbar, (row((self.list, 1), self.record, gap=8), 1)))
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(self._enter_record)
        self.list.add_row_action("Ganti penilai…", self._change_rater)
        self.list.add_row_action("Tetapkan penilai semua pegawai…", self._propose)
        if self.list.step(1) is False:
            self._show(None)
        self._settle()

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again what a change has touched."""
        if tables & _TABLES:
            self.list.refresh()
            self._show(self.list.current())
            self._settle()

    def open(self, target: Target) -> None:
        """Shows a person or a filter."""
        if target.chip:
            self.list.set_chip(target.chip)
        if target.id is not None:
            self.list.clear_filters()
            self.list.select(target.id)
        if target.field:
            self.record.to_field(target.field)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Rater and unit go first."""
        del low
        self.list.fold(["Penilai", "Unit"] if narrow else [])

    def find_field(self) -> Any:
        """The search of the list."""
        return self.list.search

    def panes(self) -> list[Any]:
        """List, record."""
        return [self.list.table, self.record]

    def new(self) -> None:
        """A new person by hand."""
        key = add_person(self._face, self._work, self)
        if key is not None:
            self.list.clear_filters()
            self.list.select(key)

    def primary(self) -> None:
        """The filled button."""
        if self.list.model.rowCount():
            self.new()
        else:
            self.import_file()

    def step(self, by: int) -> None:
        """The next person, in the same field."""
        self.list.step(by)

    def import_file(self) -> None:
        """A SIASN workbook: dry run, then the import."""
        import_staff(self._face, self._work, self)

    def export_shown(self) -> None:
        """What is shown, as a workbook."""
        self.list.export()

    def help_page(self) -> str:
        """The chapter of the guide."""
        return "pegawai"

    def chosen(self) -> list[Id]:
        """The chosen people, for printing."""
        return self.list.selected()

    def _show(self, key: Id | None) -> None:
        self.record.show_person(staff.record(self._work, key) if key is not None else None)

    def _enter_record(self, _key: Id) -> None:
        self.record.setFocus()

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

    def _propose(self) -> None:
        propose_raters(self._face, self._work, self)

    def _to_excel(self, query: Query, columns: object) -> None:
        del columns
        name, _ = QFileDialog.getSaveFileName(
            self, "Simpan sebagai Excel", "pegawai.xlsx", "Excel (*.xlsx)"
        )
        if name:
            rows = StaffList(self._work).page(query, None, 0, 1_000_000)
            only = frozenset(r.id for r in rows)
            self._face.jobs.run(
                "Menyimpan ke Excel",
                lambda _progress: staff_export.export(self._work, Path(name), only),
                lambda count: self._face.done(
                    f"{count} pegawai disimpan ke {Path(name).name}", undoable=False
                ),
            )


def make(face: Face, work: Workspace) -> StaffTab:
    """The tab, for `ui.main`."""
    return StaffTab(face, work)


def _spec() -> ListSpec[StaffRow]:
    return ListSpec(
        name="staff",
        noun="pegawai",
        hint="Nama, NIP, atau jabatan",
        columns=(
            Column(
                "Nama", lambda r: r.full_name, kind="strong", width=196, key="name", stretch=True
            ),
            Column("NIP", lambda r: r.nip, kind="nip", width=164, key="nip"),
            Column(
                "Status",
                lambda r: r.status.replace("_PW", " PW"),
                kind="state",
                width=78,
                key="status",
                tone=_status_tone,
            ),
            Column("Gol.", lambda r: r.golongan, width=52, key="golongan"),
            Column("Jabatan", lambda r: r.post, width=208, key="post"),
            Column("Unit", lambda r: r.unit, width=200, key="unit", hidden=True),
            Column(
                "Penilai",
                lambda r: r.rater,
                text=lambda r: r.rater or "Belum ada",
                kind="state",
                width=180,
                key="rater",
                tone=lambda r: "" if r.rater else "bad",
            ),
        ),
        chips=(
            FilterChip("", "Semua"),
            FilterChip("PNS", "PNS"),
            FilterChip("PPPK", "PPPK"),
            FilterChip("no_rater", "Tanpa penilai", "warning", "bad"),
            FilterChip("contract", "Kontrak habis"),
        ),
        empty=EmptyText(
            "people",
            "Belum ada pegawai",
            "Impor ekspor SIASN apa adanya, atau tambah satu per satu.",
            "Ctrl+I impor, Ctrl+N tambah",
        ),
        query=Query(sort="name"),
    )


def _status_tone(line: StaffRow) -> str:
    return "tag" if line.status in {"PNS", "CPNS"} else "plain"
