"""Codes that people copy from paper: Crockford's 32 letters, read tolerantly, with checks."""

import secrets
import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O (they look like 1, 1, 0) and no U."""

_LOOKS_LIKE: Final = str.maketrans("ILO", "110")
_FIELD: Final = 0b100101
"""x^5 + x^2 + 1 makes the 32 letters a field."""


def tidy(text: str) -> str:
    """`text` as it was printed: capitals, no spaces or dashes, I and L read as 1, O as 0."""
    kept = (c for c in text.upper() if not _separates(c))
    return "".join(kept).translate(_LOOKS_LIKE)


def are_letters(text: str) -> bool:
    """Whether `text` (tidied) holds only letters of the alphabet."""
    return all(c in ALPHABET for c in text)


def random_letters(count: int) -> str:
    """`count` letters of 5 random bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def check_letter(letters: str, start: int = 0) -> str:
    """The letter that ends `letters` (at most 30): finds every wrong letter and every two swapped.

    `start` (0 to 31) sets the checks of several groups apart, so that swapped groups are found.
    """
    total = start
    for letter in letters:
        total = _doubled(total) ^ ALPHABET.index(letter)
    return ALPHABET[_doubled(total)]


def grouped(letters: str, size: int) -> str:
    """`letters` for the eye: 'ABCD-EFGH'."""
    return "-".join(letters[i : i + size] for i in range(0, len(letters), size))


def spelled(data: bytes) -> str:
    """`data` (a multiple of 5 bytes) in letters, 8 for 5 bytes."""
    number = int.from_bytes(data, "big")
    count = len(data) * 8 // 5
    return "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(count)))


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value & 32 else value


def _separates(c: str) -> bool:
    return c.isspace() or c in "_.\u2212" or unicodedata.category(c) in {"Pd", "Cf"}
