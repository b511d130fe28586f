"""What tests of the window share: no screen, the fonts of the pictures, one dressed application."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.style import Scheme, Style

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Kit:
    """The kit of the whole run: dressing an application again and again is slow."""
    style = Style(qapp, RESOURCES)
    style.choose(Scheme.LIGHT)
    return Kit(style)


@pytest.fixture
def kit(dressed: Kit) -> Iterator[Kit]:
    """The kit, light at the beginning of each test."""
    dressed.style.choose(Scheme.LIGHT)
    yield dressed
    dressed.style.choose(Scheme.LIGHT)


@pytest.fixture
def memory() -> Forgetful:
    """A memory that ends with the test."""
    return Forgetful()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Threads that are waited for."""
    made = Jobs()
    yield made
    made.close()
