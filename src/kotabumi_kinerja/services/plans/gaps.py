"""Counts what drafts lack for a list, by a few grouped queries instead of reading them whole.

The number is that of `checking.missing`; a test holds the two together.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    not_,
    select,
)

from kotabumi_kinerja.domain.completeness import outside, wrong_dates
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import FormKind, Section
from kotabumi_kinerja.services.plans.standing import Standing, standings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


def missing_counts(connection: Connection, work: Workspace, keys: Sequence[Id]) -> dict[Id, int]:
    """How many things each of these drafts lacks that must be there; at most 500 keys a call."""
    if not keys:
        return {}
    office = work.database.office
    results = _by_plan(connection, _results(office, keys))
    indicators = _by_plan(connection, _indicators(office, keys))
    values = _by_plan(connection, _values(office, keys))
    stand = standings(connection, work, keys, levels=False)
    counts: dict[Id, int] = {}
    wanted: dict[date, int] = {}
    for head in connection.execute(_heads(office, keys)):
        result, indicator, value = (x.get(head.id) for x in (results, indicators, values))
        count = int(not (result and result.main)) + _sum(result, "blank", "bare")
        second = "no_perspective" if head.form == FormKind.LEADER.value else "no_aspect"
        count += _sum(indicator, "blank", "no_target", second)
        if head.since not in wanted:
            wanted[head.since] = work.rules.table("skp_isi", head.since).whole("behaviours")
        count += int((value.have if value else 0) < wanted[head.since])
        one = stand[head.id]
        count += int(one.rater is None or one.rater == head.person_id)
        count += _dates(head, one)
        counts[head.id] = count
    return counts


def _results(office: Id, keys: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    r, i = s.result.c, s.indicator.c
    below = exists().where(i.office == r.office, i.result_id == r.id, i.gone == "")
    return (
        select(
            r.plan_id,
            _count(r.section == Section.MAIN.value).label("main"),
            _count(func.trim(r.text) == "").label("blank"),
            _count(not_(below)).label("bare"),
        )
        .where(r.office == office, r.plan_id.in_(keys), r.gone == "")
        .group_by(r.plan_id)
    )


def _indicators(office: Id, keys: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    r, i = s.result.c, s.indicator.c
    below = select(r.id).where(r.office == office, r.plan_id.in_(keys)).correlate(None)
    return (
        select(
            r.plan_id,
            _count(func.trim(i.text) == "").label("blank"),
            _count(func.trim(i.target_text) == "").label("no_target"),
            _count(func.coalesce(i.aspect, "") == "").label("no_aspect"),
            _count(func.coalesce(i.perspective, "") == "").label("no_perspective"),
        )
        .join(s.indicator, and_(i.office == r.office, i.result_id == r.id, i.gone == ""))
        .where(
            r.office == office,
            r.plan_id.in_(keys),
            r.gone == "",
            # by the index: else SQLite begins with every indicator of the office
            i.result_id.in_(below),
        )
        .group_by(r.plan_id)
    )


def _values(office: Id, keys: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    b = s.behaviour.c
    return (
        select(b.plan_id, func.count().label("have"))
        .where(b.office == office, b.plan_id.in_(keys), b.gone == "")
        .group_by(b.plan_id)
    )


def _heads(office: Id, keys: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    p = s.plan.c
    return select(p.id, p.person_id, p.form, p.since, p.until).where(
        p.office == office, p.id.in_(keys)
    )


def _dates(head: Row[*tuple[Any, ...]], stand: Standing) -> int:
    if wrong_dates(head.since, head.until):
        return 1
    return outside(head.since, head.until, stand.served) + (stand.overlap is not None)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _by_plan(
    connection: Connection, query: Select[*tuple[Any, ...]]
) -> dict[Id, Row[*tuple[Any, ...]]]:
    return {row.plan_id: row for row in connection.execute(query)}


def _sum(row: Row[*tuple[Any, ...]] | None, *names: str) -> int:
    return sum(getattr(row, name) for name in names) if row is not None else 0
