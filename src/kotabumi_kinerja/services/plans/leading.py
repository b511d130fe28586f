"""The leader's results that a person's results support: whose they are, and the link to one."""

from dataclasses import dataclass
from datetime import date

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.plans.editing import opened, parent_of, write_field
from kotabumi_kinerja.services.plans.reading import plans_of
from kotabumi_kinerja.services.plans.views import PlanView, ResultView
from kotabumi_kinerja.services.raters import RaterLine
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


@dataclass(frozen=True, slots=True)
class Leader:
    """Who rates on the day that counts, and the SKP of that person for that day.

    `rater` None: nobody is set. `plan` None: the rater is outside the office or has no SKP yet.
    """

    on: date
    rater: RaterLine | None
    plan: PlanView | None

    @property
    def results(self) -> tuple[ResultView, ...]:
        """What may be chosen."""
        return tuple(r for r in self.plan.results if r.text) if self.plan is not None else ()


def leader_of(work: Workspace, view: PlanView) -> Leader:
    """The leader of a plan: the rater of the day of agreeing, else of today within its days."""
    on = view.agreed_on or min(max(work.today(), view.since), view.until)
    rater = raters.rater_on(work, view.person, on)
    if rater is None or rater.rater is None:
        return Leader(on, rater, None)
    plans = [p for p in plans_of(work, rater.rater, view.year) if p.since <= on <= p.until]
    return Leader(on, rater, plans[-1] if plans else None)


def link(work: Workspace, key: Id, leader_result: Id) -> None:
    """Let a result support a result of the leader; its words are kept as they are now.

    Refused KK-218 when the plan is no draft, KK-209 when the leader has no such result.
    """
    view = opened(work, parent_of(work, s.result, "plan_id", key))
    found = next((r for r in leader_of(work, view).results if r.id == leader_result), None)
    if found is None:
        raise Refused("KK-209", name=view.name)
    values: dict[str, object] = {"leader_result_id": found.id, "leader_text": found.text}
    write_field(work, view, s.result, key, values, "tautkan hasil pimpinan")
