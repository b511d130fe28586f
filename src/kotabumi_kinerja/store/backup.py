"""Backups: one encrypted, verified file and its wrapped key beside it, and the way back."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.replacing import discard, put_in_place
from kotabumi_kinerja.store.driver import connect

KEPT: Final = 14
"""Automatic copies kept, one a day."""
FOLDER: Final = "cadangan"
KEY_SUFFIX: Final = ".kunci"
_STAMP: Final = "%Y-%m-%d %H.%M.%S"
_PAGES: Final = 4096
_TAILS: Final = ("-wal", "-shm", "")
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup on disk; `size` in bytes, `key` the file of the wrapped key beside it."""

    path: Path
    key: Path
    made: datetime
    size: int


def free_bytes(folder: Path) -> int:
    """How many bytes the disk of `folder` can still take."""
    return shutil.disk_usage(folder).free


def write(  # noqa: PLR0913  # each is a wish of its own
    path: Path,
    key: bytes,
    wrapped: bytes,
    folder: Path,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    free: Callable[[Path], int] = free_bytes,
) -> Copy:
    """Back up the database at `path`, open or not, into `folder`; verified by reading it again.

    `wrapped`: the key, wrapped by the caller. Refused: KK-401 no room, KK-403 not writable,
    KK-404 the copy does not read back. Nothing half-written stays.
    """
    moment = now or datetime.now(UTC).astimezone()
    target = folder / f"{path.stem} {moment:{_STAMP}}{path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_if_full(path, folder, free)
        raw = connect(path, key)
        try:
            copy(raw, target, key, progress or Silent())
        finally:
            raw.close()
        _write_bytes(target.with_suffix(KEY_SUFFIX), wrapped)
    except OSError as error:
        raise _not_written(path, folder, str(error)) from error
    except dbapi2.Error as error:
        raise _not_written(path, folder, str(error)) from error
    return _copy_at(target)


def automatic(
    path: Path, key: bytes, wrapped: bytes, *, now: datetime | None = None, keep: int = KEPT
) -> Copy | None:
    """Today's copy in `cadangan` beside the data; None when it is there already."""
    moment = now or datetime.now(UTC).astimezone()
    folder = path.parent / FOLDER
    if any(c.made.date() == moment.date() for c in copies(folder, path.stem)):
        return None
    made = write(path, key, wrapped, folder, now=moment)
    for old in copies(folder, path.stem)[keep:]:
        discard(old.path)
        discard(old.key)
    return made


def copies(folder: Path, stem: str) -> list[Copy]:
    """The backups of the database called `stem` in `folder`, newest first."""
    found: list[Copy] = []
    for file in folder.glob("*.kinerja") if folder.is_dir() else ():
        if not file.stem.startswith(f"{stem} "):
            continue
        try:
            found.append(_copy_at(file))
        except ValueError:
            continue  # a file of the user's own naming
    return sorted(found, key=lambda c: c.made, reverse=True)


def verify(path: Path, key: bytes) -> None:
    """Refused KK-413 when the key does not fit, KK-404 when the copy is damaged."""
    raw = connect(path, key)
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as error:
        raw.close()
        raise Refused("KK-413", file=path.name) from error
    try:
        answer = raw.execute("PRAGMA quick_check").fetchone()[0]
        torn = raw.execute("PRAGMA cipher_integrity_check").fetchall()
    except dbapi2.Error as error:
        raise Refused("KK-404", file=path.name) from error
    finally:
        raw.close()
    if answer != "ok" or torn:
        raise Refused("KK-404", file=path.name)


def restore(source: Path, key: bytes, path: Path, *, now: datetime | None = None) -> Path | None:
    """Put the backup `source` in the place of `path`, which must be closed.

    The present file is kept aside under a dated name: that name, or None when there was no
    file. Refused as by `verify`, KK-401 no room, KK-458 in use or not writable: the present
    file is then where it was.
    """
    verify(source, key)
    moment = now or datetime.now(UTC).astimezone()
    fresh = path.with_name(f"{path.name}.baru")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, fresh)
        _synced(fresh)
        verify(fresh, key)
        aside = _set_aside(path, moment)
        _or_back(fresh, path, aside)
    except OSError as error:
        raise _not_restored(source, path, str(error)) from error
    finally:
        discard(fresh)
    return aside


def copy(
    raw: dbapi2.Connection, target: Path, key: bytes, progress: Progress | None = None
) -> None:
    """An encrypted copy of the open database in one file, verified; it appears whole or not."""
    watcher = progress or Silent()
    half = target.with_name(f"{target.name}.baru")
    half.unlink(missing_ok=True)
    into = connect(half, key)
    last = 0

    def step(_status: int, remaining: int, total: int) -> None:
        nonlocal last
        if not last:
            watcher.start("Menulis cadangan", total)
        watcher.step(max(0, total - remaining - last))
        last = max(1, total - remaining)

    try:
        try:
            raw.backup(into, pages=_PAGES, progress=step)
            into.execute("PRAGMA journal_mode = DELETE")
        finally:
            into.close()
        verify(half, key)
        _synced(half)
        put_in_place(half, target)
    finally:
        discard(half)


def _copy_at(file: Path) -> Copy:
    made = datetime.strptime(file.stem[-19:], _STAMP).astimezone()
    return Copy(file, file.with_suffix(KEY_SUFFIX), made, file.stat().st_size)


def _refuse_if_full(path: Path, folder: Path, free: Callable[[Path], int]) -> None:
    wanted = sum(f.stat().st_size for f in (path, path.with_name(f"{path.name}-wal")) if f.exists())
    if free(folder) < wanted + _MEGABYTE:
        raise _full(path, folder)


def _full(path: Path, folder: Path) -> Refused:
    size = path.stat().st_size if path.exists() else 0
    return Refused("KK-401", disk=folder.drive or str(folder), room=2 + size // _MEGABYTE)


def _not_written(path: Path, folder: Path, words: str) -> Refused:
    if "full" in words or "No space" in words:
        return _full(path, folder)
    return Refused("KK-403", folder=str(folder), detail=words)


def _not_restored(source: Path, path: Path, words: str) -> Refused:
    refusal = _not_written(source, path.parent, words)
    if refusal.code == "KK-401":
        return refusal
    return Refused("KK-458", file=source.name, folder=str(path.parent), detail=words)


def _set_aside(path: Path, moment: datetime) -> Path | None:
    """The present file with its write-ahead log under a dated name."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.stem} sebelum dipulihkan {moment:{_STAMP}}{path.suffix}")
    _move(path, aside)
    return aside


def _or_back(fresh: Path, path: Path, aside: Path | None) -> None:
    """Put `fresh` in its place; when that is refused the present file comes back to it."""
    try:
        put_in_place(fresh, path)
    except OSError:
        if aside is not None:
            _move(aside, path)
        raise


def _move(old: Path, new: Path) -> None:
    """A database with its write-ahead log gets another name: all of its files or none."""
    moved: list[str] = []
    try:
        for tail in _TAILS:
            part = old.with_name(old.name + tail)
            if part.exists():
                put_in_place(part, new.with_name(new.name + tail))
                moved.append(tail)
    except OSError:
        for tail in reversed(moved):
            put_in_place(new.with_name(new.name + tail), old.with_name(old.name + tail))
        raise


def _write_bytes(target: Path, body: bytes) -> None:
    half = target.with_name(f"{target.name}.baru")
    try:
        half.write_bytes(body)
        _synced(half)
        put_in_place(half, target)
    finally:
        discard(half)


def _synced(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
