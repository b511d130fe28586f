"""Commands `print cards` and `verify`."""

from pathlib import Path

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import card_printing, staff, verification
from kotabumi_kinerja.services.workspace import Workspace


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("print", "cetak: kartu nilai")
    make = below.writing("cards", "cetak kartu nilai ke PDF", cards)
    make.add_argument("people", nargs="*", metavar="NIP", help="tanpa NIP: semua pegawai")
    make.add_argument("--year", type=int)
    make.add_argument("--out", type=Path, required=True, help="berkas PDF, atau map bila --single")
    make.add_argument("--single", action="store_true", help="satu berkas untuk tiap pegawai")
    make.add_argument("--dated", default="", help="tanggal pada kartu; tanpa ini titik-titik")
    check = commands.reading("verify", "periksa kode verifikasi di kertas", verify)
    check.add_argument("code", nargs="+", help="kode KK… atau 16 huruf di bawahnya")


def cards(work: Workspace, options: Options) -> Reply:
    """Print cards, of those named or of everybody."""
    named = [staff.id_of(work, parse_nip(nip).digits) for nip in options.people]
    run = card_printing.print_run(
        work,
        named or card_printing.everybody(work),
        int(options.year or work.today().year),
        options.out,
        single=options.single,
        dated=parse_date(options.dated) if options.dated else None,
        progress=Silent(),
    )
    drafts = f", {run.drafts} bertanda DRAF" if run.drafts else ""
    head = f"{run.cards} kartu, {run.pages} halaman, {len(run.files)} berkas{drafts}"
    return Reply((head, *(str(file) for file in run.files)), run)


def verify(work: Workspace, options: Options) -> Reply:
    """What a code says, and whether a known office signed it."""
    found = verification.verify(work, " ".join(options.code))
    return Reply(tuple(f"{name:<20} {words}" for name, words in found.lines()), found)
