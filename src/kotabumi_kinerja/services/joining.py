"""Doubles in the register: found, compared, joined into one person as one step.

Of the two rows the one with the greater id is 'joined with' the smaller (exchange.md): two
offices that join the same pair do the same, and no circle can come. What hangs below the joined
row is fixed to its parent; so it is written anew below the other, and each old row is 'joined
with' its new one. Links to any of them follow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, RowMapping, Table, func, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.services.staff.editing import PERSON_FIELDS
from kotabumi_kinerja.services.staff.fields import show
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.gone import joined_with
from kotabumi_kinerja.store.registry import GONE, SYNCED
from kotabumi_kinerja.store.schema import participation, person, person_now, plan

_LEAVES: Final = frozenset({"employment", "rater", "discipline", "need"})
"""Below a person and with nothing below: what both have alike is not written twice."""
_AT_ONCE: Final = 400
_SERIAL: Final = 15


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one person, and why."""

    one: Id
    other: Id
    names: tuple[str, str]
    nips: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both. `chosen` is the proposal: 0 the first, 1 the other."""

    field: str
    label: str
    values: tuple[str, str]
    chosen: int

    @property
    def same(self) -> bool:
        """Nothing to choose."""
        return self.values[0] == self.values[1]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both side by side. `hanging`: what each brings along ('2 SKP, 3 pelatihan')."""

    ids: tuple[Id, Id]
    names: tuple[str, str]
    fields: tuple[FieldPair, ...]
    hanging: tuple[str, str]


def doubles(work: Workspace) -> list[Double]:
    """Pairs that may be one person: same name and birth, same NIK, a NIP off by one or ruined.

    Takes about a second for 8,000 people: a window asks in a job.
    """
    p, n = person.c, person_now.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(p.id, p.nip, p.nik, p.name, p.front, p.back, p.born)
            .join(person_now, (n.office == p.office) & (n.id == p.id))
            .where(p.office == work.database.office)
            .order_by(p.name, p.id)
        ).all()
    found: dict[tuple[Id, Id], Double] = {}
    for why, pairs in (
        ("Nama dan tanggal lahir sama", _alike(rows, _birth)),
        ("NIK sama", _alike(rows, _nik)),
        ("NIP berbeda satu angka", _nearly(rows)),
        ("NIP rusak, awalnya sama", _ruined(rows)),
    ):
        for a, b in pairs:
            key = (min(a.id, b.id), max(a.id, b.id))
            names = (full_name(a.front, a.name, a.back), full_name(b.front, b.name, b.back))
            found.setdefault(key, Double(a.id, b.id, names, (a.nip, b.nip), why))
    return list(found.values())


def compare(work: Workspace, one: Id, other: Id) -> Comparison:
    """Both field by field. Refused KK-196 the same row twice, KK-197 one is gone."""
    with work.database.read() as connection:
        a, b = _pair(connection, work, one, other)
        hanging = (_hanging(connection, work, one), _hanging(connection, work, other))
    fields = tuple(
        FieldPair(
            name,
            label[:1].upper() + label[1:],
            (show(name, a[name]), show(name, b[name])),
            _better(name, a, b),
        )
        for name, label in PERSON_FIELDS.items()
    )
    names = tuple(full_name(r["front"], r["name"], r["back"]) for r in (a, b))
    return Comparison((one, other), (names[0], names[1]), fields, hanging)


def join(work: Workspace, one: Id, other: Id, take: Mapping[str, int] | None = None) -> Id:
    """Make one person of two, as one step; the id of the row that stays.

    `take`: 0 or 1 by field says whose value stays; what is not said follows the proposal of
    `compare`. Refused KK-196, KK-197.
    """
    chosen = {f.field: f.chosen for f in compare(work, one, other).fields} | dict(take or {})
    keep, drop = min(one, other), max(one, other)
    office = work.database.office
    with work.database.read() as connection:
        pair = _pair(connection, work, one, other)
    values = {name: pair[at][name] for name, at in chosen.items()}
    values["nip_kind"] = pair[chosen["nip"]]["nip_kind"]
    sources = [row["source"] for row in (pair[chosen["nip"]], *pair) if row["source"]]
    values["source"] = sources[0] if sources else ""
    label = f"gabungkan data ganda {values['name']}"
    with work.database.change(label) as connection:
        moved = {drop: keep}
        _move_below(connection, office, "person", moved)
        _follow_links(connection, office, moved)
        _set(connection, person, office, drop, {GONE: joined_with(keep)})
        _set(connection, person, office, keep, values)
    return keep


def _pair(
    connection: Connection, work: Workspace, one: Id, other: Id
) -> tuple[RowMapping, RowMapping]:
    p = person.c
    where = (p.office == work.database.office, p.id.in_((one, other)))
    rows = {r["id"]: r for r in connection.execute(select(person).where(*where)).mappings()}
    for key in (one, other):
        if key not in rows or rows[key]["gone"]:
            name = rows[key]["name"] if key in rows else key.hex()
            raise Refused("KK-197", name=name)
    if one == other:
        raise Refused("KK-196", name=rows[one]["name"])
    return rows[one], rows[other]


def _better(name: str, a: RowMapping, b: RowMapping) -> int:
    """The filled one; of two NIPs the one that can be read; else the first."""
    if name == "nip" and _ruin(a["nip"]) and not _ruin(b["nip"]):
        return 1
    return int(not a[name] and bool(b[name]))


def _hanging(connection: Connection, work: Workspace, key: Id) -> str:
    office = work.database.office

    def count(table: Table) -> int:
        where = (table.c.office == office, table.c.person_id == key, table.c.gone == "")
        return int(connection.scalar(select(func.count()).select_from(table).where(*where)) or 0)

    return f"{count(plan)} SKP, {count(participation)} pelatihan"


def _birth(row: Any) -> tuple[object, ...]:
    return (row.name.casefold(), row.born)


def _nik(row: Any) -> tuple[object, ...]:
    return (row.nik,)


def _alike(
    rows: Iterable[Any], key: Callable[[Any], tuple[object, ...]]
) -> Iterator[tuple[Any, Any]]:
    groups: dict[object, list[Any]] = defaultdict(list)
    for row in rows:
        found = key(row)
        if all(found):
            groups[found].append(row)
    for group in groups.values():
        yield from ((group[0], row) for row in group[1:])


def _nearly(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """One digit apart and most of the name in common: neighbours on a list are not doubles."""
    seen: dict[tuple[int, str], list[tuple[Any, frozenset[str]]]] = {}
    for row in rows:
        words = frozenset(row.name.casefold().split())
        for at in range(len(row.nip)):
            near = seen.setdefault((at, row.nip[:at] + row.nip[at + 1 :]), [])
            for other, others in near:
                alike = 2 * len(words & others) >= min(len(words), len(others))
                if alike and other.nip != row.nip:
                    yield other, row
            near.append((row, words))


def _ruined(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Excel keeps 15 digits of a number: the rest became zeros."""
    heads: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        heads[row.nip[:_SERIAL]].append(row)
    for group in heads.values():
        for row in group:
            if _ruin(row.nip):
                yield from ((other, row) for other in group if not _ruin(other.nip))


def _ruin(nip: str) -> bool:
    try:
        parse_nip(nip)
    except Refused:
        return True
    return False


def _set(
    connection: Connection, table: Table, office: Id, key: Id, values: Mapping[str, Any]
) -> None:
    where = (table.c.office == office, table.c.id == key)
    connection.execute(update(table).where(*where).values(values))


def _move_below(connection: Connection, office: Id, above: str, moved: dict[Id, Id]) -> None:
    """Write anew, at any depth, what hangs below the rows of `above` that were moved."""
    parents = list(moved)
    for known in SYNCED.values():
        if known.parent != above:
            continue
        table, link = known.table, f"{above}_id"
        rows: list[RowMapping] = []
        for at in range(0, len(parents), _AT_ONCE):
            some = table.c[link].in_(parents[at : at + _AT_ONCE])
            where = (table.c.office == office, table.c.gone == "", some)
            rows += connection.execute(select(table).where(*where)).mappings().all()
        twins = _present(connection, office, table, link, moved) if known.name in _LEAVES else {}
        below: dict[Id, Id] = {}
        for row in rows:
            twin = twins.get(_said(row, link))
            below[row["id"]] = twin or new_id()
            if twin is None:
                fresh = {**row, "id": below[row["id"]], link: moved[row[link]]}
                connection.execute(insert(table).values(fresh))
            _set(connection, table, office, row["id"], {GONE: joined_with(below[row["id"]])})
        if below:
            _move_below(connection, office, known.name, below)
            moved.update(below)


def _present(
    connection: Connection, office: Id, table: Table, link: str, moved: Mapping[Id, Id]
) -> dict[tuple[object, ...], Id]:
    some = table.c[link].in_(list(moved.values()))
    where = (table.c.office == office, table.c.gone == "", some)
    rows = connection.execute(select(table).where(*where)).mappings()
    return {_said(row, link): row["id"] for row in rows}


def _said(row: RowMapping, link: str) -> tuple[object, ...]:
    return tuple(value for name, value in row.items() if name not in {"office", "id", link})


def _follow_links(connection: Connection, office: Id, moved: Mapping[Id, Id]) -> None:
    """Every other column of this office that names a moved row names the new one."""
    for known in SYNCED.values():
        for column in known.table.columns:
            if column.name in known.fixed or not isinstance(column.type, LargeBinary):
                continue
            here = (known.table.c.office == office, known.table.c.gone == "")
            held = set(connection.scalars(select(column).where(*here, column.is_not(None))))
            for key in held & moved.keys():
                where = (*here, column == key)
                connection.execute(
                    update(known.table).where(*where).values({column.name: moved[key]})
                )
