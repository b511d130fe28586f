"""Several offices on one PC: which one is opened now."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import BigChoice, button, col, label, row


class ChooseOfficeDialog(Dialog):
    """One big button an office."""

    def __init__(self, kit: Kit, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.setWindowTitle("Pilih kantor")
        self.setAccessibleName("Pilih kantor")
        self.setMinimumWidth(520)
        self.choices: list[BigChoice] = []
        for folder in folders:
            made = BigChoice(kit, "building_government", folder.name.upper(), str(folder))
            made.clicked.connect(lambda _on=False, f=folder: self._take(f))
            self.choices.append(made)
        self.setLayout(
            col(
                label("Di komputer ini ada beberapa kantor", "title"),
                *self.choices,
                row(None, button(kit, "Keluar", run=self.reject)),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def _take(self, folder: Path) -> None:
        self.folder = folder
        self.accept()


def choose_office(kit: Kit, folders: Sequence[Path], parent: QWidget | None = None) -> Path | None:
    """The folder that was chosen; None when the question was left."""
    dialog = ChooseOfficeDialog(kit, folders, parent)
    dialog.exec()
    return dialog.folder
