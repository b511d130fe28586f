"""Compiles resources/i18n/*.ts to the *.qm that Qt loads; --check says whether they are fresh."""

import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

REPO = Path(__file__).resolve().parent.parent
SOURCES = REPO / "resources" / "i18n"


def lrelease() -> Path:
    """Qt's compiler, which lies inside the PySide6 wheel."""
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    return Path(PySide6.__path__[0]) / name


def compiled(source: Path) -> bytes:
    """The .qm of one .ts."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.qm"
        subprocess.run([lrelease(), "-silent", source, "-qm", target], check=True)
        return target.read_bytes()


def stale(*, write: bool) -> list[str]:
    """Names of the .qm files that differ from what their .ts gives; written anew when `write`."""
    names: list[str] = []
    for source in sorted(SOURCES.glob("*.ts")):
        target = source.with_suffix(".qm")
        fresh = compiled(source)
        if not target.exists() or target.read_bytes() != fresh:
            names.append(target.name)
            if write:
                target.write_bytes(fresh)
    return names


def main() -> int:
    """Exit code 1 when --check finds a stale file."""
    check = "--check" in sys.argv[1:]
    names = stale(write=not check)
    for name in names:
        print(
            f"{name} is stale: run python build/dev.py translations" if check else f"wrote {name}"
        )
    return 1 if check and names else 0


if __name__ == "__main__":
    sys.exit(main())
