"""A new office: code, name and letterhead; then the recovery code, once, for printing."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, label, row


class NewOfficeDialog(Dialog):
    """Asks for what stands on the letterhead, and who works here first."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Buat kantor baru")
        self.setAccessibleName("Buat kantor baru")
        self.setMinimumWidth(520)
        self.name = FormRow(kit, "Nama kantor", QLineEdit(), "Seperti pada kop surat")
        self.code = FormRow(kit, "Kode", QLineEdit(), "Singkatan, mis. DPMPTSP")
        self.address = FormRow(kit, "Alamat", QLineEdit(), "Baris alamat pada kop")
        self.city = FormRow(kit, "Kota", QLineEdit("Kotabumi"), "Tempat pada tanda tangan")
        self.operator = FormRow(kit, "Nama Anda", QLineEdit(), "Dicatat pada setiap perubahan")
        cancel = button(kit, "Batal", run=self.reject)
        take = button(kit, "Buat kantor", "primary", run=self._take)
        take.setDefault(True)
        self.setLayout(
            col(
                label("Buat kantor baru", "title"),
                self.name,
                self.code,
                self.address,
                self.city,
                self.operator,
                row(None, cancel, take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def facts(self) -> OfficeFacts:
        """What was entered."""
        return OfficeFacts(
            self.code.text().strip(),
            self.name.text().strip(),
            self.address.text().strip(),
            self.city.text().strip(),
        )

    def folder_name(self) -> str:
        """The code as the name of a folder: small letters, digits and dashes."""
        return "-".join(re.findall(r"[a-z0-9]+", self.code.text().lower()))

    def _take(self) -> None:
        for line, words in (
            (self.name, "Isi nama kantor."),
            (self.code, "Isi kode kantor."),
            (self.operator, "Isi nama Anda."),
        ):
            if not line.text().strip():
                line.wrong(words)
                line.field.setFocus()
                return
            line.right()
        if not self.folder_name():
            self.code.wrong("Pakai huruf atau angka, mis. DPMPTSP.")
            self.code.field.setFocus()
            return
        self.accept()


class RecoveryCodeDialog(Dialog):
    """Shows the recovery code, once; it goes on only when somebody says that it was kept."""

    def __init__(self, kit: Kit, code: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kode pemulihan")
        self.setAccessibleName("Kode pemulihan")
        self.setMinimumWidth(560)
        shown = label(code, "figure")
        shown.setAccessibleName("Kode pemulihan")
        keep = button(kit, "Sudah dicatat", "primary", run=self.accept)
        keep.setDefault(True)
        self.setLayout(
            col(
                label("Catat kode pemulihan ini", "title"),
                label(
                    "Dengan kode ini data dapat dibuka di komputer lain bila komputer ini rusak. "
                    "Kode hanya ditampilkan sekali. Simpan di tempat terkunci.",
                    wrap=True,
                ),
                shown,
                label(f"Kunci sehari-hari disimpan di {place}.", "caption", wrap=True),
                row(None, keep),
                gap=12,
                pad=(16, 14, 16, 14),
            )
        )
