"""At the centre: an office is enrolled, its file written, its code shown once for printing."""

from html import escape
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import enrolment
from kotabumi_kinerja.services.enrolment import Enrolled
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, label, row

_FIELD_OF = {"KK-352": "name", "KK-356": "out", "KK-454": "passphrase"}
_ABOUT = (
    "Serahkan kertas kode ini terpisah dari berkas pendaftaran. Kantor membuka berkas dengan kode "
    "itu di Tukar Data, lalu mengirim paket pertama."
)


class EnrolDialog(Dialog):
    """Asks for the office, the root key's passphrase and the folder of the file."""

    def __init__(
        self, face: Face, work: Workspace, folder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face, self._work = face, work
        self.enrolled: Enrolled | None = None
        self.setWindowTitle("Daftarkan kantor")
        self.setAccessibleName("Daftarkan kantor")
        self.setMinimumWidth(560)
        kit = face.kit
        secret = QLineEdit()
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        known = "Kantor yang sudah terdaftar cukup kodenya, untuk komputer berikutnya"
        self.rows = {
            "code": FormRow(kit, "Kode", QLineEdit(), "Singkatan, mis. DPMPTSP"),
            "name": FormRow(kit, "Nama kantor", QLineEdit(), known),
            "address": FormRow(kit, "Alamat", QLineEdit(), "Baris alamat pada kop"),
            "city": FormRow(kit, "Kota", QLineEdit("Kotabumi")),
            "out": FormRow(kit, "Folder berkas", QLineEdit(folder), "Flashdisk atau folder"),
            "passphrase": FormRow(kit, "Kalimat sandi", secret, "Kalimat sandi kunci akar"),
        }
        self.take = button(kit, "Daftarkan", "primary", run=self.enrol)
        self.take.setDefault(True)
        pick = button(kit, "Pilih…", run=self._pick)
        lines = [
            row((line, 1), pick, gap=8) if name == "out" else line
            for name, line in self.rows.items()
        ]
        self.setLayout(
            col(
                label("Daftarkan kantor", "title"),
                *lines,
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def enrol(self) -> None:
        """The filled button."""
        for line in self.rows.values():
            line.right()
        texts = {name: line.text().strip() for name, line in self.rows.items()}
        for name, words in (("code", "Isi kode kantor."), ("out", "Pilih folder untuk berkasnya.")):
            if not texts[name]:
                self.rows[name].wrong(words)
                self.rows[name].field.setFocus()
                return
        facts = OfficeFacts(texts["code"], texts["name"], texts["address"], texts["city"])
        self.take.setEnabled(False)
        self._face.jobs.run(
            "Mendaftarkan kantor",
            lambda _progress: enrolment.enrol(
                self._work, facts, texts["passphrase"], Path(texts["out"])
            ),
            self._done,
            self._wrong,
        )

    def _done(self, enrolled: Enrolled) -> None:
        self.enrolled = enrolled
        self.accept()

    def _wrong(self, error: BaseException) -> None:
        self.take.setEnabled(True)
        if not isinstance(error, Refused):
            raise error
        line = self.rows[_FIELD_OF.get(error.code, "code")]
        line.wrong(sentence(error.code, error.fields))
        line.field.setFocus()

    def _pick(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Pilih folder berkas pendaftaran")
        field = self.rows["out"].field
        if name and isinstance(field, QLineEdit):
            field.setText(name)


class CodeDialog(Dialog):
    """The one-time code, once; it can be printed."""

    def __init__(self, kit: Kit, enrolled: Enrolled, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enrolled = enrolled
        title = f"Kode pendaftaran {enrolled.office.code}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(560)
        code = label(enrolled.code, "figure")
        code.setAccessibleName("Kode pendaftaran")
        keep = button(kit, "Sudah dicatat", "primary", run=self.accept)
        keep.setDefault(True)
        self.setLayout(
            col(
                label(enrolled.office.name, "title", wrap=True),
                label(f"Berkas: {enrolled.path.name}. Kode hanya ditampilkan sekali.", wrap=True),
                code,
                label(_ABOUT, "label", wrap=True),
                4,
                row(None, button(kit, "Cetak kode…", "", "print", run=self._print), keep, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def sheet(self) -> str:
        """What is printed."""
        made = self._enrolled
        return (
            f"<h2>Kode pendaftaran {escape(made.office.name)}</h2>"
            f"<p style='font-size:22pt'><b>{made.code}</b></p>"
            f"<p>Berkas: {escape(made.path.name)}</p><p>{_ABOUT}</p>"
        )

    def _print(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            document = QTextDocument(self)
            document.setHtml(self.sheet())
            document.print_(printer)
