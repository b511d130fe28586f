"""Where plans stand, for many at once: the rater of their days, the service, other plans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.rater_checks import Service
from kotabumi_kinerja.domain.raters import DEFINITIVE, Assignment, valid_on
from kotabumi_kinerja.services.posts import held
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_AT_ONCE: Final = 500
_DAY: Final = timedelta(days=1)

Career = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a plan's person and days say about it.

    `rater`: the person inside the office, else the official, who rates on `on`; None: nobody.
    `above`: the rater's post is higher, or he has delegation, or nothing is known of his post.
    `served` None: nothing is known of the service. `overlap`: days shared with another plan.
    """

    on: date
    rater: Id | None
    above: bool
    served: Service | None
    overlap: tuple[date, date] | None


def standings(
    connection: Connection, work: Workspace, keys: Sequence[Id], *, levels: bool = True
) -> dict[Id, Standing]:
    """By the plan's id; `levels` False leaves `above` out and spares a reading."""
    found: dict[Id, Standing] = {}
    for at in range(0, len(keys), _AT_ONCE):
        found |= _some(connection, work, keys[at : at + _AT_ONCE], levels=levels)
    return found


def services(connection: Connection, work: Workspace, people: Iterable[Id]) -> dict[Id, Service]:
    """The days that each belongs to the office, as far as its career says."""
    careers = _careers(connection, work, list(people))
    return {key: _service(career) for key, career in careers.items() if career}


def rating_day(agreed_on: date | None, since: date, until: date, today: date) -> date:
    """The day whose rater counts: that of agreeing, else today within the plan's days."""
    return agreed_on or min(max(today, since), until)


def _some(
    connection: Connection, work: Workspace, keys: Sequence[Id], *, levels: bool
) -> dict[Id, Standing]:
    heads = _heads(connection, work, keys)
    people = list({head.person_id for head in heads})
    lines = _lines(connection, work, people)
    careers = _careers(connection, work, people)
    others = _others(connection, work, people)
    days = {h.id: rating_day(h.agreed_on, h.since, h.until, work.today()) for h in heads}
    rating = {h.id: valid_on(lines.get(h.person_id, ()), days[h.id]) for h in heads}
    above = _above(connection, work, heads, days, rating, careers) if levels else {}
    return {
        h.id: Standing(
            days[h.id],
            _who(rating[h.id]),
            above.get(h.id, True),
            _service(careers[h.person_id]) if careers.get(h.person_id) else None,
            _overlap(h, others.get(h.person_id, ())),
        )
        for h in heads
    }


def _who(line: Assignment | None) -> Id | None:
    return None if line is None else line.rater or line.official


def _heads(
    connection: Connection, work: Workspace, keys: Sequence[Id]
) -> Sequence[Row[*tuple[Any, ...]]]:
    p = s.plan.c
    columns = (p.id, p.person_id, p.version, p.since, p.until, p.agreed_on, p.follows_id)
    return connection.execute(
        select(*columns).where(p.office == work.database.office, p.id.in_(keys))
    ).all()


def _lines(
    connection: Connection, work: Workspace, people: Sequence[Id]
) -> Mapping[Id, Sequence[Assignment]]:
    r, o = s.rater.c, s.official.c
    found: dict[Id, list[Assignment]] = defaultdict(list)
    rows = connection.execute(
        select(r.id, r.person_id, r.official_id, r.kind, r.since, r.until, o.person_id)
        .join(s.official, (o.office == r.office) & (o.id == r.official_id))
        .where(
            r.office == work.database.office,
            r.person_id.in_(people),
            r.gone == "",
            o.gone == "",
        )
    )
    for key, person, official, kind, since, until, rater in rows:
        found[person].append(
            Assignment(person, rater, kind or DEFINITIVE, since or date.min, until, official, key)
        )
    return found


def _careers(
    connection: Connection, work: Workspace, people: Sequence[Id]
) -> dict[Id, list[Row[*tuple[Any, ...]]]]:
    e = s.employment.c
    found: dict[Id, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for at in range(0, len(people), _AT_ONCE):
        rows = connection.execute(
            select(e.person_id, e.since, e.leaving, e.service_since, e.post, e.post_kind, e.eselon)
            .where(
                e.office == work.database.office,
                e.person_id.in_(people[at : at + _AT_ONCE]),
                e.gone == "",
            )
            .order_by(e.since, e.id)
        )
        for row in rows:
            found[row.person_id].append(row)
    return found


def _service(career: Career) -> Service:
    """As the register of raters counts it."""
    starts = [row.service_since for row in career if row.service_since]
    first, last = career[0].since or date.min, career[-1]
    until = last.since - _DAY if last.leaving and last.since else date.max
    return Service(min(starts, default=first), until, bool(starts))


def _others(
    connection: Connection, work: Workspace, people: Sequence[Id]
) -> Mapping[Id, Sequence[Row[*tuple[Any, ...]]]]:
    """Plans in force; a later version stands beside the one in force until it is agreed."""
    p = s.plan.c
    found: dict[Id, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    rows = connection.execute(
        select(p.id, p.person_id, p.since, p.until).where(
            p.office == work.database.office,
            p.person_id.in_(people),
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
            (p.version == 1) | (p.state == PlanState.AGREED.value),
        )
    )
    for row in rows:
        found[row.person_id].append(row)
    return found


def _overlap(
    head: Row[*tuple[Any, ...]], others: Sequence[Row[*tuple[Any, ...]]]
) -> tuple[date, date] | None:
    beside = {head.id, head.follows_id if head.version > 1 else None}
    for other in others:
        first, last = max(head.since, other.since), min(head.until, other.until)
        if other.id not in beside and first <= last:
            return first, last
    return None


def _above(  # noqa: PLR0913, PLR0917  # what was read of the plans, to compare two posts
    connection: Connection,
    work: Workspace,
    heads: Sequence[Row[*tuple[Any, ...]]],
    days: Mapping[Id, date],
    rating: Mapping[Id, Assignment | None],
    careers: Mapping[Id, Career],
) -> dict[Id, bool]:
    """Whether the definitive rater inside the office holds a higher post on the day."""
    bosses = {line.rater for line in rating.values() if line is not None and line.rater}
    theirs = _careers(connection, work, list(bosses))
    known: dict[tuple[str, str | None, str | None, date], int] = {}

    def level(career: Career, on: date) -> int | None:
        row = next((x for x in reversed(career) if x.since is None or x.since <= on), None)
        row = row or (career[0] if career else None)
        if row is None:
            return None
        key = (row.post, row.post_kind, row.eselon, on)
        if key not in known:
            known[key] = held(key[0], key[1], work.rules, on, key[2]).level
        return known[key]

    found: dict[Id, bool] = {}
    for head in heads:
        line = rating[head.id]
        if line is None or line.rater is None or line.kind != DEFINITIVE:
            continue
        mine = level(careers.get(head.person_id, ()), days[head.id])
        his = level(theirs.get(line.rater, ()), days[head.id])
        found[head.id] = mine is None or his is None or his < mine
    return found
