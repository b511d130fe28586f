from collections.abc import Mapping
from reportlab.pdfbase.pdfdoc import PDFDocument

class TTFontFace:
    charToGlyph: Mapping[int, int]

class TTFont:
    face: TTFontFace
    def __init__(self, name: str, filename: str, asciiReadable: bool | None = ...) -> None: ...
    def splitString(self, text: str, doc: PDFDocument) -> list[tuple[int, bytes]]: ...
    def getSubsetInternalName(self, subset: int, doc: PDFDocument) -> str: ...
