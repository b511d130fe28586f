"""The exchange's rules as plain dictionaries, to hold the real database against.

A value is named g = (partition, (table, id), group). Local changes are copied from the database's
own journal; packages are made and taken by the model's own rules, which share no line with the
program.
"""

import json
from dataclasses import dataclass, field
from typing import Any

Value = tuple[bytes, tuple[str, bytes], str]
Version = tuple[int, bytes]
REF = bytes(16)
CENTRE_GROUPS = {("person", "centre")}


def stream(g: Value) -> str:
    if g[0] == REF:
        return "ref"
    return g[0].hex() + ("/c" if (g[1][0], g[2]) in CENTRE_GROUPS else "/o")


def conflict_stream(key: Any) -> str:
    return "ref" if key[0] == REF else key[0].hex() + "/o"


def covered(v: Version, vec: dict[tuple[str, bytes], int], s: str) -> bool:
    return v[0] <= vec.get((s, v[1]), 0)


def word(value: str) -> str:
    return json.loads(value)["gone"]


@dataclass
class World:
    """What only an onlooker knows: who knew what when it was written."""

    known: dict[tuple[Version, Value], set[Version]] = field(default_factory=dict)
    values: dict[tuple[Version, Value], str] = field(default_factory=dict)
    past: dict[Version, dict[Any, int]] = field(default_factory=dict)
    closed: list[tuple[Any, Version]] = field(default_factory=list)
    parent: dict[tuple[str, bytes], tuple[str, bytes]] = field(default_factory=dict)


class Twin:
    """The model of one database."""

    def __init__(self, world: World, device: bytes, office: bytes, *, centre: bool) -> None:
        self.world, self.device, self.office, self.centre = world, device, office, centre
        self.counter = self.number = 0
        self.rows: dict[Value, tuple[str, Version]] = {}
        self.conflicts: dict[Any, tuple[bool, Version]] = {}
        self.vec: dict[tuple[str, bytes], int] = {}
        self.peer: dict[tuple[bytes, str], tuple[int, dict[Any, int]]] = {}
        self.seen: dict[bytes, int] = {}

    def state(self) -> Any:
        return self.rows, self.conflicts, self.vec

    def copy_from(self, other: "Twin") -> None:
        for name in ("rows", "conflicts", "vec", "peer", "seen"):
            setattr(self, name, dict(getattr(other, name)))
        self.counter, self.number = other.counter, other.number

    # ------------------------------------------------------------ writing
    def edit(self, changes: list[tuple[Value, str]], v: Version, closing: Any = None) -> None:
        world = self.world
        self.counter = v[0]
        for g, value in changes:
            old = [self.rows[g][1]] if g in self.rows else []
            if closing:
                old += [side for side, h in closing[1:] if h == g]
            world.known[v, g] = {x for o in old for x in {o} | world.known.get((o, g), set())}
            world.values[v, g] = value
            self.rows[g] = (value, v)
            self.vec[stream(g), v[1]] = v[0]
        if closing:
            self.conflicts[closing] = (True, v)
            self.vec[conflict_stream(closing), v[1]] = v[0]
            world.closed.append((closing, v))
        world.past[v] = dict(self.vec)

    # ------------------------------------------------------------ what a gone hides
    def above(self, k: bytes, row: tuple[str, bytes]) -> list[tuple[str, bytes]]:
        out = [row]
        while row in self.world.parent:
            row = self.world.parent[row]
            out.append(row)
        gone = self.rows.get((k, row, "gone"))
        if gone and word(gone[0]).startswith("joined"):
            other = (row[0], bytes.fromhex(word(gone[0])[-32:]))
            if other not in out:
                out += self.above(k, other)
        return out

    def clash(self, g: Value, value: str, h: Value, other: str) -> bool:
        says, says_too = word(value), word(other) if h[2] == "gone" else ""
        if not says or says == "deleted" == says_too:
            return False
        if says.startswith("joined"):
            return h[1] == g[1]
        linked = says_too.startswith("joined") and (g[1][0], g[1][1].hex()) == (
            h[1][0],
            says_too[-32:],
        )
        return g[1] in self.above(g[0], h[1]) or linked

    # ------------------------------------------------------------ packages
    def export(self, k: bytes, addressees: list[tuple[bytes, bool]]) -> dict[str, Any]:
        self.number += 1
        ours = ("ref", k.hex() + "/c", k.hex() + "/o")
        base: dict[tuple[str, bytes], int] = {}
        for s in ours:
            vs = [
                self.peer.get((d, s), (0, {}))[1]
                for d, c in addressees
                if self.centre or s.endswith("/o") or c
            ]
            keys: set[Any] = set(vs[0]).intersection(*vs[1:]) if vs else set()
            base.update({x: min(y[x] for y in vs) for x in keys})
        return {
            "device": self.device,
            "number": self.number,
            "k": k,
            "centre": self.centre,
            "seen": dict(self.seen),
            "base": base,
            "vec": {x: n for x, n in self.vec.items() if x[0] in ours},
            "rows": {
                g: x
                for g, x in self.rows.items()
                if stream(g) in ours and not covered(x[1], base, stream(g))
            },
            "conflicts": {
                i: c
                for i, c in self.conflicts.items()
                if conflict_stream(i) in ours and not covered(c[1], base, conflict_stream(i))
            },
        }

    def take(self, p: dict[str, Any], me: bytes, centres: set[bytes] | None = None) -> bool:
        """True when held. `centres`: how replicas of the centre begin, in a take-back."""
        k, theirs = p["k"], p["vec"]
        mine = k.hex() + "/o"
        every = {"ref", k.hex() + "/c", mine}
        back = self.centre and not p["centre"] and centres
        may = every if p["centre"] or back else {mine}
        if back:
            words = {g for g, x in p["rows"].items() if stream(g) == mine or x[1][1][:8] in back}
            p = p | {"rows": {g: p["rows"][g] for g in words}}
        self._read_receipt(p, every)
        if any(n > self.vec.get(x, 0) for x, n in p["base"].items() if x[0] in may):
            return True
        before, new = dict(self.rows), self._take_rows(p, may)
        found = self._clashes(new, before, theirs, k)
        self._take_conflicts(p["conflicts"], may)
        for x, n in theirs.items():
            if x[0] in may:
                self.vec[x] = max(self.vec.get(x, 0), n)
                self.counter = max(self.counter, n)
        fresh = [i for i in found if i not in self.conflicts]
        if fresh:
            self.counter += 1
            for i in fresh:
                self.conflicts[i] = (False, (self.counter, me))
                self.vec[conflict_stream(i), me] = self.counter
        return False

    def _read_receipt(self, p: dict[str, Any], every: set[str]) -> None:
        for s in every:
            if p["number"] > self.peer.get((p["device"], s), (0, {}))[0]:
                shown = {x: n for x, n in p["vec"].items() if x[0] == s}
                self.peer[p["device"], s] = (p["number"], shown)
        self.seen[p["device"]] = max(self.seen.get(p["device"], 0), p["number"])
        self.number = max(self.number, p["seen"].get(self.device, 0))

    def _take_conflicts(self, theirs: dict[Any, Any], may: set[str]) -> None:
        for i, c in theirs.items():
            if conflict_stream(i) in may and not covered(c[1], self.vec, conflict_stream(i)):
                self.conflicts[i] = max(c, self.conflicts.get(i, c))

    def _take_rows(self, p: dict[str, Any], may: set[str]) -> list[tuple[Value, str, Version]]:
        new: list[tuple[Value, str, Version]] = []
        for g, (value, v) in p["rows"].items():
            if stream(g) in may and not covered(v, self.vec, stream(g)):
                new.append((g, value, v))
                if g not in self.rows or v > self.rows[g][1]:
                    self.rows[g] = (value, v)
        return new

    def _clashes(self, new: list[Any], before: dict[Value, Any], theirs: Any, k: bytes) -> set[Any]:
        found: set[Any] = set()
        unknown = {
            g: x
            for g, x in before.items()
            if g[0] in (k, REF) and not covered(x[1], theirs, stream(g))
        }
        for g, value, v in new:
            where = REF if g[0] == REF and self.centre else k
            if g in unknown and unknown[g][0] != value:
                found.add((where, *sorted(((v, g), (unknown[g][1], g)))))
            for h, (other, u) in unknown.items():
                if h[0] == g[0] and h != g:
                    if g[2] == "gone" and self.clash(g, value, h, other):
                        found.add((where, (v, g), (u, h)))
                    if h[2] == "gone" and self.clash(h, other, g, value):
                        found.add((where, (u, h), (v, g)))
        return found

    # ------------------------------------------------------------ what must be true at the end
    def check_kept(self) -> None:
        """Every value counted as taken in: in force, in a conflict, or superseded knowingly."""
        world = self.world
        marks: dict[Value, set[Version]] = {}
        for i in self.conflicts:
            for v, g in i[1:]:
                marks.setdefault(g, set()).add(v)
        for v, g in world.known:
            if not covered(v, self.vec, stream(g)):
                continue
            assert g in self.rows, "lost"
            good = marks.get(g, set()) | {self.rows[g][1]}
            while True:
                more = {x for y in good for x in world.known.get((y, g), ())}
                same = {world.values.get((y, g)) for y in good}
                more |= {y for (y, h), s in world.values.items() if h == g and s in same}
                if more <= good:
                    break
                good |= more
            assert v in good, f"silently lost: {g}"
        for i, v in world.closed:
            known = covered(v, self.vec, conflict_stream(i))
            assert not known or self.conflicts[i][0], "a closed conflict is open again"
        self._check_hidden()

    def _check_hidden(self) -> None:
        past = self.world.past
        for g, (value, m) in self.rows.items():
            for h, (other, e) in self.rows.items() if g[2] == "gone" and word(value) else ():
                if h == g or h[0] != g[0] or not self.clash(g, value, h, other):
                    continue
                knew = covered(e, past[m], stream(h)) or covered(m, past[e], stream(g))
                links = {(h[0], x, "gone") for x in self.above(h[0], h[1])} | {h}
                told = any(i[1][1] == g and i[2][1] in links for i in self.conflicts)
                assert knew or told, "hidden by a gone that did not know it"
