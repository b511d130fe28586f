"""The whole register as it lies in the database, read once: people, posts by day, units, lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial

from sqlalchemy import Connection, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.rater_checks import Case, Service
from kotabumi_kinerja.domain.rater_proposals import Proposer, UnitNode
from kotabumi_kinerja.domain.raters import DEFINITIVE, Assignment, Holder, valid_on
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.services.posts import held
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, official, person_now, rater, unit


@dataclass(frozen=True, slots=True)
class Official:
    """Who rates: `person` None is somebody outside the office; NIP empty: not a civil servant."""

    id: Id
    name: str
    nip: str
    rank: str
    post: str
    unit: str
    person: Id | None


@dataclass(frozen=True, slots=True)
class RaterLine:
    """Who rates one person, from when to when (None: until further notice)."""

    id: Id
    person: Id
    person_name: str
    official: Id
    name: str
    nip: str
    post: str
    kind: str
    since: date
    until: date | None
    basis: str = ""
    rater: Id | None = None
    """The rater's own record in this office; None: outside."""


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody held from a day on; `leaving` is not empty when he was gone from then."""

    since: date
    post: str
    kind: str | None
    eselon: str | None
    unit_id: Id | None
    unit: str
    leaving: str
    post_since: date | None
    service_since: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the register by name and number."""

    id: Id
    name: str
    nip: str


@dataclass(frozen=True)  # without slots, for what is worked out once
class Register:
    """Everything that says who rates whom; plain data, so that a job may work on it."""

    rules: RuleBook
    today: date
    people: Mapping[Id, Member]
    careers: Mapping[Id, Sequence[Held]]
    officials: Mapping[Id, Official]
    units: Mapping[Id, UnitNode]
    lines: Mapping[Id, Sequence[RaterLine]]
    kinship: Mapping[str, str]
    _days: dict[date, Mapping[Id, Holder]] = field(default_factory=dict[date, Mapping[Id, Holder]])
    _proposers: dict[date, Proposer] = field(default_factory=dict[date, Proposer])

    @cached_property
    def assignments(self) -> Mapping[Id, Sequence[Assignment]]:
        """The lines as the rules of the register take them."""
        return {person: assigned(lines) for person, lines in self.lines.items()}

    @cached_property
    def by_line(self) -> Mapping[Id, RaterLine]:
        """Lines by their own id."""
        return {x.id: x for lines in self.lines.values() for x in lines}

    @cached_property
    def service(self) -> Mapping[Id, Service]:
        """Since when and until when everybody belongs to the office."""
        return {key: _service(self.careers.get(key, ())) for key in self.people}

    def holders(self, on: date) -> Mapping[Id, Holder]:
        """Everybody who is here on a day, with the post of that day."""
        if on not in self._days:
            position = lru_cache(None)(partial(held, rules=self.rules, on=on))
            made: dict[Id, Holder] = {}
            for key, member in self.people.items():
                now = at(self.careers.get(key, ()), on)
                if now is None:
                    made[key] = Holder(key, member.name, "", _LOWEST, leads=False, unit="")
                    continue
                if now.leaving and now.since <= on:
                    continue
                post = position(now.post, now.kind, eselon=now.eselon)
                made[key] = Holder(
                    key, member.name, now.post, post.level, post.leads, now.unit, now.unit_id
                )
            self._days[on] = made
        return self._days[on]

    def proposer(self, on: date) -> Proposer:
        """Who proposes for that day."""
        if on not in self._proposers:
            here = list(self.holders(on).values())
            self._proposers[on] = Proposer(here, self.kinship, self.units)
        return self._proposers[on]

    def case(self, on: date) -> Case:
        """What the checks of a day judge."""
        names = {key: member.name for key, member in self.people.items()}
        return Case(self.holders(on), self.service, self.assignments, names)

    def line_on(self, person: Id, on: date) -> RaterLine | None:
        """The line that holds for somebody on a day."""
        found = valid_on(self.assignments.get(person, ()), on)
        return self.by_line[found.id] if found else None

    def rater_of_rater(self, person: Id, on: date) -> RaterLine | None:
        """The superior of the rater: who rates the rater; None when that is outside or not set."""
        line = self.line_on(person, on)
        return self.line_on(line.rater, on) if line and line.rater else None


_LOWEST = 99
_DAY = timedelta(days=1)


def assigned(rows: Sequence[RaterLine]) -> list[Assignment]:
    """Lines as the rules of the register take them."""
    return [Assignment(x.person, x.rater, x.kind, x.since, x.until, x.official, x.id) for x in rows]


def at(career: Sequence[Held], on: date) -> Held | None:
    """What was held on a day; before the first known line, that one."""
    best = None
    for line in career:
        if line.since > on:
            break
        best = line
    return best or (career[0] if career else None)


def _service(career: Sequence[Held]) -> Service:
    starts = [x.service_since for x in career if x.service_since]
    since = min(starts, default=career[0].since if career else date.min)
    last = career[-1] if career else None
    until = last.since - _DAY if last and last.leaving else date.max
    return Service(since, until, bool(starts))


def read(work: Workspace, person: Id | None = None) -> Register:
    """The register; with `person` only the lines and career of that one, all else as a whole."""
    kinship = work.rules.table("kinship", work.today())
    with work.database.read() as connection:
        officials = _officials(connection, work.database.office)
        people = _people(connection, work.database.office)
        return Register(
            rules=work.rules,
            today=work.today(),
            people=people,
            careers=_careers(connection, work.database.office, person),
            officials=officials,
            units=_units(connection, work.database.office),
            lines=_lines(connection, work.database.office, people, officials, person),
            kinship={key: kinship.text(key) for key in kinship.names()},
        )


def lines(work: Workspace, person: Id | None = None) -> list[RaterLine]:
    """The register by the names of people, the latest first for each person."""
    with work.database.read() as connection:
        office = work.database.office
        officials = _officials(connection, office)
        people = _people(connection, office, person)
        found = _lines(connection, office, people, officials, person)
    return [line for key in people for line in found.get(key, ())]


def _people(connection: Connection, office: Id, only: Id | None = None) -> dict[Id, Member]:
    n = person_now.c
    query = select(n.id, n.nip, n.front, n.name, n.back).where(n.office == office)
    if only is not None:
        query = query.where(n.id == only)
    rows = connection.execute(query.order_by(n.n))
    return {
        key: Member(key, full_name(front, name, back), nip) for key, nip, front, name, back in rows
    }


def _officials(connection: Connection, office: Id) -> dict[Id, Official]:
    o = official.c
    query = select(o.id, o.name, o.nip, o.rank, o.post, o.unit_name, o.person_id)
    rows = connection.execute(query.where(o.office == office, o.gone == "").order_by(o.name, o.id))
    return {row[0]: Official(*row) for row in rows}


def _units(connection: Connection, office: Id) -> dict[Id, UnitNode]:
    u = unit.c
    query = select(u.id, u.name, u.above_id, u.leader_id)
    rows = connection.execute(query.where(u.office == office, u.gone == ""))
    return {row[0]: UnitNode(*row[1:]) for row in rows}


def _careers(connection: Connection, office: Id, only: Id | None) -> dict[Id, list[Held]]:
    e, u = employment.c, unit.c
    query = (
        select(
            e.person_id,
            e.since,
            e.post,
            e.post_kind,
            e.eselon,
            e.unit_id,
            u.name,
            e.unit_name,
            e.leaving,
            e.post_since,
            e.service_since,
        )
        .outerjoin(unit, (u.office == e.office) & (u.id == e.unit_id))
        .where(e.office == office, e.gone == "")
        .order_by(e.since, e.id)
    )
    if only is not None:
        query = query.where(e.person_id == only)
    found: dict[Id, list[Held]] = defaultdict(list)
    for row in connection.execute(query):
        key, since, post, kind, eselon, unit_id, name, words, leaving, post_since, began = row
        found[key].append(
            Held(
                since or date.min,
                post,
                kind,
                eselon,
                unit_id,
                name or words,
                leaving or "",
                post_since,
                began,
            )
        )
    return found


def _lines(
    connection: Connection,
    office: Id,
    people: Mapping[Id, Member],
    officials: Mapping[Id, Official],
    person: Id | None,
) -> dict[Id, list[RaterLine]]:
    r = rater.c
    query = select(r.id, r.person_id, r.official_id, r.kind, r.since, r.until, r.basis).where(
        r.office == office, r.gone == ""
    )
    if person is not None:
        query = query.where(r.person_id == person)
    found: dict[Id, list[RaterLine]] = defaultdict(list)
    ordered = query.order_by(r.since.desc(), r.id.desc())
    for key, mine, official_id, kind, since, until, basis in connection.execute(ordered):
        who = officials.get(official_id or b"")
        if mine in people and who is not None:
            found[mine].append(
                RaterLine(
                    key,
                    mine,
                    people[mine].name,
                    who.id,
                    who.name,
                    who.nip,
                    who.post,
                    kind or DEFINITIVE,
                    since or date.min,
                    until,
                    basis,
                    who.person,
                )
            )
    return found
