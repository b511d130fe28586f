"""Who works now: one name of the office's short list, or a new one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from kotabumi_kinerja.ui.forms.ui_operator import Ui_OperatorDialog
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog


class OperatorDialog(Dialog):
    """Double click or Enter takes a name; a name that is typed goes before one that is chosen."""

    def __init__(
        self, kit: Kit, names: Sequence[str], last: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        ui = self._ui = Ui_OperatorDialog()
        ui.setupUi(self)
        self.setAccessibleName(self.windowTitle())
        for name in names:
            ui.names.addItem(name)
        for at in range(ui.names.count()):
            ui.names.item(at).setIcon(kit.icons("person"))
        if names:
            ui.names.setCurrentRow(list(names).index(last) if last in names else 0)
        else:
            ui.names.hide()
        (ui.names if names else ui.newName).setFocus()
        ui.names.itemActivated.connect(self._take)
        ui.accept_button.clicked.connect(self._take)
        ui.cancel.clicked.connect(self.reject)

    def name(self) -> str:
        """The name taken; '' when nobody was named."""
        typed = " ".join(self._ui.newName.text().split())
        item = self._ui.names.currentItem()
        return typed or (item.text() if item is not None else "")  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None when nothing is chosen

    def _take(self) -> None:
        if self.name():
            self.accept()
        else:
            self._ui.newName.setProperty("state", "wrong")
            self._ui.newName.style().polish(self._ui.newName)
            self._ui.newName.setFocus()


def ask_operator(
    kit: Kit, names: Sequence[str], last: str = "", parent: QWidget | None = None
) -> str | None:
    """Asks who works now; None when the question was closed."""
    dialog = OperatorDialog(kit, names, last, parent)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.name() if taken else None
