"""Plans onto paper: whose, of which year, in one PDF or one each, with place and date as asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

from sqlalchemy import select, true

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.printing.fonts import load_fonts
from kotabumi_kinerja.printing.forms.skp import PlanPapers, print_plans
from kotabumi_kinerja.printing.volumes import VOLUME
from kotabumi_kinerja.services import plans, units
from kotabumi_kinerja.services.card_printing import everybody
from kotabumi_kinerja.services.paper_files import in_volumes, one_each, write_together
from kotabumi_kinerja.services.plan_papers import Order, PlanForm, papers_of, with_steps
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now, plan

__all__ = [
    "Order",
    "PlanForm",
    "PlanRef",
    "PlanRun",
    "chosen",
    "everybody",
    "people_of_unit",
    "preview",
    "print_run",
]

_AT_ONCE: Final = 100
"""So many plans are in memory at a time."""


@dataclass(frozen=True, slots=True)
class PlanRef:
    """One plan to print: whose it is, and whether it is not agreed yet."""

    id: Id
    person: Id
    nip: str
    name: str
    year: int
    draft: bool


@dataclass(frozen=True, slots=True)
class PlanRun:
    """What a run has made. `drafts`: how many of the plans carry the watermark."""

    plans: int
    pages: int
    drafts: int
    files: tuple[Path, ...]


def people_of_unit(work: Workspace, unit: Id) -> list[Id]:
    """Who works in a unit or below it, by name."""
    inside = {unit}
    for row in units.tree(work):  # each after the one above it
        if row.above in inside:
            inside.add(row.id)
    n = person_now.c
    with work.database.read() as connection:
        return list(
            connection.scalars(
                select(n.id)
                .where(n.office == work.database.office, n.unit_id.in_(inside), present(work))
                .order_by(n.name, n.id)
            )
        )


def chosen(work: Workspace, people: Sequence[Id], year: int) -> list[PlanRef]:
    """The plans in force of these people in a year, in their order; who has none is left out.

    Of one person also the draft of a next version, to talk it over.
    """
    p, n = plan.c, person_now.c
    settled = (p.version == 1) | (p.state == PlanState.AGREED.value)
    found: dict[Id, list[PlanRef]] = {}
    with work.database.read() as connection:
        for some in _parts(people):
            rows = connection.execute(
                select(p.id, p.person_id, p.state, n.nip, n.front, n.name, n.back)
                .join(person_now, (n.office == p.office) & (n.id == p.person_id))
                .where(
                    p.office == work.database.office,
                    p.person_id.in_(some),
                    p.year == year,
                    p.gone == "",
                    p.state != PlanState.SUPERSEDED.value,
                    settled if len(people) > 1 else true(),
                )
                .order_by(p.since, p.id)
            )
            for row in rows:
                name = full_name(row.front, row.name, row.back)
                draft = row.state != PlanState.AGREED.value
                ref = PlanRef(row.id, row.person_id, row.nip, name, year, draft)
                found.setdefault(row.person_id, []).append(ref)
    return [ref for person in people for ref in found.get(person, ())]


def preview(work: Workspace, key: Id, order: Order) -> bytes:
    """The papers of one plan as PDF, exactly as they would be printed.

    Refused: KK-217 no such plan, KK-632 nothing of it can be printed, else as `print_run`.
    """
    _check(work, order)
    papers = list(_papers(work, [key], order))
    if not _any(papers):
        raise Refused("KK-632")
    out = BytesIO()
    print_plans(papers, out, order.sheets, _title(order), Silent(), work.database.operator)
    return out.getvalue()


def print_run(  # noqa: PLR0913  # what a run is
    work: Workspace,
    refs: Sequence[PlanRef],
    target: Path,
    order: Order,
    *,
    single: bool,
    progress: Progress,
) -> PlanRun:
    """Print plans into one PDF `target`, or one by one into the folder `target` (`single`).

    Files appear whole and all together; a refusal or `Cancelled` leaves none. Long runs are cut
    into volumes 'name-01.pdf' and on. Nothing is recorded: no paper carries a code.
    Refused: KK-630 no plan chosen, KK-631 no place, KK-632 none has a Rencana Aksi, KK-633 no form
    chosen, KK-601 a letter that cannot be printed, KK-611 file open or folder not writable,
    KK-612 disk full.
    """
    _check(work, order)
    if not refs:
        raise Refused("KK-630")
    wanted = _with_paper(work, refs, order)
    if not wanted:
        raise Refused("KK-632")
    if single:
        what = f"{order.forms[0].label} {wanted[0].year}"
        files = one_each(wanted, lambda ref: (ref.nip, ref.name), what)
    else:
        files = in_volumes(target, wanted, VOLUME // len(order.forms))
    folder = target if single else target.parent
    progress.start("Menulis SKP", len(wanted))
    write = partial(_write, work, order, progress)
    pages, _ = write_together(folder, files, write, lambda: None)
    return PlanRun(
        len(wanted),
        pages,
        sum(ref.draft for ref in wanted),
        tuple(folder / name for name, _ in files),
    )


def _write(
    work: Workspace, order: Order, progress: Progress, refs: Sequence[PlanRef], path: Path
) -> int:
    papers = _papers(work, [ref.id for ref in refs], order)
    author = work.database.operator
    return print_plans(papers, path, order.sheets, _title(order), progress, author)


def _papers(work: Workspace, keys: Sequence[Id], order: Order) -> Iterator[PlanPapers]:
    for at in range(0, len(keys), _AT_ONCE):
        yield from papers_of(work, plans.many(work, keys[at : at + _AT_ONCE]), order)


def _check(work: Workspace, order: Order) -> None:
    if not order.forms:
        raise Refused("KK-633")
    if not order.place.strip():
        raise Refused("KK-631")
    if order.period:
        parse_period(order.period)
    load_fonts(work.resources / "fonts")


def _with_paper(work: Workspace, refs: Sequence[PlanRef], order: Order) -> list[PlanRef]:
    """Without a period, a plan that has no steps has no Rencana Aksi to print."""
    if order.forms != (PlanForm.ACTIONS,) or order.period:
        return list(refs)
    have: set[Id] = set()
    for some in _parts([ref.id for ref in refs]):
        have |= with_steps(work, some)
    return [ref for ref in refs if ref.id in have]


def _any(papers: Sequence[PlanPapers]) -> bool:
    return any(p.form or p.annex or p.actions for p in papers)


def _title(order: Order) -> str:
    return ", ".join(form.label for form in order.forms)


def _parts(keys: Sequence[Id]) -> Iterator[Sequence[Id]]:
    return (keys[at : at + 500] for at in range(0, len(keys), 500))
