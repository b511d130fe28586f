"""Names of people: cleaned, in readable case, joined with their degrees."""

import re
from functools import lru_cache
from typing import Final

_SMALL: Final = frozenset({"bin", "binti", "alias"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019`][^\W\d_]+)*")


def clean_name(text: str) -> str:
    """Without doubled, hard or zero-width spaces."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def title_name(text: str) -> str:
    """'SITI NUR'AINI' as 'Siti Nur'aini'; a name already in mixed case is left as it is."""
    clean = clean_name(text)
    if clean not in (clean.upper(), clean.lower()):
        return clean
    return " ".join(map(_title_part, clean.split(" ")))


def full_name(front: str, name: str, back: str) -> str:
    """'Dr. Siti Wibowo, M.M.' from the degree before, the name and the degrees behind."""
    before, behind = clean_name(front), clean_name(back).strip(", ")
    whole = f"{before} {clean_name(name)}".strip()
    return f"{whole}, {behind}" if behind else whole


@lru_cache(maxsize=4096)
def _title_part(part: str) -> str:
    """What stands between two blanks; many people share their names."""
    return _WORD.sub(_titled, part)


def _titled(found: re.Match[str]) -> str:
    word = found[0].lower()
    return word if word in _SMALL else word[0].upper() + word[1:]
