"""What the headings of a sheet mean: known, remembered for this source, guessed, or unknown."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Final

JOIN: Final = " + "
"""Between the known headings of a column whose cells hold two things: 'NAMA + NIP BARU'."""

_DROP: Final = re.compile(r"[\W_]+")
_ALIKE: Final = 0.86
_SHORT: Final = 5  # a typing error in a shorter word makes another word


class Certainty(StrEnum):
    """How it is known what a column is; GUESSED is to be shown before it is used."""

    KNOWN = "known"
    REMEMBERED = "remembered"
    GUESSED = "guessed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Words:
    """Other names of known headings, all in the spelling of `normal`.

    `beside` leads from (name, known heading left of or above it) to what it means there.
    """

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    beside: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    labels: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as it stands: above it that of a group of columns, in a heading of two rows."""

    place: int
    text: str
    above: str = ""

    @property
    def whole(self) -> str:
        """Both rows on one line."""
        return f"{self.above} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Meaning:
    """A title and what it means; `key` is unique in its sheet and what a choice is kept under."""

    title: Title
    key: str
    heading: str
    known: str | None
    certainty: Certainty

    @property
    def parts(self) -> tuple[str, ...]:
        """The known headings this column gives; two for 'NAMA + NIP BARU'."""
        return tuple(self.known.split(JOIN)) if self.known else ()


def normal(heading: str) -> str:
    """A heading for comparing: letters and digits only, in capitals ('Tgl. Lahir' = 'TGLLAHIR')."""
    return _DROP.sub("", heading).upper()


def load_words(*files: Path) -> Words:
    """The names in these TOML files (form: resources/headings/staff.toml); later ones add."""
    names: dict[str, str] = {}
    beside: dict[tuple[str, str], str] = {}
    labels: dict[str, str] = {}
    for file in files:
        for known, entry in tomllib.loads(file.read_text("utf-8")).items():
            labels[known] = str(entry.get("label", known))
            names.update((normal(name), known) for name in entry.get("names", ()))
            beside.update(
                ((normal(name), normal(of)), known)
                for name in entry.get("beside", ())
                for of in entry.get("of", ())
            )
    return Words(names, beside, labels)


def fingerprint(keys: Iterable[str]) -> str:
    """16 hex digits that stay when columns change places, capitals, blanks or dots."""
    text = "\n".join(sorted(keys))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def keys_of(titles: Sequence[Title]) -> list[str]:
    """The key of each title: its normal spelling, numbered from its second appearance on."""
    seen: dict[str, int] = {}
    keys: list[str] = []
    for title in titles:
        key = normal(title.whole)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} ({seen[key]})")
    return keys


def meanings(
    titles: Sequence[Title],
    known: Sequence[str],
    words: Words,
    remembered: Mapping[str, str],
    *,
    typos: bool = True,
) -> tuple[Meaning, ...]:
    """What every title means.

    What was remembered goes before what is known, and that before a guess; a known heading
    that another column gives with more certainty, or further left, is not given again.
    `remembered` leads from a key to a known heading, or to '' for a column to be kept aside.
    `typos`: also look for headings that are nearly spelled so, which takes long.
    """
    finder = _Finder(titles, known, words)
    for number, key in enumerate(finder.keys):
        if key in remembered:
            finder.take(number, remembered[key] or None, Certainty.REMEMBERED)
    finder.by_names()
    finder.by_guess(typos=typos)
    nothing = (None, Certainty.UNKNOWN)
    return tuple(
        Meaning(title, key, _shown(title, key), *finder.found.get(number, nothing))
        for number, (title, key) in enumerate(zip(titles, finder.keys, strict=True))
    )


class _Finder:
    """Gives each title its meaning, the surest ways first, and no known heading twice."""

    def __init__(self, titles: Sequence[Title], known: Sequence[str], words: Words) -> None:
        self._titles = titles
        self._words = words
        self._own = {normal(name): name for name in known}
        self._every = {**words.names, **self._own}
        self._taken: set[str] = set()
        self.keys = keys_of(titles)
        self.found: dict[int, tuple[str | None, Certainty]] = {}

    def take(self, number: int, name: str | None, certainty: Certainty) -> None:
        """Give the column this name unless all of it is given already."""
        parts = name.split(JOIN) if name else []
        if not parts or not self._taken.issuperset(parts):
            self.found[number] = (name, certainty)
            self._taken.update(parts)

    def by_names(self) -> None:
        """The export's own headings, then other names; one thing in a column before two."""
        for number, title in enumerate(self._titles):
            if number not in self.found and title.above and (name := self._beneath(title)):
                self.take(number, name, Certainty.KNOWN)
        single = {key: name for key, name in self._words.names.items() if JOIN not in name}
        for table in (self._own, single, self._words.names):
            for number, key in enumerate(self.keys):
                if number not in self.found and (name := table.get(key)):
                    self.take(number, name, Certainty.KNOWN)

    def by_guess(self, *, typos: bool) -> None:
        """What is left."""
        for number, title in enumerate(self._titles):
            if number not in self.found and (name := self._guess(number, title, typos=typos)):
                self.take(number, name, Certainty.GUESSED)

    def _beneath(self, title: Title) -> str | None:
        """'TMT' under 'PANGKAT' is the day of the rank."""
        group = normal(title.above)
        groups = (group, normal(self._words.names.get(group, "")))
        beside = self._words.beside
        return next((n for g in groups if (n := beside.get((normal(title.text), g)))), None)

    def _guess(self, number: int, title: Title, *, typos: bool) -> str | None:
        """By the column left of it, by the lower row alone, or by a typing error."""
        text, whole = normal(title.text), normal(title.whole)
        left = self.found.get(number - 1, (None, Certainty.UNKNOWN))[0]
        for neighbour in (left or "").split(JOIN):
            if name := self._words.beside.get((text, normal(neighbour))):
                return name
        if title.above and text in self._every:
            return self._every[text]
        if typos and len(whole) > _SHORT:
            close = get_close_matches(whole, self._every, n=1, cutoff=_ALIKE)
            return self._every[close[0]] if close else None
        return None


def _shown(title: Title, key: str) -> str:
    number = re.search(r" \(\d+\)$", key)
    return title.whole + (number[0] if number else "")
