"""What a target means, when it was read wrongly: direction, numbers, unit or date, said by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.numbers import read_number, show_number
from kotabumi_kinerja.domain.targets import Direction, Target, say_target
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, label, row

_WORDS: Final = {
    Direction.HIGHER: "Angka, makin banyak makin baik",
    Direction.LOWER: "Angka, makin sedikit makin baik",
    Direction.RANGE: "Rentang: di antara dua angka",
    Direction.BY_DATE: "Tanggal: paling lambat",
    Direction.TEXT: "Kata-kata, tanpa angka",
}


class MeaningDialog(Dialog):
    """Shows what was read and takes what is meant; the printed text stays as it is."""

    def __init__(
        self,
        kit: Kit,
        target: Target,
        take: Callable[[Target], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._target, self._take = target, take
        self.setWindowTitle("Arti target")
        self.setAccessibleName("Arti target")
        self.setMinimumWidth(480)
        self.direction = combo(list(_WORDS.values()), "Jenis")
        self.direction.setCurrentIndex(list(_WORDS).index(target.direction))
        low, high = target.minimum, target.maximum
        self.low = FormRow(kit, "Angka", QLineEdit(_shown(low)), "Misalnya 5 atau 98,5")
        self.high = FormRow(kit, "Sampai", QLineEdit(_shown(high)), "Angka yang lebih besar")
        self.unit = FormRow(kit, "Satuan", QLineEdit(target.unit), "hari, %, dokumen, Rp")
        due = show_date(target.due) if target.due else ""
        self.due = FormRow(kit, "Tanggal", QLineEdit(due), "Misalnya 31 Juli 2027")
        self.said = label("", "strong", wrap=True)
        self.accept_button = button(kit, "Pakai arti ini", "primary", run=self._accept)
        self.accept_button.setDefault(True)
        feet = row(None, button(kit, "Batal", run=self.reject), self.accept_button, gap=8)
        self.setLayout(
            col(
                label(f"Tercetak: {target.text}", "title", wrap=True),
                label(f"Terbaca: {target.meaning}", wrap=True),
                FormRow(kit, "Jenis", self.direction),
                self.low,
                self.high,
                self.unit,
                self.due,
                row(label("Menjadi:", "caption"), (self.said, 1), gap=8),
                6,
                feet,
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        self.direction.currentIndexChanged.connect(self._show)
        for line in self._lines():
            line.textEdited.connect(self._show)
        self._show()
        self.direction.setFocus()

    def meant(self) -> Target:
        """What the fields say. Refused KK-208, KK-130 or KK-131."""
        chosen = self.chosen()
        due: date | None = None
        if chosen is Direction.BY_DATE and self.due.text().strip():
            due = parse_date(self.due.text())
        numbers = (_number(self.low), _number(self.high))
        return say_target(self._target.text, chosen, numbers, self.unit.text(), due)

    def chosen(self) -> Direction:
        """The direction at hand."""
        return list(_WORDS)[self.direction.currentIndex()]

    def _lines(self) -> list[QLineEdit]:
        rows = (self.low, self.high, self.unit, self.due)
        return [r.field for r in rows if isinstance(r.field, QLineEdit)]

    def _show(self) -> None:
        chosen = self.chosen()
        number = chosen in {Direction.HIGHER, Direction.LOWER, Direction.RANGE}
        self.low.setVisible(number)
        self.high.setVisible(chosen is Direction.RANGE)
        self.unit.setVisible(number)
        self.due.setVisible(chosen is Direction.BY_DATE)
        for field in (self.low, self.due):
            field.right()
        try:
            self.said.setText(self.meant().meaning)
        except Refused:
            self.said.setText("belum lengkap")
        self.adjustSize()

    def _accept(self) -> None:
        try:
            meant = self.meant()
        except Refused as refusal:
            field = self.due if self.chosen() is Direction.BY_DATE else self.low
            field.wrong(sentence(refusal.code, refusal.fields))
            field.field.setFocus()
            return
        self._take(meant)
        self.accept()


def _shown(number: Decimal | None) -> str:
    return "" if number is None else show_number(number)


def _number(line: FormRow) -> Decimal | None:
    return read_number(line.text())
