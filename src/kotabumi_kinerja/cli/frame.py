"""How a command is declared, run and answered, as words or as JSON."""

import argparse
import dataclasses
import enum
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from kotabumi_kinerja.bootstrap import Program
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services.workspace import Workspace

Options = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command says: lines for people, `data` for `--json`.

    `refused`: nothing was done after all; the lines say why.
    """

    lines: tuple[str, ...]
    data: object = None
    refused: Refused | None = None


OnOffice = Callable[[Workspace, Options], Reply]
OnProgram = Callable[[Program, Options], Reply]


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands of one matter, e.g. 'staff': declared by its file, run by `main`."""

    parsers: Any  # argparse keeps the type of add_subparsers to itself

    def reading(self, name: str, about: str, run: OnOffice) -> argparse.ArgumentParser:
        """A command that only looks; works beside an open window."""
        return self._add(name, about, _on_office(run, writes=False))

    def writing(self, name: str, about: str, run: OnOffice) -> argparse.ArgumentParser:
        """A command that changes data; holds the office's lock."""
        return self._add(name, about, _on_office(run, writes=True))

    def free(self, name: str, about: str, run: OnProgram) -> argparse.ArgumentParser:
        """A command that needs no open office."""
        return self._add(name, about, run)

    def matter(self, name: str, about: str) -> "Commands":
        """A word that has commands below it: `staff list`."""
        parser: argparse.ArgumentParser = self.parsers.add_parser(
            name, help=about, description=about.capitalize()
        )
        return Commands(parser.add_subparsers(required=True, metavar="PERINTAH"))

    def _add(self, name: str, about: str, run: OnProgram) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self.parsers.add_parser(
            name, help=about, description=about.capitalize()
        )
        parser.set_defaults(run=run)
        return parser


def _on_office(run: OnOffice, *, writes: bool) -> OnProgram:
    def with_office(program: Program, options: Options) -> Reply:
        with program.office(writes=writes, operator=options.operator or "") as work:
            return run(work, options)

    return with_office


def plain(value: object) -> object:
    """`value` as JSON knows it: ids in hexadecimal, decimals as text, days in ISO."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, Mapping):
        return {str(plain(k)): plain(v) for k, v in _pairs(cast("Mapping[Any, Any]", value))}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in _items(cast("Iterable[Any]", value))]
    return _word(value)


def _word(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, Path) else value


def _pairs(value: Mapping[Any, Any]) -> Iterable[tuple[object, object]]:
    return value.items()


def _items(value: Iterable[Any]) -> Iterable[object]:
    return value


def as_json(value: object) -> str:
    """One JSON document, readable."""
    return json.dumps(plain(value), ensure_ascii=False, indent=1)
