"""The tabs behind the strip: each made when first shown, refreshed when seen, folded when tight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Room

NARROW: Final = 1240
LOW: Final = 640


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab: its place, word, icon, and how it is made when it is first shown."""

    place: Place
    title: str
    icon: str
    make: Callable[[Face], Tab]


class TabPages:
    """Keeps strip and pages together. Nothing is made before `begin`."""

    def __init__(
        self, kit: Kit, strip: QTabBar, stack: QStackedWidget, specs: Sequence[TabSpec], face: Face
    ) -> None:
        self._kit, self._strip, self._stack, self._face = kit, strip, stack, face
        self._specs = tuple(specs)
        self._made: dict[int, Tab] = {}
        self._pending: dict[int, frozenset[str]] = {}
        self._room = (False, False)
        self._begun = False
        strip.setExpanding(False)
        strip.setUsesScrollButtons(True)
        strip.setIconSize(QSize(20, 20))
        for spec in self._specs:
            strip.addTab(kit.icons(spec.icon, "text_soft", 20), spec.title)
            stack.addWidget(QWidget())
        self._tint(strip.currentIndex())
        strip.currentChanged.connect(self._changed)

    def begin(self, place: Place) -> None:
        """Makes and shows the tab at `place`."""
        self._begun = True
        at = self._index(place)
        if at == self._strip.currentIndex():
            self._changed(at)
        else:
            self._strip.setCurrentIndex(at)

    def place(self) -> Place:
        """Which one is in sight."""
        return self._specs[self._strip.currentIndex()].place

    def preview(self, place: Place, page: QWidget | None) -> None:
        """Before `begin`: which tab will be first, and what stands there until it is made."""
        at = self._index(place)
        self._strip.setCurrentIndex(at)
        if page is not None:
            self._put(at, page)
            self._stack.setCurrentIndex(at)

    def turn_to(self, at: int) -> None:
        """Shows tab number `at`, if there is one."""
        if 0 <= at < len(self._specs):
            self._strip.setCurrentIndex(at)

    def current(self) -> Tab:
        """The tab in sight; one that does nothing before `begin`."""
        return self._made.get(self._strip.currentIndex()) or Tab()

    def at(self, place: Place) -> Tab | None:
        """The tab at `place`; None while it was never shown, or the office has none there."""
        found = [n for n, spec in enumerate(self._specs) if spec.place is place]
        return self._made.get(found[0]) if found else None

    def all(self) -> tuple[Tab, ...]:
        """Those made so far."""
        return tuple(self._made.values())

    def specs(self) -> tuple[TabSpec, ...]:
        """What was handed in."""
        return self._specs

    def refresh(self, tables: frozenset[str]) -> None:
        """These tables have changed: the tab in sight reads now, the others when next seen."""
        for at in self._made:
            self._pending[at] = self._pending.get(at, frozenset()) | tables
        self._catch_up(self._strip.currentIndex())

    def resized(self, width: int, height: int) -> None:
        """Folds or unfolds the tabs when the window crosses a threshold."""
        room = (width < NARROW, height < LOW)
        if room != self._room:
            self._room = room
            for tab in self._made.values():
                tab.fold(narrow=room[0], low=room[1])

    def _index(self, place: Place) -> int:
        return next(n for n, spec in enumerate(self._specs) if spec.place is place)

    def _changed(self, at: int) -> None:
        self._tint(at)
        if not self._begun or at < 0:
            return
        if at not in self._made:
            self._make(at)
        self._stack.setCurrentIndex(at)
        self._catch_up(at)

    def _make(self, at: int) -> None:
        tab = self._specs[at].make(self._face)
        if not tab.accessibleName():
            tab.setAccessibleName(self._specs[at].title)
        tab.fold(narrow=self._room[0], low=self._room[1])
        self._made[at] = tab
        self._put(at, tab)

    def _put(self, at: int, page: QWidget) -> None:
        old = self._stack.widget(at)
        self._stack.insertWidget(at, Room(page))
        self._stack.removeWidget(old)
        old.deleteLater()

    def _catch_up(self, at: int) -> None:
        tables = self._pending.pop(at, None)
        if tables and at in self._made:
            self._made[at].refresh(tables)

    def _tint(self, current: int) -> None:
        for at, spec in enumerate(self._specs):
            role = "accent" if at == current else "text_soft"
            self._strip.setTabIcon(at, self._kit.icons(spec.icon, role, 20))
