"""The proposal for one person or the whole office beside the present register, and taking it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, select

from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.rater_proposals import Proposal
from kotabumi_kinerja.domain.raters import DEFINITIVE, Holder, valid_on
from kotabumi_kinerja.services.raters.editing import Entry, put
from kotabumi_kinerja.services.raters.officials import Outsider, resolve
from kotabumi_kinerja.services.raters.register import Register, read
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.schema import rater

_DAY: Final = timedelta(days=1)
_MANY: Final = 100
"""From this many new lines on they are written in one go."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One line of the proposal beside the register: present rater (old) and proposed one (new).

    `who` None: an official outside is to be named. `old_name` '' : nobody is set.
    """

    person: Id
    name: str
    nip: str
    post: str
    old_name: str
    old_post: str
    who: Id | None
    new_name: str
    new_post: str
    why: str
    same: bool

    @property
    def fresh(self) -> bool:
        """Nobody is set yet: taking it overwrites nothing."""
        return not self.old_name

    @property
    def id(self) -> Id:
        """For lists."""
        return self.person


@dataclass(frozen=True, slots=True)
class Choice:
    """What was accepted for one person."""

    person: Id
    who: Id | Outsider
    why: str = ""


def holders(work: Workspace) -> Sequence[Holder]:
    """Everybody active with post and level, by name."""
    register = read(work)
    return list(register.holders(work.today()).values())


def proposals(work: Workspace) -> list[Proposal]:
    """A rater for everybody by unit tree and order of posts; nothing is written."""
    return read(work).proposer(work.today()).every()


def wishes(work: Workspace, on: date | None = None, person: Id | None = None) -> list[Wish]:
    """The proposal for a day beside the register of that day, for everybody or one person."""
    return wishes_of(read(work), on or work.today(), person)


def wishes_of(register: Register, on: date, person: Id | None = None) -> list[Wish]:
    """As `wishes`, from a register read already."""
    here = register.holders(on)
    proposer = register.proposer(on)
    asked = [proposer.of(person)] if person is not None else proposer.every()
    return [_wish(register, here, p, on) for p in asked if p is not None]


def _wish(register: Register, here: Mapping[Id, Holder], p: Proposal, on: date) -> Wish:
    lines = [x for x in register.assignments.get(p.person, ()) if x.kind == DEFINITIVE]
    held = valid_on(lines, on)
    line = register.by_line[held.id] if held else register.line_on(p.person, on)
    mine = here[p.person]
    new = here[p.rater] if p.rater else None
    outside = new is None and line is not None and line.rater is None
    return Wish(
        p.person,
        mine.name,
        register.people[p.person].nip,
        mine.post,
        line.name if line else "",
        line.post if line else "",
        p.rater or (line.official if outside and line else None),
        new.name if new else (line.name if outside and line else ""),
        new.post if new else (line.post if outside and line else ""),
        p.why,
        outside or (line is not None and new is not None and line.rater == p.rater),
    )


def assign_all(work: Workspace, head_rater: Outsider, since: date) -> int:
    """Write the proposal for everybody who has no line yet, in one step; returns how many."""
    register = read(work)
    wanted = [
        Choice(p.person, p.rater or head_rater, p.why)
        for p in register.proposer(work.today()).every()
        if p.person not in register.lines
    ]
    return take(work, wanted, since)


def take(work: Workspace, choices: Sequence[Choice], since: date) -> int:
    """Write what was accepted, from `since` on, as one step; returns how many.

    Definitive lines valid then end the day before; whoever has none now begins after the last
    line that has ended, so that no day of the past is written anew. Who would rate himself is
    passed over.
    """
    wanted = [c for c in choices if c.who != c.person]
    if not wanted:
        return 0
    with work.database.change(f"tetapkan penilai {len(wanted)} pegawai") as connection:
        known: dict[Id | Outsider, Id] = {}
        for who in {c.who: None for c in wanted}:
            known[who] = resolve(connection, work, who)
        have = _ended(connection, work)
        fresh = [c for c in wanted if c.person not in have]
        if len(fresh) >= _MANY:
            _write_many(connection, work, fresh, known, since)
        else:
            fresh = []
        written = {c.person for c in fresh}
        for c in wanted:
            if c.person not in written:
                ended = have.get(c.person)
                start = max(since, ended + _DAY) if ended else since
                entry = Entry(start, DEFINITIVE, None, c.why)
                put(connection, work, c.person, known[c.who], entry)
    return len(wanted)


def _ended(connection: Connection, work: Workspace) -> dict[Id, date | None]:
    """Whoever has lines, and the last day of them when all have ended by today."""
    r = rater.c
    query = select(r.person_id, r.until).where(r.office == work.database.office, r.gone == "")
    found: dict[Id, date | None] = {}
    today = work.today()
    for person, until in connection.execute(query):
        last = until if until is not None and until < today else None
        before = found.get(person, date.min)
        found[person] = None if last is None or before is None else max(before, last)
    return found


def _write_many(
    connection: Connection,
    work: Workspace,
    choices: Sequence[Choice],
    known: Mapping[Id | Outsider, Id],
    since: date,
) -> None:
    bulk_insert(
        connection,
        rater,
        [
            {
                "office": work.database.office,
                "id": new_id(),
                "person_id": c.person,
                "official_id": known[c.who],
                "kind": DEFINITIVE,
                "since": since,
                "basis": c.why,
            }
            for c in choices
        ],
    )
