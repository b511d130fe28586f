"""Kartu Nilai Kinerja Pegawai: one person's year on one tall sheet."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.printing.cells import cell, tallest
from kotabumi_kinerja.printing.forms.card_charts import quadrant, trend
from kotabumi_kinerja.printing.forms.card_data import Card, Period
from kotabumi_kinerja.printing.forms.card_fit import (
    BAR,
    BAR_BARE,
    GAP,
    HEADING,
    LEFT,
    PLAN_GAP,
    Fit,
    fit,
    plan_rows,
    tight,
)
from kotabumi_kinerja.printing.forms.card_head import draw_head, paragraph
from kotabumi_kinerja.printing.letterhead import letterhead
from kotabumi_kinerja.printing.page import F4_TALL, MM, Box, Page
from kotabumi_kinerja.printing.qr import draw_qr
from kotabumi_kinerja.printing.sheet import Flow, Paper, Sheet
from kotabumi_kinerja.printing.signature import block_of, draw_block
from kotabumi_kinerja.printing.tables import Head, Row, Table
from kotabumi_kinerja.printing.text import BODY, BOLD, SLANT, TEXT, TEXT_B, Style, clip, width_of
from kotabumi_kinerja.printing.verification import LABEL
from kotabumi_kinerja.printing.volumes import print_pages

_TITLE: Final = Style("B", 13, 15)
_VALUES: Final = (Style("B", 12, 14), TEXT_B, BOLD)
_PLAN: Final = (7.0, 81.0, 47.0, 9.0, 20.5, 20.5)
_PERIODS: Final = (38.0, 28.0, 28.0, 28.0, 28.0, 35.0)
_PERIODS_GAP: Final = 2.0
_SECTION: Final = 0.8
_YEAR_FRAME: Final = 1.6
_DRAFT: Final = "DRAF"


def draw_card(paper: Paper, card: Card, page: Page = F4_TALL) -> int:
    """Print one card; returns its number of pages.

    On F4 and Legal the longest texts still fit. On A4 they may not: then code and signature go
    to a second sheet rather than over anything.
    """
    flow = Flow(paper, page, card.foot, _DRAFT if card.draft else "")
    letterhead(flow, card.office, card.address, card.arms)
    flow.titles(("KARTU NILAI KINERJA PEGAWAI",), _TITLE, after=0)
    flow.titles((card.period,), TEXT, after=2.5)
    draw_head(flow, card)
    periods = _period_rows(page, card.periods)
    periods_height = BAR_BARE + HEADING + sum(tallest(r.cells) for r in periods) + _PERIODS_GAP
    shares = fit(card, flow.room - periods_height, page.measure)
    _plan(flow, card, shares.plan_room)
    _periods(flow, card.periods, periods)
    _reasons(flow, card, shares)
    _measures(flow, card, shares)
    _closing(flow, card, shares)
    return paper.add(flow)


def print_cards(
    cards: Iterable[Card], target: Path | BinaryIO, title: str, progress: Progress, author: str = ""
) -> int:
    """Merge the cards into one PDF, one step of `progress` each; returns the number of pages.

    A path is written whole or not at all; long runs are cut into volumes of
    `volumes.VOLUME` by the caller. `Cancelled` and refusals leave no file.
    """

    def draw(paper: Paper) -> int:
        pages = 0
        for card in cards:
            pages += draw_card(paper, card)
            progress.step()
        return pages

    return print_pages(target, title, author, draw)


def _bar(s: Sheet, x: float, y: float, w: float, text: str, *, ruled: bool = True) -> float:  # noqa: PLR0913  # a box and its words
    """A section's heading: bold words, on a rule unless a table's own frame follows."""
    s.put(x, y + 3.4, text, BOLD)
    if ruled:
        s.line(x, y + 4.6, x + w, y + 4.6, _SECTION)
    return y + (BAR if ruled else BAR_BARE)


def _plan(flow: Flow, card: Card, room: float) -> None:
    page, widths = flow.page, flow.page.scaled(*_PLAN)
    names = ("No", "Rencana hasil kerja", "Indikator pertama", "Ind.", "Target", "Realisasi")
    table = Table(flow, widths, [[Head(name, i) for i, name in enumerate(names)]])
    rows = plan_rows(card.plan, widths, room - BAR_BARE - table.head_height - PLAN_GAP)
    if len(rows) < len(card.plan):
        left_out = (
            f"{len(rows)} dari {len(card.plan)} hasil kerja; selengkapnya pada {card.plan_source}"
        )
        flow.sheet.put(page.width - page.right, flow.y + 3.4, left_out, SLANT, align="R")
    if not card.plan:
        words = cell("SKP belum disusun.", sum(widths[1:]), SLANT)
        rows = [Row({0: cell("", widths[0]), 1: words}, {1: 5})]
    flow.y = _bar(
        flow.sheet, page.left, flow.y, page.measure, "RENCANA HASIL KERJA (RINGKAS)", ruled=False
    )
    table.draw(rows)
    flow.y += 1.6


def _periods(flow: Flow, periods: Sequence[Period], rows: Sequence[Row]) -> None:
    page, widths = flow.page, flow.page.scaled(*_PERIODS)
    title = "PENILAIAN PERIODIK DAN TAHUNAN"
    flow.y = _bar(flow.sheet, page.left, flow.y, page.measure, title, ruled=False)
    top = flow.y
    heads = [Head("", 0), *(Head(p.title, i) for i, p in enumerate(periods, 1))]
    Table(flow, widths, [heads]).draw(rows)
    x = page.width - page.right - widths[-1]
    flow.sheet.box(x, top, widths[-1], flow.y - top, _YEAR_FRAME)
    flow.y += _PERIODS_GAP


def _period_rows(page: Page, periods: Sequence[Period]) -> list[Row]:
    widths = page.scaled(*_PERIODS)
    rows = (
        ("Hasil kerja (ekspektasi)", [p.result or "-" for p in periods]),
        ("Perilaku (ekspektasi)", [p.behaviour or "-" for p in periods]),
        ("Predikat", [p.predikat or "belum dinilai" for p in periods]),
        ("Capaian organisasi", [p.organisation or "-" for p in periods]),
        ("Tanggal penilaian", [p.day or "-" for p in periods]),
    )
    body: list[Row] = []
    for label, values in rows:
        cells = {0: tight(cell(label, widths[0]))}
        for i, (value, period) in enumerate(zip(values, periods, strict=True), 1):
            rated = label == "Predikat" and period.predikat
            cells[i] = tight(cell(value, widths[i], BOLD if rated else BODY, "C"))
        body.append(Row(cells))
    return body


def _reasons(flow: Flow, card: Card, shares: Fit) -> None:
    s, page, top = flow.sheet, flow.page, flow.y
    y = _bar(s, page.left, top, LEFT, "KUADRAN KINERJA")
    quadrant(s, Box(page.left, y, LEFT, 4 * shares.cell_height), card.scale, card.verdict.lit)
    x, w = page.left + LEFT + GAP, page.measure - LEFT - GAP
    y = _bar(s, x, top, w, "MENGAPA PREDIKAT INI")
    for number, lines in enumerate(shares.why, 1):
        s.put(x, y + 2.92, f"{number}.", BODY)
        y = paragraph(s, x + 5, y, w - 5, "\n".join(lines)) + 0.6
    flow.y = top + shares.reasons_height


def _measures(flow: Flow, card: Card, shares: Fit) -> None:
    s, page, top = flow.sheet, flow.page, flow.y
    y = _bar(s, page.left, top, LEFT, "PERKEMBANGAN PREDIKAT")
    box = Box(page.left, y, LEFT, shares.measures_height - 8)
    trend(s, box, card.trend, card.trend_note, card.scale)
    x, right = page.left + LEFT + GAP, page.width - page.right
    y = _bar(s, x, top, right - x, "UKURAN LAIN TAHUN INI")
    for i, (measure, lines) in enumerate(zip(card.measures, shares.measures, strict=True)):
        if i:
            s.line(x, y - 0.3, right, y - 0.3)
        s.put(x, y + 4.0, measure.title, BOLD)
        _value(
            s, right, y + 4.2, measure.value or "-", right - x - width_of(measure.title, BOLD) / MM
        )
        y = paragraph(s, x, y + 5.2, right - x, "\n".join(lines)) + 1.2
    flow.y = top + shares.measures_height


def _value(s: Sheet, right: float, y: float, text: str, room: float) -> None:
    """As large as `room` mm beside its title allows; never over the title."""
    inner = (room - 3) * MM
    style = next((v for v in _VALUES if width_of(text, v) <= inner), _VALUES[-1])
    s.put(right, y, clip(text, style, inner, 1)[0], style, align="R")


def _closing(flow: Flow, card: Card, shares: Fit) -> None:
    """Code at the left, signature at the right, at the sheet's foot."""
    page, height, width = flow.page, shares.closing_height, shares.signer_width
    top = page.height - page.bottom - height
    if flow.y > top + 0.1:
        flow.new_page()
        top = page.top
    s, right = flow.sheet, page.width - page.right
    s.line(page.left, top, right, top, _SECTION)
    if card.code:
        _code(s, page.left + 2.4, top, card)
    block = block_of(card.signer, width)
    draw_block(s, block, right - width, top - 2.2, len(block.above))
    flow.y = top + height


def _code(s: Sheet, x: float, top: float, card: Card) -> None:
    side = draw_qr(s, card.code, x, top + 3.6)
    s.put(x, top + side + 9.2, card.short, TEXT_B)
    at = x + side + 5.1
    y = paragraph(s, at, top + 2.8, 47, LABEL.split(",")[0].upper(), BOLD)
    words = f"{LABEL}. Pindai, atau ketik 16 huruf di bawahnya, dengan Kotabumi Kinerja di BKPSDM."
    paragraph(s, at, y, 47, words)
