"""Walks the records of an old xls file, so that no damaged cell address eats all memory."""

import struct
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.guard import Limits

_HEADER: Final = 512
_END_OF_CHAIN: Final = 0xFFFFFFFA  # this and everything above is a mark, not a sector
_DIRECTORY_ENTRY: Final = 128
_CELL_RECORDS: Final = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
_COLUMNS: Final = 256
_DATE_MODE: Final = 0x0022
_SHIFTS: Final = (9, 12)


def check_xls(data: bytes, limits: Limits, file: str) -> bool:
    """Whether days count from 1904; refuses a torn file (KK-154) or too large a sheet (KK-155)."""
    try:
        rows, columns, from_1904 = _extent(_workbook_stream(data))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as trouble:
        raise Refused("KK-154", file=file) from trouble
    if columns > _COLUMNS:
        raise Refused("KK-154", file=file)
    limits.check(rows, columns, file)
    return from_1904


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


def _extent(stream: bytes) -> tuple[int, int, bool]:
    """Rows and columns of the largest sheet, and whether days count from 1904."""
    at, end = 0, len(stream) - 8
    record = struct.Struct("<HHHH")
    last_row = last_column = 0
    from_1904 = False
    while at <= end:
        kind, length, row, column = record.unpack_from(stream, at)
        if kind in _CELL_RECORDS:
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
        elif kind == _DATE_MODE:
            from_1904 = row == 1
        at += 4 + length
    return last_row, last_column, from_1904
