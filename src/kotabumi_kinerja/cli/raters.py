"""Commands `raters`: propose, set, end, list, tree, check, mend, year, outside, print and more."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.rater_checks import Trouble, shown, span
from kotabumi_kinerja.domain.raters import Assignment
from kotabumi_kinerja.services import rater_page, raters, staff
from kotabumi_kinerja.services.raters import KINDS, Choice, Outsider, RaterLine, Wish
from kotabumi_kinerja.services.workspace import Workspace


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("raters", "penilai: tetapkan, daftar, periksa, cetak")
    every = below.writing("propose", "tetapkan penilai menurut unit dan jabatan", propose)
    every.add_argument("--dry-run", action="store_true", help="hanya lihat usulannya")
    every.add_argument("--replace", action="store_true", help="ganti juga yang berbeda")
    one = below.writing("set", "tetapkan penilai satu pegawai", assign)
    one.add_argument("nip")
    one.add_argument("--rater", help="NIP penilai di kantor ini")
    one.add_argument("--kind", default="DEFINITIF", choices=sorted(KINDS))
    one.add_argument("--until", default="", help="hari terakhir; tanpa ini sampai ada perubahan")
    one.add_argument("--basis", default="", help="nomor SK atau alasannya")
    for parser in (every, one):
        parser.add_argument("--since", default="", help="berlaku sejak, mis. 01-01-2026")
        parser.add_argument("--outside", default="", help="nama pejabat di luar kantor")
        parser.add_argument("--outside-post", default="", help="jabatan pejabat di luar kantor")
        parser.add_argument("--outside-nip", default="")
    stop = below.writing("end", "akhiri penilai satu pegawai", end)
    stop.add_argument("nip")
    stop.add_argument("--until", required=True, help="hari terakhir")
    drop = below.writing("delete", "hapus satu baris penilai", delete)
    drop.add_argument("nip")
    for parser in (stop, drop):
        parser.add_argument("--number", type=int, default=1, help="baris keberapa, terbaru 1")
    shown_lines = below.reading("list", "daftar penilai", listing)
    shown_lines.add_argument("--chip", default="", help="none, trouble, DEFINITIF, PLT, PLH …")
    shown_lines.add_argument("--find", default="", help="sebagian nama, NIP, atau jabatan")
    below.reading("tree", "susunan siapa menilai siapa", tree)
    _declare_checks(below)
    _declare_paper(below)


def _declare_checks(below: Commands) -> None:
    looked = below.reading("check", "periksa daftar penilai", check)
    looked.add_argument("--year", type=int, help="periksa juga sepanjang tahun ini")
    fix = below.writing("mend", "sesuaikan yang dapat disesuaikan dari sebuah tahun", mend)
    fix.add_argument("nip")
    fix.add_argument("--year", type=int)
    above = below.reading("superior", "atasan pejabat penilai pada suatu hari", superior)
    above.add_argument("nip")
    above.add_argument("--on", default="", help="hari yang ditanyakan")
    parts = below.reading("year", "pembagian tahun menurut penilai", year)
    parts.add_argument("nip")
    parts.add_argument("--year", type=int)


def _declare_paper(below: Commands) -> None:
    outside = below.reading("outside", "pejabat penilai di luar kantor: daftar", outsiders)
    inside = Commands(outside.add_subparsers(metavar="PERINTAH"))
    add = inside.writing("add", "tambah pejabat di luar kantor", add_outsider)
    add.add_argument("name")
    change = inside.writing("edit", "ubah pejabat di luar kantor", edit_outsider)
    change.add_argument("line", type=int, help="nomor dari `raters outside`")
    change.add_argument("--name", help="nama dengan gelar")
    for parser in (add, change):
        parser.add_argument("--post", help="jabatan")
        parser.add_argument("--nip", help="kosong bila bukan ASN")
        parser.add_argument("--rank", help="pangkat seperti tercetak")
        parser.add_argument("--unit", help="instansi")
    join = below.writing("join", "gabungkan pejabat luar yang bernama sama", join_same)
    join.add_argument("name")
    paper = below.reading("print", "cetak daftar penilai ke PDF", print_page)
    paper.add_argument("--date", required=True, help="tanggal di atas tanda tangan")
    paper.add_argument("--place", required=True, help="tempat di atas tanda tangan")
    paper.add_argument("--out", type=Path, required=True, help="berkas PDF")


def propose(work: Workspace, options: Options) -> Reply:
    """Write the proposal for everybody without a rater; with --replace for differing ones too."""
    since = _since(work, options)
    if not options.dry_run and not options.replace:
        count = raters.assign_all(work, _outsider(options), since)
        return Reply((f"Penilai ditetapkan untuk {count} pegawai.",), {"assigned": count})
    wishes = [w for w in raters.wishes(work) if not w.same]
    if options.dry_run:
        return Reply(tuple(map(_wished, wishes)) or ("Semua sesuai usulan.",), wishes)
    outside = _outsider(options)
    chosen = [Choice(w.person, w.who or outside, w.why) for w in wishes]
    count = raters.take(work, chosen, since)
    return Reply((f"Penilai ditetapkan untuk {count} pegawai.",), {"assigned": count})


def _wished(wish: Wish) -> str:
    old = wish.old_name or "belum ada"
    return f"{wish.name}: {old} > {wish.new_name or 'pejabat di luar kantor'} ({wish.why})"


def assign(work: Workspace, options: Options) -> Reply:
    """Set one person's rater."""
    person = _person(work, options)
    who = (
        staff.id_of(work, parse_nip(options.rater).digits) if options.rater else _outsider(options)
    )
    until = parse_date(options.until) if options.until else None
    since = _since(work, options)
    raters.assign(work, person, who, since, options.kind, until, options.basis)
    line = next(x for x in raters.lines(work, person) if x.since == since)
    return Reply((f"{line.person_name} dinilai {line.name} sejak {show_date(line.since)}.",), line)


def end(work: Workspace, options: Options) -> Reply:
    """End a line."""
    line = _line(work, options)
    raters.end(work, line.id, parse_date(options.until))
    said = f"{line.person_name} tidak lagi dinilai {line.name} sesudah {options.until}."
    return Reply((said,), raters.lines(work, line.person))


def delete(work: Workspace, options: Options) -> Reply:
    """Delete a line."""
    line = _line(work, options)
    raters.remove(work, line.id)
    return Reply((f"Baris penilai {line.name} untuk {line.person_name} dihapus.",), line)


def listing(work: Workspace, options: Options) -> Reply:
    """Who rates whom."""
    if not options.chip and not options.find:
        rows = raters.lines(work)
        return Reply(tuple(map(_told, rows)), rows)
    view = raters.view(work)
    words = options.find.casefold().split()
    found = [r for r in view.rows if r.in_chip(options.chip) and all(w in r.words for w in words)]
    said = (
        _told(r.line) if r.line else f"{r.name:<36} {'belum ada':<12} {r.trouble}" for r in found
    )
    return Reply(tuple(said), [r.line or r.name for r in found])


def _told(line: RaterLine) -> str:
    kind = KINDS.get(line.kind, line.kind)
    return f"{line.person_name:<36} {kind:<12} {line.name}, {line.post}; {_days(line)}"


def _days(line: RaterLine) -> str:
    return shown(Assignment(line.person, line.rater, line.kind, line.since, line.until))


def tree(work: Workspace, options: Options) -> Reply:
    """Who rates whom, from the top."""
    del options
    found = raters.view(work).tree
    said: list[str] = []
    waiting = [(0, root) for root in reversed(found.roots)]
    while waiting:
        depth, branch = waiting.pop()
        count = f" ({len(branch.below)})" if branch.below else ""
        said.append(f"{'  ' * depth}{branch.name}, {branch.post}{count}")
        waiting += [(depth + 1, found.branches[k]) for k in reversed(branch.below)]
    if found.loose:
        said.append("Tanpa penilai:")
        said += [f"  {found.branches[k].name}" for k in found.loose]
    return Reply(tuple(said), {"top": len(found.roots), "without": len(found.loose)})


def check(work: Workspace, options: Options) -> Reply:
    """What would block or void a rating."""
    found = raters.check_year(work, options.year) if options.year else raters.check(work)
    return Reply(tuple(map(_said, found)) or ("Daftar penilai lengkap.",), found)


def _said(trouble: Trouble) -> str:
    return messages.sentence(trouble.code, trouble.fields)


def mend(work: Workspace, options: Options) -> Reply:
    """Mend the first trouble of a person that can be mended."""
    person = _person(work, options)
    found = raters.troubles_of_person(work, person, options.year or work.today().year)
    trouble = next((t for t in found if raters.can_mend(t)), None)
    if trouble is None:
        return Reply(tuple(map(_said, found)) or ("Tidak ada yang perlu disesuaikan.",), found)
    return Reply((f"{raters.mend(work, trouble)}.",), trouble)


def superior(work: Workspace, options: Options) -> Reply:
    """The rater's rater."""
    on = parse_date(options.on) if options.on else work.today()
    line = raters.rater_of_rater(work, _person(work, options), on)
    said = f"{line.name}, {line.post}" if line else "Di luar kantor atau belum ditetapkan."
    return Reply((said,), line)


def year(work: Workspace, options: Options) -> Reply:
    """A year parted by raters."""
    found = raters.segments(work, _person(work, options), options.year or work.today().year)
    said = (f"{span(p.since, p.until):<28} {p.rater.name if p.rater else '–'}" for p in found)
    return Reply(tuple(said), found)


def outsiders(work: Workspace, options: Options) -> Reply:
    """Officials outside the office."""
    del options
    found = raters.outsiders(work)
    said = (f"{n}  {o.name}, {o.post}: menilai {o.rates}" for n, o in enumerate(found, 1))
    return Reply(tuple(said), found)


def add_outsider(work: Workspace, options: Options) -> Reply:
    """One more official outside; one that is known already stays one."""
    key = raters.add_outsider(work, _described(options, Outsider(options.name, "")))
    who = next(o for o in raters.outsiders(work) if o.id == key)
    return Reply((f"Tercatat: {who.name}, {who.post or '–'}.",), who)


def edit_outsider(work: Workspace, options: Options) -> Reply:
    """What is named changes, the rest stays."""
    found = raters.outsiders(work)
    at = int(options.line)
    if not 1 <= at <= len(found):
        raise Refused("KK-186")
    old = found[at - 1]
    held = Outsider(old.name, old.post, old.nip, old.rank, old.unit)
    raters.edit_outsider(work, old.id, _described(options, held))
    who = next(o for o in raters.outsiders(work) if o.id == old.id)
    return Reply((f"{old.name} diubah: {who.name}, {who.post or '–'}.",), who)


def _described(options: Options, held: Outsider) -> Outsider:
    named = {f: getattr(options, f) for f in ("name", "post", "nip", "rank", "unit")}
    return replace(held, **{name: text for name, text in named.items() if text is not None})


def join_same(work: Workspace, options: Options) -> Reply:
    """Join officials outside of one name into the one who rates most."""
    same = [o for o in raters.outsiders(work) if o.name.casefold() == options.name.casefold()]
    same.sort(key=lambda o: -o.rates)
    if not same:
        return Reply(("Tidak ada pejabat dengan nama itu.",), {"moved": 0})
    moved = raters.join_outsiders(work, same[0].id, [o.id for o in same[1:]])
    return Reply(
        (f"{len(same)} pejabat digabungkan, {moved} baris dipindahkan.",), {"moved": moved}
    )


def print_page(work: Workspace, options: Options) -> Reply:
    """The list to be signed."""
    pages = rater_page.print_page(work, options.out, parse_date(options.date), options.place)
    return Reply((f"{pages} halaman di {options.out}",), {"pages": pages})


def _person(work: Workspace, options: Options) -> Id:
    return staff.typed(work, options.nip)


def _line(work: Workspace, options: Options) -> RaterLine:
    found = raters.lines(work, _person(work, options))
    at = int(options.number)
    if not 1 <= at <= len(found):
        raise Refused("KK-186")
    return found[at - 1]


def _outsider(options: Options) -> Outsider:
    return Outsider(
        options.outside or "Bupati Lampung Utara",
        options.outside_post or "Bupati Lampung Utara",
        options.outside_nip,
    )


def _since(work: Workspace, options: Options) -> date:
    return parse_date(options.since) if options.since else work.today().replace(month=1, day=1)
