"""Matriks Peran dan Hasil: which result of a leader is carried by whom, and what is left over.

Source: PermenPANRB 6/2022 (the leader's results are broken down into intermediate results of each
person). That an RHK which supports the leader's RHK k is the cell of column k is [INF].
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState


class Band(StrEnum):
    """The levels of the matrix, from the top."""

    LEADER = "PIMPINAN"
    HEADS = "KETUA TIM / KOORDINATOR"
    MEMBERS = "ANGGOTA"


@dataclass(frozen=True, slots=True)
class Role:
    """One RHK of somebody below: which RHK above it supports, by id or (not yet) by its words."""

    id: Id
    text: str
    above: Id | None
    above_text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the matrix. `state` None: no SKP yet. `rater`: who rates him inside the rows.

    `rater` None: the leader himself.
    """

    person: Id
    name: str
    post: str
    band: Band
    rater: Id | None
    plan: Id | None
    state: PlanState | None
    roles: tuple[Role, ...]

    @property
    def editable(self) -> bool:
        """Whether his part may be written: a draft, or no SKP yet."""
        return self.state in (None, PlanState.DRAFT)


@dataclass(frozen=True, slots=True)
class Above:
    """One RHK of the leader, a column; `id` None: only words so far, the leader has no such RHK."""

    id: Id | None
    text: str
    measures: tuple[str, ...] = ()

    @property
    def temporary(self) -> bool:
        """Whether people name it and the leader's SKP does not have it."""
        return self.id is None


class Part(NamedTuple):
    """A contribution in a cell; `via` names whose result stands between, '' when it is direct."""

    role: Role
    via: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns, rows and what stands where they meet; `parts` by (row, column), both from 0."""

    columns: tuple[Above, ...]
    lines: tuple[Line, ...]
    parts: Mapping[tuple[int, int], tuple[Part, ...]]

    def at(self, row: int, column: int) -> tuple[Part, ...]:
        """What the person contributes to that result."""
        return self.parts.get((row, column), ())

    @property
    def owners(self) -> tuple[int, ...]:
        """How many people carry each result."""
        counts = [0] * len(self.columns)
        for _, column in self.parts:
            counts[column] += 1
        return tuple(counts)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Columns that nobody carries."""
        return tuple(at for at, count in enumerate(self.owners) if not count)

    @property
    def orphans(self) -> tuple[int, ...]:
        """Rows of people who contribute to none of the results."""
        carrying = {row for row, _ in self.parts}
        return tuple(at for at in range(len(self.lines)) if at not in carrying)


@lru_cache(maxsize=20_000)  # the same words come again in every row
def words_of(text: str) -> str:
    """What two texts of a result are compared by: small letters, single spaces, no full stop."""
    return " ".join(text.split()).casefold().rstrip(".; ")


def matrix(above: Sequence[Above], lines: Sequence[Line]) -> Matrix:
    """Put every RHK into the columns that it supports, directly or through those above it.

    An RHK is tied by id, else by its words: to a result of one's own rater, then to one of the
    leader's. Words of people directly below that nobody has as a result become columns at the end.
    """
    columns = (*above, *_named(above, lines))
    finder = _Finder(columns, lines)
    parts: dict[tuple[int, int], list[Part]] = defaultdict(list)
    for row, line in enumerate(lines):
        for role in line.roles:
            found = finder.column_of(line, role)
            if found is not None:
                column, via = found
                parts[row, column].append(Part(role, via))
    return Matrix(columns, tuple(lines), {at: tuple(p) for at, p in parts.items()})


def _named(above: Sequence[Above], lines: Sequence[Line]) -> list[Above]:
    known = {words_of(column.text) for column in above}
    ids = {column.id for column in above if column.id is not None}
    made: list[Above] = []
    for line in lines:
        for role in line.roles if line.rater is None else ():
            words = words_of(role.above_text) if role.above not in ids else ""
            if words and words not in known:
                known.add(words)
                made.append(Above(None, " ".join(role.above_text.split())))
    return made


class _Finder:
    """Follows an RHK upwards to the leader's columns."""

    def __init__(self, columns: Sequence[Above], lines: Sequence[Line]) -> None:
        self._ids: dict[Id | None, int] = {
            column.id: at for at, column in enumerate(columns) if column.id is not None
        }
        self._words: dict[str, int] = {}
        for at, column in enumerate(columns):
            self._words.setdefault(words_of(column.text), at)
        self._lines = {line.person: line for line in lines}
        self._roles = {role.id: (line, role) for line in lines for role in line.roles}
        self._by_words: dict[tuple[Id, str], Id] = {}
        for line in lines:
            for role in line.roles:
                self._by_words.setdefault((line.person, words_of(role.text)), role.id)

    def column_of(self, line: Line, role: Role) -> tuple[int, str] | None:
        """The column of one RHK, with the name of who stands between; None when it has none."""
        direct = self._ids.get(role.above)
        if direct is not None:
            return direct, ""
        between = self._between(line, role)
        if between is not None:
            found = self._climb(between)
            if found is not None:
                return found, self._roles[between][0].name
        at = self._words_at(role)
        return None if at is None else (at, "")

    def _words_at(self, role: Role) -> int | None:
        words = words_of(role.above_text)
        return self._words.get(words) if words else None

    def _between(self, line: Line, role: Role) -> Id | None:
        """The RHK of somebody in the rows that this one supports."""
        if role.above is not None and role.above in self._roles:
            return role.above
        if line.rater is None or not role.above_text.strip():
            return None
        return self._by_words.get((line.rater, words_of(role.above_text)))

    def _climb(self, key: Id) -> int | None:
        """The column at the top of a chain; None when it ends before, or runs in a ring."""
        passed: set[Id] = set()
        while key not in passed:
            passed.add(key)
            line, role = self._roles[key]
            if role.above in self._ids:
                return self._ids[role.above]
            between = self._between(line, role)
            if between is None:
                return self._words_at(role)
            key = between
        return None
