"""Pages and dialogs that may be larger than their window or screen: what is too large scrolls."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

_GAP: Final = 6
"""Between what scrolls and the buttons below it."""
TITLE: Final = 32
"""Height of a title bar before the system has told its own; logical pixels."""


class Room(QScrollArea):
    """Gives `page` all the room there is, and scroll bars when that is less than it needs.

    The page's size follows from the room alone, never from a scroll bar that came or went, so
    that bars, folding and wrapping cannot drive each other round in a circle. `wraps`: the page's
    own texts wrap and make it higher when it is narrower; a tab wraps inside its parts.
    """

    def __init__(self, page: QWidget, *, wraps: bool = False) -> None:
        super().__init__()
        self._wraps = wraps
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self._page = page
        self._given = QSize()
        self.setWidget(page)
        self.setCornerWidget(QWidget())
        page.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follows the window."""
        super().resizeEvent(event)
        room = self.maximumViewportSize()
        if room != self._given:  # not when only a scroll bar came or went
            self._given = room
            self._page.resize(room)  # it may fold by its own width, and then need less
            layout = self._page.layout()
            if layout is not None:
                layout.activate()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the page when it needs more or less than before."""
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self._page:
            self._fit()
        return done

    def minimumSizeHint(self) -> QSize:
        """A room may be as small as the window."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        """As large as the page would like to be."""
        return liked(self._page.layout())

    def _fit(self) -> None:
        room, need = self.maximumViewportSize(), self._page.minimumSizeHint()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        wide = need.width() > room.width()
        high = self._height(room.width()) > room.height() - bar * wide
        wide = wide or need.width() > room.width() - bar * high
        left = QSize(room.width() - bar * high, room.height() - bar * wide).expandedTo(need)
        self._page.resize(left.width(), max(left.height(), self._height(left.width())))

    def _height(self, width: int) -> int:
        """What the page needs at this width, where its texts wrap."""
        layout, need = self._page.layout(), self._page.minimumSizeHint()
        if not self._wraps or layout is None or not layout.hasHeightForWidth():
            return need.height()
        return max(need.height(), layout.totalMinimumHeightForWidth(max(width, need.width())))


def fitting(wanted: QSize, screen: QRect) -> QSize:
    """What of `wanted` a window with a title bar may take on `screen` without going over it."""
    return wanted.boundedTo(QSize(screen.width() - 2, screen.height() - TITLE - 2))


def liked(layout: QLayout | None, least: int = 0) -> QSize:
    """The size that `layout` would like, at least so wide, wrapped texts in full."""
    if layout is None:
        return QSize(least, 0)
    layout.activate()
    size = layout.totalSizeHint().expandedTo(QSize(least, 0))
    if layout.hasHeightForWidth():
        size.setHeight(layout.totalHeightForWidth(size.width()))
    return size


class Dialog(QDialog):
    """What every dialog of the program derives from: it fits the screen, or scrolls on it.

    Where the screen has room nothing is changed. Where it has not, as at 200 %, the contents go
    into a `Room`, and the last row with its buttons stays below it in sight.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen: QRect | None = None
        self._room: Room | None = None
        self._foot: QHBoxLayout | None = None

    def stay_on(self, screen: QRect) -> None:
        """Takes this for the screen, what the task bar leaves of it."""
        self._screen = screen

    def most(self) -> QSize:
        """The largest that it may be under its title bar."""
        screen = self._screen or self.screen().availableGeometry()
        return fitting(screen.size(), screen)

    def scrolls(self) -> bool:
        """Whether its contents had to go into a `Room`."""
        return self._room is not None

    def adjustSize(self) -> None:
        """As large as its contents like, not larger than the screen."""
        self._house_if_needed()
        self.resize(liked(self.layout(), self.minimumWidth()).boundedTo(self.most()))

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001  # Qt's way
        """Looks at the screen before it is shown."""
        if visible and not self.isVisible():
            if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self.adjustSize()
            self._stay()
        super().setVisible(visible)

    def event(self, event: QEvent) -> bool:
        """Fields may come while it stands there."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._stay()
        return done

    def _stay(self) -> None:
        self._house_if_needed()
        if self._foot is not None and _width(self._foot) > self.most().width():
            self._scroll_foot(self._foot)
        self.resize(self.size().boundedTo(self.most()))

    def _house_if_needed(self) -> None:
        layout, most = self.layout(), self.most()
        if layout is None or self._room is not None:
            return
        layout.activate()
        need = layout.totalMinimumSize().expandedTo(self.minimumSize())
        if layout.hasHeightForWidth():
            width = min(max(need.width(), self.width()), most.width())
            need.setHeight(max(need.height(), layout.totalMinimumHeightForWidth(width)))
        if need.width() > most.width() or need.height() > most.height():
            self._house(layout, most)

    def _house(self, layout: QLayout, most: QSize) -> None:
        focus, size = self.focusWidget(), self.size()
        least = min(self.minimumWidth(), most.width())
        foot = _foot(layout, most.width())
        page = QWidget()
        page.setLayout(layout)
        self._room = Room(page, wraps=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._room, 1)
        if foot is not None:
            edge = layout.contentsMargins()
            layout.setContentsMargins(edge.left(), edge.top(), edge.right(), _GAP)
            foot.setContentsMargins(edge.left(), _GAP, edge.right(), edge.bottom())
            outer.addLayout(foot)
        self._foot = foot
        self.setMinimumSize(least, 0)
        self.resize(size.boundedTo(most))
        if focus is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None without one
            focus.setFocus()

    def _scroll_foot(self, foot: QHBoxLayout) -> None:
        """Its words have become too long: it goes back under the contents and scrolls with them."""
        outer, page = self.layout(), self._room.widget().layout() if self._room else None
        if outer is None or not isinstance(page, QBoxLayout):
            return
        outer.removeItem(foot)
        foot.setParent(None)
        foot.setContentsMargins(0, 0, 0, 0)
        page.addLayout(foot)
        self._foot = None


def _width(foot: QHBoxLayout) -> int:
    return foot.minimumSize().width()


def _foot(layout: QLayout, width: int) -> QHBoxLayout | None:
    """Takes the last row out when it holds buttons and fits the width."""
    last = layout.itemAt(layout.count() - 1)
    if not isinstance(layout, QBoxLayout) or not isinstance(last, QHBoxLayout):
        return None
    edge = layout.contentsMargins()
    parts = [last.itemAt(at).widget() for at in range(last.count())]
    if not any(isinstance(part, QPushButton) for part in parts):
        return None
    if _width(last) + edge.left() + edge.right() > width:
        return None
    layout.removeItem(last)
    last.setParent(None)
    return last
