"""SKP of Pejabat Pimpinan Tinggi and Pimpinan Unit Kerja Mandiri, kuantitatif and kualitatif."""

from typing import Final

from kotabumi_kinerja.printing.forms.skp_data import Indicator, PlanPaper
from kotabumi_kinerja.printing.forms.skp_results import Form, draw_form
from kotabumi_kinerja.printing.page import F4_WIDE, Page
from kotabumi_kinerja.printing.sheet import Paper


def _said(one: Indicator) -> str:
    words = f"{one.text}: {one.target}" if one.target else one.text
    return f"{words} ({one.kind})" if one.kind else words


_FORM: Final = Form(
    title="BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    heads=("NO", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF"),
    widths=(10, 96, 96, 52, 52),
    merged=(lambda r: r.text,),
    single=(lambda i: i.text, lambda i: i.target, lambda i: i.kind),
    free=(1, 2, 3, 4),
    measures="Ukuran keberhasilan/Indikator Kinerja Individu, Target, dan Perspektif:",
    said=_said,
)


def draw_leader_plan(paper: Paper, plan: PlanPaper, page: Page = F4_WIDE) -> int:
    """Print one SKP (PermenPANRB 6/2022); returns its number of pages."""
    return draw_form(paper, plan, _FORM, page)
