"""The tree of units: who leads, what lies under what, names mended, two of one made one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name, full_name
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.gone import joined_with
from kotabumi_kinerja.store.schema import employment, person_now, unit


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `depth` 0 stands at the top; `people` work in this very unit now."""

    id: Id
    name: str
    above: Id | None
    depth: int
    leader: Id | None
    leader_name: str
    people: int


def tree(work: Workspace) -> list[UnitRow]:
    """Every unit, each after the one above it, sisters by place and name."""
    u, n = unit.c, person_now.c
    office = work.database.office
    with work.database.read() as connection:
        rows = connection.execute(
            select(u.id, u.name, u.above_id, u.leader_id, u.place).where(
                u.office == office, u.gone == ""
            )
        ).all()
        counts = connection.execute(
            select(n.unit_id, func.count())
            .where(n.office == office, n.unit_id.is_not(None), present(work))
            .group_by(n.unit_id)
        )
        many: dict[Id, int] = {key: count for key, count in counts if key is not None}
        leaders = {row.leader_id for row in rows if row.leader_id}
        names = {
            row.id: full_name(row.front, row.name, row.back)
            for row in connection.execute(
                select(n.id, n.front, n.name, n.back).where(n.office == office, n.id.in_(leaders))
            )
        }
    known = {row.id: row for row in rows}
    order = sorted(rows, key=lambda row: (row.name.casefold(), row.id))

    def below(above: Id | None, depth: int) -> Iterator[UnitRow]:
        for row in order:
            over = row.above_id if row.above_id in known else None
            if over == above:
                name = names.get(row.leader_id, "") if row.leader_id else ""
                yield UnitRow(
                    row.id, row.name, over, depth, row.leader_id, name, many.get(row.id, 0)
                )
                yield from below(row.id, depth + 1)

    made = list(below(None, 0))
    reached = {row.id for row in made}
    # A circle can come by an exchange; its units are shown at the top so that it can be mended.
    made += (
        UnitRow(r.id, r.name, r.above_id, 0, r.leader_id, "", many.get(r.id, 0))
        for r in order
        if r.id not in reached
    )
    return made


def find(work: Workspace, name: str) -> UnitRow:
    """The unit of this name, capitals aside. Refused KK-127 when there is none."""
    word = clean_name(name).casefold()
    for row in tree(work):
        if row.name.casefold() == word:
            return row
    raise Refused("KK-127", name=name.strip())


def rename(work: Workspace, key: Id, name: str) -> None:
    """Another name. Refused KK-128 when it is empty or another unit has it: join them instead."""
    row, clean = _one(work, key), clean_name(name)
    taken = any(r.name.casefold() == clean.casefold() and r.id != key for r in tree(work))
    if not clean or taken:
        raise Refused("KK-128", field="name", name=clean or "(kosong)")
    with work.database.change(f"ganti nama unit {row.name}") as connection:
        _set(connection, work, key, name=clean)


def move(work: Workspace, key: Id, above: Id | None) -> None:
    """Put a unit under another, or at the top. Refused KK-126 when that makes a circle."""
    row = _one(work, key)
    rows = {r.id: r for r in tree(work)}
    if above is not None and (above == key or key in _over(rows, above)):
        raise Refused("KK-126", name=row.name)
    with work.database.change(f"pindah unit {row.name}") as connection:
        _set(connection, work, key, above_id=above)


def set_leader(work: Workspace, key: Id, leader: Id | None) -> None:
    """Who leads the unit; None for nobody."""
    row = _one(work, key)
    with work.database.change(f"tetapkan pimpinan unit {row.name}") as connection:
        _set(connection, work, key, leader_id=leader)


def join(work: Workspace, keep: Id, drop: Id) -> None:
    """Make two units one: people, history and sub-units of `drop` go to `keep`, in one step.

    Refused KK-126 when they are the same.
    """
    kept, dropped = _one(work, keep), _one(work, drop)
    if keep == drop:
        raise Refused("KK-126", name=kept.name)
    rows = {r.id: r for r in tree(work)}
    office = work.database.office
    with work.database.change(f"gabung unit {dropped.name} ke {kept.name}") as connection:
        if drop in _over(rows, keep):
            _set(connection, work, keep, above_id=dropped.above)
        connection.execute(
            update(unit)
            .where(unit.c.office == office, unit.c.above_id == drop, unit.c.id != keep)
            .values(above_id=keep)
        )
        connection.execute(
            update(employment)
            .where(employment.c.office == office, employment.c.unit_id == drop)
            .values(unit_id=keep, unit_name=kept.name)
        )
        if kept.leader is None and dropped.leader is not None:
            _set(connection, work, keep, leader_id=dropped.leader)
        _set(connection, work, drop, gone=joined_with(keep))


def alike(work: Workspace) -> list[tuple[UnitRow, UnitRow]]:
    """Pairs that differ only in capitals, marks or spaces: the one with more people first."""
    seen: dict[str, UnitRow] = {}
    pairs: list[tuple[UnitRow, UnitRow]] = []
    rows: Sequence[UnitRow] = sorted(tree(work), key=lambda r: (-r.people, r.name))
    for row in rows:
        word = "".join(c for c in row.name.casefold() if c.isalnum())
        if word in seen:
            pairs.append((seen[word], row))
        else:
            seen[word] = row
    return pairs


def unit_named(connection: Connection, work: Workspace, name: str) -> Id:
    """The id of the unit of that name (capitals aside); made at the top when it is new."""
    office = work.database.office
    rows = connection.execute(
        select(unit.c.id, unit.c.name).where(unit.c.office == office, unit.c.gone == "")
    ).all()
    for row in rows:
        if row.name.casefold() == name.casefold():
            return row.id
    key = new_id()
    connection.execute(insert(unit).values(office=office, id=key, name=name, place=len(rows) + 1))
    return key


def _over(rows: Mapping[Id, UnitRow], key: Id) -> list[Id]:
    """The units above one, the nearest first; a circle is walked once."""
    found: list[Id] = []
    at = rows[key].above if key in rows else None
    while at is not None and at in rows and at not in found:
        found.append(at)
        at = rows[at].above
    return found


def _one(work: Workspace, key: Id) -> UnitRow:
    for row in tree(work):
        if row.id == key:
            return row
    raise Refused("KK-127", name=key.hex())


def _set(connection: Connection, work: Workspace, key: Id, **values: object) -> None:
    connection.execute(
        update(unit).where(unit.c.office == work.database.office, unit.c.id == key).values(values)
    )
