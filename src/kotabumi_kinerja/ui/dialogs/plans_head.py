"""The head of a draft: approach, form, days; and which sections the SKP of this office have."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import Approach, FormKind
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.plans import Head, PlanView
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

_APPROACHES: Final = tuple(Approach)
_FORMS: Final = tuple(FormKind)


class HeadDialog(Dialog):
    """`take(head, special)` writes; what it refuses stands under the dates."""

    def __init__(
        self,
        kit: Kit,
        view: PlanView,
        take: Callable[[Head, bool], object],
        *,
        special: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle("Formulir dan masa SKP")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(520)
        self.approach = combo([a.label for a in _APPROACHES], "Pendekatan")
        self.approach.setCurrentIndex(_APPROACHES.index(view.approach))
        self.form = combo([f.label[0].upper() + f.label[1:] for f in _FORMS], "Formulir")
        self.form.setCurrentIndex(_FORMS.index(view.form))
        self.since = FormRow(kit, "Mulai", QLineEdit(show_date(view.since)))
        self.until = FormRow(kit, "Sampai", QLineEdit(show_date(view.until)))
        self.special = QCheckBox("Pakai bagian 'Instruksi khusus pimpinan' di kantor ini")
        self.special.setChecked(special)
        self.accept_button = button(kit, "Simpan", "primary", run=self._accept)
        self.accept_button.setDefault(True)
        feet = row(None, button(kit, "Batal", run=self.reject), self.accept_button, gap=8)
        hint = "Kepala sekolah dan kepala puskesmas dapat memakai formulir pimpinan unit mandiri"
        self.setLayout(
            col(
                label(f"SKP {view.year}: {view.full_name}", "title", wrap=True),
                FormRow(kit, "Pendekatan", self.approach, "Satu untuk seluruh formulir"),
                FormRow(kit, "Formulir", self.form, hint),
                self.since,
                self.until,
                4,
                self.special,
                6,
                feet,
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )

    def _accept(self) -> None:
        for line in (self.since, self.until):
            line.right()
        wrong = self.since
        try:
            since = parse_date(self.since.text())
            wrong = self.until
            until = parse_date(self.until.text())
            approach = _APPROACHES[self.approach.currentIndex()]
            form = _FORMS[self.form.currentIndex()]
            self._take(Head(approach, form, since, until), self.special.isChecked())
        except Refused as refusal:
            wrong.wrong(sentence(refusal.code, refusal.fields))
            wrong.field.setFocus()
            return
        self.accept()
