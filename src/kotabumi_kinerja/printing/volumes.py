"""A PDF is on the disk whole or not at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.replacing import discard, put_in_place

VOLUME: Final = 500
"""Documents in one file: reportlab keeps every page until it saves, about 42 kB a card."""


def write_whole(target: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a file beside `target`, then put it in its place in one step.

    When anything fails, an older `target` stays as it was. Refuses: disk full (KK-612), the file
    is open elsewhere or the folder may not be written to (KK-611).
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.baru")
    try:
        with beside.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(beside, target)
    except PermissionError as error:
        raise Refused("KK-611", file=target.name) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("KK-612", disk=target.anchor) from error
        raise
    finally:
        discard(beside)
