"""Commands `fill copy|spread|push|placeholders|replace`: drafts filled from elsewhere."""

from collections.abc import Sequence

from kotabumi_kinerja import messages
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.cli.library import plan_of, result_of, result_text, year_of
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Aspect
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import cascade, copying, spreading
from kotabumi_kinerja.services.plans.filling import FillLine, plain
from kotabumi_kinerja.services.plans.spreading import Shared
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace

_WORD = {
    Outcome.NEW: "baru",
    Outcome.CHANGED: "berubah",
    Outcome.SAME: "tetap",
    Outcome.REFUSED: "dilewati",
}


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("fill", "isi SKP: salin, sebar target, turunkan hasil pimpinan")
    copied = below.writing("copy", "salin SKP tahun lalu atau SKP rekan", copy)
    copied.add_argument("nips", nargs="*", metavar="NIP", help="tanpa NIP: semua pegawai")
    copied.add_argument("--from", dest="source", default="", metavar="NIP", help="SKP rekan ini")
    copied.add_argument("--from-year", type=int, help="tahun SKP rekan (bawaan: tahun sama)")
    spread_ = below.writing("spread", "satu target untuk banyak orang", spread)
    spread_.add_argument("values", nargs="+", metavar="NIP=TARGET")
    spread_.add_argument("--result", required=True, help="hasil kerja")
    spread_.add_argument("--indicator", required=True, help="indikator")
    spread_.add_argument("--aspect", choices=tuple(Aspect), default=Aspect.QUANTITY.value)
    pushed = below.writing("push", "turunkan satu hasil pimpinan", push)
    pushed.add_argument("people", nargs="*", metavar="NIP[=HASIL]", help="tanpa NIP: semua bawahan")
    loose = below.reading("placeholders", "hasil pimpinan sementara", placeholders)
    replaced = below.writing("replace", "ganti hasil pimpinan sementara", replace)
    replaced.add_argument("text", help="kalimat sementara")
    for parser in (pushed, replaced):
        parser.add_argument("--leader", required=True, metavar="NIP", help="pimpinan")
        parser.add_argument("--number", required=True, type=int, help="nomor RHK pimpinan")
    for parser in (copied, spread_, pushed, replaced):
        parser.add_argument("--dry-run", action="store_true", help="uji coba, tidak menyimpan")
    for parser in (copied, spread_, pushed, loose, replaced):
        parser.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")


def copy(work: Workspace, options: Options) -> Reply:
    """Last year's plans, or a colleague's, for the people named or for all."""
    year = year_of(work, options)
    people = [_person(work, nip) for nip in options.nips]
    people = people or [row.id for row in plans.find(work, year)]
    if options.source:
        source = plan_of(work, options.source, options.from_year or year)
        lines = copying.from_colleague(work, source.id, people, year)
    else:
        lines = copying.from_last_year(work, people, year)
    said = _said([one.line for one in lines])
    moved = dict.fromkeys(m for one in lines if one.line.writes for m in one.moved)
    said += [f"Disesuaikan: {m.old} menjadi {m.new}" for m in moved]
    if options.dry_run:
        return Reply((*said, "Uji coba, belum disimpan"), lines)
    count = copying.copy(work, year, lines)
    return Reply((*said, f"SKP {year} disalin ke {count} orang"), {"copied": count})


def spread(work: Workspace, options: Options) -> Reply:
    """One indicator with a target for each person."""
    year = year_of(work, options)
    shared = Shared(options.result, options.indicator, aspect=Aspect(options.aspect))
    values = {person: text for person, text in _pairs(work, options.values) if text}
    lines = spreading.preview(work, year, shared, values)
    if options.dry_run:
        return Reply((*_said(lines), "Uji coba, belum disimpan"), lines)
    count = spreading.spread(work, year, shared, values)
    return Reply((*_said(lines), f"Target disebar ke {count} orang"), {"spread": count})


def push(work: Workspace, options: Options) -> Reply:
    """A leader's result for the people named, or for all that the leader rates."""
    view = plan_of(work, options.leader, options.year)
    key = result_of(view, options.number)
    own = result_text(view, options.number)
    texts = {person: text or own for person, text in _pairs(work, options.people)}
    texts = texts or dict.fromkeys(cascade.below(work, view.person), own)
    lines = cascade.preview(work, key, texts)
    if options.dry_run:
        return Reply((*_said(lines), "Uji coba, belum disimpan"), lines)
    count = cascade.push(work, key, texts)
    return Reply((*_said(lines), f"Hasil kerja diturunkan ke {count} orang"), {"pushed": count})


def placeholders(work: Workspace, options: Options) -> Reply:
    """Words for leader's results that stand without a link."""
    found = cascade.placeholders(work, year_of(work, options))
    lines = [f"{len(p.results)} hasil pada draf, {p.closed} lainnya: {p.text}" for p in found]
    return Reply(tuple(lines), found)


def replace(work: Workspace, options: Options) -> Reply:
    """A leader's result in the place of such words, in every draft."""
    view = plan_of(work, options.leader, options.year)
    key = result_of(view, options.number)
    new = result_text(view, options.number)
    change = f"{options.text} menjadi {new}"
    if options.dry_run:
        every = cascade.placeholders(work, view.year)
        found = [p for p in every if plain(p.text) == plain(options.text)]
        count = sum(len(p.replaced_by(view.person)) for p in found)
        return Reply((f"{count} hasil: {change}", "Uji coba, belum disimpan"), {"results": count})
    count = cascade.replace(work, view.year, options.text, key)
    return Reply((f"{count} hasil: {change}",), {"replaced": count})


def _person(work: Workspace, nip: str) -> Id:
    return staff.id_of(work, parse_nip(nip).digits)


def _pairs(work: Workspace, said: Sequence[str]) -> list[tuple[Id, str]]:
    parts = [one.partition("=") for one in said]
    return [(_person(work, nip), text.strip()) for nip, _, text in parts]


def _said(lines: Sequence[FillLine]) -> list[str]:
    return [f"{_WORD[x.outcome]:<9} {x.holder.name}: {_change(x)}" for x in lines]


def _change(line: FillLine) -> str:
    if line.code:
        return messages.sentence(line.code, line.fields)
    return f"{line.old} menjadi {line.new}" if line.old else line.new
