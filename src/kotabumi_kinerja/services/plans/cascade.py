"""Leader's results pushed down to chosen people; placeholders where the leader has none yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState, Section
from kotabumi_kinerja.services.plans.filling import (
    Filler,
    FillLine,
    NewResult,
    closed_line,
    holders,
    plain,
    whose,
)
from kotabumi_kinerja.services.plans.reading import views
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


@dataclass(frozen=True, slots=True)
class LeaderResult:
    """A result of somebody who leads others, with whose it is and in which year."""

    id: Id
    text: str
    leader: Id
    name: str
    year: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Words for a leader's result that is not there yet, and the results that carry them in drafts.

    `closed`: how many carry them in a plan that is no draft any more.
    """

    text: str
    results: tuple["Loose", ...]
    closed: int

    def replaced_by(self, leader: Id, only: frozenset[Id] | None = None) -> tuple["Loose", ...]:
        """What a result of `leader` takes the place of: not in the leader's own plan.

        `only`: in the plans of these people alone.
        """
        return tuple(
            one
            for one in self.results
            if one.person != leader and (only is None or one.person in only)
        )


@dataclass(frozen=True, slots=True)
class Loose:
    """One result of a draft that carries such words."""

    id: Id
    person: Id
    name: str


def leaders(work: Workspace, year: int) -> list[LeaderResult]:
    """Every result of a plan of the year whose holder rates somebody here, by name and place."""
    n, o = s.person_now.c, s.official.c
    office = work.database.office
    rating = select(o.person_id).where(
        o.office == office,
        o.id.in_(select(n.rater_id).where(n.office == office)),
        o.person_id.is_not(None),
    )
    r, p = s.result.c, s.plan.c
    with work.database.read() as connection:
        rows = connection.execute(
            _leader_rows(office)
            .where(p.year == year, p.person_id.in_(rating))
            .order_by(n.name, p.since, r.place, r.id)
        ).all()
    return [_leader(row) for row in rows]


def leader_result(work: Workspace, key: Id) -> LeaderResult:
    """One result of whoever it is. Refused KK-292 when it is not there."""
    with work.database.read() as connection:
        row = connection.execute(
            _leader_rows(work.database.office).where(s.result.c.id == key)
        ).first()
    if row is None:
        raise Refused("KK-292")
    return _leader(row)


def below(work: Workspace, leader: Id) -> list[Id]:
    """Who is rated by this person now, by name."""
    n, o, office = s.person_now.c, s.official.c, work.database.office
    with work.database.read() as connection:
        return list(
            connection.scalars(
                select(n.id)
                .join(s.official, (o.office == n.office) & (o.id == n.rater_id))
                .where(n.office == office, o.person_id == leader, n.id != leader)
                .order_by(n.name, n.id)
            )
        )


def leader_texts(
    connection: Connection, work: Workspace, people: Sequence[Id], year: int
) -> dict[Id, dict[str, Id]]:
    """For each person the results of the present rater's plan of the year, by their plain words."""
    n, o, office = s.person_now.c, s.official.c, work.database.office
    above: dict[Id, Id] = {}
    for at in range(0, len(people), 500):
        rows = connection.execute(
            select(n.id, o.person_id)
            .join(s.official, (o.office == n.office) & (o.id == n.rater_id))
            .where(n.office == office, n.id.in_(people[at : at + 500]), o.person_id.is_not(None))
        )
        above.update((row.id, row.person_id) for row in rows)
    texts: dict[Id, dict[str, Id]] = defaultdict(dict)
    p = s.plan.c
    lines = connection.execute(
        _leader_rows(office).where(p.year == year, p.person_id.in_(set(above.values())))
    )
    for row in lines:
        texts[row.person_id][plain(row.text)] = row.id
    return {person: texts[leader] for person, leader in above.items()}


def preview(work: Workspace, key: Id, texts: Mapping[Id, str]) -> list[FillLine]:
    """What pushing a leader's result down would do; `texts`: the words for each person.

    Refused KK-292 when the leader's result is not there.
    """
    source = leader_result(work, key)
    with work.database.read() as connection:
        every = holders(connection, work, list(texts), source.year)
        drafts = _drafts(connection, work, [h.plan for h in every.values() if h.plan])
    lines: list[FillLine] = []
    for holder in every.values():
        text = texts[holder.id].strip()
        have = drafts.get(holder.id)
        carried = (
            [r.text for r in have.results if plain(r.leader_text) == plain(source.text)]
            if (have)
            else []
        )
        old = "; ".join(carried)
        if not holder.fillable:
            lines.append(closed_line(holder, old, text))
        elif not text or plain(text) in {plain(one) for one in carried}:
            lines.append(FillLine(holder, Outcome.SAME, old, text))
        else:
            lines.append(FillLine(holder, Outcome.NEW, old, text))
    return lines


def push(work: Workspace, key: Id, texts: Mapping[Id, str], section: Section = Section.MAIN) -> int:
    """Give each person a result that supports the leader's, in a draft: one step.

    Who has no plan gets one; who carries the same words already is passed over. Returns how many
    results were written. Refused KK-292, KK-218 for the first whose plan is no draft.
    """
    source = leader_result(work, key)
    lines = preview(work, key, texts)
    for line in lines:
        if line.outcome is Outcome.REFUSED:
            raise Refused(line.code, **line.fields)
    taken = [line for line in lines if line.writes]
    if not taken:
        return 0
    filler = Filler(work, source.year)
    label = f"turunkan hasil {source.name} ke {whose([line.holder for line in taken])}"
    with work.database.change(label) as connection:
        now = holders(connection, work, [line.holder.id for line in taken], source.year)
        for line in taken:
            filler.add(
                now[line.holder.id],
                NewResult(section, line.new, (), source.text, source.id),
            )
        filler.write(connection)
    return len(taken)


def placeholders(work: Workspace, year: int) -> list[Placeholder]:
    """Words for leader's results that stand without a link, the most used first."""
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    with work.database.read() as connection:
        for row in connection.execute(_loose(work, year)):
            groups[plain(row.leader_text)].append(row)
    found: list[Placeholder] = []
    for rows in groups.values():
        open_ones = [row for row in rows if row.state == PlanState.DRAFT.value]
        found.append(
            Placeholder(
                rows[0].leader_text,
                tuple(Loose(row.id, row.person_id, row.name) for row in open_ones),
                len(rows) - len(open_ones),
            )
        )
    return sorted(found, key=lambda one: (-len(one.results), one.text))


def replace(
    work: Workspace, year: int, text: str, key: Id, only: frozenset[Id] | None = None
) -> int:
    """Put a leader's result in the place of a placeholder, in every draft that carries the words.

    `only`: in the drafts of these people alone. One step; returns how many results. Refused
    KK-292 when the leader's result is not there,
    KK-293 when nobody carries these words in a draft.
    """
    source = leader_result(work, key)
    one = next((p for p in placeholders(work, year) if plain(p.text) == plain(text)), None)
    loose = one.replaced_by(source.leader, only) if one is not None else ()
    results = [r.id for r in loose]
    if not results:
        raise Refused("KK-293", text=text)
    r = s.result.c
    with work.database.change(f"ganti hasil pimpinan sementara pada {len(results)} hasil") as con:
        for at in range(0, len(results), 500):
            con.execute(
                update(s.result)
                .where(r.office == work.database.office, r.id.in_(results[at : at + 500]))
                .values(leader_result_id=source.id, leader_text=source.text)
            )
    return len(results)


def _leader_rows(office: Id) -> Any:
    r, p, n = s.result.c, s.plan.c, s.person_now.c
    return (
        select(r.id, r.text, p.person_id, p.year, n.name)
        .join(s.plan, (p.office == r.office) & (p.id == r.plan_id))
        .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
        .where(
            r.office == office,
            r.gone == "",
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
    )


def _leader(row: Row[Any]) -> LeaderResult:
    return LeaderResult(row.id, row.text, row.person_id, row.name, row.year)


def _drafts(connection: Connection, work: Workspace, keys: Sequence[Id]) -> dict[Id, PlanView]:
    return {view.person: view for view in views(connection, work, keys)}


def _loose(work: Workspace, year: int) -> Any:
    r, p, n = s.result.c, s.plan.c, s.person_now.c
    return (
        select(r.id, r.leader_text, p.person_id, p.state, n.name)
        .join(s.plan, (p.office == r.office) & (p.id == r.plan_id))
        .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
        .where(
            r.office == work.database.office,
            r.gone == "",
            r.leader_text != "",
            r.leader_result_id.is_(None),
            p.year == year,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
        .order_by(n.name, r.place, r.id)
    )
