"""The frame: menus, strip, messages, pages, status bar; knows only how tabs are made."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLayout, QLineEdit, QMainWindow, QMenu, QToolButton

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.face import Command, Menu, Place, Tab, Target
from kotabumi_kinerja.ui.forms.ui_main_window import Ui_MainWindow
from kotabumi_kinerja.ui.jobs import Job, Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.menus import Menus
from kotabumi_kinerja.ui.tab_pages import TabPages, TabSpec
from kotabumi_kinerja.ui.undo import UndoActions, UndoSteps
from kotabumi_kinerja.ui.widgets import (
    Banners,
    Finder,
    Notice,
    Provider,
    StatusParts,
    Step,
    Toast,
    notice_of,
)
from kotabumi_kinerja.ui.window_commands import (
    bare_keys,
    look_commands,
    view_commands,
    work_commands,
)

GEOMETRY_KEY: Final = "window"

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
    agreed.
    """

    operator_wanted = Signal()
    period_wanted = Signal()
    help_wanted = Signal(str)
    closed = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, memory: Memory, tabs: Sequence[TabSpec]) -> None:
        super().__init__()
        self._kit, self._jobs, self._memory = kit, jobs, memory
        ui = self._ui = Ui_MainWindow()
        ui.setupUi(self)
        _let_shrink(self.layout())
        self._banners = Banners(kit, pad=(12, 10, 12, 0))
        ui.centreLayout.insertWidget(1, self._banners)
        self._undo = UndoActions(self)
        self._toast = Toast(kit, ui.centre, self._undo.undo_now)
        self._tabs = TabPages(kit, ui.mainTabs, ui.pages, tabs, self)
        self.status = StatusParts(
            kit, ui.statusBar, self.operator_wanted.emit, self.period_wanted.emit
        )
        self.menus = Menus(kit, self, dict(zip(Menu, _menus(ui), strict=True)))
        self._dress_strip()
        self._fill_menus()
        self.finder = Finder(kit, ui.findField, self, [self.menus])
        jobs.watched.connect(self._watch)
        self._restore()

    # ---- what the program hands in and says ------------------------------------

    def begin(self, place: Place = Place.HOME) -> None:
        """Makes and shows the first tab; called after the frame has painted."""
        self._tabs.begin(place)

    def set_history(self, steps: UndoSteps) -> None:
        """From now on undo and redo work on `steps`."""
        self._undo.watch(steps)

    def refresh(self, tables: frozenset[str]) -> None:
        """A change has touched these tables: the tab in sight reads again, the others later."""
        self._undo.refresh()
        self._tabs.refresh(tables)

    def saved(self, at: datetime | None = None) -> None:
        """Writes 'Tersimpan 10.42' into the status bar."""
        self.status.show_saved(f"{at or datetime.now():%H.%M}")  # noqa: DTZ005  the clock on the wall

    def add_commands(self, *commands: Command) -> list[QAction]:
        """More entries for the menus and Ctrl+K."""
        return self.menus.add(*commands)

    def add_provider(self, provider: Provider) -> None:
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
    def banners(self) -> Banners:
        """The messages on top of the page."""
        return self._banners

    def refused(self, error: Refused, to_field: Callable[[], object] | None = None) -> None:
        """Shows a refusal on top of the page, with a button to its field."""
        step = Step("Ke isian", to_field, "edit") if to_field is not None else None
        self.notice(notice_of(sentence(error.code, error.fields), error.code, step))

    def notice(self, notice: Notice) -> None:
        """Shows a message on top of the page."""
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

    # ---- inside --------------------------------------------------------------------

    def _dress_strip(self) -> None:
        ui = self._ui
        for button, action, icon in (
            (ui.undoButton, self._undo.undo, "arrow_undo"),
            (ui.redoButton, self._undo.redo, "arrow_redo"),
        ):
            action.setIcon(self._kit.icons(icon))
            _wear(button, action)
        field = ui.findField
        field.addAction(self._kit.icons("search"), QLineEdit.ActionPosition.LeadingPosition)
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self._to_find)

    def _fill_menus(self) -> None:
        menus, tabs = self.menus, self._tabs
        self._ui.menuEdit.addAction(self._undo.undo)
        self._ui.menuEdit.addAction(self._undo.redo)
        menus.add(*work_commands(tabs, self), *view_commands(tabs))
        look_commands(menus, self, self._kit.style, self)
        menus.add(
            Command(Menu.TOOLS, "&Ganti operator…", self.operator_wanted.emit, icon="person"),
            Command(Menu.TOOLS, "Ganti &periode…", self.period_wanted.emit, icon="calendar"),
            Command(Menu.HELP, "&Jelaskan layar ini", self._help, "F1", "question_circle"),
            Command(Menu.FILE, "&Keluar", self.close, "Alt+F4", apart=True),
        )
        bare_keys(self, tabs)

    def _help(self) -> None:
        self.help_wanted.emit(self._tabs.current().help_page())

    def _to_find(self) -> None:
        self._ui.findField.setFocus()
        self._ui.findField.selectAll()

    def _watch(self, job: Job | None) -> None:
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
        self._toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks the tabs, then remembers where the window stood."""
        if not all(tab.may_close() for tab in self._tabs.all()):
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self._memory.set(GEOMETRY_KEY, geometry)
        super().closeEvent(event)
        self.closed.emit()


def _let_shrink(layout: QLayout | None) -> None:
    """A page that wants more room than the screen has must not push the window over its edge."""
    if layout is not None:
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)


def _menus(ui: Ui_MainWindow) -> tuple[QMenu, ...]:
    return (
        ui.menuFile,
        ui.menuEdit,
        ui.menuView,
        ui.menuData,
        ui.menuReports,
        ui.menuTools,
        ui.menuHelp,
    )


def _wear(button: QToolButton, action: QAction) -> None:
    button.setDefaultAction(action)
    button.setIconSize(QSize(16, 16))
    button.setFixedSize(30, 30)
