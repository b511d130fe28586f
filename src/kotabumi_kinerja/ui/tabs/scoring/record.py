"""The record of Penilaian: ratings, matrix, 'Mengapa?', realisation, and the hand-over below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QRadioButton, QStackedWidget, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import Period
from kotabumi_kinerja.domain.scoring import NOT_SCORED, Rating, Suggestion
from kotabumi_kinerja.services.evaluations import OPEN_STATES, Evaluation
from kotabumi_kinerja.services.explaining import PeriodView
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.scoring.realisation import RealisationPane, Save
from kotabumi_kinerja.ui.tabs.scoring.words import code, sign
from kotabumi_kinerja.ui.widgets import (
    Chip,
    Empty,
    EmptyText,
    IconLabel,
    Matrix,
    MatrixState,
    Why,
    WhyStep,
    button,
    col,
    hold,
    label,
    row,
    rule,
    scroll,
    subtabs,
    tool,
)

_NAME: Final = 84


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the record asks of its tab."""

    results: Callable[[Rating], object]
    behaviour: Callable[[Rating], object]
    save: Save
    deliver: Callable[[], object]
    step: Callable[[int], object]
    to_plan: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Shown:
    """One person in one period, as the record shows it."""

    person: Id
    name: str
    rater: str
    period: Period
    view: PeriodView
    table: Mapping[tuple[str, str], str]
    counts: Mapping[tuple[str, str], int]


class _Tall(QFrame):
    """The inside of a scrolled page, as high as its wrapped words need at its width."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self.setLayout(layout)
        self._inner = layout

    def settle(self) -> None:
        """Takes the height that its words need now."""
        self._inner.invalidate()
        if self.width() > 0:
            self.setMinimumHeight(max(0, self._inner.totalHeightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words differently."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.settle()


class RatingChoice(QWidget):
    """Three ratings, one chosen or none; arrows move, space chooses. Only the word when locked."""

    def __init__(self, kit: Kit, name: str, choose: Callable[[Rating], object]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[Rating, QRadioButton] = {}
        for rating in reversed(Rating):
            made = QRadioButton(rating.label.removesuffix(" ekspektasi"))
            made.setAccessibleName(f"{name}: {rating.label}")
            made.clicked.connect(lambda _on=False, r=rating: choose(r))
            self._group.addButton(made)
            self.buttons[rating] = made
        title = label(name, "label")
        title.setFixedWidth(_NAME)
        self._word = Chip(kit, "", "rating:=")
        self.setLayout(row(title, *self.buttons.values(), self._word, None, gap=10))

    def show_rating(self, rating: Rating | None, *, locked: bool) -> None:
        """Marks the rating that stands, none while belum dinilai."""
        self._group.setExclusive(False)
        for one, made in self.buttons.items():
            made.setChecked(one is rating)
            made.setVisible(not locked)
        self._group.setExclusive(True)
        self._word.setVisible(locked and rating is not None)
        if rating is not None:
            self._word.show_state(rating.label, f"rating:{sign(rating)}")


class RecordPane(QStackedWidget):
    """The right side of Penilaian; shows what it is handed and holds no truth."""

    def __init__(self, kit: Kit, wishes: Wishes) -> None:
        super().__init__()
        self.setAccessibleName("Penilaian pegawai")
        self._kit = kit
        nobody = Empty(
            kit,
            EmptyText("clipboard_task", "Pilih seorang pegawai", "Penilaiannya tampil di sini."),
        )
        self.addWidget(hold(col(nobody), "pane"))
        self._name = label("", "title", wrap=True)
        self._rater = label("", "caption", wrap=True)
        self.results = RatingChoice(kit, "Hasil kerja", wishes.results)
        self.behaviour = RatingChoice(kit, "Perilaku", wishes.behaviour)
        self._hint = label("", "caption", wrap=True)
        self.matrix: Matrix | None = None
        self.why = Why(kit)
        self.realisation = RealisationPane(kit, wishes.save)
        self._chip = Chip(kit, "Baik", "predikat:B")
        self._none = label(NOT_SCORED, "caption")
        self._state = label("", "caption", wrap=True)
        self.hand_over = button(kit, "Serahkan hasil", "primary", run=wishes.deliver)
        self._to_plan = button(kit, "Buka Target (SKP)", "", "target_arrow", run=wishes.to_plan)
        self._no_plan = Empty(
            kit, EmptyText("target_arrow", "Belum ada SKP yang disepakati", ""), self._to_plan
        )
        self.tabs = subtabs(["Penilaian", "Realisasi"])
        self._matrix_place = col(pad=(14, 6, 14, 8))
        self._parts = QStackedWidget()
        self._page = self._rating_page()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._page.settle)
        for part in (scroll(self._page), self.realisation, self._no_plan):
            self._parts.addWidget(part)
        self.tabs.currentChanged.connect(self._parts.setCurrentIndex)
        self._foot = hold(
            row((self._state, 1), self.hand_over, gap=8, pad=(14, 6, 10, 6)),
        )
        self._foot.setMinimumHeight(kit.measure("control") + 14)
        self._strip = hold(row(self.tabs, None, pad=(8, 0, 8, 0)))
        self.addWidget(self._whole(wishes))
        self.show_record(None)

    def show_record(self, shown: Shown | None, chosen: int = 1) -> None:
        """Shows somebody, or that nobody is chosen; `chosen` people would be handed over."""
        self.setCurrentIndex(0 if shown is None else 1)
        if shown is None:
            return
        have, view = shown.view.evaluation, shown.view
        self._name.setText(shown.name)
        self._rater.setText(f"Penilai: {shown.rater or 'belum ada'}")
        self._show_predikat(have)
        rateable = view.plan is not None or have is not None
        self._strip.setVisible(rateable)
        self._foot.setVisible(rateable)
        self._parts.setCurrentIndex(self.tabs.currentIndex() if rateable else 2)
        if not rateable:
            text = f"{shown.name} dinilai sesudah SKP {shown.period.year} disepakati."
            self._no_plan.say("Belum ada SKP yang disepakati", text)
            return
        locked = have is not None and have.state not in OPEN_STATES
        self.results.show_rating(have.results if have else None, locked=locked)
        self.behaviour.show_rating(have.behaviour if have else None, locked=locked)
        self._show_hint(view, locked=locked)
        self._show_matrix(shown, have)
        why = view.why
        source = f"{why.source}. {why.note}" if why.note else why.source
        self.why.explain(why.title, [WhyStep(*step) for step in why.steps], source)
        done = sum(1 for line in view.lines if line.text)
        self.tabs.setTabText(1, f"Realisasi ({done} dari {len(view.lines)})")
        self.realisation.show_lines(view.lines, locked=locked)
        self._show_state(have, chosen)
        self._settle.start(0)

    def focus_first(self) -> None:
        """Enter in the list: to the rating of results, or the chosen one of them."""
        if self._parts.currentIndex() == 1:
            self.realisation.table.setFocus()
            return
        buttons = self.results.buttons
        checked = next((b for b in buttons.values() if b.isChecked()), buttons[Rating.AS_EXPECTED])
        checked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _whole(self, wishes: Wishes) -> QWidget:
        kit = self._kit
        before = tool(kit, "chevron_left", "Sebelumnya", lambda: wishes.step(-1), "Ctrl+PageUp")
        after = tool(kit, "chevron_right", "Berikutnya", lambda: wishes.step(1), "Ctrl+PageDown")
        first = row((self._name, 1), before, after, gap=2)
        second = row(self._chip, self._none, (self._rater, 1), gap=8)
        head = col(first, second, gap=2, pad=(14, 8, 8, 8))
        return hold(
            col(
                hold(head),
                rule(),
                self._strip,
                rule(),
                (self._parts, 1),
                rule(),
                self._foot,
                gap=0,
            ),
            "pane",
        )

    def _rating_page(self) -> _Tall:
        mark = IconLabel(self._kit, "lightbulb", "text_soft")
        self._mark = mark
        hint = row(mark, (self._hint, 1), gap=6)
        hint.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        ratings = col(self.results, self.behaviour, hint, gap=4, pad=(14, 8, 14, 6))
        matrix = hold(self._matrix_place)
        return _Tall(col(hold(ratings), rule(), matrix, rule(), self.why, None, gap=0))

    def _show_predikat(self, have: Evaluation | None) -> None:
        value = have.predikat if have else None
        self._chip.setVisible(value is not None)
        self._none.setVisible(value is None)
        if value is not None:
            self._chip.show_state(value.label, f"predikat:{code(value)}")

    def _show_hint(self, view: PeriodView, *, locked: bool) -> None:
        words = "" if locked else _advice(view.suggestion)
        self._hint.setText(words)
        self._hint.setToolTip(f"{view.suggestion.source}. {view.suggestion.note}")
        self._hint.setVisible(bool(words))
        self._mark.setVisible(bool(words))

    def _show_matrix(self, shown: Shown, have: Evaluation | None) -> None:
        results = sign(have.results) if have else None
        behaviour = sign(have.behaviour) if have else None
        state = MatrixState(shown.table, results, behaviour, shown.counts)
        if self.matrix is None:
            self.matrix = Matrix(self._kit, state)
            self._matrix_place.addWidget(self.matrix)
        else:
            self.matrix.show_state(state)

    def _show_state(self, have: Evaluation | None, chosen: int) -> None:
        state = have.state if have else EvaluationState.DRAFT
        words = f"Tahap: {state.label}"
        if have is not None and have.delivered_on is not None:
            words += f" {show_date(have.delivered_on)}"
        elif have is not None and have.rated_on is not None:
            words += f" {show_date(have.rated_on)}"
        self._state.setText(words)
        self.hand_over.setVisible(state is EvaluationState.RATED or chosen > 1)
        text = "Serahkan hasil" if chosen == 1 else f"Serahkan {chosen} hasil"
        self.hand_over.setText(text)
        self.hand_over.setAccessibleName(text)


def _advice(found: Suggestion) -> str:
    if found.rating is None:
        return f"{found.steps[0]}. Penilai yang memutuskan."
    reason = "; ".join(found.steps[:-1])
    return f"Saran: {found.rating.label}. {reason}. Penilai yang memutuskan."
