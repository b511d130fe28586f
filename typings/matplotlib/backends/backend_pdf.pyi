# The canvas in a PDF.
from matplotlib.backend_bases import FigureCanvasBase

class FigureCanvasPdf(FigureCanvasBase): ...
