"""What a tab is, and what it may ask of the window: the two sides of one small treaty."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Memory

if TYPE_CHECKING:
    from kotabumi_kinerja.domain.errors import Refused
    from kotabumi_kinerja.ui.widgets import Notice


class Place(Enum):
    """The tabs, in the order of the strip."""

    HOME = "beranda"
    STAFF = "pegawai"
    PLANS = "target"
    SCORING = "penilaian"
    TRAINING = "pelatihan"
    EXCHANGE = "tukar"
    OFFICES = "daerah"


class Menu(Enum):
    """The menus, in their order."""

    FILE = "Berkas"
    EDIT = "Sunting"
    VIEW = "Tampilan"
    DATA = "Data"
    REPORTS = "Laporan"
    TOOLS = "Alat"
    HELP = "Bantuan"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go: a tab, in it a record, a filter chip, a field."""

    place: Place
    id: Id | None = None
    chip: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of a menu that Ctrl+K finds too.

    `key` is a shortcut such as 'Ctrl+E'; `words` are more words under which it is found;
    `apart` draws a line above it in the menu.
    """

    menu: Menu
    text: str
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    words: str = ""
    apart: bool = False


class Face(Protocol):
    """The window as a tab sees it."""

    @property
    def kit(self) -> Kit:
        """Colours, fonts, icons."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Long work."""
        ...

    @property
    def memory(self) -> Memory:
        """What this PC remembers for this user."""
        ...

    def refused(self, error: "Refused", to_field: Callable[[], object] | None = None) -> None:
        """Shows a refusal on top of the page, with a button to its field."""
        ...

    def notice(self, notice: "Notice") -> None:
        """Shows a message on top of the page."""
        ...

    def done(self, text: str, *, undoable: bool = True) -> None:
        """Says what was done, with its undo, for ten seconds."""
        ...

    def go(self, target: Target) -> None:
        """Opens another tab at a record."""
        ...


class Tab(QWidget):
    """One tab. Everything here may be overridden; what a tab does not know does nothing.

    Dialogs and whole pages of a record are the tab's own matter. A key of the style guide that
    means 'the record', 'the list' or 'this screen' comes in here.
    """

    def refresh(self, tables: frozenset[str]) -> None:
        """A change has touched these tables; called when the tab is seen."""

    def open(self, target: Target) -> None:
        """Shows the record, chip or field that `target` names."""

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Less room: under 1240 px wide, under 640 px high. Called once before the first show."""

    def find_field(self) -> QWidget | None:
        """The search of the list, for Ctrl+F."""
        return None

    def panes(self) -> list[QWidget]:
        """What F6 goes through: list, record, panel; each takes the focus."""
        return []

    def new(self) -> None:
        """Ctrl+N."""

    def primary(self) -> None:
        """Ctrl+Enter: the one filled button."""

    def step(self, by: int) -> None:
        """Ctrl+PageDown (1) and Ctrl+PageUp (-1): the next record in the same field."""

    def next_missing(self) -> None:
        """F8: the next thing that is missing."""

    def print_shown(self) -> None:
        """Ctrl+P: what is shown, on paper."""

    def export_shown(self) -> None:
        """Ctrl+E: what is shown, as a workbook."""

    def import_file(self) -> None:
        """Ctrl+I."""

    def go_back(self) -> None:
        """Esc: closes the record or the form."""

    def help_page(self) -> str:
        """The name of the page of the user guide that explains this screen, for F1."""
        return ""

    def may_close(self) -> bool:
        """Whether the window may close now; a tab that says no has told the user why."""
        return True
