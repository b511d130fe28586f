"""Commands `raters propose|set|list|check`."""

from datetime import date

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.raters import KINDS, Outsider
from kotabumi_kinerja.services.workspace import Workspace


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("raters", "penilai: tetapkan, daftar, periksa")
    every = below.writing("propose", "tetapkan penilai menurut susunan jabatan", propose)
    one = below.writing("set", "tetapkan penilai satu pegawai", assign)
    one.add_argument("nip")
    one.add_argument("--rater", help="NIP penilai di kantor ini")
    one.add_argument("--kind", default="DEFINITIF", choices=sorted(KINDS))
    for parser in (every, one):
        parser.add_argument("--since", default="", help="berlaku sejak, mis. 01-01-2026")
        parser.add_argument("--outside", default="", help="nama pejabat di luar kantor")
        parser.add_argument("--outside-post", default="", help="jabatan pejabat di luar kantor")
        parser.add_argument("--outside-nip", default="")
    below.reading("list", "daftar penilai", listing)
    below.reading("check", "periksa daftar penilai", check)


def propose(work: Workspace, options: Options) -> Reply:
    """Write the proposal by the order of posts for everybody without a rater."""
    count = raters.assign_all(work, _outsider(options), _since(work, options))
    return Reply((f"Penilai ditetapkan untuk {count} pegawai.",), {"assigned": count})


def assign(work: Workspace, options: Options) -> Reply:
    """Set one person's rater."""
    person = staff.id_of(work, parse_nip(options.nip).digits)
    who = (
        staff.id_of(work, parse_nip(options.rater).digits) if options.rater else _outsider(options)
    )
    raters.assign(work, person, who, _since(work, options), options.kind)
    line = raters.lines(work, person)[0]
    return Reply((f"{line.person_name} dinilai {line.name} sejak {show_date(line.since)}.",), line)


def listing(work: Workspace, options: Options) -> Reply:
    """Who rates whom."""
    del options
    rows = raters.lines(work)
    return Reply(
        tuple(
            f"{r.person_name:<36} {KINDS.get(r.kind, r.kind):<12} {r.name}, {r.post}" for r in rows
        ),
        rows,
    )


def check(work: Workspace, options: Options) -> Reply:
    """What would block or void a rating."""
    del options
    found = raters.check(work)
    said = tuple(messages.sentence(t.code, t.fields) for t in found)
    return Reply(said or ("Daftar penilai lengkap.",), found)


def _outsider(options: Options) -> Outsider:
    return Outsider(
        options.outside or "Bupati Lampung Utara",
        options.outside_post or "Bupati Lampung Utara",
        options.outside_nip,
    )


def _since(work: Workspace, options: Options) -> date:
    return parse_date(options.since) if options.since else work.today().replace(month=1, day=1)
