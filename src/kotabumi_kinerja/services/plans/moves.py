"""Several SKP of one person in a year: closing one, beginning the next, extra assignments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.moves import Assignment, Cause, Held, Move, Stretch, moves
from kotabumi_kinerja.domain.plans import FormKind, PlanState, Section
from kotabumi_kinerja.services.plans.career_stretches import stretches
from kotabumi_kinerja.services.plans.editing import (
    behaviour_rows,
    next_place,
    plan_row,
    write_result,
)
from kotabumi_kinerja.services.plans.reading import plan, plans_of
from kotabumi_kinerja.services.plans.versions import copied, refuse_version
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra assignment: what is expected, since when, who gives it."""

    kind: Assignment
    expectation: str
    since: date
    giver: str = ""

    @property
    def reason(self) -> str:
        """'Pelaksana tugas (Plt.) sejak 1 Juli 2026, pemberi tugas Sekretaris'."""
        words = f"{self.kind.label} sejak {show_date(self.since)}"
        return f"{words}, pemberi tugas {self.giver}" if self.giver else words


def proposals(work: Workspace, person: Id, year: int) -> list[Move]:
    """What the career says that the SKP of the year do not follow yet, the earliest first."""
    plans = [p for p in plans_of(work, person, year) if not p.pending]
    if not plans:
        return []
    spans, leaving = stretches(work, person, year)
    return moves([Held(p.id, p.since, p.until, p.post) for p in plans], spans, leaving)


def take(work: Workspace, move: Move) -> Id:
    """Do what a proposal says; the SKP that then holds on its day."""
    if move.cause is Cause.JOINED:
        return begin_later(work, move.plan, move.day)
    return cut(work, move.plan, move.day, move.cause, move.opens)


def cut(work: Workspace, key: Id, day: date, cause: Cause, opens: Stretch | None = None) -> Id:
    """Close an SKP the day before `day`; when the cause says so a new draft begins on `day`.

    The new one runs to the last day of the old; `opens`: its post and unit, else those of today.
    The earlier one keeps its state and stays open for evaluating the months it has. Returns the
    new SKP, or the old one when none begins. Refused KK-207 when `day` is not inside the SKP.
    """
    view = _in_force(work, key)
    if not view.since < day <= view.until:
        raise Refused(
            "KK-207",
            name=view.name,
            day=show_date(day),
            start=show_date(view.since),
            end=show_date(view.until),
        )
    last = min(view.until, opens.until) if opens is not None else view.until
    with work.database.change(f"{cause.label}: tutup SKP {view.name}") as connection:
        _set_days(connection, work, view, "until", day - _DAY)
        if not cause.begins:
            return view.id
        return _next_plan(connection, work, view, (day, last), (cause, opens))


def begin_later(work: Workspace, key: Id, day: date) -> Id:
    """Let an SKP begin on the day on which the work began (SPMT). Refused KK-207."""
    view = _in_force(work, key)
    if not view.since <= day <= view.until:
        raise Refused(
            "KK-207",
            name=view.name,
            day=show_date(day),
            start=show_date(view.since),
            end=show_date(view.until),
        )
    with work.database.change(f"mulai tugas: SKP {view.name}") as connection:
        _set_days(connection, work, view, "since", day)
    return view.id


def add_assignment(work: Workspace, key: Id, extra: Extra) -> Id:
    """Add the expectation of an extra assignment to the SKP that is there (no new SKP).

    A draft takes it as an additional result; of an agreed one a new version is drawn up with the
    assignment as its reason. Returns the draft. Refused KK-206 without an expectation, KK-207 for
    a day outside the SKP, KK-218 for one that is handed in, KK-205 as for a new version.
    """
    view = plan(work, key)
    if not extra.expectation.strip():
        raise Refused("KK-206", name=view.name)
    if not view.since <= extra.since <= view.until:
        raise Refused(
            "KK-207",
            name=view.name,
            day=show_date(extra.since),
            start=show_date(view.since),
            end=show_date(view.until),
        )
    if view.state is PlanState.SUBMITTED:
        raise Refused("KK-218", name=view.name, state=view.state.label)
    if not view.editable:
        refuse_version(work, view, extra.reason)
    with work.database.change(f"{extra.kind.label}: SKP {view.name}", extra.reason) as connection:
        draft = view.id if view.editable else copied(connection, work, view, extra.reason)
        place = next_place(connection, work, s.result, "plan_id", draft)
        what = (Section.ADDITIONAL, extra.reason, extra.expectation.strip())
        write_result(connection, work, draft, place, what)
    return draft


def _in_force(work: Workspace, key: Id) -> PlanView:
    """The plan, refused KK-218 when a later version has taken its place or is being drawn up."""
    view = plan(work, key)
    if view.pending or view.state is PlanState.SUPERSEDED:
        raise Refused("KK-218", name=view.name, state=view.state.label)
    return view


def _set_days(
    connection: Connection, work: Workspace, view: PlanView, field: str, day: date
) -> None:
    """The day of the plan, and of a later version of it that is being drawn up."""
    p = s.plan.c
    pending = (p.follows_id == view.id) & (p.version > 1) & (p.gone == "")
    connection.execute(
        update(s.plan)
        .where(p.office == work.database.office, (p.id == view.id) | pending)
        .values({field: day})
    )


def _next_plan(
    connection: Connection,
    work: Workspace,
    view: PlanView,
    span: tuple[date, date],
    why: tuple[Cause, Stretch | None],
) -> Id:
    cause, opens = why
    n = s.person_now.c
    now = connection.execute(
        select(n.post, n.unit_name).where(n.office == work.database.office, n.id == view.person)
    ).one()
    post, unit = (opens.post, opens.unit) if opens else (now.post, now.unit_name)
    form = (FormKind.LEADER if opens.leads else FormKind.STAFF) if opens else view.form
    row = plan_row(work, view.person, post, unit, view.year, form, span)
    row |= {"approach": view.approach.value, "follows_id": view.id, "cause": cause.value}
    connection.execute(insert(s.plan).values(row))
    connection.execute(insert(s.behaviour), behaviour_rows(work, row["id"], view.year))
    return row["id"]


def chains(views: Sequence[PlanView]) -> list[PlanView]:
    """One plan for each stretch of the year: of an agreed one and its later draft the draft."""
    replaced = {view.follows for view in views if view.pending}
    return [view for view in views if view.id not in replaced]
