"""Lampiran SKP: resources, reporting and consequences, signed by both sides."""

from typing import Final

from kotabumi_kinerja.printing.cells import cell
from kotabumi_kinerja.printing.forms import skp_parts
from kotabumi_kinerja.printing.forms.skp_data import PlanPaper
from kotabumi_kinerja.printing.page import F4_TALL, Page
from kotabumi_kinerja.printing.sheet import Paper
from kotabumi_kinerja.printing.tables import Row, Table, band

_WIDTHS: Final = (10.0, 175.0)
_TITLE: Final = "LAMPIRAN SASARAN KINERJA PEGAWAI"


def draw_annex(paper: Paper, plan: PlanPaper, page: Page = F4_TALL) -> int:
    """Print one Lampiran; a block without lines leaves one blank row. Returns its pages."""
    flow = skp_parts.begin(paper, page, "Lampiran SKP", (_TITLE,), plan.head, leader=plan.leader)
    w = page.scaled(*_WIDTHS)
    rows: list[Row] = []
    for block in plan.annex:
        rows.append(band(block.title, 2, sum(w)))
        for number, text in enumerate(block.lines or ("",), 1):
            shown = str(number) if text else ""
            rows.append(Row({0: cell(shown, w[0], align="C"), 1: cell(text, w[1])}))
    Table(flow, w).draw(rows, skp_parts.tail_of(plan.head))
    skp_parts.close(flow, plan.head)
    return paper.add(flow)
