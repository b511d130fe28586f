"""A staff workbook into the register: a verdict for each row first, then one undoable step."""

import gc
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import show_nip
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.services.staff.comparing import Comparison, renewal
from kotabumi_kinerja.services.staff.deciding import Decider
from kotabumi_kinerja.services.staff.fields import AT
from kotabumi_kinerja.services.staff.judging import Judge, Judged
from kotabumi_kinerja.services.staff.lines import headings, lines, slimmed, unusual_order
from kotabumi_kinerja.services.staff.mappings import chosen_before, remember_order, shape_of
from kotabumi_kinerja.services.staff.storing import (
    Known,
    Renewal,
    add,
    known_people,
    mark,
    renew,
    unit_names,
)
from kotabumi_kinerja.services.staff.verdicts import (
    ALL,
    Change,
    Choices,
    DryRun,
    Imported,
    Missing,
    Outcome,
    Sentence,
    Verdict,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import find_tables, normal
from kotabumi_kinerja.spreadsheets.reading import read_workbook
from kotabumi_kinerja.spreadsheets.writing import write_refused as write_refused_rows
from kotabumi_kinerja.spreadsheets.writing import write_table

__all__ = [
    "ALL", "Change", "Choices", "DryRun", "Imported", "Missing", "Outcome", "Verdict", "apply",
    "dry_run", "mapping_of", "write_missing", "write_refused",
]  # fmt: skip

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_STEPS: Final = 100
_SILENT: Final = Silent()


@contextmanager
def _without_collector() -> Generator[None]:
    """Rows hold no cycles, and to look for some in millions of cells takes a tenth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@_without_collector()
def dry_run(
    work: Workspace,
    path: Path,
    progress: Progress | None = None,
    *,
    mapping: Mapping[str, str] = _NOTHING,
    erase: bool = False,
) -> DryRun:
    """Judge every row of the workbook at `path` against the register; nothing changes.

    `mapping` says which column is what (see `mappings`), over what was remembered for
    this source. `erase`: an empty cell empties the field, too; else it says nothing.
    Refused: KK-15x for the file as a whole, KK-162 when it holds no person.
    """
    watcher = progress or _SILENT
    watcher.start("Membaca berkas", 0)
    workbook, shape = read_workbook(path, progress=watcher), shape_of(work)
    tables = find_tables(workbook, shape, {**chosen_before(work, workbook, shape), **mapping})
    with work.database.read() as connection:
        seen_at = mark(connection)
    known = known_people(work)
    decider = Decider(Judge(work.rules, work.today(), unit_names(work)), known)
    watcher.start("Memeriksa baris", sum(len(t) for t in tables))
    for table in tables:
        comparison, sheet = Comparison(headings(table), erase=erase), table.sheet.name
        for number, line in enumerate(lines(table), 1):
            decider.decide(sheet, line, comparison)
            if number % _STEPS == 0:
                watcher.step(_STEPS)
    verdicts = decider.finish()
    if not verdicts:
        raise Refused("KK-162", file=path.name)
    refused = {v.place for v in verdicts if v.outcome is Outcome.REFUSED}
    return DryRun(
        path.name,
        verdicts,
        sum(len(t.stray) for t in tables),
        tuple(
            slimmed(t, frozenset(row for sheet, row in refused if sheet == t.sheet.name))
            for t in tables
        ),
        decider.judged,
        {v.nip: known[v.nip] for v in verdicts if v.changes or v.ruined},
        _missing(known, decider.seen),
        seen_at,
    )


def mapping_of(words: Iterable[str]) -> dict[str, str]:
    """A mapping from 'Nomor Induk=NIP BARU': a heading of the file and what it is ('' aside)."""
    pairs = (word.partition("=") for word in words)
    return {normal(heading): known.strip().upper() for heading, _, known in pairs}


@_without_collector()
def apply(
    work: Workspace, run: DryRun, progress: Progress | None = None, choices: Choices = ALL
) -> Imported:
    """Take in the rows that were not refused or left, as one step that can be undone.

    Refused: KK-163 every row was refused, KK-173 nothing is chosen, KK-175 the register has
    changed since the dry run.
    """
    counts = run.counts()
    if counts[Outcome.REFUSED] == len(run.verdicts):
        raise Refused("KK-163", file=run.file, count=len(run.verdicts))
    taken = [v for v in run.verdicts if choices.takes(v)]
    waiting = [v for v in run.verdicts if v.outcome not in {Outcome.REFUSED, Outcome.SAME}]
    if waiting and not taken:
        raise Refused("KK-173", file=run.file)
    watcher = progress or _SILENT
    watcher.start("Menyimpan", 0)
    fresh, renewals = _sorted(run, taken, choices)
    label = f"impor {len(taken)} pegawai dari {run.file}"
    with work.database.change(label, kind="import") as connection:
        # One change was opened for this import itself.
        if mark(connection) != run.mark + 1:
            raise Refused("KK-175", file=run.file)
        if fresh:
            add(connection, work, fresh)
        watcher.step(0)
        if renewals:
            renew(connection, work, renewals)
        watcher.step(0)
    for order in filter(None, map(unusual_order, run.tables)):
        remember_order(work, order)
    outcomes = [v.outcome for v in taken]
    return Imported(
        outcomes.count(Outcome.NEW),
        outcomes.count(Outcome.CHANGED),
        counts[Outcome.SAME],
        counts[Outcome.REFUSED],
        outcomes.count(Outcome.REPAIRED),
        len(waiting) - len(taken),
    )


def write_refused(run: DryRun, path: Path, sentence: Sentence) -> int:
    """The refused rows as a workbook with the reason in front; returns how many."""
    refused = [v for v in run.verdicts if v.outcome is Outcome.REFUSED]
    written = 0
    for table in run.tables:
        rows = [
            (v.row, [sentence(f.code, f.fields) for f in v.findings])
            for v in refused
            if v.sheet == table.sheet.name
        ]
        if rows:
            target = path.with_stem(f"{path.stem}-{written + 1}") if written else path
            write_refused_rows(target, table, rows)
            written += 1
    return len(refused)


def write_missing(run: DryRun, path: Path) -> int:
    """Those whom the file does not name, as a workbook; returns how many."""
    write_table(
        path,
        "Pegawai yang tidak ada dalam berkas",
        ("NIP", "Nama", "Jabatan", "Unit"),
        [(show_nip(m.nip), m.name, m.post, m.unit) for m in run.missing],
        (22, 32, 40, 40),
        (f"Dibandingkan dengan {run.file}. Tidak ada yang dihapus dari daftar pegawai.",),
    )
    return len(run.missing)


def _sorted(
    run: DryRun, taken: list[Verdict], choices: Choices
) -> tuple[list[Judged], list[Renewal]]:
    fresh: list[Judged] = []
    renewals: list[Renewal] = []
    for verdict in taken:
        judged = run.judged[verdict.place]
        if verdict.outcome is Outcome.NEW:
            fresh.append(judged)
            continue
        changes = choices.changes(verdict)
        kept = {c.field for c in verdict.changes} - {c.field for c in changes}
        if changes:
            renewals.append(renewal(run.known[verdict.nip], judged, changes, kept))
    return fresh, renewals


def _missing(known: Mapping[str, Known], seen: frozenset[str]) -> tuple[Missing, ...]:
    found = [
        Missing(
            k.person,
            nip,
            k.name,
            str(k.values[AT["post"]] or ""),
            str(k.values[AT["unit_name"]] or ""),
        )
        for nip, k in known.items()
        if nip not in seen
    ]
    return tuple(sorted(found, key=lambda m: (m.name.casefold(), m.nip)))
