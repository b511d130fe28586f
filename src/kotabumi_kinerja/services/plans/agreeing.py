"""Moves plans on: what is still missing, handing in, sending back, agreeing many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from kotabumi_kinerja.domain.completeness import may_submit
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanAction, PlanState, move_plan
from kotabumi_kinerja.services.parties import snapshot
from kotabumi_kinerja.services.plans.checking import checked, missing
from kotabumi_kinerja.services.plans.reading import many, open_keys, plan
from kotabumi_kinerja.services.plans.reading import views as views_of
from kotabumi_kinerja.services.plans.versions import supersede
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


@dataclass(frozen=True, slots=True)
class Unready:
    """A draft that could not be agreed, and how many things it lacks."""

    plan: Id
    name: str
    nip: str
    missing: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """How many were agreed, and who was left out because something is missing."""

    count: int
    left: tuple[Unready, ...]


def submit(work: Workspace, keys: Sequence[Id]) -> int:
    """Hand drafts in. Refused KK-210 for the first that lacks something that must be there."""
    views = many(work, keys)
    for view in views:
        move_plan(view.state, PlanAction.SUBMIT, view.name)
    _refuse_incomplete(work, views)
    return _move(work, views, (PlanAction.SUBMIT,), {"reason": ""})


def send_back(work: Workspace, key: Id, note: str) -> None:
    """Return a submitted plan with a note."""
    _move(work, [plan(work, key)], (PlanAction.RETURN,), {"reason": note.strip()})


def agree(work: Workspace, keys: Sequence[Id], on: date, *, submit_first: bool = False) -> int:
    """Agree submitted plans on a day; both sides are kept as they are now.

    `submit_first`: drafts among them are handed in by the same step; refused KK-210 for the first
    that lacks something. Refused KK-211 for a plan in another state, KK-140 without a rater.
    """
    views = many(work, keys)
    drafts = [v for v in views if submit_first and v.state is PlanState.DRAFT]
    _refuse_incomplete(work, drafts)
    actions = (PlanAction.SUBMIT, PlanAction.AGREE) if drafts else (PlanAction.AGREE,)
    return _move(work, views, actions, {"agreed_on": on})


def agree_ready(work: Workspace, year: int, on: date, keys: Sequence[Id] | None = None) -> Agreed:
    """Agree every plan of a year that is ready: submitted ones, and drafts that lack nothing.

    `keys`: only these. One step that can be undone; drafts that lack something are named.
    """
    wanted = list(keys) if keys is not None else _unfinished(work, year)
    with work.database.read() as connection:
        every = views_of(connection, work, wanted)
        views = [v for v in every if v.state is not PlanState.AGREED]
        drafts = [v for v in views if v.state is PlanState.DRAFT]
        listed = checked(connection, work, drafts)
    left = tuple(
        Unready(v.id, v.full_name, v.nip, missing(listed[v.id]))
        for v in drafts
        if not may_submit(listed[v.id])
    )
    out = {unready.plan for unready in left}
    ready = [v for v in views if v.id not in out]
    actions = (PlanAction.SUBMIT, PlanAction.AGREE)
    return Agreed(_move(work, ready, actions, {"agreed_on": on}), left)


def _unfinished(work: Workspace, year: int) -> list[Id]:
    return [*open_keys(work, year, PlanState.SUBMITTED), *open_keys(work, year, PlanState.DRAFT)]


def _refuse_incomplete(work: Workspace, views: Sequence[PlanView]) -> None:
    with work.database.read() as connection:
        listed = checked(connection, work, views)
    for view in views:
        if not may_submit(listed[view.id]):
            raise Refused("KK-210", name=view.name, count=missing(listed[view.id]))


def _move(
    work: Workspace,
    views: Sequence[PlanView],
    actions: Sequence[PlanAction],
    values: Mapping[str, object],
) -> int:
    """All through the same actions; SUBMIT is passed over by what is submitted already."""
    if not views:
        return 0
    after = [_state_after(view, actions) for view in views]
    last = actions[-1]
    agreeing = last is PlanAction.AGREE
    sides = [_sides(work, v, values) if agreeing else {} for v in views]
    whose = views[0].name if len(views) == 1 else f"{len(views)} pegawai"
    with work.database.change(f"SKP {whose} {last.label}") as connection:
        for view, state, kept in zip(views, after, sides, strict=True):
            connection.execute(
                update(s.plan)
                .where(s.plan.c.office == work.database.office, s.plan.c.id == view.id)
                .values(state=state.value, **values, **kept)
            )
            if agreeing:
                supersede(connection, work, view)
    return len(views)


def _sides(work: Workspace, view: PlanView, values: Mapping[str, object]) -> dict[str, object]:
    """Both sides as they are kept: the rater is the one of the day of agreeing."""
    on = values["agreed_on"]
    return {"snapshot": snapshot(work, view.person, on if isinstance(on, date) else None).to_text()}


def _state_after(view: PlanView, actions: Sequence[PlanAction]) -> PlanState:
    state = view.state
    for action in actions:
        passed = len(actions) > 1 and action is PlanAction.SUBMIT and state is PlanState.SUBMITTED
        state = state if passed else move_plan(state, action, view.name)
    return state
