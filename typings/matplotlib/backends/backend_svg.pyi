# The canvas in an SVG.
from matplotlib.backend_bases import FigureCanvasBase

class FigureCanvasSVG(FigureCanvasBase): ...
