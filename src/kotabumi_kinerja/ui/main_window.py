"""The frame: menus, strip, messages, pages, status bar; knows only how tabs are made."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QMainWindow, QWidget

from kotabumi_kinerja.ui.face import Place, Tab, Target
from kotabumi_kinerja.ui.forms.ui_main_window import Ui_MainWindow
from kotabumi_kinerja.ui.jobs import Job, Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.looks import TAB_KEY
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.room import fitting
from kotabumi_kinerja.ui.tab_pages import TabPages, TabSpec

if TYPE_CHECKING:
    from datetime import datetime

    from kotabumi_kinerja.domain.errors import Refused
    from kotabumi_kinerja.ui.face import Command
    from kotabumi_kinerja.ui.undo import UndoSteps
    from kotabumi_kinerja.ui.widgets import Banners, Notice, Provider, Step

GEOMETRY_KEY: Final = "window"
LEAST: Final = QSize(560, 300)
"""Smaller than this nobody can work; logical pixels."""

# Window width from which the search has this width and these words.
_FIND: Final = (
    (1240, 250, "Cari perintah atau orang   Ctrl+K"),
    (1100, 150, "Cari   Ctrl+K"),
    (0, 96, "Ctrl+K"),
)

__all__ = ["MainWindow", "TabSpec"]


class MainWindow(QMainWindow):
    """The window. Paints before any tab is made; `begin` makes the first one.

    Is the `Face` of its tabs. Asks the program by signals: who works (`operator_wanted`), which
    period (`period_wanted`), a page of the guide (`help_wanted`); `closed` after the last tab
    agreed. A `bare` window is the frame with its tabs alone, for the first paint; `furnish` puts
    menus, messages, search and status bar into it.
    """

    operator_wanted = Signal()
    period_wanted = Signal()
    help_wanted = Signal(str)
    closed = Signal()

    def __init__(
        self, kit: Kit, jobs: Jobs, memory: Memory, tabs: Sequence[TabSpec], *, bare: bool = False
    ) -> None:
        super().__init__()
        self._kit, self._jobs, self._memory = kit, jobs, memory
        self._furnished = False
        self._slow: Job | None = None
        ui = self._ui = Ui_MainWindow()
        ui.setupUi(self)
        _let_shrink(self.layout())
        for button in (ui.undoButton, ui.redoButton):
            button.setFixedSize(30, 30)
        self._tabs = TabPages(kit, ui.mainTabs, ui.pages, tabs, self)
        self._restore()
        if not bare:
            self.furnish()

    def furnish(self) -> None:
        """Makes what the first paint does not need; a second call does nothing."""
        if self._furnished:
            return
        from kotabumi_kinerja.ui.furniture import Asks, Furniture  # noqa: PLC0415  after the first paint

        asks = Asks(self.operator_wanted.emit, self.period_wanted.emit, self.explain)
        parts = self._furniture = Furniture(self, self, self._ui, self._tabs, asks)  # slots live
        self._banners, self._toast, self._undo = parts.banners, parts.toast, parts.undo
        self.status, self.menus, self.finder = parts.status, parts.menus, parts.finder
        self._jobs.watched.connect(self._watch)
        self._furnished = True

    # ---- what the program hands in and says ------------------------------------

    def stay_on(self, screen: QRect) -> None:
        """Before it is first shown: not larger than `screen`, what the task bar leaves of it.

        A window that asks for more is cut by Windows, asks again, and may never come to rest.
        """
        room = fitting(self.size(), screen)
        if not self.isMaximized() and room != self.size():
            self.resize(room)
            if not self._memory.get(GEOMETRY_KEY):
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.setMinimumSize(fitting(LEAST, screen))

    def preview(self, place: Place, page: QWidget | None = None) -> None:
        """Before `begin`: which tab will be first, and what stands there until it is made."""
        self._tabs.preview(place, page)

    def begin(self, place: Place = Place.HOME) -> None:
        """Makes and shows the first tab; called after the frame has painted."""
        self._tabs.begin(place)

    def set_history(self, steps: "UndoSteps") -> None:
        """From now on undo and redo work on `steps`."""
        self._undo.watch(steps)

    def refresh(self, tables: frozenset[str]) -> None:
        """A change has touched these tables: the tab in sight reads again, the others later."""
        self._undo.refresh()
        self._tabs.refresh(tables)

    def saved(self, at: "datetime | None" = None) -> None:
        """Writes 'Tersimpan 10.42' into the status bar."""
        from datetime import datetime  # noqa: PLC0415  after the first paint

        self.status.show_saved(f"{at or datetime.now():%H.%M}")  # noqa: DTZ005  the clock on the wall

    def add_commands(self, *commands: "Command") -> list[QAction]:
        """More entries for the menus and Ctrl+K."""
        return self.menus.add(*commands)

    def add_provider(self, provider: "Provider") -> None:
        """One more source of answers for Ctrl+K, such as the persons."""
        self.finder.add(provider)

    def tab(self, place: Place) -> Tab | None:
        """The tab at `place`; None while it was never shown."""
        return self._tabs.at(place)

    # ---- the face ----------------------------------------------------------------

    @property
    def kit(self) -> Kit:
        """Colours, fonts, icons."""
        return self._kit

    @property
    def jobs(self) -> Jobs:
        """Long work."""
        return self._jobs

    @property
    def memory(self) -> Memory:
        """What this PC remembers for this user."""
        return self._memory

    @property
    def banners(self) -> "Banners":
        """The messages on top of the page."""
        return self._banners

    def refused(self, error: "Refused", to_field: Callable[[], object] | None = None) -> None:
        """Shows a refusal on top of the page, with a button to its field."""
        from kotabumi_kinerja.messages import sentence  # noqa: PLC0415  after the first paint
        from kotabumi_kinerja.ui.widgets import Step, notice_of  # noqa: PLC0415  the same

        step = Step("Ke isian", to_field, "edit") if to_field is not None else None
        self.notice(notice_of(sentence(error.code, error.fields), error.code, step))

    def notice(self, notice: "Notice") -> None:
        """Shows a message on top of the page."""
        self.furnish()
        self._banners.add(notice)

    def done(self, text: str, *, undoable: bool = True) -> None:
        """Says what was done, with its undo, for ten seconds."""
        self._undo.refresh()
        self._toast.tell(text, undoable=undoable)
        self.saved()

    def go(self, target: Target) -> None:
        """Opens another tab at a record."""
        self.begin(target.place)
        self._tabs.current().open(target)

    def explain(self) -> None:
        """F1: asks for the page of the guide about the tab in sight."""
        self.help_wanted.emit(self._tabs.current().help_page())

    def may_close(self) -> bool:
        """Whether every tab agrees; one that does not has told the user why."""
        return all(tab.may_close() for tab in self._tabs.all())

    def remember(self) -> None:
        """Keeps size, place and tab for the next start."""
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self._memory.set(GEOMETRY_KEY, geometry)
        self._memory.set(TAB_KEY, self._tabs.place().value)

    def tell(self, code: str, step: "Step | None" = None, **fields: object) -> None:
        """Shows the sentence of `code` as a warning, with a button."""
        from kotabumi_kinerja.messages import sentence  # noqa: PLC0415  after the first paint
        from kotabumi_kinerja.ui.widgets import notice_of  # noqa: PLC0415  the same

        self.notice(notice_of(sentence(code, fields), code, step, "warn"))

    # ---- inside --------------------------------------------------------------------

    def _still_works(self) -> bool:
        """Whether something has run for long; then the user is told, and may end it."""
        job = self._slow
        if job is None or job.cancelled():
            return False
        from kotabumi_kinerja.ui.widgets import Step  # noqa: PLC0415  after the first paint

        self.tell("KK-480", Step("Batalkan lalu keluar", self._stop_and_close), job=job.title)
        return True

    def _stop_and_close(self) -> None:
        self._jobs.cancel_all()
        self.close()

    def _watch(self, job: Job | None) -> None:
        self._slow = job
        if job is None:
            self.status.job.hide()
        else:
            self.status.job.show_job(job.title, job.done, job.total, job.cancel)

    def _restore(self) -> None:
        kept = self._memory.get(GEOMETRY_KEY)
        if kept:
            self.restoreGeometry(QByteArray.fromHex(kept.encode()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follows the room."""
        super().resizeEvent(event)
        width = self.width()
        _, room, words = next(step for step in _FIND if width >= step[0])
        self._ui.findField.setFixedWidth(room)
        self._ui.findField.setPlaceholderText(words)
        self._tabs.resized(width, self.height())
        if self._furnished:
            self._toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks what runs long and the tabs, then remembers where the window stood."""
        if self._still_works() or not self.may_close():
            event.ignore()
            return
        self.remember()
        super().closeEvent(event)
        self.closed.emit()


def _let_shrink(layout: QLayout | None) -> None:
    """A page that wants more room than the screen has must not push the window over its edge."""
    if layout is not None:
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
