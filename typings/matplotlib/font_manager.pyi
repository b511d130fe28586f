# The fonts matplotlib knows.
from os import PathLike
from typing import Any

class FontManager:
    ttflist: list[Any]
    def addfont(self, path: str | PathLike[str]) -> None: ...
    def findfont(self, prop: Any, **kwargs: Any) -> str: ...

class FontProperties:
    def __init__(self, family: Any = ..., **kwargs: Any) -> None: ...

fontManager: FontManager
