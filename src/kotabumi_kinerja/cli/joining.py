"""Commands `staff doubles` and `staff join`."""

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.cli.staff_words import doubts
from kotabumi_kinerja.domain.identity import show_nip
from kotabumi_kinerja.services import joining, staff
from kotabumi_kinerja.services.workspace import Workspace


def declare(below: Commands) -> None:
    """Add these commands below `staff`."""
    below.reading("doubles", "pasangan data yang mungkin satu orang", doubles)
    pair = below.writing("join", "gabungkan dua data menjadi satu orang", join)
    pair.add_argument("nip", help="NIP yang nilainya diutamakan")
    pair.add_argument("other", metavar="nip", help="NIP data gandanya")


def doubles(work: Workspace, options: Options) -> Reply:
    """Who may be one person, and why."""
    del options
    found = joining.doubles(work)
    lines = [
        f"{show_nip(d.nips[0])}  {d.names[0]}  =  {show_nip(d.nips[1])}  {d.names[1]}  {d.why}"
        for d in found
    ]
    return Reply(tuple(lines) or ("Tidak ada data ganda.",), found)


def join(work: Workspace, options: Options) -> Reply:
    """Join two; the values of the first stay where it has any."""
    one, other = staff.typed(work, options.nip), staff.typed(work, options.other)
    kept = staff.record(work, joining.join(work, one, other))
    line = f"Digabung: {show_nip(kept.nip)}  {kept.full_name}"
    return Reply((line, *doubts(kept)), {"id": kept.id, "nip": kept.nip, "name": kept.full_name})
