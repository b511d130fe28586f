# The canvas on the screen: a Qt widget.
from PySide6.QtWidgets import QWidget

from matplotlib.backend_bases import FigureCanvasBase

class FigureCanvasQTAgg(FigureCanvasBase, QWidget): ...  # pyright: ignore[reportIncompatibleMethodOverride]
