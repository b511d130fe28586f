"""Chooses the leader's result that a result supports, from the leader's own SKP."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans import Leader
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.room import Dialog
from kotabumi_kinerja.ui.widgets import button, col, label, row, without_arguments


class LeaderDialog(Dialog):
    """The leader's results as a list; Enter or a double click takes one."""

    def __init__(
        self,
        kit: Kit,
        leader: Leader,
        now: Id | None,
        take: Callable[[Id], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle("Hasil pimpinan yang didukung")
        self.setAccessibleName(self.windowTitle())
        self.resize(620, 380)
        self.list = QListWidget()
        self.list.setAccessibleName("Hasil kerja pimpinan")
        self.list.setWordWrap(True)
        for number, result in enumerate(leader.results, 1):
            item = QListWidgetItem(f"{number}  {result.text}")
            item.setData(Qt.ItemDataRole.UserRole, result.id)
            self.list.addItem(item)
            if result.id == now:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self.list.itemActivated.connect(without_arguments(self._accept))
        self.said = label(_about(leader), "caption", wrap=True)
        self.accept_button = button(kit, "Tautkan", "primary", "link", run=self._accept)
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(self.list.count() > 0)
        self.list.setVisible(self.list.count() > 0)
        feet = row(None, button(kit, "Batal", run=self.reject), self.accept_button, gap=8)
        body = (self.list, 1) if self.list.count() else None
        self.setLayout(
            col(
                label("Hasil pimpinan yang didukung", "title"),
                self.said,
                body,
                6,
                feet,
                gap=8,
                pad=(16, 14, 16, 14),
            )
        )

    def _accept(self) -> None:
        item = self.list.currentItem()
        key = item.data(Qt.ItemDataRole.UserRole) if self.list.count() else None
        if isinstance(key, bytes):
            self._take(key)
            self.accept()


def _about(leader: Leader) -> str:
    if leader.rater is None:
        return "Penilai belum ditetapkan. Tetapkan di Pegawai, atau tulis hasil pimpinan sementara."
    who = f"Penilai pada {show_date(leader.on)} ialah {leader.rater.name};"
    if leader.plan is None:
        return f"{who} SKP-nya belum ada di sini. Tulis hasil pimpinan sementara."
    if not leader.results:
        return f"{who} SKP-nya belum berisi hasil kerja. Tulis hasil pimpinan sementara."
    return f"{who} pilih dari SKP {leader.plan.year}, keadaan {leader.plan.state.label}."
