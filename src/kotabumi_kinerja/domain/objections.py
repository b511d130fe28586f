"""An employee's objection (keberatan) to a result, PP 30/2019 Pasal 59."""

from datetime import date
from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.calendar import objection_deadlines
from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.rules import RuleBook


class ObjectionState(StrEnum):
    """Where an objection stands."""

    FILED = "filed"
    IN_REVIEW = "in_review"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """The words users read."""
        return {"filed": "diajukan", "in_review": "diproses", "decided": "ditetapkan"}[self.value]


class ObjectionOutcome(StrEnum):
    """What the superior of the rater decided; it is final."""

    UPHELD = "upheld"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The words users read."""
        return "tetap" if self is ObjectionOutcome.UPHELD else "diubah"


_NEXT: Final = {
    ObjectionState.FILED: ObjectionState.IN_REVIEW,
    ObjectionState.IN_REVIEW: ObjectionState.DECIDED,
}


def refuse_late_objection(
    received: date, filed: date, reasons: str, name: str, rules: RuleBook
) -> None:
    """Refuse KK-232 without reasons, KK-233 before receipt, KK-231 after the later last day."""
    if not reasons.strip():
        raise Refused("KK-232", name=name)
    if filed < received:
        raise Refused("KK-233", name=name, received=show_date(received))
    last = objection_deadlines(received, rules).later
    if filed > last:
        raise Refused("KK-231", name=name, last=show_date(last))


def move_objection(state: ObjectionState, to: ObjectionState, name: str) -> ObjectionState:
    """The next state; refuses KK-230 for a leap or a step back."""
    if _NEXT.get(state) is not to:
        raise Refused("KK-230", name=name, state=state.label, wanted=to.label)
    return to
