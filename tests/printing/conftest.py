"""Fonts are registered once for all tests of paper."""

from pathlib import Path

import pytest

from kotabumi_kinerja.printing.fonts import load_fonts

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@pytest.fixture(scope="session", autouse=True)
def faces() -> None:
    load_fonts(FONTS)
