"""Commands `people`: what held on a day, what comes up, career, papers; `units`: their tree."""

import argparse
from pathlib import Path

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.cli.staff_words import doubts
from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import attachments, career, discipline, due, staff, units
from kotabumi_kinerja.services.attachments import PaperKind
from kotabumi_kinerja.services.career import CareerLine
from kotabumi_kinerja.services.due import DueKind
from kotabumi_kinerja.services.staff import as_of as staff_asof
from kotabumi_kinerja.services.staff import editing as staff_editing
from kotabumi_kinerja.services.workspace import Workspace

_KINDS = {
    "pensiun": DueKind.RETIREMENT,
    "kontrak": DueKind.CONTRACT,
    "pangkat": DueKind.RANK,
    "kgb": DueKind.SALARY,
}
_FIELDS = ("golongan", "post", "post_kind", "unit", "eselon", "status", "standing")
_MORE = ("contract_until", "contract_number", "leaving", "decree")


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("people", "pegawai menurut tanggal, riwayat, jatuh tempo, dokumen")
    listed = below.reading("list", "siapa bekerja di sini pada suatu hari", on_day)
    listed.add_argument("--on", required=True, help="tanggal, seperti 01-04-2026")
    one = below.reading("show", "keadaan satu pegawai pada suatu hari", show)
    one.add_argument("nip")
    one.add_argument("--on", default="", help="tanggal (bawaan: hari ini)")
    coming = below.reading("due", "pensiun, kontrak, pangkat, dan KGB yang akan datang", coming_up)
    coming.add_argument("--months", type=int, default=12, help="berapa bulan ke depan")
    coming.add_argument("--kind", choices=sorted(_KINDS))
    below.reading("history", "riwayat satu pegawai", history).add_argument("nip")
    change = below.writing("change", "catat perubahan dalam riwayat", record)
    change.add_argument("nip")
    change.add_argument("step", choices=[step.value for step in CareerStep])
    change.add_argument("day", help="TMT, seperti 01-04-2026")
    _line_fields(change)
    right = below.writing("correct", "betulkan satu baris riwayat", correct)
    right.add_argument("nip")
    right.add_argument("line", type=int, help="nomor baris dari `people history`")
    right.add_argument("--since")
    _line_fields(right)
    drop = below.writing("remove", "hapus satu baris riwayat", remove)
    drop.add_argument("nip")
    drop.add_argument("line", type=int, help="nomor baris dari `people history`")
    field = below.writing("edit", "ubah satu kolom data pegawai", edit)
    for name in ("nip", "field", "value"):
        field.add_argument(name)
    field.add_argument("--siasn", action="store_true", help="kolom adalah judul ekspor SIASN")
    _papers(below)
    _units(commands.matter("units", "pohon unit kerja"))


def _line_fields(parser: argparse.ArgumentParser) -> None:
    for name in (*_FIELDS, *_MORE):
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name)


def _papers(below: Commands) -> None:
    below.reading("papers", "dokumen seorang pegawai", papers).add_argument("nip")
    attach = below.writing("attach", "lampirkan foto atau dokumen", attach_file)
    attach.add_argument("nip")
    attach.add_argument("file", type=Path)
    attach.add_argument("--kind", choices=[k.value for k in PaperKind], default="LAIN")
    attach.add_argument("--number", default="", help="nomor surat")
    attach.add_argument("--dated", default="", help="tanggal surat")
    out = below.reading("paper", "tulis sebuah dokumen ke sebuah map", paper_out)
    out.add_argument("nip")
    out.add_argument("line", type=int, help="nomor dari `people papers`")
    out.add_argument("folder", type=Path)


def _units(below: Commands) -> None:
    below.reading("list", "semua unit sebagai pohon", unit_list)
    move = below.writing("move", "taruh unit di bawah unit lain", unit_move)
    move.add_argument("name")
    move.add_argument("--under", default="", help="unit di atasnya (bawaan: paling atas)")
    lead = below.writing("leader", "tetapkan pimpinan unit", unit_leader)
    lead.add_argument("name")
    lead.add_argument("nip", nargs="?", default="", help="kosong: tanpa pimpinan")
    name = below.writing("rename", "ganti nama unit", unit_rename)
    name.add_argument("name")
    name.add_argument("new")
    join = below.writing("join", "gabungkan dua unit menjadi satu", unit_join)
    join.add_argument("keep")
    join.add_argument("drop")


def on_day(work: Workspace, options: Options) -> Reply:
    """Everybody who worked here on a day."""
    rows = staff_asof.everybody(work, parse_date(options.on))
    return Reply(
        tuple(
            f"{show_nip(r.nip)}  {r.name}  {r.status.label if r.status else '–'}  "
            f"{r.golongan or '–'}  {r.post or staff_asof.UNKNOWN}"
            for r in rows
        ),
        rows,
    )


def show(work: Workspace, options: Options) -> Reply:
    """One person on a day."""
    day = parse_date(options.on) if options.on else work.today()
    key = _person(work, options)
    then = staff_asof.as_of(work, key, day)
    said = [f"{'Nama':<20} {then.name}"]
    said += [f"{name:<20} {value}" for name, value in then.lines()]
    return Reply((*said, *doubts(staff.record(work, key))), then)


def coming_up(work: Workspace, options: Options) -> Reply:
    """What comes up within so many months."""
    kind = _KINDS[options.kind] if options.kind else None
    lines = due.DueList(work).lines(options.months, kind)
    words = [
        f"{show_date(x.hint.day)}  {x.name}  {x.hint.what}. {x.hint.why}"
        + (f" ({x.hint.note})" if x.hint.note else "")
        for x in lines
    ]
    return Reply(tuple(words) or ("Tidak ada yang jatuh tempo.",), lines)


def history(work: Workspace, options: Options) -> Reply:
    """The lines of a career, and the punishments."""
    key = _person(work, options)
    lines = career.lines(work, key)
    punished = discipline.lines(work, key)
    words = [f"{at}  {_career_words(line)}" for at, line in enumerate(lines, 1)]
    words += [
        f"Disiplin {p.punishment.level.label}: {p.punishment.kind}, {show_date(p.punishment.since)}"
        for p in punished
    ]
    return Reply(tuple(words), {"lines": lines, "discipline": punished})


def record(work: Workspace, options: Options) -> Reply:
    """A new dated line."""
    key = _person(work, options)
    career.record(work, key, CareerStep(options.step), parse_date(options.day), _said(options))
    return Reply((f"Dicatat: {_career_words(career.lines(work, key)[0])}",))


def correct(work: Workspace, options: Options) -> Reply:
    """One line put right."""
    key = _person(work, options)
    said = _said(options) | ({"since": options.since} if options.since else {})
    career.correct(work, key, _line(work, key, options.line), said)
    return Reply(("Baris riwayat dibetulkan.",))


def remove(work: Workspace, options: Options) -> Reply:
    """One line taken out."""
    key = _person(work, options)
    career.remove(work, key, _line(work, key, options.line))
    return Reply(("Baris riwayat dihapus.",))


def edit(work: Workspace, options: Options) -> Reply:
    """One field of the record, or of what SIASN says."""
    write = staff_editing.edit_source if options.siasn else staff_editing.edit
    write(work, _person(work, options), options.field, options.value)
    return Reply((f"{options.field} diubah.",))


def papers(work: Workspace, options: Options) -> Reply:
    """The papers of a person."""
    found = attachments.papers(work, _person(work, options))
    words = [
        f"{at}  {p.kind.label}  {p.name}  {p.number or '–'}  "
        f"{show_date(p.dated) if p.dated else '–'}  {p.size} bita"
        for at, p in enumerate(found, 1)
    ]
    return Reply(tuple(words) or ("Belum ada dokumen.",), found)


def attach_file(work: Workspace, options: Options) -> Reply:
    """A photo or a paper taken in."""
    dated = parse_date(options.dated) if options.dated else None
    paper = (options.number, dated)
    attachments.add(work, _person(work, options), options.file, PaperKind(options.kind), paper)
    return Reply((f"{options.file.name} dilampirkan.",))


def paper_out(work: Workspace, options: Options) -> Reply:
    """A paper written into a folder."""
    found = attachments.papers(work, _person(work, options))
    if not 1 <= options.line <= len(found):
        raise Refused("KK-134", name=str(options.line))
    path = attachments.write_out(work, found[int(options.line) - 1].id, options.folder)
    return Reply((f"Ditulis ke {path}",), {"path": path})


def unit_list(work: Workspace, options: Options) -> Reply:
    """The tree."""
    del options
    rows = units.tree(work)
    return Reply(
        tuple(
            f"{'  ' * r.depth}{r.name}  ({r.people} pegawai"
            + (f", pimpinan {r.leader_name})" if r.leader_name else ")")
            for r in rows
        ),
        rows,
    )


def unit_move(work: Workspace, options: Options) -> Reply:
    """A unit under another."""
    above = units.find(work, options.under).id if options.under else None
    units.move(work, units.find(work, options.name).id, above)
    return Reply((f"Unit {options.name} dipindahkan.",))


def unit_leader(work: Workspace, options: Options) -> Reply:
    """Who leads."""
    leader = _person(work, options) if options.nip else None
    units.set_leader(work, units.find(work, options.name).id, leader)
    return Reply((f"Pimpinan unit {options.name} ditetapkan.",))


def unit_rename(work: Workspace, options: Options) -> Reply:
    """Another name."""
    units.rename(work, units.find(work, options.name).id, options.new)
    return Reply((f"Unit {options.name} menjadi {options.new}.",))


def unit_join(work: Workspace, options: Options) -> Reply:
    """Two units made one."""
    units.join(work, units.find(work, options.keep).id, units.find(work, options.drop).id)
    return Reply((f"Unit {options.drop} digabung ke {options.keep}.",))


def _person(work: Workspace, options: Options) -> Id:
    return staff.typed(work, options.nip)


def _line(work: Workspace, key: Id, number: int) -> Id:
    lines = career.lines(work, key)
    if not 1 <= number <= len(lines):
        raise Refused("KK-125", name=staff.record(work, key).name)
    return lines[number - 1].id


def _said(options: Options) -> dict[str, str]:
    found: dict[str, str | None] = {name: getattr(options, name) for name in (*_FIELDS, *_MORE)}
    return {name: text for name, text in found.items() if text is not None}


def _career_words(line: CareerLine) -> str:
    left = f"{line.leaving.label}; " if line.leaving else ""
    status = line.status.label if line.status else "–"
    words = (status, line.golongan or "–", line.post or "–", line.unit or "–")
    return f"{show_date(line.since)}  {left}{', '.join(words)}  {line.decree}".rstrip()
