"""Commands `plans import|list|show|check|agree`."""

from argparse import ArgumentParser
from pathlib import Path

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli import matrix, plan_printing, plans_books
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding
from kotabumi_kinerja.domain.identity import parse_nip, show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import Outcome, PlanRow, PlanRun, PlanVerdict, PlanView
from kotabumi_kinerja.services.staff.importing import mapping_of
from kotabumi_kinerja.services.workspace import Workspace

_WORD = {
    Outcome.NEW: "baru",
    Outcome.CHANGED: "berubah",
    Outcome.SAME: "sama",
    Outcome.REFUSED: "ditolak",
}


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("plans", "SKP: impor, daftar, lihat, periksa, sepakati")
    bring = below.writing("import", "impor SKP dari buku kerja", bring_in)
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="uji coba, tidak menyimpan")
    bring.add_argument("--refused", type=Path, help="tulis baris ditolak ke buku kerja ini")
    bring.add_argument("--skip", nargs="*", default=[], metavar="NIP", help="lewati orang ini")
    bring.add_argument(
        "--column", nargs="*", default=[], metavar="JUDUL=KOLOM", help="'Hasil=RHK PEGAWAI'"
    )
    listed = below.reading("list", "pegawai dan keadaan SKP-nya", listing)
    listed.add_argument("--find", default="")
    listed.add_argument("--state", choices=plans.CHIPS, default="", help="hanya yang begini")
    one = below.reading("show", "satu SKP", show)
    one.add_argument("nip")
    checked = below.reading("check", "apa yang belum lengkap", check)
    checked.add_argument("nip")
    agreed = below.writing("agree", "ajukan yang lengkap, lalu sepakati", agree)
    agreed.add_argument("nips", nargs="*", metavar="NIP", help="tanpa NIP: semua yang lengkap")
    agreed.add_argument("--on", default="", help="tanggal kesepakatan (bawaan: hari ini)")
    matrix.declare(below)
    plan_printing.declare(below)
    plans_books.declare(below)
    for parser in (bring, listed, one, checked, agreed):
        _add_year(parser)


def bring_in(work: Workspace, options: Options) -> Reply:
    """Judge a workbook of plans and, unless it is a dry run, take it in."""
    mapping = mapping_of(options.column)
    run = plans.dry_run(work, options.file, _year(work, options), mapping=mapping)
    run = run.without({parse_nip(nip).digits for nip in options.skip})
    lines = [line for verdict in run.verdicts for line in _lines(verdict)]
    if run.unplaced:
        rows = ", ".join(str(row) for row in run.unplaced)
        lines.append(f"Baris tanpa pegawai atau tanpa RHK, tidak diimpor: {rows}")
    if run.realised:
        lines.append(
            f"{run.realised} indikator mempunyai realisasi atau bukti dukung; "
            "keduanya tidak ikut diimpor"
        )
    counts = ", ".join(f"{_WORD[o]} {n}" for o, n in run.counts().items())
    if options.refused:
        count = plans.write_refused(run, options.refused, messages.sentence)
        lines.append(f"{count} baris ditolak ditulis ke {options.refused}")
    if options.dry_run:
        return Reply((*lines, f"Uji coba, belum disimpan: {counts}"), _run_data(run))
    try:
        plans.apply(work, run)
    except Refused as refusal:
        return Reply(tuple(lines), _run_data(run), refusal)
    return Reply((*lines, f"SKP {run.year} diimpor: {counts}"), _run_data(run))


def listing(work: Workspace, options: Options) -> Reply:
    """Everybody with the state of the plan of the year."""
    rows = plans.find(work, _year(work, options), options.find, options.state)
    lines = tuple(f"{show_nip(r.nip)}  {r.label:<16} {r.full_name}  {r.post}" for r in rows)
    return Reply(lines, [_row_data(r) for r in rows])


def show(work: Workspace, options: Options) -> Reply:
    """The plans of one person in a year."""
    views = _plans_of(work, options)
    return Reply(tuple(line for view in views for line in _plan_lines(view)), views)


def check(work: Workspace, options: Options) -> Reply:
    """What the plans of one person lack, what must be there first."""
    lines: list[str] = []
    data: list[object] = []
    for view in _plans_of(work, options):
        found = plans.findings(work, view)
        lines += [_finding_line(f) for f in found]
        data.append({"plan": view.id, "state": view.state, "findings": [_said(f) for f in found]})
    return Reply(tuple(lines) or ("Lengkap: tidak ada yang kurang",), data)


def agree(work: Workspace, options: Options) -> Reply:
    """Hand in what is complete and agree it, for the people named or for everybody."""
    on = parse_date(options.on) if options.on else work.today()
    year = _year(work, options)
    keys: list[Id] | None = None
    if options.nips:
        people = [staff.id_of(work, parse_nip(nip).digits) for nip in options.nips]
        keys = [view.id for person in people for view in plans.plans_of(work, person, year)]
    done = plans.agree_ready(work, year, on, keys)
    left = [f"Belum: {u.name}, {u.missing} hal belum lengkap" for u in done.left]
    head = f"{done.count} SKP {year} disepakati, tanggal {show_date(on)}"
    return Reply((head, *left), {"agreed": done.count, "on": on, "left": done.left})


def _add_year(parser: ArgumentParser) -> None:
    parser.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")


def _year(work: Workspace, options: Options) -> int:
    return options.year or work.today().year


def _plans_of(work: Workspace, options: Options) -> list[PlanView]:
    person = staff.id_of(work, parse_nip(options.nip).digits)
    return plans.plans_of(work, person, _year(work, options))


def _lines(verdict: PlanVerdict) -> list[str]:
    rows = f"baris {verdict.rows[0]}-{verdict.rows[-1]}"
    head = f"{rows:<14} {_WORD[verdict.outcome]:<8} {verdict.nip}  {verdict.name}".rstrip()
    said = [f"    {messages.sentence(f.code, f.fields)}" for f in verdict.findings]
    said += [f"    {c.where}, {c.field}: {c.old or '–'} → {c.new or '–'}" for c in verdict.changes]
    return [head, *said] if said or verdict.outcome is not Outcome.SAME else []


def _plan_lines(view: PlanView) -> list[str]:
    lines = [
        f"SKP {view.year} {view.full_name}, {view.state.label}",
        f"{show_date(view.since)} sampai {show_date(view.until)}, penilai {view.rater or '–'}",
    ]
    for number, result in enumerate(view.results, 1):
        lines.append(f"{number}. {result.section.label}: {result.text}")
        if result.leader_text:
            lines.append(f"   mendukung: {result.leader_text}")
        for indicator in result.indicators:
            kind = indicator.aspect or indicator.perspective
            word = kind.value if kind else "–"
            lines.append(f"   - {word}: {indicator.text}: {indicator.target.text or '–'}")
    lines += [f"{e.value.name}: {e.text}" for e in view.expectations if e.text]
    lines += [f"{line.block.value.capitalize()}: {line.text}" for line in view.annex]
    return lines


def _finding_line(finding: Finding) -> str:
    return f"{finding.severity.word:<10} {messages.sentence(finding.code, finding.fields)}"


def _said(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "sentence": messages.sentence(finding.code, finding.fields),
    }


def _row_data(row: PlanRow) -> dict[str, object]:
    return {
        "nip": row.nip,
        "name": row.full_name,
        "post": row.post,
        "plan": row.plan,
        "state": row.state,
        "missing": row.missing,
    }


def _run_data(run: PlanRun) -> object:
    return {
        "file": run.file,
        "year": run.year,
        "counts": run.counts(),
        "unplaced": run.unplaced,
        "realised": run.realised,
        "verdicts": [
            {
                "rows": v.rows,
                "nip": v.nip,
                "name": v.name,
                "outcome": v.outcome,
                "warned": v.warned,
                "reasons": [messages.sentence(f.code, f.fields) for f in v.findings],
                "results": v.results,
                "indicators": v.indicators,
            }
            for v in run.verdicts
        ],
    }
