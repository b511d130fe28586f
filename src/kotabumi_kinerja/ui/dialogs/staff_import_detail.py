"""Beside the verdicts of an import: one row with its reasons, and old and new of each field."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.staff.verdicts import Outcome, Verdict
from kotabumi_kinerja.ui.columns import Change, spaced_nip
from kotabumi_kinerja.ui.dialogs.staff_import_rows import Choosing
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import ChangeLine, col, label, pane, row, scroll

WIDTH: Final = 300


class Detail(QWidget):
    """The row that is current; its ticks say which fields take the new value."""

    def __init__(self, kit: Kit, choosing: Choosing, changed: Callable[[], object]) -> None:
        super().__init__()
        self._kit, self._choosing, self._changed = kit, choosing, changed
        self.setFixedWidth(WIDTH)
        self.ticks: dict[str, QCheckBox] = {}
        self._inner = QWidget()
        self._box = QVBoxLayout(self._inner)
        self._box.setContentsMargins(14, 12, 14, 12)
        self._box.setSpacing(6)
        body = pane(col((scroll(self._inner), 1), gap=0, pad=(1, 1, 1, 1)))
        self.setLayout(col((body, 1), gap=0))
        self.show_verdict(None)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show one row of the file, or that none is chosen."""
        self._empty()
        if verdict is None:
            self._add(label("Pilih satu baris untuk melihat isinya.", "caption", wrap=True))
        else:
            self._head(verdict)
            for change in verdict.changes:
                self._add(self._line(verdict, Change(change.field, change.old, change.new)))
        self._box.addStretch(1)

    def _head(self, verdict: Verdict) -> None:
        self._add(label(verdict.name or "–", "strong", wrap=True))
        self._add(label(f"Baris {verdict.row}, NIP {spaced_nip(verdict.nip)}", "caption"))
        for finding in verdict.findings:
            bad = verdict.outcome is Outcome.REFUSED
            self._add(
                label(sentence(finding.code, finding.fields), "", "bad" if bad else "", wrap=True)
            )
        for note in verdict.notes:
            self._add(label(note, "caption", wrap=True))
        if verdict.changes:
            self._add(label("Centang isian yang memakai nilai baru", "label"))
        elif verdict.outcome in {Outcome.NEW, Outcome.SAME} and not verdict.findings:
            said = "Belum terdaftar; semua isinya baru." if verdict.outcome is Outcome.NEW else ""
            self._add(label(said or "Sama dengan daftar pegawai.", "caption", wrap=True))

    def _line(self, verdict: Verdict, change: Change) -> QWidget:
        tick = QCheckBox()
        tick.setChecked(not self._choosing.keeps(verdict, change.field))
        tick.setAccessibleName(f"Pakai {change.field} yang baru")
        tick.toggled.connect(partial(self._keep, verdict, change.field))
        self.ticks[change.field] = tick
        whole = QWidget()
        line = ChangeLine(self._kit, change)
        whole.setLayout(row(tick, (line, 1), gap=6))
        return whole

    def _keep(self, verdict: Verdict, name: str, on: bool) -> None:  # noqa: FBT001  # what the signal sends
        self._choosing.keep(verdict, name, on=not on)
        self._changed()

    def _add(self, widget: QWidget) -> None:
        self._box.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def _empty(self) -> None:
        self.ticks = {}
        while item := self._box.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
