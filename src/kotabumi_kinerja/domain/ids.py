"""Keys of rows: UUIDv7, or UUIDv5 of a NIP so that two imports make the same person."""

import os
import time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

Id = bytes

REF: Id = bytes(16)
"""The partition of reference data, in the place of an office's id."""


def new_id() -> Id:
    """A fresh UUIDv7: milliseconds, then chance; sorts by time, so inserts stay cheap."""
    stamp = time.time_ns() // 1_000_000
    tail = bytearray(os.urandom(10))
    tail[0] = 0x70 | tail[0] & 0x0F
    tail[2] = 0x80 | tail[2] & 0x3F
    return stamp.to_bytes(6, "big") + bytes(tail)


def person_id(nip: str) -> Id:
    """The id of the person with this NIP or NI PPPK (18 digits) at first entry."""
    import uuid  # noqa: PLC0415  # costs 4 ms, and the window paints before it needs one

    return uuid.uuid5(_people(), nip).bytes


@cache
def _people() -> "UUID":
    import uuid  # noqa: PLC0415  # as above

    return uuid.UUID("6f1c3f2e-8d0b-5a56-9c5e-3b1f0d7a4e21")
