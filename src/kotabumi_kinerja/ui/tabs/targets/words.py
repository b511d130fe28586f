"""The short texts of the tab: the form, the days, the line under the name."""

from typing import Final

from kotabumi_kinerja.domain.dates import MONTHS, show_date
from kotabumi_kinerja.domain.plans import FormKind, PlanState
from kotabumi_kinerja.services.plans import PlanView

FORMS: Final = {
    FormKind.LEADER: "formulir pimpinan",
    FormKind.STAFF: "formulir JA dan JF",
}
STATES: Final = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.AGREED)


def span(view: PlanView) -> str:
    """'1 Januari sampai 31 Desember'."""
    first, last = view.since, view.until
    return f"{first.day} {MONTHS[first.month - 1]} sampai {last.day} {MONTHS[last.month - 1]}"


def about(view: PlanView) -> str:
    """The line under the name."""
    rater = view.snapshot.rater.name if view.snapshot else view.rater
    parts = [view.approach.label, FORMS[view.form], span(view), f"penilai {rater or 'belum ada'}"]
    if view.version > 1:
        parts.insert(0, f"versi {view.version}")
    if view.agreed_on is not None:
        parts.append(f"disepakati {show_date(view.agreed_on)}")
    return ", ".join(parts)


def stretch(view: PlanView) -> str:
    """'1 Januari sampai 30 Juni: Kepala Seksi' for the selector of several SKP in a year."""
    return f"{span(view)}: {view.post or 'jabatan belum diisi'}, {view.state.label}"
