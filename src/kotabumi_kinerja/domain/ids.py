"""Keys of rows: UUIDv7, or UUIDv5 of a NIP so that two imports make the same person."""

import os
import time
from typing import Final

Id = bytes

REF: Id = bytes(16)
"""The partition of reference data, in the place of an office's id."""
_PEOPLE: Final = bytes.fromhex("6f1c3f2e8d0b5a569c5e3b1f0d7a4e21")


def new_id() -> Id:
    """A fresh UUIDv7: milliseconds, then chance; sorts by time, so inserts stay cheap."""
    stamp = time.time_ns() // 1_000_000
    tail = bytearray(os.urandom(10))
    tail[0] = 0x70 | tail[0] & 0x0F
    tail[2] = 0x80 | tail[2] & 0x3F
    return stamp.to_bytes(6, "big") + bytes(tail)


def person_id(nip: str) -> Id:
    """The id of the person with this NIP or NI PPPK (18 digits) at first entry: a UUIDv5."""
    import hashlib  # noqa: PLC0415  # the window paints before it needs one

    # As `uuid.uuid5`, which takes five times as long.
    found = bytearray(hashlib.sha1(_PEOPLE + nip.encode(), usedforsecurity=False).digest()[:16])
    found[6] = 0x50 | found[6] & 0x0F
    found[8] = 0x80 | found[8] & 0x3F
    return bytes(found)
