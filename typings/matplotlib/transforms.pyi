# Places and sizes on a figure.
from typing import Any

class Bbox:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    height: float
    def overlaps(self, other: Bbox) -> bool: ...
    def contains(self, x: float, y: float) -> bool: ...
    def transformed(self, transform: Any) -> Bbox: ...

def blended_transform_factory(x_transform: Any, y_transform: Any) -> Any: ...
