"""Rows of the staff list: what a line holds, how it is read, found and ordered in SQL."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import Column, ColumnElement, FromClause, and_

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.store import search
from kotabumi_kinerja.store.schema import employment, person, person_now


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the staff list."""

    id: Id
    anchor: Anchor
    nip: str
    name: str
    full_name: str
    status: str
    golongan: str
    post: str
    unit: str
    rater: str
    front: str = ""
    back: str = ""
    born: date | None = None
    birthplace: str = ""
    sex: str = ""
    education: str = ""
    golongan_since: date | None = None
    post_since: date | None = None
    jenjang: str = ""
    eselon: str = ""
    post_kind: str | None = None
    contract_until: date | None = None
    nik: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    standing: str = ""


def row_of(line: Sequence[Any], anchor: Anchor) -> StaffRow:
    """The row of one line read by `COLUMNS`."""
    (
        _, key, nip, name, front, back, status, golongan, post, post_kind, unit, rater, jenjang,
        eselon, ends, standing, born, birthplace, sex, education, nik, phone, email, address,
        ranked, began,
    ) = cast("list[Any]", line)  # fmt: skip
    return StaffRow(
        id=key,
        anchor=anchor,
        nip=nip,
        name=name,
        full_name=full_name(front, name, back),
        status=status or "",
        golongan=golongan,
        post=post,
        unit=unit,
        rater=rater.partition(",")[0],
        front=front,
        back=back,
        born=_day(born),
        birthplace=birthplace or "",
        sex=sex or "",
        education=education or "",
        golongan_since=_day(ranked),
        post_since=_day(began),
        jenjang=jenjang or "",
        eselon=eselon or "",
        post_kind=post_kind,
        contract_until=_day(ends),
        nik=nik or "",
        phone=phone or "",
        email=email or "",
        address=address or "",
        standing=standing,
    )


_n, _p, _e = person_now.c, person.c, employment.c
SORTS: Final[Mapping[str, tuple[ColumnElement[Any], ...]]] = {
    "nip": (_n.nip,),
    "status": (_n.status,),
    "golongan": (_n.golongan,),
    "post": (_n.post,),
    "unit": (_n.unit_name,),
    "rater": (_n.rater_name,),
    "jenjang": (_n.jenjang,),
    "eselon": (_n.eselon,),
    "contract_until": (_n.contract_until,),
    "standing": (_n.standing,),
    "front": (_p.front,),
    "back": (_p.back,),
    "born": (_p.born,),
    "birthplace": (_p.birthplace,),
    "sex": (_p.sex,),
    "education_level": (_p.education_level,),
    "nik": (_p.nik,),
    "phone": (_p.phone,),
    "email": (_p.email,),
    "address": (_p.address,),
    "golongan_since": (_e.golongan_since,),
    "post_since": (_e.post_since,),
}
"""Sort keys and their columns; the rest is ordered by name, which is `n`."""

COLUMNS: Final = """
s.n, s.id, s.nip, s.name, s.front, s.back, s.status, s.golongan, s.post, s.post_kind, s.unit_name,
s.rater_name, s.jenjang, s.eselon, s.contract_until, s.standing, p.born, p.birthplace, p.sex,
p.education_level, p.nik, p.phone, p.email, p.address, e.golongan_since, e.post_since
"""
BESIDE: Final = """
LEFT JOIN person p ON p.office = s.office AND p.id = s.id
LEFT JOIN employment e ON e.office = s.office AND e.id = s.employment_id
"""
HERE: Final = "WHERE s.office = ? AND (coalesce(s.leaving, '') = '' OR s.since > ?)"
"""`present` for the bare driver: its marks are the office and today in ISO."""
READ: Final = f"SELECT {COLUMNS} FROM json_each(?) j JOIN person_now s ON s.n = j.value {BESIDE}"  # noqa: S608  # our own names


_SHORT: Final = "SELECT rowid FROM person_short WHERE person_short MATCH ?"


def lines_found(text: str, *, numbers_only: bool = False) -> tuple[str | None, tuple[str, ...]]:
    """FROM and the values of its marks: the lines that `text` finds; None: nobody."""
    if not text.strip():
        return "person_now s", ()
    long, short = search.words_of(text)
    if not long and not short:
        return None, ()
    index = "person_long" if long else "person_short"
    asked = [search.long_query(long) if long else search.short_query(short)]
    # A join's condition may ask the index as well as WHERE, which the callers go on with.
    found = f"f.{index} MATCH ?"
    if long and short:
        # The plus keeps SQLite from asking the long index anew for each of the short one.
        found += f" AND +f.rowid IN ({_SHORT})"
        asked.append(search.short_query(short))
    if numbers_only:
        return f"{index} f WHERE {found}", tuple(asked)
    return f"{index} f CROSS JOIN person_now s ON s.n = f.rowid AND {found}", tuple(asked)


def needs_both(query: Query) -> bool:
    """Whether both indices must be asked, for everybody who works here."""
    long, short = search.words_of(query.text)
    return bool(long and short) and not query.chip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def word_begins(short: Sequence[str]) -> Callable[[str], bool]:
    """Whether each of these begins some word of a text, as the short index (unicode61) sees it."""
    patterns = [re.compile(rf"(?<![^\W_]){re.escape(_folded(word))}") for word in short]

    def begins(text: str) -> bool:
        folded = _folded(text)
        return all(pattern.search(folded) for pattern in patterns)

    return begins


def _folded(text: str) -> str:
    """Small letters without their marks."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


def order_of(query: Query) -> list[ColumnElement[Any]]:
    """The columns that the order compares, the number last."""
    return [*SORTS.get(query.sort, ()), person_now.c.n]


def joined(order: Sequence[ColumnElement[Any]]) -> FromClause:
    """The ready lines, with the tables beside them that the order compares."""
    tables = {column.table.name for column in order if isinstance(column, Column)}
    lines: FromClause = person_now
    if "person" in tables:
        lines = lines.outerjoin(person, and_(_p.office == _n.office, _p.id == _n.id))
    if "employment" in tables:
        same = and_(_e.office == _n.office, _e.id == _n.employment_id)
        lines = lines.outerjoin(employment, same)
    return lines
