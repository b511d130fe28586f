"""What every widget is handed: colours, measures, fonts and icons of the moment."""

from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics

from kotabumi_kinerja.ui.icons import Icons
from kotabumi_kinerja.ui.style import Style, screen_font

_TEXTS_KEPT: Final = 20_000


class Kit(QObject):
    """Reads the live tokens; `changed` is sent after a switch between light and dark."""

    changed = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self.style = style
        self.icons = Icons(style.icons, style.tokens)
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._fitted: dict[tuple[str, int, str, bool], tuple[str, int]] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}
        style.changed.connect(self._forget)

    def colour(self, token: str) -> QColor:
        """The colour of `token` in today's scheme."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self.style.tokens[token])
        return found

    def measure(self, token: str) -> int:
        """A length in logical pixels."""
        return int(self.style.tokens[token])

    def font(self, size: str = "font_body", *, bold: bool = False) -> QFont:
        """The screen font in the size of token `size`; `bold` is weight 600."""
        found = self._fonts.get((size, bold))
        if found is None:
            found = screen_font(self.style.tokens, size)
            found.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            self._fonts[size, bold] = found
        return found

    def metrics(self, size: str = "font_body", *, bold: bool = False) -> QFontMetrics:
        """Widths of the font of the same arguments."""
        found = self._metrics.get((size, bold))
        if found is None:
            found = self._metrics[size, bold] = QFontMetrics(self.font(size, bold=bold))
        return found

    def fitted(self, text: str, width: int, size: str, *, bold: bool) -> tuple[str, int]:
        """`text` elided to `width` pixels, and what it then takes; remembered."""
        key = (text, width, size, bold)
        found = self._fitted.get(key)
        if found is None:
            metrics = self.metrics(size, bold=bold)
            needed = metrics.horizontalAdvance(text)
            if needed > width:
                text = metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, width)
                needed = metrics.horizontalAdvance(text)
            if len(self._fitted) > _TEXTS_KEPT:
                self._fitted.clear()
            found = self._fitted[key] = (text, needed)
        return found

    def _forget(self) -> None:
        self._colours.clear()
        self.changed.emit()
