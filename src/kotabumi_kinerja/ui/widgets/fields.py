"""Form rows: label left, field, hint below; what is wrong stands under its field in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets.makers import col, label, restyle, row
from kotabumi_kinerja.ui.widgets.marks import IconLabel


class FormRow(QWidget):
    """One field with its label, hint and complaint; `width` of the label in pixels."""

    def __init__(
        self, kit: Kit, name: str, field: QWidget, hint: str = "", width: int = 112
    ) -> None:
        super().__init__()
        self.field = field
        self.name = name
        self._hint = label(hint, "caption", wrap=True)
        self._hint.setVisible(bool(hint))
        self._mark = IconLabel(kit, "error_circle", "bad")
        self._why = label("", "caption", "bad", wrap=True)
        self._complaint = QWidget()
        top = Qt.AlignmentFlag.AlignTop
        line = row(self._mark, (self._why, 1), gap=6)
        line.setAlignment(self._mark, top)
        self._complaint.setLayout(line)
        self._complaint.hide()
        head = label(name, "label")
        head.setFixedWidth(width)
        head.setBuddy(field)
        head.setMinimumHeight(kit.measure("control"))
        if not field.accessibleName():
            field.setAccessibleName(name)
        whole = row(head, (col(field, self._complaint, self._hint, gap=3), 1), gap=8)
        whole.setAlignment(head, top)
        self.setLayout(whole)

    def wrong(self, sentence: str) -> None:
        """Shows what is wrong; the edge of the field turns red."""
        self._why.setText(sentence)
        self._mark_field("wrong", sentence)
        self._complaint.show()

    def right(self) -> None:
        """Takes the complaint back."""
        self._mark_field("", self._hint.text())
        self._complaint.hide()

    def is_wrong(self) -> bool:
        """Whether a complaint stands."""
        return not self._complaint.isHidden()

    def lock(self, why: str) -> None:
        """The field cannot be changed here; `why` says who may."""
        if isinstance(self.field, QLineEdit):
            self.field.setReadOnly(True)
        else:
            self.field.setEnabled(False)
        self._hint.setText(why)
        self._hint.show()
        self.field.setAccessibleDescription(why)

    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.field, QLineEdit):
            return self.field.text()
        if isinstance(self.field, QComboBox):
            return self.field.currentText()
        return ""

    def _mark_field(self, state: str, description: str) -> None:
        self.field.setProperty("state", state)
        self.field.setAccessibleDescription(description)
        restyle(self.field)
