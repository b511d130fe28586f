"""The list at the left: everybody with the state of the plan of the chosen year."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans import PlanList, PlanRow
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.widgets import EmptyText, col, combo, row

_CHIPS: Final = (
    ("", "Semua"),
    (plans.NONE, "Belum ada"),
    ("draft", "Draf"),
    ("submitted", "Diajukan"),
    ("agreed", "Disepakati"),
)


class People(QWidget):
    """Year, filter, search and names. `year_changed` after another year was chosen."""

    year_changed = Signal()

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._source = PlanList(work, remember=True)
        self._today = work.today().year
        self.year_box = combo((), "Tahun SKP", 84)
        self.state_box = combo((), "Saring menurut keadaan SKP")
        self.list: ListView[PlanRow] = ListView(
            face.kit,
            _spec(self._today),
            self._source,
            face.memory,
        )
        equip(face, work, self.list, "Daftar SKP", lambda year: f"Tahun {year}")
        self.setFixedWidth(302)
        self.setLayout(col(row(self.year_box, (self.state_box, 1), gap=6), (self.list, 1), gap=8))
        self.year = self._today
        self._fill_years()
        self._count()
        self.year_box.activated.connect(lambda: self.set_year(int(self.year_box.currentText())))
        self.state_box.activated.connect(
            lambda: self.list.set_chip(str(self.state_box.currentData()))
        )
        self.list.selection_changed.connect(self._follow_chip)

    def set_year(self, year: int) -> None:
        """Shows the plans of another year."""
        if year != self.year:
            self.year = year
            self.list.set_scope(year)
            self._fill_years()
            self._count()
            self.year_changed.emit()

    def set_chip(self, key: str) -> None:
        """Shows only people in one state."""
        self.list.set_chip(key)

    def refresh(self) -> None:
        """Reads again after a change."""
        self._source.forget()
        self.list.refresh()
        self._fill_years()
        self._count()

    def refresh_rows(self) -> None:
        """Reads the rows again after a change inside a plan; who has which state stays."""
        self.list.refresh()

    def _fill_years(self) -> None:
        near = range(self._today - 1, self._today + 2)
        known = sorted({*near, self.year, *plans.years(self._work)}, reverse=True)
        self.year_box.clear()
        for one in known:
            self.year_box.addItem(str(one))
        self.year_box.setCurrentText(str(self.year))

    def _count(self) -> None:
        counts = self._source.chips(Query(scope=self.year))
        self.state_box.clear()
        for key, words in _CHIPS:
            self.state_box.addItem(f"{words}  {counts[key]}", key)
        self._follow_chip()

    def _follow_chip(self) -> None:
        at = self.state_box.findData(self.list.query.chip)
        if at != self.state_box.currentIndex():
            self.state_box.setCurrentIndex(at)


def _short(row_: PlanRow) -> str:
    return f"{row_.missing} kurang" if row_.missing else row_.label


def _tone(row_: PlanRow) -> str:
    if row_.state is None:
        return "bad"
    if row_.state is PlanState.SUBMITTED:
        return "note"
    return "warn" if row_.state is PlanState.DRAFT else ""


def _spec(year: int) -> ListSpec[PlanRow]:
    columns: tuple[Column[PlanRow], ...] = (
        Column(
            "Nama",
            lambda x: x.full_name,
            text=lambda x: f"{x.name}\n{x.post}",
            width=140,
            kind="two",
            stretch=True,
        ),
        Column(
            "SKP", lambda x: x.label, text=_short, width=112, kind="state", tone=_tone, key="state"
        ),
    )
    empty = EmptyText("people", "Daftar kosong", "Nama pegawai tampil di sini.")
    return ListSpec(
        "plans", "pegawai", "Nama atau NIP", columns, empty,
        query=Query(scope=year), two_lines=True, search_width=302,
    )  # fmt: skip
