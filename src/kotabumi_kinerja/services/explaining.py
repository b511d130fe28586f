"""'Mengapa?' of a predikat, and the rating that the numbers suggest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kotabumi_kinerja.domain.achievements import Standing
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import Period, PeriodKind
from kotabumi_kinerja.domain.scoring import (
    NOT_SCORED,
    Rating,
    Suggestion,
    predikat,
    suggest_rating,
)
from kotabumi_kinerja.services import progress
from kotabumi_kinerja.services.evaluations import Evaluation, of_person
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.progress import ProgressLine
from kotabumi_kinerja.services.workspace import Workspace

_NAMED: Final = 6
"""So many achievements are named one by one."""
_DECIDES: Final = "Ditetapkan penilai."


@dataclass(frozen=True, slots=True)
class Explanation:
    """A heading, numbered steps (title, text), regulation and table version, how sure it is."""

    title: str
    steps: tuple[tuple[str, str], ...]
    source: str
    note: str = ""

    def lines(self) -> tuple[str, ...]:
        """The whole in plain words."""
        numbered = tuple(f"{at}. {title}. {text}" for at, (title, text) in enumerate(self.steps, 1))
        return (self.title, *numbered, self.source, *filter(None, (self.note,)))


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One person in one period: everything the record shows. `plan` None: nothing to rate."""

    plan: PlanView | None
    evaluation: Evaluation | None
    lines: tuple[ProgressLine, ...]
    suggestion: Suggestion
    why: Explanation


def of_period(work: Workspace, person: Id, period: Period) -> PeriodView:
    """Plan, realisation, ratings, suggestion and explanation of one period."""
    plan = progress.agreed_plan(work, person, period)
    lines = tuple(progress.of_plan(work, plan, period)) if plan else ()
    year = of_person(work, person, period.year)
    found = next((e for e in year if e.period == period), None)
    return PeriodView(
        plan,
        found,
        lines,
        _suggest(work, period, lines, year),
        explain(work, period, found, lines, year),
    )


def suggestion(work: Workspace, person: Id, period: Period) -> Suggestion:
    """A rating of results to think about; the rater decides.

    From the achievements of the period; for a year without its own, the rating most frequent in
    its periods [INF], never a mean.
    """
    return of_period(work, person, period).suggestion


def _suggest(
    work: Workspace, period: Period, lines: Sequence[ProgressLine], year: Sequence[Evaluation]
) -> Suggestion:
    measured = [(x.achievement, x.main) for x in lines if x.achievement is not None]
    found = suggest_rating(measured, work.rules, period.end)
    if found.rating is not None or period.kind is not PeriodKind.YEAR:
        return found
    return _most_frequent([e for e in year if e.period != period], found)


def explain(
    work: Workspace,
    period: Period,
    evaluation: Evaluation | None,
    lines: Sequence[ProgressLine],
    beside: Sequence[Evaluation] = (),
) -> Explanation:
    """Why the predikat is what it is; `beside`: the periods of the year, for the annual one.

    An evaluation keeps the table it was rated by, also when a newer one is in force.
    """
    results = evaluation.results if evaluation else None
    behaviour = evaluation.behaviour if evaluation else None
    now = predikat(results, behaviour, work.rules, period.end)
    stored = evaluation.predikat if evaluation else None
    name = stored.label if stored else NOT_SCORED
    steps = [
        (f"Hasil kerja: {_word(results)}", f"{_measured(lines)} {_decided(results)}".strip()),
        (f"Perilaku kerja: {_word(behaviour)}", _decided(behaviour)),
        _quadrant(results, behaviour, name),
    ]
    if period.kind is PeriodKind.YEAR:
        steps.insert(0, _periods(beside))
    source = evaluation.rule if evaluation and evaluation.rule else now.source
    note = now.note
    if stored and source != now.source:
        note = f"Dinilai dengan tabel waktu itu; sekarang berlaku {now.source}."
    title = f"Mengapa predikatnya {name}?" if stored else "Mengapa belum dinilai?"
    return Explanation(title, tuple(steps), source, note)


def _word(rating: Rating | None) -> str:
    return rating.label if rating else NOT_SCORED


def _decided(rating: Rating | None) -> str:
    return _DECIDES if rating else "Penilai belum menetapkan."


def _short(rating: Rating) -> str:
    return rating.label.removesuffix(" ekspektasi")


def _quadrant(results: Rating | None, behaviour: Rating | None, name: str) -> tuple[str, str]:
    always = "Predikat selalu dari matriks, tidak diketik."
    if results is None or behaviour is None:
        return "Matriks: menunggu kedua rating", always
    return f"Matriks: {_short(results)} × {_short(behaviour)} = {name}", always


def _measured(lines: Sequence[ProgressLine]) -> str:
    mains = [line for line in lines if line.main and line.achievement is not None]
    counted = [x for x in mains if x.achievement and x.achievement.standing is not None]
    if not counted:
        return "Belum ada capaian yang terukur."
    below = [x for x in counted if x.achievement and x.achievement.standing is Standing.BELOW]
    reached = f"{len(counted) - len(below)} dari {len(counted)} indikator utama mencapai target"
    named = [f"{x.text} dari {x.indicator.target.text}: {x.shown}" for x in counted[:_NAMED]]
    more = f", dan {len(counted) - _NAMED} lagi" if len(counted) > _NAMED else ""
    return f"{reached} ({', '.join(named)}{more})."


def _periods(beside: Sequence[Evaluation]) -> tuple[str, str]:
    rated = [e for e in beside if e.period.kind is not PeriodKind.YEAR]
    shown = ", ".join(f"{e.period.short_label} {e.label}" for e in rated)
    own = "Hasil tahunan adalah keputusan tersendiri, bukan rata-rata."
    return f"Dalam tahun ini: {shown or NOT_SCORED}", own


def _most_frequent(parts: Sequence[Evaluation], none: Suggestion) -> Suggestion:
    counts = Counter(e.results for e in parts if e.results is not None).most_common(2)
    tied = len(counts) > 1 and counts[0][1] == counts[1][1]
    if not counts or tied:
        return none
    rating, times = counts[0]
    total = sum(1 for e in parts if e.results is not None)
    steps = (
        f"{rating.label} pada {times} dari {total} periode yang dinilai",
        f"Saran: {rating.label}. Penilai yang memutuskan",
    )
    return Suggestion(rating, steps, "saran program, rating tersering", none.note)
