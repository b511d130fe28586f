"""Penilaian: everybody in a period, the record beside it, the distribution below."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import Period, PeriodKind, periods_of, quarter_of
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services import evaluations, explaining, parties, progress, scoring
from kotabumi_kinerja.services.distribution import Distribution, distribution
from kotabumi_kinerja.services.evaluation_list import EvaluationList, EvaluationRow
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans.reading import years
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.dialogs.list_out import equip
from kotabumi_kinerja.ui.face import Face, Place, Tab, Target
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.tabs.scoring.record import RecordPane, Shown, Wishes
from kotabumi_kinerja.ui.tabs.scoring.spread import SpreadPane
from kotabumi_kinerja.ui.tabs.scoring.words import SIGN, code, quadrant, sign, state, state_tone
from kotabumi_kinerja.ui.widgets import Empty, EmptyText, button, col, combo, hold, page, row

_TABLES: Final = frozenset(
    {"plan", "result", "indicator", "progress", "evaluation", "person", "employment", "rater"}
    | {"official", "unit"}
)
_WIDE, _SLIM, _BOTH = 440, 400, 1000
_QUARTERS: Final = ("TW I", "TW II", "TW III", "TW IV")


def make(face: Face, work: Workspace) -> Tab:
    """The tab for an open office."""
    return ScoringTab(face, work)


class ScoringTab(Tab):
    """Enter goes to the rating, F8 to the next person not rated, Ctrl+Enter hands over."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self._face, self._work = face, work
        kit = face.kit
        self.periods = _periods(work)
        self.period_choice = combo([_word(p) for p in self.periods], "Periode", 146)
        self._period = quarter_of(work.today())
        self.period_choice.setCurrentIndex(self.periods.index(self._period))
        self.period_choice.activated.connect(self._to_period)
        self.list: ListView[EvaluationRow] = ListView(
            kit,
            _spec(self._period),
            EvaluationList(work),
            face.memory,
            left=(self.period_choice,),
        )
        equip(face, work, self.list, "Daftar Penilaian", _about)
        self.record = RecordPane(kit, self._wishes())
        self.record.setFixedWidth(_WIDE)
        self.spread = SpreadPane(kit, self._set_organisation)
        self._left = hold(col((self.list, 1), self.spread, gap=8))
        whole = QWidget()
        whole.setLayout(row((self._left, 1), self.record, gap=8))
        self.to_plans = button(
            kit, "Buka Target (SKP)", "primary", "target_arrow", run=self._to_plans
        )
        self.nothing = Empty(
            kit,
            EmptyText(
                "clipboard_task",
                "Belum ada SKP yang disepakati",
                "Penilaian mulai dari SKP yang disepakati. Susun atau impor SKP dahulu.",
                "Ctrl+3 Target (SKP)",
            ),
            self.to_plans,
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(whole)
        self._stack.addWidget(hold(col(self.nothing), "pane"))
        self.setLayout(page((self._stack, 1)))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._reread)
        self.list.current_changed.connect(self._show_chosen)
        self.list.selection_changed.connect(self._show_chosen)
        self.list.opened.connect(self._enter)
        self._alone = self._in_record = self._slim = False
        self.list.add_row_action("Serahkan hasil", self.primary)
        self._seen: tuple[Id | None, int] = (None, 0)
        self._found = self._count()
        self.list.step(1)

    # ---- what the window asks ---------------------------------------------------

    def refresh(self, tables: frozenset[str]) -> None:
        """Reads again, after the cell that was edited is closed."""
        if tables & _TABLES:
            self._later.start(0)

    def open(self, target: Target) -> None:
        """A person, a chip, a period's code in `field`."""
        found = next((p for p in self.periods if p.code == target.field), None)
        if found is not None:
            self.show_period(found)
        if target.chip:
            self.list.set_chip(target.chip)
        if target.id is not None and not self.list.select(target.id):
            self.list.clear_filters()
            self.list.select(target.id)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Distribution to one line, the quarters and the state away."""
        self.spread.fold(tight=narrow or low)
        self.list.fold((*_QUARTERS, "Tahap") if narrow else ())
        self._slim = narrow
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, list or record; Enter opens it, Esc goes back."""
        super().resizeEvent(event)
        alone = event.size().width() < _BOTH
        if alone != self._alone:
            self._alone = alone
            self._arrange()

    def find_field(self) -> QWidget:
        """The search."""
        return self.list.search

    def panes(self) -> list[QWidget]:
        """List, ratings, realisation, organisation's result."""
        first = self.record.results.buttons[Rating.AS_EXPECTED]
        parts = (self.list.table, first, self.record.realisation.table, self.spread.organisation)
        return [part for part in parts if part.isVisible()]

    def export_shown(self) -> None:
        """The list as a file."""
        self.list.export()

    def print_shown(self) -> None:
        """The list on paper."""
        self.list.print()

    def primary(self) -> None:
        """Hands over what is rated among the chosen."""
        chosen = self.list.selected()
        if not chosen:
            return
        period, found = self._period, evaluations.in_period(self._work, self._period)
        rated = [p for p in chosen if p in found and found[p].state is EvaluationState.RATED]
        day = self._work.today()
        self._face.jobs.run(
            "Menyerahkan hasil",
            lambda steps: scoring.deliver_many(self._work, rated or chosen[:1], period, day, steps),
            lambda count: self._face.done(f"Hasil {period.label} {count} pegawai diserahkan"),
        )

    def step(self, by: int) -> None:
        """The next or the previous person; the part of the record stays."""
        self.list.step(by)

    def next_missing(self) -> None:
        """The next person in the list who is not rated."""
        source = EvaluationList(self._work)
        query = Query(self.list.query.text, "unrated", scope=self._period)
        at = self.list.current_row()
        after = at.anchor[-2:] if at else None
        found = source.page(query, after, 0, 1) or source.page(query, None, 0, 1)
        if found and not self.list.select(found[0].id):
            self.list.set_chip("")
            self.list.select(found[0].id)

    def go_back(self) -> None:
        """From the record to the list."""
        self._in_record = False
        self._arrange()
        self.list.table.setFocus()

    def help_page(self) -> str:
        """The page of the guide."""
        return "penilaian"

    # ---- inside -------------------------------------------------------------------

    def show_period(self, period: Period) -> None:
        """Shows another period; the person stays."""
        self._period = period
        self.period_choice.setCurrentIndex(self.periods.index(period))
        self.list.set_scope(period)
        self._reread()

    def _to_period(self, at: int) -> None:
        self.show_period(self.periods[at])

    def _arrange(self) -> None:
        self._left.setVisible(not (self._alone and self._in_record))
        self.record.setVisible(self._in_record or not self._alone)
        if self._alone:
            self.record.setMinimumWidth(_SLIM)
            self.record.setMaximumWidth(_BOTH)
        else:
            self.record.setFixedWidth(_SLIM if self._slim else _WIDE)

    def _enter(self, _person: Id) -> None:
        self._in_record = True
        self._arrange()
        self.record.focus_first()

    def _wishes(self) -> Wishes:
        return Wishes(
            results=lambda rating: self._choose(results=rating),
            behaviour=lambda rating: self._choose(behaviour=rating),
            save=self._save_progress,
            deliver=self.primary,
            step=self.step,
            to_plan=self._to_plans,
        )

    def _choose(self, *, results: Rating | None = None, behaviour: Rating | None = None) -> None:
        person = self.list.current()
        if person is not None:
            scoring.choose(self._work, person, self._period, results=results, behaviour=behaviour)

    def _save_progress(self, indicator: Id, text: str, evidence: str | None) -> None:
        progress.set_progress(self._work, indicator, self._period, text, evidence)

    def _set_organisation(self, result: OrganisationResult) -> None:
        period = self._period
        said = f"Capaian organisasi {period.label}: {result.label}"
        self._face.jobs.run(
            "Menetapkan capaian organisasi",
            lambda _steps: scoring.set_organisation(self._work, period, result),
            lambda _count: self._face.done(said),
        )

    def _to_plans(self) -> None:
        self._face.go(Target(Place.PLANS, self.list.current()))

    def _reread(self) -> None:
        self._found = self._count()
        self.list.refresh()
        self._show_person()

    def _count(self) -> Distribution:
        """Counts anew, and whether there is anything to rate at all."""
        some = any(evaluations.any_ready(self._work, year) for year in years(self._work))
        self._stack.setCurrentIndex(0 if some else 1)
        found = distribution(self._work, self._period)
        self.spread.show_distribution(found)
        return found

    def _show_chosen(self) -> None:
        if (self.list.current(), self._chosen()) != self._seen:
            self._show_person()

    def _chosen(self) -> int:
        return max(1, len(self.list.table.chosen_rows()))

    def _show_person(self) -> None:
        person = self.list.current()
        self._seen = (person, self._chosen())
        if person is None:
            self.record.show_record(None)
            return
        rater = parties.rater_of(self._work, person)
        shown = Shown(
            person,
            parties.party(self._work, person).name,
            rater.name if rater else "",
            self._period,
            explaining.of_period(self._work, person, self._period),
            quadrant(self._work.rules, self._period.end),
            _cells(self._found),
        )
        self.record.show_record(shown, self._chosen())


def _cells(found: Distribution) -> dict[tuple[str, str], int]:
    return {(SIGN[a], SIGN[b]): count for (a, b), count in found.cells.items()}


def _periods(work: Workspace) -> list[Period]:
    """Quarters and the year, of this year and of every year with plans, the latest first."""
    known = sorted({work.today().year, *years(work)}, reverse=True)
    return [
        period
        for year in known
        for period in (*periods_of(year, PeriodKind.QUARTER), Period(year, PeriodKind.YEAR))
    ]


def _word(period: Period) -> str:
    if period.kind is PeriodKind.YEAR:
        return f"Tahunan {period.year}"
    return f"{period.short_label} {period.year}"


def _quarter(number: int, line: EvaluationRow) -> str | None:
    found: list[Predikat] = [
        value for key, value in line.quarters.items() if key.endswith(f"-TW{number}")
    ]
    return code(found[0]) if found else None


def _quarter_text(number: int, line: EvaluationRow) -> str:
    return _quarter(number, line) or "–"


def _about(scope: object) -> str:
    return scope.label if isinstance(scope, Period) else ""


def _spec(period: Period) -> ListSpec[EvaluationRow]:
    quarters: list[Column[EvaluationRow]] = [
        Column(
            title,
            partial(_quarter, number),
            text=partial(_quarter_text, number),
            kind="mini",
            width=56,
        )
        for number, title in enumerate(_QUARTERS, 1)
    ]
    return ListSpec(
        name="penilaian",
        noun="pegawai",
        hint="Cari nama",
        columns=(
            Column("Nama", lambda r: r.name, kind="strong", width=150, stretch=True, key="name"),
            *quarters,
            Column(
                "Hasil kerja", lambda r: sign(r.results), kind="rating", width=94, key="results"
            ),
            Column(
                "Perilaku", lambda r: sign(r.behaviour), kind="rating", width=94, key="behaviour"
            ),
            Column(
                "Predikat", lambda r: code(r.predikat), kind="predikat", width=150, key="predikat"
            ),
            Column("Tahap", state, kind="state", width=104, key="state", tone=state_tone),
        ),
        chips=(
            FilterChip("", "Semua"),
            FilterChip("unrated", "Belum"),
            FilterChip("rated", "Dinilai"),
            FilterChip("delivered", "Diserahkan"),
        ),
        empty=EmptyText(
            "clipboard_task",
            "Belum ada pegawai",
            "Impor atau tambah pegawai di tab Pegawai, lalu susun SKP-nya.",
            "Ctrl+2 Pegawai",
        ),
        query=Query(scope=period),
        search_width=150,
    )
