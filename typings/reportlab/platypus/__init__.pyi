from collections.abc import Sequence
from typing import BinaryIO
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

class Flowable:
    width: float
    height: float
    canv: Canvas

class Paragraph(Flowable):
    def __init__(self, text: str, style: ParagraphStyle) -> None: ...

class Spacer(Flowable):
    def __init__(self, width: float, height: float) -> None: ...

class PageBreak(Flowable):
    def __init__(self) -> None: ...

class TableStyle:
    def __init__(self, cmds: Sequence[tuple[str | float | tuple[int, int], ...]]) -> None: ...

class Table(Flowable):
    def __init__(
        self,
        data: Sequence[Sequence[str | Flowable | Sequence[Flowable]]],
        colWidths: Sequence[float] | None = ...,
        rowHeights: Sequence[float | None] | None = ...,
        style: TableStyle | None = ...,
    ) -> None: ...

class SimpleDocTemplate:
    def __init__(
        self,
        filename: BinaryIO,
        pagesize: tuple[float, float] = ...,
        leftMargin: float = ...,
        rightMargin: float = ...,
        topMargin: float = ...,
        bottomMargin: float = ...,
        initialFontName: str = ...,
    ) -> None: ...
    def build(self, flowables: list[Flowable]) -> None: ...
