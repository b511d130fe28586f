"""What stories share: offices worked by real commands, and a demo made once."""

import json
import os
import shutil
import subprocess
import sys
import time
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
    """The demo, run once as a newcomer runs it, without a screen. Nobody may change it.

    Workers of one run share it: the first makes it, the others wait for what it said.
    """
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    told = place / "jawaban.json"
    try:
        place.mkdir()
    except FileExistsError:
        for _ in range(3000):
            if told.exists():
                break
            time.sleep(0.1)
    else:
        _run_demo(place / "contoh", told)
    status, figures, trouble = json.loads(told.read_text("utf-8"))
    assert status == 0, trouble
    return Demo(place / "contoh", json.loads(figures))


def _run_demo(root: Path, told: Path) -> None:
    call = [sys.executable, "-m", "kotabumi_kinerja", "--no-key-store", "--json"]
    done = subprocess.run(
        [*call, "--data", str(root), "demo", "--no-window"],
        capture_output=True,
        text=True,
        check=False,
        env=quiet(),
        timeout=280,
    )
    half = told.with_suffix(".baru")
    half.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), "utf-8")
    half.replace(told)
