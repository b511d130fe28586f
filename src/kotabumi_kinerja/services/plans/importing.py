"""A workbook of plans into drafts: a verdict for each person first, then one undoable step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.plans import FormKind, PlanState
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.domain.rater_checks import Service
from kotabumi_kinerja.services.plans.editing import behaviour_rows, plan_row
from kotabumi_kinerja.services.plans.judging import (
    Realised,
    content_of,
    nip_of,
    read_plan,
)
from kotabumi_kinerja.services.plans.reading import views
from kotabumi_kinerja.services.plans.standing import services
from kotabumi_kinerja.services.plans.taking import (
    Filled,
    PlanChange,
    changes,
    put_into,
    put_new,
)
from kotabumi_kinerja.services.plans.trial import PlanRun, PlansImported, PlanVerdict, Ready
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.staff.mappings import chosen_before
from kotabumi_kinerja.services.verdicts import Outcome, Sentence
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import Proposal, find_tables, propose
from kotabumi_kinerja.spreadsheets.reading import read_workbook
from kotabumi_kinerja.spreadsheets.skp import PlanRecord, plan_shape, read_plans
from kotabumi_kinerja.spreadsheets.writing import write_refused as write_refused_rows
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert

__all__ = [
    "Outcome", "PlanRun", "PlanVerdict", "PlansImported", "apply", "column_names", "dry_run",
    "proposals", "write_refused",
]  # fmt: skip

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def proposals(work: Workspace, path: Path) -> tuple[Proposal, ...]:
    """What each column of each visible sheet seems to be. Refused as by `read_workbook`."""
    shape, workbook = plan_shape(work.resources), read_workbook(path)
    before = chosen_before(work, workbook, shape)
    found = (propose(sheet, shape, before) for sheet in workbook.sheets if not sheet.hidden)
    return tuple(proposal for proposal in found if proposal is not None)


def column_names(work: Workspace) -> Mapping[str, str]:
    """What a column may be, with the words users read."""
    return plan_shape(work.resources).choices


def dry_run(
    work: Workspace,
    path: Path,
    year: int,
    progress: Progress | None = None,
    *,
    mapping: Mapping[str, str] = _NOTHING,
) -> PlanRun:
    """Judge every person's rows of the workbook at `path` against register and plans.

    Realisation, evidence and feedback of the workbook are read but are no progress. `mapping`
    says which column is what, over what was remembered for sheets with these headings.
    Refused: KK-15x for the file as a whole, KK-219 when it holds no plan.
    """
    watcher = progress or Silent()
    workbook, shape = read_workbook(path), plan_shape(work.resources)
    tables = find_tables(workbook, shape, {**chosen_before(work, workbook, shape), **mapping})
    sheets = [read_plans(table) for table in tables]
    records = [record for sheet in sheets for record in sheet.records]
    if not records:
        raise Refused("KK-219", file=path.name)
    judge = _Judge(work, year)
    watcher.start("Memeriksa SKP", len(records))
    for record in records:
        watcher.step()
        judge.judge(record)
    return PlanRun(
        path.name,
        year,
        tuple(judge.verdicts),
        tuple(row for sheet in sheets for row in sheet.unplaced),
        tables,
        tuple(judge.ready),
        _realised(records),
    )


def apply(work: Workspace, run: PlanRun, progress: Progress | None = None) -> PlansImported:
    """Take in the plans that were not refused or held back, as one step that can be undone.

    In a draft what says the same stays in its row, with the leader's result it supports and its
    rencana aksi; expectations and annex are not touched. A new plan has the leaders' form when the
    workbook names perspectives, else that of JA and JF. Refused KK-234 when every plan was
    refused, KK-212 when one was made or agreed since the dry run, KK-277 when one was changed.
    """
    counts = run.counts()
    if counts[Outcome.REFUSED] == len(run.verdicts):
        raise Refused("KK-234", file=run.file, count=len(run.verdicts))
    taken = [ready for ready in run.ready if not ready.same]
    waiting = counts[Outcome.NEW] + counts[Outcome.CHANGED]
    if waiting and not taken:
        raise Refused("KK-173", file=run.file)
    watcher = progress or Silent()
    watcher.start("Menyimpan SKP", len(taken))
    label = f"impor {len(taken)} SKP {run.year} dari {run.file}"
    with work.database.change(label, kind="import") as connection:
        _refuse_planned(connection, work, run.year, [r for r in taken if r.draft is None])
        _refuse_changed(connection, work, run)
        realised = _write(connection, work, run.year, taken, watcher)
    new = sum(1 for ready in taken if ready.draft is None)
    return PlansImported(
        new,
        len(taken) - new,
        counts[Outcome.SAME],
        counts[Outcome.REFUSED],
        realised,
        waiting - len(taken),
    )


def write_refused(run: PlanRun, path: Path, sentence: Sentence) -> int:
    """The rows of refused people as a workbook with the reason in front; returns how many rows."""
    count = 0
    for number, table in enumerate(run.tables):
        rows = [
            (row, [sentence(f.code, f.fields) for f in verdict.findings])
            for verdict in run.verdicts
            if verdict.outcome is Outcome.REFUSED and verdict.sheet == table.sheet.name
            for row in verdict.rows
        ]
        target = path if number == 0 else path.with_stem(f"{path.stem}-{number + 1}")
        if rows:
            write_refused_rows(target, table, sorted(rows))
        count += len(rows)
    return count


class _Judge:
    """Gathers the verdicts of one file."""

    def __init__(self, work: Workspace, year: int) -> None:
        self._year = year
        self._people = _people(work)
        self._plans = _plans(work, year)
        with work.database.read() as connection:
            self._served = services(connection, work, [who.id for who in self._people.values()])
        self._first_row: dict[str, int] = {}
        self.verdicts: list[PlanVerdict] = []
        self.ready: list[Ready] = []

    def judge(self, record: PlanRecord) -> None:
        """One person's rows."""
        try:
            self._take(record)
        except Refused as refusal:
            finding = Finding(Severity.MUST, refusal.code, refusal.fields)
            who = self._people.get(record.nip)
            name = full_name(who.front, who.name, who.back) if who is not None else ""
            self._say(record, name, Outcome.REFUSED, (finding,))

    def _take(self, record: PlanRecord) -> None:
        nip = nip_of(record)
        who = self._people.get(nip)
        if who is None:
            raise Refused("KK-146", nip=show_nip(nip))
        earlier = self._first_row.setdefault(nip, record.rows[0])
        if earlier != record.rows[0]:
            raise Refused("KK-213", name=who.name, row=earlier)
        content = read_plan(record, nip, who.name, self._year)
        plans = self._plans.get(who.id, ())
        same = any(content_of(plan) == content.content() for plan in plans)
        present = next((plan for plan in reversed(plans) if plan.editable), None)
        if plans and not same and present is None:
            fields = {"year": self._year, "name": who.name, "state": plans[-1].state.label}
            raise Refused("KK-212", **fields)
        outcome = Outcome.SAME if same else Outcome.NEW if present is None else Outcome.CHANGED
        span = _span(self._served.get(who.id), self._year)
        self.ready.append(Ready(who.id, nip, who.post, who.unit_name, content, present, same, span))
        differing = changes(present, content) if present is not None and not same else ()
        name = full_name(who.front, who.name, who.back)
        self._say(record, name, outcome, content.notes, differing)

    def _say(  # what a verdict is made of
        self,
        record: PlanRecord,
        name: str,
        outcome: Outcome,
        findings: tuple[Finding, ...],
        differing: tuple[PlanChange, ...] = (),
    ) -> None:
        indicators = sum(len(r.indicators) for r in record.results)
        self.verdicts.append(
            PlanVerdict(
                record.sheet,
                record.rows,
                record.nip,
                name,
                outcome,
                findings,
                len(record.results),
                indicators,
                differing,
            )
        )


def _people(work: Workspace) -> dict[str, Row[*tuple[Any, ...]]]:
    n = s.person_now.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(n.id, n.nip, n.front, n.name, n.back, n.post, n.unit_name).where(
                n.office == work.database.office
            )
        )
        return {row.nip: row for row in rows}


def _plans(work: Workspace, year: int) -> Mapping[Id, Sequence[PlanView]]:
    """The plans in force of a year by person, a later version after the one it follows."""
    p = s.plan.c
    with work.database.read() as connection:
        keys = connection.scalars(
            select(p.id)
            .where(
                p.office == work.database.office,
                p.year == year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
            )
            .order_by(p.since, p.version, p.id)
        ).all()
        every = views(connection, work, keys)
    found: dict[Id, list[PlanView]] = defaultdict(list)
    for view in every:
        found[view.person].append(view)
    return found


def _span(served: Service | None, year: int) -> tuple[date, date]:
    """The part of the year in which the person belongs to the office, as far as it is known."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    inside = served.within(first, last) if served is not None else None
    if inside is None:
        return first, last
    return (inside.since if inside.sure else first), inside.until


def _realised(records: Sequence[PlanRecord]) -> int:
    return sum(
        1
        for record in records
        for result in record.results
        for indicator in result.indicators
        if indicator.realised or indicator.evidence
    )


def _refuse_planned(
    connection: Connection, work: Workspace, year: int, fresh: Sequence[Ready]
) -> None:
    p, n = s.plan.c, s.person_now.c
    new = {ready.person for ready in fresh}
    rows = connection.execute(
        select(p.person_id, p.state, n.name)
        .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
        .where(
            p.office == work.database.office,
            p.year == year,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
    )
    for row in rows:
        if row.person_id in new:
            state = PlanState(row.state).label
            raise Refused("KK-212", year=year, name=row.name, state=state)


def _refuse_changed(connection: Connection, work: Workspace, run: PlanRun) -> None:
    drafts = [r.draft for r in run.ready if r.draft is not None and not r.same]
    now = {view.id: view for view in views(connection, work, [d.id for d in drafts])}
    for draft in drafts:
        view = now.get(draft.id)
        if view is None:
            raise Refused("KK-277", name=draft.name, file=run.file)
        if not view.editable:
            raise Refused("KK-212", year=view.year, name=view.name, state=view.state.label)
        if content_of(view) != content_of(draft):
            raise Refused("KK-277", name=draft.name, file=run.file)


def _write(
    connection: Connection,
    work: Workspace,
    year: int,
    taken: Sequence[Ready],
    watcher: Progress,
) -> dict[Id, Realised]:
    heads: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    filled = Filled([], [], {})
    for ready in taken:
        watcher.step()
        if ready.draft is not None:
            put_into(connection, work, ready.draft, ready.content, filled)
            continue
        form = ready.content.form or FormKind.STAFF
        head = plan_row(work, ready.person, ready.post, ready.unit, year, form, ready.span)
        heads.append(head)
        values += behaviour_rows(work, head["id"], year)
        put_new(work, head["id"], ready.content, filled)
    bulk_insert(connection, s.plan, heads)
    bulk_insert(connection, s.behaviour, values)
    filled.write(connection)
    return filled.realised
