"""build/release.py: a key under a passphrase, and update files that the program takes."""

import importlib
import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from kotabumi_kinerja import __version__
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import updates
from kotabumi_kinerja.exchange.updates import read_keys
from kotabumi_kinerja.store.opening import SCHEMA

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO / "build"))  # where the script lies
release = importlib.import_module("release")
PASSPHRASE = "empat kata untuk rilis"  # noqa: S105  # of a key that this test makes


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A key file and its public half; its passphrase is stretched on purpose, so made once."""
    path = tmp_path_factory.mktemp("kunci") / "rilis.kunci"
    return path, release.new_key(path, PASSPHRASE)


@pytest.fixture
def setup(tmp_path: Path) -> Path:
    path = tmp_path / "Setup.exe"
    path.write_bytes(b"MZ" * 4000)
    return path


def test_a_key_is_made_once_and_lies_encrypted(made: tuple[Path, str]) -> None:
    path, public = made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    opened = release.open_key(path, PASSPHRASE)
    assert opened.public_key().public_bytes_raw().hex() == public
    assert opened.private_bytes_raw() not in path.read_bytes()
    with pytest.raises(FileExistsError):
        release.new_key(path, PASSPHRASE)
    with pytest.raises(Refused, match="KK-454"):
        release.open_key(path, "empat kata yang salah")
    with pytest.raises(Refused, match="KK-453"):
        release.new_key(path.with_name("other"), "pendek")


def test_two_commands_make_a_key_and_an_update_that_the_program_takes(
    tmp_path: Path, setup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, news = tmp_path / "rilis.kunci", tmp_path / "baru.txt"
    news.write_text("Kartu lebih rapi.\n\n  Impor lebih cepat.  \n", "utf-8")
    assert release.main(["key", str(key), "--name", "Uji"], lambda _: PASSPHRASE) == 0
    known = read_keys(capsys.readouterr().out)
    words = ["sign", str(setup), str(key), "--news", str(news), "--out", str(tmp_path)]
    assert release.main(words, lambda _: PASSPHRASE) == 0
    file = tmp_path / f"Kotabumi-Kinerja-{__version__}.kkupdate"
    update = updates.inspect(file, known)
    said = update.manifest
    assert (said.version, said.schema, said.from_version) == (__version__, SCHEMA, "0.1.0")
    assert said.news == ("Kartu lebih rapi.", "Impor lebih cepat.")
    assert update.signer == "Uji"
    assert updates.stage(update, tmp_path / "lokal").read_bytes() == setup.read_bytes()
    assert not list(tmp_path.glob("*.tmp"))


def test_what_the_commands_refuse(
    tmp_path: Path, setup: Path, made: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["satu kalimat sandi", "kalimat yang lain"])
    assert release.main(["key", str(tmp_path / "k")], lambda _: next(answers)) == 1
    assert "KK-454" in capsys.readouterr().err
    assert release.main(["key", str(REPO / "k")], lambda _: PASSPHRASE) == 1
    assert not (REPO / "k").exists()
    words = ["sign", str(setup), str(made[0]), "--news", str(tmp_path / "none.txt")]
    assert release.main(words, lambda _: PASSPHRASE) == 1


def test_a_setup_that_programs_would_refuse_is_not_signed(
    tmp_path: Path, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, setup: Path
) -> None:
    key = release.open_key(made[0], PASSPHRASE)
    facts = release.Release("1.0", SCHEMA, "0.1.0", date(2027, 1, 1), ())
    with pytest.raises(Refused, match="KK-462"):
        release.sign(setup, key, facts, tmp_path / "x.kkupdate")
    monkeypatch.setattr(updates, "MANIFEST", 10)
    facts = release.Release("1.0.0", SCHEMA, "0.1.0", date(2027, 1, 1), ())
    with pytest.raises(Refused, match="KK-464"):
        release.sign(setup, key, facts, tmp_path / "x.kkupdate")
    assert list(tmp_path.glob("*.kkupdate*")) == []
