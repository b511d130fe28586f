"""The page 'Versi': every version of the plan with its state, signer and reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanView, Version
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets import button, col, hold, label, row, rule


class VersionsPage(QWidget):
    """Says what is wanted: `new_wanted`, `compare_wanted`; the tab does it."""

    changed = Signal()
    new_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, kit: Kit, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._view: PlanView | None = None
        self.versions: Sequence[Version] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Versi SKP")
        self.list.setWordWrap(True)
        self.new_button = button(kit, "Versi baru…", "", "add", run=self.new_wanted.emit)
        self.compare_button = button(
            kit, "Bandingkan…", "", "column_triple", run=self.compare_wanted.emit
        )
        tools = row(self.new_button, self.compare_button, None, gap=6, pad=(8, 6, 8, 6))
        say = (
            "SKP yang sudah disepakati diubah dengan versi baru. Versi lama tetap berlaku "
            "sampai yang baru disepakati, dan tetap tersimpan sesudahnya."
        )
        foot = hold(col(label(say, "caption", wrap=True), pad=(12, 6, 12, 8)))
        self.setLayout(col(hold(tools), rule(), (self.list, 1), rule(), foot, gap=0))

    def show_plan(self, view: PlanView) -> None:
        """Shows the versions of `view`; read only when the page is in sight."""
        self._view = view
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Reads and shows them."""
        if self._view is None:
            return
        self.versions = plans.versions(self._work, self._view.id)
        self.list.clear()
        for version in self.versions:
            why = f"\nAlasan: {version.reason}" if version.reason else ""
            self.list.addItem(QListWidgetItem(f"{version.label}{why}"))
        self.list.setCurrentRow(len(self.versions) - 1)
        last = self.versions[-1]
        self.new_button.setEnabled(last.state is PlanState.AGREED)
        self.new_button.setToolTip(
            "" if last.state is PlanState.AGREED else "Sesudah versi terakhir disepakati"
        )
        self.compare_button.setEnabled(len(self.versions) > 1)
        self.compare_button.setToolTip("" if len(self.versions) > 1 else "Baru ada satu versi")

    def settle(self) -> None:
        """Nothing is typed here."""
