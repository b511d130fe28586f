"""The first start: open the example, make a new office, or join with an enrolment code."""

from enum import Enum

from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.ui.forms.ui_first_start import Ui_FirstStartDialog
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import BigChoice


class FirstChoice(Enum):
    """How this PC begins."""

    SAMPLE = "contoh"
    NEW = "baru"
    JOIN = "gabung"


_CHOICES = (
    (
        FirstChoice.SAMPLE,
        "eye",
        "Buka contoh",
        "Kantor rekaan dengan 33 pegawai, untuk mencoba tanpa risiko.",
    ),
    (
        FirstChoice.NEW,
        "building_government",
        "Buat kantor baru",
        "Mulai dengan daftar pegawai kosong atau ekspor SIASN.",
    ),
    (
        FirstChoice.JOIN,
        "usb_stick",
        "Gabung dengan kode registrasi",
        "Kantor sudah terdaftar di BKPSDM atau di komputer lain.",
    ),
)


class FirstStartDialog(Dialog):
    """Three big choices; Esc or 'Keluar' leaves without one."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ui = self._ui = Ui_FirstStartDialog()
        ui.setupUi(self)
        self.setAccessibleName(ui.title.text())
        self.choices: dict[FirstChoice, BigChoice] = {}
        self._taken: FirstChoice | None = None
        for choice, icon, title, text in _CHOICES:
            card = BigChoice(kit, icon, title, text)
            card.setAutoDefault(True)
            card.clicked.connect(lambda _on=False, choice=choice: self._take(choice))
            ui.choices.addWidget(card)
            self.choices[choice] = card
        self.choices[FirstChoice.SAMPLE].setFocus()
        ui.cancel.clicked.connect(self.reject)

    def choice(self) -> FirstChoice | None:
        """What was taken, None when the dialog was left."""
        return self._taken

    def _take(self, choice: FirstChoice) -> None:
        self._taken = choice
        self.accept()


def ask_first_start(kit: Kit, parent: QWidget | None = None) -> FirstChoice | None:
    """Asks how this PC shall begin; None when the question was left."""
    dialog = FirstStartDialog(kit, parent)
    dialog.exec()
    return dialog.choice()
