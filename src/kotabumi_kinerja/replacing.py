"""A file gets its name in one step, also when Windows says for a moment that it is in use."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

T = TypeVar("T")

PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries: a virus scanner or an indexer lets go within a second."""
BRIEF: Final = (0.01, 0.03)
"""For the main thread, which may not stand still longer than 50 ms."""


def in_use(error: OSError) -> bool:
    """What Windows answers while another program has the file open (winerror 5, 32 and 33)."""
    return isinstance(error, PermissionError)


def patiently(
    act: Callable[[], T],
    *,
    pauses: tuple[float, ...] = PAUSES,
    sleep: Callable[[float], object] = time.sleep,
    again: Callable[[OSError], bool] = in_use,
) -> T:
    """What `act` gives, tried again after each pause (seconds) while its error is one of `again`.

    Raises the OSError of the last try, or at once one that waiting does not cure.
    """
    for pause in pauses:
        try:
            return act()
        except OSError as error:
            if not again(error):
                raise
        sleep(pause)
    return act()


def put_in_place(
    half: Path,
    target: Path,
    *,
    pauses: tuple[float, ...] = PAUSES,
    sleep: Callable[[float], object] = time.sleep,
) -> None:
    """Give the finished file `half` the name `target`, in the place of an older one.

    Both lie in one folder, and `half` is on the medium already. Raises OSError when it may not
    be (PermissionError: still in use after all pauses); an older `target` is then untouched.
    """
    patiently(lambda: half.replace(target), pauses=pauses, sleep=sleep)


def fill_in_place(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write a file beside `target`, then give it that name, whole or not at all.

    Raises OSError as `put_in_place` and whatever `fill` does; an older `target` is then untouched.
    """
    half = target.with_name(f".{target.name}.{os.getpid()}.baru")
    try:
        with half.open("wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(half, target)
    finally:
        discard(half)


def discard(half: Path) -> None:
    """Take away what is left of an unfinished file; one that is still held stays, unharmful."""
    with contextlib.suppress(OSError):
        half.unlink(missing_ok=True)
