"""Messages inside the window: banners on top of a page, the toast over a list, the empty state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.painting import TONES
from kotabumi_kinerja.ui.widgets.makers import NO_PAD, Pad, button, col, label, row, tool
from kotabumi_kinerja.ui.widgets.marks import IconLabel

SHOWN_AT_ONCE: Final = 2
TOAST_MS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """The one button of a banner."""

    text: str
    run: Callable[[], object]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message: what (strong), why and what to do, code, one button.

    `tone` is 'bad', 'warn', 'good' or 'note'. A second notice with the same `key` replaces the
    first; without a key the sentence itself is the key.
    """

    tone: str
    what: str
    why: str = ""
    code: str = ""
    step: Step | None = None
    key: str = ""


def notice_of(sentence: str, code: str = "", step: Step | None = None, tone: str = "bad") -> Notice:
    """Splits an Indonesian sentence of `messages`: the first part is what, the rest why."""
    body = sentence.removesuffix(code).rstrip() if code else sentence
    what, dot, why = body.partition(". ")
    return Notice(tone, what + dot.rstrip(), why, code, step)


class Banner(QFrame):
    """One notice, what and why in one text over the whole width."""

    def __init__(self, kit: Kit, notice: Notice, close: Callable[[], object]) -> None:
        super().__init__()
        self.notice = notice
        self.setProperty("role", "banner")
        self.setProperty("tone", notice.tone)
        self.setAccessibleName(f"Pesan: {notice.what} {notice.why} {notice.code}".strip())
        self.setMinimumHeight(40)
        words = label("", wrap=True)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(f"<b>{escape(notice.what)}</b> {escape(notice.why)}")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        right: list[QWidget] = []
        if notice.step:
            icon = notice.step.icon
            right.append(button(kit, notice.step.text, "", icon, run=notice.step.run))
        if notice.code:
            right.append(label(notice.code, "caption"))
        right.append(tool(kit, "dismiss", "Tutup pesan", close))
        mark = IconLabel(kit, TONES[notice.tone].mark, notice.tone, 20)
        self.setLayout(row(mark, (words, 1), *right, gap=10, pad=(12, 4, 6, 4)))


class Banners(QWidget):
    """The notices of a page: at most two, the rest counted; hidden when there is none."""

    def __init__(self, kit: Kit, pad: Pad = NO_PAD) -> None:
        super().__init__()
        self._kit = kit
        self._notices: list[Notice] = []
        self._banners: list[Banner] = []
        self._rest = button(kit, "", "link", run=self._show_rest)
        self._all = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*pad)
        self._box.setSpacing(8)
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Newest first."""
        return tuple(self._notices)

    def add(self, notice: Notice) -> None:
        """Puts `notice` on top, in the place of one with the same key."""
        if not notice.key:
            notice = replace(notice, key=f"{notice.what} {notice.why}")
        self._notices = [notice, *(old for old in self._notices if old.key != notice.key)]
        self._draw()

    def remove(self, key: str) -> None:
        """Takes the notice with `key` away, if it stands."""
        self._notices = [old for old in self._notices if old.key != key]
        self._draw()

    def clear(self) -> None:
        """Takes all away."""
        self._notices = []
        self._draw()

    def _show_rest(self) -> None:
        self._all = True
        self._draw()

    def _draw(self) -> None:
        for old in self._banners:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._banners.clear()
        self._box.removeWidget(self._rest)
        self._all = self._all and len(self._notices) > SHOWN_AT_ONCE
        shown = self._notices if self._all else self._notices[:SHOWN_AT_ONCE]
        for notice in shown:
            key = notice.key
            made = Banner(self._kit, notice, lambda key=key: self.remove(key))
            self._banners.append(made)
            self._box.addWidget(made)
        hidden = len(self._notices) - len(shown)
        self._rest.setVisible(hidden > 0)
        if hidden:
            text = f"dan {hidden} pesan lain"
            self._rest.setText(text)
            self._rest.setAccessibleName(text)
            self._box.addWidget(self._rest)
        self.setVisible(bool(self._notices))


class Toast(QFrame):
    """What was just done, bottom left over the list, with its undo; never for errors."""

    def __init__(self, kit: Kit, parent: QWidget, undo: Callable[[], object]) -> None:
        super().__init__(parent)
        self._host = parent
        self.setProperty("role", "toast")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton("Urungkan  Ctrl+Z")
        self._undo.setAccessibleName("Urungkan")
        self._undo.setFixedHeight(28)
        self._undo.clicked.connect(lambda: (self.hide(), undo()))
        close = tool(kit, "dismiss", "Tutup pesan", self.hide)
        close.setIcon(kit.icons("dismiss", "window"))
        mark = IconLabel(kit, "checkmark_circle", "window", 20)
        self.setLayout(row(mark, self._text, 8, self._undo, close, gap=10, pad=(14, 8, 8, 8)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self._leave)
        self.hide()

    def tell(self, text: str, *, undoable: bool = True) -> None:
        """Shows `text` for ten seconds, and as long as the mouse stays on it."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._undo.setVisible(undoable)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def place(self) -> None:
        """Goes to the lower left corner of the page."""
        parent = self._host
        room = parent.width() - 56
        if self.width() > room > 0:
            self.resize(room, self.height())
        self.move(28, parent.height() - self.height() - 14)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stays while the mouse is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Its time runs again."""
        self._timer.start()
        super().leaveEvent(event)

    def _leave(self) -> None:
        if not self.underMouse():
            self.hide()


@dataclass(frozen=True, slots=True)
class EmptyText:
    """What is missing, one sentence how to begin, and the keys."""

    icon: str
    title: str
    text: str
    hint: str = ""


class Empty(QFrame):
    """A screen without records: says what to do first, with the button."""

    def __init__(self, kit: Kit, says: EmptyText, *buttons: QPushButton) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self.setAccessibleName(f"{says.title}. {says.text}")
        self._title = label(says.title, "title", wrap=True)
        self._text = label(says.text, "label", wrap=True)
        self._hint = label(says.hint, "caption")
        for words in (self._title, self._text, self._hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for words in (self._title, self._text):
            words.setFixedWidth(460)
        self._hint.setVisible(bool(says.hint))
        mark = IconLabel(kit, says.icon, "accent", 40)
        self.setLayout(
            col(
                None,
                row(None, mark, None),
                4,
                row(None, self._title, None),
                row(None, self._text, None),
                12,
                row(None, *buttons, None),
                6,
                self._hint,
                None,
                None,
                gap=4,
            )
        )

    def say(self, title: str, text: str) -> None:
        """Other words, such as the text that found nothing."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title}. {text}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follows the room."""
        width = max(120, min(460, self.width() - 40))
        self._title.setFixedWidth(width)
        self._text.setFixedWidth(width)
        super().resizeEvent(event)
