"""The record at the right: head with states and buttons, five pages, the panel 'Kelengkapan'."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.findings import Finding
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import AnnexBlock, PlanState
from kotabumi_kinerja.services.plans import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.tabs.targets.actions import ActionsPage
from kotabumi_kinerja.ui.tabs.targets.annex import AnnexPage
from kotabumi_kinerja.ui.tabs.targets.checks import Gap, Spot, complete, gaps_of
from kotabumi_kinerja.ui.tabs.targets.results import ResultsPage
from kotabumi_kinerja.ui.tabs.targets.values import ValuesPage
from kotabumi_kinerja.ui.tabs.targets.versions import VersionsPage
from kotabumi_kinerja.ui.tabs.targets.words import STATES, about, stretch
from kotabumi_kinerja.ui.widgets import (
    Check,
    Checklist,
    IconLabel,
    Steps,
    button,
    col,
    combo,
    hold,
    label,
    pane,
    row,
    rule,
    subtabs,
    tool,
)

RESULTS, VALUES, ANNEX, ACTIONS, VERSIONS = range(5)
PANEL: Final = 256
_PANEL_LATER: Final = 120
"""Milliseconds."""


class Record(QWidget):
    """One plan. It says what is wanted (`forward`, `back`, `step`, `to_rater`); the tab does it.

    `chosen` when another SKP of the year is wanted. The menu 'Lainnya' belongs to the tab.
    """

    changed = Signal()
    forward = Signal()
    back = Signal()
    step = Signal(int)
    to_rater = Signal()
    to_head = Signal()
    chosen = Signal(bytes)

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        kit = self._kit = face.kit
        self.view: PlanView | None = None
        self.gaps: list[Gap] = []
        self._at_gap = -1
        self._shown_gaps: tuple[list[Gap], list[str]] | None = None
        self._panel_of: Id | None = None
        self.previous = tool(kit, "chevron_left", "Pegawai sebelumnya", lambda: self.step.emit(-1))
        self.next = tool(kit, "chevron_right", "Pegawai berikutnya", lambda: self.step.emit(1))
        self.title = label("", "title")
        self.caption = label("", "caption")
        self.steps = Steps(kit, ["Draf", "Diajukan", "Disepakati"], 0)
        self.primary = button(kit, "Ajukan…", "primary", run=self.forward.emit)
        self.return_button = button(kit, "Kembalikan…", run=self.back.emit)
        self.return_button.hide()
        self.menu = QMenu(self)
        self.more = button(kit, "Lainnya", "", "more_horizontal", "Formulir, versi, pindah")
        self.more.setMenu(self.menu)
        self.which = combo((), "SKP tahun ini")
        self.which.activated.connect(self._choose)
        self._several = hold(row(label("SKP tahun ini", "caption"), (self.which, 1), gap=8))
        self._several.hide()
        self.note = label("", wrap=True)
        self._returned = hold(
            row(IconLabel(kit, "warning", "warn"), (self.note, 1), gap=10, pad=(12, 6, 12, 6)),
            "banner",
        )
        self._returned.setProperty("tone", "warn")
        self.results = ResultsPage(kit, work)
        self.values = ValuesPage(kit, work)
        self.annex = AnnexPage(kit, work)
        self.steps_page = ActionsPage(kit, work)
        self.versions = VersionsPage(kit, work)
        self.names = subtabs(("Hasil kerja", "Perilaku kerja", "Lampiran", "Rencana aksi", "Versi"))
        self.pages = QStackedLayout()
        self._parts = (self.results, self.values, self.annex, self.steps_page, self.versions)
        for part in self._parts:
            self.pages.addWidget(part)
            part.changed.connect(self.changed)
        self.names.currentChanged.connect(self._turn)
        self._make_panel()
        self._lay_out()

    def _make_panel(self) -> None:
        """The list of gaps at the right."""
        self._doubts = QVBoxLayout()
        self._doubts.setSpacing(5)
        self._doubts.setContentsMargins(0, 8, 0, 0)
        self.panel = Checklist(self._kit, below=hold(self._doubts))
        self.panel.setFixedWidth(PANEL)
        self._panel_later = QTimer(self)
        self._panel_later.setSingleShot(True)
        self._panel_later.setInterval(_PANEL_LATER)
        self._panel_later.timeout.connect(self._show_panel)

    def show_plan(self, view: PlanView, findings: Sequence[Finding]) -> None:
        """Shows `view` with what it lacks."""
        if self.view is None or self.view.id != view.id:
            self._at_gap = -1
        self.view = view
        self.title.setText(f"SKP {view.year}: {view.full_name}")
        self.title.setToolTip(view.full_name)
        self.caption.setText(about(view))
        self.caption.setToolTip(about(view))
        self.steps.set_now(STATES.index(view.state))
        self.primary.setVisible(view.state is not PlanState.AGREED)
        words = "Ajukan…" if view.editable else "Sepakati…"
        self.primary.setText(words)
        self.primary.setAccessibleName(words)
        self.return_button.setVisible(view.state is PlanState.SUBMITTED)
        self.note.setText(f"Dikembalikan penilai: {view.reason}")
        self._returned.setVisible(view.editable and bool(view.reason))
        for part in self._parts:
            part.show_plan(view)
        self._name_pages(view)
        self._show_gaps(view, findings)

    def show_several(self, views: Sequence[PlanView], now: PlanView) -> None:
        """The SKP of the year to choose from; hidden while there is one only."""
        self._several.setVisible(len(views) > 1)
        self.which.clear()
        for view in views:
            self.which.addItem(stretch(view), view.id.hex())
        self.which.setCurrentIndex(max(0, self.which.findData(now.id.hex())))

    def go(self, spot: Spot) -> None:
        """To the field that `spot` names."""
        if spot.page == "rater":
            self.to_rater.emit()
        elif spot.page == "head":
            self.to_head.emit()
        elif spot.page == "annex":
            self.names.setCurrentIndex(ANNEX)
            self.annex.go(spot.column)
        elif spot.page == "values":
            self.names.setCurrentIndex(VALUES)
            self.values.go_to_place(0)
        else:
            self.names.setCurrentIndex(RESULTS)
            self.results.go(spot)

    def next_gap(self) -> None:
        """The next thing missing, from the first again after the last; what only should be, too."""
        if self.gaps:
            self._at_gap = (self._at_gap + 1) % len(self.gaps)
            self.go(self.gaps[self._at_gap].spot)

    def first_gap(self) -> None:
        """The first thing that must be filled in."""
        self._at_gap = -1
        self.next_gap()

    def place(self) -> tuple[int, int, int]:
        """Page, row and column of the cursor, for going to the same field of another plan."""
        page = self.names.currentIndex()
        if page == VALUES:
            return page, self.values.place(), 0
        return (page, *self.results.tree.place())

    def go_to_place(self, place: tuple[int, int, int]) -> None:
        """The cursor into the same field as there."""
        page, at, column = place
        self.names.setCurrentIndex(page)
        if page == VALUES:
            self.values.go_to_place(at)
        elif page == RESULTS:
            self.results.tree.go_to_place(at, column)
            self.results.tree.setFocus()

    def settle(self) -> None:
        """Writes what is half typed, before the state changes or another person comes."""
        for part in self._parts:
            part.settle()

    def _lay_out(self) -> None:
        words = col(self.title, self.caption, gap=0)
        for text in (self.title, self.caption):
            text.setMinimumWidth(80)
        head = row(
            self.previous,
            self.next,
            (words, 1),
            self.steps,
            4,
            self.more,
            self.return_button,
            self.primary,
            gap=6,
        )
        head.setAlignment(self.steps, Qt.AlignmentFlag.AlignVCenter)
        tabs = hold(row((self.names, 1), pad=(6, 2, 6, 0)))
        body = pane(col(tabs, rule(), (self.pages, 1), gap=0, pad=(1, 1, 1, 1)))
        under = row((body, 1), self.panel, gap=8)
        self.setLayout(col(head, self._several, self._returned, (under, 1), gap=8))

    def _turn(self, page: int) -> None:
        self.settle()
        self.pages.setCurrentIndex(page)
        if page == ACTIONS:
            self.steps_page.read()
        elif page == VERSIONS:
            self.versions.read()
        self.panel.setVisible(self._with_panel())

    def _with_panel(self) -> bool:
        """The list of gaps stands beside what it jumps to, not beside the wide tables."""
        page = self.names.currentIndex()
        return self.view is not None and self.view.editable and page not in {ACTIONS, VERSIONS}

    def _choose(self) -> None:
        self.chosen.emit(bytes.fromhex(str(self.which.currentData())))

    def _name_pages(self, view: PlanView) -> None:
        filled = sum(1 for one in view.expectations if one.text)
        used = len({line.block for line in view.annex})
        for at, text in (
            (RESULTS, f"Hasil kerja  {len(view.results)}"),
            (VALUES, f"Perilaku kerja  {filled} dari {len(view.expectations)}"),
            (ANNEX, f"Lampiran  {used} dari {len(AnnexBlock)}"),
            (VERSIONS, f"Versi  {view.version}"),
        ):
            self.names.setTabText(at, text)

    def _show_gaps(self, view: PlanView, findings: Sequence[Finding]) -> None:
        self.panel.setVisible(self._with_panel())
        self.gaps = gaps_of(view, findings)
        shown = (self.gaps, complete(view, findings))
        if shown == self._shown_gaps:
            return
        self._shown_gaps = shown
        count = sum(1 for gap in self.gaps if gap.must)
        self.primary.setToolTip(f"Ada {count} hal yang belum lengkap" if count else "")
        if self._panel_of == view.id:
            self._panel_later.start()
        else:
            self._panel_of = view.id
            self._show_panel()

    def _show_panel(self) -> None:
        """Makes the lines anew, a moment after what is typed: they are many widgets."""
        if self._shown_gaps is None:
            return
        gaps, complete_ = self._shown_gaps
        missing = [
            Check(gap.text, done=False, jump=gap.jump, run=lambda spot=gap.spot: self.go(spot))
            for gap in gaps
            if gap.must
        ]
        self.panel.show_checks([*missing, *(Check(text, done=True) for text in complete_)])
        self._show_doubts([gap for gap in gaps if not gap.must])

    def _show_doubts(self, gaps: Sequence[Gap]) -> None:
        while self._doubts.count():
            old = self._doubts.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        if gaps:
            self._doubts.addWidget(label("Sebaiknya", "caption"))
        for gap in gaps:
            mark = IconLabel(self._kit, "warning", "warn", name="sebaiknya")
            line = row(mark, (label(gap.text, "label", wrap=True), 1), gap=8)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            link = button(self._kit, gap.jump, "link", run=lambda spot=gap.spot: self.go(spot))
            self._doubts.addWidget(hold(col(line, row(24, link, None, gap=0), gap=0)))
