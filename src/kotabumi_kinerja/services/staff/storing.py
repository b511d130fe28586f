"""People in the database: who is known, how new ones are written and known ones renewed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from kotabumi_kinerja.domain.ids import Id, new_id, person_id
from kotabumi_kinerja.services.staff.fields import AT, EMPLOYMENT, PERSON, unit_key
from kotabumi_kinerja.services.staff.judging import Judged
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.bulk import bulk_insert_values
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import change_set, employment, person, unit

DATED: Final = frozenset({"status", "golongan", "post", "unit_name", "eselon", "contract_number"})
"""A change of one of these on a later day is a new line of the career, not a correction."""

_PERSON_VALUES: Final = itemgetter(*(AT[n] for n in PERSON))
_EMPLOYMENT_VALUES: Final = itemgetter(*(AT[n] for n in EMPLOYMENT))


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register with the latest employment; values as in `fields.COLUMNS`."""

    person: Id
    employment: Id | None
    since: date | None
    source: str
    values: tuple[object, ...]

    @property
    def nip(self) -> str:
        """The NIP as it is registered."""
        return str(self.values[0])

    @property
    def name(self) -> str:
        """The name without degrees."""
        return str(self.values[AT["name"]])

    def texts(self) -> dict[str, str]:
        """What the source said, by original heading."""
        found: dict[str, str] = json.loads(self.source) if self.source else {}
        return found


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is to be written of a known person: only what changes."""

    known: Known
    person: Mapping[str, object]
    employment: Mapping[str, object]
    unit: str | None
    since: date | None


def known_people(work: Workspace) -> dict[str, Known]:
    """Everybody of this office by NIP."""
    p, e = person.c, employment.c
    latest = (
        select(e.office, e.person_id, func.max(e.since).label("since"))
        .where(e.gone == "")
        .group_by(e.office, e.person_id)
        .subquery()
    )
    query = (
        select(p.id, e.id, e.since, p.source, *(p[n] for n in PERSON), *(e[n] for n in EMPLOYMENT))
        .outerjoin_from(
            person,
            latest,
            (latest.c.office == p.office) & (latest.c.person_id == p.id),
        )
        .outerjoin(
            employment,
            (e.office == p.office)
            & (e.person_id == p.id)
            & (e.since == latest.c.since)
            & (e.gone == ""),
        )
        .where(p.office == work.database.office, p.gone == "")
    )
    with work.database.read() as connection:
        rows = (tuple(row) for row in connection.execute(query))
        return {row[4]: Known(row[0], row[1], row[2], row[3], row[4:]) for row in rows}


def unit_names(work: Workspace) -> dict[str, str]:
    """The names of the office's units by `unit_key`: what other spellings become."""
    u = unit.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(u.name).where(u.office == work.database.office, u.gone == "")
        )
        return {unit_key(row.name): row.name for row in rows}


def mark(connection: Connection) -> int:
    """The number of the last change: equal marks mean that nothing was changed between."""
    return int(connection.scalar(select(func.max(change_set.c.id))) or 0)


def key_for(connection: Connection, office: Id, nip: str) -> tuple[Id, bool]:
    """The id for a person who is not in the register, and whether a deleted row is taken up again.

    It is the UUIDv5 of the NIP; random where that id has another NIP, or moved or was joined.
    """
    p = person.c
    held = connection.execute(
        select(p.id, p.nip, p.gone).where(p.office == office, p.id == person_id(nip))
    ).all()
    return _key(nip, {row.id: (row.nip, row.gone) for row in held})


def _key(nip: str, held: Mapping[Id, tuple[str, str]]) -> tuple[Id, bool]:
    wanted = person_id(nip)
    if wanted not in held:
        return wanted, False
    return (wanted, True) if held[wanted] == (nip, DELETED) else (new_id(), False)


def revive(connection: Connection, office: Id, key: Id, values: Mapping[str, object]) -> None:
    """Bring a deleted person back with these values."""
    connection.execute(
        update(person)
        .where(person.c.office == office, person.c.id == key)
        .values(gone="", **values)
    )


def add(connection: Connection, work: Workspace, fresh: Sequence[Judged]) -> None:
    """Write new people with their first employment; units that are not known yet are made."""
    office, today = work.database.office, work.today()
    at = AT["unit_name"]
    names = {str(j.values[at]) for j in fresh}
    units = _units(connection, office, names)
    unit_of: dict[object, Id | None] = {name: units.get(unit_key(name)) for name in names}
    p = person.c
    rows = connection.execute(select(p.id, p.nip, p.gone).where(p.office == office)).all()
    held = {row.id: (row.nip, row.gone) for row in rows}
    # In the order of their keys: the database then fills its pages one after the other.
    keyed = sorted(((_key(j.nip, held), j) for j in fresh), key=itemgetter(0))
    bulk_insert_values(
        connection,
        person,
        ("office", "id", *PERSON, "source"),
        (
            (office, key, *_PERSON_VALUES(j.values), j.source)
            for (key, again), j in keyed
            if not again
        ),
    )
    for (key, again), j in keyed:
        if again:
            named = dict(zip(PERSON, _PERSON_VALUES(j.values), strict=True))
            revive(connection, office, key, {**named, "source": j.source})
    bulk_insert_values(
        connection,
        employment,
        ("office", "id", "person_id", "unit_id", "since", *EMPLOYMENT),
        (
            (
                office,
                new_id(),
                key,
                unit_of[j.values[at]],
                j.since or today,
                *_EMPLOYMENT_VALUES(j.values),
            )
            for (key, _), j in keyed
        ),
    )


def renew(connection: Connection, work: Workspace, renewals: Sequence[Renewal]) -> None:
    """Write what the workbook says now; a later rank, post or status is a new dated line."""
    office = work.database.office
    units = _units(connection, office, {r.unit for r in renewals if r.unit})
    _update(connection, person, office, ((r.known.person, r.person) for r in renewals))
    corrected: list[tuple[Id, Mapping[str, object]]] = []
    added: list[tuple[object, ...]] = []
    for renewal in renewals:
        values = dict(renewal.employment)
        if renewal.unit is not None:
            values["unit_id"] = units.get(unit_key(renewal.unit))
        if not values:
            continue
        old = renewal.known
        if old.employment is None or _moved(renewal):
            held = dict(zip(EMPLOYMENT, _EMPLOYMENT_VALUES(old.values), strict=True))
            if values.get("unit_id") is None:
                values.pop("unit_id", None)
            held = _beside(connection, office, old.employment) | held | values
            held = {n: "" if v is None and n in _TEXTS else v for n, v in held.items()}
            since = renewal.since or work.today()
            line = [held[name] for name in (*EMPLOYMENT, *_BESIDE)]
            added.append((office, new_id(), old.person, since, *line))
        else:
            if renewal.since is not None and old.since is not None and renewal.since > old.since:
                values["since"] = renewal.since
            corrected.append((old.employment, values))
    _update(connection, employment, office, corrected)
    names = ("office", "id", "person_id", "since", *EMPLOYMENT, *_BESIDE)
    bulk_insert_values(connection, employment, names, added)


_KEYS: Final = ("office", "id", "gone", "person_id", "since")
_BESIDE: Final = tuple(c.name for c in employment.c if c.name not in {*_KEYS, *EMPLOYMENT})
"""What no workbook says: it stays as it was, so that who has left does not come back unnoticed."""
_TEXTS: Final = frozenset(c.name for c in employment.c if not c.nullable)


def _moved(renewal: Renewal) -> bool:
    since, before = renewal.since, renewal.known.since
    later = since is not None and before is not None and since > before
    return later and not DATED.isdisjoint(renewal.employment)


def _beside(connection: Connection, office: Id, line: Id | None) -> dict[str, object]:
    e = employment.c
    columns = [e[name] for name in _BESIDE]
    row = connection.execute(select(*columns).where(e.office == office, e.id == line)).first()
    return dict(zip(_BESIDE, row or [None] * len(columns), strict=True))


def _update(
    connection: Connection,
    table: Table,
    office: Id,
    changes: Iterable[tuple[Id, Mapping[str, object]]],
) -> None:
    """Write the changed columns; rows that change the same ones go together."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in changes:
        if values:
            alike[tuple(values)].append({f"new_{n}": v for n, v in values.items()} | {"key": key})
    for names, rows in alike.items():
        statement = (
            update(table)
            .where(table.c.office == office, table.c.id == bindparam("key"))
            .values({n: bindparam(f"new_{n}") for n in names})
        )
        connection.execute(statement, rows)


def _units(connection: Connection, office: Id, names: set[str]) -> dict[str, Id]:
    """Ids by `unit_key`; missing units are made."""
    known = {
        unit_key(row.name): cast("Id", row.id)
        for row in connection.execute(
            select(unit.c.name, unit.c.id).where(unit.c.office == office, unit.c.gone == "")
        )
    }
    for name in sorted(names - {""}):
        if unit_key(name) not in known:
            known[unit_key(name)] = new_id()
            connection.execute(
                insert(unit).values(
                    office=office, id=known[unit_key(name)], name=name, place=len(known)
                )
            )
    return known
