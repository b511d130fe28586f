"""The button 'Isi SKP': everything that fills plans from elsewhere, in one menu.

For the Target tab (one widget to place, its constructor is final):
`FillButton(face, work, chosen, changed)`; `chosen()` says who and what is at hand right now,
`changed()` is called after something was written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import PlanView, ResultView, copying, library
from kotabumi_kinerja.services.plans.copying import CopyLine
from kotabumi_kinerja.services.plans.library import Made, Preset
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_cascade import CascadeDialog, PlaceholderDialog
from kotabumi_kinerja.ui.dialogs.plans_copy import CopyDialog
from kotabumi_kinerja.ui.dialogs.plans_library import LibraryDialog
from kotabumi_kinerja.ui.dialogs.plans_make import MakeDialog
from kotabumi_kinerja.ui.dialogs.plans_spread import SpreadDialog
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import without_arguments


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is at hand: the people chosen in the list, the year, the plan that is shown.

    `result`: the RHK under the cursor, None when there is none.
    """

    people: Sequence[Id]
    year: int
    plan: PlanView | None
    result: Id | None = None

    @property
    def shown_result(self) -> ResultView | None:
        """The RHK under the cursor as the plan has it."""
        results = self.plan.results if self.plan is not None else ()
        return next((r for r in results if r.id == self.result), None)


class FillButton(QPushButton):
    """Opens the menu; it is never empty, so it may always be shown."""

    def __init__(
        self,
        face: Face,
        work: Workspace,
        chosen: Callable[[], Chosen],
        changed: Callable[[], object],
    ) -> None:
        super().__init__("&Isi SKP")
        self._face, self._work, self._chosen, self._changed = face, work, chosen, changed
        self.setAccessibleName("Isi SKP")
        self.setToolTip("Ambil dari pustaka, salin, sebar, atau turunkan hasil kerja")
        self.setFixedHeight(face.kit.measure("control"))
        self.dialog: QDialog | None = None
        menu = QMenu(self)
        self.take = self._action(menu, "&Ambil dari pustaka…", self.take_from_library)
        self.keep = self._action(menu, "Simpan hasil ini ke &pustaka", self.keep_in_library)
        self.make = self._action(menu, "&Buat SKP dari pustaka…", self.make_from_library)
        menu.addSeparator()
        self.copy = self._action(menu, "&Salin SKP…", self.copy_plans)
        self.spread = self._action(menu, "Satu &target untuk banyak orang…", self.spread_target)
        menu.addSeparator()
        self.push = self._action(menu, "&Turunkan hasil kerja pimpinan…", self.push_down)
        self.loose = self._action(menu, "&Ganti hasil pimpinan sementara…", self.replace_words)
        menu.addSeparator()
        self.manage = self._action(menu, "&Kelola pustaka…", self.manage_library)
        menu.aboutToShow.connect(self.offer)
        self.setMenu(menu)

    def offer(self) -> None:
        """Shows what can be done with what is at hand."""
        now = self._chosen()
        draft = now.plan is not None and now.plan.editable
        self.take.setVisible(draft)
        self.keep.setVisible(now.shown_result is not None)
        for action in (self.copy, self.spread):
            action.setVisible(bool(now.people))
        self.make.setVisible(len(now.people) > (now.plan is not None))

    def take_from_library(self) -> None:
        """Entries into the shown draft."""
        plan = self._chosen().plan
        if plan is not None and plan.editable:
            self._open(LibraryDialog(self._face, self._work, plan, self._taken, self))

    def keep_in_library(self) -> None:
        """The result under the cursor as an own entry."""
        now = self._chosen()
        result = now.shown_result
        if now.plan is not None and result is not None:
            library.keep(self._work, now.plan.id, result.id)
            self._face.done("Hasil kerja disimpan ke pustaka")

    def make_from_library(self) -> None:
        """Drafts for the chosen people who have none."""
        now = self._chosen()
        make = partial(self._make, now.year)
        self._open(MakeDialog(self._face, self._work, now.year, now.people, make, self))

    def copy_plans(self) -> None:
        """Last year's or a colleague's plan for the chosen people."""
        now = self._chosen()
        take = partial(self._copy, now.year)
        self._open(CopyDialog(self._face, self._work, now.year, now.people, take, self))

    def spread_target(self) -> None:
        """One target for the chosen people, beginning with what is under the cursor."""
        now = self._chosen()
        result = now.shown_result
        first = result.indicators[0] if result is not None and result.indicators else None
        done = partial(self._say, "Target disebar ke {} orang")
        begin = (result, first) if result is not None else None
        self._open(SpreadDialog(self._face, self._work, now.year, now.people, begin, done, self))

    def push_down(self) -> None:
        """A leader's result for people below, beginning with the one under the cursor."""
        now = self._chosen()
        done = partial(self._say, "Hasil kerja diturunkan ke {} orang")
        self._open(CascadeDialog(self._face, self._work, now.year, now.result, done, self))

    def replace_words(self) -> None:
        """A leader's result in the place of words that stood for it."""
        done = partial(self._say, "Hasil pimpinan diganti pada {} hasil kerja")
        self._open(PlaceholderDialog(self._face, self._work, self._chosen().year, done, self))

    def manage_library(self) -> None:
        """The library itself."""
        self._open(LibraryDialog(self._face, self._work, None, self._taken, self))

    def _taken(self, count: int) -> None:
        self._say("{} hasil kerja diambil dari pustaka", count)

    def _say(self, words: str, count: int) -> None:
        self._changed()
        self._face.done(words.format(count), undoable=count > 0)

    def _make(self, year: int, wanted: Sequence[Preset]) -> None:
        self._face.jobs.run(
            "Membuat SKP",
            lambda progress: library.make_plans(self._work, year, wanted, progress),
            self._made,
        )

    def _copy(self, year: int, lines: Sequence[CopyLine]) -> None:
        self._face.jobs.run(
            "Menyalin SKP",
            lambda progress: copying.copy(self._work, year, lines, progress),
            partial(self._say, "SKP disalin ke {} orang"),
        )

    def _made(self, done: Made) -> None:
        self._changed()
        left = f", {len(done.left)} orang tanpa isian pustaka" if done.left else ""
        self._face.done(f"{done.count} SKP dibuat dari pustaka{left}", undoable=done.count > 0)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _action(self, menu: QMenu, text: str, run: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(without_arguments(run))
        return action
