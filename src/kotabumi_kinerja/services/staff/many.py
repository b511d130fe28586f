"""Many edits of people at once: what would change, cell by cell, then all as one undo step."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name, full_name
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.services.career_values import refuse_wrong_rank, stored, typed
from kotabumi_kinerja.services.staff.editing import EMPLOYMENT_FIELDS, PERSON_FIELDS, personal
from kotabumi_kinerja.services.staff.fields import show
from kotabumi_kinerja.services.units import unit_named
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import employment, person, person_now

BULK_FIELDS: Final[Mapping[str, str]] = {
    **{name: label for name, label in PERSON_FIELDS.items() if name not in {"nip", "name", "nik"}},
    **EMPLOYMENT_FIELDS,
}
"""Fields that may be the same for many people, with their words."""
LABELS: Final[Mapping[str, str]] = {**PERSON_FIELDS, **EMPLOYMENT_FIELDS}
_RANK_FIELDS: Final = frozenset({"status", "golongan", "contract_since", "contract_until"})
_STEP: Final = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """One cell: whose, which field, what shall stand there as it was typed."""

    person: Id
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one cell. `code` with `fields`: refused, with this sentence."""

    id: Id
    anchor: tuple[object, ...]
    person: Id
    name: str
    nip: str
    field: str
    old: str
    new: str
    code: str = ""
    fields: Mapping[str, object] = made(default_factory=dict[str, object])
    values: Mapping[str, Any] = made(default_factory=dict[str, Any])
    line: Id | None = None
    """The employment that is written; None with an employment field: the first one is made."""

    @property
    def label(self) -> str:
        """The field in words."""
        return LABELS.get(self.field, self.field)

    @property
    def outcome(self) -> str:
        """'refused', 'same' or 'changed'."""
        if self.code:
            return "refused"
        return "same" if self.old == self.new else "changed"


def preview(work: Workspace, ids: Sequence[Id], name: str, value: str) -> list[Planned]:
    """What would become of one field of these people. Refused KK-147 for an unknown field."""
    if name not in LABELS:
        raise Refused("KK-147", field=name)
    return preview_cells(work, [Wish(key, name, value) for key in ids])


def preview_cells(
    work: Workspace, wishes: Sequence[Wish], progress: Progress | None = None
) -> list[Planned]:
    """What would become of each cell, in their order; the rules are those of `staff.edit`."""
    watcher = progress or Silent()
    watcher.start("Memeriksa isian", len(wishes))
    found: list[Planned] = []
    with work.database.read() as connection:
        rows = _rows(connection, work, {wish.person for wish in wishes})
        judge = _Judge(work, connection)
        for number, wish in enumerate(wishes):
            row = rows.get(wish.person)
            if row is not None:
                found.append(judge.planned(number, wish, row))
            if number % _STEP == _STEP - 1:
                watcher.step(_STEP)
    return _fitting(found, rows)


def apply(work: Workspace, planned: Iterable[Planned], label: str = "") -> int:
    """Write all cells that change, as one step; how many. What is refused stays as it is."""
    wanted = [cell for cell in planned if cell.outcome == "changed"]
    if not wanted:
        return 0
    with work.database.change(label or label_of(wanted)) as connection:
        units = _resolve_units(connection, work, wanted)
        people: dict[Id, dict[str, Any]] = {}
        lines: dict[Id, dict[str, Any]] = {}
        fresh: dict[Id, dict[str, Any]] = {}
        for cell in wanted:
            values = dict(cell.values)
            if cell.field == "unit":
                values["unit_id"] = units[str(values["unit_name"])]
            if cell.field in PERSON_FIELDS:
                people.setdefault(cell.person, {}).update(values)
            elif cell.line is None:
                fresh.setdefault(cell.person, {}).update(stored(values))
            else:
                lines.setdefault(cell.line, {}).update(stored(values))
        _write(connection, work, person, people)
        _write(connection, work, employment, lines)
        for key, values in fresh.items():
            row = {"office": work.database.office, "id": new_id(), "person_id": key}
            first = {"since": work.today(), **values}
            connection.execute(insert(employment).values({**row, **first}))
    return len(wanted)


def label_of(planned: Sequence[Planned]) -> str:
    """'ubah golongan 12 pegawai' or 'ubah 40 isian 12 pegawai'."""
    people = len({cell.person for cell in planned})
    fields = {cell.field for cell in planned}
    if people == 1 and len(fields) == 1:
        return f"ubah {planned[0].label} {planned[0].name}"
    what = planned[0].label if len(fields) == 1 else f"{len(planned)} isian"
    return f"ubah {what} {people} pegawai"


def remove(work: Workspace, ids: Sequence[Id]) -> int:
    """Take back people who were entered by mistake, as one step that can be undone; how many.

    Nobody who leaves is removed: that is recorded as leaving.
    """
    p, office = person.c, work.database.office
    with work.database.read() as connection:
        where = (p.office == office, p.gone == "", p.id.in_(_listed(ids)))
        names = list(connection.scalars(select(p.name).where(*where)))
    if not names:
        return 0
    what = names[0] if len(names) == 1 else f"{len(names)} pegawai"
    with work.database.change(f"hapus {what} yang keliru dimasukkan") as connection:
        connection.execute(update(person).where(*where).values(gone=DELETED))
    return len(names)


class _Judge:
    """Judges cells; the same text in the same field is read once."""

    def __init__(self, work: Workspace, connection: Connection) -> None:
        self._work, self._connection = work, connection
        self._read: dict[tuple[str, str], Mapping[str, Any] | Refused] = {}

    def planned(self, number: int, wish: Wish, row: RowMapping) -> Planned:
        """One cell with its old and new text, or why not."""
        name = "unit" if wish.field == "unit_name" else wish.field
        clean = clean_name(wish.value)
        old = _old(row, name)
        code, fields, values, new = "", dict[str, object](), dict[str, Any](), clean
        try:
            values = dict(self._values(row["id"], name, clean))
            new = _shown(name, values)
        except Refused as refusal:
            code, fields = refusal.code, dict(refusal.fields)
        return Planned(
            id=number.to_bytes(16, "big"),
            anchor=(number,),
            person=row["id"],
            name=full_name(row["front"], row["name"], row["back"]),
            nip=row["nip"],
            field=name,
            old=old,
            new=new,
            code=code,
            fields=fields,
            values=values,
            line=row["employment_id"],
        )

    def _values(self, key: Id, name: str, text: str) -> Mapping[str, Any]:
        if name == "nip":
            return personal(self._work, key, name, text)
        if (name, text) not in self._read:
            self._read[name, text] = self._once(key, name, text)
        found = self._read[name, text]
        if isinstance(found, Refused):
            raise found
        return found

    def _once(self, key: Id, name: str, text: str) -> Mapping[str, Any] | Refused:
        try:
            if name in PERSON_FIELDS:
                return personal(self._work, key, name, text)
            if name == "unit":  # a unit that is not known yet is made when it is written
                return {"unit_name": text}
            if name not in EMPLOYMENT_FIELDS:
                return Refused("KK-147", field=name)
            return typed(self._connection, self._work, {name: text})
        except Refused as refusal:
            return refusal


def _rows(connection: Connection, work: Workspace, keys: set[Id]) -> dict[Id, RowMapping]:
    """These people with their latest employment, for comparing."""
    n, p, e = person_now.c, person.c, employment.c
    mine = {c.name for c in (*person.c,)}
    line = [c for c in employment.c if c.name not in mine and c.name != "person_id"]
    query = (
        select(*p, n.employment_id, *line)
        .join(person_now, (n.office == p.office) & (n.id == p.id))
        .outerjoin(employment, (e.office == n.office) & (e.id == n.employment_id))
        .where(p.office == work.database.office, p.id.in_(_listed(list(keys))))
    )
    return {row["id"]: row for row in connection.execute(query).mappings()}


def _listed(keys: Sequence[Id]) -> Select[Any]:
    """These ids, however many they are, as one value of the statement."""
    words = json.dumps([key.hex() for key in keys])
    values = func.json_each(words).table_valued("value")
    return select(func.unhex(values.c.value))


def _fitting(found: Sequence[Planned], rows: Mapping[Id, RowMapping]) -> list[Planned]:
    """Refuses a golongan of the other kind of ASN, with all that one person gets together."""
    together: dict[Id, dict[str, Any]] = {}
    for cell in found:
        if cell.field in _RANK_FIELDS and not cell.code:
            together.setdefault(cell.person, {}).update(cell.values)
    wrong: dict[Id, Refused] = {}
    for key, values in together.items():
        try:
            refuse_wrong_rank({**rows[key], **values})
        except Refused as refusal:
            wrong[key] = refusal
    return [
        replace(cell, code=wrong[cell.person].code, fields=dict(wrong[cell.person].fields))
        if cell.person in wrong and cell.field in _RANK_FIELDS and not cell.code
        else cell
        for cell in found
    ]


def _old(row: RowMapping, name: str) -> str:
    column = "unit_name" if name == "unit" else name
    return show(column, row[column]) if column in row else ""


def _shown(name: str, values: Mapping[str, Any]) -> str:
    column = "unit_name" if name == "unit" else name
    return show(column, values.get(column))


def _resolve_units(
    connection: Connection, work: Workspace, wanted: Sequence[Planned]
) -> dict[str, Id | None]:
    """The unit of each name that is written; new ones are made."""
    names = {str(cell.values["unit_name"]) for cell in wanted if cell.field == "unit"}
    return {name: unit_named(connection, work, name) if name else None for name in sorted(names)}


def _write(
    connection: Connection, work: Workspace, table: Table, rows: Mapping[Id, Mapping[str, Any]]
) -> None:
    """Update rows by id, those with the same columns together."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key, values in rows.items():
        line = {f"new_{name}": value for name, value in values.items()}
        groups.setdefault(tuple(sorted(values)), []).append({"row_id": key, **line})
    for names, lines in groups.items():
        statement = (
            update(table)
            .where(table.c.office == work.database.office, table.c.id == bindparam("row_id"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )
        connection.execute(statement, lines)
