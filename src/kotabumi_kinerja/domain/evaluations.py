"""States of an evaluation: who may move it where."""

from enum import StrEnum
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.scoring import Rating


class EvaluationState(StrEnum):
    """Where an evaluation stands."""

    DRAFT = "draft"
    RATED = "rated"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    OBJECTED = "objected"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "draft": "belum dinilai",
            "rated": "sudah dinilai",
            "delivered": "diserahkan",
            "accepted": "diterima pegawai",
            "objected": "keberatan",
            "decided": "diputus atasan penilai",
        }[self.value]


class EvaluationAction(StrEnum):
    """What can be done with an evaluation."""

    RATE = "rate"
    REOPEN = "reopen"
    DELIVER = "deliver"
    ACCEPT = "accept"
    OBJECT = "object"
    DECIDE = "decide"

    @property
    def label(self) -> str:
        """The verb users read."""
        return {
            "rate": "dinilai",
            "reopen": "dibuka lagi",
            "deliver": "diserahkan",
            "accept": "diterima",
            "object": "diajukan keberatan",
            "decide": "diputus",
        }[self.value]


_S, _A = EvaluationState, EvaluationAction
_MOVES: Final = {
    (_S.DRAFT, _A.RATE): _S.RATED,
    (_S.RATED, _A.RATE): _S.RATED,
    (_S.RATED, _A.REOPEN): _S.DRAFT,
    (_S.RATED, _A.DELIVER): _S.DELIVERED,
    (_S.DELIVERED, _A.ACCEPT): _S.ACCEPTED,
    (_S.DELIVERED, _A.OBJECT): _S.OBJECTED,
    (_S.OBJECTED, _A.DECIDE): _S.DECIDED,
}


def move_evaluation(state: EvaluationState, action: EvaluationAction, name: str) -> EvaluationState:
    """The state after an action; refuses KK-220 (`name`: whose evaluation)."""
    after = _MOVES.get((state, action))
    if after is None:
        raise Refused("KK-220", name=name, state=state.label, action=action.label)
    return after


def may_move(state: EvaluationState, action: EvaluationAction) -> bool:
    """Whether an action is allowed, for greying out buttons."""
    return (state, action) in _MOVES


def refuse_unready(
    plan: PlanState | None, results: Rating | None, behaviour: Rating | None, name: str
) -> None:
    """Refuse KK-222 without an agreed SKP, KK-221 while a rating is missing."""
    if plan not in {PlanState.AGREED, PlanState.SUPERSEDED}:
        raise Refused("KK-222", name=name)
    if results is None or behaviour is None:
        missing = "rating hasil kerja" if results is None else "rating perilaku kerja"
        raise Refused("KK-221", name=name, missing=missing)
