"""Update files: one signed file that holds an installer; read, verified, copied to this computer.

Layout: magic, the release key's public half (32 bytes), its signature (64), the manifest's length
(4, big-endian), the manifest (JSON), Setup.exe. The signature covers the manifest, the manifest
has the SHA-256 of Setup.exe. Nothing is parsed before its signature holds. One file rather than
a pair: there is no Setup.exe on the stick that somebody could start past the verification.
"""

import errno
import hashlib
import os
import shutil
import stat
import struct
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import msgspec
from msgspec import Meta

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.exchange import keys
from kotabumi_kinerja.exchange.naming import FOLDER

SUFFIX: Final = ".kkupdate"
PRODUCT: Final = "kotabumi-kinerja"
CONTEXT: Final = b"KotabumiKinerja release 1"
"""Context of a release key's signature on a manifest."""
MANIFEST: Final = 64 << 10
"""Bytes that a manifest may have."""
SETUP: Final = 200 << 20
"""Bytes that Setup.exe may have."""
LISTED: Final = 20
"""Update files that one place may offer; the rest is passed over."""

_MAGIC: Final = b"KKUPD1\n"
_FRONT: Final = struct.Struct(">7s32s64sI")
_CHUNK: Final = 1 << 20
_WINDOWS_FULL: Final = 112

Version = Annotated[str, Meta(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}\Z")]
Opener = Callable[[Path], BinaryIO]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the release key vouches for. Unknown fields are passed over: later ones may have more.

    `schema`: the newest database that this version opens; `from_version`: the oldest version it
    may be put over; `size` (bytes) and `sha256` (hexadecimal) of Setup.exe; `news` in Indonesian.
    """

    product: Annotated[str, Meta(max_length=80)]
    version: Version
    schema: Annotated[int, Meta(ge=1, le=9999)]
    from_version: Version
    size: Annotated[int, Meta(ge=1, le=SETUP)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    published: date
    news: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=300)], ...], Meta(max_length=20)
    ]


class ReleaseKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who may sign updates: name as shown, public half in hexadecimal, revoked since."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    public: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    revoked: date | None = None


class _Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: tuple[ReleaseKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """An update file whose signature holds; its Setup.exe is not verified yet.

    `head` is everything before Setup.exe, by which the same file is known again.
    """

    path: Path
    manifest: Manifest
    signer: str
    head: bytes


def read_keys(text: str) -> tuple[ReleaseKey, ...]:
    """The release keys in a TOML text. msgspec.MsgspecError when it is not well-formed."""
    return msgspec.toml.decode(text, type=_Keys).key


def head_of(manifest: bytes, public: bytes, signature: bytes) -> bytes:
    """Everything of an update file before Setup.exe."""
    return _FRONT.pack(_MAGIC, public, signature, len(manifest)) + manifest


def order(version: str) -> tuple[int, ...]:
    """'1.10.0' as (1, 10, 0), to be compared."""
    return tuple(int(part) for part in version.split("."))


def find(place: Path) -> list[Path]:
    """Files at `place`, and in our folder there, that are called update files; unread.

    Refused: KK-461 the place cannot be read any more.
    """
    found = [path for folder in (place, place / FOLDER) for path in _named(folder)]
    return found[:LISTED]


def opened(path: Path) -> BinaryIO:
    """`path` for reading, when it is an ordinary file. Refused: KK-463 not so, KK-461 gone."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with _reading(path):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Refused("KK-463", file=path.name)
        return os.fdopen(os.open(path, flags), "rb")


def inspect(path: Path, known: Sequence[ReleaseKey], open_file: Opener = opened) -> Update:
    """The update at `path`, its manifest verified by one of the `known` release keys.

    Refused: KK-461 cannot be read, KK-462 no update file, KK-463 no ordinary file, KK-464 larger
    than allowed, KK-465 no release key known, KK-466 signed by a stranger, KK-467 by a revoked
    key, KK-468 the signature does not hold, KK-469 another program's, KK-475 cut off.
    """
    with _reading(path), open_file(path) as file:
        head, whole = _head(file, path), file.seek(0, os.SEEK_END)
    _, public, signature, _ = _FRONT.unpack_from(head)
    manifest = head[_FRONT.size :]
    signer = _signer(public, known, path)
    if not keys.verify(public, CONTEXT, manifest, signature):
        raise Refused("KK-468", file=path.name)
    said = _said(manifest, path)
    if said.product != PRODUCT:
        raise Refused("KK-469", file=path.name, product=said.product)
    if whole != len(head) + said.size:
        raise Refused("KK-475", file=path.name)
    return Update(path, said, signer, head)


def stage(
    update: Update, folder: Path, progress: Progress | None = None, open_file: Opener = opened
) -> Path:
    """Setup.exe copied into a new private folder below the local `folder`, and verified there.

    It is the copy that is verified and returned; on any refusal nothing of it stays. Refused:
    KK-461 pulled, KK-474 another file than was looked at, KK-475 damaged, KK-476 the local disk
    is full, KK-477 cannot be written, KK-479 the copy is kept shut. Raises `Cancelled`.
    """
    watch = progress or Silent()
    manifest = update.manifest
    blocks = -(-manifest.size // _CHUNK)
    inner = _private(update, folder)
    target = inner / f"Kotabumi-Kinerja-{manifest.version}-Setup.exe"
    whole = False
    try:
        watch.start("Menyalin pembaruan", 2 * blocks)
        with _reading(update.path), open_file(update.path) as source:
            if source.read(len(update.head)) != update.head:
                raise Refused("KK-474", file=update.path.name)
            with _writing(update, folder):
                _copy(source, target, update, watch)
        verify(update, target, watch)
        whole = True
    finally:
        if not whole:
            discard(target)
    return target


def verify(update: Update, setup: Path, progress: Progress | None = None) -> None:
    """Refused: KK-475 the local `setup` is not what was signed, KK-479 it is kept shut."""
    watch = progress or Silent()
    digest = hashlib.sha256()
    size = 0
    try:
        with setup.open("rb") as file:
            while block := file.read(_CHUNK):
                digest.update(block)
                size += len(block)
                watch.step()
    except OSError as error:  # a virus scanner has taken it away
        raise Refused("KK-479", version=update.manifest.version) from error
    if (size, digest.hexdigest()) != (update.manifest.size, update.manifest.sha256):
        raise Refused("KK-475", file=update.path.name)


def discard(setup: Path) -> None:
    """Remove a copy that `stage` made, with its folder, as far as the system lets us."""
    shutil.rmtree(setup.parent, ignore_errors=True)


def _named(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.lower().endswith(SUFFIX)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise Refused("KK-461", file=folder.name or folder) from error
    return [folder / name for name in sorted(names)]


def _head(file: BinaryIO, path: Path) -> bytes:
    front = file.read(_FRONT.size)
    if len(front) < _FRONT.size or not front.startswith(_MAGIC):
        raise Refused("KK-462", file=path.name)
    length: int = _FRONT.unpack(front)[3]
    if length > MANIFEST:
        raise Refused("KK-464", file=path.name, megabytes=SETUP >> 20)
    manifest = file.read(length)
    if len(manifest) < length:
        raise Refused("KK-475", file=path.name)
    return front + manifest


def _signer(public: bytes, known: Sequence[ReleaseKey], path: Path) -> str:
    if not known:
        raise Refused("KK-465", file=path.name)
    key = next((k for k in known if k.public == public.hex()), None)
    if key is None:
        raise Refused("KK-466", file=path.name, letters=keys.fingerprint(public))
    if key.revoked is not None:
        raise Refused("KK-467", file=path.name, name=key.name, since=f"{key.revoked:%d-%m-%Y}")
    return key.name


def _said(manifest: bytes, path: Path) -> Manifest:
    try:
        return msgspec.json.decode(manifest, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refused("KK-462", file=path.name) from error


def _private(update: Update, folder: Path) -> Path:
    """A folder that only this user reads, on a disk with room. Refused: KK-476, KK-477."""
    with _writing(update, folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < update.manifest.size + _CHUNK:
            raise _full(update, folder)
        return Path(tempfile.mkdtemp(dir=folder))


def _copy(source: BinaryIO, target: Path, update: Update, watch: Progress) -> None:
    left = update.manifest.size
    with target.open("xb") as copy:
        while left:
            with _reading(update.path):
                block = source.read(min(_CHUNK, left))
            if not block:
                raise Refused("KK-475", file=update.path.name)
            copy.write(block)
            left -= len(block)
            watch.step()
        copy.flush()
        os.fsync(copy.fileno())
    with _reading(update.path):
        longer = bool(source.read(1))
    if longer:
        raise Refused("KK-475", file=update.path.name)


@contextmanager
def _reading(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise Refused("KK-461", file=path.name) from error


@contextmanager
def _writing(update: Update, folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno == errno.ENOSPC or getattr(error, "winerror", None) == _WINDOWS_FULL
        raise _full(update, folder) if full else Refused("KK-477", folder=folder) from error


def _full(update: Update, folder: Path) -> Refused:
    need = -(-update.manifest.size // 1_000_000) + 1
    return Refused("KK-476", disk=folder.drive or folder, megabytes=need)
