"""Printed SKP with Lampiran, merged and alone, against the same content by Platypus, in one run."""

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
from kotabumi_kinerja.printing.forms.skp import PlanPapers, print_plans
from kotabumi_kinerja.printing.forms.skp_data import F4, PlanPaper, Side
from kotabumi_kinerja.printing.page import F4_WIDE, MM

_ROOT: Final = Path(__file__).parents[2]
_SAMPLES: Final = _ROOT / "tests" / "printing" / "skp_samples.py"
_COUNT, _ROUNDS = 40, 3
_BUDGETS: Final = {12: 0.25, 40: 0.2}
_ALONE_BUDGET: Final = 0.4

_BODY: Final = ParagraphStyle("body", fontName="R", fontSize=9, leading=11)
_BOLD: Final = ParagraphStyle("bold", fontName="B", fontSize=9, leading=11)
_TEXT: Final = ParagraphStyle("text", fontName="R", fontSize=10, leading=12.5)
_TITLE: Final = ParagraphStyle("title", fontName="B", fontSize=12, leading=15, alignment=1)
_GRID: Final[Sequence[tuple[str | float | tuple[int, int], ...]]] = (
    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3.7),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3.7),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time of an SKP with its Lampiran divided by Platypus's."""
    load_fonts(_ROOT / "resources" / "fonts")
    found: list[tuple[str, float, float]] = []
    for indicators, budget in _BUDGETS.items():
        plans = _plans(indicators, _COUNT)
        ratios = [_cost(_ours, plans) / _cost(_theirs, plans) for _ in range(_ROUNDS + 1)][1:]
        found.append((f"SKP of {indicators} indicators, merged", median(ratios), budget))
    few = _plans(12, 6)
    rounds = [_alone(_ours, few) / _alone(_theirs, few) for _ in range(_ROUNDS + 1)][1:]
    found.append(("SKP of 12 indicators, single file", median(rounds), _ALONE_BUDGET))
    return found


def milliseconds() -> dict[str, float]:
    """CPU time an SKP with its Lampiran takes here and now, for the record only."""
    load_fonts(_ROOT / "resources" / "fonts")
    out: dict[str, float] = {}
    for indicators in _BUDGETS:
        plans = _plans(indicators, _COUNT)
        out[f"ours, {indicators}, merged"] = _cost(_ours, plans) / _COUNT * 1000
        out[f"Platypus, {indicators}, merged"] = _cost(_theirs, plans) / _COUNT * 1000
        out[f"ours, {indicators}, single"] = _alone(_ours, plans[:6]) * 1000
    return out


def _plans(indicators: int, count: int) -> list[PlanPaper]:
    """Different people, as in a real run: names and texts are nowhere the same."""
    make = cast("Callable[[int], PlanPaper]", runpy.run_path(str(_SAMPLES))["plan"])
    ordinary = make(indicators)
    return [_of(ordinary, n) for n in range(count)]


def _of(plan: PlanPaper, n: int) -> PlanPaper:
    staff = replace(plan.head.staff, name=f"Pegawai Nomor {n}, S.E.", nip=f"19800101 {n}")
    return replace(
        plan,
        head=replace(plan.head, staff=staff, foot=f"{n}"),
        parts=tuple(
            replace(
                part,
                results=tuple(
                    replace(
                        r,
                        text=f"{r.text} orang {n}",
                        indicators=tuple(
                            replace(i, text=f"{i.text} orang {n}") for i in r.indicators
                        ),
                    )
                    for r in part.results
                ),
            )
            for part in plan.parts
        ),
    )


def _cost(work: Callable[[Sequence[PlanPaper]], int], plans: Sequence[PlanPaper]) -> float:
    start = time.process_time()
    size = work(plans)
    cost = time.process_time() - start
    if not size:
        raise AssertionError(work)
    return cost


def _alone(work: Callable[[Sequence[PlanPaper]], int], plans: Sequence[PlanPaper]) -> float:
    return median(_cost(work, [plan]) for plan in plans)


def _ours(plans: Sequence[PlanPaper]) -> int:
    out = BytesIO()
    papers = [PlanPapers(plan, form=True, annex=True, actions=()) for plan in plans]
    print_plans(papers, out, F4, "SKP", Silent())
    return len(out.getvalue())


def _theirs(plans: Sequence[PlanPaper]) -> int:
    out = BytesIO()
    page = F4_WIDE
    document = SimpleDocTemplate(
        out,
        pagesize=(page.width * MM, page.height * MM),
        leftMargin=page.left * MM,
        rightMargin=page.right * MM,
        topMargin=page.top * MM,
        bottomMargin=page.bottom * MM,
        initialFontName="R",
    )
    document.build([flowable for plan in plans for flowable in _story(plan)])
    return len(out.getvalue())


def _story(plan: PlanPaper) -> list[Flowable]:
    return [
        *(Paragraph(t, _TITLE) for t in ("SASARAN KINERJA PEGAWAI", "PENDEKATAN KUANTITATIF")),
        *_head(plan),
        _results(plan),
        _behaviour(plan),
        *_closing(plan),
        PageBreak(),
        Paragraph("LAMPIRAN SASARAN KINERJA PEGAWAI", _TITLE),
        *_head(plan),
        _annex(plan),
        *_closing(plan),
        PageBreak(),
    ]


def _table(rows: Sequence[Sequence[Flowable | Sequence[Flowable]]], *widths: float) -> Table:
    return Table(rows, [w * MM for w in widths], style=TableStyle(_GRID))


def _words(texts: Sequence[str], style: ParagraphStyle = _BODY) -> list[Paragraph]:
    return [Paragraph(text, style) for text in texts]


def _head(plan: PlanPaper) -> list[Flowable]:
    names = ("NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA")
    left, right = _facts(plan.head.staff), _facts(plan.head.rater)
    rows = [_words(("NO", "PEGAWAI YANG DINILAI", "", "NO", "PEJABAT PENILAI KINERJA", ""), _BOLD)]
    for n, (name, a, b) in enumerate(zip(names, left, right, strict=True), 1):
        rows.append(_words((f"{n}", name, a, f"{n}", name, b)))
    table = _table(rows, 10, 45, 98, 10, 45, 98)
    return [Paragraph(plan.head.owner, _BOLD), Paragraph(plan.head.period, _BOLD), table]


def _facts(side: Side) -> tuple[str, ...]:
    return (side.name, side.nip, side.rank, side.post, side.unit)


def _results(plan: PlanPaper) -> Table:
    names = ("NO", "RHK ATASAN", "RENCANA HASIL KERJA", "ASPEK", "INDIKATOR", "TARGET")
    rows = [_words(names, _BOLD)]
    number = 0
    for part in plan.parts:
        rows.append(_words((part.title, "", "", "", "", ""), _BOLD))
        for result in part.results:
            number += 1
            for at, i in enumerate(result.indicators):
                merged = (f"{number}", result.leader, result.text) if at == 0 else ("", "", "")
                rows.append(_words((*merged, i.kind, i.text, i.target)))
    return _table(rows, 10, 70, 75, 26, 80, 45)


def _behaviour(plan: PlanPaper) -> Table:
    rows: list[list[Flowable | Sequence[Flowable]]] = [[*_words(("", "PERILAKU KERJA", ""), _BOLD)]]
    for n, value in enumerate(plan.behaviours, 1):
        guides = [Paragraph(value.name, _BOLD), *_words(value.guides)]
        expects = _words(("Ekspektasi Khusus Pimpinan:", value.expectation))
        rows.append([Paragraph(f"{n}", _BODY), guides, expects])
    return _table(rows, 10, 190, 106)


def _annex(plan: PlanPaper) -> Table:
    rows: list[list[Paragraph]] = []
    for block in plan.annex:
        rows.append(_words(("", block.title), _BOLD))
        rows += [_words((f"{n}", text)) for n, text in enumerate(block.lines, 1)]
    return _table(rows, 10, 175)


def _closing(plan: PlanPaper) -> list[Flowable]:
    head = plan.head
    left = [*_words(("Pegawai yang Dinilai,",), _TEXT), Spacer(1, 70)]
    left += _words((head.staff.name, f"NIP {head.staff.nip}"), _TEXT)
    right = [*_words((head.placed, "Pejabat Penilai Kinerja,"), _TEXT), Spacer(1, 70)]
    right += _words((head.rater.name, f"NIP {head.rater.nip}"), _TEXT)
    return [Table([[left, right]], [150 * MM, 88 * MM]), Paragraph(head.foot, _BODY)]


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what}: {ratio:.2f} of {budget}")
    for what, cost in milliseconds().items():
        print(f"{what}: {cost:.1f} ms")
