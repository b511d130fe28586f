"""The developer's environment: .venv with the pinned packages, and Qt's system libraries."""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
VENV = REPO / ".venv"
PINS = REPO / "build" / "pins.txt"
STAMP = VENV / "pins.stamp"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
VERSIONS = ((3, 11), (3, 12))

# Shared library -> Debian package. The first group is loaded by QtGui itself (also without a
# screen), the second by the xcb plugin that opens windows.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}

# Program -> Debian package: second opinions that the tests ask.
PROGRAMS = {"pdftotext": "poppler-utils", "age": "age", "zbarimg": "zbar-tools"}


class SetupError(Exception):
    """The environment cannot be made; the text says what to do."""


def ready() -> Path:
    """The interpreter of a .venv that holds exactly what build/pins.txt says; made when needed."""
    _check_version()
    _install_system()
    if _current():
        return PYTHON
    _make_venv()
    _install_packages()
    STAMP.write_text(_stamp(), encoding="utf-8")
    return PYTHON


def _check_version() -> None:
    if sys.version_info[:2] in VERSIONS:
        return
    found = platform.python_version()
    hint = "py -3.12 build\\dev.py demo" if WINDOWS else "python3.11 build/dev.py demo"
    msg = f"Python 3.11 or 3.12 is needed; this is {found}. Start it as: {hint}"
    raise SetupError(msg)


def _stamp() -> str:
    """What the .venv was made from: pins, project settings, interpreter, place."""
    digest = hashlib.sha256(PINS.read_bytes())
    digest.update((REPO / "pyproject.toml").read_bytes())
    digest.update(f"{sys.version_info[:2]} {REPO}".encode())
    return digest.hexdigest()


def _current() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == _stamp()


def _fits() -> bool:
    """Whether an older .venv may be filled up in place: same Python version, pip at hand."""
    if not PYTHON.exists():
        return False
    ask = "import sys, pip; print(*sys.version_info[:2])"
    answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _make_venv() -> None:
    if _fits():
        return
    print(f"Making {VENV.name} ...", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False).returncode:
        msg = f"Could not make {VENV}. Is the disk full, or a program from it still open?"
        raise SetupError(msg)


def _install_packages() -> None:
    print("Installing the pinned packages (once) ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--require-hashes", "-r", PINS], check=False).returncode:
        msg = (
            "The packages could not be installed; pip's words are above. Without a network: put "
            "the wheels named in build/pins.txt into a folder and set PIP_FIND_LINKS to it and "
            "PIP_NO_INDEX=1. Behind a mirror: set PIP_INDEX_URL."
        )
        raise SetupError(msg)
    (_site_packages() / "kotabumi_kinerja.pth").write_text(f"{REPO / 'src'}\n", encoding="utf-8")


def _site_packages() -> Path:
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    return VENV / "lib" / f"python3.{sys.version_info[1]}" / "site-packages"


def _install_system() -> None:
    """Install what Linux lacks; where that is not ours to do, say what is missing."""
    missing = _missing()
    if not missing:
        return
    names = " ".join(missing)
    if not (_debian() and os.geteuid() == 0):
        msg = f"Missing on this machine: {names} (names of Debian packages)."
        if _debian():
            msg += f" Install them with: sudo apt-get install {names}"
        raise SetupError(msg)
    print(f"Installing system packages: {names} ...", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *missing]
    # The lists may be old or absent, so they are fetched first; without a network the packages
    # may still lie in apt's cache, so only the install decides.
    subprocess.run([*apt, "update"], env=env, check=False)
    if subprocess.run(install, env=env, stdout=subprocess.DEVNULL, check=False).returncode:
        msg = f"apt-get could not install: {names}. Its words are above."
        raise SetupError(msg)


def _missing() -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    missing = {package for name, package in LIBRARIES.items() if not _loads(name)}
    missing |= {package for name, package in PROGRAMS.items() if shutil.which(name) is None}
    if importlib.util.find_spec("ensurepip") is None:
        missing.add(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return sorted(missing)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _debian() -> bool:
    return shutil.which("apt-get") is not None


def environment() -> dict[str, str]:
    """The variables our programs run under: no screen means Qt's offscreen platform."""
    env = {**os.environ, "PYTHONUTF8": "1"}
    screen = env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen:
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    return env
