"""Files on a stick: written so that a pulled stick harms nothing, read by way of a local inbox."""

import errno
import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import limits, package
from kotabumi_kinerja.exchange.drive import Drive
from kotabumi_kinerja.exchange.naming import FOLDER
from kotabumi_kinerja.exchange.package import Header
from kotabumi_kinerja.replacing import in_use, patiently

PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between tries while another program, often the virus scanner, holds a file."""

_SPARE: Final = 1 << 20
_FRONT: Final = limits.HEADER + 16
_LOCKED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_WINDOWS_BUSY: Final = frozenset({32, 33})
_WINDOWS_FULL: Final = 112
_WINDOWS_LOCKED: Final = 19


@dataclass(frozen=True, slots=True)
class Delivered:
    """A package that lies whole on the stick: 'aman dicabut'."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """A whole, signed package, copied to the inbox; not yet decrypted."""

    path: Path
    header: Header


@dataclass(frozen=True, slots=True)
class Collected:
    """What a stick held: packages for us, files refused with the reason, and a count of others'."""

    packages: tuple[Found, ...]
    refused: tuple[tuple[str, Refused], ...]
    others: int


def build(data: bytes, name: str, workshop: Path, drive: Drive) -> Path:
    """Write a package to the local `workshop` first. Refused: KK-302 the local disk does not."""
    path = workshop / name
    try:
        drive.write(path, data)
    except OSError as error:
        raise Refused("KK-302", place=workshop, reason=error.strerror) from error
    return path


def deliver(source: Path, cover: str, number: int, stick: Path, drive: Drive) -> Delivered:
    """Copy the local `source` to the stick, read it back, and only then give it its name.

    Done again after a fault it goes on where it stopped. Refused: KK-303 the stick gives back
    something else, KK-305 pulled, KK-306 full, KK-307 read-only, KK-308 the name is taken by
    another file, KK-309 in use.
    """
    data, folder = source.read_bytes(), stick / FOLDER
    target = folder / source.name
    with _writing(number, stick):
        drive.make(folder)
        if not _already(target, data, number, drive):
            _require_room(folder, len(data), number, stick, drive)
            _place(target, data, cover.encode(), number, drive)
        drive.settle(folder)
    return Delivered(target, len(data), hashlib.sha256(data).hexdigest())


def collect(stick: Path, inbox: Path, wanted: Callable[[Header], bool], drive: Drive) -> Collected:
    """Copy every package that is `wanted` to the local `inbox`, verified but not decrypted.

    `wanted` sees the header before it is verified, to spare the copy. Refused:
    KK-301 nothing of ours on the stick, KK-302 the local disk, KK-304 pulled.
    """
    folder = stick / FOLDER
    packages: list[Found] = []
    refused: list[tuple[str, Refused]] = []
    others = 0
    for name in _listed(stick, folder, drive):
        try:
            found = _taken(folder / name, inbox, wanted, drive)
        except Refused as refusal:
            if refusal.code in {"KK-302", "KK-304"}:
                raise
            refused.append((name, refusal))
            continue
        if found is None:
            others += 1
        else:
            packages.append(found)
    packages.sort(key=lambda one: (one.header.sender, one.header.device, one.header.number))
    return Collected(tuple(packages), tuple(refused), others)


def _already(target: Path, data: bytes, number: int, drive: Drive) -> bool:
    if not drive.exists(target):
        return False
    if drive.read(target) != data:
        raise Refused("KK-308", number=number, name=target.name)
    return True


def _require_room(folder: Path, size: int, number: int, stick: Path, drive: Drive) -> None:
    need = size + _SPARE
    if drive.free(folder) < need:
        raise _full(number, stick, need)


def _place(target: Path, data: bytes, cover: bytes, number: int, drive: Drive) -> None:
    draft, beside = target.with_name(target.name + ".tmp"), target.with_suffix(".txt")
    try:
        drive.write(draft, data)
        _require_same(draft, data, number, drive)
        drive.write(beside, cover)
        _rename(draft, target, number, drive)
    except (OSError, Refused):
        for path in (draft, beside):
            with suppress(OSError):
                drive.remove(path)
        raise


def _require_same(draft: Path, data: bytes, number: int, drive: Drive) -> None:
    if drive.read(draft) != data:
        raise Refused("KK-303", number=number)


def _rename(draft: Path, target: Path, number: int, drive: Drive) -> None:
    try:
        patiently(
            lambda: drive.rename(draft, target), pauses=PAUSES, sleep=drive.sleep, again=_held
        )
    except OSError as error:
        if _held(error):
            raise Refused("KK-309", number=number) from error
        raise


@contextmanager
def _writing(number: int, stick: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise _fault(error, number, stick) from error


def _fault(error: OSError, number: int, stick: Path) -> Refused:
    windows: int | None = getattr(error, "winerror", None)
    if error.errno == errno.ENOSPC or windows == _WINDOWS_FULL:
        return _full(number, stick, _SPARE)
    if _busy(error):
        return Refused("KK-309", number=number)
    if error.errno in _LOCKED or windows == _WINDOWS_LOCKED:
        return Refused("KK-307", number=number)
    return Refused("KK-305", number=number)


def _held(error: OSError) -> bool:
    """Another program may let go of the file."""
    return _busy(error) or in_use(error)


def _busy(error: OSError) -> bool:
    return error.errno == errno.EBUSY or getattr(error, "winerror", None) in _WINDOWS_BUSY


def _full(number: int, stick: Path, need: int) -> Refused:
    return Refused("KK-306", number=number, place=stick, megabytes=-(-need // (1 << 20)))


def _listed(stick: Path, folder: Path, drive: Drive) -> list[str]:
    try:
        if not drive.exists(folder):
            drive.names(stick)
            return _nothing(stick)
        names = [name for name in drive.names(folder) if name.lower().endswith(".kkx")]
    except OSError as error:
        raise Refused("KK-304") from error
    return names or _nothing(stick)


def _nothing(stick: Path) -> list[str]:
    raise Refused("KK-301", place=stick)


def _taken(path: Path, inbox: Path, wanted: Callable[[Header], bool], drive: Drive) -> Found | None:
    try:
        front = package.peek(drive.read(path, _FRONT))
        if front is not None and not wanted(front):
            return None
        if drive.size(path) > limits.FILE:
            raise Refused("KK-314")
        data = drive.read(path)
    except OSError as error:
        raise Refused("KK-304") from error
    header = package.inspect(data)
    mark = hashlib.sha256(data).hexdigest()[:8]
    return Found(build(data, f"{path.stem}-{mark}.kkx", inbox, drive), header)
