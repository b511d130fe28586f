"""`update look` and `update take`: the same verdicts as in the window, and no run without --yes."""

import json
import shutil
from argparse import Namespace
from pathlib import Path

import pytest
from release_bench import SETUP, SIGNER, Bench, Recorder, resources_with

from kotabumi_kinerja import bootstrap, settings
from kotabumi_kinerja.cli import updates as commands
from kotabumi_kinerja.cli.main import run
from kotabumi_kinerja.services import sample


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    """A key that this program knows."""
    made = Bench()
    place = resources_with(tmp_path / "resources", made.toml())
    monkeypatch.setattr(settings, "resources", lambda: place)
    return made


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pembaruan") / "dpmptsp"
    sample.make(folder, None, settings.resources()).workspace.database.close()
    return folder


@pytest.fixture
def root(_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_made, tmp_path / "data"))


class Shell:
    """Runs commands; gives status, what was said, and what was complained of."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._capsys = root, capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        status = run(["--no-key-store", "--data", str(self.root), *words])
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "none", capsys)


def test_look_tells_what_a_stick_holds(bench: Bench, shell: Shell, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    bench.write(stick / "baru.kkupdate")
    bench.write(stick / "lama.kkupdate", version="0.0.9")
    Bench().write(stick / "asing.kkupdate")
    status, out, _ = shell("update", "look", "--from", str(stick))
    assert status == 0
    assert f"menjadi 9.0.0, 1 Februari 2027, 2,6 MB, ditandatangani {SIGNER}" in out
    assert "  Riwayat jabatan diperbaiki." in out
    assert "KK-466" in out
    assert "KK-471" in out
    data = json.loads(shell("--json", "update", "look", "--from", str(stick))[1])
    assert [u["version"] for u in data["updates"]] == ["9.0.0"]
    assert {r["name"]: r["code"] for r in data["refused"]} == {
        "lama.kkupdate": "KK-471",
        "asing.kkupdate": "KK-466",
    }


def test_look_at_nothing(bench: Bench, shell: Shell, tmp_path: Path) -> None:
    assert bench
    status, out, err = shell("update", "look", "--from", str(tmp_path))
    assert (status, out) == (1, "")
    assert err.rstrip().endswith("KK-460")


def test_without_yes_nothing_is_copied(bench: Bench, shell: Shell, tmp_path: Path) -> None:
    file = bench.write(tmp_path / "stick" / "baru.kkupdate")
    status, out, _ = shell("update", "take", str(file))
    assert status == 0
    assert "--yes" in out
    assert not shell.root.exists()


def test_on_linux_it_is_verified_and_then_refused(
    bench: Bench, tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bench.write(tmp_path / "stick" / "baru.kkupdate")
    shell = Shell(root, capsys)
    status, _, err = shell("update", "take", str(file), "--yes")
    assert (status, err.rstrip()[-6:]) == (1, "KK-478")
    body = bytearray(file.read_bytes())
    body[-1] ^= 1
    file.write_bytes(body)
    status, _, err = shell("update", "take", str(file), "--yes")
    assert (status, err.rstrip()[-6:]) == (1, "KK-475")
    assert not any((root / "pembaruan").iterdir())
    status, _, err = shell("update", "take", str(tmp_path / "tiada.kkupdate"), "--yes")
    assert (status, err.rstrip()[-6:]) == (1, "KK-461")


def test_with_an_office_its_backup_comes_first(
    bench: Bench, tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bench.write(tmp_path / "stick" / "baru.kkupdate")
    starter = Recorder()
    program = bootstrap.program(root, key_store=False)
    left = root / "pembaruan" / "sisa"
    left.mkdir(parents=True)
    reply = commands.take(program, Namespace(file=file, yes=True, operator=""), starter)
    assert reply.lines == ("Pemasang versi 9.0.0 berjalan. Ikuti jendelanya.",)
    assert "Cadangan: " in capsys.readouterr().err
    assert starter.bodies == [SETUP]
    assert starter.started[0].is_relative_to(root / "pembaruan")
    assert len(list((root / "cadangan").glob("*.kinerja"))) == 1
    assert not left.exists()


def test_without_an_office_there_is_nothing_to_back_up(bench: Bench, tmp_path: Path) -> None:
    file = bench.write(tmp_path / "stick" / "baru.kkupdate")
    starter = Recorder()
    program = bootstrap.program(tmp_path / "data", key_store=False)
    commands.take(program, Namespace(file=file, yes=True, operator=""), starter)
    assert starter.bodies == [SETUP]
    assert not list((tmp_path / "data").glob("cadangan"))
