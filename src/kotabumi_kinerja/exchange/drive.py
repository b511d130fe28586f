"""The few operations on a stick in one place, so that a test can pull it out at any of them."""

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol, cast

_CHUNK: Final = 1 << 20
_REMOVABLE: Final = 2
"""Windows' DRIVE_REMOVABLE."""


class Drive:
    """A real file system; every method may raise OSError."""

    def free(self, folder: Path) -> int:
        """Bytes that can still be written there."""
        return shutil.disk_usage(folder).free

    def make(self, folder: Path) -> None:
        """Make `folder`, not its parents: a stick that is gone must not become a local folder."""
        folder.mkdir(exist_ok=True)

    def exists(self, path: Path) -> bool:
        """Whether there is a file of this name."""
        return path.exists()

    def names(self, folder: Path) -> list[str]:
        """Names of the ordinary files in `folder`, sorted."""
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))

    def size(self, path: Path) -> int:
        """Bytes of the file."""
        return path.stat().st_size

    def read(self, path: Path, count: int = -1) -> bytes:
        """The file's first `count` bytes, or all."""
        with path.open("rb") as file:
            return file.read(count)

    def write(self, path: Path, data: bytes) -> None:
        """Write, flush, and make the system put it on the medium."""
        with path.open("wb") as file:
            for start in range(0, len(data), _CHUNK):
                file.write(data[start : start + _CHUNK])
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # so that reading back asks the stick, not the memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def rename(self, old: Path, new: Path) -> None:
        """Give `old` its final name (on Windows refused when there is one)."""
        old.rename(new)

    def settle(self, folder: Path) -> None:
        """Put the folder's own entries on the medium, where the system can."""
        if os.name != "posix":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # some file systems have no such thing
                raise
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """Remove the file if it is there."""
        path.unlink(missing_ok=True)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Kernel(Protocol):
    """What of Windows' kernel32 is asked."""

    def GetLogicalDrives(self) -> int:  # noqa: N802  # Windows' name
        """One bit for each letter in use, A: the lowest."""
        ...

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802  # Windows' name
        """What kind of disk stands behind a letter."""
        ...


def candidates(
    roots: Iterable[Path] = (Path("/media"), Path("/run/media")),
    kernel: Kernel | None = None,
    ready: Callable[[Path], bool] = os.path.isdir,
) -> tuple[Path, ...]:
    """Removable disks that are in now; `roots` hold the mounted ones where there are no letters.

    Of Windows' letters neither fixed disks nor CDs nor network drives, and no card reader without
    a card, which is not `ready`. External hard disks count as fixed there: the user may choose any
    folder instead.
    """
    kernel = kernel or _kernel()
    if kernel is not None:
        return tuple(path for path in _letters(kernel) if ready(path))
    found: list[Path] = []
    for root in roots:
        found += [path for path in (*root.glob("*"), *root.glob("*/*")) if path.is_mount()]
    return tuple(sorted(found))


def _kernel() -> Kernel | None:
    return cast("Kernel", ctypes.windll.kernel32) if sys.platform == "win32" else None


def _letters(kernel: Kernel) -> list[Path]:
    present = kernel.GetLogicalDrives()
    roots = [f"{chr(65 + place)}:\\" for place in range(26) if present >> place & 1]
    return [Path(root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE]
