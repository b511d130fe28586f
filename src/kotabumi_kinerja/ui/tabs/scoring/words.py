"""From the domain's words to the codes and signs that the widgets paint."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import Predikat, Rating
from kotabumi_kinerja.services.evaluation_list import EvaluationRow

CODE: Final[Mapping[Predikat, str]] = {
    Predikat.SANGAT_BAIK: "SB",
    Predikat.BAIK: "B",
    Predikat.BUTUH_PERBAIKAN: "BP",
    Predikat.KURANG: "K",
    Predikat.SANGAT_KURANG: "SK",
}
SIGN: Final[Mapping[Rating, str]] = {
    Rating.ABOVE: "+",
    Rating.AS_EXPECTED: "=",
    Rating.BELOW: "-",
}
_STATE: Final[Mapping[EvaluationState, str]] = {
    EvaluationState.DRAFT: "Belum dinilai",
    EvaluationState.RATED: "Dinilai",
    EvaluationState.DELIVERED: "Diserahkan",
    EvaluationState.ACCEPTED: "Diterima",
    EvaluationState.OBJECTED: "Keberatan",
    EvaluationState.DECIDED: "Diputus",
}


def code(value: Predikat | None) -> str | None:
    """'SB'; None stays None: belum dinilai."""
    return CODE[value] if value else None


def sign(rating: Rating | None) -> str | None:
    """'+'; None stays None."""
    return SIGN[rating] if rating else None


def state(row: EvaluationRow) -> str:
    """The word of the column Tahap."""
    if row.state is EvaluationState.DRAFT and not row.ready:
        return "Tanpa SKP"
    return _STATE[row.state]


def state_tone(row: EvaluationRow) -> str:
    """A chip for what still needs a person, quiet words otherwise."""
    if row.state is EvaluationState.RATED:
        return "plain"
    return "warn" if row.state is EvaluationState.OBJECTED else ""


def quadrant(rules: RuleBook, on: date) -> dict[tuple[str, str], str]:
    """The matrix in force on a day, by the signs of hasil kerja and perilaku."""
    table = rules.table("kuadran_kinerja", on)
    return {
        (SIGN[results], SIGN[behaviour]): CODE[Predikat(table.text(results.value, behaviour.value))]
        for results in Rating
        for behaviour in Rating
    }
