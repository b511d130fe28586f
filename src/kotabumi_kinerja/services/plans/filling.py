"""Drafts filled from elsewhere: who has which plan, rows of new plans, results, indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from kotabumi_kinerja.domain.behaviours import behaviour_values
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.plans import (
    Approach,
    Aspect,
    FormKind,
    Perspective,
    PlanState,
    Section,
)
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.domain.targets import Target
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.registry import SYNCED

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An IKI to be written."""

    text: str
    target: Target
    aspect: Aspect | None = None
    perspective: Perspective | None = None


@dataclass(frozen=True, slots=True)
class NewResult:
    """An RHK to be written; `leader`: the leader's RHK it supports, None while not known."""

    section: Section
    text: str
    indicators: tuple[NewIndicator, ...] = ()
    leader_text: str = ""
    leader: Id | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """One person and the plan of the year that could be filled; `plan` None: there is none.

    `form`, `since` and `until`: of the plan, or those that a new plan would get. `next_place`:
    behind its results.
    """

    id: Id
    name: str
    nip: str
    post: str
    unit: str
    form: FormKind
    plan: Id | None
    state: PlanState | None
    next_place: int
    since: date
    until: date

    @property
    def fillable(self) -> bool:
        """Whether there is a draft, or nothing yet."""
        return self.state in {None, PlanState.DRAFT}


def holders(
    connection: Connection, work: Workspace, people: Sequence[Id], year: int
) -> dict[Id, Holder]:
    """Each of `people` with the plan in force of a year; of several a draft, else the last."""
    found: dict[Id, Holder] = {}
    for at in range(0, len(people), _AT_ONCE):
        part = people[at : at + _AT_ONCE]
        plans = _plans(connection, work, part, year)
        places = _places(connection, work, [row.id for row in plans.values()])
        n = s.person_now.c
        rows = connection.execute(
            select(n.id, n.name, n.nip, n.post, n.post_kind, n.unit_name).where(
                n.office == work.database.office, n.id.in_(part)
            )
        )
        forms = _forms(connection, work, part)
        days = _days(connection, work, [key for key in part if key not in plans], year)
        for row in rows:
            usual = forms.get((row.id, row.post)) or _form_of(row.post_kind)
            found[row.id] = _holder(row, plans.get(row.id), places, usual, days.get(row.id))
    return {key: found[key] for key in people if key in found}


def refuse_closed(holder: Holder) -> None:
    """Refuse KK-218 when the plan is no draft."""
    if holder.state is not None and not holder.fillable:
        raise Refused("KK-218", name=holder.name, state=holder.state.label)


@dataclass(frozen=True, slots=True)
class FillLine:
    """What filling would do for one person; `code` and `fields` say why not."""

    holder: Holder
    outcome: Outcome
    old: str = ""
    new: str = ""
    code: str = ""
    fields: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return self.outcome in {Outcome.NEW, Outcome.CHANGED}


def closed_line(holder: Holder, old: str = "", new: str = "") -> FillLine:
    """The line of a person whose plan is no draft any more."""
    state = holder.state.label if holder.state else ""
    return FillLine(
        holder, Outcome.REFUSED, old, new, "KK-218", {"name": holder.name, "state": state}
    )


def plain(text: str) -> str:
    """Words for comparing: no case, single spaces."""
    return " ".join(text.split()).casefold()


class Filler:
    """Gathers rows for many people, then writes them table by table inside one change."""

    def __init__(self, work: Workspace, year: int) -> None:
        self._work, self._year = work, year
        self._rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("plan", "behaviour", "result", "indicator", "annex")
        }
        self._plans: dict[Id, Id] = {}
        self._places: dict[Id, int] = {}

    def plan_of(self, holder: Holder, expectations: dict[int, str] | None = None) -> Id:
        """The draft of this person, a new one when there is none yet. Refused KK-218."""
        refuse_closed(holder)
        key = self._plans.get(holder.id) or holder.plan
        if key is None:
            key = self._new_plan(holder, expectations or {})
        if holder.id not in self._plans:
            self._plans[holder.id] = key
            self._places[key] = holder.next_place
        return key

    def add(self, holder: Holder, result: NewResult) -> Id:
        """One RHK with its indicators, at the end of this person's draft."""
        plan_key = self.plan_of(holder)
        place = self._places[plan_key]
        self._places[plan_key] = place + 1
        key = new_id()
        row = {
            "office": self._work.database.office,
            "id": key,
            "plan_id": plan_key,
            "section": result.section.value,
            "place": place,
            "text": result.text,
            "leader_result_id": result.leader,
            "leader_text": result.leader_text,
        }
        self._rows["result"].append(row)
        for at, one in enumerate(result.indicators):
            self.add_indicator(key, at, one, holder.form)
        return key

    def add_indicator(self, result: Id, place: int, one: NewIndicator, form: FormKind) -> None:
        """One IKI; the form decides whether its aspect or its perspective is kept."""
        leads = form is FormKind.LEADER
        self._rows["indicator"].append(
            {
                "office": self._work.database.office,
                "id": new_id(),
                "result_id": result,
                "place": place,
                "aspect": None if leads or one.aspect is None else one.aspect.value,
                "perspective": one.perspective.value if leads and one.perspective else None,
                "text": one.text,
                **target_values(one.target),
            }
        )

    def add_annex(self, plan_key: Id, lines: Iterable[tuple[str, str]], first: int) -> None:
        """Lines (block, text) of the Lampiran, numbered from `first`."""
        for at, (block, text) in enumerate(lines, first):
            self._rows["annex"].append(
                {
                    "office": self._work.database.office,
                    "id": new_id(),
                    "plan_id": plan_key,
                    "block": block,
                    "place": at,
                    "text": text,
                }
            )

    def write(self, connection: Connection) -> int:
        """All rows, parents first; returns how many plans were touched."""
        for name, rows in self._rows.items():
            bulk_insert(connection, SYNCED[name].table, rows)
        return len(self._plans)

    def _new_plan(self, holder: Holder, expectations: dict[int, str]) -> Id:
        office, key, first = self._work.database.office, new_id(), date(self._year, 1, 1)
        self._rows["plan"].append(
            {
                "office": office,
                "id": key,
                "person_id": holder.id,
                "year": self._year,
                "since": holder.since,
                "until": holder.until,
                "approach": Approach.QUANTITATIVE.value,
                "form": holder.form.value,
                "post": holder.post,
                "unit_name": holder.unit,
                "state": PlanState.DRAFT.value,
            }
        )
        self._rows["behaviour"] += [
            {
                "office": office,
                "id": new_id(),
                "plan_id": key,
                "value": value.number,
                "expectation": expectations.get(value.number, ""),
            }
            for value in behaviour_values(self._work.rules, first)
        ]
        return key


def target_values(target: Target) -> dict[str, object]:
    """The columns of a target, as printed and as read."""
    return {
        "target_text": target.text,
        "direction": target.direction.value,
        "minimum": target.minimum,
        "maximum": target.maximum,
        "unit": target.unit,
        "due": target.due,
    }


def next_place(connection: Connection, work: Workspace, plan_key: Id) -> int:
    """The place behind the last RHK of a plan."""
    return _places(connection, work, [plan_key]).get(plan_key, 0)


def whose(people: Sequence[Holder]) -> str:
    """'Mega Utami' or '12 pegawai', for the name of a step."""
    return people[0].name if len(people) == 1 else f"{len(people)} pegawai"


def _plans(
    connection: Connection, work: Workspace, people: Sequence[Id], year: int
) -> dict[Id, Row[*tuple[Any, ...]]]:
    p = s.plan.c
    rows = connection.execute(
        select(p.id, p.person_id, p.state, p.form, p.since, p.until)
        .where(
            p.office == work.database.office,
            p.person_id.in_(people),
            p.year == year,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
        .order_by(p.since, p.id)
    ).all()
    ordered = sorted(rows, key=lambda row: row.state == PlanState.DRAFT.value)
    return {row.person_id: row for row in ordered}


def _places(connection: Connection, work: Workspace, plans: Sequence[Id]) -> dict[Id, int]:
    r = s.result.c
    rows = connection.execute(
        select(r.plan_id, func.max(r.place).label("last"))
        .where(r.office == work.database.office, r.plan_id.in_(plans))
        .group_by(r.plan_id)
    )
    return {row.plan_id: (row.last or 0) + 1 for row in rows}


def _forms(
    connection: Connection, work: Workspace, people: Sequence[Id]
) -> dict[tuple[Id, str], FormKind]:
    """The form of each person's last plan in a post."""
    p = s.plan.c
    rows = connection.execute(
        select(p.person_id, p.post, p.form)
        .where(p.office == work.database.office, p.person_id.in_(people), p.gone == "")
        .order_by(p.year, p.since, p.version)
    )
    return {(row.person_id, row.post): FormKind(row.form) for row in rows if row.form}


def _days(
    connection: Connection, work: Workspace, people: Sequence[Id], year: int
) -> dict[Id, tuple[date, date]]:
    """The days of a new plan: the year, from joining to leaving where those are known."""
    e, first, last = s.employment.c, date(year, 1, 1), date(year, 12, 31)
    found = dict.fromkeys(people, (first, last))
    rows = connection.execute(
        select(e.person_id, e.since, e.service_since, e.leaving)
        .where(e.office == work.database.office, e.person_id.in_(people), e.gone == "")
        .order_by(e.since, e.id)
    )
    careers: dict[Id, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        careers[row.person_id].append(row)
    for key, career in careers.items():
        since = min((row.service_since for row in career if row.service_since), default=first)
        end = career[-1].since - timedelta(days=1) if career[-1].leaving else last
        if since <= last and first <= end:
            found[key] = (max(since, first), min(end, last))
    return found


def _form_of(kind: str | None) -> FormKind:
    return FormKind.LEADER if kind == PositionKind.JPT.value else FormKind.STAFF


def _holder(
    row: Row[*tuple[Any, ...]],
    plan: Row[*tuple[Any, ...]] | None,
    places: dict[Id, int],
    usual: FormKind,
    days: tuple[date, date] | None,
) -> Holder:
    since, until = (plan.since, plan.until) if plan else days or (date.min, date.max)
    return Holder(
        id=row.id,
        name=row.name,
        nip=row.nip,
        post=row.post,
        unit=row.unit_name,
        form=FormKind(plan.form) if plan else usual,
        plan=plan.id if plan else None,
        state=PlanState(plan.state) if plan else None,
        next_place=places.get(plan.id, 0) if plan else 0,
        since=since,
        until=until,
    )
