"""Commands `staff import|list|show|export`."""

from collections.abc import Iterable
from pathlib import Path

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli import joining
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.cli.staff_words import doubts
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip, show_nip
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import exporting as staff_export
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.staff import listing as staff_list
from kotabumi_kinerja.services.staff.fields import BY_LABEL, OTHER_COLUMNS
from kotabumi_kinerja.services.staff.importing import Choices, DryRun, Outcome, Verdict
from kotabumi_kinerja.services.workspace import Workspace

_WORD = {
    Outcome.NEW: "baru",
    Outcome.CHANGED: "berubah",
    Outcome.SAME: "sama",
    Outcome.REPAIRED: "diperbaiki",
    Outcome.REFUSED: "ditolak",
}


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("staff", "pegawai: impor, daftar, lihat, ekspor")
    joining.declare(below)
    bring = below.writing("import", "impor buku kerja SIASN atau daftar kantor", bring_in)
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="uji coba, tidak menyimpan")
    bring.add_argument("--refused", type=Path, help="tulis baris ditolak ke buku kerja ini")
    bring.add_argument("--missing", type=Path, help="tulis yang tidak ada dalam berkas ke sini")
    bring.add_argument("--skip", nargs="+", default=[], metavar="NIP", help="lewati baris ini")
    bring.add_argument(
        "--keep", nargs="+", default=[], metavar="ISIAN", help="pertahankan nilai lama isian ini"
    )
    bring.add_argument(
        "--repair", nargs="+", default=[], metavar="NIP", help="setujui perbaikan menjadi NIP ini"
    )
    bring.add_argument(
        "--column",
        nargs="+",
        default=[],
        metavar="JUDUL=ARTI",
        help="kolom dengan judul ini berisi apa, misalnya 'Nomor Induk=NIP BARU'",
    )
    bring.add_argument("--erase", action="store_true", help="sel kosong mengosongkan isian")
    below.reading("list", "daftar pegawai", listing).add_argument("--find", default="")
    below.reading("show", "satu pegawai", show).add_argument("nip")
    below.reading("export", "ekspor ke buku kerja SIASN", export).add_argument("file", type=Path)


def bring_in(work: Workspace, options: Options) -> Reply:
    """Judge a workbook and, unless it is a dry run, take in what was not held back."""
    mapping = staff_import.mapping_of(options.column)
    run = staff_import.dry_run(work, options.file, mapping=mapping, erase=options.erase)
    choices = _choices(run, options)
    lines = [line for verdict in run.verdicts for line in _lines(verdict)]
    counts = ", ".join(f"{_WORD[o]} {n}" for o, n in run.counts().items())
    if run.missing:
        lines.append(f"Tidak ada dalam berkas: {len(run.missing)} pegawai, tidak diubah")
    if options.refused:
        staff_import.write_refused(run, options.refused, messages.sentence)
        lines.append(f"Baris ditolak ditulis ke {options.refused}")
    if options.missing:
        staff_import.write_missing(run, options.missing)
        lines.append(f"Yang tidak ada dalam berkas ditulis ke {options.missing}")
    if options.dry_run:
        return Reply((*lines, f"Uji coba, belum disimpan: {counts}"), _data(run))
    try:
        done = staff_import.apply(work, run, choices=choices)
    except Refused as refusal:
        return Reply(tuple(lines), _data(run), refusal)
    if done.left:
        lines.append(f"Dilewati: {done.left} baris")
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
    record = staff.record(work, staff.typed(work, options.nip))
    said = tuple(f"{name:<20} {value}" for name, value in record.lines())
    return Reply((*said, *doubts(record)), record)


def export(work: Workspace, options: Options) -> Reply:
    """The register as a workbook in the shape of the SIASN export."""
    count = staff_export.export(work, options.file)
    return Reply((f"{count} pegawai ditulis ke {options.file}",), {"count": count})


def _choices(run: DryRun, options: Options) -> Choices:
    """Refused: KK-176 no such field, KK-177 no such NIP, KK-179 nothing to repair to it."""
    fields = {c.field.casefold(): c.field for v in run.verdicts for c in v.changes}
    fields |= {name.casefold(): name for name in (*BY_LABEL, OTHER_COLUMNS)}
    kept: set[str] = set()
    for name in options.keep:
        if name.casefold() not in fields:
            raise Refused("KK-176", field=name, known=", ".join(BY_LABEL))
        kept.add(fields[name.casefold()])
    skipped = [v for nip in options.skip for v in _with(run.verdicts, nip, run, "KK-177")]
    ruined = [v for v in run.verdicts if v.outcome is Outcome.REPAIRED]
    repaired = [v for nip in options.repair for v in _with(ruined, nip, run, "KK-179")]
    return Choices(
        frozenset(v.place for v in skipped),
        frozenset(v.place for v in repaired),
        kept_always=frozenset(kept),
    )


def _with(verdicts: Iterable[Verdict], nip: str, run: DryRun, code: str) -> list[Verdict]:
    digits = parse_nip(nip).digits
    found = [v for v in verdicts if v.nip == digits]
    if not found:
        raise Refused(code, nip=show_nip(digits), file=run.file)
    return found


def _lines(verdict: Verdict) -> list[str]:
    head = f"baris {verdict.row}  {_WORD[verdict.outcome]:<10} {verdict.nip}  {verdict.name}"
    said = [f"    {messages.sentence(f.code, f.fields)}" for f in verdict.findings]
    said += [f"    {note}" for note in verdict.notes]
    said += [f"    {c.field}: {c.old or '–'} → {c.new or '–'}" for c in verdict.changes]
    return [head, *said] if said or verdict.outcome is not Outcome.SAME else []


def _data(run: DryRun) -> object:
    return {
        "file": run.file,
        "counts": run.counts(),
        "missing": [{"nip": m.nip, "name": m.name} for m in run.missing],
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
