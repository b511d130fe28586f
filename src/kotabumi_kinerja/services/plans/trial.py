"""What an import of plans says before it does anything, and what it did."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans.judging import NewPlan, Realised
from kotabumi_kinerja.services.plans.taking import PlanChange
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.spreadsheets.mapping import Table


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """One person: what would happen and why. `rows` as Excel shows them."""

    sheet: str
    rows: tuple[int, ...]
    nip: str
    name: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    results: int = 0
    indicators: int = 0
    changes: tuple[PlanChange, ...] = ()

    @property
    def warned(self) -> bool:
        """Whether it is taken in with a warning."""
        return self.outcome is not Outcome.REFUSED and any(
            f.severity is Severity.WARNING for f in self.findings
        )


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan that may come in: for whom, what, and the draft it fills (None: a new one).

    `span`: the days of a new one.
    """

    person: Id
    nip: str
    post: str
    unit: str
    content: NewPlan
    draft: PlanView | None
    same: bool
    span: tuple[date, date]


@dataclass(frozen=True, slots=True)
class PlanRun:
    """The whole file judged; nothing is saved yet. `unplaced`: rows that belong to nobody.

    `realised`: how many indicators carry a realisation or evidence, which the import leaves out.
    """

    file: str
    year: int
    verdicts: tuple[PlanVerdict, ...]
    unplaced: tuple[int, ...]
    tables: tuple[Table, ...]
    ready: tuple[Ready, ...]
    realised: int

    def counts(self) -> Mapping[Outcome, int]:
        """How many people of each outcome."""
        found = Counter(v.outcome for v in self.verdicts)
        return {o: found.get(o, 0) for o in Outcome}

    def without(self, nips: AbstractSet[str]) -> "PlanRun":
        """The run with these people held back: their verdicts stay, nothing of them is taken."""
        return replace(self, ready=tuple(r for r in self.ready if r.nip not in nips))


@dataclass(frozen=True, slots=True)
class PlansImported:
    """What an import did, by people; `realised` by the id of the indicator, for the scoring.

    `left`: people who were held back.
    """

    new: int
    changed: int
    same: int
    refused: int
    realised: Mapping[Id, Realised]
    left: int = 0
