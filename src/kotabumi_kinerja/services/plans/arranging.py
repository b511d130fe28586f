"""The order of a draft's results, indicators and annex lines, and the section of a result."""

from collections.abc import Sequence

from sqlalchemy import Table, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Section
from kotabumi_kinerja.services.plans.editing import opened, parent_of, write_field
from kotabumi_kinerja.services.plans.sections import refuse_section
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


def shift(work: Workspace, plan_key: Id, part: str, key: Id, by: int) -> bool:
    """Move a 'result', 'indicator' or 'annex' line up (-1) or down (1) among its neighbours.

    A result stays in its section, an indicator below its result, a line in its block. False when
    it is the first or last already. Refused KK-218 when the plan is no draft, KK-217 when the
    row is not there.
    """
    view = opened(work, plan_key)
    table, every, group = _neighbours(view, part, key)
    at = group.index(key)
    if not 0 <= at + by < len(group):
        return False
    moved = [*group]
    moved[at], moved[at + by] = moved[at + by], moved[at]
    rest = iter(moved)
    order = [next(rest) if one in group else one for one in every]
    with work.database.change(f"pindah baris SKP {view.name}") as connection:
        for place, one in enumerate(order):
            connection.execute(
                update(table)
                .where(
                    table.c.office == work.database.office,
                    table.c.id == one,
                    table.c.place != place,
                )
                .values(place=place)
            )
    return True


def set_section(work: Workspace, key: Id, section: Section) -> None:
    """Move a result into another section. Refused KK-218, KK-204 for a section not in use."""
    view = opened(work, parent_of(work, s.result, "plan_id", key))
    refuse_section(work, section)
    if next(r for r in view.results if r.id == key).section is not section:
        write_field(work, view, s.result, key, {"section": section.value}, "pindah bagian SKP")


def _neighbours(view: PlanView, part: str, key: Id) -> tuple[Table, Sequence[Id], Sequence[Id]]:
    """The table, all rows that share one count of places, and those that may change places."""
    if part == "annex":
        lines = [(line.block, line.id) for line in view.annex]
        return s.annex, [one for _, one in lines], _group(lines, key)
    if part == "result":
        results = [(result.section, result.id) for result in view.results]
        return s.result, [one for _, one in results], _group(results, key)
    for result in view.results:
        below = [indicator.id for indicator in result.indicators]
        if key in below:
            return s.indicator, below, below
    raise Refused("KK-217")


def _group(rows: Sequence[tuple[object, Id]], key: Id) -> Sequence[Id]:
    mine = next((kind for kind, one in rows if one == key), None)
    if mine is None:
        raise Refused("KK-217")
    return [one for kind, one in rows if kind == mine]
