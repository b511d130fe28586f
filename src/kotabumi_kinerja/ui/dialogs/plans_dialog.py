"""What dialogs that fill plans share: Enter stays in the field, Ctrl+Enter presses the button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from kotabumi_kinerja.ui.room import Dialog

ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class FillDialog(Dialog):
    """A dialog with lists and fields in it, where Enter must not press the filled button."""

    def __init__(self, title: str, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays in the field; all else is Qt's."""
        if event.key() in ENTER:
            event.accept()
        else:
            super().keyPressEvent(event)


def on_ctrl_enter(made: QPushButton) -> None:
    """The filled button, pressed by Ctrl+Enter; its own shortcut would go with its next text."""
    pressed = QShortcut(QKeySequence("Ctrl+Return"), made)
    pressed.activated.connect(made.click)
