"""Numbers as Indonesians write them: dots between thousands, a comma before decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_COMMA: Final = re.compile(r"-?\d+(,\d+)?")
_POINT: Final = re.compile(r"-?\d+\.\d+")


def read_number(text: str) -> Decimal | None:
    """'1.200' is 1200, '98,5' and '98.5' are 98.5, '1.234,56' is 1234.56; None when unreadable."""
    clean = text.strip()
    if _GROUPED.fullmatch(clean):
        return Decimal(clean.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(clean):
        return Decimal(clean.replace(",", "."))
    if _POINT.fullmatch(clean):
        return Decimal(clean)
    return None


def show_number(value: Decimal, places: int | None = None) -> str:
    """'1.200' or '98,5'; with `places`, rounded half up to exactly that many decimals."""
    shown = f"{round_half_up(value, places):,f}" if places is not None else f"{value:,f}"
    if places is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.translate({ord(","): ".", ord("."): ","})


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Rounded as the law's papers round: half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
