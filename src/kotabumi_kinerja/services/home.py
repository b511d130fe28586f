"""What is due today and who is late: the lines of Beranda, each with where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from kotabumi_kinerja.domain.calendar import evaluation_deadline, plan_deadline
from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.periods import Period, PeriodKind, periods_of, quarter_of
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.staff import Status, retirement
from kotabumi_kinerja.domain.training import yearly
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.plans.lateness import days_left
from kotabumi_kinerja.services.posts import held
from kotabumi_kinerja.services.present import present, without_rater
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import (
    conflict,
    employment,
    evaluation,
    meta,
    package_log,
    person,
    person_now,
    plan,
)

CONTRACT_DAYS: Final = 90
RETIREMENT_DAYS: Final = 365


class Matter(StrEnum):
    """Where a line of Beranda leads."""

    PLANS = "plans"
    RATERS = "raters"
    SCORING = "scoring"
    TRAINING = "training"
    CONTRACTS = "contracts"
    RETIREMENT = "retirement"
    CONFLICTS = "conflicts"


class Urgency(StrEnum):
    """How pressing a line is."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"

    @property
    def label(self) -> str:
        """The tag on the card; empty for what only approaches."""
        return {"late": "Terlambat", "soon": "Segera", "later": ""}[self.value]


@dataclass(frozen=True, slots=True)
class Due:
    """One card: how many, what, one line of reason."""

    matter: Matter
    count: int
    title: str
    reason: str
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Meter:
    """How far the year's work is: `part` of `whole` people."""

    name: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Care:
    """The last exchange and the last backup; None: never."""

    exchanged: date | None
    backed_up: date | None


def due(work: Workspace) -> list[Due]:
    """Everything that needs a person, the most urgent first; nothing with a count of zero."""
    with work.database.read() as connection:
        found = [
            *_plans(work, connection),
            *_next_plans(work, connection),
            *_raters(work, connection),
            *_ratings(work, connection),
            *_conflicts(connection),
            *_contracts(work, connection),
            *_retirements(work, connection),
        ]
    found += _hours(work)
    order = list(Urgency)
    return sorted((d for d in found if d.count), key=lambda d: order.index(d.urgency))


def meters(work: Workspace) -> list[Meter]:
    """Agreed plans and rated quarters of this year."""
    year, office = work.today().year, work.database.office
    with work.database.read() as connection:
        whole = _count(connection, _people(work))
        made = [Meter("SKP disepakati", _agreed(work, connection, year), whole)]
        for period in periods_of(year, PeriodKind.QUARTER):
            if period.start > work.today():
                break
            rated = _count(
                connection,
                select(func.count(func.distinct(plan.c.person_id)))
                .select_from(evaluation)
                .join(
                    plan,
                    (plan.c.office == evaluation.c.office) & (plan.c.id == evaluation.c.plan_id),
                )
                .where(
                    evaluation.c.office == office,
                    evaluation.c.period == period.code,
                    evaluation.c.predikat.is_not(None),
                    evaluation.c.gone == "",
                    plan.c.person_id.in_(_here(work)),
                ),
            )
            made.append(Meter(f"{period.label.rsplit(' ', 1)[0]} dinilai", rated, whole))
    return made


def care(work: Workspace) -> Care:
    """When data last went to the centre, and into a backup."""
    with work.database.read() as connection:
        sent = connection.scalar(
            select(func.max(package_log.c.at)).where(package_log.c.outcome.in_(("sent", "taken")))
        )
        kept = connection.scalar(select(meta.c.value).where(meta.c.key == "backed_up"))
    return Care(
        date.fromisoformat(sent[:10]) if sent else None,
        date.fromisoformat(kept[:10]) if kept else None,
    )


def _plans(work: Workspace, connection: Connection) -> Iterator[Due]:
    today = work.today()
    limit = plan_deadline(today.year, work.rules).day
    missing = _count(connection, _people(work)) - _agreed(work, connection, today.year)
    late = today > limit
    yield Due(
        Matter.PLANS,
        missing,
        f"SKP {today.year} belum disepakati",
        _when(limit, today),
        Urgency.LATE if late else Urgency.SOON,
    )


def _next_plans(work: Workspace, connection: Connection) -> Iterator[Due]:
    """The SKP of next year, once its deadline is near."""
    today = work.today()
    limit = plan_deadline(today.year + 1, work.rules).day
    if limit - today > timedelta(days=work.rules.table("pengingat_skp", today).whole("days")):
        return
    yield Due(
        Matter.PLANS,
        _count(connection, _people(work)) - _agreed(work, connection, today.year + 1),
        f"SKP {today.year + 1} belum disepakati",
        _when(limit, today),
        Urgency.SOON,
    )


def _raters(work: Workspace, connection: Connection) -> Iterator[Due]:
    alone = _count(connection, _people(work).where(without_rater(work)))
    yield Due(Matter.RATERS, alone, "Pegawai tanpa penilai", "Belum dapat dinilai", Urgency.LATE)


def _ratings(work: Workspace, connection: Connection) -> Iterator[Due]:
    """The last finished quarter: agreed plans without an evaluation."""
    today = work.today()
    period = _finished_quarter(today)
    e, p = evaluation.c, plan.c
    rated = select(e.plan_id).where(
        e.office == work.database.office,
        e.period == period.code,
        e.predikat.is_not(None),
        e.gone == "",
    )
    open_plans = _count(
        connection,
        select(func.count())
        .select_from(plan)
        .where(
            p.office == work.database.office,
            p.year == period.year,
            p.state == PlanState.AGREED.value,
            p.gone == "",
            p.id.not_in(rated),
        ),
    )
    limit = evaluation_deadline(period, work.rules).day
    yield Due(
        Matter.SCORING,
        open_plans,
        f"Penilaian {period.label.lower()} belum selesai",
        _when(limit, today),
        Urgency.LATE if today > limit else Urgency.SOON,
    )


def _conflicts(connection: Connection) -> Iterator[Due]:
    count = _count(
        connection,
        select(func.count())
        .select_from(conflict)
        .where(conflict.c.closed == 0, conflict.c.gone == ""),
    )
    yield Due(
        Matter.CONFLICTS,
        count,
        "Konflik data belum diputuskan",
        "Pilih nilai yang berlaku",
        Urgency.SOON,
    )


def _contracts(work: Workspace, connection: Connection) -> Iterator[Due]:
    today, e = work.today(), employment.c
    rows = connection.scalars(
        select(e.contract_until)
        .join(person_now, (person_now.c.office == e.office) & (person_now.c.employment_id == e.id))
        .where(
            e.office == work.database.office,
            e.contract_until <= today + timedelta(days=CONTRACT_DAYS),
            present(work),
        )
        .order_by(e.contract_until)
    ).all()
    if rows:
        yield Due(
            Matter.CONTRACTS,
            len(rows),
            "Kontrak PPPK berakhir",
            f"Paling dekat {show_date(rows[0])}",
            Urgency.LATE if rows[0] < today else Urgency.SOON,
        )


def _retirements(work: Workspace, connection: Connection) -> Iterator[Due]:
    today, n = work.today(), person_now.c
    oldest = today.replace(year=today.year - 55)
    rows = connection.execute(
        select(person.c.born, n.name, n.post, n.post_kind)
        .join(person_now, (n.office == person.c.office) & (n.id == person.c.id))
        .where(person.c.office == work.database.office, person.c.born <= oldest, present(work))
    )
    soon: list[tuple[date, str]] = []
    for row in rows:
        position = held(row.post, row.post_kind, work.rules, today)
        leaves = retirement(row.born, position, work.rules, today)
        if leaves and leaves.day <= today + timedelta(days=RETIREMENT_DAYS):
            soon.append((leaves.day, row.name))
    if soon:
        day, name = min(soon)
        yield Due(
            Matter.RETIREMENT,
            len(soon),
            "Akan pensiun dalam 12 bulan",
            f"{name}, {show_date(day)}",
            Urgency.LATER,
        )


def _hours(work: Workspace) -> Iterator[Due]:
    """Who is short of the year's JP (a limit is no shortage)."""
    today = work.today()
    have = training.hours_by_person(work, today.year)
    n = person_now.c
    with work.database.read() as connection:
        people = connection.execute(
            select(n.id, n.status).where(n.office == work.database.office, present(work))
        ).all()
    short = 0
    for key, status in people:
        asked = yearly(Status(status or "PNS"), have.get(key, Decimal(0)), work.rules, today)
        short += asked.minimum is not None and asked.met is False
    yield Due(
        Matter.TRAINING,
        short,
        "Jam pelajaran (JP) kurang",
        f"Sampai {show_date(date(today.year, 12, 31))}",
        Urgency.SOON,
    )


def _people(work: Workspace) -> Select[Any]:
    return (
        select(func.count())
        .select_from(person_now)
        .where(person_now.c.office == work.database.office, present(work))
    )


def _agreed(work: Workspace, connection: Connection, year: int) -> int:
    return _count(
        connection,
        select(func.count(func.distinct(plan.c.person_id))).where(
            plan.c.office == work.database.office,
            plan.c.year == year,
            plan.c.state == PlanState.AGREED.value,
            plan.c.gone == "",
            plan.c.person_id.in_(_here(work)),
        ),
    )


def _here(work: Workspace) -> Select[Any]:
    return select(person_now.c.id).where(person_now.c.office == work.database.office, present(work))


def _count(connection: Connection, query: Select[Any]) -> int:
    return int(connection.scalar(query) or 0)


def _finished_quarter(today: date) -> Period:
    first = quarter_of(today).start
    return quarter_of(first - timedelta(days=1))


def _when(limit: date, today: date) -> str:
    days = (limit - today).days
    return f"Batas {show_date(limit)}, {days_left(days)}"
