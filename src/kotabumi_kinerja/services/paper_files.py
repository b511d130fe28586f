"""PDF files of a run: safe names, written beside their place first, then all put there together."""

import errno
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.replacing import put_in_place

_T = TypeVar("_T")
_R = TypeVar("_R")
_BAD: Final = frozenset('<>:"/\\|?*')
_NAME_LENGTH: Final = 80
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What a full disk says; everything else means that the place may not be written to."""


def file_name(nip: str, name: str, what: str = "") -> str:
    """'198402012006111001-Irwan Susanto.pdf', safe on Windows and on a stick.

    `what` stands at the end: '...-Irwan Susanto-SKP 2026.pdf'.
    """
    kept = "".join(" " if c in _BAD or not c.isprintable() else c for c in name)
    words, end = " ".join(kept.split())[:_NAME_LENGTH].lstrip(". "), f"-{what}" if what else ""
    words = words.rstrip() if what else words.rstrip(". ")
    return f"{nip or 'tanpa-NIP'}-{words or 'tanpa nama'}{end}.pdf"


def in_volumes(target: Path, things: Sequence[_T], most: int) -> list[tuple[str, Sequence[_T]]]:
    """The name of each file with what goes into it: one file, or 'name-01' and on."""
    volumes = [things[at : at + most] for at in range(0, len(things), most)]
    if len(volumes) == 1:
        return [(target.name, volumes[0])]
    return [(f"{target.stem}-{n:02d}{target.suffix}", some) for n, some in enumerate(volumes, 1)]


def one_each(
    things: Sequence[_T], who: Callable[[_T], tuple[str, str]], what: str = ""
) -> list[tuple[str, Sequence[_T]]]:
    """A file for each, named after its NIP and name; no two names differ only in case."""
    taken: set[str] = set()
    found: list[tuple[str, Sequence[_T]]] = []
    for one in things:
        nip, person = who(one)
        name = file_name(nip, person, what)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = file_name(nip, f"{person[: _NAME_LENGTH - 5]} {number}", what)
        taken.add(name.casefold())
        found.append((name, [one]))
    return found


def write_together(
    folder: Path,
    files: Sequence[tuple[str, Sequence[_T]]],
    write: Callable[[Sequence[_T], Path], int],
    record: Callable[[], _R],
) -> tuple[int, _R]:
    """Write all files whole, then record, then put them into `folder`; pages and the record.

    A refusal or `Cancelled` leaves none. Refused: KK-611 a file that is open or a folder that may
    not be written to, KK-612 disk full.
    """
    pages = 0
    with _closed_places(folder), _beside(folder) as place:
        for name, some in files:
            pages += write(some, place / name)
        for name, _ in files:
            _refuse_if_taken(folder / name)
        recorded = record()
        for name, _ in files:
            put(place / name, folder / name)
    return pages, recorded


def put(source: Path, target: Path) -> None:
    """Give a finished file its name. Refused KK-611 when the old one is held open."""
    try:
        put_in_place(source, target)
    except OSError as error:
        raise Refused("KK-611", file=target.name) from error


@contextmanager
def _closed_places(folder: Path) -> Generator[None]:
    """What the disk refuses, in the words of paper."""
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise Refused("KK-612" if full else "KK-611", disk=str(folder), file=folder.name) from error


@contextmanager
def _beside(folder: Path) -> Generator[Path]:
    """A passing folder inside `folder`, so that finished files only change their name."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".cetak-", dir=folder) as place:
        yield Path(place)


def _refuse_if_taken(target: Path) -> None:
    """Before anything is recorded: KK-611 for a folder of that name, or a file that is open."""
    try:
        if target.exists():
            target.open("r+b").close()
    except OSError as error:
        raise Refused("KK-611", file=target.name) from error
