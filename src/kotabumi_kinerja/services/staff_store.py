"""People in the database: who is known, how new ones are written and known ones renewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from kotabumi_kinerja.domain.ids import Id, new_id, person_id
from kotabumi_kinerja.services.staff_judge import Judged, shown
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import employment, person, unit

_DATED = ("status", "golongan", "post", "unit_name")


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register with the latest employment, for comparing."""

    person: Id
    employment: Id | None
    since: date | None
    held: Mapping[str, object]
    shown: Mapping[str, str]


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
        select(person, *(c.label(f"e_{c.name}") for c in employment.c))
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
        return {row["nip"]: _known(row) for row in connection.execute(query).mappings()}


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
    office = work.database.office
    units = _units(connection, office, {j.unit for j in fresh if j.unit})
    p = person.c
    rows = connection.execute(select(p.id, p.nip, p.gone).where(p.office == office)).all()
    held = {row.id: (row.nip, row.gone) for row in rows}
    keyed = [(_key(j.nip, held), j) for j in fresh]
    people = [(key, j) for (key, _again), j in keyed]
    bulk_insert(
        connection,
        person,
        [{"office": office, "id": key, **j.person} for (key, again), j in keyed if not again],
    )
    for (key, again), j in keyed:
        if again:
            revive(connection, office, key, j.person)
    bulk_insert(
        connection,
        employment,
        [
            {
                "office": office,
                "id": new_id(),
                "person_id": key,
                "unit_id": units.get(j.unit),
                **j.employment,
            }
            for key, j in people
        ],
    )


def renew(connection: Connection, work: Workspace, old: Known, new: Judged) -> None:
    """Write what the workbook says now; a later rank, post or status is a new dated line."""
    office = work.database.office
    connection.execute(
        update(person)
        .where(person.c.office == office, person.c.id == old.person)
        .values(new.person)
    )
    values = dict(new.employment)
    values["unit_id"] = _units(connection, office, {new.unit}).get(new.unit) if new.unit else None
    since = cast("date", values["since"])
    moved = any(old.held.get(name) != values.get(name) for name in _DATED)
    if old.employment is None or (moved and old.since is not None and since > old.since):
        row = {"office": office, "id": new_id(), "person_id": old.person, **values}
        connection.execute(insert(employment).values(row))
        return
    connection.execute(
        update(employment)
        .where(employment.c.office == office, employment.c.id == old.employment)
        .values(values)
    )


def _units(connection: Connection, office: Id, names: set[str]) -> dict[str, Id]:
    known = {
        row.name: row.id
        for row in connection.execute(
            select(unit.c.name, unit.c.id).where(unit.c.office == office, unit.c.gone == "")
        )
    }
    for name in sorted(names - known.keys()):
        known[name] = new_id()
        connection.execute(
            insert(unit).values(office=office, id=known[name], name=name, place=len(known))
        )
    return known


def _known(row: RowMapping) -> Known:
    values: dict[str, object] = {str(k): v for k, v in row.items()}
    held = {k.removeprefix("e_"): v for k, v in values.items() if k.startswith("e_")}
    return Known(
        cast("Id", values["id"]),
        cast("Id | None", held["id"]),
        cast("date | None", held["since"]),
        held,
        shown(values, held),
    )
