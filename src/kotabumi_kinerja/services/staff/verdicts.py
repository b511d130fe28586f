"""What an import of staff says before it does anything, and what its user chose."""

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.staff.judging import Judged
from kotabumi_kinerja.services.staff.storing import Known
from kotabumi_kinerja.spreadsheets.mapping import Table

Sentence = Callable[[str, Mapping[str, object]], str]
"""Makes the sentence of a code and its fields; see `messages.sentence`."""

Place: TypeAlias = tuple[str, int]
"""Sheet and row of a verdict, the row as Excel shows it."""


class Outcome(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REPAIRED = "repaired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a known person that the workbook says differently, as users read it."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row: what would happen and why. `nip` is the one that would be written.

    `ruined` is what the cell held where Excel has ruined the NIP and it could be repaired.
    `notes` say what was decided while reading the cells.
    """

    sheet: str
    row: int
    nip: str
    name: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    ruined: str = ""
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.sheet, self.row

    @property
    def warned(self) -> bool:
        """Whether it is taken in with a warning."""
        return self.outcome is not Outcome.REFUSED and any(
            f.severity is Severity.WARNING for f in self.findings
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of the register whom the file does not name; nothing is done to them."""

    id: Id
    nip: str
    name: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """The whole file judged; nothing is saved yet.

    `judged` and `known` hold what is needed to take the rows in. `tables` keep the cells of the
    refused rows only. `mark` is the state of the register that was compared with.
    """

    file: str
    verdicts: tuple[Verdict, ...]
    stray_rows: int
    tables: tuple[Table, ...]
    judged: Mapping[Place, Judged] = field(repr=False)
    known: Mapping[str, Known] = field(repr=False)
    missing: tuple[Missing, ...]
    mark: int

    def counts(self) -> Mapping[Outcome, int]:
        """How many rows of each outcome."""
        found = Counter(v.outcome for v in self.verdicts)
        return {o: found.get(o, 0) for o in Outcome}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided after the dry run.

    `left` rows are not taken. `repaired` rows have their NIP repaired; without it such a row is
    left. `kept` fields keep their old value: `kept_always` in every row, `kept` in one.
    """

    left: AbstractSet[Place] = frozenset()
    repaired: AbstractSet[Place] = frozenset()
    kept: Mapping[Place, AbstractSet[str]] = field(default_factory=dict[Place, AbstractSet[str]])
    kept_always: AbstractSet[str] = frozenset()

    def takes(self, verdict: Verdict) -> bool:
        """Whether this row would be written."""
        if verdict.outcome in {Outcome.REFUSED, Outcome.SAME} or verdict.place in self.left:
            return False
        if verdict.outcome is Outcome.REPAIRED and verdict.place not in self.repaired:
            return False
        return verdict.outcome is Outcome.NEW or bool(self.changes(verdict)) or bool(verdict.ruined)

    def changes(self, verdict: Verdict) -> tuple[Change, ...]:
        """The changes that are not held back."""
        kept = self.kept.get(verdict.place, frozenset())
        return tuple(
            c for c in verdict.changes if c.field not in kept and c.field not in self.kept_always
        )


ALL: Final = Choices()
"""Every row and every field; nothing repaired without being asked."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by rows; `left` were held back by choice."""

    new: int
    changed: int
    same: int
    refused: int
    repaired: int = 0
    left: int = 0
