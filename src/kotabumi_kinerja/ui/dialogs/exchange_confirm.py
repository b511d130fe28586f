"""Before a swap: what each package would do, and what a person must add to it."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import exchange as words
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.arrivals import Arrival, Looked
from kotabumi_kinerja.services.swap import Consent
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, IconLabel, button, col, hold, label, row, scroll

_TALL = 5


class SwapDialog(Dialog):
    """The dry run in words; asks for the root key's passphrase where a new PC waits for it."""

    def __init__(
        self, kit: Kit, partner: str, looked: Looked, sending: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        title = "Uji coba tukar: belum ada yang disimpan"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(620)
        lines = [self._arrival(a) for a in looked.arrivals]
        lines += [self._refused(name, refusal) for name, refusal in looked.refused]
        if not lines:
            lines = [label("Tidak ada paket baru di sini.", wrap=True)]
        self.passphrase: FormRow | None = None
        self.back: QCheckBox | None = None
        more = self._asked(looked)
        verb = "Tukar sekarang" if sending else f"Impor {len(looked.arrivals)} paket"
        self.take = button(kit, verb, "primary", "arrow_sync", run=self._take)
        self.take.setDefault(True)
        cancel = button(kit, "Batal", run=self.reject)
        body = hold(col(*lines, gap=8))
        if len(lines) > _TALL:
            body = scroll(body)
            body.setMinimumHeight(220)
        out = []
        if sending:
            out = [label(f"Dikirim ke {partner}", "section"), label(sending, wrap=True)]
        self.setLayout(
            col(
                label(title, "title"),
                label(f"Diterima dari {partner}", "section"),
                body,
                *out,
                *more,
                4,
                row(None, cancel, self.take, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )

    def consent(self) -> Consent:
        """What was added."""
        secret = self.passphrase.text() if self.passphrase is not None else None
        return Consent(secret, self.back is not None and self.back.isChecked())

    def _asked(self, looked: Looked) -> list[QWidget]:
        more: list[QWidget] = []
        if looked.newcomers:
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            hint = "Kunci akar menerbitkan sertifikat komputer baru"
            self.passphrase = FormRow(self._kit, "Kalimat sandi", field, hint)
            more.append(self.passphrase)
        behind = next((a for a in looked.arrivals if a.behind), None)
        if behind is not None:
            more.append(label(words.BEHIND.format(office=behind.office.name), wrap=True))
            self.back = QCheckBox("Ambil kembali data pusat dari kantor ini")
            more.append(self.back)
        return more

    def _arrival(self, arrival: Arrival) -> QWidget:
        who = {"number": arrival.number, "sender": arrival.sender.name}
        outcome = arrival.outcome
        told = words.told(outcome.new, outcome.changed, outcome.conflicts)
        text = sentence("KK-340", who) if outcome.held else told
        tone = ("hourglass", "warn") if outcome.held else ("arrow_download", "accent")
        lines = [label(f"Paket {arrival.number} dari {arrival.sender.name}", "strong", wrap=True)]
        lines.append(label(text[0].upper() + text[1:], wrap=True))
        if arrival.newcomer:
            new = arrival.newcomer
            ask = words.NEWCOMER.format(office=new.office.name, letters=new.letters)
            lines.append(label(ask, tone="warn", wrap=True))
        if outcome.findings:
            lines.append(label(sentence("KK-342", who), tone="bad", wrap=True))
        return hold(row(IconLabel(self._kit, *tone), (col(*lines, gap=2), 1), gap=8))

    def _refused(self, name: str, refusal: Refused) -> QWidget:
        lines = [label(name, "strong", wrap=True)]
        lines.append(label(sentence(refusal.code, refusal.fields), wrap=True))
        mark = IconLabel(self._kit, "prohibited", "bad")
        return hold(row(mark, (col(*lines, gap=2), 1), gap=8))

    def _take(self) -> None:
        if self.passphrase is not None and not self.passphrase.text().strip():
            self.passphrase.wrong("Ketik kalimat sandi kunci akar.")
            self.passphrase.field.setFocus()
            return
        self.accept()
