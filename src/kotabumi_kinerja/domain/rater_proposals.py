"""Who should rate whom: from the unit tree, else from the order and words of posts.

The direct superior rates (SE BKN 1/2023); which post that is in an office is common practice [U],
so it is only ever proposed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.raters import Holder


@dataclass(frozen=True, slots=True)
class Proposal:
    """`rater` None: the head, whose rater is an official outside the office."""

    person: Id
    rater: Id | None
    why: str


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit of the tree: what is above it, and who leads it."""

    name: str
    above: Id | None
    leader: Id | None


NO_UNITS: Final[Mapping[Id, UnitNode]] = {}
_HEAD: Final = "pimpinan kantor, dinilai pejabat di luar kantor"


class Proposer:
    """Proposes for the people of one day; made once, asked for each."""

    def __init__(
        self,
        holders: Sequence[Holder],
        kinship: Mapping[str, str],
        units: Mapping[Id, UnitNode] = NO_UNITS,
    ) -> None:
        self._by_id = {h.person: h for h in holders}
        self._kinship, self._units = kinship, units
        leaders = sorted((h for h in holders if h.leads), key=lambda h: h.level)
        self.head = leaders[0] if leaders else None
        self._by_unit: dict[str, list[tuple[int, Holder]]] = {}
        for place, leader in enumerate(leaders):
            self._by_unit.setdefault(leader.unit, []).append((place, leader))
        self._in_unit: dict[Id, Holder] = {}
        for leader in reversed(leaders):
            if leader.unit_id is not None:
                self._in_unit[leader.unit_id] = leader
        self._words = {leader.person: _words(leader.post, {}) for leader in leaders}

    def of(self, person: Id) -> Proposal | None:
        """The proposal for one person; None when there is no leader or he is not here."""
        holder = self._by_id.get(person)
        if self.head is None or holder is None:
            return None
        if holder.person == self.head.person:
            return Proposal(person, None, _HEAD)
        return self._by_tree(holder) or self._by_post(holder, self.head)

    def every(self) -> list[Proposal]:
        """For everybody, in the order given."""
        made = (self.of(person) for person in self._by_id)
        return [proposal for proposal in made if proposal is not None]

    def _by_tree(self, holder: Holder) -> Proposal | None:
        """The leader of the unit, or of the nearest unit above that another person leads."""
        for steps, (unit, node) in enumerate(self._upwards(holder.unit_id)):
            leader = self._by_id.get(node.leader) if node.leader else self._by_level(unit, node)
            if leader is None or leader.person == holder.person or leader.level > holder.level:
                continue
            said = f"memimpin {node.name}" if steps == 0 else f"memimpin {node.name}, unit di atas"
            return Proposal(holder.person, leader.person, said)
        return None

    def _by_level(self, unit: Id, node: UnitNode) -> Holder | None:
        """Of a unit within the tree that names no leader: who holds its highest leading post."""
        return self._in_unit.get(unit) if node.above is not None else None

    def _upwards(self, unit: Id | None) -> Iterator[tuple[Id, UnitNode]]:
        seen: set[Id] = set()
        while unit is not None and unit in self._units and unit not in seen:
            seen.add(unit)
            node = self._units[unit]
            yield unit, node
            unit = node.above

    def _by_post(self, holder: Holder, head: Holder) -> Proposal:
        """By the words of posts.

        The nearest leader above whose post shares a word with the person's (`kinship` adds words:
        'guru' looks for 'pembinaan'), else the lowest leader; leaders themselves stand under the
        head, a subbagian under the secretary.
        """
        near = [*self._by_unit.get(holder.unit, ())]
        if holder.unit != head.unit:
            near += self._by_unit.get(head.unit, ())
        above = [x for _, x in sorted(near, key=lambda pair: pair[0]) if x.level < holder.level]
        if not above:
            return Proposal(holder.person, head.person, f"langsung di bawah {head.post}")
        if holder.leads:
            return _for_leader(holder, head, above)
        wanted = _words(holder.post, self._kinship)
        for leader in reversed(above):
            if leader is not head and wanted & self._words[leader.person]:
                said = f"jabatan serumpun dengan {leader.post}"
                return Proposal(holder.person, leader.person, said)
        return Proposal(holder.person, above[-1].person, f"pejabat terdekat: {above[-1].post}")


def _for_leader(holder: Holder, head: Holder, above: Sequence[Holder]) -> Proposal:
    """A subbagian belongs to the secretary; other leaders stand directly under the head."""
    second = next((x for x in above if "sekretaris" in x.post.lower()), None)
    if second is not None and "sub" in holder.post.lower():
        return Proposal(holder.person, second.person, f"bagian dari {second.post}")
    return Proposal(holder.person, head.person, f"langsung di bawah {head.post}")


_TITLES: Final = frozenset(
    {"kepala", "sekretaris", "bidang", "subbagian", "seksi", "dinas", "badan", "dan", "umum"}
    | {"ahli", "pertama", "muda", "madya", "utama", "terampil", "mahir", "penyelia", "pemula"}
    | {"penata", "pengelola", "layanan", "pelayanan", "operasional"}
)
"""Words of a post that say its rank, not its matter."""


def _words(post: str, kinship: Mapping[str, str]) -> frozenset[str]:
    words = set(re.findall(r"\w+", post.lower()))
    words |= {more for word in words if word in kinship for more in kinship[word].split()}
    return frozenset(words - _TITLES)
