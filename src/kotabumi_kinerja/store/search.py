"""Finding persons as one types: name fragments in any order, NIP, post and unit in one box."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Text,
    column,
    false,
    select,
    table,
    true,
)

from kotabumi_kinerja.store.schema import person_now

_TRIGRAM: Final = 3

Found = Row[*tuple[Any, ...]]


def matching(text: str) -> ColumnElement[bool]:
    """A condition on `person_now`: every word of `text` is found somewhere in the person.

    Words of three letters and more are found anywhere, shorter ones where a word begins. Nothing
    typed finds all; what has no letter or digit finds nobody. No input is an error.
    """
    if not text.strip():
        return true()
    long, short = words_of(text)
    if not long and not short:
        return false()
    parts: list[ColumnElement[bool]] = []
    if long:
        parts.append(person_now.c.n.in_(_rows("person_long", long_query(long))))
    if short:
        parts.append(person_now.c.n.in_(_rows("person_short", short_query(short))))
    condition = parts[0]
    for part in parts[1:]:
        condition &= part
    return condition


def by_name(text: str, *columns: Any) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int]]:
    """A query for `columns` of the persons found, and the column that orders them by name.

    Page it by that column (`paging.page(query, [order], …)`): rows stream from the index in the
    order of names, so the first page costs the same for a frequent word as for a rare one.
    """
    long, short = words_of(text)
    if not long and not short:
        return select(*columns).where(matching(text)), person_now.c.n
    index, query = (
        ("person_long", long_query(long)) if long else ("person_short", short_query(short))
    )
    found = table(index, column("rowid", Integer), column(index))
    joined = found.join(person_now, person_now.c.n == found.c.rowid)
    made = select(*columns).select_from(joined).where(found.c[index].op("MATCH")(query))
    if long and short:
        made = made.where(person_now.c.n.in_(_rows("person_short", short_query(short))))
    return made, found.c.rowid


def first(connection: Connection, text: str, size: int) -> Sequence[Found]:
    """The first `size` persons found, by name: id, name, NIP, post and unit.

    For the box that finds as one types: no query is composed, so it costs little above FTS5.
    """
    long, short = words_of(text)
    also, values = "", [long_query(long)]
    if long and short:
        # The plus keeps SQLite from asking the long index anew for each of the short one.
        also = "AND +f.rowid IN (SELECT rowid FROM person_short WHERE person_short MATCH ?) "
        values.append(short_query(short))
    elif short:
        values = [short_query(short)]
    elif not long:
        return []
    index = "person_long" if long else "person_short"
    return connection.exec_driver_sql(
        f"SELECT p.id, p.name, p.nip, p.post, p.unit_name FROM {index} f "  # noqa: S608  # our own names
        f"CROSS JOIN person_now p ON p.n = f.rowid WHERE f.{index} MATCH ? {also}"
        "ORDER BY f.rowid LIMIT ?",
        (*values, size),
    ).fetchall()


def words_of(text: str) -> tuple[list[str], list[str]]:
    """The words of three letters and more, and the shorter ones.

    Neighbouring numbers are one: '19850312 200901 1 003' is a NIP with spaces.
    """
    words: list[str] = []
    joined = False
    for raw in unicodedata.normalize("NFC", text.replace("\0", " ")).split():
        word = _stripped(raw)
        if not word:
            continue
        digits = word.isdecimal()
        if digits and joined:
            words[-1] += word
        else:
            words.append(word)
        joined = digits
    long = [w for w in words if len(w) >= _TRIGRAM]
    short: list[str] = []
    for word in words:
        if len(word) < _TRIGRAM:
            short.extend(part for part in _parts(word) if part)
    return long, short


def long_query(words: list[str]) -> str:
    """The FTS5 expression that wants every word, quoted so that nothing in it is an operator."""
    return " ".join(_quoted(w) for w in words)


def short_query(words: list[str]) -> str:
    """The FTS5 expression that wants a word beginning with each."""
    return " ".join(f"{_quoted(w)}*" for w in words)


def _rows(index: str, query: str) -> Select[int]:
    rows, every = column("rowid", Integer), column(index, Text)
    return select(rows).select_from(table(index)).where(every.op("MATCH")(query))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _stripped(word: str) -> str:
    """Without the marks around it: 'Al,' is 'Al'."""
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end]


def _parts(word: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in word).split()
