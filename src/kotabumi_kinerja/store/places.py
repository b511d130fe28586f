"""Where a living database may not lie: network, removable disks and cloud folders tear it."""

import ctypes
import os
import sys
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final, Literal

Unsafe = Literal["network", "removable", "cloud"]

_CLOUD: Final = (
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "dropbox",
    "icloud",
    "nextcloud",
)
_NETWORK_TYPES: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"})
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4


def unsafe_place(path: Path) -> Unsafe | None:
    """Why a database must not lie at `path`; None when it may."""
    return by_name(path) or (_by_drive(path) if sys.platform == "win32" else _by_mount(path))


def by_name(path: PurePath) -> Unsafe | None:
    """What the written path alone tells, of Windows paths too."""
    parts = [p.lower() for p in (*PureWindowsPath(path).parts, *path.parts)]
    if str(path).startswith(("\\\\", "//")):
        return "network"
    if any(p == c or p.startswith((f"{c} ", f"{c}-")) for p in parts for c in _CLOUD):
        return "cloud"
    text = path.as_posix()
    return "removable" if text.startswith(("/media/", "/run/media/")) else None


def _by_drive(path: Path) -> Unsafe | None:
    if sys.platform != "win32":
        return None
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.absolute().drive}\\")
    if kind == _DRIVE_REMOVABLE:
        return "removable"
    return "network" if kind == _DRIVE_REMOTE else None


def _by_mount(path: Path) -> Unsafe | None:
    """The file system that holds `path`, from the kernel's own table."""
    table = Path("/proc/mounts")
    if not table.exists():
        return None
    real, best, kind = os.path.realpath(path), "", ""
    for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
        _, mount, system, *_ = line.split(" ")
        below = real == mount or real.startswith(mount.rstrip("/") + "/")
        if below and len(mount) >= len(best):
            best, kind = mount, system
    return "network" if kind in _NETWORK_TYPES else None
