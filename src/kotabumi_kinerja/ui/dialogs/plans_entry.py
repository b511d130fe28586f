"""One own entry of the library: its post, its result, its indicators with their targets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.library import LibraryIndicator, LibraryResult, Origin
from kotabumi_kinerja.domain.plans import Aspect, Perspective, Section
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.ui.dialogs.plans_dialog import FillDialog, on_ctrl_enter
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import FormRow, button, col, combo, hold, label, row, scroll, tool

SECTIONS: Final = tuple(Section)
EMPTY: Final = LibraryResult("", Origin.OFFICE, ("",), Section.MAIN, "", ())


class EntryDialog(FillDialog):
    """`take` gets the entry as it stands; a refusal of it is shown in the dialog."""

    def __init__(
        self,
        kit: Kit,
        entry: LibraryResult,
        take: Callable[[LibraryResult], object],
        parent: QWidget | None = None,
    ) -> None:
        title = "Ubah isian pustaka" if entry.text else "Tambah isian pustaka"
        super().__init__(title, 860, 520, parent)
        self._kit, self._entry, self._take = kit, entry, take
        self.post, self.text = QLineEdit(entry.post), QLineEdit(entry.text)
        self.section = combo([x.label for x in SECTIONS], "Bagian")
        self.section.setCurrentIndex(SECTIONS.index(entry.section))
        self.lines: list[_Line] = []
        self._box = col(gap=6)
        self._why = label("", "caption", "bad", wrap=True)
        self._why.hide()
        self.save = button(kit, "Simpan", "primary", run=self.keep)
        on_ctrl_enter(self.save)
        self.setLayout(
            col(
                label(title, "title"),
                FormRow(kit, "Jabatan", self.post, "Tanpa jenjang, misalnya Guru"),
                FormRow(kit, "Hasil kerja", self.text),
                FormRow(kit, "Bagian", self.section),
                label("Indikator: aspek, perspektif (SKP pimpinan), kalimat, target", "caption"),
                (scroll(hold(col(self._box, None))), 1),
                self._why,
                row(
                    button(kit, "Tambah indikator", "", "add", run=self.add_line),
                    None,
                    button(kit, "Batal", run=self.reject),
                    self.save,
                    gap=8,
                ),
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )
        for one in entry.indicators or (LibraryIndicator("", ""),):
            self._add(one)

    def add_line(self) -> None:
        """One more indicator."""
        self._add(LibraryIndicator("", ""))
        self.lines[-1].text.setFocus()

    def entry(self) -> LibraryResult:
        """What stands in the fields."""
        return replace(
            self._entry,
            posts=(self.post.text().strip(),),
            section=SECTIONS[self.section.currentIndex()],
            text=self.text.text().strip(),
            indicators=tuple(line.indicator() for line in self.lines if line.text.text().strip()),
        )

    def keep(self) -> None:
        """Saves it."""
        try:
            self._take(self.entry())
        except Refused as refused:
            self._why.setText(sentence(refused.code, refused.fields))
            self._why.show()
            return
        self.accept()

    def _add(self, one: LibraryIndicator) -> None:
        line = _Line(self._kit, one, self._drop)
        self.lines.append(line)
        self._box.addWidget(line)

    def _drop(self, line: "_Line") -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()


class _Line(QWidget):
    """One indicator."""

    def __init__(self, kit: Kit, one: LibraryIndicator, drop: Callable[["_Line"], object]) -> None:
        super().__init__()
        self.aspect = _choice("Aspek", [a.value for a in Aspect], one.aspect, 110)
        self.perspective = _choice(
            "Perspektif", [p.value for p in Perspective], one.perspective, 150
        )
        self.text = QLineEdit(one.text)
        self.text.setAccessibleName("Indikator")
        self.target = QLineEdit(one.target)
        self.target.setAccessibleName("Target")
        self.target.setFixedWidth(170)
        out = tool(kit, "delete", "Hapus indikator", lambda: drop(self))
        self.setLayout(row(self.aspect, self.perspective, (self.text, 1), self.target, out, gap=6))

    def indicator(self) -> LibraryIndicator:
        """What stands here."""
        aspect, perspective = self.aspect.currentText(), self.perspective.currentText()
        return LibraryIndicator(
            self.text.text().strip(),
            self.target.text().strip(),
            Aspect(aspect) if self.aspect.currentIndex() else None,
            Perspective(perspective) if self.perspective.currentIndex() else None,
        )


def _choice(name: str, words: Sequence[str], now: str | None, width: int) -> QComboBox:
    box = combo(["–", *words], name, width)
    box.setCurrentText(now or "–")
    return box
