"""Who rates somebody on a day, who stands above the rater, and how a year is parted by raters."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.raters import STRENGTH, valid_on
from kotabumi_kinerja.domain.raters import segments as parted
from kotabumi_kinerja.services.raters.register import RaterLine, assigned, lines, read
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now, rater


@dataclass(frozen=True, slots=True)
class RaterSpan:
    """A stretch of a year with one rater; `rater` None: nobody is set."""

    since: date
    until: date
    rater: RaterLine | None


def rater_on(work: Workspace, person: Id, on: date) -> RaterLine | None:
    """The line that holds on a day (a delegation, Plh. or Plt. before the definitive one)."""
    rows = {x.id: x for x in lines(work, person)}
    found = valid_on(assigned(list(rows.values())), on)
    return rows[found.id] if found else None


def official_on(on: date | ColumnElement[date]) -> ColumnElement[Id | None]:
    """SQL: the official who rates the person of the row of `person_now` on a day, else NULL.

    The same line as `rater_on` finds, for lists of many.
    """
    r, n = rater.c, person_now.c
    return (
        select(r.official_id)
        .where(
            r.office == n.office,
            r.person_id == n.id,
            r.gone == "",
            r.since <= on,
            r.until.is_(None) | (r.until >= on),
        )
        .order_by(case(STRENGTH, value=r.kind, else_=0).desc(), r.since.desc(), r.id.desc())
        .limit(1)
        .correlate(person_now)
        .scalar_subquery()
    )


def rater_of_rater(work: Workspace, person: Id, on: date) -> RaterLine | None:
    """The atasan pejabat penilai of a day: whoever rates the rater; he decides objections.

    None when nobody is set, or the rater is outside the office.
    """
    line = rater_on(work, person, on)
    return rater_on(work, line.rater, on) if line and line.rater else None


def segments(work: Workspace, person: Id, year: int) -> list[RaterSpan]:
    """A person's year within the service, parted wherever another rater begins; gaps too.

    A new post makes a new SKP from its date (SE BKN 1/2023), and so does its rater.
    """
    register = read(work, person)
    if person not in register.people:
        return []
    served = register.service[person].within(date(year, 1, 1), date(year, 12, 31))
    if served is None:
        return []
    mine = register.assignments.get(person, ())
    return [
        RaterSpan(p.since, p.until, register.by_line[p.line.id] if p.line else None)
        for p in parted(mine, served.since, served.until)
    ]
