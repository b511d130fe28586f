"""Dialogs of Pelatihan: an event with its participants in one form, its change, more participants."""

from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.numbers import read_number, show_number
from kotabumi_kinerja.domain.training import TrainingKind
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.training import Event, EventView, Participant
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.choose_people import PeoplePicker
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

UNIT_WORDS: Final = {
    "ACTUAL": "JP yang sebenarnya",
    "PER_DAY": "JP dihitung dari jumlah hari",
    "PER_EVENT": "JP tetap untuk satu kegiatan",
    "PER_EVENT_MAX2_MONTH": "JP tetap, paling banyak 2 kegiatan sebulan",
    "PER_SEMESTER": "JP tetap untuk satu semester",
    "CAP_PER_DAY": "JP sebenarnya, dibatasi untuk tiap hari",
}
"""How each unit of the tables counts, in one line."""
_FORM_WIDTH: Final = 396
_LABEL: Final = 104


class EventForm(QWidget):
    """The fields of one event; what is wrong is told under its field."""

    def __init__(self, kit: Kit, kinds: tuple[TrainingKind, ...], event: Event | None) -> None:
        super().__init__()
        self._kinds = kinds
        self.name = self._line(kit, "Nama kegiatan", event.name if event else "")
        self.kind = FormRow(
            kit, "Jenis", combo([f"{k.code}  {k.name}" for k in kinds], "Jenis"), " ", _LABEL
        )
        self.since = self._line(kit, "Mulai", _day(event.since) if event else "", "02-03-2026")
        until = _day(event.until) if event and event.until != event.since else ""
        self.until = self._line(kit, "Selesai", until, "Kosong: sehari itu saja")
        self.days = self._line(kit, "Jumlah hari", str(event.days) if event else "", "Kosong: dihitung")
        hours = show_number(event.hours) if event and event.hours is not None else ""
        self.hours = self._line(kit, "JP", hours, "1 JP = 45 menit")
        self.organiser = self._line(kit, "Penyelenggara", event.organiser if event else "")
        self.place = self._line(kit, "Tempat", event.place if event else "")
        self.abroad = QCheckBox("Di luar negeri")
        self.abroad.setChecked(bool(event and event.abroad))
        if event:
            codes = [k.code for k in kinds]
            self._box().setCurrentIndex(codes.index(event.kind) if event.kind in codes else 0)
        self.setLayout(
            col(
                self.name,
                self.kind,
                self.since,
                self.until,
                self.days,
                self.hours,
                self.organiser,
                self.place,
                row(_LABEL + 8, self.abroad, None, gap=0),
                None,
                gap=7,
            )
        )
        self._box().currentIndexChanged.connect(lambda _at: self._explain())
        self._explain()

    def event(self) -> Event | None:  # type: ignore[override]
        """Never called: Qt's own name; see `read`."""
        return None

    def read(self) -> Event | None:
        """What was entered; None when a field is wrong, which then says why."""
        for line in (self.name, self.since, self.until, self.days, self.hours):
            line.right()
        try:
            since = self._date(self.since)
            until = self._date(self.until) if self.until.text().strip() else since
            hours = self._number(self.hours)
            days = self._number(self.days)
        except Refused:
            return None
        return Event(
            self.name.text(),
            self._kinds[self._box().currentIndex()].code,
            since,
            until,
            int(days) if days else max(1, (until - since).days + 1),
            hours,
            self.organiser.text(),
            self.place.text(),
            self.abroad.isChecked(),
        )

    def complain(self, refusal: Refused) -> None:
        """Shows what the service refused at its field."""
        rows = {"name": self.name, "until": self.until, "hours": self.hours, "kind": self.kind}
        self._tell(rows.get(str(refusal.fields.get("field", "")), self.name), refusal)

    def _box(self) -> QWidget:
        return self.kind.field
