"""Packing, and unpacking with a limit, so that a small file cannot fill the memory."""

from typing import Final, cast

from backports import zstd  # pyright: ignore[reportMissingTypeStubs]  # typed, but a namespace

PAYLOAD: Final = 1 << 30
"""Bytes that a payload may have when unpacked."""
HEADER: Final = 64 << 10
"""Bytes that a header may have."""
FILE: Final = PAYLOAD
"""Bytes that a package may have."""


def deflate(data: bytes) -> bytes:
    """`data` as one zstd frame with its size in front."""
    return zstd.compress(data, 9)


def inflate(data: bytes, limit: int = PAYLOAD) -> bytes | None:
    """What one zstd frame holds, its size declared in front and at most `limit`; None otherwise."""
    try:
        size = cast("int | None", zstd.get_frame_info(data).decompressed_size)
        if size is None or size > limit:
            return None
        machine = zstd.ZstdDecompressor()
        content = machine.decompress(data, max_length=size + 1)
    except zstd.ZstdError:
        return None
    whole = machine.eof and not machine.unused_data and len(content) == size
    return content if whole else None
