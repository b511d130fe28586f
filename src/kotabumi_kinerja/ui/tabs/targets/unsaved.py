"""Keeps what is being typed in an open cell, so that it survives when the program dies."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import typing
from kotabumi_kinerja.services.workspace import Workspace

_PAUSE: Final = 250
"""Milliseconds after the last letter."""


class Unsaved(QObject):
    """One cell at a time; `field` as the service that writes it calls it."""

    def __init__(self, work: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._now: tuple[Id, str, str] | None = None
        self._kept = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._keep)

    def typed(self, row: Id, field: str, text: str) -> None:
        """A letter was typed."""
        self._now = (row, field, text)
        self._pause.start()

    def settled(self) -> None:
        """The cell was written or left as it was."""
        self._pause.stop()
        self._now = None
        if self._kept:
            self._kept = False
            typing.forget(self._work)

    def _keep(self) -> None:
        if self._now is not None:
            self._kept = True
            typing.keep(self._work, *self._now)
