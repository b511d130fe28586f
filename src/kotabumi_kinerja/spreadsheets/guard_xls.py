"""Walks the records of an old xls file, so that no damaged cell address eats all memory."""

import struct
from typing import Final

from kotabumi_kinerja.domain.errors import Refused

_HEADER: Final = 512
_END_OF_CHAIN: Final = 0xFFFFFFFA  # this and everything above is a mark, not a sector
_DIRECTORY_ENTRY: Final = 128
_CELL_RECORDS: Final = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
_LAST_COLUMN: Final = 255
_SHIFTS: Final = (9, 12)


def check_xls(data: bytes, file: str) -> None:
    """Refuse (KK-154) a file that is torn or has a cell beyond the 256 columns of its format."""
    try:
        stream = _workbook_stream(data)
        beyond = _has_cell_beyond(stream)
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as trouble:
        raise Refused("KK-154", file=file) from trouble
    if beyond:
        raise Refused("KK-154", file=file)


def _workbook_stream(data: bytes) -> bytes:
    """The stream 'Workbook' of the container; a short one lies in the small sectors."""
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in _SHIFTS:
        raise ValueError(shift)
    (directory, _, cutoff, small_table) = struct.unpack_from("<IIII", data, 48)
    table = _allocation(data, shift)
    entries = _chain(data, directory, table, shift)
    root = (0, 0)
    for at in range(0, len(entries), _DIRECTORY_ENTRY):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le")
        start, size = struct.unpack_from("<II", entries, at + 116)
        if at == 0:
            root = (start, size)
        if name in ("Workbook", "Book"):
            if size >= cutoff:
                return _chain(data, start, table, shift)[:size]
            small = _chain(data, root[0], table, shift)
            links = _numbers(_chain(data, small_table, table, shift))
            return _chain(small, start, links, small_shift, header=0)[:size]
    raise ValueError("no workbook stream")


def _allocation(data: bytes, shift: int) -> tuple[int, ...]:
    size = 1 << shift
    first, count = struct.unpack_from("<II", data, 68)
    sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END_OF_CHAIN]
    for _ in range(min(count, len(data) >> shift)):
        block = _numbers(_sector(data, first, shift, _HEADER))
        sectors += [s for s in block[:-1] if s < _END_OF_CHAIN]
        first = block[-1]
    if len(sectors) * size > len(data):
        raise ValueError("more table than file")
    return _numbers(b"".join(_sector(data, s, shift, _HEADER) for s in sectors))


def _chain(
    data: bytes, start: int, table: tuple[int, ...], shift: int, header: int = _HEADER
) -> bytes:
    parts: list[bytes] = []
    at = start
    while at < _END_OF_CHAIN:
        if len(parts) > len(table):
            raise ValueError("a chain that bites its tail")
        parts.append(_sector(data, at, shift, header))
        at = table[at]
    return b"".join(parts)


def _sector(data: bytes, number: int, shift: int, header: int) -> bytes:
    at = (number << shift) + (header and max(header, 1 << shift))
    return data[at : at + (1 << shift)]


def _numbers(block: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])


def _has_cell_beyond(stream: bytes) -> bool:
    at, end = 0, len(stream) - 8
    record = struct.Struct("<HHHH")
    while at <= end:
        kind, length, _, column = record.unpack_from(stream, at)
        if kind in _CELL_RECORDS and column > _LAST_COLUMN:
            return True
        at += 4 + length
    return False
