"""Versioned tables of the law: read once from TOML, chosen by date, never changed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import cast

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused


class Certainty(StrEnum):
    """How sure a table is: wording known or two sources, one source, inferred, unconfirmed."""

    CONFIRMED = "C2"
    ONE_SOURCE = "C1"
    INFERRED = "INF"
    UNCONFIRMED = "U"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One version of one table of the law. `values` is nested, immutable, numbers as text."""

    name: str
    title: str
    regulation: str
    article: str
    since: date
    until: date | None
    year_only: bool
    certainty: Certainty
    version: int
    remark: str
    values: Mapping[str, object]

    @property
    def source(self) -> str:
        """Where a result comes from, for people."""
        begun = f"tahun {self.since.year}" if self.year_only else show_date(self.since)
        place = f"{self.regulation}, {self.article}" if self.article else self.regulation
        return f"{place}; {self.title}, tabel versi {self.version}, berlaku sejak {begun}"

    @property
    def note(self) -> str:
        """'menunggu konfirmasi BKPSDM' for what is inferred or unconfirmed, else empty."""
        sure = self.certainty in {Certainty.CONFIRMED, Certainty.ONE_SOURCE}
        return "" if sure else "menunggu konfirmasi BKPSDM"

    def covers(self, day: date) -> bool:
        """Whether this version is in force on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)

    def find(self, *path: str) -> object | None:
        """The value at `path`, or None."""
        here: object = self.values
        for step in path:
            inner = _mapping(here)
            if inner is None:
                return None
            here = inner.get(step)
        return here

    def has(self, *path: str) -> bool:
        """Whether there is a value at `path`."""
        return self.find(*path) is not None

    def text(self, *path: str) -> str:
        """The text at `path`; refuses KK-202 when it is missing."""
        value = self.find(*path)
        if isinstance(value, str):
            return value
        raise self._torn(path)

    def number(self, *path: str) -> Decimal:
        """The number at `path`, exact; refuses KK-202 when it is missing or no number."""
        try:
            return Decimal(self.text(*path))
        except InvalidOperation:
            raise self._torn(path) from None

    def whole(self, *path: str) -> int:
        """The whole number at `path`; refuses KK-202 otherwise."""
        value = self.number(*path)
        if value != value.to_integral_value():
            raise self._torn(path)
        return int(value)

    def texts(self, *path: str) -> tuple[str, ...]:
        """The list of texts at `path`; refuses KK-202 otherwise."""
        return tuple(str(item) for item in self._list(path))

    def dates(self, *path: str) -> frozenset[date]:
        """The list of dates at `path`; refuses KK-202 otherwise."""
        return frozenset(item for item in self._list(path) if isinstance(item, date))

    def rows(self, *path: str) -> "tuple[RuleTable, ...]":
        """The list of small tables at `path`, each with this table's source; refuses KK-202."""
        rows = (_mapping(item) for item in self._list(path))
        return tuple(self._part(row) for row in rows if row is not None)

    def names(self, *path: str) -> tuple[str, ...]:
        """The names at `path`, in the order of the file; refuses KK-202 when there are none."""
        here = _mapping(self.find(*path))
        if here is None:
            raise self._torn(path)
        return tuple(here)

    def _list(self, path: tuple[str, ...]) -> tuple[object, ...]:
        value = self.find(*path)
        if isinstance(value, tuple):
            return cast("tuple[object, ...]", value)
        raise self._torn(path)

    def _part(self, values: Mapping[str, object]) -> "RuleTable":
        head = (self.name, self.title, self.regulation, self.article, self.since, self.until)
        tail = (self.year_only, self.certainty, self.version, self.remark)
        return RuleTable(*head, *tail, values)

    def _torn(self, path: tuple[str, ...]) -> Refused:
        return Refused("KK-202", table=self.name, field=".".join(path) or "isi")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All tables of the law, every version of each."""

    versions: Mapping[str, tuple[RuleTable, ...]]

    def find(self, name: str, on: date) -> RuleTable | None:
        """The version of `name` in force on a day, or None."""
        return next((t for t in self.versions.get(name, ()) if t.covers(on)), None)

    def table(self, name: str, on: date) -> RuleTable:
        """The version of `name` in force on a day; refuses KK-200 when there is none."""
        found = self.find(name, on)
        if found is None:
            raise Refused("KK-200", table=name, date=show_date(on))
        return found

    def tables(self) -> tuple[RuleTable, ...]:
        """Every version of every table, for a list on screen."""
        return tuple(table for versions in self.versions.values() for table in versions)


def load_rules(folder: Path) -> RuleBook:
    """Read every `*.toml` of the folder.

    Refuses KK-201 (with the file) when a file is torn, a heading is missing, or two versions of
    a table are in force on the same day; KK-203 when the folder has no table at all.
    """
    found: dict[str, list[RuleTable]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text("utf-8"))
            for name, versions in content.items():
                found.setdefault(name, []).extend(_table(name, raw) for raw in versions)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError):
            raise Refused("KK-201", file=path.name) from None
    if not found:
        raise Refused("KK-203", folder=folder.name)
    for name, versions in found.items():
        versions.sort(key=lambda table: table.since)
        for older, newer in pairwise(versions):
            if older.covers(newer.since):
                raise Refused("KK-201", file=name)
    return RuleBook(MappingProxyType({name: tuple(tables) for name, tables in found.items()}))


def _table(name: str, raw: dict[str, object]) -> RuleTable:
    since, until, values = raw["from"], raw.get("until"), _mapping(_frozen(raw["values"]))
    if not isinstance(since, date) or not isinstance(until, date | None) or values is None:
        raise TypeError(name)
    return RuleTable(
        name=name,
        title=str(raw["title"]),
        regulation=str(raw["regulation"]),
        article=str(raw["article"]),
        since=since,
        until=until,
        year_only=raw.get("from_known") == "year",
        certainty=Certainty(str(raw["certainty"])),
        version=int(str(raw["version"])),
        remark=str(raw.get("remark", "")),
        values=values,
    )


def _mapping(value: object) -> Mapping[str, object] | None:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else None


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        items = cast("dict[str, object]", value)
        return MappingProxyType({key: _frozen(inner) for key, inner in items.items()})
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in cast("list[object]", value))
    return value
