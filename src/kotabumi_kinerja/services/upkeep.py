"""Keeping an office's data safe: integrity check, backup, restore, the daily copy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the check found, in words."""

    subject: str
    words: str
