"""Lines of the register written: a new rater, changed, ended, deleted; each one undo step."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, insert, select, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.raters import DEFINITIVE, KINDS
from kotabumi_kinerja.services.raters.officials import Outsider, resolve
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import official, person_now, rater

_DAY = timedelta(days=1)
_ENDED_BY_DEFINITIVE = (DEFINITIVE, "PLT", "PLH")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it is to be written. `until` None: until further notice; `basis`: the SK."""

    since: date
    kind: str = DEFINITIVE
    until: date | None = None
    basis: str = ""

    def checked(self, name: str) -> "Entry":
        """Itself. Refused: KK-149 no such kind, KK-184 an end before the beginning."""
        if self.kind not in KINDS:
            raise Refused("KK-149", kind=self.kind)
        if self.until is not None and self.until < self.since:
            raise Refused("KK-184", name=name, since=show_date(self.since))
        return self


def assign(  # noqa: PLR0913, PLR0917  # what a line is
    work: Workspace,
    person: Id,
    who: Id | Outsider,
    since: date,
    kind: str = DEFINITIVE,
    until: date | None = None,
    basis: str = "",
) -> None:
    """`who` (a person of this office, an official's row or an outsider) rates `person`.

    A line of the same kind that was valid ends the day before; a later one stays, and the new line
    ends before it. A definitive rater also ends an open Plt. or Plh.; those overlap a definitive
    line and hold meanwhile. Refused KK-141 the same person, KK-149, KK-184.
    """
    if who == person:
        raise Refused("KK-141")
    name = name_of(work, person)
    entry = Entry(since, kind, until, basis.strip()).checked(name)
    with work.database.change(f"ganti penilai {name}") as connection:
        chosen = resolve(connection, work, who)
        _refuse_self(connection, work, person, chosen)
        put(connection, work, person, chosen, entry)


def put(connection: Connection, work: Workspace, person: Id, chosen: Id, entry: Entry) -> None:
    """Write a line among the others of a person, inside a change."""
    until = _make_room(connection, work, person, entry)
    connection.execute(
        insert(rater).values(
            office=work.database.office,
            id=new_id(),
            person_id=person,
            official_id=chosen,
            kind=entry.kind,
            since=entry.since,
            until=until,
            basis=entry.basis,
        )
    )


def change(work: Workspace, line: Id, who: Id | Outsider, entry: Entry) -> None:
    """Another rater, kind, span or basis for a line; the other lines stay as they are.

    Refused KK-186 when it is not there any more, else as `assign`.
    """
    person, name = _of_line(work, line)
    if who == person:
        raise Refused("KK-141")
    entry.checked(name)
    with work.database.change(f"ubah penilai {name}") as connection:
        chosen = resolve(connection, work, who)
        _refuse_self(connection, work, person, chosen)
        connection.execute(
            update(rater)
            .where(rater.c.office == work.database.office, rater.c.id == line)
            .values(
                official_id=chosen,
                kind=entry.kind,
                since=entry.since,
                until=entry.until,
                basis=entry.basis.strip(),
            )
        )


def end(work: Workspace, line: Id, until: date) -> None:
    """The line ends with that day. Refused KK-184, KK-186."""
    _, name = _of_line(work, line)
    with work.database.change(f"akhiri penilai {name}") as connection:
        since = connection.scalar(
            select(rater.c.since).where(rater.c.office == work.database.office, rater.c.id == line)
        )
        Entry(since or date.min, until=until).checked(name)
        close(connection, work, line, until)


def close(connection: Connection, work: Workspace, line: Id, until: date) -> None:
    """End a line inside a change."""
    connection.execute(
        update(rater)
        .where(rater.c.office == work.database.office, rater.c.id == line)
        .values(until=until)
    )


def respan(
    connection: Connection, work: Workspace, line: Id, since: date, until: date | None
) -> None:
    """Another span for a line inside a change."""
    connection.execute(
        update(rater)
        .where(rater.c.office == work.database.office, rater.c.id == line)
        .values(since=since, until=until)
    )


def remove(work: Workspace, line: Id) -> None:
    """Take a line off the register. Refused KK-186."""
    _, name = _of_line(work, line)
    with work.database.change(f"hapus penilai {name}") as connection:
        drop(connection, work, line)


def drop(connection: Connection, work: Workspace, line: Id) -> None:
    """Take a line off inside a change."""
    connection.execute(
        update(rater)
        .where(rater.c.office == work.database.office, rater.c.id == line)
        .values(gone=DELETED)
    )


def name_of(work: Workspace, person: Id) -> str:
    """Somebody's name for labels. Refused KK-146 when he is not in the register."""
    n = person_now.c
    with work.database.read() as connection:
        name = connection.scalar(
            select(n.name).where(n.office == work.database.office, n.id == person)
        )
    if name is None:
        raise Refused("KK-146", nip=person.hex())
    return name


def _make_room(connection: Connection, work: Workspace, person: Id, entry: Entry) -> date | None:
    """Ends or replaces what the new line takes the place of; the last day left for it."""
    r = rater.c
    mine = (r.office == work.database.office, r.person_id == person, r.gone == "")
    same = (*mine, r.kind == entry.kind)
    ended = _ENDED_BY_DEFINITIVE if entry.kind == DEFINITIVE else (entry.kind,)
    before = entry.since - _DAY
    if entry.until is None:
        connection.execute(
            update(rater)
            .where(*mine, r.kind.in_(ended), r.since < entry.since, r.until.is_(None))
            .values(until=before)
        )
    connection.execute(
        update(rater)
        .where(*same, r.since < entry.since, r.until.is_(None) | (r.until >= entry.since))
        .values(until=before)
    )
    connection.execute(update(rater).where(*same, r.since == entry.since).values(gone=DELETED))
    later = connection.scalar(
        select(r.since).where(*same, r.since > entry.since).order_by(r.since).limit(1)
    )
    if later is None or (entry.until is not None and entry.until < later):
        return entry.until
    return later - _DAY


def _of_line(work: Workspace, line: Id) -> tuple[Id, str]:
    r, n = rater.c, person_now.c
    with work.database.read() as connection:
        found = connection.execute(
            select(r.person_id, n.name)
            .join(person_now, (n.office == r.office) & (n.id == r.person_id))
            .where(r.office == work.database.office, r.id == line, r.gone == "")
        ).first()
    if found is None:
        raise Refused("KK-186")
    return found.person_id, found.name


def _refuse_self(connection: Connection, work: Workspace, person: Id, chosen: Id) -> None:
    o = official.c
    stands_for = connection.scalar(
        select(o.person_id).where(o.office == work.database.office, o.id == chosen)
    )
    if stands_for == person:
        raise Refused("KK-141")
