"""Reads plans from the database, one or many at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, select

from kotabumi_kinerja.domain.behaviours import BehaviourValue, behaviour_values
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.parties import Snapshot
from kotabumi_kinerja.domain.plans import (
    AnnexBlock,
    Approach,
    Aspect,
    FormKind,
    Perspective,
    PlanState,
    Section,
)
from kotabumi_kinerja.domain.targets import Direction, Target
from kotabumi_kinerja.services.plans.views import (
    AnnexLine,
    Expectation,
    IndicatorView,
    PlanView,
    ResultView,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_AT_ONCE: Final = 500
_SECTIONS: Final = {section.value: number for number, section in enumerate(Section)}


def plans_of(work: Workspace, person: Id, year: int) -> list[PlanView]:
    """All plans in force of a person in a year, by their first day."""
    p = s.plan.c
    with work.database.read() as connection:
        keys = connection.scalars(
            select(p.id)
            .where(
                p.office == work.database.office,
                p.person_id == person,
                p.year == year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
            )
            .order_by(p.since, p.id)
        ).all()
        return views(connection, work, keys)


def plan(work: Workspace, key: Id) -> PlanView:
    """One plan by its id. Refused KK-217 when there is none."""
    return many(work, [key])[0]


def many(work: Workspace, keys: Sequence[Id]) -> list[PlanView]:
    """Plans by their ids, in that order. Refused KK-217 when one is not there."""
    with work.database.read() as connection:
        found = views(connection, work, keys)
    if len(found) < len(keys):
        raise Refused("KK-217")
    return found


def open_keys(work: Workspace, year: int, state: PlanState) -> list[Id]:
    """Plans of a year in one state."""
    p = s.plan.c
    with work.database.read() as connection:
        return list(
            connection.scalars(
                select(p.id)
                .where(
                    p.office == work.database.office,
                    p.year == year,
                    p.state == state.value,
                    p.gone == "",
                )
                .order_by(p.id)
            )
        )


def years(work: Workspace) -> list[int]:
    """The years that have plans, the latest first."""
    p = s.plan.c
    with work.database.read() as connection:
        rows = select(p.year).where(p.office == work.database.office, p.gone == "").distinct()
        return sorted(connection.scalars(rows), reverse=True)


def views(connection: Connection, work: Workspace, keys: Sequence[Id]) -> list[PlanView]:
    """The plans with these ids, in that order; what is not there is left out."""
    found: dict[Id, PlanView] = {}
    for some in _parts(keys):
        found.update((view.id, view) for view in _some(connection, work, some))
    return [found[key] for key in keys if key in found]


def _parts(keys: Sequence[Id]) -> Iterator[Sequence[Id]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))


def _some(connection: Connection, work: Workspace, keys: Sequence[Id]) -> Iterator[PlanView]:
    office = work.database.office
    results = _results(connection, office, keys)
    values = _by_parent(connection, office, s.behaviour, "plan_id", "value", keys)
    annex = _by_parent(connection, office, s.annex, "plan_id", "place", keys)
    guides: dict[date, dict[int, BehaviourValue]] = {}
    for head in _heads(connection, office, keys):
        if head.since not in guides:
            guides[head.since] = {v.number: v for v in behaviour_values(work.rules, head.since)}
        known = guides[head.since]
        yield PlanView(
            id=head.id,
            person=head.person_id,
            name=head.name,
            full_name=full_name(head.front, head.name, head.back),
            nip=head.nip,
            year=head.year,
            version=head.version,
            since=head.since,
            until=head.until,
            approach=Approach(head.approach),
            form=FormKind(head.form),
            post=head.post,
            unit=head.unit_name,
            state=PlanState(head.state),
            agreed_on=head.agreed_on,
            reason=head.reason,
            rater=head.rater_name,
            snapshot=Snapshot.from_text(head.snapshot),
            results=tuple(results[head.id]),
            expectations=tuple(
                Expectation(x.id, known[x.value], x.expectation)
                for x in values[head.id]
                if x.value in known
            ),
            annex=tuple(AnnexLine(x.id, AnnexBlock(x.block), x.text) for x in annex[head.id]),
            follows=head.follows_id,
            cause=head.cause or "",
        )


def _heads(connection: Connection, office: Id, keys: Sequence[Id]) -> Sequence[Row[Any]]:
    p, n = s.plan.c, s.person_now.c
    return connection.execute(
        select(s.plan, n.nip, n.front, n.name, n.back, n.rater_name)
        .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
        .where(p.office == office, p.id.in_(keys), p.gone == "")
    ).all()


def _results(connection: Connection, office: Id, keys: Sequence[Id]) -> dict[Id, list[ResultView]]:
    rows = _by_parent(connection, office, s.result, "plan_id", "place", keys)
    every = [row.id for found in rows.values() for row in found]
    below: dict[Id, list[Row[Any]]] = defaultdict(list)
    for some in _parts(every):
        below.update(_by_parent(connection, office, s.indicator, "result_id", "place", some))
    made: dict[Id, list[ResultView]] = defaultdict(list)
    for key, found in rows.items():
        found.sort(key=lambda row: _SECTIONS.get(row.section, 0))
        made[key] = [
            ResultView(
                row.id,
                Section(row.section),
                row.text,
                row.leader_text,
                tuple(_indicator(i) for i in below[row.id]),
                row.leader_result_id,
            )
            for row in found
        ]
    return made


def _by_parent(  # noqa: PLR0913, PLR0917  # which table, by what, in which order
    connection: Connection, office: Id, table: Table, parent: str, order: str, keys: Sequence[Id]
) -> dict[Id, list[Row[Any]]]:
    c = table.c
    found: dict[Id, list[Row[Any]]] = defaultdict(list)
    rows = connection.execute(
        select(table)
        .where(c.office == office, c[parent].in_(keys), c.gone == "")
        .order_by(c[order], c.id)
    )
    for row in rows:
        found[getattr(row, parent)].append(row)
    return found


def _indicator(row: Row[Any]) -> IndicatorView:
    target = Target(
        row.target_text,
        Direction(row.direction or Direction.TEXT.value),
        row.minimum,
        row.maximum,
        row.unit,
        row.due,
    )
    return IndicatorView(
        row.id,
        Aspect(row.aspect) if row.aspect else None,
        Perspective(row.perspective) if row.perspective else None,
        row.text,
        target,
    )
