"""The register as one looks at it: lines to filter and find in, troubles in words, the tree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.rater_checks import GAP, NONE, Trouble
from kotabumi_kinerja.messages import sentence
from kotabumi_kinerja.services.listing import Anchor
from kotabumi_kinerja.services.present import present, without_rater
from kotabumi_kinerja.services.raters.checking import troubles_of
from kotabumi_kinerja.services.raters.register import RaterLine, Register, read
from kotabumi_kinerja.services.raters.tree import RaterTree, tree
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now

WITHOUT: Final = "none"
TROUBLE: Final = "trouble"
"""Keys of the chips 'Tanpa penilai' and 'Bermasalah'; other chips are kinds of line."""
GRAVE: Final = "grave"
WARNING: Final = "warning"
"""Keys of the chips of troubles."""
_WARNINGS: Final = frozenset({"KK-145", "KK-182", "KK-183", GAP})
_LAST: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register, or a person without any (`line` None)."""

    id: Id
    person: Id
    name: str
    nip: str
    post: str
    line: RaterLine | None
    superior: str
    now: bool
    trouble: str
    without: bool
    words: str = field(repr=False)

    @property
    def anchor(self) -> Anchor:
        """The line's own id: the list keeps its order itself."""
        return (self.id,)

    def in_chip(self, chip: str) -> bool:
        """Whether a chip shows it."""
        if chip == WITHOUT:
            return self.without
        if chip == TROUBLE:
            return bool(self.trouble)
        return not chip or (self.line is not None and self.line.kind == chip)

    def sort_value(self, key: str) -> str:
        """What a sorted column compares."""
        mine = {"name": self.name, "nip": self.nip, "post": self.post, "trouble": self.trouble}
        if key in mine or self.line is None:
            return mine.get(key, "")
        until = self.line.until.isoformat() if self.line.until else _LAST
        return {
            "rater": self.line.name,
            "kind": self.line.kind,
            "since": self.line.since.isoformat(),
            "until": until,
        }[key]


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One trouble in words; `grave` blocks a rating, the rest are warnings."""

    id: Id
    person: Id
    name: str
    said: str
    code: str
    grave: bool
    trouble: Trouble
    words: str = field(repr=False)

    @property
    def anchor(self) -> Anchor:
        """As `RegisterRow.anchor`."""
        return (self.id,)

    def in_chip(self, chip: str) -> bool:
        """Whether a chip shows it."""
        return not chip or self.grave == (chip == GRAVE)

    def sort_value(self, key: str) -> str:
        """What a sorted column compares."""
        return self.said if key == "said" else self.name


@dataclass(frozen=True, slots=True)
class RegisterView:
    """All of it as of a day; plain data made by a job, shown by the window."""

    on: date
    rows: tuple[RegisterRow, ...]
    troubles: tuple[TroubleRow, ...]
    tree: RaterTree
    people: int


def view(work: Workspace, year: int | None = None) -> RegisterView:
    """The register of today with the troubles of a year (this one)."""
    register = read(work)
    on = register.today
    found = troubles_of(register, year or on.year)
    rows = tuple(_rows(register, on, found, _alone(work)))
    here = len(register.holders(on))
    return RegisterView(on, rows, tuple(_told(register, found)), tree(register, on), here)


def _alone(work: Workspace) -> frozenset[Id]:
    """Who works here and has no rater: by the one condition of staff list and Beranda."""
    n = person_now.c
    here = (n.office == work.database.office, present(work), without_rater(work))
    with work.database.read() as connection:
        return frozenset(connection.scalars(select(n.id).where(*here)))


def _rows(
    register: Register, on: date, found: Sequence[Trouble], alone: frozenset[Id]
) -> Iterator[RegisterRow]:
    said: dict[Id, list[str]] = defaultdict(list)
    for trouble in found:
        said[trouble.person].append(_short(trouble))
    here = register.holders(on)
    for key, member in register.people.items():
        lines = register.lines.get(key, ())
        holder = here.get(key)
        if not lines and holder is None and key not in alone:
            continue
        post = holder.post if holder else ""
        trouble = ", ".join(dict.fromkeys(said.get(key, ())))
        valid = register.line_on(key, on)
        first = valid or (lines[0] if lines else None)
        above = register.rater_of_rater(key, on)
        words = f"{member.name} {member.nip} {post} {holder.unit if holder else ''}"
        for line in lines or (None,):
            more = f" {line.name} {line.post} {line.basis}" if line else ""
            yield RegisterRow(
                line.id if line else key,
                key,
                member.name,
                member.nip,
                post,
                line,
                above.name if above and line is valid else "",
                now=line is not None and line is valid,
                trouble=trouble if line is first else "",
                without=key in alone and line is first,
                words=f"{words}{more}".casefold(),
            )


_SHORT: Final = {
    NONE: "tanpa penilai",
    "KK-141": "menilai diri sendiri",
    "KK-142": "dua penilai sekaligus",
    "KK-143": "penilai tidak aktif",
    "KK-144": "berputar",
    "KK-145": "penilai tidak lebih tinggi",
    "KK-180": "di luar masa kerja",
    GAP: "ada masa tanpa penilai",
    "KK-182": "pegawai pindah jabatan",
    "KK-183": "penilai pindah jabatan",
}


def _short(trouble: Trouble) -> str:
    return _SHORT[trouble.code]


def _told(register: Register, found: Sequence[Trouble]) -> Iterator[TroubleRow]:
    for number, trouble in enumerate(found):
        member = register.people[trouble.person]
        said = sentence(trouble.code, trouble.fields).removesuffix(f" {trouble.code}")
        key = trouble.person + number.to_bytes(4, "big")
        words = f"{member.name} {member.nip} {said}".casefold()
        yield TroubleRow(
            key, trouble.person, member.name, said, trouble.code,
            trouble.code not in _WARNINGS, trouble, words,
        )  # fmt: skip
