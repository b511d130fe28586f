# The legend.
from typing import Any

from matplotlib.artist import Artist
from matplotlib.text import Text

class Legend(Artist):
    def get_texts(self) -> list[Text]: ...
    def get_frame(self) -> Any: ...
    def set_title(self, title: str, prop: Any = ...) -> None: ...
