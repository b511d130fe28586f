# The bars of one call.
from collections.abc import Iterator

from matplotlib.patches import Rectangle

class BarContainer:
    patches: list[Rectangle]
    def __iter__(self) -> Iterator[Rectangle]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> Rectangle: ...
