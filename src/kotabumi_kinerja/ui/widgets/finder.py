"""The box of Ctrl+K: finds commands and persons while one types, and runs the chosen one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets.makers import col

LIMIT = 8
WAIT_MS = 60
WIDTH = 440
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: what it is, more about it, its icon, and what choosing it does."""

    title: str
    detail: str
    icon: str
    run: Callable[[], object]


class Provider(Protocol):
    """Knows things that can be found: commands, persons."""

    def find(self, text: str, limit: int) -> Sequence[Found]:
        """At most `limit` answers to `text`, the best first; under 16 ms."""
        ...


class Finder(QObject):
    """Puts a list of answers under `field`; `host` is the window over which the list lies."""

    def __init__(
        self, kit: Kit, field: QLineEdit, host: QWidget, providers: Sequence[Provider]
    ) -> None:
        super().__init__(field)
        self._kit, self._field, self._host = kit, field, host
        self._providers = tuple(providers)
        self._found: list[Found] = []
        self._sheet = QFrame(host)
        self._sheet.setProperty("role", "sheet")
        self.answers = QListWidget()
        self.answers.setAccessibleName("Hasil pencarian perintah dan orang")
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.setIconSize(QSize(16, 16))
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.itemClicked.connect(lambda: self._run())  # noqa: PLW0108  what Qt sends must not go on
        self._sheet.setLayout(col(self.answers, pad=(4, 4, 4, 4)))
        self._sheet.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look)
        field.textEdited.connect(lambda: self._wait.start())  # noqa: PLW0108  what Qt sends must not go on
        field.installEventFilter(self)

    def add(self, provider: Provider) -> None:
        """One more source of answers."""
        self._providers = (*self._providers, provider)

    def look(self) -> None:
        """Fills the list for what stands in the field now."""
        text = self._field.text().strip()
        self._found = []
        for provider in self._providers:
            room = LIMIT - len(self._found)
            self._found += list(provider.find(text, room))[:room] if text and room else []
        self.answers.clear()
        for found in self._found:
            words = f"{found.title}   {found.detail}" if found.detail else found.title
            QListWidgetItem(self._kit.icons(found.icon), words, self.answers)
        if not self._found:
            nothing = QListWidgetItem(f"Tidak ada yang cocok dengan '{text}'", self.answers)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.answers.setCurrentRow(0)
        self._sheet.setVisible(bool(text))
        if text:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that move and choose, while the field keeps the focus."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(Qt.Key(event.key()))
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
                event.accept()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self._sheet.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._found:
            step = 1 if key == Qt.Key.Key_Down else -1
            at = (self.answers.currentRow() + step) % len(self._found)
            self.answers.setCurrentRow(at)
            self._field.setAccessibleDescription(self._found[at].title)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wait.stop()
            self.look()
            self._run()
            return True
        if key == Qt.Key.Key_Escape:
            self._close()
            return True
        return False

    def _run(self) -> None:
        at = self.answers.currentRow()
        if 0 <= at < len(self._found):
            found = self._found[at]
            self._close()
            found.run()

    def _close(self) -> None:
        self._wait.stop()
        self._field.clear()
        self._found = []
        self._sheet.hide()
        self._field.clearFocus()

    def _place(self) -> None:
        width = min(WIDTH, self._host.width() - 24)
        rows = max(1, self.answers.count())
        height = rows * (self.answers.sizeHintForRow(0)) + 14
        corner = self._field.mapTo(self._host, QPoint(self._field.width(), self._field.height()))
        left = max(12, corner.x() - width)
        self._sheet.setGeometry(left, corner.y() + 4, width, height)
        self._sheet.raise_()
