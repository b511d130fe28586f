"""The Matriks Peran dan Hasil of a leader: who stands in it, what they carry, writing in a cell."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.matrix import Above, Band, Line, Matrix, Part, Role, matrix
from kotabumi_kinerja.domain.plans import PlanState, Section
from kotabumi_kinerja.domain.raters import Holder
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.plans.editing import next_place, result_row
from kotabumi_kinerja.services.plans.heading import new_plan
from kotabumi_kinerja.services.plans.reading import views
from kotabumi_kinerja.services.raters import Register
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who has a matrix; `direct` and `every`: how many he rates, and with those below."""

    person: Id
    name: str
    nip: str
    post: str
    direct: int
    every: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the matrix; `rater` as in `domain.matrix.Line`."""

    person: Id
    name: str
    post: str
    band: Band
    rater: Id | None


@dataclass(frozen=True, slots=True)
class Circle:
    """A leader with those below, as the register of raters has them on a day of the year."""

    leader: Leader
    year: int
    on: date
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix of one leader. `state` is that of the leader's own SKP; None: he has none."""

    circle: Circle
    state: PlanState | None
    matrix: Matrix

    @property
    def agreed(self) -> bool:
        """Whether every SKP in it is agreed, the leader's too."""
        states = [self.state, *(line.state for line in self.matrix.lines)]
        return all(state is PlanState.AGREED for state in states)


class Held(NamedTuple):
    """The SKP of somebody that counts in the matrix."""

    id: Id
    state: PlanState


class Circles:
    """All leaders of a year and who stands below each; reads the register once."""

    def __init__(self, work: Workspace, year: int) -> None:
        self.year = year
        self.on = min(max(work.today(), date(year, 1, 1)), date(year, 12, 31))
        self._register: Register = raters.read(work)
        self._here: Mapping[Id, Holder] = self._register.holders(self.on)
        self._below: dict[Id, list[Id]] = defaultdict(list)
        for key in self._here:
            line = self._register.line_on(key, self.on)
            rater = line.rater if line is not None else None
            if rater is not None and rater in self._here and rater != key:
                self._below[rater].append(key)

    @property
    def leaders(self) -> tuple[Leader, ...]:
        """Everybody who rates somebody on that day, the highest first."""
        found = sorted(self._below, key=lambda k: (self._here[k].level, self._rank(k)))
        return tuple(self._leader(key) for key in found)

    def circle(self, person: Id, *, direct: bool = False) -> Circle:
        """The leader with everybody below, or only those he rates himself.

        Refused KK-247 when he rates nobody.
        """
        if person not in self._below:
            member = self._register.people.get(person)
            raise Refused("KK-247", name=member.name if member else "Orang itu", year=self.year)
        every = self._walk(person)
        chosen = self._below[person] if direct else every
        heads = [k for k in chosen if k in self._below or self._here[k].leads]
        heads.sort(key=lambda k: (self._here[k].level, self._rank(k)))
        place = {key: at for at, key in enumerate(heads)}
        others = [k for k in chosen if k not in place]
        others.sort(key=lambda k: (place.get(every[k], -1), self._here[k].unit, self._rank(k)))
        seats = [self._seat(k, every[k], person, Band.HEADS) for k in heads]
        seats += [self._seat(k, every[k], person, Band.MEMBERS) for k in others]
        return Circle(self._leader(person), self.year, self.on, tuple(seats))

    def _walk(self, top: Id) -> dict[Id, Id]:
        """Everybody below with the rater of each; a ring is walked once."""
        found: dict[Id, Id] = {}
        waiting = [top]
        while waiting:
            rater = waiting.pop()
            for key in self._below.get(rater, ()):
                if key not in found and key != top:
                    found[key] = rater
                    waiting.append(key)
        return found

    def _rank(self, key: Id) -> tuple[object, ...]:
        who = self._here[key]
        return (who.level, who.name)

    def _leader(self, key: Id) -> Leader:
        member, post = self._register.people[key], self._here[key].post
        counts = (len(self._below[key]), len(self._walk(key)))
        return Leader(key, member.name, member.nip, post, *counts)

    def _seat(self, key: Id, rater: Id, top: Id, band: Band) -> Seat:
        who = self._here[key]
        return Seat(key, who.name, who.post, band, None if rater == top else rater)


def read(work: Workspace, circle: Circle) -> MatrixView:
    """The matrix as the plans have it now."""
    people = [circle.leader.person, *(seat.person for seat in circle.seats)]
    with work.database.read() as connection:
        held = _plans(connection, work, people, circle)
        own = held.get(circle.leader.person)
        above = _above(connection, work, own.id) if own else []
        roles = _roles(connection, work, [one.id for one in held.values()])
    lines = [_line(seat, held.get(seat.person), roles) for seat in circle.seats]
    return MatrixView(circle, own.state if own else None, matrix(above, lines))


def read_for(work: Workspace, leader: Id, year: int, *, direct: bool = False) -> MatrixView:
    """The matrix of one leader in one step. Refused KK-247 when he rates nobody."""
    return read(work, Circles(work, year).circle(leader, direct=direct))


def write(work: Workspace, view: MatrixView, person: Id, column: int, text: str) -> MatrixView:
    """Make the person's results for a column what `text` says, a line each; one undo step.

    Lines that are there already stay; others change results in their order, further ones are new,
    results without a line no longer support the column and stay in the SKP. Who has no SKP gets a
    draft. Refused KK-218 unless it is a draft, KK-245 and KK-246 for a place that is not there.
    """
    now = _again(work, view, person)
    above, line, parts = _spot(now, view, person, column)
    wanted = [" ".join(x.split()) for x in text.split("\n") if x.strip()]
    direct = [part.role for part in parts if not part.via]
    if wanted == [role.text for role in direct]:
        return now
    if not line.editable and line.state is not None:
        raise Refused("KK-218", name=line.name, state=line.state.label)
    kept = [role for role in direct if role.text in wanted]
    loose = [role for role in direct if role.text not in wanted]
    fresh = [x for x in wanted if x not in {role.text for role in kept}]
    with work.database.change(f"ubah peran {line.name} di matriks") as connection:
        plan = line.plan or new_plan(connection, work, person, view.circle.year)
        for role, words in zip(loose, fresh, strict=False):
            _put(connection, work, role.id, {"text": words, **_tie(above)})
        for role in loose[len(fresh) :]:
            _put(connection, work, role.id, {"leader_result_id": None, "leader_text": ""})
        place = next_place(connection, work, s.result, "plan_id", plan)
        for at, words in enumerate(fresh[len(loose) :]):
            row = result_row(work, plan, place + at, (Section.MAIN, above.text, words))
            connection.execute(insert(s.result).values({**row, **_tie(above)}))
    return _again(work, now, person)


def link(work: Workspace, view: MatrixView, person: Id, column: int, result: Id) -> MatrixView:
    """Let a result that the person has already support the column. Refused as `write`, KK-217."""
    now = _again(work, view, person)
    above, line, _ = _spot(now, view, person, column)
    if not line.editable and line.state is not None:
        raise Refused("KK-218", name=line.name, state=line.state.label)
    if result not in {role.id for role in line.roles}:
        raise Refused("KK-217")
    with work.database.change(f"hubungkan peran {line.name} di matriks") as connection:
        _put(connection, work, result, _tie(above))
    return _again(work, now, person)


def others(view: MatrixView, row: int, column: int) -> tuple[Role, ...]:
    """The results of a person that do not support this column directly: what may be linked."""
    mine = {part.role.id for part in view.matrix.at(row, column) if not part.via}
    return tuple(role for role in view.matrix.lines[row].roles if role.id not in mine)


def _again(work: Workspace, view: MatrixView, person: Id) -> MatrixView:
    """The matrix with one person read anew: quick enough to wait for after each cell."""
    seats = {seat.person: seat for seat in view.circle.seats}
    if person not in seats:
        raise Refused("KK-246", name=view.circle.leader.name)
    with work.database.read() as connection:
        held = _plans(connection, work, [person], view.circle).get(person)
        roles = _roles(connection, work, [held.id] if held else [])
    fresh = _line(seats[person], held, roles)
    if fresh in view.matrix.lines:
        return view
    lines = [fresh if line.person == person else line for line in view.matrix.lines]
    above = [column for column in view.matrix.columns if not column.temporary]
    return MatrixView(view.circle, view.state, matrix(above, lines))


def _spot(
    now: MatrixView, view: MatrixView, person: Id, column: int
) -> tuple[Above, Line, Sequence[Part]]:
    """The column as the user saw it, in the matrix as it is now."""
    columns, lines = view.matrix.columns, now.matrix.lines
    if not 0 <= column < len(columns):
        name = view.circle.leader.name
        raise Refused("KK-245", number=column + 1, name=name, count=len(columns))
    above = columns[column]
    found = [at for at, one in enumerate(now.matrix.columns) if _same(one, above)]
    row = next(at for at, line in enumerate(lines) if line.person == person)
    if not found:
        raise Refused("KK-217")
    return above, lines[row], now.matrix.at(row, found[0])


def _same(one: Above, other: Above) -> bool:
    return one.id == other.id and (one.id is not None or one.text == other.text)


def _tie(above: Above) -> dict[str, object]:
    return {"leader_result_id": above.id, "leader_text": above.text}


def _put(connection: Connection, work: Workspace, key: Id, values: Mapping[str, object]) -> None:
    connection.execute(
        update(s.result)
        .where(s.result.c.office == work.database.office, s.result.c.id == key)
        .values(values)
    )


def _plans(
    connection: Connection, work: Workspace, people: Sequence[Id], circle: Circle
) -> dict[Id, Held]:
    """One SKP each: that of the day before others, of those the newest version."""
    p = s.plan.c
    best: dict[Id, tuple[tuple[bool, date, int, Id], Held]] = {}
    for at in range(0, len(people), _AT_ONCE):
        rows = connection.execute(
            select(p.id, p.person_id, p.state, p.since, p.until, p.version).where(
                p.office == work.database.office,
                p.person_id.in_(people[at : at + _AT_ONCE]),
                p.year == circle.year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
            )
        )
        for row in rows:
            begins, ends = row.since or date.min, row.until or date.max
            rank = (begins <= circle.on <= ends, begins, row.version, row.id)
            if row.person_id not in best or rank > best[row.person_id][0]:
                best[row.person_id] = (rank, Held(row.id, PlanState(row.state)))
    return {person: held for person, (_, held) in best.items()}


def _above(connection: Connection, work: Workspace, plan: Id) -> list[Above]:
    (view,) = views(connection, work, [plan])
    return [
        Above(
            result.id,
            result.text,
            tuple(f"{i.text}: {i.target.text or '–'}" for i in result.indicators if i.text),
        )
        for result in view.results
        if result.text
    ]


def _roles(connection: Connection, work: Workspace, plans: Sequence[Id]) -> dict[Id, list[Role]]:
    r = s.result.c
    found: dict[Id, list[Role]] = defaultdict(list)
    for at in range(0, len(plans), _AT_ONCE):
        rows = connection.execute(
            select(r.plan_id, r.id, r.text, r.leader_result_id, r.leader_text)
            .where(
                r.office == work.database.office,
                r.plan_id.in_(plans[at : at + _AT_ONCE]),
                r.gone == "",
            )
            .order_by(r.section.desc(), r.place, r.id)
        )
        for plan, key, text, above, words in rows:
            found[plan].append(Role(key, text, above, words))
    return found


def _line(seat: Seat, held: Held | None, roles: Mapping[Id, Sequence[Role]]) -> Line:
    return Line(
        seat.person,
        seat.name,
        seat.post,
        seat.band,
        seat.rater,
        held.id if held else None,
        held.state if held else None,
        tuple(roles.get(held.id, ())) if held else (),
    )
