"""Copying plans: each person's own of last year, or a colleague's, with every date that moves."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.plans import PlanRow, copying
from kotabumi_kinerja.services.plans.copying import CopyLine, PlannedList
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.plans_dialog import FillDialog, on_ctrl_enter
from kotabumi_kinerja.ui.dialogs.plans_people import TONES, WORDS, Lines, counts
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.list_view import ListSpec, ListView
from kotabumi_kinerja.ui.widgets import (
    EmptyText,
    Tree,
    button,
    col,
    combo,
    heading,
    hold,
    label,
    row,
    without_arguments,
)

OWN, COLLEAGUE = range(2)
_LEFT: Final = 300


class _Row:
    """One person of the preview."""

    __slots__ = ("anchor", "id", "line")

    def __init__(self, at: int, line: CopyLine) -> None:
        self.id: Id = line.line.holder.id
        self.anchor: Anchor = (at, self.id)
        self.line = line

    @property
    def content(self) -> str:
        """'4 hasil dari SKP 2026 Mega Utami', or why not."""
        fill = self.line.line
        return sentence(fill.code, fill.fields) if fill.code else fill.new


class CopyDialog(FillDialog):
    """For the chosen people; `take` gets the lines as they were shown."""

    def __init__(  # noqa: PLR0913, PLR0917  # for whom
        self,
        face: Face,
        work: Workspace,
        year: int,
        people: Sequence[Id],
        take: Callable[[Sequence[CopyLine]], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Salin SKP ke tahun {year}"
        super().__init__(title, 1060, 620, parent)
        self._work, self._year, self._people, self._take = work, year, people, take
        self.lines: list[CopyLine] = []
        kit = face.kit
        own = f"SKP {year - 1} masing-masing"
        self.source = combo((own, "SKP seorang rekan"), "Salin dari", 220)
        self.years = combo([str(y) for y in _years(work, year)], "Tahun SKP rekan", 84)
        self.years.setCurrentText(str(_best_year(work, year)))
        self.colleagues: ListView[PlanRow] = ListView(
            kit, _colleague_spec(year), PlannedList(work), face.memory
        )
        self._left = hold(col(heading("Rekan", self.years), (self.colleagues, 1), gap=6))
        self._left.setFixedWidth(_LEFT)
        self._rows: Lines[_Row] = Lines(lambda r: f"{r.line.line.holder.name} {r.content}")
        self.list: ListView[_Row] = ListView(kit, _preview_spec(), self._rows, face.memory)
        self.moved = Tree(kit, "Tanggal yang berubah", ("Sebelumnya", "Menjadi"), (0, 330))
        self.moved.setRootIsDecorated(False)
        self.moved.setMaximumHeight(150)
        self._about_moved = label("", "caption")
        self.told = label("", "label", wrap=True)
        self.save = button(kit, "Salin", "primary", run=self.copy)
        on_ctrl_enter(self.save)
        about = (
            "Hasil, indikator, target, ekspektasi, dan lampiran ikut; realisasi tidak. Pada draf "
            "yang sudah berisi, hasilnya ditambahkan di belakang."
        )
        right = col((self.list, 1), self._about_moved, self.moved, gap=6)
        self.setLayout(
            col(
                label(title, "title"),
                label(about, "caption", wrap=True),
                row(label("Salin dari", "label"), self.source, None, gap=8),
                (hold(row(self._left, (right, 1), gap=12)), 1),
                row((self.told, 1), button(kit, "Batal", run=self.reject), self.save, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self.source.activated.connect(without_arguments(self.read))
        self.years.activated.connect(without_arguments(self._turn_year))
        self.colleagues.current_changed.connect(without_arguments(self.read))
        self._turn_year()

    def choose(self, source: int) -> None:
        """OWN or COLLEAGUE."""
        self.source.setCurrentIndex(source)
        self.read()

    def read(self) -> None:
        """Makes the preview anew."""
        own = self.source.currentIndex() == OWN
        self._left.setVisible(not own)
        colleague = self.colleagues.current_row()
        if own:
            self.lines = copying.from_last_year(self._work, self._people, self._year)
        elif colleague is not None and colleague.plan is not None:
            self.lines = copying.from_colleague(
                self._work, colleague.plan, self._people, self._year
            )
        else:
            self.lines = []
        self._rows.rows = [_Row(at, line) for at, line in enumerate(self.lines)]
        self.list.refresh()
        self._show_moved()
        written, refused = counts([line.line for line in self.lines])
        self.save.setText(f"Salin ke {written} orang")
        self.save.setEnabled(written > 0)
        left = f"{refused} orang dilewati. " if refused else ""
        wants = "Pilih rekan di kiri. " if not own and colleague is None else ""
        self.told.setText(f"{wants}{left}Dapat diurungkan sekaligus.")

    def copy(self) -> None:
        """Hands over what was shown."""
        self._take(self.lines)
        self.accept()

    def _show_moved(self) -> None:
        self.moved.clear()
        pairs = dict.fromkeys(m for line in self.lines if line.line.writes for m in line.moved)
        for one in pairs:
            self.moved.add(None, (one.old, one.new))
        self._about_moved.setText(f"{len(pairs)} tanggal atau tahun disesuaikan")
        for part in (self._about_moved, self.moved):
            part.setVisible(bool(pairs))

    def _turn_year(self) -> None:
        self.colleagues.set_scope(int(self.years.currentText()))
        self.colleagues.step(1)
        self.read()


def _years(work: Workspace, year: int) -> list[int]:
    return sorted({year, year - 1, *plans.years(work)}, reverse=True)


def _best_year(work: Workspace, year: int) -> int:
    """The year itself where it has plans, else the latest that has."""
    known = [y for y in plans.years(work) if y <= year]
    return max(known, default=year)


def _colleague_spec(year: int) -> ListSpec[PlanRow]:
    columns: tuple[Column[PlanRow], ...] = (
        Column(
            "Nama",
            lambda r: r.full_name,
            text=lambda r: f"{r.name}\n{r.post}",
            kind="two",
            stretch=True,
        ),
        Column("SKP", lambda r: r.state or PlanState.DRAFT, text=lambda r: r.label, kind="soft"),
    )
    empty = EmptyText("people", "Belum ada SKP", "Pilih tahun lain.")
    return ListSpec(
        "plans-colleague", "rekan", "Nama, NIP, atau jabatan", columns, empty,
        query=Query(scope=year), two_lines=True, search_width=_LEFT,
    )  # fmt: skip


def _preview_spec() -> ListSpec[_Row]:
    columns: tuple[Column[_Row], ...] = (
        Column("Pegawai", lambda r: r.line.line.holder.name, kind="strong", width=200),
        Column(
            "Akibat",
            lambda r: WORDS[r.line.line.outcome],
            kind="state",
            tone=lambda r: TONES[r.line.line.outcome],
            width=116,
        ),
        Column("Isi", lambda r: r.content, width=300, stretch=True),
    )
    empty = EmptyText("people", "Belum ada yang disalin", "Pilih orang, lalu sumbernya.")
    return ListSpec("plans-copy", "orang", "Nama", columns, empty)
