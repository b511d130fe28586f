"""Filter chips in one line: those that fit, the rest with their counts under 'Lainnya'."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QMenu, QPushButton, QSizePolicy, QWidget

from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.widgets.makers import filter_chip, name_chip, row

_MORE: Final = "Lainnya \u25be"
_CHIP_GAP: Final = 6
_CHIP_EDGE: Final = 30


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One filter; `key` goes into `Query.chip`, '' is all. Icon and role for a warning."""

    key: str
    text: str
    icon: str = ""
    role: str = "text_soft"


class ChipBar(QWidget):
    """The filter chips that fit, the rest with their counts under 'Lainnya'."""

    def __init__(
        self, kit: Kit, chips: Sequence[FilterChip], chosen: str, run: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._specs = {spec.key: spec for spec in chips}
        self._counts: Mapping[str, int] = {}
        self._run = run
        self._chosen = chosen
        self._beyond: list[str] = []
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.buttons: dict[str, QPushButton] = {}
        for spec in chips:
            chip = filter_chip(
                kit, spec.text, on=spec.key == chosen, icon=spec.icon, role=spec.role
            )
            chip.clicked.connect(lambda _on=False, key=spec.key: run(key))
            group.addButton(chip)
            self.buttons[spec.key] = chip
        self.more = filter_chip(kit, _MORE)
        self.more.setToolTip("Saringan lainnya")
        self.more.clicked.connect(lambda: self._open())  # noqa: PLW0108  what Qt sends must not go on
        self.more.hide()
        line = row(*self.buttons.values(), self.more, None, gap=_CHIP_GAP)
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(160 if chips else 0)

    def choose(self, key: str) -> None:
        """Shows the filter `key` as pressed."""
        self._chosen = key
        if key in self.buttons:
            self.buttons[key].setChecked(True)
        self._arrange()

    def count(self, counts: Mapping[str, int]) -> None:
        """Writes the counts on the chips and into the menu."""
        self._counts = counts
        for key, chip in self.buttons.items():
            text, count = self._specs[key].text, counts.get(key)
            name_chip(chip, text if count is None else f"{text}  {figures(count)}", None)
            if count is not None:
                chip.setAccessibleName(f"{text}, {count}")
        self._arrange()

    def beyond(self) -> list[str]:
        """Keys of the chips that stand under 'Lainnya'."""
        return list(self._beyond)

    def menu(self) -> QMenu:
        """What opens under 'Lainnya'."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self._beyond:
            spec = self._specs[key]
            count = self._counts.get(key)
            action = menu.addAction(f"{spec.text}\t{'' if count is None else figures(count)}")
            action.setCheckable(True)
            action.setChecked(key == self._chosen)
            action.triggered.connect(lambda _on=False, key=key: self._run(key))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer fit."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """All side by side."""
        wide = sum(chip.sizeHint().width() + _CHIP_GAP for chip in self.buttons.values())
        return QSize(wide, self.more.sizeHint().height())

    def _open(self) -> None:
        self.more.setChecked(self._chosen in self._beyond)
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _arrange(self) -> None:
        keys = list(self.buttons)
        wide = [self.buttons[key].sizeHint().width() + _CHIP_GAP for key in keys]
        if sum(wide) - _CHIP_GAP <= self.width() or not keys:
            shown = len(keys)
        else:
            room = self.width() - self._more_width()
            shown = next((n for n in range(len(keys)) if sum(wide[: n + 1]) > room), len(keys))
        self._beyond = keys[max(1, shown) :]
        for key in keys:
            self.buttons[key].setVisible(key not in self._beyond)
        self._name_more()
        self.more.setVisible(bool(self._beyond))

    def _more_width(self) -> int:
        names = [_MORE, *(self._named(key) for key in self.buttons)] if self._chosen else [_MORE]
        metrics = self.more.fontMetrics()
        inside = metrics.horizontalAdvance(_MORE)
        if self._chosen:
            inside = max(metrics.horizontalAdvance(n) for n in names if n)
        return inside + _CHIP_EDGE

    def _name_more(self) -> None:
        """The chosen filter is read on the button when it stands inside."""
        inside = self._chosen in self._beyond
        self.more.setText(self._named(self._chosen) if inside else _MORE)
        self.more.setAccessibleName(f"Saringan lainnya, {len(self._beyond)}")
        self.more.setChecked(inside)

    def _named(self, key: str) -> str:
        count = self._counts.get(key)
        text = self._specs[key].text if key in self._specs else ""
        return f"{text}  {figures(count)} \u25be" if count is not None else f"{text} \u25be"


def figures(number: int) -> str:
    """1200 as '1.200'."""
    return f"{number:,}".replace(",", ".")
