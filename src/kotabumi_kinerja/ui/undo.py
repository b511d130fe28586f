"""Undo and redo: two actions that name their step and leave a text field its own Ctrl+Z."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


class UndoSteps(Protocol):
    """The history of the office, below the screen."""

    def undo_label(self) -> str | None:
        """What would be undone, such as 'ganti penilai 12 pegawai'; None when nothing."""
        ...

    def redo_label(self) -> str | None:
        """What would be done again."""
        ...

    def undo(self) -> None:
        """Undoes the last step. Raises `Refused` when the record has changed since."""
        ...

    def redo(self) -> None:
        """Does the undone step again."""
        ...


class NoSteps:
    """Nothing to undo: what stands before the office is open."""

    def undo_label(self) -> str | None:
        """Nothing."""
        return None

    def redo_label(self) -> str | None:
        """Nothing."""
        return None

    def undo(self) -> None:
        """Does nothing."""

    def redo(self) -> None:
        """Does nothing."""


class UndoActions(QObject):
    """The actions for menu and strip; `refresh` after each change.

    Ctrl+Z inside a text field stays the field's own: Qt asks the focused field first.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: UndoSteps = NoSteps()
        self.undo = QAction("Urungkan", self)
        self.redo = QAction("Ulangi", self)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo.setShortcut(QKeySequence("Ctrl+Y"))
        self.undo.triggered.connect(self.undo_now)
        self.redo.triggered.connect(self.redo_now)
        self.refresh()

    def watch(self, steps: UndoSteps) -> None:
        """From now on these steps are undone and done again."""
        self._steps = steps
        self.refresh()

    def undo_now(self) -> None:
        """Undoes the last step, if there is one."""
        if self._steps.undo_label() is not None:
            self._steps.undo()
            self.refresh()

    def redo_now(self) -> None:
        """Does the last undone step again, if there is one."""
        if self._steps.redo_label() is not None:
            self._steps.redo()
            self.refresh()

    def refresh(self) -> None:
        """Reads the names of the next steps."""
        _name(self.undo, "Urungkan", self._steps.undo_label(), "Tidak ada yang dapat diurungkan")
        _name(self.redo, "Ulangi", self._steps.redo_label(), "Tidak ada yang dapat diulangi")


def _name(action: QAction, verb: str, step: str | None, nothing: str) -> None:
    action.setEnabled(step is not None)
    text = f"{verb}: {step}" if step is not None else verb
    action.setText(text)
    key = action.shortcut().toString()
    action.setToolTip(f"{text} ({key})" if step is not None else nothing)
