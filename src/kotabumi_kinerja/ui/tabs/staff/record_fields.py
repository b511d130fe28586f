"""Fields of a record that save as they are left; each save is one undo step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.face import Face
from kotabumi_kinerja.ui.widgets import FormRow, col

Save = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class Field:
    """One editable field: its label, its name in the service, what it holds now."""

    title: str
    name: str
    value: str
    hint: str = ""


class FieldForm(QWidget):
    """Fields under each other; `save(name, text)` writes one and may refuse it."""

    def __init__(self, face: Face, fields: Sequence[Field], who: str, save: Save) -> None:
        super().__init__()
        self._face, self._who, self._save = face, who, save
        self.rows: dict[str, FormRow] = {}
        for field in fields:
            box = QLineEdit(field.value)
            line = FormRow(face.kit, field.title, box, field.hint)
            box.editingFinished.connect(partial(self._left, field, line))
            self.rows[field.name] = line
        self.setLayout(col(*self.rows.values(), gap=8))

    def _left(self, field: Field, line: FormRow) -> None:
        typed = line.text().strip()
        if typed == field.value:
            line.right()
            return
        try:
            self._save(field.name, typed)
        except Refused as refusal:
            line.wrong(sentence(refusal.code, refusal.fields))
            return
        line.right()
        self._face.done(f"{field.title} {self._who} diubah")
