"""Updates of the program: look for one, weigh it, copy and verify it, keep a backup, run it."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final, Protocol

from kotabumi_kinerja import __version__
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.exchange import updates as files
from kotabumi_kinerja.exchange.updates import Opener, ReleaseKey, Update, opened
from kotabumi_kinerja.services import upkeep
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import backup as copies
from kotabumi_kinerja.store.opening import SCHEMA

KEYS: Final = "release-keys.toml"
FOLDER: Final = "pembaruan"
"""Below an office's folder: where a copy lies between its verification and the next start."""
_OURS: Final = ("_PYI_", "_MEI", "QT_")
"""Beginnings of variables that hold for this run of the program and not for the next version."""


@dataclass(frozen=True, slots=True)
class Installed:
    """This program: its version and the newest schema that its databases have."""

    version: str = __version__
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class Looked:
    """What places held: updates for this program, the newest first, and files refused with why."""

    updates: tuple[Update, ...]
    refused: tuple[tuple[Path, Refused], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A verified local copy of Setup.exe, and the backup made before it (None: no office here)."""

    update: Update
    setup: Path
    backup: Path | None


class Starter(Protocol):
    """Runs installers; a test hands in its own."""

    def allow(self, version: str) -> None:
        """Refused when this computer cannot install that version."""
        ...

    def start(self, setup: Path) -> None:
        """Starts `setup` and does not wait for it. OSError when the system does not let it."""
        ...


def release_keys(resources: Path) -> tuple[ReleaseKey, ...]:
    """The keys that may sign updates of this program."""
    return files.read_keys((resources / KEYS).read_text("utf-8"))


def look(places: Iterable[Path], known: Sequence[ReleaseKey], own: Installed) -> Looked:
    """Every update file in `places` (folders or files), verified and weighed; nothing is copied.

    What it is not for is told in `refused`; a place that cannot be read is, too.
    """
    good: list[Update] = []
    refused: list[tuple[Path, Refused]] = []
    for place in places:
        try:
            found = files.find(place) if place.is_dir() else [place]
        except Refused as refusal:
            refused.append((place, refusal))
            continue
        for path in found:
            try:
                good.append(look_at(path, known, own))
            except Refused as refusal:
                refused.append((path, refusal))
    good.sort(key=lambda update: files.order(update.manifest.version), reverse=True)
    return Looked(tuple(good), tuple(refused))


def look_at(path: Path, known: Sequence[ReleaseKey], own: Installed) -> Update:
    """The update at `path`. Refused: as `exchange.updates.inspect` and `require_fit` do."""
    update = files.inspect(path, known)
    require_fit(update, own)
    return update


def require_fit(update: Update, own: Installed) -> None:
    """Refused: KK-471 not newer, KK-472 another version must come first, KK-473 an older schema.

    An older version is never offered: a known fault of it could come back by way of a stick.
    """
    said = update.manifest
    if files.order(said.version) <= files.order(own.version):
        raise Refused("KK-471", version=said.version, own=own.version)
    if files.order(own.version) < files.order(said.from_version):
        minimum = said.from_version
        raise Refused("KK-472", version=said.version, minimum=minimum, own=own.version)
    if said.schema < own.schema:
        raise Refused("KK-473", version=said.version)


def prepare(  # noqa: PLR0913  # each is a wish of its own
    update: Update,
    folder: Path,
    starter: Starter,
    own: Installed,
    *,
    work: Workspace | None = None,
    progress: Progress | None = None,
    open_file: Opener = opened,
) -> Prepared:
    """Copy and verify `update` in the local `folder`, then back up the office `work`.

    Refused: as `require_fit`, `exchange.updates.stage`, `Starter.allow` and `upkeep.backup` do;
    nothing of the copy stays then. Raises `Cancelled`.
    """
    require_fit(update, own)
    setup = files.stage(update, folder / FOLDER, progress, open_file)
    ready = False
    try:
        starter.allow(update.manifest.version)
        kept = upkeep.backup(work, work.folder / copies.FOLDER, progress) if work else None
        ready = True
    finally:
        if not ready:
            files.discard(setup)
    return Prepared(update, setup, kept)


def install(prepared: Prepared, starter: Starter) -> None:
    """Verify the local copy once more and start it; the program must be closed at once.

    Refused: KK-475 it is no longer what was signed, KK-479 the system does not let it start.
    """
    files.verify(prepared.update, prepared.setup)
    try:
        starter.start(prepared.setup)
    except OSError as error:
        raise Refused("KK-479", version=prepared.update.manifest.version) from error


def drop(prepared: Prepared) -> None:
    """Forget a copy that shall not be run after all; the backup stays."""
    files.discard(prepared.setup)


def sweep(folder: Path) -> None:
    """At a start: remove what an earlier update left; a file that still runs stays until later."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class WindowsStarter:
    """Starts Setup.exe on Windows, for a program that this very user installed."""

    platform: str = sys.platform
    program: str = sys.executable
    shared: tuple[str, ...] = tuple(
        os.environ[name] for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ
    )

    def allow(self, version: str) -> None:
        """Refused: KK-478 not on Windows, KK-470 an administrator installed it for everybody."""
        if self.platform != "win32":
            raise Refused("KK-478", version=version)
        program = PureWindowsPath(self.program)
        if any(program.is_relative_to(PureWindowsPath(place)) for place in self.shared):
            raise Refused("KK-470", version=version)

    def start(self, setup: Path) -> None:
        """Detached, in its own folder, with nothing of this run's surroundings."""
        if sys.platform != "win32":
            raise OSError(setup)
        kernel = ctypes.windll.kernel32
        kernel.SetDllDirectoryW(None)  # inherited, so Setup.exe would hold DLLs that it replaces
        try:
            subprocess.Popen(  # noqa: S603  # verified just now; no shell, no arguments
                [str(setup)],
                cwd=setup.parent,
                env=surroundings(os.environ),
                creationflags=subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP,
            )
        finally:
            kernel.SetDllDirectoryW(getattr(sys, "_MEIPASS", None))


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` without what belongs to this run of the program."""
    return {name: value for name, value in environ.items() if not name.startswith(_OURS)}
