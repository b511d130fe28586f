"""Who rates whom: a proposal from the order of posts, and what is wrong with a register of raters.

Source: PermenPANRB 6/2022 and SE BKN 1/2023 (the direct superior, at least a pejabat pengawas); the
order of posts within an office is common practice [U], so it is only ever proposed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.ids import Id


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and the post held now; `level` (1 highest) and `leads` as in `positions`."""

    person: Id
    name: str
    post: str
    level: int
    leads: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`rater` None: the head, whose rater is an official outside the office."""

    person: Id
    rater: Id | None
    why: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of the register.

    `rater` None: an official outside; `until` None: until further notice.
    """

    person: Id
    rater: Id | None
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong in the register, by code (see messages)."""

    code: str
    person: Id
    fields: Mapping[str, str]


def propose(holders: Sequence[Holder], kinship: Mapping[str, str]) -> list[Proposal]:
    """A rater for each person by the order of posts.

    The highest leader is the head. A person's rater is the nearest leader above whose post shares
    a word with the person's (`kinship` adds words: 'guru' looks for 'pembinaan'), else the lowest
    leader; leaders themselves stand under the head, a subbagian under the secretary.
    """
    leaders = sorted((h for h in holders if h.leads), key=lambda h: h.level)
    if not leaders:
        return []
    return [_propose(h, leaders, kinship) for h in holders]


def _propose(holder: Holder, leaders: Sequence[Holder], kinship: Mapping[str, str]) -> Proposal:
    head = leaders[0]
    if holder is head:
        return Proposal(holder.person, None, "pimpinan kantor, dinilai pejabat di luar kantor")
    above = [x for x in leaders if x.level < holder.level and x.unit in {holder.unit, head.unit}]
    if not above:
        return Proposal(holder.person, head.person, f"langsung di bawah {head.post}")
    if holder.leads:
        return _propose_for_leader(holder, head, above)
    wanted = _words(holder.post, kinship)
    for leader in reversed(above):
        if leader is not head and wanted & _words(leader.post, {}):
            return Proposal(holder.person, leader.person, f"jabatan serumpun dengan {leader.post}")
    return Proposal(holder.person, above[-1].person, f"pejabat terdekat: {above[-1].post}")


def _propose_for_leader(holder: Holder, head: Holder, above: Sequence[Holder]) -> Proposal:
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


def troubles(
    holders: Sequence[Holder], register: Sequence[Assignment], on: date
) -> Iterator[Trouble]:
    """Everything that would block or void a rating on the day `on`."""
    by_id = {h.person: h for h in holders}
    valid: dict[Id, list[Assignment]] = {h.person: [] for h in holders}
    for line in register:
        if line.person in valid and line.since <= on and (line.until is None or on <= line.until):
            valid[line.person].append(line)
    for person, lines in valid.items():
        yield from _of_one(by_id, by_id[person], lines, on)
    yield from _circles(by_id, valid)


def _of_one(
    by_id: Mapping[Id, Holder], holder: Holder, lines: Sequence[Assignment], on: date
) -> Iterator[Trouble]:
    if not lines:
        yield Trouble("KK-140", holder.person, {"name": holder.name, "since": show_date(on)})
    if len([x for x in lines if x.kind == "DEFINITIF"]) > 1:
        yield Trouble("KK-142", holder.person, {"name": holder.name})
    for line in lines:
        if line.rater == holder.person:
            yield Trouble("KK-141", holder.person, {"name": holder.name})
        elif line.rater is not None and line.rater not in by_id:
            yield Trouble("KK-143", holder.person, {"name": holder.name})
        elif (
            line.rater is not None
            and line.kind == "DEFINITIF"
            and by_id[line.rater].level >= holder.level
        ):
            fields = {"name": holder.name, "rater": by_id[line.rater].name}
            yield Trouble("KK-145", holder.person, fields)


def _circles(
    by_id: Mapping[Id, Holder], valid: Mapping[Id, Sequence[Assignment]]
) -> Iterator[Trouble]:
    settled: set[Id] = set()
    for start in valid:
        path: list[Id] = []
        at: Id | None = start
        while at is not None and at not in settled and at not in path:
            path.append(at)
            lines = valid.get(at, ())
            at = lines[0].rater if lines else None
        if at is not None and at in path and len(path) - path.index(at) > 1:
            names = ", ".join(by_id[p].name for p in path[path.index(at) :])
            yield Trouble("KK-144", at, {"names": names})
        settled.update(path)
