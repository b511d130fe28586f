"""A PDF is on the disk whole or not at all."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.printing.sheet import Paper
from kotabumi_kinerja.replacing import fill_in_place

VOLUME: Final = 500
"""Documents in one file: reportlab keeps every page until it saves, about 42 kB a card."""


def print_pages(
    target: Path | BinaryIO, title: str, author: str, draw: Callable[[Paper], int]
) -> int:
    """Let `draw` lay out a paper and write it; what it returns, the number of pages.

    A path is written as by `write_whole`; `Cancelled` and refusals leave no file.
    """
    pages = 0

    def write(file: BinaryIO) -> None:
        nonlocal pages
        paper = Paper(file, title, author)
        pages = draw(paper)
        paper.save()

    if isinstance(target, Path):
        write_whole(target, write)
    else:
        write(target)
    return pages


def write_whole(target: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a file beside `target`, then put it in its place in one step.

    When anything fails, an older `target` stays as it was. Refuses: disk full (KK-612), the file
    is open elsewhere or the folder may not be written to (KK-611).
    """
    try:
        fill_in_place(target, write)
    except PermissionError as error:
        raise Refused("KK-611", file=target.name) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("KK-612", disk=target.anchor) from error
        raise
