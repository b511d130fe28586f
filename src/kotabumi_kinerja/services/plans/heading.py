"""The head of an SKP: for which days, which form and approach; making and deleting drafts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import (
    Approach,
    FormKind,
    PlanSpan,
    PlanState,
    refuse_overlap,
)
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.services.plans.career_stretches import stretches
from kotabumi_kinerja.services.plans.editing import behaviour_rows, opened, plan_row, write_field
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.history import DELETED


@dataclass(frozen=True, slots=True)
class Head:
    """What may be chosen in the head of a draft."""

    approach: Approach
    form: FormKind
    since: date
    until: date


def create(work: Workspace, person: Id, year: int, form: FormKind | None = None) -> Id:
    """An empty draft with its seven values, for the days of the year that have no SKP yet.

    From the day of joining to the day of leaving where they are known. `form` None: that of the
    person's last SKP in the same post, else the leaders' form for a JPT and that of JA and JF for
    the others. Refused KK-214 when there is one for that time already, KK-146 for a person who is
    not there.
    """
    name = _name(work, person)
    span = free_span(work, person, year)
    with work.database.change(f"buat SKP {year} {name}") as connection:
        return new_plan(connection, work, person, year, form, span)


def new_plan(  # noqa: PLR0913, PLR0917  # whose, when and which
    connection: Connection,
    work: Workspace,
    person: Id,
    year: int,
    form: FormKind | None = None,
    span: tuple[date, date] | None = None,
) -> Id:
    """As `create`, inside a change of the caller; `span` None is the whole year."""
    who = connection.execute(
        select(s.person_now).where(
            s.person_now.c.office == work.database.office, s.person_now.c.id == person
        )
    ).one()
    chosen = form or _usual_form(connection, work, who)
    row = plan_row(work, person, who.post, who.unit_name, year, chosen, span)
    _refuse_overlap(connection, work, (person, who.name, year), (row["since"], row["until"]))
    connection.execute(insert(s.plan).values(row))
    connection.execute(insert(s.behaviour), behaviour_rows(work, row["id"], year))
    return row["id"]


def edit_head(work: Workspace, key: Id, head: Head) -> None:
    """Approach, form and days of a draft (KK-218).

    Refused KK-271 for days outside one year or the wrong way round, KK-214 for an overlap.
    """
    view = opened(work, key)
    if head == Head(view.approach, view.form, view.since, view.until):
        return
    refuse_span(head.since, head.until, view.year)
    with work.database.read() as connection:
        whose = (view.person, view.name, view.year)
        beside = frozenset((key, view.follows) if view.version > 1 else (key,))
        _refuse_overlap(connection, work, whose, (head.since, head.until), beside)
    values: dict[str, object] = {
        "approach": head.approach.value,
        "form": head.form.value,
        "since": head.since,
        "until": head.until,
    }
    write_field(work, view, s.plan, key, values, "ubah kepala SKP")


def delete_draft(work: Workspace, key: Id) -> None:
    """Take a draft away with all that is in it; it can be undone. KK-218 when it is no draft."""
    view = opened(work, key)
    with work.database.change(f"hapus draf SKP {view.year} {view.name}") as connection:
        connection.execute(
            update(s.plan)
            .where(s.plan.c.office == work.database.office, s.plan.c.id == key)
            .values(gone=DELETED)
        )


def refuse_span(since: date, until: date, year: int) -> None:
    """Refuse KK-271 unless the days lie in order within the year."""
    if not since <= until or {since.year, until.year} != {year}:
        raise Refused("KK-271", start=show_date(since), end=show_date(until))


def free_span(work: Workspace, person: Id, year: int) -> tuple[date, date]:
    """The days of the year within the service that come after the last SKP of the year.

    The whole service of the year when every day has one (making another is then refused).
    """
    since, until = served(work, person, year)
    with work.database.read() as connection:
        taken = [row.until for row in _spans(connection, work, person, year)]
    after = max(taken, default=date(year - 1, 12, 31)) + timedelta(days=1)
    return (max(since, after), until) if after <= until else (since, until)


def served(work: Workspace, person: Id, year: int) -> tuple[date, date]:
    """The part of the year in which the person belongs to the office, as far as it is known."""
    spans, _ = stretches(work, person, year)
    return (spans[0].since, spans[-1].until) if spans else (date(year, 1, 1), date(year, 12, 31))


def _usual_form(connection: Connection, work: Workspace, who: Row[*tuple[Any, ...]]) -> FormKind:
    p = s.plan.c
    last = connection.scalar(
        select(p.form)
        .where(
            p.office == work.database.office,
            p.person_id == who.id,
            p.post == who.post,
            p.gone == "",
        )
        .order_by(p.year.desc(), p.since.desc(), p.version.desc())
        .limit(1)
    )
    if last:
        return FormKind(last)
    return FormKind.LEADER if who.post_kind == PositionKind.JPT.value else FormKind.STAFF


def _name(work: Workspace, person: Id) -> str:
    n = s.person_now.c
    with work.database.read() as connection:
        name = connection.scalar(
            select(n.name).where(n.office == work.database.office, n.id == person)
        )
    if name is None:
        raise Refused("KK-146", nip=person.hex())
    return str(name)


def _spans(
    connection: Connection, work: Workspace, person: Id, year: int
) -> list[Row[*tuple[Any, ...]]]:
    p = s.plan.c
    return list(
        connection.execute(
            select(p.id, p.since, p.until).where(
                p.office == work.database.office,
                p.person_id == person,
                p.year == year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
                # a later version stands beside the one in force until it is agreed
                (p.version == 1) | (p.state == PlanState.AGREED.value),
            )
        )
    )


def _refuse_overlap(
    connection: Connection,
    work: Workspace,
    whose: tuple[Id, str, int],
    span: tuple[date, date],
    beside: frozenset[Id | None] = frozenset(),
) -> None:
    person, name, year = whose
    rows = _spans(connection, work, person, year)
    spans = [PlanSpan(r.id.hex(), r.since, r.until) for r in rows if r.id not in beside]
    refuse_overlap((*spans, PlanSpan("", *span)), name)
