"""Joining the centre: its enrolment file and the code on paper."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services import enrolment
from kotabumi_kinerja.services.enrolment import Joined
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, label, row

_OF_THE_FILE = frozenset({"KK-318", "KK-332", "KK-354", "KK-364"})


class JoinDialog(Dialog):
    """Complaints stand under file or code; nothing is changed until both are right."""

    def __init__(
        self, face: Face, work: Workspace, file: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face, self._work = face, work
        self.joined: Joined | None = None
        title = "Gabung dengan BKPSDM"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(560)
        kit = face.kit
        self.file = FormRow(kit, "Berkas", QLineEdit(file), "pendaftaran-….kkd di flashdisk")
        self.code = FormRow(kit, "Kode", QLineEdit(), "16 huruf pada kertas kode dari BKPSDM")
        pick = button(kit, "Pilih…", run=self._pick)
        self.take = button(kit, "Gabung", "primary", run=self.join)
        self.take.setDefault(True)
        about = "Data kantor ini tetap utuh. Setelah bergabung, paket pertama dapat dikirim."
        self.setLayout(
            col(
                label(title, "title"),
                label(about, wrap=True),
                row((self.file, 1), pick, gap=8),
                self.code,
                4,
                row(None, button(kit, "Batal", run=self.reject), self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        (self.code if file else self.file).field.setFocus()

    def join(self) -> None:
        """The filled button."""
        self.file.right()
        self.code.right()
        path, code = Path(self.file.text().strip()), self.code.text()
        if not self.file.text().strip():
            self._wrong(Refused("KK-332"))
            return
        self.take.setEnabled(False)
        self._face.jobs.run(
            "Bergabung dengan BKPSDM",
            lambda _progress: enrolment.join(self._work, path, code),
            self._done,
            self._wrong,
        )

    def _done(self, joined: Joined) -> None:
        self.joined = joined
        self.accept()

    def _wrong(self, error: BaseException) -> None:
        self.take.setEnabled(True)
        if not isinstance(error, Refused):
            raise error
        line = self.file if error.code in _OF_THE_FILE else self.code
        line.wrong(sentence(error.code, error.fields))
        line.field.setFocus()

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Pilih berkas pendaftaran", "", "Berkas pendaftaran (*.kkd)"
        )
        if name and isinstance(self.file.field, QLineEdit):
            self.file.field.setText(name)
