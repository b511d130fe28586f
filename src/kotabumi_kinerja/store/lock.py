"""One program at a time on a database: a lock file that names its holder, freed by a crash."""

import contextlib
import errno
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kotabumi_kinerja.domain.errors import Refused

_AT: Final = 1 << 20
"""The locked byte lies far behind the words, since Windows lets nobody read a locked one."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the database open; `since` as shown to the user."""

    user: str
    computer: str
    since: str


class Held:
    """The lock is ours until `release`, the end of the `with`, or the end of the program."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def take(path: Path, me: Holder) -> Held | Holder:
    """The lock on the database at `path`, or its holder when that is the same user as `me`.

    Refused KK-430 with the holder named when another user has it, KK-411 on a read-only disk,
    KK-410 on one without room for the lock. A lock left by a crash is taken over.
    """
    file = path.with_name(f"{path.name}.lock")
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError as error:
        raise _taken(path, holder(file)) from error
    except OSError as error:
        code = "KK-411" if error.errno == errno.EROFS else "KK-410"
        raise Refused(code, file=path.name) from error
    if not _locked(handle):
        os.close(handle)
        other = holder(file)
        if other is not None and (other.user, other.computer) == (me.user, me.computer):
            return other
        raise _taken(path, other)
    with contextlib.suppress(OSError):  # on a full disk the lock holds without its words
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(asdict(me)).encode())
        os.fsync(handle)
    return Held(handle)


def held(path: Path) -> Holder | None:
    """Who has the database at `path` open now; None when nobody has, or nobody known."""
    file = path.with_name(f"{path.name}.lock")
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return None
    try:
        free = _locked(handle)
    finally:
        os.close(handle)
    return None if free else holder(file)


def holder(file: Path) -> Holder | None:
    """Who the lock file names; None when it says nothing readable."""
    try:
        return Holder(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _taken(path: Path, other: Holder | None) -> Refused:
    if other is None:
        return Refused("KK-431", file=path.name)
    return Refused(
        "KK-430", file=path.name, who=other.user, computer=other.computer, since=other.since
    )


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _AT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
