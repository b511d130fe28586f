"""Looks over a whole database file and says what does not hold together."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store import journal, summary
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.registry import SYNCED


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `kind` is file, key, cipher, trigger, version, summary or search."""

    kind: str
    where: str
    detail: str


def check(database: Database) -> list[Finding]:
    """All faults found; none means the file is sound. Takes seconds in a large file."""
    try:
        with database.read() as connection:
            found = [*_file(connection)]
            if found:
                return found
            found = [*_triggers(connection), *_versions(connection), *_summary(connection)]
        with database.local() as connection:
            return [*found, *_search(connection)]
    except Refused as refused:
        return [Finding("file", database.path.name, refused.code)]


def _file(connection: Connection) -> Iterator[Finding]:
    for kind, pragma in (
        ("file", "quick_check"),
        ("cipher", "cipher_integrity_check"),
        ("key", "foreign_key_check"),
    ):
        for row in connection.exec_driver_sql(f"PRAGMA {pragma}"):
            if tuple(row) != ("ok",):
                yield Finding(kind, str(row[0]), str(tuple(row)))


def _triggers(connection: Connection) -> Iterator[Finding]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = {str(name): str(sql) for name, sql in rows}
    made = (*journal.statements(), *summary.statements())
    wanted = {s.split()[2]: s for s in made if s.startswith("CREATE TRIGGER")}
    for name in sorted(present.keys() | wanted.keys()):
        if name not in wanted:
            yield Finding("trigger", name, "not ours")
        elif present.get(name) != wanted[name]:
            yield Finding("trigger", name, "changed" if name in present else "missing")


def _versions(connection: Connection) -> Iterator[Finding]:
    """What the centre owns may be unwritten yet in an office's row; all else has a version."""
    for known in SYNCED.values():
        for group in known.groups:
            if group.owner == "centre" and not known.reference:
                continue
            wanted = f" AND {group.said('t')}" if group.sparse else ""
            missing = connection.exec_driver_sql(
                f"SELECT count(*) FROM {known.name} t WHERE NOT EXISTS (SELECT 1 FROM version v "  # noqa: S608  # registry names
                f"WHERE v.tbl = ? AND v.office = t.office AND v.id = t.id AND v.grp = ?){wanted}",
                (known.name, group.name),
            ).scalar_one()
            if missing:
                yield Finding("version", f"{known.name}.{group.name}", str(missing))


def _summary(connection: Connection) -> Iterator[Finding]:
    count = summary.wrong(connection)
    if count:
        yield Finding("summary", "person_now", str(count))


def _search(connection: Connection) -> Iterator[Finding]:
    for index in ("person_long", "person_short"):
        try:
            connection.exec_driver_sql(
                f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  # our own names
            )
        except DatabaseError as error:
            yield Finding("search", index, str(error.orig))
