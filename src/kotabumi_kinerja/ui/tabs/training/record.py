"""One event at the right of Pelatihan: its facts, who took part, what was recognised and why."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.training import Attendance, EventView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.dialogs.training_event import (
    UNIT_WORDS,
    add_people,
    edit_event,
    read_hours,
)
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.widgets import Empty, EmptyText, button, col, hold, label, pane, row

NOT_COUNTED: Final = "belum dihitung"
_FACT: Final = 92
_LINE, _LIST_HEIGHT = 20, 180
_HOURS_AT: Final = 2
"""The column of the certificate's JP."""


class Participants:
    """The participants of the event in sight, found by what is typed."""

    def __init__(self) -> None:
        self.rows: tuple[Attendance, ...] = ()

    def count(self, query: Query) -> int:
        """How many `query` finds."""
        return len(self._found(query))

    def page(
        self, query: Query, after: Anchor | None, skip: int, size: int
    ) -> Sequence[Attendance]:
        """A stretch of them."""
        rows = self._found(query)
        start = 0
        if after is not None:
            start = next((at for at, r in enumerate(rows) if r.anchor == after), -1) + 1
        return rows[start + skip : start + skip + size]

    def _found(self, query: Query) -> list[Attendance]:
        words = query.text.casefold().split()
        return [r for r in self.rows if all(w in f"{r.name} {r.nip}".casefold() for w in words)]


class EventPane(QStackedWidget):
    """The right side of Kegiatan. Certificate number and JP are edited in their cells."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        self._view: EventView | None = None
        kit = face.kit
        self.setAccessibleName("Data kegiatan")
        empty = EmptyText("hat_graduation", "Pilih sebuah kegiatan", "Pesertanya tampil di sini.")
        self.addWidget(pane(col(Empty(kit, empty))))
        self._title = label("", "title", wrap=True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(3)
        self._source = Participants()
        edit = button(kit, "Ubah…", "", "edit", run=self.edit)
        drop = button(kit, "Hapus kegiatan", "", "delete", run=self.remove)
        more = button(kit, "Tambah peserta…", "", "add", run=self.add_people)
        first = button(kit, "Tambah peserta…", "", "add", run=self.add_people)
        self.people: ListView[Attendance] = ListView(
            kit,
            self._spec(),
            self._source,
            face.memory,
            buttons=(more,),
            empty_buttons=(first,),
        )
        equip(face, work, self.people, "Daftar Peserta", lambda _scope: self._title.text())
        self.people.setMinimumHeight(_LIST_HEIGHT)
        self.people.add_row_action("Keluarkan peserta", self.remove_participant)
        self.people.opened.connect(lambda _id=b"": self._edit_cell())
        head = col(
            row((self._title, 1), gap=6),
            self._facts,
            row(edit, drop, None, gap=6),
            gap=8,
            pad=(14, 10, 14, 10),
        )
        self.addWidget(hold(col(pane(head), (self.people, 1), gap=8)))

    def show_event(self, key: Id | None) -> None:
        """Shows an event, or that none is chosen."""
        if key is None:
            self._view = None
            self.setCurrentIndex(0)
            return
        view = self._view = training.one(self._work, key)
        self._title.setText(view.event.name)
        _empty(self._facts)
        for name, value in _facts(view):
            self._facts.addLayout(_fact(name, value))
        self._source.rows = view.participants
        self.people.refresh()
        self.setCurrentIndex(1)

    def edit(self) -> None:
        """The form of the event."""
        if self._view:
            edit_event(self._face, self._work, self._view.id, self)

    def remove(self) -> None:
        """Takes the event out; Ctrl+Z brings it back."""
        if self._view:
            name = self._view.event.name
            training.remove(self._work, self._view.id)
            self._face.done(f"{name} dihapus")

    def add_people(self) -> None:
        """More participants."""
        if self._view:
            add_people(self._face, self._work, self._view.id, self)

    def remove_participant(self) -> None:
        """Takes the current participant out of the event."""
        one = self.people.current_row()
        if self._view and one:
            training.remove_participant(self._work, self._view.id, one.id)
            self._face.done(f"{one.name} dikeluarkan")

    def _edit_cell(self) -> None:
        """Enter on a participant: the cell, or its JP when the cell is not for writing."""
        table = self.people.table
        index = table.currentIndex()
        if self.people.model.columns[index.column()].edit is None:
            index = index.siblingAtColumn(_HOURS_AT)
            table.setCurrentIndex(index)
        table.edit(index)

    def _set_hours(self, one: Attendance, text: str) -> None:
        self._certificate(one, read_hours(text), one.certificate)

    def _set_number(self, one: Attendance, text: str) -> None:
        self._certificate(one, one.certificate_hours, text)

    def _certificate(self, one: Attendance, hours: Decimal | None, number: str) -> None:
        if self._view:
            training.edit_certificate(self._work, self._view.id, one.id, hours, number)

    def _spec(self) -> ListSpec[Attendance]:
        return ListSpec(
            name="training-participants",
            noun="peserta",
            hint="Cari peserta",
            columns=(
                Column(
                    "Nama dan alasan JP",
                    lambda r: r.name,
                    text=lambda r: f"{r.name}\n{r.reason or NOT_COUNTED}",
                    kind="two",
                    width=170,
                    stretch=True,
                ),
                Column(
                    "Diakui",
                    lambda r: r.recognised,
                    text=lambda r: "–" if r.recognised is None else show_number(r.recognised),
                    kind="number",
                    align="right",
                    width=54,
                ),
                Column(
                    "JP sert.",
                    lambda r: r.certificate_hours,
                    text=lambda r: _shown(r.certificate_hours),
                    edit=self._set_hours,
                    kind="number",
                    align="right",
                    width=60,
                ),
                Column("No. sertifikat", lambda r: r.certificate, edit=self._set_number, width=100),
            ),
            empty=EmptyText("people", "Belum ada peserta", "Pilih dari daftar pegawai."),
            two_lines=True,
            search_width=150,
        )


def _shown(hours: Decimal | None) -> str:
    return show_number(hours) if hours is not None else ""


def _facts(view: EventView) -> list[tuple[str, str]]:
    event = view.event
    span = show_date(event.since)
    if event.until != event.since:
        span = f"{span} sampai {show_date(event.until)}"
    hours = f", {show_number(event.hours)} JP" if event.hours is not None else ""
    place = ", ".join(p for p in (event.place, "luar negeri" if event.abroad else "") if p)
    facts = [
        ("Jenis", f"{view.kind.name} ({view.kind.path.lower()}, {view.kind.code})"),
        ("Tanggal", f"{span}, {event.days} hari{hours}"),
        ("Penyelenggara", event.organiser),
        ("Tempat", place),
        ("Aturan JP", f"{UNIT_WORDS.get(view.kind.unit, view.kind.unit)}; JP sertifikat menang"),
        ("Dasar", view.kind.source.split(", ")[0]),
    ]
    return [(name, value) for name, value in facts if value]


def _fact(name: str, value: str) -> QHBoxLayout:
    left = label(name, "label")
    left.setFixedWidth(_FACT)
    words = label(value, "caption" if name == "Dasar" else "", wrap=True)
    words.setToolTip(value)
    words.setMinimumHeight(_LINE)
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    line = row(left, (words, 1), gap=8)
    line.setAlignment(left, Qt.AlignmentFlag.AlignTop)
    return line


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None at the end
        line = item.layout()
        while line.count():
            widget: QWidget | QLabel = line.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        line.deleteLater()
