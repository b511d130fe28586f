"""Where things lie: the program's resources, an office's folder and the files in it."""

import sys
from pathlib import Path
from typing import Final

DATABASE: Final = "kantor.kinerja"
WRAPPED_KEY: Final = "kantor.kunci"
KEY_FILE: Final = "kantor.rahasia"
VAULT_NAME: Final = "Kotabumi Kinerja"
"""Under which the system's key store keeps our keys."""


def resources() -> Path:
    """Fonts, rules, icons, sample: beside the frozen program, in the wheel, or in the checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve()
    places = [Path(frozen) / "resources"] if frozen else []
    places += [here.parent / "resources", here.parents[2] / "resources"]
    return next(p for p in places if p.is_dir())


def data_root() -> Path:
    """The local (not roaming) folder of this user that holds one folder for each office."""
    import platformdirs  # noqa: PLC0415  # not needed when a folder is named

    return Path(platformdirs.user_data_dir("Kotabumi Kinerja", appauthor=False, roaming=False))


def offices_in(root: Path) -> list[Path]:
    """Folders with an office's database: `root` itself or its children, by name."""
    if (root / DATABASE).is_file():
        return [root]
    if not root.is_dir():
        return []
    return sorted(p for p in root.iterdir() if (p / DATABASE).is_file())
