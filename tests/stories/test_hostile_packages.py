"""Packages that must not be taken in, and sudden death while a good one is."""

import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from office_shell import Answer, Shell, dump, quiet, settle
from two_sides import (
    PASSPHRASE,
    Sides,
    enrolled,
    first_nip,
    found_centre,
    linked,
    rename,
)

from kotabumi_kinerja.services import enrolment, exchange
from kotabumi_kinerja.services.offices import OfficeFacts

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


@dataclass(frozen=True, slots=True)
class Ends:
    """Shells at the centre and at the office, and a package that waits between them."""

    centre: Shell
    office: Shell
    stick: Path
    package: Path

    def bad(self, data: bytes) -> Path:
        """A stick's file with other bytes."""
        path = self.stick / "rusak.kkx"
        path.write_bytes(data)
        return path


@pytest.fixture
def ends(
    tmp_path_factory: pytest.TempPathFactory,
    _sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Ends:
    sides = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    rename(sides.office, first_nip(sides.office), "0811")
    sent = exchange.export(sides.office, sides.stick)
    sides.close()
    settle(sides.centre.folder)
    settle(sides.office.folder)
    return Ends(
        Shell(sides.centre.folder, capsys),
        Shell(sides.office.folder, capsys),
        sides.stick,
        sent.path,
    )


def test_truncated(ends: Ends) -> None:
    whole = ends.package.read_bytes()
    for part in (0.02, 0.2, 0.7, 0.999):
        path = ends.bad(whole[: int(len(whole) * part)])
        answer = ends.centre("exchange", "import", path)
        assert answer.code in {"KK-312", "KK-314"}
        ends.centre.refused(answer.code, "exchange", "import", path)
    ends.centre.refused("KK-314", "exchange", "import", ends.bad(whole[:5]))
    ends.centre.refused("KK-313", "exchange", "import", ends.bad(b""))


def test_flipped(ends: Ends) -> None:
    whole = ends.package.read_bytes()
    before = dump(ends.centre.folder)
    for number in range(24):
        at = len(whole) * number // 24
        data = bytearray(whole)
        data[at] ^= 0x10
        answer = ends.centre("exchange", "import", ends.bad(bytes(data)))
        assert answer.status == 1
        assert answer.code in {"KK-312", "KK-313", "KK-314", "KK-315", "KK-318", "KK-321"}
        assert "–" not in answer.err, (at, answer.err)
    assert dump(ends.centre.folder) == before


def test_something_else(ends: Ends, tmp_path: Path) -> None:
    ends.centre.refused("KK-313", "exchange", "import", ends.bad(b"Daftar hadir\n" * 400))
    ends.centre.refused("KK-301", "exchange", "import", tmp_path / "tidak-ada")
    answer = ends.centre.done("exchange", "import", ends.package)
    assert "1 nilai berubah" in answer.out


def test_a_bad_package_does_not_hinder_the_good_one(ends: Ends) -> None:
    folder = ends.package.parent
    (folder / "DPMPTSP-BKPSDM-000000-0001.kkx").write_bytes(ends.package.read_bytes()[:-9])
    answer = ends.centre.done("exchange", "import", ends.stick)
    assert "1 nilai berubah" in answer.out
    assert "KK-312" in answer.out


def test_for_somebody_else(ends: Ends, bare: Shell, tmp_path: Path) -> None:
    other = bare
    words = ("--office", "DINKES", "--name", "Dinas Kesehatan", "--passphrase", PASSPHRASE)
    made = ends.centre.json("centre", "enrol", *words, "--out", tmp_path / "d.kkd")
    other.done("office", "join", made["path"], "--code", made["code"])
    assert "bukan kantor ini" in other.refused("KK-311", "exchange", "import", ends.package).err
    assert other.json("exchange", "import", ends.stick)["packages"] == []
    before = dump(ends.office.folder)["person"]
    assert "tidak ada yang baru" in ends.office.done("exchange", "import", ends.package).out
    assert dump(ends.office.folder)["person"] == before


@pytest.fixture
def strange(tmp_path_factory: pytest.TempPathFactory, _sample: Path, tmp_path: Path) -> Sides:
    return enrolled(tmp_path_factory.getbasetemp(), _sample, tmp_path / "asing")


def test_from_an_unknown_device(ends: Ends, strange: Sides, tmp_path: Path) -> None:
    """Its office joined another centre with the same name: other root, other code."""
    sides = strange
    sides.centre.database.close()
    shutil.rmtree(sides.centre.folder)
    false = found_centre(sides.centre.folder)
    made = enrolment.enrol(false, OfficeFacts("DPMPTSP", "Dinas"), PASSPHRASE, tmp_path)
    enrolment.join(sides.office, made.path, made.code)
    sent = exchange.export(sides.office, sides.stick)
    false.database.close()
    sides.office.database.close()
    before = dump(ends.centre.folder)
    answer = ends.centre("exchange", "import", sent.path, "--passphrase", PASSPHRASE)
    assert (answer.status, answer.code) == (1, "KK-321"), answer
    assert dump(ends.centre.folder) == before


def test_not_joined_yet(shell: Shell, ends: Ends) -> None:
    shell.refused("KK-351", "exchange", "import", ends.package)
    shell.refused("KK-351", "exchange", "export", "--to", ends.stick)


@pytest.mark.parametrize(
    "at",
    [
        "kotabumi_kinerja.store.incoming write",
        "kotabumi_kinerja.store.summary catch_up",
    ],
)
def test_killed_while_taking_in(ends: Ends, at: str) -> None:
    before = dump(ends.centre.folder)
    words = ends.centre.words("exchange", "import", ends.package)
    call = [sys.executable, "-c", KILLED, *at.split(), *words]
    done = subprocess.run(call, check=False, capture_output=True, env=quiet())
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert dump(ends.centre.folder) == before
    assert "1 nilai berubah" in ends.centre.done("exchange", "import", ends.package).out
    assert ends.centre.done("check").out.strip() == "Data dan berkas utuh."


def test_killed_while_writing_the_stick(ends: Ends) -> None:
    """What lies there is no package; the next export is, and arrives."""
    shutil.rmtree(ends.package.parent)
    words = ends.office.words("exchange", "export", "--to", ends.stick)
    call = [sys.executable, "-c", KILLED, "kotabumi_kinerja.services.receipts", "log_out", *words]
    done = subprocess.run(call, check=False, capture_output=True, env=quiet())
    assert done.returncode == -signal.SIGKILL, done.stderr
    answer: Answer = ends.office.done("exchange", "export", "--to", ends.stick)
    assert "aman dicabut" in answer.out
    assert "1 nilai berubah" in ends.centre.done("exchange", "import", ends.stick).out
