"""One ready line a person (latest post, latest rater) and the search index, caught up at commit.

Triggers only note whose line is stale; `catch_up` makes the lines anew. Latest means the greatest
`since`, also when it lies ahead; of raters, one without an end goes first. `person_now.n` numbers
the persons in the order of their names: it is the rowid of the search index too, so a search gives
names in order without sorting, and a list is paged by this one number. It changes with the name
and at a rebuild, so it is never kept.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from kotabumi_kinerja.store.journal import BULK

_SEARCH: Final = (
    """CREATE VIRTUAL TABLE person_long USING fts5(words, nip, content='person_now',
    content_rowid='n', tokenize='trigram remove_diacritics 1')""",
    """CREATE VIRTUAL TABLE person_short USING fts5(words, content='person_now',
    content_rowid='n', tokenize='unicode61 remove_diacritics 2', prefix='1 2')""",
)

_COLUMNS: Final = (
    "office, id, name, front, back, nip, employment_id, since, status, standing, golongan, post, "
    "post_kind, jenjang, eselon, unit_id, unit_name, contract_until, leaving, rater_id, "
    "rater_kind, rater_until, rater_name, words"
)

_LINES: Final = """
SELECT p.office, p.id, p.name, p.front, p.back, p.nip,
  e.id, e.since, e.status, coalesce(e.standing, ''), coalesce(e.golongan, ''),
  coalesce(e.post, ''), e.post_kind, e.jenjang, e.eselon, e.unit_id,
  coalesce(nullif(u.name, ''), e.unit_name, '') AS unit, e.contract_until, e.leaving,
  r.official_id, r.kind, r.until, coalesce(o.name, ''),
  p.name || char(10) || coalesce(e.post, '') || char(10)
    || coalesce(nullif(u.name, ''), e.unit_name, '')
FROM {source}
LEFT JOIN employment e ON e.office = p.office AND e.id = (
  SELECT x.id FROM employment x WHERE x.office = p.office AND x.person_id = p.id AND x.gone = ''
  ORDER BY x.since DESC, x.id DESC LIMIT 1)
LEFT JOIN unit u ON u.office = e.office AND u.id = e.unit_id
LEFT JOIN rater r ON r.office = p.office AND r.id = (
  SELECT x.id FROM rater x WHERE x.office = p.office AND x.person_id = p.id AND x.gone = ''
  ORDER BY x.until IS NULL DESC, x.since DESC, x.id DESC LIMIT 1)
LEFT JOIN official o ON o.office = r.office AND o.id = r.official_id
WHERE p.gone = '' OR p.gone = 'deleted' AND EXISTS (
  SELECT 1 FROM conflict c WHERE c.office = p.office AND c.about_id = p.id AND c.closed = 0
  AND c.about_table = 'person' AND c.about_group = 'gone' AND c.gone = '')
"""

_PRESENT: Final = f"SELECT {_COLUMNS} FROM person_now"  # noqa: S608  # our own names
_ORDER: Final = "name COLLATE NOCASE, id, office"
_GAP: Final = 1 << 32
"""Room between neighbours when all lines are numbered anew."""
_STEP: Final = 1 << 20
"""Room left before a line that comes in between, when there is enough."""
_FEW: Final = 100
_USUAL: Final = 1 << 20
"""Bytes of words that FTS5 holds before it writes them."""
_MUCH: Final = 16 << 20

Line = tuple[Any, ...]


def statements() -> Iterator[str]:
    """The search index and the triggers that note stale lines."""
    yield from _SEARCH
    key = "OLD.office AS office, OLD.id AS id UNION SELECT NEW.office, NEW.id"
    yield _mark("person", "INSERT", "NEW.office AS office, NEW.id AS id")
    yield _mark("person", "UPDATE OF office, id, gone, name, front, back, nip", key)
    for table in ("employment", "rater"):
        yield _mark(table, "INSERT", "NEW.office AS office, NEW.person_id AS id")
        yield _mark(
            table,
            "UPDATE",
            "OLD.office AS office, OLD.person_id AS id UNION SELECT NEW.office, NEW.person_id",
        )
    for table, link in (("official", "rater_id"), ("unit", "unit_id")):
        whose = f"office, id FROM person_now WHERE office = NEW.office AND {link} = NEW.id"
        yield _mark(table, "INSERT", whose)
        yield _mark(table, "UPDATE OF name", whose)
    about = "NEW.office AS office, NEW.about_id AS id WHERE NEW.about_table = 'person'"
    yield _mark("conflict", "INSERT", about)
    yield _mark("conflict", "UPDATE OF closed, gone", about)


def mark(connection: Connection, table: str, after: int) -> None:
    """Note the persons of all rows of `table` above rowid `after`: for bulk loads."""
    whose = {"person": "id", "employment": "person_id", "rater": "person_id"}.get(table)
    if whose:
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO person_stale SELECT office, {whose} FROM {table} "  # noqa: S608  # our own names
            f"WHERE rowid > ? AND {whose} IS NOT NULL ORDER BY office, {whose}",
            (after,),
        )
    elif table in ("official", "unit"):
        link = "rater_id" if table == "official" else "unit_id"
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO person_stale SELECT p.office, p.id FROM person_now p "  # noqa: S608  # our own names
            f"JOIN {table} t ON t.office = p.office AND t.id = p.{link} WHERE t.rowid > ?",
            (after,),
        )


def catch_up(connection: Connection) -> None:
    """Make the stale lines and their search entries anew; done at the end of every change."""
    run = connection.exec_driver_sql
    stale = int(run("SELECT count(*) FROM person_stale").scalar_one())
    if not stale:
        return
    every = int(run("SELECT count(*) FROM person_now").scalar_one()) if stale > _FEW else 0
    if stale > _FEW and 3 * stale > every:
        rebuild(connection)
        return
    old = run(
        "SELECT n, words, nip, name, office, id "
        "FROM person_now JOIN person_stale USING (office, id)"
    ).all()
    source = "person_stale s JOIN person p ON p.office = s.office AND p.id = s.id"
    new = run(f"SELECT * FROM ({_LINES.format(source=source)}) ORDER BY {_ORDER}").all()  # noqa: S608  # our own SQL
    run("DELETE FROM person_stale")
    for n, words, nip, *_ in old:
        run(
            "INSERT INTO person_long(person_long, rowid, words, nip) VALUES ('delete', ?, ?, ?)",
            (n, words, nip),
        )
        run(
            "INSERT INTO person_short(person_short, rowid, words) VALUES ('delete', ?, ?)",
            (n, words),
        )
        run("DELETE FROM person_now WHERE n = ?", (n,))
    # Who keeps a place takes it before a newcomer can.
    kept = {(office, id_, name): n for n, _, _, name, office, id_ in old}
    lines = sorted((tuple(line) for line in new), key=lambda x: (x[0], x[1], x[2]) not in kept)
    if not all(_enter(connection, line, kept) for line in lines):
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """All lines and the whole search index anew: after a bulk load, a migration or a repair."""
    run = connection.exec_driver_sql
    run("DELETE FROM person_stale")
    run("DELETE FROM person_now")
    # Rows of a new table are numbered as they come; a window function copies each once more.
    run("DROP TABLE IF EXISTS temp.sorted_line")
    run(
        f"CREATE TEMP TABLE sorted_line AS "  # noqa: S608  # our own SQL
        f"SELECT * FROM ({_LINES.format(source='person p')}) ORDER BY {_ORDER}"
    )
    run(
        f"INSERT INTO person_now(n, {_COLUMNS}) SELECT rowid * {_GAP}, * "  # noqa: S608  # our own SQL
        f"FROM temp.sorted_line ORDER BY rowid"
    )
    run("DROP TABLE temp.sorted_line")
    for index in ("person_long", "person_short"):
        # More words held in memory make fewer parts that must be merged afterwards.
        run(f"INSERT INTO {index}({index}, rank) VALUES ('hashsize', {_MUCH})")  # noqa: S608  # our own names
        run(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608  # our own names
        run(f"INSERT INTO {index}({index}, rank) VALUES ('hashsize', {_USUAL})")  # noqa: S608  # our own names


def _enter(connection: Connection, line: Line, kept: dict[tuple[bytes, bytes, str], int]) -> bool:
    """One line in its place among the names; False when there is no room between neighbours."""
    run = connection.exec_driver_sql
    office, id_, name, nip, words = line[0], line[1], line[2], line[5], line[-1]
    n = kept.get((office, id_, name)) or _place(connection, name, id_, office)
    if n is None:
        return False
    run(f"INSERT INTO person_now(n, {_COLUMNS}) VALUES (?{', ?' * len(line)})", (n, *line))  # noqa: S608  # our own names
    run("INSERT INTO person_long(rowid, words, nip) VALUES (?, ?, ?)", (n, words, nip))
    run("INSERT INTO person_short(rowid, words) VALUES (?, ?)", (n, words))
    return True


def _place(connection: Connection, name: str, id_: bytes, office: bytes) -> int | None:
    run = connection.exec_driver_sql
    before = run(
        "SELECT n FROM person_now WHERE (name, id, office) < (?, ?, ?) "
        "ORDER BY name DESC, id DESC, office DESC LIMIT 1",
        (name, id_, office),
    ).scalar()
    after = run("SELECT min(n) FROM person_now WHERE n > ?", (before or 0,)).scalar()
    if after is None:
        return int(before or 0) + _GAP
    room = int(after) - int(before or 0)
    return int(before or 0) + min(room // 2, _STEP) if room > 1 else None


def wrong(connection: Connection) -> int:
    """How many lines differ from what `rebuild` would make, or stand in the wrong place."""
    made = _LINES.format(source="person p")
    parts = [
        f"SELECT count(*) FROM (SELECT * FROM ({left}) EXCEPT SELECT * FROM ({right}))"  # noqa: S608  # our own SQL
        for left, right in ((made, _PRESENT), (_PRESENT, made))
    ]
    parts.append(
        f"SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY n) AS a, "  # noqa: S608  # our own SQL
        f"row_number() OVER (ORDER BY {_ORDER}) AS b FROM person_now) WHERE a <> b"
    )
    return sum(int(connection.exec_driver_sql(p).scalar_one()) for p in parts)


def _mark(table: str, when: str, whose: str) -> str:
    verb = when.split(maxsplit=1)[0].lower()
    return (
        f"CREATE TRIGGER {table}_{verb}_stale AFTER {when} ON {table} "  # noqa: S608  # our own names
        f"WHEN (SELECT mode FROM now) <> {BULK} BEGIN INSERT INTO person_stale "
        f"SELECT w.office, w.id FROM (SELECT {whose}) w WHERE w.id IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM person_stale z WHERE z.office = w.office AND z.id = w.id); END"
    )
