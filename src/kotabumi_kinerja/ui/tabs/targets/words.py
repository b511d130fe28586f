"""What a target means, in words, and the other short texts of the tab."""

from decimal import Decimal
from typing import Final

from kotabumi_kinerja.domain.dates import MONTHS, show_date
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.plans import FormKind, PlanState
from kotabumi_kinerja.domain.targets import Direction, Target
from kotabumi_kinerja.services.plans import PlanView

FORMS: Final = {
    FormKind.LEADER: "formulir pimpinan tinggi",
    FormKind.STAFF: "formulir JA dan JF",
}
STATES: Final = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.AGREED)


def meaning(target: Target) -> str:
    """'paling banyak 5 hari' for 'maksimal 5 hari'; '' for a target that is empty."""
    if not target.text:
        return ""
    if target.due is not None:
        return f"paling lambat {show_date(target.due)}"
    if target.minimum is None or target.maximum is None:
        return "tidak terukur"
    low, high = _amount(target.unit, target.minimum), _amount(target.unit, target.maximum)
    if target.direction is Direction.RANGE:
        return f"{show_number(target.minimum)} sampai {high}"
    return (
        f"paling banyak {high}" if target.direction is Direction.LOWER else f"paling sedikit {low}"
    )


def span(view: PlanView) -> str:
    """'1 Januari sampai 31 Desember'."""
    first, last = view.since, view.until
    return f"{first.day} {MONTHS[first.month - 1]} sampai {last.day} {MONTHS[last.month - 1]}"


def about(view: PlanView) -> str:
    """The line under the name."""
    rater = view.snapshot.rater.name if view.snapshot else view.rater
    parts = [view.approach.label, FORMS[view.form], span(view), f"penilai {rater or 'belum ada'}"]
    if view.agreed_on is not None:
        parts.append(f"disepakati {show_date(view.agreed_on)}")
    return ", ".join(parts)


def _amount(unit: str, value: Decimal) -> str:
    shown = show_number(value)
    return f"Rp {shown}" if unit == "Rp" else f"{shown} {unit}".strip()
