"""The pane below the list: distribution in bars and words, the organisation's result above it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from kotabumi_kinerja.domain.distribution import LineLevel
from kotabumi_kinerja.domain.scoring import OrganisationResult
from kotabumi_kinerja.services.distribution import Distribution
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.scoring.bars import DistributionBars
from kotabumi_kinerja.ui.widgets import IconLabel, button, col, hold, label, pane, row

_SIDE: Final = 236
_HEIGHT: Final = 196
_MARKS: Final = {
    LineLevel.OK: ("checkmark_circle", "good", "sesuai"),
    LineLevel.WARNING: ("warning", "warn", "perhatian"),
    LineLevel.NOTE: ("info", "note", "catatan"),
}


class CalmCombo(QComboBox):
    """A choice that the mouse wheel does not change: it writes for everybody at once."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls what is around it."""
        event.ignore()


class SpreadPane(QWidget):
    """Shows counts and limits; folds to one line. `choose` sets the organisation's result."""

    def __init__(self, kit: Kit, choose: Callable[[OrganisationResult], object]) -> None:
        super().__init__()
        self._kit, self._choose = kit, choose
        self._tight = self._wanted = False
        self._said: list[str] = []
        self.bars = DistributionBars(kit)
        self.organisation = CalmCombo()
        self.organisation.setAccessibleName("Capaian organisasi")
        self.organisation.setPlaceholderText("Belum ditetapkan")
        for result in OrganisationResult:
            self.organisation.addItem(result.label)
        self.organisation.activated.connect(self._chosen)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._people = label("", "caption")
        self._less = button(kit, "Ringkas", "link", run=self._toggle)
        side = hold(
            col(
                label("Capaian organisasi", "caption"),
                self.organisation,
                2,
                self._lines,
                None,
                label("SE MenPANRB 3/2023. Peringatan, bukan larangan.", "caption", wrap=True),
                gap=2,
            )
        )
        side.setFixedWidth(_SIDE)
        title = row(label("Distribusi predikat", "section"), self._people, None, self._less, gap=8)
        self._whole = pane(
            col(title, (row((self.bars, 1), side, gap=12), 1), gap=4, pad=(12, 8, 12, 8))
        )
        self._whole.setFixedHeight(_HEIGHT)
        self._mark = IconLabel(kit, "info", "note")
        self._warning = IconLabel(kit, "warning", "warn")
        self._summary = label("", "strong")
        more = button(kit, "Lihat distribusi", "link", "data_bar_vertical", run=self._toggle)
        line = row(self._mark, self._warning, (self._summary, 1), more, gap=8, pad=(12, 4, 12, 4))
        self._short = pane(line)
        self.setLayout(col(self._whole, self._short, gap=0))
        self._fold()

    def show_distribution(self, found: Distribution) -> None:
        """Shows another period, or the same after a change."""
        self.bars.show_distribution(found)
        at = -1
        if found.organisation is not None:
            at = list(OrganisationResult).index(found.organisation)
        self.organisation.setCurrentIndex(at)
        self._people.setText(f"{found.rated} dari {found.people} orang dinilai")
        self._summary.setText(found.summary)
        self._mark.setVisible(not found.warned)
        self._warning.setVisible(found.warned)
        self._say(found)

    def fold(self, *, tight: bool) -> None:
        """One line instead of the bars, for want of room."""
        self._tight = tight
        self._fold()

    def words(self) -> list[str]:
        """What stands beside the bars."""
        return list(self._said)

    def _say(self, found: Distribution) -> None:
        while (item := self._lines.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt gives None at the end
            old = item.widget()
            old.setParent(None)
            old.deleteLater()
        self._said = [line.text for line in found.lines]
        for line in found.lines:
            icon, role, name = _MARKS[line.level]
            bold = "strong" if line.level is LineLevel.WARNING else ""
            self._lines.addWidget(self._line(icon, role, name, line.text, bold))
            self._lines.itemAt(self._lines.count() - 1).widget().setToolTip(line.source)
        if not found.lines:
            why = (
                "Belum ada yang dinilai."
                if not found.rated
                else "Batas terlihat sesudah capaian organisasi dipilih."
            )
            self._lines.addWidget(self._line("info", "note", "catatan", why, ""))

    def _line(self, icon: str, role: str, name: str, text: str, weight: str) -> QWidget:
        words = label(text, weight, wrap=True)
        return hold(row(IconLabel(self._kit, icon, role, name=name), (words, 1), gap=6))

    def _chosen(self, at: int) -> None:
        self._choose(list(OrganisationResult)[at])

    def _toggle(self) -> None:
        self._wanted = not self._wanted
        self._fold()

    def _fold(self) -> None:
        whole = not self._tight or self._wanted
        self._whole.setVisible(whole)
        self._short.setVisible(not whole)
        self._less.setVisible(self._tight)
