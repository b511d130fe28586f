"""Undo and redo from the journal's before-images; both survive a restart."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, Row, func, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.journal import as_json, loaded
from kotabumi_kinerja.store.registry import GONE, SYNCED, Group, Synced
from kotabumi_kinerja.store.schema import change_set, journal

UNDOABLE: Final = ("edit", "import", "redo")
DELETED: Final = "deleted"
_PRESENT: Final = '{"gone":""}'
"""The image of a row that is there: what an insert leaves of its `gone`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change set as the user sees it in the history."""

    id: int
    at: datetime
    operator: str
    system_user: str
    label: str
    reason: str
    kind: str
    undone: bool


def steps(database: Database, limit: int = 200) -> list[Step]:
    """The latest change sets, newest first."""
    with database.read() as connection:
        rows = connection.execute(select(change_set).order_by(change_set.c.id.desc()).limit(limit))
        return [_step(r) for r in rows]


def next_undo(database: Database) -> Step | None:
    """What Ctrl+Z would take back."""
    c = change_set.c
    with database.read() as connection:
        row = connection.execute(
            select(change_set)
            .where(c.kind.in_(UNDOABLE), c.undone == 0)
            .order_by(c.id.desc())
            .limit(1)
        ).first()
        return _step(row) if row else None


def next_redo(database: Database) -> Step | None:
    """What Ctrl+Y would do again: the latest undo that nothing new was written after."""
    c = change_set.c
    with database.read() as connection:
        newest = connection.execute(
            select(change_set)
            .where(c.undone == 0, c.kind.in_((*UNDOABLE, "undo")))
            .order_by(c.id.desc())
        )
        for row in newest:
            if row.kind == "undo":
                return _step(row)
            if row.kind != "redo":
                return None
        return None


def undo(database: Database) -> Step:
    """Take back the latest step; Refused KK-501 when its rows changed since, KK-502 if none."""
    step = next_undo(database)
    if step is None:
        raise Refused("KK-502")
    return _reverse(database, step, "undo")


def redo(database: Database) -> Step:
    """Do again what was undone last; Refused KK-503 when there is nothing."""
    step = next_redo(database)
    if step is None:
        raise Refused("KK-503")
    return _reverse(database, step, "redo")


def _reverse(database: Database, step: Step, kind: str) -> Step:
    with database.change(step.label, step.reason, kind=kind, undoes=step.id) as connection:
        lines = connection.execute(
            select(journal)
            .where(journal.c.change_set == step.id, journal.c.after.is_not(None))
            .order_by(journal.c.seq.desc())
        ).all()
        loads = _loads(connection, step)
        for load in loads:
            _refuse_if_load_changed(connection, step, load)
        _refuse_if_changed(connection, step, lines)
        for line in lines:
            _put_back(connection, line)
        for load in loads:
            _hide(connection, step, load)
        connection.execute(update(change_set).where(change_set.c.id == step.id).values(undone=1))
    return step


def _refuse_if_changed(connection: Connection, step: Step, lines: Sequence[Row[Any]]) -> None:
    """A value that is no longer what the step left stands in the way."""
    left = {(n.tbl, n.office, n.id, n.grp): n.after for n in reversed(lines)}
    for line in lines:
        if line.before is None:
            left.setdefault((line.tbl, line.office, line.id, GONE), _PRESENT)
    for (table, office, row, group), after in left.items():
        known = SYNCED[table]
        present = connection.exec_driver_sql(
            f"SELECT {as_json(known, known.group(group), known.name)} "  # noqa: S608  # registry names
            f"FROM {known.name} WHERE office = ? AND id = ?",
            (office, row),
        ).scalar_one()
        if present != after:
            raise _changed(connection, step, table, row, group)


@dataclass(frozen=True, slots=True)
class _Load:
    """The lines of one bulk load under one group, which hold no image of their own."""

    known: Synced
    group: Group

    @property
    def lines(self) -> str:
        """SQL: these lines of the change set that is asked for."""
        return (
            f"j.change_set = ? AND j.tbl = '{self.known.name}' AND j.grp = '{self.group.name}' "
            f"AND j.after IS NULL"
        )


def _loads(connection: Connection, step: Step) -> list[_Load]:
    c = journal.c
    found = connection.execute(
        select(c.tbl, c.grp)
        .where(c.change_set == step.id, c.after.is_(None))
        .group_by(c.tbl, c.grp)
        .order_by(func.max(c.seq).desc())
    )
    return [_Load(SYNCED[table], SYNCED[table].group(group)) for table, group in found]


def _refuse_if_load_changed(connection: Connection, step: Step, load: _Load) -> None:
    """As `_refuse_if_changed`: what the load left is what the first change after it found."""
    known = load.known
    gone = known.group(GONE)
    for group in dict.fromkeys((*loaded(known, load.group), gone)):
        present = as_json(known, group, "t")
        left = (
            "SELECT l.before FROM journal l WHERE l.id = j.id AND l.tbl = j.tbl "  # noqa: S608  # registry names
            f"AND l.office = j.office AND l.grp = '{group.name}' AND l.change_set > j.change_set "
            "AND l.before IS NOT NULL ORDER BY l.seq LIMIT 1"
        )
        row = connection.exec_driver_sql(
            f"SELECT j.id FROM journal j JOIN {known.name} t ON t.office = j.office "  # noqa: S608  # registry names
            f"AND t.id = j.id WHERE {load.lines} AND {present} <> coalesce(({left}), {present}) "
            "LIMIT 1",
            (step.id,),
        ).scalar()
        if row is not None:
            raise _changed(connection, step, known.name, row, group.name)


def _hide(connection: Connection, step: Step, load: _Load) -> None:
    """Take the rows of a load back."""
    connection.exec_driver_sql(
        f"UPDATE {load.known.name} SET {GONE} = ? WHERE (office, id) IN "  # noqa: S608  # registry names
        f"(SELECT j.office, j.id FROM journal j WHERE {load.lines})",
        ("" if load.group.name == GONE else DELETED, step.id),
    )


def _changed(connection: Connection, step: Step, table: str, row: bytes, group: str) -> Refused:
    who = _who(connection, table, row, group)
    return Refused("KK-501", what=step.label, who=who)


def _who(connection: Connection, table: str, row: bytes, group: str) -> str:
    """Who changed the value since, and when, for the sentence."""
    late = connection.execute(
        select(change_set.c.operator, change_set.c.at)
        .join(journal, journal.c.change_set == change_set.c.id)
        .where(journal.c.tbl == table, journal.c.id == row, journal.c.grp == group)
        .order_by(journal.c.seq.desc())
        .limit(1)
    ).first()
    if late is None:
        return "pertukaran data"
    return f"{late.operator} pukul {datetime.fromisoformat(late.at).astimezone():%H.%M}"


def _put_back(connection: Connection, line: Row[Any]) -> None:
    known = SYNCED[line.tbl]
    if line.before is not None:
        values = decoded(known, line.before)
    else:
        values = {GONE: "" if line.grp == GONE else DELETED}
    assign = ", ".join(f"{name} = ?" for name in values)
    connection.exec_driver_sql(
        f"UPDATE {known.name} SET {assign} WHERE office = ? AND id = ?",  # noqa: S608  # registry names
        (*values.values(), line.office, line.id),
    )


def decoded(known: Synced, image: str) -> dict[str, Any]:
    """The raw column values of a journal image."""
    values: dict[str, Any] = json.loads(image)
    for name, value in values.items():
        if isinstance(known.table.c[name].type, LargeBinary) and value is not None:
            values[name] = bytes.fromhex(value)
    return values


def _step(row: Row[Any]) -> Step:
    return Step(
        row.id,
        datetime.fromisoformat(row.at),
        row.operator,
        row.system_user,
        row.label,
        row.reason,
        row.kind,
        bool(row.undone),
    )
