"""The library of results, indicators and targets: its entries, and which of them fit a post."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Aspect, FormKind, Perspective, Section

_ALIASES: Final = {
    "kasubbag": ("kepala", "subbagian"),
    "kasubag": ("kepala", "subbagian"),
    "subbag": ("subbagian",),
    "subag": ("subbagian",),
    "kabid": ("kepala", "bidang"),
    "kabag": ("kepala", "bagian"),
    "kasi": ("kepala", "seksi"),
    "kepsek": ("kepala", "sekolah"),
    "sdm": ("sumber", "daya", "manusia"),
    "dr": ("dokter",),
    "drg": ("dokter", "gigi"),
}
ENOUGH: Final = 3
"""So many main results make a plan; with fewer of its own an office gets the next origin's too."""
_IDLE: Final = frozenset({"dan", "pada", "di", "dengan", "tugas", "tambahan"})
_WORD: Final = re.compile(r"[^\W\d_]+")


class Origin(StrEnum):
    """Where an entry comes from, in the order in which it is read."""

    OFFICE = "office"
    CENTRE = "centre"
    STARTER = "starter"

    @property
    def label(self) -> str:
        """The words users read."""
        return {"office": "Kantor", "centre": "BKPSDM", "starter": "Bawaan"}[self.value]


@dataclass(frozen=True, slots=True)
class LibraryIndicator:
    """An IKI with its target as printed."""

    text: str
    target: str
    aspect: Aspect | None = None
    perspective: Perspective | None = None


@dataclass(frozen=True, slots=True)
class LibraryResult:
    """An RHK with its indicators. `key` names it for people and programs; `id` is its row.

    `posts`: the posts it is meant for; `source`: from where the wording is; `owner`: the office
    whose entry it is, '' for this one's own.
    """

    key: str
    origin: Origin
    posts: tuple[str, ...]
    section: Section
    text: str
    indicators: tuple[LibraryIndicator, ...]
    source: str = ""
    owner: str = ""
    form: FormKind | None = None
    id: Id | None = None

    @property
    def post(self) -> str:
        """The post as lists show it."""
        return self.posts[0] if self.posts else ""


@dataclass(frozen=True, slots=True)
class Family:
    """One file of the starter set: posts that share results."""

    name: str
    title: str
    posts: tuple[str, ...]
    results: tuple[LibraryResult, ...]


def load_library(folder: Path) -> tuple[Family, ...]:
    """Read the starter set, empty without a folder. Refused KK-291 with the file that is torn."""
    found: list[Family] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(_family(path.stem, tomllib.loads(path.read_text("utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError):
            raise Refused("KK-291", file=path.name) from None
    return tuple(found)


def bare_post(post: str, jenjang: Iterable[str]) -> str:
    """A post without its jenjang: 'Guru Ahli Pertama' is 'Guru'. `jenjang`: their words."""
    kept = " ".join(post.split())
    for words in jenjang:
        kept = re.sub(rf"\s+{re.escape(words)}\b", "", kept, flags=re.IGNORECASE)
    return kept.strip(" ,-")


def fit(post: str, names: Sequence[str], jenjang: Iterable[str]) -> int:
    """How well an entry for `names` fits a post: the words of the closest name, 0 for not at all.

    Every word of the name must stand in the post, and both must begin alike: 'Lurah' is not meant
    for a 'Sekretaris Lurah'.
    """
    held = _words(bare_post(post, jenjang))
    best = 0
    for name in names:
        wanted = _words(name)
        if wanted and held and wanted[0] == held[0] and set(wanted) <= set(held):
            best = max(best, len(wanted))
    return best


def closest(
    post: str, entries: Sequence[LibraryResult], jenjang: Sequence[str]
) -> list[LibraryResult]:
    """The entries that fit a post best, each origin for itself, in the reading order.

    The office's, then the centre's, then the starter set's: until there are `ENOUGH` main results.
    """
    found: list[LibraryResult] = []
    for origin in Origin:
        mine = [e for e in entries if e.origin is origin and not e.owner]
        scored = [(fit(post, e.posts, jenjang), e) for e in mine]
        top = max((score for score, _ in scored), default=0)
        if top and sum(e.section is Section.MAIN for e in found) < ENOUGH:
            found += [e for score, e in scored if score == top]
    return found


def finds(entry: LibraryResult, text: str) -> bool:
    """Whether every word typed stands somewhere in the entry."""
    parts = [entry.text, *entry.posts, entry.owner, *(i.text for i in entry.indicators)]
    whole = " ".join(parts).casefold()
    return all(word in whole for word in text.casefold().split())


def _words(post: str) -> list[str]:
    plain = re.sub(r"\bsub\s+bagian\b", "subbagian", post.casefold())
    found: list[str] = []
    for word in _WORD.findall(plain):
        found += _ALIASES.get(word, (word,))
    return [word for word in found if word not in _IDLE]


def _family(name: str, content: Mapping[str, Any]) -> Family:
    posts = tuple(str(post) for post in content["posts"])
    rows = cast("list[dict[str, Any]]", content["results"])
    results = tuple(
        LibraryResult(
            key=f"{name}/{number}",
            origin=Origin.STARTER,
            posts=posts,
            section=Section(row["section"]),
            text=str(row["text"]),
            indicators=tuple(_indicator(one) for one in row["indicators"]),
            source=str(row["source"]),
        )
        for number, row in enumerate(rows, 1)
    )
    return Family(name, str(content["title"]), posts, results)


def _indicator(row: Mapping[str, str]) -> LibraryIndicator:
    perspective = row.get("perspective")
    return LibraryIndicator(
        row["text"],
        row["target"],
        Aspect(row["aspect"]),
        Perspective(perspective) if perspective else None,
    )
