"""Papers of plans, merged into one PDF: SKP, Lampiran, Rencana Aksi, in the order given."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.printing.forms.action_plan import draw_actions
from kotabumi_kinerja.printing.forms.skp_annex import draw_annex
from kotabumi_kinerja.printing.forms.skp_data import ActionPaper, PlanPaper, Sheets
from kotabumi_kinerja.printing.forms.skp_leader import draw_leader_plan
from kotabumi_kinerja.printing.forms.skp_staff import draw_staff_plan
from kotabumi_kinerja.printing.sheet import Paper
from kotabumi_kinerja.printing.volumes import print_pages


@dataclass(frozen=True, slots=True)
class PlanPapers:
    """What is printed of one plan: the SKP itself, its Lampiran, its Rencana Aksi."""

    plan: PlanPaper
    form: bool
    annex: bool
    actions: tuple[ActionPaper, ...]


def draw_papers(paper: Paper, papers: PlanPapers, sheets: Sheets) -> int:
    """Print all that is wanted of one plan; returns the number of pages."""
    plan, pages = papers.plan, 0
    if papers.form:
        draw = draw_leader_plan if plan.leader else draw_staff_plan
        pages += draw(paper, plan, sheets.wide)
    if papers.annex:
        pages += draw_annex(paper, plan, sheets.tall)
    return pages + sum(draw_actions(paper, one, sheets.wide) for one in papers.actions)


def print_plans(  # noqa: PLR0913, PLR0917  # what a file is
    plans: Iterable[PlanPapers],
    target: Path | BinaryIO,
    sheets: Sheets,
    title: str,
    progress: Progress,
    author: str = "",
) -> int:
    """Merge the papers into one PDF, one step of `progress` each plan; returns its pages.

    A path is written whole or not at all: refused KK-611, KK-612. Refused KK-601 for a letter that
    cannot be set. Raises `Cancelled`.
    """

    def draw(paper: Paper) -> int:
        pages = 0
        for plan in plans:
            pages += draw_papers(paper, plan, sheets)
            progress.step()
        return pages

    return print_pages(target, title, author, draw)
