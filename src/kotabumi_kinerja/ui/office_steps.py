"""The office's history as the window's undo asks for it."""

from collections.abc import Callable

from kotabumi_kinerja.store import history
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.history import Step


class OfficeSteps:
    """Undo and redo of one office; `told` hears what was taken back or done again."""

    def __init__(self, database: Database, told: Callable[[str], object]) -> None:
        self._database, self._told = database, told

    def undo_label(self) -> str | None:
        """What would be undone."""
        return _label(history.next_undo(self._database))

    def redo_label(self) -> str | None:
        """What would be done again."""
        return _label(history.next_redo(self._database))

    def undo(self) -> None:
        """Take the last step back."""
        self._told(f"Diurungkan: {history.undo(self._database).label}")

    def redo(self) -> None:
        """Do it again."""
        self._told(f"Diulangi: {history.redo(self._database).label}")


def _label(step: Step | None) -> str | None:
    return step.label if step else None
