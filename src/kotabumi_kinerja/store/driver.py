"""The bare encrypted driver: connections with their pragmas, before SQLAlchemy is there."""

from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

CACHE_KIB: Final = 64 * 1024
PATIENCE: Final = 5.0
"""Seconds to wait for another writer before KK-412."""


def connect(path: Path, key: bytes, *, patience: float = PATIENCE) -> dbapi2.Connection:
    """A keyed connection; transactions are begun by hand. The file is made when it is missing."""
    raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=patience)
    unlock(raw, key)
    return raw


def unlock(raw: dbapi2.Connection, key: bytes) -> None:
    """The raw 32-byte key; it must come before everything else."""
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def prepare(raw: dbapi2.Connection) -> None:
    """The pragmas of every connection that may write."""
    raw.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA recursive_triggers = ON")
