"""Rencana Aksi of one period: each result with its steps, when they are due, what came of them."""

from typing import Final

from kotabumi_kinerja.printing.cells import Cell, cell
from kotabumi_kinerja.printing.forms import skp_parts
from kotabumi_kinerja.printing.forms.skp_data import ActionPaper, Step
from kotabumi_kinerja.printing.page import F4_WIDE, Box, Page
from kotabumi_kinerja.printing.sheet import FRAME, Paper, Sheet
from kotabumi_kinerja.printing.tables import Group, Head, Row, Table

_TITLE: Final = "RENCANA AKSI KINERJA PEGAWAI"
_BEFORE: Final = (9.0, 62.0, 78.0, 30.0)
_SCHEDULE: Final = 36.0
_AFTER: Final = (34.0, 34.0, 23.0)
_HEADS: Final = ("NO", "RENCANA HASIL KERJA", "RENCANA AKSI/TAHAPAN", "TARGET PERIODE")
_LAST: Final = ("REALISASI", "BUKTI DUKUNG", "KET.")
_EMPTY: Final = 12.0
"""A row without a step is so high that one can be written by hand, mm."""


def draw_actions(paper: Paper, plan: ActionPaper, page: Page = F4_WIDE) -> int:
    """Print one Rencana Aksi (own layout; none is prescribed); returns its number of pages."""
    titles = (_TITLE, f"PERIODE: {plan.period}")
    flow = skp_parts.begin(paper, page, "Rencana Aksi", titles, plan.head)
    count = len(plan.columns)
    w = page.scaled(*_BEFORE, *[_SCHEDULE / count] * count, *_AFTER)
    after = len(_BEFORE) + count
    top = [Head(name, i, rows=2) for i, name in enumerate(_HEADS)]
    top.append(Head("JADWAL", len(_BEFORE), count))
    top += [Head(name, i, rows=2) for i, name in enumerate(_LAST, after)]
    below = [Head(name, i) for i, name in enumerate(plan.columns, len(_BEFORE))]
    items: list[Group] = []
    for number, (text, steps) in enumerate(plan.results or (("", ()),), 1):
        shown = str(number) if plan.results else ""
        merged = {0: cell(shown, w[0], align="C"), 1: cell(text, w[1])}
        rows = tuple(_row(step, count, w) for step in steps or (Step(),))
        items.append(Group(merged, rows))
    Table(flow, w, [top, below]).draw(items, skp_parts.tail_of(plan.head))
    skp_parts.close(flow, plan.head)
    return paper.add(flow)


def _row(step: Step, count: int, w: tuple[float, ...]) -> Row:
    at = len(_BEFORE)
    least = 0.0 if step.text else _EMPTY
    cells = {2: cell(step.text, w[2], least=least), 3: cell(step.target, w[3])}
    for i in range(count):
        cells[at + i] = Cell((), 0.0, paint=_tick if i in step.ticks else None)
    for i, text in enumerate((step.done, step.evidence, step.note), at + count):
        cells[i] = cell(text, w[i])
    return Row(cells)


def _tick(sheet: Sheet, box: Box) -> None:
    """A tick drawn with two strokes: the printed face has none."""
    x, y = box.x + box.w / 2, box.y + 3.0
    sheet.line(x - 1.3, y, x - 0.3, y + 1.2, FRAME)
    sheet.line(x - 0.3, y + 1.2, x + 1.6, y - 1.4, FRAME)
