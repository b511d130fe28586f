"""Words and states of an SKP: who may move it where, and its parts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused


class PlanState(StrEnum):
    """Where an SKP stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AGREED = "agreed"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "draft": "draf",
            "submitted": "diajukan",
            "agreed": "disepakati",
            "superseded": "diganti versi baru",
        }[self.value]


class PlanAction(StrEnum):
    """What can be done with an SKP."""

    SUBMIT = "submit"
    RETURN = "return"
    AGREE = "agree"
    SUPERSEDE = "supersede"

    @property
    def label(self) -> str:
        """The verb users read."""
        return {
            "submit": "diajukan",
            "return": "dikembalikan",
            "agree": "disepakati",
            "supersede": "diganti versi baru",
        }[self.value]


class Approach(StrEnum):
    """Pendekatan hasil kerja; one for the whole form (PermenPANRB 6/2022, forms)."""

    QUANTITATIVE = "KUANTITATIF"
    QUALITATIVE = "KUALITATIF"

    @property
    def label(self) -> str:
        """'Kuantitatif'."""
        return self.value.title()


class FormKind(StrEnum):
    """Which SKP form: for leaders (JPT, pimpinan unit kerja mandiri) or for JA and JF."""

    LEADER = "JPT"
    STAFF = "JA_JF"

    @property
    def label(self) -> str:
        """The words of the form's title, in short."""
        return {
            "JPT": "JPT dan pimpinan unit kerja mandiri",
            "JA_JF": "pejabat administrasi dan fungsional",
        }[self.value]


class Section(StrEnum):
    """Sections of the results."""

    MAIN = "UTAMA"
    SPECIAL = "INSTRUKSI_KHUSUS"
    ADDITIONAL = "TAMBAHAN"

    @property
    def label(self) -> str:
        """'Utama', 'Instruksi khusus pimpinan' or 'Tambahan'."""
        return "Instruksi khusus pimpinan" if self is Section.SPECIAL else self.value.title()


class Aspect(StrEnum):
    """Aspects of an indicator on the JA/JF form."""

    QUANTITY = "Kuantitas"
    QUALITY = "Kualitas"
    TIME = "Waktu"
    COST = "Biaya"


class Perspective(StrEnum):
    """Perspectives of an indicator on the leader's form."""

    RECIPIENTS = "Penerima Layanan"
    PROCESS = "Proses Bisnis"
    STRENGTHENING = "Penguatan Internal"
    BUDGET = "Anggaran"


class AnnexBlock(StrEnum):
    """The three lists of the Lampiran SKP."""

    RESOURCES = "DUKUNGAN SUMBER DAYA"
    REPORTING = "SKEMA PERTANGGUNGJAWABAN"
    CONSEQUENCES = "KONSEKUENSI"


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """The days an SKP stands for; `key` tells the plans of one person apart."""

    key: str
    start: date
    end: date


_MOVES: Final = {
    (PlanState.DRAFT, PlanAction.SUBMIT): PlanState.SUBMITTED,
    (PlanState.SUBMITTED, PlanAction.RETURN): PlanState.DRAFT,
    (PlanState.SUBMITTED, PlanAction.AGREE): PlanState.AGREED,
    (PlanState.AGREED, PlanAction.SUPERSEDE): PlanState.SUPERSEDED,
}


def move_plan(state: PlanState, action: PlanAction, name: str) -> PlanState:
    """The state after an action; refuses KK-211 (`name`: whose SKP) when it is not allowed."""
    after = _MOVES.get((state, action))
    if after is None:
        raise Refused("KK-211", name=name, state=state.label, action=action.label)
    return after


def may_move(state: PlanState, action: PlanAction) -> bool:
    """Whether an action is allowed, for greying out buttons."""
    return (state, action) in _MOVES


def refuse_overlap(spans: tuple[PlanSpan, ...], name: str) -> None:
    """Refuse KK-214 when two SKP of one person share a day."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    for before, after in pairwise(ordered):
        if after.start <= before.end:
            first, last = after.start, min(before.end, after.end)
            raise Refused("KK-214", name=name, start=show_date(first), end=show_date(last))
