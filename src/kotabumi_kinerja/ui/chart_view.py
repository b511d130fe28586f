"""A chart on the screen: draws a matplotlib figure when it is first seen, never before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kotabumi_kinerja.ui.kit import Kit

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REDRAW_MS = 120
DPI = 96


class ChartView(QWidget):
    """Shows the figure that `draw` makes.

    `draw` gets size in inches and the live tokens (colours, 'scheme'), and returns a matplotlib
    `Figure`; it is called when the view is seen, after a resize, and after a switch to dark.
    `name` says what the chart shows, for a screen reader.
    """

    def __init__(self, kit: Kit, name: str, height: int = 150) -> None:
        super().__init__()
        self._kit = kit
        self._draw: Callable[[tuple[float, float], dict[str, str]], Figure] | None = None
        self._image = QImage()
        self.setAccessibleName(name)
        self.setMinimumSize(QSize(200, height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(REDRAW_MS)
        self._wait.timeout.connect(self._redraw)
        kit.changed.connect(self._stale)

    def show_chart(
        self, draw: "Callable[[tuple[float, float], dict[str, str]], Figure]", name: str
    ) -> None:
        """Shows another chart."""
        self._draw = draw
        self.setAccessibleName(name)
        self._stale()

    def _stale(self) -> None:
        self._image = QImage()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        if self._image.isNull():
            self._wait.start(0)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follows the room."""
        super().resizeEvent(event)
        if self._draw is not None:
            self._wait.start()

    def _redraw(self) -> None:
        if self._draw is None or self.width() < 1 or not self.isVisible():
            return
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  0.7 s, only when a chart is seen

        ratio = self.devicePixelRatioF()
        figure = self._draw((self.width() / DPI, self.height() / DPI), self._kit.style.tokens)
        figure.set_dpi(DPI * ratio)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        wide, high = canvas.get_width_height()
        pixels = bytes(canvas.buffer_rgba())
        image = QImage(pixels, wide, high, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(ratio)
        self._image = image
        self.update()
