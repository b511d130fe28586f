"""Office files that must not be opened, or not now, and computers whose clock is wrong."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import mounts
import pytest
from office_shell import Answer, Shell, dump
from two_sides import KEY

from kotabumi_kinerja import settings
from kotabumi_kinerja.store import database, driver, opening

SAMPLE = settings.resources() / "sample" / "siasn-dpmptsp.xlsx"
MOUNTED = [True] if mounts.allowed() else []
READING = (("staff", "list"), ("check",), ("history", "list"))

HOLD = """
import sys
from pathlib import Path
from kotabumi_kinerja.store import driver
raw = driver.connect(Path(sys.argv[1]), bytes(range(32)))
raw.execute("BEGIN IMMEDIATE")
print("go", flush=True)
sys.stdin.read()
"""
LOCK = """
import getpass, socket, sys
from pathlib import Path
from kotabumi_kinerja.store import lock
user = sys.argv[2] or getpass.getuser()
held = lock.take(Path(sys.argv[1]), lock.Holder(user, socket.gethostname(), "24-11-2026 07.15"))
print("go", flush=True)
sys.stdin.read()
"""


def told(answer: Answer, code: str) -> str:
    assert (answer.status, answer.code) == (1, code), answer
    assert answer.err.count("\n") == 1
    assert "–" not in answer.err or code == "KK-609", "a field of the sentence was not given"
    return answer.err


class Other:
    """Another process that holds something until the end of the `with`."""

    def __init__(self, script: str, *words: str) -> None:
        call = [sys.executable, "-c", script, *words]
        self.running = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> None:
        assert self.running.stdout is not None
        assert self.running.stdout.readline().strip() == b"go"

    def __exit__(self, *_error: object) -> None:
        self.running.kill()
        self.running.communicate()


@pytest.mark.parametrize("kind", ["words", "nothing", "torn"])
def test_file_that_is_no_database(shell: Shell, kind: str) -> None:
    path = shell.folder / settings.DATABASE
    whole = path.read_bytes()
    bad = {"words": b"Ini surat, bukan basis data.\n" * 300, "nothing": b"", "torn": whole[:5000]}
    path.write_bytes(bad[kind])
    codes = {"words": {"KK-413"}, "nothing": {"KK-423"}, "torn": {"KK-413", "KK-414", "KK-423"}}
    for words in (("staff", "list"), ("staff", "import", SAMPLE)):
        answer = shell(*words)
        assert answer.code in codes[kind]
        told(answer, answer.code)
        assert path.read_bytes() == bad[kind]


def test_file_of_a_later_version(shell: Shell) -> None:
    path = shell.folder / settings.DATABASE
    raw = driver.connect(path, KEY)
    raw.execute("PRAGMA user_version = 999")
    raw.close()
    before = path.read_bytes()
    assert "dibuat oleh program yang lebih baru" in told(shell("staff", "list"), "KK-422")
    told(shell("staff", "import", SAMPLE), "KK-422")
    assert path.read_bytes() == before


def test_key_or_folder_is_missing(shell: Shell, tmp_path: Path) -> None:
    (shell.folder / settings.KEY_FILE).write_text("{}")
    told(shell("staff", "list"), "KK-445")
    (shell.folder / settings.KEY_FILE).write_text("rusak")
    told(shell("staff", "list"), "KK-441")
    (shell.folder / settings.WRAPPED_KEY).write_text("rusak")
    told(shell("staff", "list"), "KK-446")
    told(Shell(tmp_path / "tidak-ada", shell.capsys)("staff", "list"), "KK-448")


def test_another_program_writes_for_long(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(path: Path, key: bytes, *, patience: float) -> Any:
        return driver.connect(path, key, patience=min(patience, 0.2))

    monkeypatch.setattr(database, "connect", hasty)
    before = dump(shell.folder)
    nip = shell.json("staff", "list")[0]["nip"]
    with Other(HOLD, str(shell.folder / settings.DATABASE)):
        told(shell("raters", "set", nip, "--outside", "Bupati"), "KK-412")
        shell.done("staff", "list")
    assert dump(shell.folder) == before
    shell.done("raters", "set", nip, "--outside", "Bupati")


def test_a_second_writer(shell: Shell) -> None:
    path = str(shell.folder / settings.DATABASE)
    with Other(LOCK, path, ""):
        answer = shell.refused("KK-432", "staff", "import", SAMPLE)
        assert "sejak 24-11-2026 07.15" in answer.err
        for words in READING:
            shell.done(*words)
    with Other(LOCK, path, "siti"):
        assert "oleh siti di komputer" in shell.refused("KK-430", "history", "undo").err
        shell.done("staff", "list")
    shell.done("history", "undo")


@pytest.mark.parametrize("_way", MOUNTED)
def test_read_only_disk(shell: Shell, _way: bool) -> None:  # noqa: FBT001  # whether it can be done here
    before, front = dump(shell.folder), mounts.read_only(shell.folder)
    for words in (("staff", "list"), ("staff", "import", SAMPLE)):
        told(shell.apart(*words, front=front), "KK-411")
    assert dump(shell.folder) == before


def test_file_that_may_not_be_written(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an ordinary user meets it; the super user's rights know no read-only file."""

    def no(_path: object, _mode: int) -> bool:
        return False

    with monkeypatch.context() as narrow:
        narrow.setattr(opening.os, "access", no)
        told(shell("staff", "import", SAMPLE), "KK-411")
    shell.done("staff", "list")


@pytest.mark.parametrize("year", [1980, 2099])
def test_wrong_clock(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    """Every command is done or refused in a sentence; afterwards all goes on as before."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(year, 1, 1, 0, 0, 7, tzinfo=tz or UTC)

    nip = shell.json("staff", "list")[0]["nip"]
    with monkeypatch.context() as narrow:
        narrow.setattr(database, "datetime", Wrong)
        for words in (
            *READING,
            ("staff", "import", SAMPLE),
            ("staff", "show", nip),
            ("raters", "set", nip, "--outside", "Bupati", "--since", "01-02-2026"),
            ("raters", "check"),
            ("plans", "import", SAMPLE.with_name("skp-dpmptsp.xlsx"), "--year", "2026"),
            ("plans", "list"),
            ("scoring", "distribution", "--year", "2026"),
            ("training", "add", "Bimtek", "--kind", "B10", "--since", "02-03-2026"),
            ("training", "list"),
            ("training", "hours", nip),
            ("print", "cards", nip, "--out", tmp_path / "k.pdf"),
            ("exchange", "status"),
            ("backup", tmp_path),
        ):
            answer = shell(*words)
            if answer.status:
                told(answer, answer.code)
                assert answer.code.startswith("KK-")
            else:
                assert answer.err == ""
    assert shell.done("check").out.strip() == "Data dan berkas utuh."
    before = len(shell.json("history", "list"))
    shell.done("raters", "set", nip, "--outside", "Wakil Bupati", "--since", "01-03-2026")
    assert shell.json("history", "undo")["label"].startswith("ganti penilai")
    assert len(shell.json("history", "list")) == before + 2
    assert shell.json("plans", "list", "--year", "2026")
