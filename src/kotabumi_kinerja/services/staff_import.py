"""A SIASN workbook into the register: a verdict for each row first, then one undoable step."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.names import title_name
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.services.staff_judge import Judge, Judged
from kotabumi_kinerja.services.staff_store import Known, add, known_people, renew
from kotabumi_kinerja.services.verdicts import Outcome, Sentence
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import Table, find_tables
from kotabumi_kinerja.spreadsheets.reading import read_workbook
from kotabumi_kinerja.spreadsheets.siasn import SHAPE, StaffRecord, staff_records
from kotabumi_kinerja.spreadsheets.writing import write_refused as write_refused_rows


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a known person that the workbook says differently."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row: what would happen and why. `row` as Excel shows it."""

    sheet: str
    row: int
    nip: str
    name: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def warned(self) -> bool:
        """Whether it is taken in with a warning."""
        return self.outcome is not Outcome.REFUSED and any(
            f.severity is Severity.WARNING for f in self.findings
        )


@dataclass(frozen=True, slots=True)
class DryRun:
    """The whole file judged; nothing is saved yet."""

    file: str
    verdicts: tuple[Verdict, ...]
    stray_rows: int
    tables: tuple[Table, ...]
    judged: Mapping[tuple[str, int], Judged]

    def counts(self) -> Mapping[Outcome, int]:
        """How many rows of each outcome."""
        found = Counter(v.outcome for v in self.verdicts)
        return {o: found.get(o, 0) for o in Outcome}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by rows."""

    new: int
    changed: int
    same: int
    refused: int


def dry_run(work: Workspace, path: Path, progress: Progress | None = None) -> DryRun:
    """Judge every row of the workbook at `path` against the register; nothing changes.

    Refused: KK-15x for the file as a whole, KK-162 when it holds no person.
    """
    watcher = progress or Silent()
    workbook = read_workbook(path)
    tables = find_tables(workbook, SHAPE)
    known, judge = known_people(work), Judge(work.rules, work.today())
    verdicts: list[Verdict] = []
    judged: dict[tuple[str, int], Judged] = {}
    first_row: dict[str, int] = {}
    watcher.start("Memeriksa baris", sum(len(t) for t in tables))
    for record in (r for t in tables for r in staff_records(t)):
        watcher.step()
        verdict, person = _judge(judge, record, known, first_row)
        verdicts.append(verdict)
        if person is not None:
            judged[record.sheet, record.row] = person
    if not verdicts:
        raise Refused("KK-162", file=path.name)
    stray = sum(len(t.stray) for t in tables)
    return DryRun(path.name, tuple(verdicts), stray, tables, judged)


def apply(work: Workspace, run: DryRun, progress: Progress | None = None) -> Imported:
    """Take in the rows that were not refused, as one step that can be undone.

    Refused KK-163 when every row was refused.
    """
    counts = run.counts()
    taken = len(run.verdicts) - counts[Outcome.REFUSED]
    if taken == 0:
        raise Refused("KK-163", file=run.file, count=len(run.verdicts))
    watcher = progress or Silent()
    watcher.start("Menyimpan", taken)
    label = f"impor {taken} pegawai dari {run.file}"
    known = known_people(work)
    with work.database.change(label, kind="import") as connection:
        fresh: list[Judged] = []
        for verdict in run.verdicts:
            if verdict.outcome is Outcome.REFUSED:
                continue
            watcher.step()
            person = run.judged[verdict.sheet, verdict.row]
            old = known.get(person.nip)
            if old is None:
                fresh.append(person)
            elif verdict.outcome is Outcome.CHANGED:
                renew(connection, work, old, person)
        add(connection, work, fresh)
    return Imported(
        counts[Outcome.NEW],
        counts[Outcome.CHANGED],
        counts[Outcome.SAME],
        counts[Outcome.REFUSED],
    )


def write_refused(run: DryRun, path: Path, sentence: Sentence) -> int:
    """The refused rows as a workbook with the reason in front; returns how many."""
    refused = [v for v in run.verdicts if v.outcome is Outcome.REFUSED]
    for number, table in enumerate(run.tables):
        rows = [
            (v.row, [sentence(f.code, f.fields) for f in v.findings])
            for v in refused
            if v.sheet == table.sheet.name
        ]
        target = path if number == 0 else path.with_stem(f"{path.stem}-{number + 1}")
        if rows:
            write_refused_rows(target, table, rows)
    return len(refused)


def _judge(
    judge: Judge, record: StaffRecord, known: Mapping[str, Known], first_row: dict[str, int]
) -> tuple[Verdict, Judged | None]:
    try:
        person = judge.judge(record)
    except Refused as refusal:
        finding = Finding(Severity.MUST, refusal.code, refusal.fields)
        who = (record.nip or "–", title_name(record.name))
        return Verdict(record.sheet, record.row, *who, Outcome.REFUSED, (finding,)), None
    who = (person.nip, person.name)
    earlier = first_row.setdefault(person.nip, record.row)
    if earlier != record.row:
        finding = Finding(Severity.MUST, "KK-123", {"name": person.name, "row": earlier})
        return Verdict(record.sheet, record.row, *who, Outcome.REFUSED, (finding,)), None
    old = known.get(person.nip)
    changes = tuple(_changes(old, person)) if old else ()
    outcome = Outcome.NEW if old is None else Outcome.CHANGED if changes else Outcome.SAME
    return (
        Verdict(record.sheet, record.row, *who, outcome, person.findings, changes),
        person,
    )


def _changes(old: Known, person: Judged) -> Iterator[Change]:
    for field, new in person.shown().items():
        before = old.shown.get(field, "")
        if before != new:
            yield Change(field, before, new)
