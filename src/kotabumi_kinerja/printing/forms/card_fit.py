"""How the Kartu Nilai gives way: what is shortened, in which order, so that all fits one sheet."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kotabumi_kinerja.printing.cells import Cell, clipped
from kotabumi_kinerja.printing.forms.card_data import Card, PlanRow
from kotabumi_kinerja.printing.page import MM
from kotabumi_kinerja.printing.signature import Signer, signature_height
from kotabumi_kinerja.printing.tables import Row
from kotabumi_kinerja.printing.text import BODY, clip

LEFT: Final = 86.0
"""Width of the left column, mm."""
GAP: Final = 6.0
ROW: Final = 5.2
"""Height of a one-line row on the card."""
BAR: Final = 5.6
BAR_BARE: Final = 4.7
"""Height of a section's heading with and without its rule."""
HEADING: Final = 5.68
"""Height of a table's heading row."""
PLAN_GAP: Final = 1.8
_LEAD: Final = BODY.lead / MM
_CODE: Final = 43.0
"""Height of the verification code with its letters."""
_SIGNERS: Final = (80.0, 92.0)
"""Width of the signer's block: usual, and when its office lines are many."""
_TALL: Final = 60.0
"""A signer's block above this height (mm) is set in the wider measure."""


class Step(NamedTuple):
    """How far the card gives way.

    Lines of a reason and of a measure's text, rows of the plan that must remain, heights (mm) of
    a quadrant's cell and of the trend's part.
    """

    why: int
    measure: int
    rows: int
    cell: float = 8.2
    trend: float = 38.0


_STEPS: Final = (
    Step(4, 3, 2),
    Step(3, 2, 2),
    Step(2, 2, 2),
    Step(2, 1, 2),
    Step(2, 1, 2, cell=7.4, trend=33.0),
    Step(1, 1, 1, cell=7.4, trend=31.0),
)


class Fit(NamedTuple):
    """The texts as they will be shown, and the heights (mm) that are kept for each part."""

    why: tuple[tuple[str, ...], ...]
    measures: tuple[tuple[str, ...], ...]
    plan_room: float
    reasons_height: float
    measures_height: float
    closing_height: float
    signer_width: float
    cell_height: float


def fit(card: Card, room: float, width: float) -> Fit:
    """Share out `room` mm, the table of periods not counted; the plan takes what others leave."""
    shares = _shares(card, room, width, _STEPS[0])
    for step in _STEPS:
        shares = _shares(card, room, width, step)
        if shares.plan_room >= BAR_BARE + HEADING + step.rows * ROW + PLAN_GAP:
            break
    return shares


def signer_width(signer: Signer) -> float:
    """Width of the signer's block, mm."""
    usual, wide = _SIGNERS
    return usual if signature_height(signer, width=usual) <= _TALL else wide


def _shares(card: Card, room: float, width: float, step: Step) -> Fit:
    column = width - LEFT - GAP
    why = [clip(t, BODY, (column - 5) * MM, step.why) for t in card.why]
    why = why or [("Belum ada penilaian tahunan.",)]
    measures = tuple(_lines(m.lines, column, step.measure) for m in card.measures)
    reasons = max(BAR + 4 * step.cell, BAR + sum(len(t) * _LEAD + 0.6 for t in why)) + 1.6
    texts = sum(5.4 + len(lines) * _LEAD + 1.2 for lines in measures)
    others = max(step.trend, BAR + texts) + 1.6
    block = signer_width(card.signer)
    signature = signature_height(card.signer, width=block) - 2.2
    closing = max(signature, _CODE if card.code else 0.0)
    plan = room - closing - reasons - others
    return Fit(tuple(why), measures, plan, reasons, others, closing, block, step.cell)


def plan_rows(plan: Sequence[PlanRow], widths: Sequence[float], room: float) -> list[Row]:
    """Rows of 3, then 2, then 1 line at most that fit `room` mm; then the last are left out."""
    rows: list[Row] = []
    for lines in (3, 2, 1):
        rows = [_plan_row(n, r, widths, lines) for n, r in enumerate(plan, 1)]
        if sum(map(_height, rows)) <= room:
            return rows
    while rows and sum(map(_height, rows)) > room:
        rows.pop()
    return rows


def tight(c: Cell) -> Cell:
    """The card's rows are a little lower than those of other forms."""
    return c._replace(height=max(ROW, c.height - 0.5))


def _plan_row(number: int, r: PlanRow, widths: Sequence[float], lines: int) -> Row:
    done = r.done or "belum ada"
    texts = (str(number), r.result, r.indicator, str(r.count), r.target, done)
    return Row(
        {
            i: tight(clipped(text, widths[i], lines, "C" if i in (0, 3) else "L"))
            for i, text in enumerate(texts)
        }
    )


def _height(row: Row) -> float:
    return max(c.height for c in row.cells.values())


def _lines(texts: Sequence[str], width: float, most: int) -> tuple[str, ...]:
    lines = (part for text in texts for part in clip(text, BODY, width * MM, most))
    return tuple(lines) or ("belum ada data",)
