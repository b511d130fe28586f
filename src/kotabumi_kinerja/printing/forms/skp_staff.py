"""SKP of Pejabat Administrasi and Pejabat Fungsional, kuantitatif and kualitatif."""

from typing import Final

from kotabumi_kinerja.printing.forms.skp_data import Indicator, PlanPaper
from kotabumi_kinerja.printing.forms.skp_results import Form, draw_form
from kotabumi_kinerja.printing.page import F4_WIDE, Page
from kotabumi_kinerja.printing.sheet import Paper


def _said(one: Indicator) -> str:
    return f"{one.text}: {one.target}" if one.target else one.text


_FORM: Final = Form(
    title="BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
    heads=(
        "NO",
        "RENCANA HASIL KERJA ATASAN (PIMPINAN) YANG DIINTERVENSI",
        "RENCANA HASIL KERJA",
        "ASPEK",
        "INDIKATOR KINERJA INDIVIDU",
        "TARGET",
    ),
    widths=(10, 70, 75, 26, 80, 45),
    merged=(lambda r: r.leader, lambda r: r.text),
    single=(lambda i: i.kind, lambda i: i.text, lambda i: i.target),
    free=(1, 2, 4, 5),
    measures="Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:",
    said=_said,
)


def draw_staff_plan(paper: Paper, plan: PlanPaper, page: Page = F4_WIDE) -> int:
    """Print one SKP (PermenPANRB 6/2022); returns its number of pages."""
    return draw_form(paper, plan, _FORM, page)
