"""The kop (arms, owner, office, address, two rules) and lines with a text at either margin."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.printing.sheet import HEAVY, RULE, Flow, Sheet
from kotabumi_kinerja.printing.text import BODY, TEXT_B, Style, balanced, glue, width_of, wrap

_OWNER: Final = Style("B", 11, 13.5)
_OFFICE: Final = Style("B", 13, 15.5)
_ARMS: Final = (17.0, 19.0)


def letterhead(flow: Flow, lines: Sequence[str], address: str, arms: bytes | None = None) -> None:
    """Draw the kop; `lines` = owner, then office lines; `arms` the office's own JPEG or PNG."""
    page, top = flow.page, flow.y
    middle, inner, y = page.left + page.measure / 2, (page.measure - 48) * MM, flow.y
    styles = [_OWNER, *[_OFFICE] * (len(lines) - 1), BODY]
    for text, style in zip([*lines, address], styles, strict=True):
        for part in balanced(text, style, inner):
            y += style.lead / MM
            flow.sheet.put(middle, y, part, style, align="C")
    y = max(y + 2.4, top + 21)
    emblem(flow.sheet, page.left + 1, top + 1, _ARMS, arms)
    right = page.width - page.right
    flow.sheet.line(page.left, y, right, y, HEAVY)
    flow.sheet.line(page.left, y + 1.1, right, y + 1.1, RULE)
    flow.y = y + 3


def emblem(
    sheet: Sheet, x: float, y: float, size: tuple[float, float], image: bytes | None = None
) -> None:
    """The arms in a box of `size` mm; until the office has given its file, a thin shield."""
    w, h = size
    if image:
        sheet.picture(image, x, y, w, h)
        return
    edge = [(x, y), (x + w, y), (x + w, y + h * 0.6), (x + w / 2, y + h), (x, y + h * 0.6), (x, y)]
    for (x1, y1), (x2, y2) in pairwise(edge):
        sheet.line(x1, y1, x2, y2, RULE)
    sheet.put(x + w / 2, y + h * 0.38, "lambang", BODY, align="C")


def ends(flow: Flow, left: str, right: str, style: Style = TEXT_B) -> None:
    """One line with a text at either margin (instansi, periode); two lines when they would meet."""
    page = flow.page
    wide = width_of(left, style) + width_of(right, style) > (page.measure - 6) * MM
    flow.y += style.lead / MM
    flow.sheet.put(page.left, flow.y, left, style)
    flow.y += style.lead / MM if wide else 0
    flow.sheet.put(page.width - page.right, flow.y, right, style, align="R")
    flow.y += 2.0


def note(flow: Flow, text: str, style: Style = BODY) -> None:
    """A remark over the whole measure; turns the page between lines when it must."""
    for part in wrap(glue(text), style, flow.page.measure * MM):
        flow.need(style.lead / MM)
        flow.y += style.lead / MM
        flow.sheet.put(flow.page.left, flow.y, part, style)
