"""A page of a PDF as picture bytes, for the window's preview: what is shown is what is printed.

PDFium is not safe in several threads at once: the caller asks from one job at a time.
"""

from pathlib import Path
from typing import Final

import pypdfium2
import zxingcpp

from kotabumi_kinerja.domain.errors import Refused

_SCANNER: Final = 200 / 72


def page_count(source: Path | bytes) -> int:
    """Number of pages; refuses (KK-607) what is no PDF."""
    document = _open(source)
    try:
        return len(document)
    finally:
        document.close()


def render(source: Path | bytes, page: int, scale: float = 1.0) -> tuple[int, int, bytes]:
    """Width and height in pixels and RGB bytes, three a pixel without padding.

    `page` counts from 0; scale 1.0 is 72 pixels an inch. Refuses (KK-607) what is no PDF.
    """
    document = _open(source)
    try:
        sheet = document[page]
        picture = sheet.render(scale=scale, rev_byteorder=True)
        wide = picture.width * len(picture.mode)
        raw = bytes(picture.buffer)
        rows = (
            raw[i : i + wide] for i in range(0, picture.height * picture.stride, picture.stride)
        )
        pixels = b"".join(rows)
        sheet.close()
        return picture.width, picture.height, pixels
    finally:
        document.close()


def codes(source: Path | bytes, page: int) -> list[str]:
    """The texts of the QR codes that a scanner of 200 dots an inch would read on a page."""
    width, height, pixels = render(source, page, _SCANNER)
    picture = memoryview(pixels).cast("B", shape=(height, width, 3))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def _open(source: Path | bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused("KK-607") from error
