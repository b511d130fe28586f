"""Where the build reads and writes: sources, outcome, and the cache outside the repository."""

import os
import re
import sys
from pathlib import Path
from typing import Final

REPO: Final = Path(__file__).resolve().parents[2]
DIST: Final = REPO / "dist"
PINS: Final = REPO / "build" / "pins.txt"
SPEC: Final = REPO / "installer.spec"
NAME: Final = "Kotabumi Kinerja"
CONSOLE: Final = "kotabumi-kinerja"


def cache() -> Path:
    """This user's cache folder for downloads and the Wine root."""
    if sys.platform == "win32":
        base = Path(os.environ["LOCALAPPDATA"])
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "kotabumi-kinerja"


def version() -> str:
    """The program's version, e.g. '0.1.0'."""
    text = (REPO / "src" / "kotabumi_kinerja" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise ValueError(text)
    return found[1]


def size(folder: Path) -> int:
    """Bytes of all files under `folder`."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
