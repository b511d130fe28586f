"""Cells: text already broken into lines, so that page breaks are only arithmetic."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kotabumi_kinerja.printing.page import MM, Box
from kotabumi_kinerja.printing.sheet import Sheet
from kotabumi_kinerja.printing.text import BODY, BOLD, Style, clip, glue, width_of, wrap

PAD_X: Final = 1.3
PAD_Y: Final = 0.9
"""White inside a cell, mm."""


class Run(NamedTuple):
    """A stretch of one line in one style; x in points from the cell's text edge."""

    x: float
    text: str
    style: Style
    deco: str = ""


class Line(NamedTuple):
    """A line of a cell, points."""

    runs: tuple[Run, ...]
    lead: float
    ascent: float


class Cell(NamedTuple):
    """Lines and their height in mm, padding included; `paint` draws more into its box."""

    lines: tuple[Line, ...]
    height: float
    middle: bool = False
    paint: Callable[[Sheet, Box], None] | None = None


class Para(NamedTuple):
    """A paragraph: `align` L, C or R; `bullet` hangs in `hang`, `gap` is white before, points."""

    text: str
    style: Style = BODY
    align: str = "L"
    bullet: str = ""
    deco: str = ""
    gap: float = 0.0
    hang: float = 9.0


def height_of(lines: Sequence[Line]) -> float:
    """Height in mm of a cell with these lines."""
    return sum(n.lead for n in lines) / MM + 2 * PAD_Y


def cell(  # noqa: PLR0913  # a cell's looks are independent of each other
    content: str | Para | Sequence[Para],
    width: float,
    style: Style = BODY,
    align: str = "L",
    *,
    middle: bool = False,
    least: float = 0.0,
) -> Cell:
    """Break `content` for a column of `width` mm; at least `least` mm high."""
    if isinstance(content, str):
        return _text_cell(Para(content, style, align), width, middle=middle, least=least)
    inner = (width - 2 * PAD_X) * MM
    paras = [content] if isinstance(content, Para) else content
    lines = tuple(line for p in paras for line in _para_lines(p, inner))
    return Cell(lines, max(least, height_of(lines)), middle)


def clipped(text: str, width: float, most: int, align: str = "L") -> Cell:
    """A cell of at most `most` lines; what is left out shows as an ellipsis."""
    return cell("\n".join(clip(text, BODY, (width - 2 * PAD_X) * MM, most)), width, align=align)


def _para_lines(p: Para, inner: float) -> list[Line]:
    hang, gap, lines = (p.hang if p.bullet else 0.0), p.gap, list[Line]()
    for i, text in enumerate(wrap(glue(p.text), p.style, inner - hang)):
        free = 0.0 if p.align == "L" else inner - hang - width_of(text, p.style)
        run = Run(hang + (free / 2 if p.align == "C" else free), text, p.style, p.deco)
        runs = (Run(0, p.bullet, p.style), run) if p.bullet and i == 0 else (run,)
        lines.append(Line(runs, p.style.lead + gap, p.style.ascent + gap))
        gap = 0.0
    return lines


@lru_cache(maxsize=20_000)
def _text_cell(para: Para, width: float, *, middle: bool, least: float) -> Cell:
    return cell(para, width, middle=middle, least=least)


def choices(
    options: Sequence[str], chosen: str | None, width: float, *, all_struck: bool = True
) -> Cell:
    """'ISTIMEWA / BAIK / KURANG', the chosen one bold and the others struck out.

    Without `all_struck` the chosen value stands alone; with nothing chosen none is struck.
    """
    if not all_struck:
        return cell(chosen or "", width, BOLD, middle=True)
    inner, x = (width - 2 * PAD_X) * MM, 0.0
    lines, runs = list[Line](), list[Run]()
    for i, option in enumerate(options):
        style = BOLD if option == chosen else BODY
        w, tail = width_of(option, style), " / " if i < len(options) - 1 else ""
        if x and x + w > inner:
            lines.append(Line(tuple(runs), BODY.lead, BODY.ascent))
            x, runs = 0.0, []
        struck = "strike" if chosen and option != chosen else ""
        runs += [Run(x, option, style, struck), Run(x + w, tail, BODY)]
        x += w + width_of(tail, BODY)
    lines.append(Line(tuple(runs), BODY.lead, BODY.ascent))
    return Cell(tuple(lines), height_of(lines), middle=True)


def cut(c: Cell, height: float) -> tuple[Cell, Cell | None]:
    """The lines of `c` that fit into `height` mm and, when some are left, the rest."""
    room, n = (height - 2 * PAD_Y) * MM + 0.1, 0
    while n < len(c.lines) and c.lines[n].lead <= room:
        room -= c.lines[n].lead
        n += 1
    rest = c.lines[n:]
    shown = Cell(c.lines[:n], height, c.middle, c.paint)
    return shown, Cell(rest, height_of(rest), c.middle) if rest else None


def tallest(cells: Mapping[int, Cell]) -> float:
    """Height in mm of the highest cell."""
    return max((c.height for c in cells.values()), default=0.0)


def place(sheet: Sheet, c: Cell, box: Box) -> None:
    """Draw a cell's text into its box; no rule around it."""
    if c.paint:
        c.paint(sheet, box)
    px, py = (box.x + PAD_X) * MM, sheet.height - (box.y + PAD_Y) * MM
    if c.middle:
        py -= max(0.0, (box.h - c.height) * MM / 2)
    for line in c.lines:
        for run in line.runs:
            sheet.put_points(px + run.x, py - line.ascent, run.text, run.style, deco=run.deco)
        py -= line.lead
