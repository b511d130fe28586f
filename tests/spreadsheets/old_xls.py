"""Writes a tiny xls of Excel 97: one sheet of numbers, enough for a reader."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def old_xls(cells: Sequence[tuple[int, int, float]]) -> bytes:
    """A container of version 3 with the stream 'Workbook', large enough to leave small sectors."""
    stream = _book(cells)
    stream += bytes(max(4096, -len(stream) % _SECTOR + len(stream)) - len(stream))
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    links = [_TABLE, _END, *range(3, count + 2), _END]
    links += [_FREE] * (128 - len(links))
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    directory += _entry("Workbook", 2, 2, len(stream))
    directory += bytes(_SECTOR - len(directory))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
        _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *links) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, _FREE, _FREE, child, start, size
    )


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _book(cells: Sequence[tuple[int, int, float]]) -> bytes:
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    name = b"\x05\x00Lama1"
    end = _record(0x000A, b"")
    sheet_at = len(start) + 4 + 6 + len(name) + len(end)
    listed = _record(0x0085, struct.pack("<IBB", sheet_at, 0, 0) + name)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for row, column, number in cells:
        sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, number))
    return start + listed + end + sheet + end
