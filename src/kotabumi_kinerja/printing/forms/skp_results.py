"""The results of an SKP as a table, of both kinds of form, and the whole plan around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from kotabumi_kinerja.printing.cells import Para, cell
from kotabumi_kinerja.printing.forms import skp_parts
from kotabumi_kinerja.printing.forms.skp_data import Indicator, Part, PlanPaper, Result
from kotabumi_kinerja.printing.forms.skp_widths import Texts, fitted, standard
from kotabumi_kinerja.printing.page import Page
from kotabumi_kinerja.printing.sheet import Flow, Paper
from kotabumi_kinerja.printing.tables import Group, Head, Row, Table, band
from kotabumi_kinerja.printing.text import BOLD, SLANT

_TITLE: Final = "SASARAN KINERJA PEGAWAI"
_APPROACH: Final = "PENDEKATAN HASIL KERJA"
_SUPPORTS: Final = "Rencana hasil kerja atasan (pimpinan) yang diintervensi:"
_NUMBER: Final = 10.0
_LETTERS: Final = "ABCDEFGH"
_USUAL: Final = 2
_SHORT_PAGE: Final = 0.5
"""More pages than usual, or a second one filled less than this, are worth other widths."""


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of form: its third title line, its columns, and how an indicator is said.

    `merged` columns belong to the result, the others to each indicator; `free` ones may give
    width to each other. `measures`: the words over the indicators of a qualitative plan.
    """

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    merged: tuple[Callable[[Result], str], ...]
    single: tuple[Callable[[Indicator], str], ...]
    free: tuple[int, ...]
    measures: str
    said: Callable[[Indicator], str]


def draw_form(paper: Paper, plan: PlanPaper, form: Form, page: Page) -> int:
    """Print one plan; returns its number of pages."""
    if plan.qualitative:
        return paper.add(_lay_out(paper, plan, form, page, ()))
    widths, texts = page.scaled(*form.widths), _texts(form, plan.parts)
    flow = _lay_out(paper, plan, form, page, standard(widths, texts, form.free))
    short = flow.y - page.top < _SHORT_PAGE * page.body
    if len(flow.sheets) > _USUAL or (len(flow.sheets) == _USUAL and short):
        other = _lay_out(paper, plan, form, page, fitted(widths, texts, form.free))
        if len(other.sheets) < len(flow.sheets):
            flow = other
    return paper.add(flow)


def _lay_out(
    paper: Paper, plan: PlanPaper, form: Form, page: Page, widths: Sequence[float]
) -> Flow:
    approach = "KUALITATIF" if plan.qualitative else "KUANTITATIF"
    titles = (_TITLE, f"{_APPROACH} {approach}", form.title)
    flow = skp_parts.begin(paper, page, "SKP", titles, plan.head, leader=plan.leader)
    if plan.qualitative:
        w = page.scaled(_NUMBER, 306 - _NUMBER)
        Table(flow, w, [[Head(skp_parts.RESULTS, 0, 2)]]).draw(_told(form, plan.parts, w))
    else:
        heads = [[Head(skp_parts.RESULTS, 0, len(widths))]]
        heads.append([Head(name, i) for i, name in enumerate(form.heads)])
        table = Table(flow, widths, heads, numbered=True)
        table.draw(_ruled(form, plan.parts, widths))
    skp_parts.behaviours(flow, plan.behaviours, skp_parts.tail_of(plan.head))
    skp_parts.close(flow, plan.head)
    return flow


def _ruled(form: Form, parts: Sequence[Part], w: Sequence[float]) -> list[Row | Group]:
    """Sections, and each result as a group of rows with merged cells; none leaves a blank row."""
    items: list[Row | Group] = []
    number, first = 0, 1 + len(form.merged)
    for letter, part in zip(_LETTERS, parts, strict=False):
        items.append(band(f"{letter}. {part.title}", len(w), sum(w)))
        for result in part.results or (Result(),):
            number += bool(part.results)
            shown = str(number) if part.results else ""
            merged = {0: cell(shown, w[0], align="C")}
            merged |= {i: cell(get(result), w[i]) for i, get in enumerate(form.merged, 1)}
            rows = tuple(
                Row({i: cell(get(one), w[i]) for i, get in enumerate(form.single, first)})
                for one in result.indicators or (Indicator(),)
            )
            items.append(Group(merged, rows))
    return items


def _told(form: Form, parts: Sequence[Part], w: Sequence[float]) -> list[Row | Group]:
    """Each result as text, its indicators as bullets under the form's own words."""
    items: list[Row | Group] = []
    number = 0
    for letter, part in zip(_LETTERS, parts, strict=False):
        items.append(band(f"{letter}. {part.title}", len(w), sum(w)))
        if not part.results:
            items.append(Row({0: cell("", w[0]), 1: cell("", w[1])}))
        for result in part.results:
            number += 1
            lines = [Para(result.text, BOLD)]
            if result.leader:
                lines.append(Para(f"{_SUPPORTS} {result.leader}", SLANT))
            bullets = [Para(form.said(one), bullet="\u2022") for one in result.indicators]
            measures = [Para(form.measures), *bullets]
            merged = {0: cell(str(number), w[0], align="C")}
            rows = (Row({1: cell(lines, w[1])}), Row({1: cell(measures, w[1])}))
            items.append(Group(merged, rows))
    return items


def _texts(form: Form, parts: Sequence[Part]) -> Texts:
    results = [r for part in parts for r in part.results]
    ones = [i for r in results for i in r.indicators]
    columns: list[list[tuple[str, int]]] = [[]]
    columns += [[(get(r), max(1, len(r.indicators))) for r in results] for get in form.merged]
    columns += [[(get(i), 1) for i in ones] for get in form.single]
    return columns
