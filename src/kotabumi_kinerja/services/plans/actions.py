"""Rencana aksi: what is done for each result in each period, with what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import insert, select, text, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.periods import Period, PeriodKind, period_kinds, periods_of
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.services.plans.editing import parent_of
from kotabumi_kinerja.services.plans.reading import plan
from kotabumi_kinerja.services.plans.views import PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.history import DELETED

FIELDS: Final = ("text", "target_text", "done", "evidence")
"""What can be written: the step, its target, what came of it, the evidence."""
TEACHERS: Final = "GURU"
_TEACHING: Final = ("guru", "kepala sekolah", "kepala sd", "kepala smp", "kepala tk")
_KEY: Final = "plans:periods:{}"


@dataclass(frozen=True, slots=True)
class Step:
    """What is planned for one result in one period; `id` None: nothing yet."""

    id: Id | None = None
    text: str = ""
    target_text: str = ""
    done: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One result with its steps by the code of the period."""

    result: ResultView
    number: int
    steps: Mapping[str, Step]

    def step(self, period: Period) -> Step:
        """The step of a period, an empty one when there is none."""
        return self.steps.get(period.code, Step())


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The Rencana Aksi of one SKP: its periods across, its results down."""

    kind: PeriodKind
    kinds: tuple[PeriodKind, ...]
    periods: tuple[Period, ...]
    rows: tuple[StepRow, ...]

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return sum(1 for row in self.rows for p in self.periods if row.step(p).text)


def group_of(work: Workspace, view: PlanView) -> str:
    """Which rule of periods holds: teachers, else the status ('PNS' while it is not known)."""
    if view.post.casefold().startswith(_TEACHING):
        return TEACHERS
    n = s.person_now.c
    with work.database.read() as connection:
        status = connection.scalar(
            select(n.status).where(n.office == work.database.office, n.id == view.person)
        )
    known = {Status.CPNS, Status.PNS, Status.PPPK, Status.PPPK_PW}
    return str(status) if status in {one.value for one in known} else Status.PNS.value


def action_plan(work: Workspace, view: PlanView, kind: PeriodKind | None = None) -> ActionPlan:
    """The Rencana Aksi of a plan; `kind` None: as the office has chosen for the person's group."""
    group = group_of(work, view)
    kinds = period_kinds(group, work.rules, view.since)
    chosen = kind if kind in kinds and kind is not None else _chosen(work, group, kinds)
    periods = tuple(
        p for p in periods_of(view.year, chosen) if p.start <= view.until and p.end >= view.since
    )
    a = s.action.c
    found: dict[Id, dict[str, Step]] = {}
    with work.database.read() as connection:
        rows = connection.execute(
            select(s.action)
            .where(
                a.office == work.database.office,
                a.result_id.in_([r.id for r in view.results]),
                a.gone == "",
            )
            .order_by(a.place, a.id)
        )
        for row in rows:
            step = Step(row.id, row.text, row.target_text, row.done, row.evidence)
            found.setdefault(row.result_id, {})[row.period] = step
    lines = (StepRow(r, n, found.get(r.id, {})) for n, r in enumerate(view.results, 1))
    return ActionPlan(chosen, kinds, periods, tuple(lines))


def choose_kind(work: Workspace, group: str, kind: PeriodKind) -> None:
    """Keep how long the periods of a group are in this office."""
    with work.database.local() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO meta(key, value) VALUES (:key, :value)"),
            {"key": _KEY.format(group), "value": kind.value},
        )


def write_step(work: Workspace, result: Id, period: Period, field: str, value: str) -> None:
    """Write one of FIELDS for a result in a period; it is made when it is new, gone when empty.

    It may be written after agreeing too, as the year goes on. Refused KK-147 for another field,
    KK-227 for a period outside the SKP, KK-218 for a version that was replaced.
    """
    view = plan(work, parent_of(work, s.result, "plan_id", result))
    _refuse(view, period, field)
    row = next(r for r in action_plan(work, view, period.kind).rows if r.result.id == result)
    step = row.step(period)
    now = {name: getattr(step, name) for name in FIELDS} | {field: value.strip()}
    if now[field] == getattr(step, field):
        return
    values: dict[str, Any] = {field: now[field]}
    if field == "done":
        values["done_on"] = work.today() if now[field] else None
    with work.database.change(f"rencana aksi {view.name}") as connection:
        if step.id is None:
            key = {"office": work.database.office, "id": new_id(), "result_id": result}
            place = {"period": period.code, "place": 0}
            connection.execute(insert(s.action).values(key | place | values))
            return
        if not any(now.values()):
            values = {"gone": DELETED}
        connection.execute(
            update(s.action)
            .where(s.action.c.office == work.database.office, s.action.c.id == step.id)
            .values(values)
        )


def _refuse(view: PlanView, period: Period, field: str) -> None:
    if field not in FIELDS:
        raise Refused("KK-147", field=field)
    if view.state is PlanState.SUPERSEDED:
        raise Refused("KK-218", name=view.name, state=view.state.label)
    if period.start > view.until or period.end < view.since:
        span = {"start": show_date(view.since), "end": show_date(view.until)}
        raise Refused("KK-227", name=view.name, period=period.label, **span)


def _chosen(work: Workspace, group: str, kinds: tuple[PeriodKind, ...]) -> PeriodKind:
    with work.database.read() as connection:
        kept = connection.scalar(select(s.meta.c.value).where(s.meta.c.key == _KEY.format(group)))
    if kept in {kind.value for kind in kinds}:
        return PeriodKind(kept)
    return PeriodKind.QUARTER if PeriodKind.QUARTER in kinds else kinds[0]
