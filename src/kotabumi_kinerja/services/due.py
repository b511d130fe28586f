"""What comes up for people: retirement, end of contract, next rank, next salary step.

The days of everybody are worked out once after a change and kept; lists and counts only look.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, false, func, select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.positions import Position
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.rules import RuleTable
from kotabumi_kinerja.domain.staff import Status, retirement_day, retirement_rule
from kotabumi_kinerja.domain.steps import (
    Ranked,
    RankRule,
    SalaryRule,
    counted_from,
    horizons,
    next_rank,
    next_salary,
    rank_rule,
    salary_rule,
    until,
)
from kotabumi_kinerja.services.posts import held
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import change_set, employment, journal, person, person_now

_FEW: Final = 500
"""So many changed people are worked out one by one; more of them all together."""


class DueKind(StrEnum):
    """What comes up; the values are the keys of the chips."""

    RETIREMENT = "retiring"
    CONTRACT = "ending"
    RANK = "rank"
    SALARY = "salary"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "retiring": "Akan pensiun",
            "ending": "Kontrak berakhir",
            "rank": "Kenaikan pangkat",
            "salary": "KGB",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that comes up for one person, with the rule that says so.

    `note`: 'menunggu konfirmasi BKPSDM' where the rule is not certain.
    """

    kind: DueKind
    day: date
    what: str
    why: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """A hint in a list of people."""

    person: Id
    nip: str
    name: str
    post: str
    unit: str
    hint: Hint


class DueList:
    """What comes up for everybody who works here.

    The first look at 8,000 people takes a good part of a second: a window lets a job `prepare`
    it. After a change only the people whom it touched are worked out anew.
    """

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._kept: _Kept | None = None

    @property
    def ready(self) -> bool:
        """Whether a look is quick now."""
        return self._kept is not None and self._kept.day == self._work.today()

    def prepare(self) -> None:
        """Work out whatever is not known yet; may run in a job."""
        self._look()

    def months(self) -> tuple[int, ...]:
        """How far a list may look ahead: 6, 12 and 24 months."""
        return horizons(self._work.rules, self._work.today())

    def ids(self, kind: DueKind, months: int) -> list[Id]:
        """Who, the nearest day first; what lies in the past is due too."""
        last = until(self._work.today(), months)
        found = self._look().by_kind[kind]
        return [key for _, key in found[: bisect_right(found, last, key=itemgetter(0))]]

    def counts(self, months: int) -> Mapping[DueKind, int]:
        """How many of each kind."""
        return {kind: len(self.ids(kind, months)) for kind in DueKind}

    def where(self, kind: DueKind, months: int) -> ColumnElement[bool]:
        """SQL on `person_now`: is in that list."""
        keys = self.ids(kind, months)
        if not keys:
            return false()
        words = "[" + ",".join(f'"{key.hex().upper()}"' for key in keys) + "]"
        listed = func.json_each(words).table_valued("value")
        return func.hex(person_now.c.id).in_(select(listed.c.value))

    def lines(self, months: int, kind: DueKind | None = None) -> Sequence[DueLine]:
        """The list for reading, the nearest day first."""
        kinds = list(DueKind) if kind is None else [kind]
        wanted = {key for k in kinds for key in self.ids(k, months)}
        last = until(self._work.today(), months)
        known, found = _Rules(self._work), list[DueLine]()
        with self._work.database.read() as connection:
            for row in connection.execute(_query(self._work)):
                if row.id in wanted:
                    found += (
                        _line(row, hint)
                        for hint in _hints(known, self._work, row)
                        if hint.kind in kinds and hint.day <= last
                    )
        return sorted(found, key=lambda line: (line.hint.day, line.name, line.person))

    def _look(self) -> "_Kept":
        kept, today = self._kept, self._work.today()
        with self._work.database.read() as connection:
            change = connection.scalar(select(func.max(change_set.c.id))) or 0
            if kept is not None and (kept.change, kept.day) == (change, today):
                return kept
            touched = (
                _touched(connection, self._work, kept.change)
                if kept is not None and kept.day == today
                else None
            )
            days = _days(connection, self._work, touched)
        old: Mapping[DueKind, list[tuple[date, Id]]]
        old = kept.by_kind if kept is not None and touched is not None else {}
        self._kept = _Kept(change, today, _merged(old, touched or set(), days))
        return self._kept


@dataclass(frozen=True, slots=True)
class _Kept:
    """Who is due on which day, by kind, as of one change and one day."""

    change: int
    day: date
    by_kind: Mapping[DueKind, list[tuple[date, Id]]]


def _merged(
    old: Mapping[DueKind, list[tuple[date, Id]]], anew: set[Id], days: Mapping[Id, "_Days"]
) -> dict[DueKind, list[tuple[date, Id]]]:
    """The lists of before without the people looked at `anew`, and theirs; each by day."""
    made = {kind: [due for due in old.get(kind, ()) if due[1] not in anew] for kind in DueKind}
    for key, found in days.items():
        for kind, due in found:
            made[kind].append((due, key))
    for listed in made.values():
        listed.sort()
    return made


def hints(work: Workspace, key: Id) -> list[Hint]:
    """What comes up for one person, however far ahead; the nearest first."""
    with work.database.read() as connection:
        row = connection.execute(_query(work).where(person_now.c.id == key)).first()
    return (
        sorted(_hints(_Rules(work), work, row), key=lambda hint: hint.day)
        if row is not None
        else []
    )


_Days = tuple[tuple[DueKind, date], ...]
_Rule = SalaryRule | RankRule | tuple[int, RuleTable] | None


class _Rules:
    """The rules of one day, each read once for all who share it."""

    def __init__(self, work: Workspace) -> None:
        rules, on = work.rules, work.today()

        @cache
        def position(post: str, kind: str | None) -> Position:
            return held(post, kind, rules, on)

        @cache
        def age(post: str, kind: str | None) -> tuple[int, RuleTable] | None:
            return retirement_rule(position(post, kind), rules, on)

        @cache
        def salary(status: str, golongan: str, first: str) -> SalaryRule | None:
            return salary_rule(Status(status), golongan, _golongan(first), rules, on)

        @cache
        def rank(
            status: str, golongan: str, post: str, kind: str | None, education: str
        ) -> RankRule | None:
            who = Ranked(Status(status), golongan, position(post, kind), education)
            return rank_rule(who, rules, on)

        self.age, self.salary, self.rank = age, salary, rank


def _query(work: Workspace) -> Select[Any]:
    """Everybody who works here with what the rules ask for."""
    p, n, e = person.c, person_now.c, employment.c
    heading = "GOL AWAL NAMA"
    said = case(
        (func.instr(p.source, heading) > 0, func.json_extract(p.source, f'$."{heading}"')), else_=""
    )
    columns: list[ColumnElement[Any]] = [n.id, n.post, n.post_kind]
    columns += [func.coalesce(n.status, "").label("status"), n.golongan, n.contract_until]
    columns += [p.born, p.education_level, e.golongan_since, e.service_since, e.contract_since]
    columns += [func.coalesce(said, "").label("first"), n.nip, n.front, n.name, n.back, n.unit_name]
    return (
        select(*columns)
        .join_from(person_now, person, and_(p.office == n.office, p.id == n.id))
        .outerjoin(employment, and_(e.office == n.office, e.id == n.employment_id))
        .where(n.office == work.database.office, present(work))
    )


def _touched(connection: Connection, work: Workspace, after: int) -> set[Id] | None:
    """Whom changes after one have touched; None when they are too many to look at one by one."""
    j, e = journal.c, employment.c
    rows = connection.execute(
        select(j.tbl, j.id)
        .where(j.change_set > after, j.tbl.in_(("person", "employment")))
        .order_by(j.change_set)
        .limit(_FEW + 1)
    ).all()
    if len(rows) > _FEW:
        return None
    lines = [row.id for row in rows if row.tbl == "employment"]
    owners = select(e.person_id).where(e.office == work.database.office, e.id.in_(lines))
    return {row.id for row in rows if row.tbl == "person"} | set(connection.scalars(owners))


def _days(connection: Connection, work: Workspace, only: set[Id] | None) -> dict[Id, _Days]:
    known, today, query = _Rules(work), work.today(), _query(work)
    if only is not None:
        query = query.where(person_now.c.id.in_(only))
    rows = connection.execute(query)
    return {row[0]: tuple((kind, day) for kind, day, _ in _due(known, row, today)) for row in rows}


def _due(known: _Rules, row: Sequence[Any], today: date) -> list[tuple[DueKind, date, _Rule]]:
    key, post, kind, status, golongan, ends, born, education, ranked, began, hired, first, *_ = row
    del key
    found: list[tuple[DueKind, date, _Rule]] = []
    if born and (age := known.age(post, kind)):
        found.append((DueKind.RETIREMENT, retirement_day(born, age[0]), age))
    if ends:
        found.append((DueKind.CONTRACT, ends, None))
    if status and (begun := began or hired) and (step := known.salary(status, golongan, first)):
        found.append((DueKind.SALARY, next_salary(begun, step, today), step))
    if status and ranked and (rise := known.rank(status, golongan, post, kind, education)):
        found.append((DueKind.RANK, next_rank(ranked, rise), rise))
    return found


def _hints(known: _Rules, work: Workspace, row: Row[Any]) -> Iterator[Hint]:
    today = work.today()
    for kind, day, rule in _due(known, row, today):
        if kind is DueKind.CONTRACT:
            yield Hint(kind, day, "Kontrak berakhir", "Tanggal akhir kontrak yang tercatat", "", "")
        elif isinstance(rule, SalaryRule):
            why = f"{rule.why}; {counted_from(row.service_since or row.contract_since)}"
            yield Hint(kind, day, "Kenaikan gaji berkala", why, rule.source, rule.note)
        elif isinstance(rule, RankRule):
            rank = show_rank(parse_golongan(rule.golongan), work.rules, today)
            why = f"{rule.why}; {row.golongan} sejak {show_date(row.golongan_since)}"
            yield Hint(kind, day, f"Naik ke {rank}", why, rule.source, rule.note)
        elif rule is not None:
            years, table = rule
            yield Hint(kind, day, "Pensiun", f"BUP {years} tahun", table.source, table.note)


def _line(row: Row[Any], hint: Hint) -> DueLine:
    name = full_name(row.front, row.name, row.back)
    return DueLine(row.id, row.nip, name, row.post, row.unit_name, hint)


def _golongan(text: str) -> str:
    try:
        return parse_golongan(text).code if text else ""
    except Refused:
        return ""
