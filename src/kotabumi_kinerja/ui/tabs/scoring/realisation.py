"""The part Realisasi of a record: what was done for each indicator, and how it counts."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QWidget

from kotabumi_kinerja.domain.achievements import Standing
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.progress import ProgressLine
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.table_view import TableView
from kotabumi_kinerja.ui.widgets import FormRow, col, hold, label, rule

Save = Callable[[Id, str, str | None], object]
"""Indicator, realisation as typed, evidence (None: as it is)."""

_EDITED: Final = 1


class _Lines:
    """The source behind the table: lines of one plan, exchanged as a whole."""

    def __init__(self) -> None:
        self.lines: Sequence[ProgressLine] = ()

    def count(self, query: Query) -> int:  # noqa: ARG002  # nothing is filtered here
        """All of them."""
        return len(self.lines)

    def page(
        self,
        query: Query,  # noqa: ARG002  # nothing is filtered here
        after: Anchor | None,
        skip: int,
        size: int,
    ) -> Sequence[ProgressLine]:
        """A stretch of the lines."""
        at = next((n for n, line in enumerate(self.lines) if line.anchor == after), -1)
        start = (at + 1 if after is not None else 0) + skip
        return self.lines[start : start + size]


class RealisationPane(QWidget):
    """The table and, below it, the whole of the chosen indicator with its evidence."""

    def __init__(self, kit: Kit, save: Save) -> None:
        super().__init__()
        self._save = save
        self._source = _Lines()
        self._next = 0
        self._locked = False
        self.table = TableView(kit, "Realisasi tiap indikator", two_lines=True)
        self._model: TableModel[ProgressLine] = TableModel(
            self._columns(), self._source, Query(), self
        )
        self.table.setup(self._model)
        self.table.opened.connect(self._edit)
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self._text = label("", "strong", wrap=True)
        self._result = label("", "caption", wrap=True)
        self._how = label("", "caption", wrap=True)
        self.evidence = QLineEdit()
        self.evidence.setPlaceholderText("Nomor surat, nama berkas, atau tempatnya")
        self._evidence = FormRow(kit, "Bukti dukung", self.evidence, width=92)
        self.evidence.editingFinished.connect(self._save_evidence)
        below = col(self._text, self._result, self._how, self._evidence, gap=4, pad=(14, 8, 14, 8))
        self._detail = hold(below)
        self.setLayout(col((self.table, 1), rule(), self._detail, gap=0))

    def show_lines(self, lines: Sequence[ProgressLine], *, locked: bool) -> None:
        """Shows a plan's indicators; the chosen line stays, after an edit the next one comes."""
        same = [x.id for x in lines] == [x.id for x in self._source.lines]
        at = max(self.table.currentIndex().row(), 0) if same else 0
        at = min(max(at, self._next), len(lines) - 1) if same else 0
        self._next = 0
        self._source.lines, self._locked = tuple(lines), locked
        self._model.refresh()
        if lines:
            self.table.setCurrentIndex(self._model.index(at, _EDITED))
        self.evidence.setReadOnly(locked)
        self._show_current()

    def current(self) -> ProgressLine | None:
        """The chosen line."""
        return self._model.row(self.table.currentIndex().row())

    def _columns(self) -> tuple[Column[ProgressLine], ...]:
        return (
            Column(
                "Indikator dan target",
                lambda x: x.indicator.text,
                text=lambda x: f"{x.indicator.text}\n{x.indicator.target.text or 'tanpa target'}",
                kind="two",
                width=170,
                stretch=True,
            ),
            Column("Realisasi", lambda x: x.text, edit=self._typed, width=118),
            Column(
                "Capaian",
                lambda x: x.shown,
                text=lambda x: x.shown or "belum diisi",
                kind="state",
                width=98,
                tone=_tone,
            ),
        )

    def _typed(self, line: ProgressLine, text: str) -> None:
        self._next = self.table.currentIndex().row() + 1
        self._save(line.id, text, None)

    def _edit(self, index: QModelIndex) -> None:
        if not self._locked:
            self.table.edit(self._model.index(index.row(), _EDITED))

    def _show_current(self) -> None:
        line = self.current()
        self._detail.setVisible(line is not None)
        if line is None:
            return
        self._text.setText(line.indicator.text)
        self._result.setText(f"Hasil kerja: {line.result}")
        self._how.setText(f"Cara hitung: {line.how}" if line.how else "")
        self._how.setVisible(bool(line.how))
        if not self.evidence.isModified():
            self.evidence.setText(line.evidence)

    def _save_evidence(self) -> None:
        line, typed = self.current(), self.evidence.text().strip()
        self.evidence.setModified(False)
        if line is not None and not self._locked and typed != line.evidence:
            self._save(line.id, line.text, typed)


def _tone(line: ProgressLine) -> str:
    done = line.achievement
    return "warn" if done is not None and done.standing is Standing.BELOW else ""
