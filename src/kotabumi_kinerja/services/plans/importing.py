"""A workbook of plans into drafts: a verdict for each person first, then one undoable step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.plans import FormKind, PlanState
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.services.plans.editing import (
    behaviour_rows,
    indicator_row,
    plan_row,
    result_row,
)
from kotabumi_kinerja.services.plans.judging import (
    NewPlan,
    Realised,
    content_of,
    nip_of,
    read_plan,
)
from kotabumi_kinerja.services.plans.reading import views
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.verdicts import Outcome, Sentence
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import Table, find_tables
from kotabumi_kinerja.spreadsheets.reading import read_workbook
from kotabumi_kinerja.spreadsheets.skp import SHAPE, PlanRecord, read_plans
from kotabumi_kinerja.spreadsheets.writing import write_refused as write_refused_rows
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """One person: what would happen and why. `rows` as Excel shows them."""

    sheet: str
    rows: tuple[int, ...]
    nip: str
    name: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    results: int = 0
    indicators: int = 0

    @property
    def warned(self) -> bool:
        """Whether it is taken in with a warning."""
        return self.outcome is not Outcome.REFUSED and any(
            f.severity is Severity.WARNING for f in self.findings
        )


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan that may come in: for whom, what, and the draft it fills anew (None: a new one)."""

    person: Id
    post: str
    unit: str
    content: NewPlan
    draft: Id | None
    same: bool


@dataclass(frozen=True, slots=True)
class PlanRun:
    """The whole file judged; nothing is saved yet. `unplaced`: rows that belong to nobody.

    `realised`: how many indicators carry a realisation or evidence, which the import leaves out.
    """

    file: str
    year: int
    verdicts: tuple[PlanVerdict, ...]
    unplaced: tuple[int, ...]
    tables: tuple[Table, ...]
    ready: tuple[Ready, ...]
    realised: int

    def counts(self) -> Mapping[Outcome, int]:
        """How many people of each outcome."""
        found = Counter(v.outcome for v in self.verdicts)
        return {o: found.get(o, 0) for o in Outcome}


@dataclass(frozen=True, slots=True)
class PlansImported:
    """What an import did, by people; `realised` by the id of the indicator, for the scoring."""

    new: int
    changed: int
    same: int
    refused: int
    realised: Mapping[Id, Realised]


def dry_run(work: Workspace, path: Path, year: int, progress: Progress | None = None) -> PlanRun:
    """Judge every person's rows of the workbook at `path` against register and plans.

    Realisation, evidence and feedback of the workbook are read but are no progress.
    Refused: KK-15x for the file as a whole, KK-219 when it holds no plan.
    """
    watcher = progress or Silent()
    tables = find_tables(read_workbook(path), SHAPE)
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
    """Take in the plans that were not refused, as one step that can be undone.

    A draft is filled anew: results and indicators are replaced, expectations and annex stay. The
    form is that of JA and JF: the workbook's columns have aspects. Refused KK-234 when every plan
    was refused, KK-212 when one was made or agreed since the dry run.
    """
    counts = run.counts()
    if not run.ready:
        raise Refused("KK-234", file=run.file, count=len(run.verdicts))
    taken = [ready for ready in run.ready if not ready.same]
    watcher = progress or Silent()
    watcher.start("Menyimpan SKP", len(taken))
    label = f"impor {len(taken)} SKP {run.year} dari {run.file}"
    with work.database.change(label, kind="import") as connection:
        _refuse_planned(connection, work, run.year, [r for r in taken if r.draft is None])
        _empty_drafts(connection, work, [r.draft for r in taken if r.draft is not None])
        realised = _write(connection, work, run.year, taken, watcher)
    return PlansImported(
        counts[Outcome.NEW],
        counts[Outcome.CHANGED],
        counts[Outcome.SAME],
        counts[Outcome.REFUSED],
        realised,
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
        present = self._plans.get(who.id)
        if present is not None and not present.editable:
            fields = {"year": self._year, "name": who.name, "state": present.state.label}
            raise Refused("KK-212", **fields)
        content = read_plan(record, nip, who.name, self._year)
        same = present is not None and content_of(present) == content.content()
        outcome = Outcome.SAME if same else Outcome.NEW if present is None else Outcome.CHANGED
        draft = present.id if present is not None else None
        self.ready.append(Ready(who.id, who.post, who.unit_name, content, draft, same))
        name = full_name(who.front, who.name, who.back)
        self._say(record, name, outcome, content.notes)

    def _say(
        self, record: PlanRecord, name: str, outcome: Outcome, findings: tuple[Finding, ...]
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


def _plans(work: Workspace, year: int) -> dict[Id, PlanView]:
    """The plans in force of a year by person; of several the last, unless one is no draft."""
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
            .order_by(p.since, p.id)
        ).all()
        every = views(connection, work, keys)
    every.sort(key=lambda view: not view.editable)
    return {view.person: view for view in every}


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


def _empty_drafts(connection: Connection, work: Workspace, drafts: Sequence[Id]) -> None:
    office, r = work.database.office, s.result.c
    for key in drafts:
        head = connection.execute(
            select(s.plan.c.state, s.plan.c.year, s.person_now.c.name)
            .join(s.person_now, s.person_now.c.id == s.plan.c.person_id)
            .where(s.plan.c.office == office, s.plan.c.id == key)
        ).one()
        if head.state != PlanState.DRAFT.value:
            state = PlanState(head.state).label
            raise Refused("KK-212", year=head.year, name=head.name, state=state)
        mine = (r.office == office, r.plan_id == key, r.gone == "")
        below = select(r.id).where(*mine)
        i = s.indicator.c
        connection.execute(
            update(s.indicator)
            .where(i.office == office, i.result_id.in_(below), i.gone == "")
            .values(gone="deleted")
        )
        connection.execute(update(s.result).where(*mine).values(gone="deleted"))


def _write(
    connection: Connection,
    work: Workspace,
    year: int,
    taken: Sequence[Ready],
    watcher: Progress,
) -> dict[Id, Realised]:
    heads: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    realised: dict[Id, Realised] = {}
    for ready in taken:
        watcher.step()
        key = ready.draft
        if key is None:
            form = FormKind.STAFF
            head = plan_row(work, ready.person, ready.post, ready.unit, year, form)
            key = head["id"]
            heads.append(head)
            values += behaviour_rows(work, key, year)
        for place, result in enumerate(ready.content.results):
            what = (result.section, result.leader, result.text)
            results.append(result_row(work, key, place, what))
            for at, new in enumerate(result.indicators):
                line = (new.aspect, new.text, new.target)
                indicators.append(indicator_row(work, results[-1]["id"], at, line))
                realised[indicators[-1]["id"]] = new.realised
    for table, rows in (
        (s.plan, heads),
        (s.behaviour, values),
        (s.result, results),
        (s.indicator, indicators),
    ):
        bulk_insert(connection, table, rows)
    return realised
