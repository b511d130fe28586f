"""What the window remembers for this user on this PC: widths, order, scheme; never office data."""

from typing import Protocol


class Memory(Protocol):
    """A small store of texts by key."""

    def get(self, key: str) -> str | None:
        """What was last set under `key`."""
        ...

    def set(self, key: str, value: str) -> None:
        """Remembers `value`."""
        ...


class Forgetful:
    """Remembers until the program ends."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was last set under `key`."""
        return self._kept.get(key)

    def set(self, key: str, value: str) -> None:
        """Remembers `value`."""
        self._kept[key] = value
