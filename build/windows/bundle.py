"""PyInstaller on installer.spec: for the machine it runs on, and for Windows under Wine."""

import shutil
import sys
from pathlib import Path

from .places import DIST, NAME, SPEC
from .running import Log
from .wine import Wine


def native(log: Log) -> Path:
    """The program's folder for this machine, made by the Python that runs this."""
    target = DIST / ("windows" if sys.platform == "win32" else "linux")
    work = target.with_name(f"{target.name}-work")
    call = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", target]
    log.step("pyinstaller", [*call, "--workpath", work, SPEC], timeout=900)
    return target / NAME


def under_wine(
    wine: Wine, log: Log, *, spec: str = r"Z:\src\installer.spec", name: str = "dist"
) -> Path:
    """The program's folder for Windows, by Python on C: of `wine`; `name`: where under work."""
    target = wine.work / name
    shutil.rmtree(target, ignore_errors=True)
    call = [r"C:\py312\python.exe", "-m", "PyInstaller", "--noconfirm"]
    call += ["--distpath", rf"Z:\w\{name}", "--workpath", rf"Z:\w\{name}-pyinstaller", spec]
    log.step(f"pyinstaller-{name}", wine.command(*call, settle=True), timeout=1200)
    return target / NAME


def setup(bundle: Path | None, out: Path, log: Log, *, kind: str = "full", version: str) -> Path:
    """Setup.exe of `bundle` by NSIS.

    `kind`: 'full'; 'fast' packs quickly and larger, for a test; 'huge' has nothing in it and
    asks for more room than any disk has.
    """
    here = Path(__file__).resolve().parent
    size = 0 if bundle is None else sum(p.stat().st_size for p in bundle.rglob("*") if p.is_file())
    room = 2_000_000_000 if kind == "huge" else 2 * size // 1_000_000 + 50
    words = {
        "VERSION": version,
        "OUT": str(out),
        "ICON": str(here.parents[1] / "resources" / "icons" / "app.ico"),
        "SIZE_KB": str(size // 1024),
        "NEED_MB": str(room),
        **({"BUNDLE": str(bundle)} if bundle else {}),
        **({"FAST": "1"} if kind != "full" else {}),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    defines = [f"-D{name}={text}" for name, text in words.items()]
    call = ["makensis", "-INPUTCHARSET", "UTF8", "-V3", *defines, here / "setup.nsi"]
    log.step(f"makensis-{kind}", call, timeout=1200)
    return out
