"""QR codes as vector rectangles, so that no viewer or printer smooths them."""

import re
from functools import lru_cache
from typing import Final

import zxingcpp

from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.printing.sheet import Sheet

MODULE: Final = 0.6
"""Side of one module, mm: read after four copies and a 200-dpi scan."""
_DARK: Final = re.compile(rb"\x00+")


def draw_qr(sheet: Sheet, text: str, x: float, y: float, module: float = MODULE) -> float:
    """Draw `text` at correction level M; returns the side in mm.

    The caller keeps a quiet zone of four modules free around it.
    """
    side, rectangles = _rectangles(text)
    m = module * MM
    matrix = f"{m:.4f} 0 0 {-m:.4f} {x * MM:.2f} {sheet.height - y * MM:.2f} cm"
    sheet.draw(f"{matrix} {rectangles} f")  # one unit = one module: the numbers stay small
    return side * module


@lru_cache(maxsize=8)
def _rectangles(text: str) -> tuple[int, str]:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    side, dots = image.shape[0] if image.shape else 0, image.tobytes()
    out = [
        f"{run.start()} {row} {len(run[0])} 1 re"
        for row in range(side)
        for run in _DARK.finditer(dots[row * side : (row + 1) * side])
    ]
    return side, " ".join(out)
