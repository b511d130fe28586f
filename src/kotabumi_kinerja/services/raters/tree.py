"""Who rates whom today as a tree, with whoever is not reached from its top."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.raters.register import RaterLine, Register


@dataclass(frozen=True, slots=True)
class Branch:
    """Somebody in the tree: how he is rated, who stands directly below, how many in all."""

    key: Id
    name: str
    post: str
    kind: str
    below: tuple[Id, ...]
    every: int


@dataclass(frozen=True, slots=True)
class RaterTree:
    """`roots` are officials outside; `loose` are those nobody above rates, with their own below."""

    roots: tuple[Branch, ...]
    branches: Mapping[Id, Branch]
    loose: tuple[Id, ...]


def tree(register: Register, on: date) -> RaterTree:
    """The tree of a day; whoever is not reached from a root hangs loose, rings are cut once."""
    here = register.holders(on)
    below: dict[Id, list[Id]] = defaultdict(list)
    tops: dict[Id, list[Id]] = defaultdict(list)
    loose: list[Id] = []
    lines = {key: register.line_on(key, on) for key in here}
    for key in sorted(here, key=lambda k: (here[k].level, here[k].name)):
        line = lines[key]
        if line is None or (line.rater is not None and line.rater not in here):
            loose.append(key)
        elif line.rater is None:
            tops[line.official].append(key)
        else:
            below[line.rater].append(key)
    seen: set[Id] = set()
    kept: dict[Id, tuple[Id, ...]] = {}
    for top in (*(k for keys in tops.values() for k in keys), *loose):
        _walk(top, below, seen, kept)
    for key in here:  # whoever is left stands in a ring or under one
        if key not in seen:
            top = _ring_member(key, lines)
            loose.append(top)
            _walk(top, below, seen, kept)
    sizes = _sizes(kept)
    branches = {
        key: Branch(key, here[key].name, here[key].post, _kind(lines[key]), kept[key], sizes[key])
        for key in kept
    }
    roots = tuple(
        Branch(
            key,
            register.officials[key].name,
            register.officials[key].post,
            "",
            tuple(keys),
            sum(sizes[k] + 1 for k in keys),
        )
        for key, keys in sorted(tops.items(), key=lambda pair: -len(pair[1]))
    )
    return RaterTree(roots, branches, tuple(loose))


def _kind(line: RaterLine | None) -> str:
    return line.kind if line else ""


def _walk(
    top: Id, below: Mapping[Id, Sequence[Id]], seen: set[Id], kept: dict[Id, tuple[Id, ...]]
) -> None:
    """Everybody under `top` in an order in which those below come later; nobody twice."""
    waiting = [top]
    seen.add(top)
    while waiting:
        key = waiting.pop()
        mine = tuple(k for k in below.get(key, ()) if k not in seen)
        seen.update(mine)
        kept[key] = mine
        waiting.extend(mine)


def _ring_member(start: Id, lines: Mapping[Id, RaterLine | None]) -> Id:
    passed: set[Id] = set()
    key = start
    while key not in passed:
        passed.add(key)
        line = lines[key]
        key = line.rater if line and line.rater else key
    return key


def _sizes(kept: Mapping[Id, tuple[Id, ...]]) -> dict[Id, int]:
    sizes: dict[Id, int] = {}
    for key in reversed(list(kept)):
        sizes[key] = sum(sizes[k] + 1 for k in kept[key])
    return sizes
