"""Full disks, read-only disks and sudden death in the middle of an import or of printing."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mounts
import pytest
from office_shell import Shell, dump, quiet

from kotabumi_kinerja import replacing, settings
from kotabumi_kinerja.store import database

SAMPLE = settings.resources() / "sample" / "siasn-dpmptsp.xlsx"
MOUNTED = [True] if mounts.allowed() else []

KILLED = """
import os, signal, sys
from importlib import import_module
from kotabumi_kinerja.cli import main
module, name = import_module(sys.argv[1]), sys.argv[2]
def die(*_all, **_more):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, die)
main.run(sys.argv[3:])
"""


def sound(shell: Shell) -> None:
    """The file is whole, and the work goes on."""
    assert shell.done("check").out.strip() == "Data dan berkas utuh."
    assert len(shell.json("staff", "import", SAMPLE)["verdicts"]) == 37
    assert len(shell.json("staff", "list")) == 33
    shell.done("history", "undo")
    assert shell.json("staff", "list") == []


def test_disk_full_by_pages(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(raw: Any) -> None:
        usual(raw)
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count = {pages + 2}")

    usual = database.prepare
    with monkeypatch.context() as narrow:
        narrow.setattr(database, "prepare", prepare)
        answer = bare.refused("KK-410", "staff", "import", SAMPLE)
    assert answer.err.startswith("Perubahan tidak tersimpan: diska penuh.")
    sound(bare)


@pytest.mark.parametrize("_way", MOUNTED)
def test_small_disk(bare: Shell, tmp_path: Path, _way: bool) -> None:  # noqa: FBT001  # whether it can be done here
    used = sum(file.stat().st_size for file in bare.folder.iterdir()) // 1024
    before, left = dump(bare.folder), tmp_path / "sisa"
    disk = mounts.small(bare.folder, used + 120, left)
    answer = bare.apart("staff", "import", SAMPLE, front=disk)
    assert (answer.status, answer.code) == (1, "KK-410"), answer
    assert dump(left) == before
    sound(Shell(left, bare.capsys))
    brim = bare.apart("staff", "import", SAMPLE, front=mounts.small(bare.folder, used + 8))
    assert (brim.status, brim.code in {"KK-410", "KK-415"}) == (1, True), brim
    assert dump(bare.folder) == before


@pytest.mark.parametrize(
    "at",
    [
        "kotabumi_kinerja.services.staff.importing add",
        "kotabumi_kinerja.store.bulk _journal",
        "kotabumi_kinerja.store.summary catch_up",
    ],
)
def test_killed_in_the_middle(bare: Shell, at: str) -> None:
    before = dump(bare.folder)
    call = [sys.executable, "-c", KILLED, *at.split(), *bare.words("staff", "import", SAMPLE)]
    done = subprocess.run(call, check=False, capture_output=True, env=quiet())
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert dump(bare.folder) == before
    sound(bare)


def test_killed_at_any_moment(bare: Shell) -> None:
    """Nothing or everything, whenever it strikes after the file is opened."""
    start = (
        "import sys\nfrom kotabumi_kinerja.services.staff import importing as staff_import\n"
        "from kotabumi_kinerja.cli import main\nwas = staff_import.apply\n"
        "def apply(*a, **k):\n    print('go', flush=True)\n    return was(*a, **k)\n"
        "staff_import.apply = apply\nmain.run(sys.argv[1:])\n"
    )
    call = [sys.executable, "-c", start, *bare.words("staff", "import", SAMPLE)]
    for pause in (0.005, 0.03):
        with subprocess.Popen(call, stdout=subprocess.PIPE, env=quiet()) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"go\n"
            time.sleep(pause)
            running.kill()
        if (count := len(bare.json("staff", "list"))) == 33:
            bare.done("history", "undo")
        assert count in {0, 33}
    sound(bare)


@pytest.mark.parametrize("_way", MOUNTED)
def test_cards_onto_bad_disks(shell: Shell, tmp_path: Path, _way: bool) -> None:  # noqa: FBT001  # whether it can be done here
    paper = tmp_path / "kertas"
    paper.mkdir()
    before, out = dump(shell.folder), paper / "kartu.pdf"
    cards = ("print", "cards", "--year", "2026", "--out", out)
    for front, code in ((mounts.small(paper, 64), "KK-612"), (mounts.read_only(paper), "KK-611")):
        answer = shell.apart(*cards, front=front)
        assert (answer.status, answer.code) == (1, code), answer
        assert "–" not in answer.err
        assert dump(shell.folder) == before
        assert list(paper.iterdir()) == []
    shell.done(*cards)
    assert out.stat().st_size > 100_000


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "KK-612"), (errno.EROFS, "KK-611"), (errno.EACCES, "KK-611")],
)
def test_cards_when_the_disk_says_no(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def no(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    nip = shell.json("staff", "list")[0]["nip"]
    with monkeypatch.context() as narrow:
        narrow.setattr(replacing, "os", SimpleNamespace(fsync=no, getpid=os.getpid))
        cards = ("print", "cards", nip, "--year", "2026", "--out", tmp_path / "k.pdf")
        shell.refused(code, *cards)
    assert not (tmp_path / "k.pdf").exists()


def test_cards_where_a_folder_or_a_file_is_in_the_way(shell: Shell, tmp_path: Path) -> None:
    nip = shell.json("staff", "list")[0]["nip"]
    (tmp_path / "berkas").write_text("isi")
    shell.refused("KK-611", "print", "cards", nip, "--year", "2026", "--out", tmp_path)
    inside = tmp_path / "berkas" / "k.pdf"
    shell.refused("KK-611", "print", "cards", nip, "--year", "2026", "--out", inside)


@pytest.mark.parametrize("_way", MOUNTED)
def test_workbooks_onto_bad_disks(shell: Shell, tmp_path: Path, _way: bool) -> None:  # noqa: FBT001  # whether it can be done here
    place = tmp_path / "ekspor"
    place.mkdir()
    for front, code in ((mounts.small(place, 4), "KK-164"), (mounts.read_only(place), "KK-161")):
        answer = shell.apart("staff", "export", place / "e.xlsx", front=front)
        assert (answer.status, answer.code) == (1, code), answer
        assert "–" not in answer.err
