"""The words of the group `gone`, and which rows they hide."""

from typing import Any, Final

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.store.registry import SYNCED

DELETED: Final = "deleted"
_MOVED: Final = "moved to "
_JOINED: Final = "joined with "


def moved_to(office: Id) -> str:
    """The word for a person who was moved to another office."""
    return f"{_MOVED}{office.hex()}"


def joined_with(row: Id) -> str:
    """The word for a double that is shown with the row it was joined with."""
    return f"{_JOINED}{row.hex()}"


def is_moved(word: str) -> bool:
    """Whether the row went to another office."""
    return word.startswith(_MOVED)


def joined_id(word: str) -> Id | None:
    """The row it was joined with, if it was."""
    return bytes.fromhex(word.removeprefix(_JOINED)) if word.startswith(_JOINED) else None


def above(raw: Any, table: str, office: Id, row: Id) -> list[tuple[str, Id, str]]:
    """(table, id, gone) of the row, its parents, and whom they are joined with."""
    out: list[tuple[str, Id, str]] = []
    todo = [(table, row)]
    while todo:
        name, key = todo.pop()
        known = SYNCED[name]
        parent = f"{known.parent}_id" if known.parent else "NULL"
        found = raw.execute(
            f"SELECT gone, {parent} FROM {name} WHERE office = ? AND id = ?",  # noqa: S608  # registry names
            (office, key),
        ).fetchone()
        if found is None or any((name, key) == (t, i) for t, i, _ in out):
            continue
        word, owner = found
        out.append((name, key, word))
        if known.parent:
            todo.append((known.parent, owner))
        if other := joined_id(word):
            todo.append((name, other))
    return out


def is_shown(raw: Any, table: str, office: Id, row: Id) -> bool:
    """Whether lists show the row. While a deletion is disputed, what it hides stays visible."""
    line = above(raw, table, office, row)
    for name, key, word in line:
        if is_moved(word) or (joined_id(word) and (name, key) == (table, row)):
            return False
        if word == DELETED and not _disputed(raw, name, office, key):
            return False
    return bool(line)


def shown_where(table: str, alias: str) -> str:
    """SQL that is true for rows whose own and parents' `gone` hide nothing (of joins: its own)."""
    known, parts, level = SYNCED[table], [_open(table, alias, own=True)], alias
    while known.parent:
        up = f"{level}_"
        parts.append(
            f"EXISTS (SELECT 1 FROM {known.parent} {up} WHERE {up}.office = {level}.office "  # noqa: S608  # registry names
            f"AND {up}.id = {level}.{known.parent}_id AND {_open(known.parent, up, own=False)}"
        )
        known, level = SYNCED[known.parent], up
    return " AND ".join(parts) + ")" * (len(parts) - 1)


def _open(table: str, alias: str, *, own: bool) -> str:
    joined = "" if own else f" OR {alias}.gone LIKE '{_JOINED}%'"
    return (
        f"({alias}.gone = ''{joined} OR ({alias}.gone = '{DELETED}' AND EXISTS ("  # noqa: S608  # registry names
        f"SELECT 1 FROM conflict q WHERE q.office = {alias}.office AND q.closed = 0 "
        f"AND q.about_table = '{table}' AND q.about_id = {alias}.id AND q.about_group = 'gone')))"
    )


def _disputed(raw: Any, table: str, office: Id, row: Id) -> bool:
    return (
        raw.execute(
            "SELECT 1 FROM conflict WHERE office = ? AND closed = 0 AND about_table = ? "
            "AND about_id = ? AND about_group = 'gone' LIMIT 1",
            (office, table, row),
        ).fetchone()
        is not None
    )
