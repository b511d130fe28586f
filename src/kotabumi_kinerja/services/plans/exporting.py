"""Plans as a workbook: the eleven columns of the SKP template, which come in again unchanged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.plans import FormKind, PlanState
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.services.plans.reading import views
from kotabumi_kinerja.services.plans.views import IndicatorView, PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.skp import EMPTY, HEADINGS
from kotabumi_kinerja.spreadsheets.writing import write_table
from kotabumi_kinerja.store import schema as s

_WIDTHS: Final = (22, 6, 14, 40, 40, 14, 40, 18, 18, 26, 26)
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `empty` plans have no result yet and are left out."""

    plans: int
    rows: int
    empty: int


def write_plans(
    work: Workspace, path: Path, keys: Sequence[Id], progress: Progress | None = None
) -> Exported:
    """Write these plans to `path`, one after the other; realisation is that of the last period.

    A dash stands where a cell is meant to be empty. Refused KK-278 when none of them has a
    result; raises as `write_table`.
    """
    watcher = progress or Silent()
    watcher.start("Menulis SKP", len(keys))
    lines: list[list[str]] = []
    written = empty = 0
    for at in range(0, len(keys), _AT_ONCE):
        with work.database.read() as connection:
            some = views(connection, work, keys[at : at + _AT_ONCE])
            reached = _reached(connection, work, some)
        for view in some:
            watcher.step()
            rows = list(_rows(view, reached))
            lines += rows
            written += bool(rows)
            empty += not rows
    if not lines:
        raise Refused("KK-278", file=path.name)
    write_table(path, "", HEADINGS, lines, _WIDTHS)
    return Exported(written, len(lines), empty)


def keys_in_force(work: Workspace, year: int, people: Sequence[Id] | None = None) -> list[Id]:
    """The plan of a year of each of these people (None: all), by name; of several the last one.

    The eleven columns do not say for which days a plan stands, so that one person has one plan
    in a workbook.
    """
    p, n = s.plan.c, s.person_now.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(p.id, p.person_id)
            .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
            .where(
                p.office == work.database.office,
                p.year == year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
            )
            .order_by(n.name, n.id, p.since, p.version, p.id)
        )
        last = {row.person_id: row.id for row in rows}
    wanted = None if people is None else set(people)
    return [key for person, key in last.items() if wanted is None or person in wanted]


def _rows(view: PlanView, reached: dict[Id, Row[*tuple[Any, ...]]]) -> Iterator[list[str]]:
    leads = view.form is FormKind.LEADER
    for number, result in enumerate(view.results, 1):
        head = _head(view, number, result)
        if not result.indicators:
            yield [*head, *([""] * (len(HEADINGS) - len(head)))]
        for one in result.indicators:
            yield [*head, *_indicator(one, reached.get(one.id), leads=leads)]


def _head(view: PlanView, number: int, result: ResultView) -> list[str]:
    return [
        view.nip,
        str(number),
        result.section.label,
        result.leader_text or EMPTY,
        result.text or EMPTY,
    ]


def _indicator(one: IndicatorView, row: Row[*tuple[Any, ...]] | None, *, leads: bool) -> list[str]:
    kind = (one.perspective or one.aspect) if leads else (one.aspect or one.perspective)
    done = (row.text, row.evidence, row.note) if row is not None else ("", "", "")
    return [kind.value if kind else "", one.text or EMPTY, one.target.text, *done]


def _reached(
    connection: Connection, work: Workspace, plans: Sequence[PlanView]
) -> dict[Id, Row[*tuple[Any, ...]]]:
    """What was written for the last period of each indicator."""
    keys = [i.id for view in plans for r in view.results for i in r.indicators]
    c = s.progress.c
    found: dict[Id, Row[*tuple[Any, ...]]] = {}
    for at in range(0, len(keys), _AT_ONCE):
        rows = connection.execute(
            select(c.indicator_id, c.period, c.text, c.evidence, c.note).where(
                c.office == work.database.office,
                c.indicator_id.in_(keys[at : at + _AT_ONCE]),
                c.gone == "",
            )
        ).all()
        for row in sorted(rows, key=lambda x: parse_period(x.period).order):
            if row.text or row.evidence or row.note:
                found[row.indicator_id] = row
    return found
