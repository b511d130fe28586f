"""Commands on an office in this process or another, and what lies in its file."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from two_sides import KEY

from kotabumi_kinerja import settings
from kotabumi_kinerja.cli import main
from kotabumi_kinerja.store import opening
from kotabumi_kinerja.store.registry import SYNCED
from kotabumi_kinerja.store.vault import FileVault

LOCAL = ("version", "vector", "journal", "change_set", "peer", "seen", "enrolment")


def dump(folder: Path, key: bytes = KEY) -> dict[str, list[Any]]:
    """Every synchronised row of the office in `folder`, with versions, vectors and history."""
    database = opening.open_database(folder / settings.DATABASE, key)
    try:
        with database.read() as connection:
            return {
                name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}")))  # noqa: S608  # our own names
                for name in (*SYNCED, *LOCAL)
            }
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def code(self) -> str:
        """The code at the end of the refusal's sentence."""
        return self.err.strip().rpartition(" ")[2]

    @property
    def data(self) -> Any:
        """What `--json` said."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs commands on the office in `folder`, in this process."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Answer:
        self.capsys.readouterr()
        status = main.run(self.words(*words))
        shown = self.capsys.readouterr()
        return Answer(status, shown.out, shown.err)

    def words(self, *words: object) -> list[str]:
        """The whole call."""
        return ["--no-key-store", "--data", str(self.folder), *map(str, words)]

    def done(self, *words: object) -> Answer:
        """A call that must succeed."""
        answer = self(*words)
        assert answer.status == 0, answer.err
        assert answer.err == ""
        return answer

    def json(self, *words: object) -> Any:
        """The data of a call that must succeed."""
        return self.done("--json", *words).data

    def refused(self, code: str, *words: object) -> Answer:
        """A call that must be refused with `code` in a whole sentence, and change nothing."""
        before = dump(self.folder)
        answer = self(*words)
        assert (answer.status, answer.code) == (1, code), answer
        assert answer.err.count("\n") == 1
        assert answer.err[0].isupper()
        assert "–" not in answer.err, "a field of the sentence was not given"
        assert dump(self.folder) == before
        return answer

    def apart(self, *words: object, front: tuple[str, ...] = ()) -> Answer:
        """The same call in a process of its own; `front` is put before the program."""
        call = [*front, sys.executable, "-m", "kotabumi_kinerja", *self.words(*words)]
        done = subprocess.run(
            call, capture_output=True, text=True, check=False, env=quiet(), timeout=120
        )
        return Answer(done.returncode, done.stdout, done.stderr)


def quiet() -> Mapping[str, str]:
    """The environment of a process without a screen, under a checking machine."""
    bare = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return {**bare, "CI": "1", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def settle(folder: Path) -> None:
    """Put the tests' known key where the program looks for it."""
    database = opening.open_database(folder / settings.DATABASE, KEY)
    name = database.office.hex()
    database.close()
    FileVault(folder / settings.KEY_FILE).put(name, KEY)
    wrap = {"office": name, "recovery": ""}
    (folder / settings.WRAPPED_KEY).write_text(json.dumps(wrap), "utf-8")


@dataclass(frozen=True, slots=True)
class Demo:
    """What `demo` left behind, and the figures it told."""

    root: Path
    figures: Mapping[str, Any]

    @property
    def office(self) -> Path:
        """The office's folder."""
        return self.root / "kantor-dpmptsp"

    @property
    def centre(self) -> Path:
        """The centre's folder."""
        return self.root / "pusat-bkpsdm"
