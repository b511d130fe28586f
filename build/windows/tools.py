"""Debian packages that the build needs: installed as root, else named."""

import os
import shutil
from collections.abc import Mapping
from typing import Final

from .running import Failed, Log

LINUX: Final = {"objdump": "binutils", "ldd": "libc-bin"}
WINE: Final = {
    "mmdebstrap": "mmdebstrap",
    "bwrap": "bubblewrap",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
    "import": "imagemagick",
    "openssl": "openssl",
    "git": "git",
}
"""Program -> Debian package."""


def install(programs: Mapping[str, str], log: Log) -> None:
    """Install what is missing of `programs`; Failed with the names when that is not ours to do."""
    missing = sorted({package for name, package in programs.items() if shutil.which(name) is None})
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None:
        raise Failed(f"Missing on this machine: {names} (names of Debian packages)")
    if os.geteuid() != 0:
        raise Failed(f"Missing: {names}. Install with: sudo apt-get install {names}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"   installing {names}", flush=True)
    log.step("apt-update", ["apt-get", "-qq", "update"], timeout=300, env=env)
    call = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *missing]
    log.step("apt-install", call, timeout=900, env=env)
