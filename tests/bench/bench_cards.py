"""One Kartu Nilai, alone and in a merged run, against the same content by Platypus, in one run."""

import runpy
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Final, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing.fonts import load_fonts
from kotabumi_kinerja.printing.forms.card import Card, print_cards
from kotabumi_kinerja.printing.forms.card_charts import trend
from kotabumi_kinerja.printing.page import F4_TALL, MM, Box
from kotabumi_kinerja.printing.qr import draw_qr
from kotabumi_kinerja.printing.sheet import Sheet

_ROOT: Final = Path(__file__).parents[2]
_SAMPLES: Final = _ROOT / "tests" / "printing" / "card_samples.py"
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MERGED, _SINGLE, _ROUNDS = 60, 6, 3
_MERGED_BUDGET, _SINGLE_BUDGET = 0.25, 0.4

_BODY: Final = ParagraphStyle("body", fontName="R", fontSize=9, leading=11)
_BOLD: Final = ParagraphStyle("bold", fontName="B", fontSize=9, leading=11)
_TEXT: Final = ParagraphStyle("text", fontName="R", fontSize=10, leading=12.5)
_TITLE: Final = ParagraphStyle("title", fontName="B", fontSize=13, leading=15, alignment=1)
_MIDDLE: Final = ParagraphStyle("middle", fontName="R", fontSize=9, leading=11, alignment=1)
_Command = tuple[str | float | tuple[int, int], ...]
_PADDING: Final[Sequence[_Command]] = (
    ("LEFTPADDING", (0, 0), (-1, -1), 3.7),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3.7),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)
_GRID: Final[Sequence[_Command]] = (("GRID", (0, 0), (-1, -1), 0.5, "black"), *_PADDING)


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time of a card divided by that of an equal Platypus card."""
    load_fonts(_ROOT / "resources" / "fonts")
    merged, single = _cards(_MERGED), _cards(_SINGLE)
    rounds = [
        (
            _cost(_ours, merged),
            _cost(_theirs, merged),
            _alone(_ours, single),
            _alone(_theirs, single),
        )
        for _ in range(_ROUNDS + 1)
    ][1:]
    return [
        ("score card, merged", median(a / b for a, b, _, _ in rounds), _MERGED_BUDGET),
        ("score card, single file", median(c / d for _, _, c, d in rounds), _SINGLE_BUDGET),
    ]


def milliseconds() -> dict[str, float]:
    """CPU time a card takes here and now, for the record only."""
    load_fonts(_ROOT / "resources" / "fonts")
    merged = _cards(_MERGED)
    return {
        "ours, merged": _cost(_ours, merged) / _MERGED * 1000,
        "Platypus, merged": _cost(_theirs, merged) / _MERGED * 1000,
        "ours, single": median(_cost(_ours, [c]) for c in merged[:10]) * 1000,
        "Platypus, single": median(_cost(_theirs, [c]) for c in merged[:10]) * 1000,
    }


def _cards(count: int) -> list[Card]:
    """Different people, as in a real run: names, numbers and codes are nowhere the same."""
    ordinary = cast("Card", runpy.run_path(str(_SAMPLES))["ORDINARY"])
    return [
        replace(
            ordinary,
            name=f"Pegawai Nomor {n}, S.E.",
            nip=f"{198001010000000000 + n * 7919}",
            plan=tuple(replace(r, result=f"{r.result} bagian {n}") for r in ordinary.plan),
            foot=f"Kartu Nilai, {n}",
            code="KK" + "".join(_ALPHABET[(n * 31 + i * i * 7) % 32] for i in range(170)),
            short=f"PSMD 6WKQ G709 {n:04d}",
        )
        for n in range(count)
    ]


def _cost(work: Callable[[Sequence[Card]], int], cards: Sequence[Card]) -> float:
    start = time.process_time()
    size = work(cards)
    cost = time.process_time() - start
    if not size:
        raise AssertionError(work)
    return cost


def _alone(work: Callable[[Sequence[Card]], int], cards: Sequence[Card]) -> float:
    return median(_cost(work, [card]) for card in cards)


def _ours(cards: Sequence[Card]) -> int:
    out = BytesIO()
    print_cards(cards, out, "Kartu Nilai", Silent())
    return len(out.getvalue())


def _theirs(cards: Sequence[Card]) -> int:
    out = BytesIO()
    page = F4_TALL
    document = SimpleDocTemplate(
        out,
        pagesize=(page.width * MM, page.height * MM),
        leftMargin=page.left * MM,
        rightMargin=page.right * MM,
        topMargin=page.top * MM,
        bottomMargin=page.bottom * MM,
        initialFontName="R",
    )
    document.build([flowable for card in cards for flowable in _story(card)])
    return len(out.getvalue())


class _Drawn(Flowable):
    """Operators of this program's own drawing, so that charts and code cost both sides the same."""

    def __init__(self, width: float, height: float, draw: Callable[[Sheet], object]) -> None:
        super().__init__()
        self.width, self.height, self._draw = width, height, draw

    def draw(self) -> None:
        sheet = Sheet(F4_TALL, lambda _face, _text: ())
        self._draw(sheet)
        self.canv.addLiteral("\n".join(sheet.drawings))


def _story(card: Card) -> list[Flowable]:
    return [
        *(Paragraph(line, _TITLE) for line in card.office),
        Paragraph(card.address, _MIDDLE),
        Spacer(1, 9),
        Paragraph("KARTU NILAI KINERJA PEGAWAI", _TITLE),
        Paragraph(card.period, _MIDDLE),
        _identity(card),
        _plan(card),
        _periods(card),
        _reasons(card),
        _measures(card),
        _closing(card),
        Paragraph(card.foot, _BODY),
        PageBreak(),
    ]


def _table(rows: Sequence[Sequence[str | Flowable | Sequence[Flowable]]], *widths: float) -> Table:
    return Table(rows, [w * MM for w in widths], style=TableStyle(_GRID))


def _identity(card: Card) -> Table:
    names = ("Nama", "NIP", "Pangkat/gol.", "Jabatan", "Unit kerja", "Pejabat penilai")
    values = (card.name, card.nip, card.rank, card.post, card.unit, ", ".join(card.rater))
    facts = [[Paragraph(n, _BODY), Paragraph(v, _TEXT)] for n, v in zip(names, values, strict=True)]
    v = card.verdict
    verdict = [Paragraph(t, _MIDDLE) for t in ("PREDIKAT TAHUNAN", v.predikat or "", v.result)]
    verdict += [Paragraph(v.behaviour, _MIDDLE), Paragraph(v.organisation, _MIDDLE)]
    inner = Table(facts, [22 * MM, 79 * MM], style=TableStyle(_PADDING))
    return _table([["foto", [inner], verdict]], 22, 106, 56)


def _plan(card: Card) -> Table:
    heads = ("No", "Rencana hasil kerja", "Indikator pertama", "Ind.", "Target", "Realisasi")
    rows = [[Paragraph(h, _BOLD) for h in heads]]
    for n, r in enumerate(card.plan, 1):
        texts = (str(n), r.result, r.indicator, str(r.count), r.target, r.done)
        rows.append([Paragraph(t, _BODY) for t in texts])
    return _table(rows, 7, 81, 47, 9, 20.5, 20.5)


def _periods(card: Card) -> Table:
    columns = [
        (p.title, p.result, p.behaviour, p.predikat or "", p.organisation, p.day)
        for p in card.periods
    ]
    labels = ("", "Hasil kerja", "Perilaku", "Predikat", "Capaian organisasi", "Tanggal penilaian")
    rows = [[Paragraph(t, _BODY) for t in row] for row in zip(labels, *columns, strict=True)]
    return _table(rows, 38, 28, 28, 28, 28, 35)


def _reasons(card: Card) -> Table:
    words = [[Paragraph(t, _BODY) for t in row] for row in card.scale.matrix]
    grid = Table(words, [22 * MM] * 3, style=TableStyle(_GRID))
    why = [Paragraph(f"{n}. {t}", _BODY) for n, t in enumerate(card.why, 1)]
    heads = [Paragraph("KUADRAN KINERJA", _BOLD), Paragraph("MENGAPA PREDIKAT INI", _BOLD)]
    return _table([heads, [[grid], why]], 86, 99)


def _measures(card: Card) -> Table:
    box = Box(18, 200, 80, 40)
    chart = _Drawn(
        80 * MM, 40 * MM, lambda s: trend(s, box, card.trend, card.trend_note, card.scale)
    )
    texts = [
        Paragraph(t, style)
        for m in card.measures
        for t, style in ((m.title, _BOLD), (m.value, _BOLD), *((x, _BODY) for x in m.lines))
    ]
    return _table([[chart, texts]], 86, 99)


def _closing(card: Card) -> Table:
    code = _Drawn(30 * MM, 30 * MM, lambda s: draw_qr(s, card.code, 20, 270))
    signer = card.signer
    lines = (signer.placed, *(text for _, text in signer.offices))
    block = [Paragraph(t, _TEXT) for t in lines]
    name = [Paragraph(signer.name, _BOLD), Paragraph(f"NIP {signer.nip}", _TEXT)]
    return _table([[[code, Paragraph(card.short, _BOLD)], [*block, Spacer(1, 60), *name]]], 95, 90)


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what}: {ratio:.2f} of {budget}")
    for what, cost in milliseconds().items():
        print(f"{what}: {cost:.1f} ms")
