"""The key is not on this computer: the recovery code from paper brings it back."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, label, row


class RecoverDialog(Dialog):
    """Asks for the code; a wrong one is complained of under its field. `use` may refuse it."""

    def __init__(
        self, kit: Kit, use: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._use = use
        self.setWindowTitle("Kode pemulihan")
        self.setAccessibleName("Kode pemulihan")
        self.setMinimumWidth(560)
        self.code = FormRow(kit, "Kode", QLineEdit(), "Dari kertas yang dicetak saat kantor dibuat")
        take = button(kit, "Buka data", "primary", run=self.take)
        take.setDefault(True)
        self.setLayout(
            col(
                label("Buka data dengan kode pemulihan", "title"),
                label(
                    "Kunci data kantor tidak ada di komputer ini. Kode pemulihan memasangnya "
                    "kembali; data tidak berubah.",
                    wrap=True,
                ),
                self.code,
                row(None, button(kit, "Batal", run=self.reject), take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def take(self) -> None:
        """The filled button."""
        try:
            self._use(self.code.text().strip())
        except Refused as refusal:
            self.code.wrong(sentence(refusal.code, refusal.fields))
            self.code.field.setFocus()
            return
        self.accept()
