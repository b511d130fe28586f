"""How many people got which predikat in a period, against the pattern of SE MenPANRB 3/2023."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kotabumi_kinerja.domain.distribution import DistributionLine, LineLevel, check
from kotabumi_kinerja.domain.periods import Period
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services import evaluations, scoring
from kotabumi_kinerja.services.evaluation_list import EvaluationList
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Distribution:
    """The real counts. `cells`: by rating of results and of behaviour; `rated` of `people`.

    `lines` is empty while the organisation's result is not set.
    """

    period: Period
    organisation: OrganisationResult | None
    people: int
    rated: int
    counts: Mapping[Predikat, int]
    cells: Mapping[tuple[Rating, Rating], int]
    lines: tuple[DistributionLine, ...]

    @property
    def summary(self) -> str:
        """One line: the first limit broken, else that all are kept, else what is missing."""
        if not self.rated:
            return "Distribusi: belum ada yang dinilai"
        if self.organisation is None:
            return f"Distribusi: {self.rated} orang dinilai, capaian organisasi belum ditetapkan"
        broken = [x for x in self.lines if x.level is LineLevel.WARNING]
        notes = [x for x in self.lines if x.level is LineLevel.NOTE]
        if broken:
            return f"Distribusi: {broken[0].text}"
        return notes[0].text if notes else "Distribusi: sesuai semua batas"

    @property
    def warned(self) -> bool:
        """Whether a limit is broken; a warning, never a block."""
        return any(line.level is LineLevel.WARNING for line in self.lines)


def distribution(
    work: Workspace, period: Period, organisation: OrganisationResult | None = None
) -> Distribution:
    """Counts of one period; `organisation` None takes what stands on the evaluations.

    Who is not rated is not counted, least of all as a zero.
    """
    counts: Counter[Predikat] = Counter()
    cells: Counter[tuple[Rating, Rating]] = Counter()
    for alike in evaluations.tally(work, period):
        if alike.predikat is not None:
            counts[alike.predikat] += alike.count
        if alike.results is not None and alike.behaviour is not None:
            cells[alike.results, alike.behaviour] += alike.count
    if organisation is None:
        organisation, _ = scoring.organisation_of(work, period)
    lines = (
        tuple(check(counts, organisation, work.rules, period.end))
        if organisation is not None and counts
        else ()
    )
    return Distribution(
        period,
        organisation,
        _people(work),
        sum(counts.values()),
        {value: counts[value] for value in Predikat},
        dict(cells),
        lines,
    )


def _people(work: Workspace) -> int:
    return EvaluationList(work).count(Query())
