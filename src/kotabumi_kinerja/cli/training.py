"""Commands `training add|list|hours|kinds`."""

from decimal import Decimal, InvalidOperation

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.services import staff, training
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.training import Event, EventList, Participant
from kotabumi_kinerja.services.workspace import Workspace


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("training", "pelatihan: catat, daftar, jumlah JP")
    make = below.writing("add", "catat pelatihan dengan peserta", add)
    make.add_argument("name")
    make.add_argument("--kind", required=True, help="kode jenis, lihat `training kinds`")
    make.add_argument("--since", required=True)
    make.add_argument("--until", default="")
    make.add_argument("--days", type=int, default=0)
    make.add_argument("--hours", default="", help="jam pelajaran (JP)")
    make.add_argument("--organiser", default="")
    make.add_argument("--abroad", action="store_true", help="di luar negeri")
    make.add_argument("--participants", nargs="*", default=[], metavar="NIP")
    below.reading("list", "daftar pelatihan", listing).add_argument("--year", type=int)
    below.reading("kinds", "jenis pelatihan dan cara menghitungnya", kinds)
    of_one = below.reading("hours", "jumlah JP seorang pegawai", hours)
    of_one.add_argument("nip")
    of_one.add_argument("--year", type=int)


def add(work: Workspace, options: Options) -> Reply:
    """Record an event with its participants."""
    since = parse_date(options.since)
    until = parse_date(options.until) if options.until else since
    event = Event(
        options.name,
        options.kind,
        since,
        until,
        options.days or (until - since).days + 1,
        _number(options.hours),
        options.organiser,
        abroad=options.abroad,
    )
    people = [staff.id_of(work, parse_nip(nip).digits) for nip in options.participants]
    key = training.add(work, event, [Participant(p) for p in people])
    view = training.one(work, key)
    head = f"{event.name}: {len(view.participants)} peserta"
    lines = (f"  {p.name:<36} {_shown(p.recognised)}  {p.reason}" for p in view.participants)
    return Reply((head, *lines), view)


def listing(work: Workspace, options: Options) -> Reply:
    """Events of a year."""
    rows = EventList(work).page(Query(scope=_year(work, options)), None, 0, 1_000_000)
    return Reply(
        tuple(
            f"{show_date(r.since):<18} {r.kind:<4} {r.participants:>4} peserta  {r.name}"
            for r in rows
        ),
        rows,
    )


def kinds(work: Workspace, options: Options) -> Reply:
    """The kinds of activity."""
    del options
    found = training.kinds(work)
    return Reply(tuple(f"{k.code:<4} {k.path:<14} {k.name}" for k in found), found)


def hours(work: Workspace, options: Options) -> Reply:
    """One person's JP of a year."""
    person = staff.id_of(work, parse_nip(options.nip).digits)
    found = training.hours_of(work, person, _year(work, options))
    return Reply((found.text,), found)


def _year(work: Workspace, options: Options) -> int:
    return int(options.year or work.today().year)


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Refused("KK-254", text=text) from None


def _shown(hours_: Decimal | None) -> str:
    return "belum dihitung" if hours_ is None else f"{hours_.normalize():f} JP".replace(".", ",")
