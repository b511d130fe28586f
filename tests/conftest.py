"""A sample office, made once a run and copied for each test that changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_office import fill, make_office, open_office

from kotabumi_kinerja.services.workspace import Workspace


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    work = make_office(folder)
    fill(work)
    work.database.close()
    return folder


@pytest.fixture
def office(_sample: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The sample office with 33 people and their raters, a fresh copy."""
    folder = tmp_path / "kantor"
    shutil.copytree(_sample, folder)
    work = open_office(folder)
    yield work
    work.database.close()


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[Workspace]:
    """An office without anybody."""
    work = make_office(tmp_path / "kosong")
    yield work
    work.database.close()
