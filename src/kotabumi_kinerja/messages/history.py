"""Sentences KK-5nn: undo and history."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {}
