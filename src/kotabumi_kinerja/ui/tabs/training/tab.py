"""Pelatihan: events with their participants, and the hours of each person."""

from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.training import SHORT, EventList, EventRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.dialogs.training_event import add_event
from kotabumi_kinerja.ui.face import Face, Tab, Target
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.tabs.training.hours import HoursPage
from kotabumi_kinerja.ui.tabs.training.record import EventPane
from kotabumi_kinerja.ui.widgets import EmptyText, button, combo, page, row, subtabs

_TABLES: Final = frozenset({"training", "participation", "person", "employment"})
_RECORD_WIDTH: Final = 440
_SEARCH, _NARROW_SEARCH = 240, 150
_EVENTS, _HOURS = 0, 1


class TrainingTab(Tab):
    """Two parts: Kegiatan, and JP per pegawai. Ctrl+N a new event."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        kit = face.kit
        self._year = work.today().year
        self._names = {k.code: k.name for k in training.kinds(work)}
        self._combos = [_years(), _years()]
        self._new = button(kit, "Catat kegiatan", "primary", "add", run=self.new)
        self._first = button(kit, "Catat kegiatan", "primary", "add", run=self.new)
        self.list: ListView[EventRow] = ListView(
            kit,
            self._spec(),
            EventList(work),
            face.memory,
            left=(self._combos[_EVENTS],),
            buttons=(self._new,),
            empty_buttons=(self._first,),
        )
        equip(face, work, self.list, "Daftar Pelatihan", lambda year: f"Tahun {year}")
        self.record = EventPane(face, work)
        self.record.setFixedWidth(_RECORD_WIDTH)
        self.hours = HoursPage(face, work, self._year, self._combos[_HOURS])
        events = QWidget()
        events.setLayout(row((self.list, 1), self.record, gap=8))
        self.parts = subtabs(("Kegiatan", "JP per pegawai"))
        self._stack = QStackedWidget()
        self._stack.addWidget(events)
        self._stack.addWidget(self.hours)
        self.setLayout(page(self.parts, (self._stack, 1), gap=6))
        self.parts.currentChanged.connect(self._stack.setCurrentIndex)
        self.list.current_changed.connect(self.record.show_event)
        self.list.opened.connect(lambda _id=b"": self.record.people.table.setFocus())
        for box in self._combos:
            box.currentTextChanged.connect(self._choose_year)
        self._fill_years()
        self.list.step(1)
        self._settle()

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again what a change has touched."""
        if not tables & _TABLES:
            return
        self._fill_years()
        self.list.refresh()
        if self.list.current() is None:
            self.list.step(1)
        self.record.show_event(self.list.current())
        self.hours.refresh()
        self._settle()

    def open(self, target: Target) -> None:
        """An event by its id, or the people who are short of hours."""
        if target.chip == SHORT:
            self.parts.setCurrentIndex(_HOURS)
            self.hours.list.set_chip(SHORT)
        if target.id is not None:
            self._open_event(target.id)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Kind and hours go first."""
        del low
        self.list.fold(["Jenis", "JP"] if narrow else [])
        self.hours.list.fold(["NIP", "Status"] if narrow else [])
        self.hours.list.search.setFixedWidth(_NARROW_SEARCH if narrow else _SEARCH)

    def find_field(self) -> QWidget | None:
        """The search of the list in sight."""
        return self._shown().search

    def panes(self) -> list[QWidget]:
        """List, record."""
        if self.parts.currentIndex() == _HOURS:
            return [self.hours.list.table, self.hours.table]
        return [self.list.table, self.record.people.table]

    def new(self) -> None:
        """A new event with its participants."""
        key = add_event(self._face, self._work, self)
        if key is not None:
            self._open_event(key)

    def primary(self) -> None:
        """The filled button."""
        self.new()

    def step(self, by: int) -> None:
        """The next row of the list in sight."""
        self._shown().step(by)

    def export_shown(self) -> None:
        """The list in sight as a file."""
        self._shown().export()

    def print_shown(self) -> None:
        """The list in sight on paper."""
        self._shown().print()

    def help_page(self) -> str:
        """The chapter of the guide."""
        return "pelatihan"

    def _shown(self) -> ListView[Any]:
        return self.hours.list if self.parts.currentIndex() == _HOURS else self.list

    def _open_event(self, key: Id) -> None:
        self.parts.setCurrentIndex(_EVENTS)
        year = training.one(self._work, key).event.since.year
        self._fill_years()
        self._combos[_EVENTS].setCurrentText(str(year))
        self.list.clear_filters()
        self.list.select(key)

    def _choose_year(self, text: str) -> None:
        if not text.isdecimal() or int(text) == self._year:
            return
        self._year = int(text)
        for box in self._combos:
            box.setCurrentText(text)
        self.list.set_scope(self._year)
        if self.list.current() is None:
            self.list.step(1)
        self.record.show_event(self.list.current())
        self.hours.set_year(self._year)
        self._settle()

    def _fill_years(self) -> None:
        """The years with events; the chosen one stays even when it has none any more."""
        years = sorted({*training.years(self._work), self._year}, reverse=True)
        names = [str(year) for year in years]
        for box in self._combos:
            if [box.itemText(at) for at in range(box.count())] != names:
                box.blockSignals(True)  # noqa: FBT003  # Qt's own signature
                box.clear()
                for name in names:
                    box.addItem(name)
                box.blockSignals(False)  # noqa: FBT003  # Qt's own signature
            box.setCurrentText(str(self._year))

    def _settle(self) -> None:
        """The toolbar does not repeat the button of the empty screen; no record without events."""
        filled = self.list.model.rowCount() > 0 or bool(self.list.query.text)
        self._new.setVisible(filled)
        self.record.setVisible(filled)

    def _spec(self) -> ListSpec[EventRow]:
        return ListSpec(
            name="training",
            noun="kegiatan",
            hint="Kegiatan atau penyelenggara",
            columns=(
                Column("Tanggal", lambda r: r.since, text=_span, width=150, key="since"),
                Column(
                    "Kegiatan", lambda r: r.name, kind="strong", width=260, key="name", stretch=True
                ),
                Column("Jenis", lambda r: self._names.get(r.kind, r.kind), width=170, key="kind"),
                Column("Peserta", lambda r: r.participants, kind="number", align="right", width=68),
                Column(
                    "JP",
                    lambda r: r.hours,
                    text=lambda r: show_number(r.hours) if r.hours is not None else "–",
                    kind="number",
                    align="right",
                    width=56,
                ),
            ),
            empty=EmptyText(
                "hat_graduation",
                f"Belum ada pelatihan di tahun {self._year}",
                "Catat satu kegiatan dengan banyak peserta sekaligus.",
                "Ctrl+N catat kegiatan",
            ),
            query=Query(sort="since", descending=True, scope=self._year),
            search_width=272,
        )


def make(face: Face, work: Workspace) -> TrainingTab:
    """The tab, for `ui.main`."""
    return TrainingTab(face, work)


def _years() -> QComboBox:
    return combo([], "Tahun", 84)


def _span(one: EventRow) -> str:
    if one.since == one.until:
        return f"{one.since:%d-%m-%Y}"
    if (one.since.year, one.since.month) == (one.until.year, one.until.month):
        return f"{one.since:%d}–{one.until:%d-%m-%Y}"
    return f"{one.since:%d-%m}–{one.until:%d-%m-%Y}"
