"""Asks what is needed to move plans on: warnings before handing in, the day of agreeing, a note."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import FormRow, IconLabel, button, col, hold, label, row, scroll


@dataclass(frozen=True, slots=True)
class Question:
    """What the dialog says: its title, what follows, doubts to look at, and its verb."""

    title: str
    text: str
    verb: str
    doubts: Sequence[str] = ()


class StateDialog(Dialog):
    """One question with at most one field; `take` gets the field's text and may refuse it."""

    def __init__(
        self,
        kit: Kit,
        question: Question,
        field: tuple[str, str, str] | None,
        take: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        self.setMinimumWidth(480)
        parts: list[QWidget] = [label(question.title, "title", wrap=True)]
        parts.append(label(question.text, wrap=True))
        if question.doubts:
            parts += [label("Sebaiknya diperiksa dahulu", "caption"), self._doubts(kit, question)]
        self.row: FormRow | None = None
        if field is not None:
            name, text, hint = field
            self.row = FormRow(kit, name, QLineEdit(text), hint)
            parts.append(self.row)
        self.accept_button = button(kit, question.verb, "primary", run=self._accept)
        self.accept_button.setDefault(True)
        cancel = button(kit, "Batal", run=self.reject)
        feet = row(None, cancel, self.accept_button, gap=8)
        self.setLayout(col(*parts, 6, feet, gap=10, pad=(16, 14, 16, 14)))

    def _doubts(self, kit: Kit, question: Question) -> QWidget:
        lines = [
            row(IconLabel(kit, "warning", "warn"), (label(text, wrap=True), 1), gap=8)
            for text in question.doubts
        ]
        inside = hold(col(*lines, None, gap=6))
        if len(lines) < 5:  # noqa: PLR2004  # more of them scroll
            return inside
        area = scroll(inside)
        area.setMinimumHeight(160)
        return area

    def _accept(self) -> None:
        try:
            self._take(self.row.text() if self.row is not None else "")
        except Refused as refusal:
            if self.row is None:
                self.reject()
                raise
            self.row.wrong(sentence(refusal.code, refusal.fields))
            self.row.field.setFocus()
            return
        self.accept()


def agree_dialog(
    kit: Kit,
    question: Question,
    today: date,
    take: Callable[[date], object],
    parent: QWidget | None = None,
) -> StateDialog:
    """Asks for the day of agreeing; `today` is proposed."""
    field = ("Tanggal", show_date(today), "Tanggal kesepakatan; tercetak pada SKP")
    return StateDialog(kit, question, field, lambda text: take(parse_date(text)), parent)
