"""'JP per pegawai': everybody's hours of a year against what is asked, and what they come from."""

from typing import Final

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.training import OVER, SHORT, HoursList, HoursRow
from kotabumi_kinerja.services.training_records import Attended
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.table_view import ShortTable
from kotabumi_kinerja.ui.widgets import EmptyText, col, hold, label, pane, row, scroll

_WIDTH: Final = 440


class HoursPage(QWidget):
    """The list left, one person's activities right."""

    def __init__(self, face: Face, work: Workspace, year: int, years: QWidget) -> None:
        super().__init__()
        self._work = work
        kit = face.kit
        self._source = HoursList(work)
        self.list: ListView[HoursRow] = ListView(
            kit, _spec(year), self._source, face.memory, left=(years,)
        )
        equip(face, work, self.list, "JP per Pegawai", lambda scope: f"Tahun {scope}")
        self._name = label("", "title", wrap=True)
        self._sum = label("", "strong", wrap=True)
        self._basis = label("", "caption", wrap=True)
        self.table: ShortTable[Attended] = ShortTable(
            kit, "Kegiatan pegawai ini", _activity_columns(), two_lines=True
        )
        self._none = label("Belum ada kegiatan tercatat pada tahun ini.", "label", wrap=True)
        inner = col(
            self._name,
            self._sum,
            self._basis,
            6,
            self._none,
            self.table,
            None,
            pad=(14, 10, 14, 10),
        )
        self.record = pane(col((scroll(hold(inner)), 1), pad=(1, 1, 1, 1)))
        self.record.setAccessibleName("JP pegawai")
        self.record.setFixedWidth(_WIDTH)
        self.setLayout(row((self.list, 1), self.record, gap=8))
        self.list.current_changed.connect(self._show)
        self.list.step(1)
        self._show(self.list.current())

    def set_year(self, year: int) -> None:
        """Another year."""
        self.list.set_scope(year)
        self._show(self.list.current())

    def refresh(self) -> None:
        """Reads again after a change."""
        self._source.forget()
        self.list.refresh()
        self._show(self.list.current())

    def _show(self, key: Id | None) -> None:
        one = self.list.current_row()
        if key is None or one is None:
            self.record.setVisible(False)
            return
        self.record.setVisible(True)
        year = self.list.query.scope
        shown = training.of_person(self._work, key, year if isinstance(year, int) else 0)
        asked = training.hours_of(self._work, key, year if isinstance(year, int) else 0)
        self._name.setText(one.full_name)
        self._sum.setText(asked.text)
        self._basis.setText(asked.source)
        rows = [Attended(day, event, found) for event, day, found in shown]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)


def _activity_columns() -> tuple[Column[Attended], ...]:
    return (
        Column(
            "Kegiatan",
            lambda r: r.event,
            text=lambda r: f"{r.event}\n{show_date(r.day)}. {r.found.reason}",
            kind="two",
            width=300,
            stretch=True,
        ),
        Column(
            "JP",
            lambda r: r.found.recognised,
            text=lambda r: "–" if r.found.recognised is None else show_number(r.found.recognised),
            kind="number",
            align="right",
            width=56,
        ),
    )


def _spec(year: int) -> ListSpec[HoursRow]:
    return ListSpec(
        name="training-hours",
        noun="pegawai",
        hint="Nama, NIP, atau jabatan",
        columns=(
            Column(
                "Nama", lambda r: r.full_name, kind="strong", width=190, key="name", stretch=True
            ),
            Column("NIP", lambda r: r.nip, kind="nip", width=166, key="nip"),
            Column("Status", lambda r: r.status.replace("_", " "), width=72, key="status"),
            Column(
                "Kegiatan", lambda r: r.events, kind="number", align="right", width=72, key="events"
            ),
            Column(
                "JP",
                lambda r: r.hours,
                text=lambda r: show_number(r.hours),
                kind="number",
                align="right",
                width=56,
                key="hours",
            ),
            Column("Diminta", lambda r: r.asked, text=_asked, kind="soft", width=92),
            Column("Keadaan", _state, kind="state", width=120, key="short", tone=_tone),
        ),
        chips=(
            FilterChip("", "Semua"),
            FilterChip(SHORT, "Kurang", "warning", "warn"),
            FilterChip(OVER, "Lebih"),
        ),
        empty=EmptyText(
            "people", "Belum ada pegawai", "Impor ekspor SIASN pada tab Pegawai dahulu."
        ),
        query=Query(sort="name", scope=year),
    )


def _asked(one: HoursRow) -> str:
    if one.asked is not None:
        return f"min. {show_number(one.asked)}"
    return f"maks. {show_number(one.limit)}" if one.limit is not None else "–"


def _state(one: HoursRow) -> str:
    if one.short:
        return f"kurang {show_number(one.short)} JP"
    if one.over:
        return f"lebih {show_number(one.over)} JP"
    return "cukup" if one.asked is not None else ""


def _tone(one: HoursRow) -> str:
    return "warn" if one.short or one.over else ""
