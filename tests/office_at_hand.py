"""Runs a command on an office that is open already, without a key or a lock."""

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from typing import Protocol

from kotabumi_kinerja.cli.frame import Commands, Reply
from kotabumi_kinerja.services.workspace import Workspace


class Matter(Protocol):
    """A file of commands."""

    def declare(self, commands: Commands) -> None: ...


class AtHand:
    """A start whose office is open already."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    @contextmanager
    def office(self, *, writes: bool, operator: str = "") -> Generator[Workspace]:
        del writes, operator
        yield self._work


def call(matter: Matter, work: Workspace, *words: str) -> Reply:
    """The reply to a call of `matter` as typed."""
    top = argparse.ArgumentParser()
    top.set_defaults(operator="")
    matter.declare(Commands(top.add_subparsers(required=True)))
    options = top.parse_args(words)
    return options.run(AtHand(work), options)
