"""What the database knows of people for their Kartu Nilai, read for many at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Executable, Row, Select, select

from kotabumi_kinerja.domain.discipline import DisciplineLevel
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.parties import Party, Snapshot
from kotabumi_kinerja.domain.periods import PeriodKind, parse_period, periods_of
from kotabumi_kinerja.domain.plans import PlanState, Section
from kotabumi_kinerja.domain.positions import Jenjang, PositionKind
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.domain.targets import Direction, Target
from kotabumi_kinerja.services.raters import official_on
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

EARLIER: Final = 4
"""So many years before are shown as trend."""
_AT_ONCE: Final = 500
_SECTIONS: Final = {section.value: number for number, section in enumerate(Section)}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One IKI with what was last written about it, '' for nothing."""

    text: str
    target: Target
    done: str


@dataclass(frozen=True, slots=True)
class Result:
    """One RHK with its indicators."""

    text: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One SKP in force."""

    since: date
    until: date
    post: str
    agreed: bool
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """A finished evaluation of one period."""

    results: Rating | None
    behaviour: Rating | None
    predikat: Predikat
    organisation: OrganisationResult | None
    day: date | None
    state: EvaluationState
    snapshot: Snapshot | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One training of one person, of any year."""

    name: str
    kind: str
    since: date
    until: date
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person. `rated` by period code; `rater` None: nobody is set."""

    id: Id
    staff: Party
    status: Status | None
    post_kind: PositionKind | None
    jenjang: Jenjang | None
    education: str
    rater: Party | None
    plans: tuple[Plan, ...]
    rated: Mapping[str, Rated]
    trainings: tuple[Attendance, ...]
    discipline: tuple[tuple[date, DisciplineLevel], ...]


def facts_of(work: Workspace, people: Sequence[Id], year: int) -> Iterator[PersonFacts]:
    """Everybody in the order asked for. Refused KK-146 when one is not in the register."""
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        with work.database.read() as connection:
            yield from _Reader(work, connection, some, year).facts()


class _Reader:
    """Some people of one year; one query for each kind of thing."""

    def __init__(
        self, work: Workspace, connection: Connection, people: Sequence[Id], year: int
    ) -> None:
        self._work, self._connection = work, connection
        self._office, self._people, self._year = work.database.office, people, year
        self._ranks: dict[str, str] = {}
        self._day = min(date(year, 12, 31), work.today())

    def facts(self) -> Iterator[PersonFacts]:
        heads = {row.id: row for row in self._run(self._heads())}
        plans, rated = self._plans(), self._rated()
        trainings, discipline = self._trainings(), self._discipline()
        for key in self._people:
            row = heads.get(key)
            if row is None:
                raise Refused("KK-146", nip=key.hex())
            yield PersonFacts(
                key,
                Party(
                    full_name(row.front, row.name, row.back),
                    row.nip,
                    self._rank(row.golongan),
                    row.post,
                    row.unit_name,
                ),
                Status(row.status) if row.status else None,
                PositionKind(row.post_kind) if row.post_kind else None,
                Jenjang(row.jenjang) if row.jenjang else None,
                row.education_level or "",
                _rater(row),
                tuple(plans[key]),
                rated[key],
                tuple(trainings[key]),
                tuple(discipline[key]),
            )

    def _run(self, query: Executable) -> Sequence[Row[Any]]:
        return self._connection.execute(query).all()

    def _heads(self) -> Select[Any]:
        n, p, o = s.person_now.c, s.person.c, s.official.c
        return (
            select(
                s.person_now,
                p.education_level,
                o.name.label("o_name"),
                o.nip.label("o_nip"),
                o.rank.label("o_rank"),
                o.post.label("o_post"),
                o.unit_name.label("o_unit"),
            )
            .join(s.person, (p.office == n.office) & (p.id == n.id))
            .outerjoin(s.official, (o.office == n.office) & (o.id == official_on(self._day)))
            .where(n.office == self._office, n.id.in_(self._people))
        )

    def _rank(self, code: str) -> str:
        if code not in self._ranks:
            golongan = parse_golongan(code) if code else None
            self._ranks[code] = show_rank(golongan, self._work.rules, self._work.today())
        return self._ranks[code]

    def _in_force(self) -> tuple[ColumnElement[bool], ...]:
        p = s.plan.c
        return (
            p.office == self._office,
            p.person_id.in_(self._people),
            p.year == self._year,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
            # a later version stands beside the one in force until it is agreed
            (p.version == 1) | (p.state == PlanState.AGREED.value),
        )

    def _plans(self) -> dict[Id, list[Plan]]:
        p = s.plan.c
        heads = self._run(
            select(p.id, p.person_id, p.since, p.until, p.post, p.state)
            .where(*self._in_force())
            .order_by(p.since, p.id)
        )
        results = self._results() if heads else {}
        found: dict[Id, list[Plan]] = defaultdict(list)
        for row in heads:
            agreed = row.state == PlanState.AGREED.value
            plan = Plan(row.since, row.until, row.post, agreed, tuple(results.get(row.id, ())))
            found[row.person_id].append(plan)
        return found

    def _results(self) -> dict[Id, list[Result]]:
        p, r, i = s.plan.c, s.result.c, s.indicator.c
        indicators: dict[Id, list[Indicator]] = defaultdict(list)
        done = self._done()
        below = (
            select(s.indicator)
            .join(s.result, (r.office == i.office) & (r.id == i.result_id))
            .join(s.plan, (p.office == r.office) & (p.id == r.plan_id))
            .where(*self._in_force(), r.gone == "", i.gone == "")
            .order_by(i.place, i.id)
        )
        for row in self._run(below):
            one = Indicator(row.text, _target(row), done.get(row.id, ""))
            indicators[row.result_id].append(one)
        rows = self._run(
            select(r.id, r.plan_id, r.section, r.text)
            .join(s.plan, (p.office == r.office) & (p.id == r.plan_id))
            .where(*self._in_force(), r.gone == "")
            .order_by(r.place, r.id)
        )
        found: dict[Id, list[Result]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: _SECTIONS.get(row.section, 0)):
            found[row.plan_id].append(Result(row.text, tuple(indicators[row.id])))
        return found

    def _done(self) -> dict[Id, str]:
        """The last realisation of each indicator: the year's own, else of the latest period."""
        g, i, r, p = s.progress.c, s.indicator.c, s.result.c, s.plan.c
        rows = self._run(
            select(g.indicator_id, g.period, g.text)
            .join(s.indicator, (i.office == g.office) & (i.id == g.indicator_id))
            .join(s.result, (r.office == i.office) & (r.id == i.result_id))
            .join(s.plan, (p.office == r.office) & (p.id == r.plan_id))
            .where(*self._in_force(), g.gone == "", g.text != "")
        )
        periods = {code: parse_period(code) for code in {row.period for row in rows}}
        rows = sorted(rows, key=lambda row: periods[row.period].order)
        return {row.indicator_id: row.text for row in rows}

    def _rated(self) -> dict[Id, dict[str, Rated]]:
        e, p = s.evaluation.c, s.plan.c
        earlier = [str(self._year - n) for n in range(EARLIER + 1)]
        quarters = [q.code for q in periods_of(self._year, PeriodKind.QUARTER)]
        rows = self._run(
            select(s.evaluation, p.person_id)
            .join(s.plan, (p.office == e.office) & (p.id == e.plan_id))
            .where(
                p.office == self._office,
                p.person_id.in_(self._people),
                p.gone == "",
                e.gone == "",
                e.period.in_((*earlier, *quarters)),
                e.predikat.is_not(None),
                e.state != EvaluationState.DRAFT.value,
            )
            .order_by(p.since, p.version, p.id)
        )
        found: dict[Id, dict[str, Rated]] = defaultdict(dict)
        for row in rows:
            found[row.person_id][row.period] = Rated(
                Rating(row.results) if row.results else None,
                Rating(row.behaviour) if row.behaviour else None,
                Predikat(row.predikat),
                OrganisationResult(row.organisation) if row.organisation else None,
                row.rated_on,
                EvaluationState(row.state),
                Snapshot.from_text(row.snapshot),
            )
        return found

    def _trainings(self) -> dict[Id, list[Attendance]]:
        t, a = s.training.c, s.participation.c
        rows = self._run(
            select(a.person_id, t.name, t.kind, t.since, t.until, a.recognised)
            .join(s.training, (t.office == a.office) & (t.id == a.training_id))
            .where(
                a.office == self._office,
                a.person_id.in_(self._people),
                a.gone == "",
                a.attended == 1,
                t.gone == "",
            )
            .order_by(t.since, a.id)
        )
        found: dict[Id, list[Attendance]] = defaultdict(list)
        for row in rows:
            attended = Attendance(
                row.name, row.kind or "", row.since, row.until or row.since, row.recognised
            )
            found[row.person_id].append(attended)
        return found

    def _discipline(self) -> dict[Id, list[tuple[date, DisciplineLevel]]]:
        d = s.discipline.c
        rows = self._run(
            select(d.person_id, d.since, d.level).where(
                d.office == self._office,
                d.person_id.in_(self._people),
                d.gone == "",
                d.level.is_not(None),
                d.since.is_not(None),
            )
        )
        found: dict[Id, list[tuple[date, DisciplineLevel]]] = defaultdict(list)
        for row in rows:
            found[row.person_id].append((row.since, DisciplineLevel(row.level)))
        return found


def _rater(row: Row[Any]) -> Party | None:
    if row.o_name is None:
        return None
    return Party(row.o_name, row.o_nip, row.o_rank, row.o_post, row.o_unit)


def _target(row: Row[Any]) -> Target:
    direction = Direction(row.direction) if row.direction else Direction.TEXT
    return Target(row.target_text, direction, row.minimum, row.maximum, row.unit, row.due)
