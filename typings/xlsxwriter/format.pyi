# The look of a cell; made by Workbook.add_format.
from typing import Any

class Format:
    def __getattr__(self, name: str) -> Any: ...
