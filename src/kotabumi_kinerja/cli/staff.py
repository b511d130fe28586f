"""Commands `staff import|list|show|export`."""

from pathlib import Path

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip, show_nip
from kotabumi_kinerja.services import staff, staff_export, staff_import, staff_list
from kotabumi_kinerja.services.staff_import import DryRun, Outcome, Verdict
from kotabumi_kinerja.services.workspace import Workspace

_WORD = {
    Outcome.NEW: "baru",
    Outcome.CHANGED: "berubah",
    Outcome.SAME: "sama",
    Outcome.REFUSED: "ditolak",
}


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("staff", "pegawai: impor, daftar, lihat, ekspor")
    bring = below.writing("import", "impor buku kerja SIASN", bring_in)
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="uji coba, tidak menyimpan")
    bring.add_argument("--refused", type=Path, help="tulis baris ditolak ke buku kerja ini")
    below.reading("list", "daftar pegawai", listing).add_argument("--find", default="")
    below.reading("show", "satu pegawai", show).add_argument("nip")
    below.reading("export", "ekspor ke buku kerja SIASN", export).add_argument("file", type=Path)


def bring_in(work: Workspace, options: Options) -> Reply:
    """Judge a workbook and, unless it is a dry run, take it in."""
    run = staff_import.dry_run(work, options.file)
    lines = [line for verdict in run.verdicts for line in _lines(verdict)]
    counts = ", ".join(f"{_WORD[o]} {n}" for o, n in run.counts().items())
    if options.refused:
        staff_import.write_refused(run, options.refused, messages.sentence)
        lines.append(f"Baris ditolak ditulis ke {options.refused}")
    if options.dry_run:
        return Reply((*lines, f"Uji coba, belum disimpan: {counts}"), _data(run))
    try:
        staff_import.apply(work, run)
    except Refused as refusal:
        return Reply(tuple(lines), _data(run), refusal)
    return Reply((*lines, f"Diimpor: {counts}"), _data(run))


def listing(work: Workspace, options: Options) -> Reply:
    """Everybody whose name, NIP, post or unit matches."""
    rows = staff_list.find(work, options.find)
    return Reply(
        tuple(
            f"{show_nip(r.nip)}  {r.full_name}  {r.status or '–'}  {r.golongan or '–'}  {r.post}"
            for r in rows
        ),
        rows,
    )


def show(work: Workspace, options: Options) -> Reply:
    """One person's record."""
    record = staff.by_nip(work, parse_nip(options.nip).digits)
    return Reply(tuple(f"{name:<20} {value}" for name, value in record.lines()), record)


def export(work: Workspace, options: Options) -> Reply:
    """The register as a workbook in the shape of the SIASN export."""
    count = staff_export.export(work, options.file)
    return Reply((f"{count} pegawai ditulis ke {options.file}",), {"count": count})


def _lines(verdict: Verdict) -> list[str]:
    head = f"baris {verdict.row}  {_WORD[verdict.outcome]:<8} {verdict.nip}  {verdict.name}"
    said = [f"    {messages.sentence(f.code, f.fields)}" for f in verdict.findings]
    said += [f"    {c.field}: {c.old or '–'} → {c.new or '–'}" for c in verdict.changes]
    return [head, *said] if said or verdict.outcome is not Outcome.SAME else []


def _data(run: DryRun) -> object:
    return {
        "file": run.file,
        "counts": run.counts(),
        "verdicts": [
            {
                "row": v.row,
                "nip": v.nip,
                "name": v.name,
                "outcome": v.outcome,
                "warned": v.warned,
                "reasons": [messages.sentence(f.code, f.fields) for f in v.findings],
                "changes": v.changes,
            }
            for v in run.verdicts
        ],
    }
