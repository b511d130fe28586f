"""Beranda: what is due and who is late; each card opens the list it counts."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.periods import quarter_of
from kotabumi_kinerja.services import home
from kotabumi_kinerja.services.home import Due, Matter, Urgency
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.widgets import (
    Card,
    CardText,
    Empty,
    EmptyText,
    IconLabel,
    Meter,
    button,
    col,
    heading,
    hold,
    label,
    pane,
    row,
    scroll,
)

_WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_TARGETS: Final = {
    Matter.PLANS: Target(Place.PLANS, field="late"),
    Matter.RATERS: Target(Place.STAFF, chip="none", field="raters"),
    Matter.SCORING: Target(Place.SCORING),
    Matter.TRAINING: Target(Place.TRAINING, chip="short"),
    Matter.CONTRACTS: Target(Place.STAFF, chip="contract"),
    Matter.RETIREMENT: Target(Place.STAFF),
    Matter.CONFLICTS: Target(Place.EXCHANGE),
}
_TONES: Final = {Urgency.LATE: "bad", Urgency.SOON: "warn", Urgency.LATER: ""}
_SIDE: Final = 316
_SOON: Final = 7


class HomeTab(Tab):
    """Cards by urgency on the left; the year's progress, exchange and backup on the right."""

    def __init__(self, face: Face, work: Workspace, back_up: Callable[[], object]) -> None:
        super().__init__()
        self._face, self._work, self._back_up = face, work, back_up
        self._narrow = False
        self._inner: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._build()

    def refresh(self, tables: frozenset[str]) -> None:
        """Everything is counted anew."""
        del tables
        self._build()

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The right column moves below."""
        del low
        if narrow != self._narrow:
            self._narrow = narrow
            self._build()

    def help_page(self) -> str:
        """The chapter of the guide."""
        return "beranda"

    def _build(self) -> None:
        if self._inner is not None:
            self._outer.removeWidget(self._inner)
            self._inner.hide()  # it goes later, and must not show through the new one until then
            self._inner.deleteLater()
        direction = (
            QBoxLayout.Direction.TopToBottom if self._narrow else QBoxLayout.Direction.LeftToRight
        )
        side = hold(self._side())
        if not self._narrow:
            side.setFixedWidth(_SIDE)
        body = row((self._cards(), 1), side, gap=12, pad=(12, 10, 12, 10))
        body.setDirection(direction)
        whole = QWidget()
        whole.setLayout(body)
        self._inner = scroll(whole)
        self._outer.addWidget(self._inner)
        self._inner.show()

    def _cards(self) -> QVBoxLayout:
        today = self._work.today()
        period = quarter_of(today)
        left = (period.end - today).days
        words = period.label.rsplit(" ", 1)[0]
        head = row(
            label(f"{_WEEKDAYS[today.weekday()]}, {show_date(today)}", "title"),
            label(f"{words}, ditutup {_day(period.end)} ({left} hari lagi)", "label"),
            None,
            gap=12,
        )
        due = home.due(self._work)
        people = home.meters(self._work)[0].whole
        if not people:
            return col(head, (self._first_steps(), 1), gap=8)
        if not due:
            calm = EmptyText(
                "checkmark_circle", "Tidak ada yang tertunda", "Semua sudah sesuai jadwal."
            )
            return col(head, (Empty(self._face.kit, calm), 1), gap=8)
        grid = QGridLayout()
        grid.setSpacing(8)
        across = 2 if self._narrow else 3
        for number, line in enumerate(due):
            grid.addWidget(self._card(line), number // across, number % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        return col(head, grid, None, gap=8)

    def _card(self, line: Due) -> Card:
        says = CardText(
            line.count, line.title, line.reason, _TONES[line.urgency], line.urgency.label
        )
        return Card(self._face.kit, says, lambda: self._face.go(_TARGETS[line.matter]))

    def _first_steps(self) -> Empty:
        kit = self._face.kit
        return Empty(
            kit,
            EmptyText(
                "people",
                "Mulai dengan daftar pegawai",
                "Impor ekspor SIASN apa adanya, atau tambah satu per satu.",
            ),
            button(
                kit,
                "Ke Pegawai",
                "primary",
                "people",
                run=lambda: self._face.go(Target(Place.STAFF)),
            ),
        )

    def _side(self) -> QVBoxLayout:
        kit = self._face.kit
        year = self._work.today().year
        meters = [Meter(kit, m.name, m.part, m.whole) for m in home.meters(self._work)]
        progress = col(heading(f"Kemajuan tahun {year}"), *meters, gap=4, pad=(14, 12, 14, 8))
        care = home.care(self._work)
        sent = self._since("Pertukaran", care.exchanged, "Belum pernah bertukar data")
        kept = self._since("Cadangan", care.backed_up, "Belum ada cadangan")
        exchange = button(
            kit, "Tukar data…", "", "usb_stick", run=lambda: self._face.go(Target(Place.EXCHANGE))
        )
        keep = button(kit, "Cadangkan…", "", "database_arrow_up", run=self._back_up)
        safe = col(
            heading("Tukar data dan cadangan"),
            sent,
            kept,
            row(exchange, keep, None),
            gap=6,
            pad=(14, 12, 14, 12),
        )
        return col(pane(progress), pane(safe), None, gap=8)

    def _since(self, what: str, day: date | None, never: str) -> QBoxLayout:
        kit = self._face.kit
        if day is None:
            return row(IconLabel(kit, "warning", "warn"), (label(never), 1), gap=8)
        days = (self._work.today() - day).days
        ago = "hari ini" if days == 0 else f"{days} hari lalu"
        mark = ("checkmark_circle", "good") if days <= _SOON else ("warning", "warn")
        return row(IconLabel(kit, *mark), (label(f"{what} terakhir {ago}"), 1), gap=8)


def _day(day: date) -> str:
    return " ".join(show_date(day).split()[:2])
