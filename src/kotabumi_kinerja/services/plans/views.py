"""One SKP as screens and papers read it: results, indicators, values, annex."""

from dataclasses import dataclass
from datetime import date

from kotabumi_kinerja.domain.behaviours import BehaviourValue
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.parties import Snapshot
from kotabumi_kinerja.domain.plans import (
    AnnexBlock,
    Approach,
    Aspect,
    FormKind,
    Perspective,
    PlanState,
    Section,
)
from kotabumi_kinerja.domain.targets import Target


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One IKI with its target as printed and as read."""

    id: Id
    aspect: Aspect | None
    perspective: Perspective | None
    text: str
    target: Target


@dataclass(frozen=True, slots=True)
class ResultView:
    """One RHK with its indicators; `leader_text`: the leader's result that it supports.

    `leader`: the row of that result in the leader's own SKP; None: words only, for the time being.
    """

    id: Id
    section: Section
    text: str
    leader_text: str
    indicators: tuple[IndicatorView, ...]
    leader: Id | None = None

    @property
    def temporary(self) -> bool:
        """Whether the leader's result is only words so far ('sementara')."""
        return bool(self.leader_text) and self.leader is None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One BerAKHLAK value with the leader's special expectation."""

    id: Id
    value: BehaviourValue
    text: str


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One line of the Lampiran SKP."""

    id: Id
    block: AnnexBlock
    text: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """One SKP as a whole. `snapshot`: both sides as they were when it was agreed.

    `reason`: why it was sent back, '' when it was not. `follows`: the SKP it continues, and
    `cause` why: of a later version its reason, else the code of the move (`domain.moves.Cause`).
    """

    id: Id
    person: Id
    name: str
    full_name: str
    nip: str
    year: int
    version: int
    since: date
    until: date
    approach: Approach
    form: FormKind
    post: str
    unit: str
    state: PlanState
    agreed_on: date | None
    reason: str
    rater: str
    snapshot: Snapshot | None
    results: tuple[ResultView, ...]
    expectations: tuple[Expectation, ...]
    annex: tuple[AnnexLine, ...]
    follows: Id | None = None
    cause: str = ""

    @property
    def pending(self) -> bool:
        """Whether it is a later version that is not agreed yet; the former one is in force."""
        return self.version > 1 and self.state in {PlanState.DRAFT, PlanState.SUBMITTED}

    @property
    def editable(self) -> bool:
        """Whether it is still a draft."""
        return self.state is PlanState.DRAFT


@dataclass(frozen=True, slots=True)
class Draft:
    """What writing one cell needs to know of its plan."""

    id: Id
    name: str
    year: int
