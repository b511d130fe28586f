"""Plans put into the words of paper: both sides as of the plan's day, results, annex, steps."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, or_, select

from kotabumi_kinerja.domain.behaviours import behaviour_values
from kotabumi_kinerja.domain.dates import MONTHS, show_date
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.parties import Party
from kotabumi_kinerja.domain.periods import Period, PeriodKind, parse_period, periods_of
from kotabumi_kinerja.domain.plans import AnnexBlock, Approach, FormKind, PlanState, Section
from kotabumi_kinerja.printing.forms import skp_data as d
from kotabumi_kinerja.printing.forms.skp import PlanPapers
from kotabumi_kinerja.printing.text import grouped_nip
from kotabumi_kinerja.services import parties
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.plans import PlanView, ResultView
from kotabumi_kinerja.services.plans.sections import sections
from kotabumi_kinerja.services.plans.standing import rating_day
from kotabumi_kinerja.services.staff import as_of as staff_asof
from kotabumi_kinerja.services.staff.as_of import StaffThen
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_MANY: Final = 12
"""From so many people on, a day's register is read as a whole."""
_DOTS: Final = "." * 28
_DRAFTS: Final = frozenset((PlanState.DRAFT, PlanState.SUBMITTED))
_QUARTERS: Final = ("I", "II", "III", "IV")


class PlanForm(StrEnum):
    """What can be printed of a plan; the values are the words of the command."""

    PLAN = "skp"
    ANNEX = "lampiran"
    ACTIONS = "aksi"

    @property
    def label(self) -> str:
        """The words users read."""
        return {"skp": "SKP", "lampiran": "Lampiran SKP", "aksi": "Rencana aksi"}[self.value]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of the printing.

    `place` and `day` stand over the rater's signature; `day` None leaves dots to fill in by hand.
    `by_agreement`: an agreed plan carries its own date of agreement instead. `period` is the code
    of the Rencana Aksi's period, '' for every period that has steps. `size`: see `skp_data.SIZES`.
    """

    forms: tuple[PlanForm, ...]
    place: str
    day: date | None = None
    by_agreement: bool = False
    period: str = ""
    size: str = "F4"

    @property
    def sheets(self) -> d.Sheets:
        """The paper."""
        return d.SIZES[self.size]


def papers_of(work: Workspace, views: Sequence[PlanView], order: Order) -> Iterator[PlanPapers]:
    """The papers of each plan, in order."""
    owner, sides = facts_of(work.database).owner.upper(), _Sides(work, views, order)
    steps = _steps(work, views) if PlanForm.ACTIONS in order.forms else {}
    for view in views:
        staff, rater = sides.of(view)
        plan = _plan(work, view, _head(view, owner, (staff, rater), order))
        asked = steps.get(view.id, {}) if PlanForm.ACTIONS in order.forms else None
        yield PlanPapers(
            plan,
            PlanForm.PLAN in order.forms,
            PlanForm.ANNEX in order.forms,
            () if asked is None else tuple(_actions(plan.head, view, asked, order.period)),
        )


def with_steps(work: Workspace, keys: Sequence[Id]) -> set[Id]:
    """Which of these plans have a Rencana Aksi; at most 500 a call."""
    a, r = s.action.c, s.result.c
    with work.database.read() as connection:
        return set(
            connection.scalars(
                select(r.plan_id)
                .join(s.action, (a.office == r.office) & (a.result_id == r.id))
                .where(
                    r.office == work.database.office,
                    r.plan_id.in_(keys),
                    r.gone == "",
                    *_said(),
                )
                .distinct()
            )
        )


def _said() -> tuple[ColumnElement[bool], ...]:
    """A step that is there and says something."""
    a = s.action.c
    words = (a.text, a.target_text, a.done, a.evidence)
    return a.gone == "", or_(*(word != "" for word in words))


class _Sides:
    """Who stands on a plan: as kept when it was agreed, else as the register has the plan's day.

    That is the day over the signature, else today, within the plan's own days.
    """

    def __init__(self, work: Workspace, views: Sequence[PlanView], order: Order) -> None:
        self._work, self._day = work, order.day or work.today()
        days = Counter(self._day_of(v) for v in views if v.snapshot is None)
        self._days: dict[date, Mapping[Id, StaffThen]] = {
            day: {then.id: then for then in staff_asof.everybody(work, day)}
            for day, count in days.items()
            if count >= _MANY
        }

    def of(self, view: PlanView) -> tuple[Party, Party | None]:
        """The employee and the rater; None: nobody is set."""
        if view.snapshot is not None:
            return view.snapshot.staff, view.snapshot.rater
        day = self._day_of(view)
        now, then = parties.party(self._work, view.person), self._then(view.person, day)
        staff = Party(
            now.name,
            now.nip,
            then.rank or now.rank,
            view.post or then.post or now.post,
            view.unit or then.unit or now.unit,
        )
        rater = parties.rater_of(self._work, view.person, day)
        return staff, rater or parties.rater_of(self._work, view.person)

    def _day_of(self, view: PlanView) -> date:
        return rating_day(view.agreed_on, view.since, view.until, self._day)

    def _then(self, person: Id, day: date) -> StaffThen:
        known = self._days.get(day, {}).get(person)
        return known or staff_asof.as_of(self._work, person, day)


def _head(view: PlanView, owner: str, sides: tuple[Party, Party | None], order: Order) -> d.Head:
    staff, rater = sides
    state = "diganti versi baru" if view.state is PlanState.SUPERSEDED else ""
    nip = grouped_nip(staff.nip)
    foot = (nip, str(view.year), f"versi {view.version}", state, staff.name)
    leader = view.form is FormKind.LEADER
    return d.Head(
        owner=owner,
        period=_span(view.since, view.until),
        staff=_side(staff, ""),
        rater=_side(rater, owner if leader else "") if rater else d.Side(),
        placed=f"{order.place.strip()}, {_dated(view, order)}",
        foot=" \u00b7 ".join(part for part in foot if part),
        draft=view.state in _DRAFTS,
    )


def _side(party: Party, owner: str) -> d.Side:
    rank = "" if party.rank == "-" else party.rank
    return d.Side(party.name, grouped_nip(party.nip), rank, party.post, party.unit or owner)


def _dated(view: PlanView, order: Order) -> str:
    day = order.day
    if order.by_agreement:
        day = None if view.state in _DRAFTS else view.agreed_on
    return show_date(day) if day else _DOTS


def _span(since: date, until: date) -> str:
    first, last = (f"{x.day} {MONTHS[x.month - 1].upper()}" for x in (since, until))
    return f"{first} SD {last} TAHUN {until.year}"


def _plan(work: Workspace, view: PlanView, head: d.Head) -> d.PlanPaper:
    expected = {e.value.number: e.text for e in view.expectations}
    shown = {*sections(work), *(r.section for r in view.results)}
    return d.PlanPaper(
        head=head,
        leader=view.form is FormKind.LEADER,
        qualitative=view.approach is Approach.QUALITATIVE,
        parts=tuple(
            d.Part(x.label.upper(), tuple(_result(r) for r in view.results if r.section is x))
            for x in Section
            if x in shown
        ),
        behaviours=tuple(
            d.Behaviour(v.name, v.guides, expected.get(v.number, ""))
            for v in behaviour_values(work.rules, view.since)
        ),
        annex=tuple(
            d.Annex(block.value, tuple(a.text for a in view.annex if a.block is block))
            for block in AnnexBlock
        ),
    )


def _result(result: ResultView) -> d.Result:
    ones = [(i.aspect or i.perspective, i.text, i.target.text) for i in result.indicators]
    return d.Result(
        result.text,
        result.leader_text,
        tuple(d.Indicator(kind.value if kind else "", text, target) for kind, text, target in ones),
    )


_Steps = Mapping[Period, Mapping[Id, Sequence[Row[Any]]]]
"""Steps by period and result."""


def _steps(work: Workspace, views: Sequence[PlanView]) -> dict[Id, _Steps]:
    """The steps of each plan."""
    a, r = s.action.c, s.result.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(s.action, r.plan_id)
            .join(s.result, (r.office == a.office) & (r.id == a.result_id))
            .where(
                a.office == work.database.office,
                r.plan_id.in_([v.id for v in views]),
                r.gone == "",
                *_said(),
            )
            .order_by(a.place, a.id)
        ).all()
    found: dict[Id, dict[Period, dict[Id, list[Row[Any]]]]] = defaultdict(dict)
    for row in rows:
        below = found[row.plan_id].setdefault(parse_period(row.period), defaultdict(list))
        below[row.result_id].append(row)
    return {key: dict(periods) for key, periods in found.items()}


def _actions(head: d.Head, view: PlanView, steps: _Steps, asked: str) -> Iterator[d.ActionPaper]:
    """One paper a period; a period that was asked for is printed empty too."""
    for period in [parse_period(asked)] if asked else sorted(steps):
        columns = _columns(period)
        inside = [p for p in sorted(steps) if period.start <= p.start and p.end <= period.end]
        results: list[tuple[str, tuple[d.Step, ...]]] = []
        for result in view.results:
            rows = [(p, row) for p in inside for row in steps[p].get(result.id, ())]
            results.append((result.text, tuple(_step(p, row, columns) for p, row in rows)))
        names = tuple(name for name, _, _ in columns)
        yield d.ActionPaper(head, _period_words(period), names, tuple(results))


def _period_words(period: Period) -> str:
    year = str(period.year)
    words = period.label.removesuffix(year).strip().upper()
    if period.kind is PeriodKind.MONTH:
        words = f"BULAN {words}"
    return f"TAHUN {year}" if period.kind is PeriodKind.YEAR else f"{words} TAHUN {year}"


def _columns(period: Period) -> list[tuple[str, date, date]]:
    """Columns of the schedule: a year's quarters, else the months; numbers where they are many."""
    if period.kind is PeriodKind.YEAR:
        quarters = periods_of(period.year, PeriodKind.QUARTER)
        return [(name, q.start, q.end) for name, q in zip(_QUARTERS, quarters, strict=True)]
    months = periods_of(period.year, PeriodKind.MONTH)[period.start.month - 1 : period.end.month]
    few = period.kind is not PeriodKind.SEMESTER
    return [(m.short_label if few else str(m.number), m.start, m.end) for m in months]


def _step(period: Period, row: Row[Any], columns: Sequence[tuple[str, date, date]]) -> d.Step:
    ticks = [i for i, (_, a, b) in enumerate(columns) if a <= period.start and period.end <= b]
    note = f"{row.done_on:%d-%m-%Y}" if row.done_on else ""
    return d.Step(row.text, row.target_text, tuple(ticks), row.done, row.evidence, note)
