"""A parser of calls that speaks Indonesian, in its help as in its refusals of wrong calls."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, Final, NoReturn

_UNKNOWN: Final = "Perintah ini tidak dapat dibaca. Lihat contoh pemakaian di atas."
_SAID: Final = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", r"Belum ditulis: \1."),
        (r"unrecognized arguments: (.+)", r"Tidak dikenal: \1."),
        (
            r"argument .+?: invalid choice: (.+) \(choose from (.+)\)",
            r"\1 tidak dikenal. Pilih salah satu: \2.",
        ),
        (r"argument (.+?): invalid int value: (.*)", r"\1: \2 bukan bilangan bulat."),
        (
            r"argument (.+?): expected at least one argument",
            r"\1 memerlukan paling sedikit satu isian.",
        ),
        (r"argument (.+?): expected .*argument", r"\1 memerlukan satu isian."),
        (r"argument (.+?): ignored explicit argument .*", r"\1 ditulis tanpa isian."),
    )
)
"""What argparse can say about our grammar, and how we say it."""


class Formatter(argparse.HelpFormatter):
    """Usage under an Indonesian word."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """As argparse does, with 'Pemakaian' in front."""
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """`argparse`'s parser; sub-commands get the same class. Options are written in full."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=Formatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._positionals.title = "Isian"
        self._optionals.title = "Pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Usage and what is wrong, on stderr; ends the program with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{said(message)}\n")


def said(message: str) -> str:
    """The English `message` of argparse in our words."""
    for pattern, words in _SAID:
        if found := pattern.fullmatch(message):
            return found.expand(words)
    return _UNKNOWN
