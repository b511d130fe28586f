"""What stories share: offices worked by real commands, and a demo made once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from office_shell import Demo, Shell, quiet, settle
from two_sides import FACTS, KEY, opened

from kotabumi_kinerja import settings
from kotabumi_kinerja.exchange.keys import DeviceKey
from kotabumi_kinerja.services.offices import add_operator, change_facts, write_device
from kotabumi_kinerja.store import opening

OFFICE = bytes.fromhex("0190a0000000700080000000000000bb")


@pytest.fixture
def shell(_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The sample office with 33 people, a fresh copy."""
    folder = tmp_path / "kantor"
    shutil.copytree(_sample, folder)
    settle(folder)
    return Shell(folder, capsys)


@pytest.fixture(scope="session")
def _bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    device = DeviceKey.new()
    sign = device.public.sign
    path = folder / settings.DATABASE
    opening.create(path, KEY, office=OFFICE, centre=False, device=sign).close()
    work = opened(folder, "Kartika Hidayat")
    write_device(work, device)
    add_operator(work, "Kartika Hidayat")
    change_facts(work, FACTS)
    work.database.close()
    settle(folder)
    return folder


@pytest.fixture
def bare(_bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """An office without anybody, a fresh copy."""
    folder = tmp_path / "kosong"
    shutil.copytree(_bare, folder)
    return Shell(folder, capsys)


@pytest.fixture
def twin(_bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Another copy of what `bare` is."""
    folder = tmp_path / "kembar"
    shutil.copytree(_bare, folder)
    return Shell(folder, capsys)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo, run once as a newcomer runs it, without a screen. Nobody may change it."""
    root = tmp_path_factory.mktemp("demo") / "contoh"
    call = [sys.executable, "-m", "kotabumi_kinerja", "--no-key-store", "--json"]
    done = subprocess.run(
        [*call, "--data", str(root), "demo", "--no-window"],
        capture_output=True,
        text=True,
        check=False,
        env=quiet(),
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return Demo(root, json.loads(done.stdout))
