"""Icons: one-colour SVG files, tinted by role when painted, sharp at every scale."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """Hands out icons by name: 12 px filled in chips, 16 in buttons and cells, 20 in tabs."""

    def __init__(self, folder: Path, tokens: Mapping[str, str]) -> None:
        self._folder = folder
        self._tokens = tokens
        self._drawn: dict[tuple[Path, str], QSvgRenderer] = {}
        self._checked: dict[tuple[str, int], Path] = {}

    def __call__(self, name: str, role: str = "text_soft", size: int = 16) -> QIcon:
        """The icon `name` in the colour that token `role` has when it is painted.

        Raises `FileNotFoundError` or `KeyError` here, since a painter must not fail.
        """
        file = self._checked.get((name, size))
        if file is None:
            file = self._checked[name, size] = self.file(name, size)
            file.stat()
        self._tokens[role]
        return QIcon(_TintedEngine(self, file, role))

    def file(self, name: str, size: int) -> Path:
        """The drawing made for `size` pixels; the 20-pixel one where there is no other."""
        made = self._folder / f"{name}_{size}_{'filled' if size == 12 else 'regular'}.svg"  # noqa: PLR2004  the only filled size
        return made if made.exists() else self._folder / f"{name}_20_regular.svg"

    def renderer(self, file: Path, role: str) -> QSvgRenderer:
        """The drawing in today's colour of `role`, parsed once per colour."""
        colour = self._tokens[role]
        drawn = self._drawn.get((file, colour))
        if drawn is None:
            svg = file.read_text("utf-8").replace("<svg ", f'<svg fill="{colour}" ', 1)
            drawn = self._drawn[file, colour] = QSvgRenderer(QByteArray(svg.encode()))
        return drawn


class _TintedEngine(QIconEngine):
    """Paints one SVG file in the colour that its role has at this moment."""

    def __init__(self, icons: Icons, file: Path, role: str) -> None:
        super().__init__()
        self._icons = icons
        self._file = file
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Paints one cell."""
        role = "text_off" if mode == QIcon.Mode.Disabled else self._role
        self._icons.renderer(self._file, role).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._icons, self._file, self._role)
