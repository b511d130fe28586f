"""Which column of the file is what: guesses are marked, every one can be changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from kotabumi_kinerja.services.staff import mappings as staff_mappings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import Certainty, Proposal, Proposed
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import (
    Chip,
    button,
    col,
    label,
    pane,
    row,
    scroll,
    without_arguments,
)

_KEPT = "Disimpan apa adanya"
_SAID = {
    Certainty.KNOWN: ("dikenal", "good"),
    Certainty.REMEMBERED: ("diingat", "good"),
    Certainty.GUESSED: ("dugaan", "warn"),
    Certainty.UNKNOWN: ("tidak dikenal", "plain"),
}


class ColumnsDialog(Dialog):
    """One line a column: its heading, some of its values, and what it is."""

    def __init__(
        self, kit: Kit, proposals: Sequence[Proposal], names: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Atur kolom")
        self.setAccessibleName("Atur kolom")
        self.resize(820, 560)
        self._proposals, self._names = proposals, names
        self._asked = frozenset(n for p in proposals for n in p.missing)
        self.boxes: dict[tuple[str, str], QComboBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for at, title in enumerate(("Judul dalam berkas", "Isinya", "Dipakai sebagai", "")):
            grid.addWidget(label(title, "label"), 0, at)
        for proposal in proposals:
            for column in proposal.columns:
                self._line(kit, grid, proposal, column)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        inner = QWidget()
        inner.setLayout(grid)
        self.told = label("", "", "bad", wrap=True)
        self.ok = button(kit, "Pakai kolom ini", "primary", run=self.accept)
        self.ok.setDefault(True)
        self.setLayout(
            col(
                label("Kolom mana berisi apa", "title"),
                label("Pilihan diingat untuk daftar dengan judul kolom yang sama.", "caption"),
                (pane(col((scroll(inner), 1), gap=0, pad=(1, 1, 1, 1))), 1),
                self.told,
                row(None, button(kit, "Batal", run=self.reject), self.ok, gap=8),
                gap=10,
                pad=(16, 14, 16, 14),
            )
        )
        self._check()

    def choices(self) -> Mapping[str, Mapping[str, str]]:
        """By fingerprint of the sheet: what columns mean beside what is known of them."""
        found: dict[str, dict[str, str]] = {}
        for proposal in self._proposals:
            mine = found.setdefault(proposal.fingerprint, {})
            for column in proposal.columns:
                chosen = self._chosen(proposal, column)
                # A guess that was let stand is confirmed by it.
                if chosen != (column.known or "") or column.certainty in {
                    Certainty.GUESSED,
                    Certainty.REMEMBERED,
                }:
                    mine[column.key] = chosen
        return found

    def _line(self, kit: Kit, grid: QGridLayout, proposal: Proposal, column: Proposed) -> None:
        at = grid.rowCount()
        box = QComboBox()
        box.setAccessibleName(f"Kolom {column.heading} dipakai sebagai")
        box.addItem(_KEPT, "")
        for known, words in self._names.items():
            box.addItem(words, known)
        box.setCurrentIndex(max(box.findData(column.known or ""), 0))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(without_arguments(self._check))
        self.boxes[proposal.sheet, column.key] = box
        samples = label(", ".join(column.samples) or "kosong", "caption")
        samples.setMaximumWidth(240)
        grid.addWidget(label(column.heading), at, 0)
        grid.addWidget(samples, at, 1)
        grid.addWidget(box, at, 2)
        grid.addWidget(Chip(kit, *_SAID[column.certainty]), at, 3)

    def _chosen(self, proposal: Proposal, column: Proposed) -> str:
        return str(self.boxes[proposal.sheet, column.key].currentData() or "")

    def _check(self) -> None:
        """The two that every list must have are there, and nothing twice."""
        told = ""
        for proposal in self._proposals:
            chosen = [self._chosen(proposal, c) for c in proposal.columns]
            parts = [part for name in chosen if name for part in name.split(" + ")]
            lacking = [n for n in ("NIP BARU", "NAMA") if n not in parts]
            twice = [n for n in chosen if n and chosen.count(n) > 1]
            if lacking:
                told = f"Belum ada kolom untuk {self._names.get(lacking[0], lacking[0])}."
            elif twice:
                told = f"{self._names.get(twice[0], twice[0])} dipilih dua kali."
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.ok.setEnabled(not told)


def ask_columns(
    kit: Kit, work: Workspace, proposals: Sequence[Proposal], parent: QWidget
) -> Mapping[str, str] | None:
    """The choices for this file, remembered; None when the user gave up."""
    names = staff_mappings.shape_of(work).choices
    dialog = ColumnsDialog(kit, proposals, names, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    merged: dict[str, str] = {}
    for mark, choices in dialog.choices().items():
        staff_mappings.remember(work, mark, choices)
        merged.update(choices)
    return merged
