"""Commands `library list|take|make|save|add|edit|remove|adopt`."""

import re
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip, show_nip
from kotabumi_kinerja.domain.library import LibraryIndicator, LibraryResult, Origin, finds
from kotabumi_kinerja.domain.plans import Aspect, Perspective, Section
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import PlanView, library
from kotabumi_kinerja.services.workspace import Workspace

_SECTIONS: Final = {s.label.casefold().split()[0]: s for s in Section}
_TARGET: Final = re.compile(r"(\d+):(\d+)=(.+)", re.DOTALL)


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("library", "pustaka hasil kerja: daftar, ambil, buat SKP, simpan")
    listed = below.reading("list", "isian pustaka", listing)
    listed.add_argument("--post", default="", help="hanya yang sesuai jabatan ini")
    listed.add_argument("--find", default="", help="kata yang dicari")
    took = below.writing("take", "ambil isian ke draf SKP", take)
    took.add_argument("nip")
    took.add_argument("keys", nargs="+", metavar="ISIAN", help="kunci isian dari library list")
    took.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="HASIL:INDIKATOR=TARGET",
        help="target lain, misalnya 1:2='maks. 3 hari'",
    )
    made = below.writing("make", "buat SKP dari pustaka untuk yang belum mempunyai", make)
    made.add_argument("nips", nargs="*", metavar="NIP", help="tanpa NIP: semua pegawai")
    saved = below.writing("save", "simpan satu RHK dari SKP ke pustaka", save)
    saved.add_argument("nip")
    saved.add_argument("number", type=int, help="nomor RHK pada SKP")
    saved.add_argument("--post", default="", help="jabatan (bawaan: jabatan pada SKP)")
    for parser in (took, made, saved):
        parser.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")
    added = below.writing("add", "isian sendiri yang baru", add)
    _add_fields(added)
    edited = below.writing("edit", "ubah isian sendiri", edit)
    edited.add_argument("key")
    _add_fields(edited)
    for name, about, run in (
        ("remove", "hapus isian sendiri", remove),
        ("adopt", "BKPSDM: isian satu kantor berlaku untuk semua kantor", adopt),
    ):
        below.writing(name, about, run).add_argument("key")


def listing(work: Workspace, options: Options) -> Reply:
    """Entries in the reading order: office, centre, starter set."""
    entries = library.read(work)
    if options.post:
        entries = library.fitting(work, options.post, entries)
    found = [e for e in entries if finds(e, options.find)]
    return Reply(tuple(line for e in found for line in _lines(e)), found)


def take(work: Workspace, options: Options) -> Reply:
    """Append entries to the draft of a person."""
    view = plan_of(work, options.nip, options.year)
    entries = [library.find(work, key) for key in options.keys]
    for said in options.target:
        found = _TARGET.fullmatch(said)
        if found is None:
            raise Refused("KK-297", text=said)
        _set_target(entries, int(found[1]), int(found[2]), found[3])
    count = library.take(work, view.id, entries)
    return Reply((f"{count} hasil kerja diambil ke SKP {view.year} {view.name}",), {"taken": count})


def make(work: Workspace, options: Options) -> Reply:
    """Plans for everybody named, or for all, who have none."""
    year = year_of(work, options)
    people = [staff.id_of(work, parse_nip(nip).digits) for nip in options.nips]
    if not people:
        people = [row.id for row in plans.find(work, year, chip=plans.NONE)]
    done = library.make_plans(work, year, library.presets(work, people, year))
    left = [f"Tidak ada isian untuk {h.name}, {h.post or 'tanpa jabatan'}" for h in done.left]
    head = f"{done.count} SKP {year} dibuat dari pustaka"
    return Reply((head, *left), {"made": done.count, "left": [h.nip for h in done.left]})


def save(work: Workspace, options: Options) -> Reply:
    """One RHK of a plan as an own entry."""
    view = plan_of(work, options.nip, options.year)
    result = result_of(view, options.number)
    key = library.keep(work, view.id, result, options.post)
    return Reply((f"Disimpan ke pustaka: {key.hex()}",), {"key": key})


def add(work: Workspace, options: Options) -> Reply:
    """A new own entry."""
    blank = LibraryResult("", Origin.OFFICE, ("",), Section.MAIN, "", ())
    key = library.add(work, _changed(blank, options))
    return Reply((f"Disimpan ke pustaka: {key.hex()}",), {"key": key})


def edit(work: Workspace, options: Options) -> Reply:
    """Other words on an own entry; what is not named stays."""
    entry = _changed(library.find(work, options.key), options)
    library.edit(work, options.key, entry)
    return Reply(tuple(_lines(entry)), entry)


def remove(work: Workspace, options: Options) -> Reply:
    """Take an own entry out."""
    library.remove(work, options.key)
    return Reply((f"Isian {options.key} dihapus dari pustaka",), {"key": options.key})


def adopt(work: Workspace, options: Options) -> Reply:
    """An office's entry as the centre's own."""
    key = library.adopt(work, options.key)
    return Reply((f"Berlaku untuk semua kantor: {key.hex()}",), {"key": key})


def year_of(work: Workspace, options: Options) -> int:
    """The year of the call, else this year."""
    return options.year or work.today().year


def plan_of(work: Workspace, nip: str, year: int | None) -> PlanView:
    """The last plan of a person in a year. Refused KK-298 when there is none."""
    person = staff.id_of(work, parse_nip(nip).digits)
    wanted = year or work.today().year
    found = plans.plans_of(work, person, wanted)
    if not found:
        raise Refused("KK-298", nip=show_nip(parse_nip(nip).digits), year=wanted)
    return found[-1]


def result_of(view: PlanView, number: int) -> bytes:
    """The id of the RHK with this number, from 1. Refused KK-299 when there is none."""
    if not 1 <= number <= len(view.results):
        raise Refused("KK-299", name=view.name, count=len(view.results), number=number)
    return view.results[number - 1].id


def result_text(view: PlanView, number: int) -> str:
    """The words of the RHK with this number, from 1."""
    return next(r.text for r in view.results if r.id == result_of(view, number))


def _add_fields(parser: ArgumentParser) -> None:
    parser.add_argument("--post", help="jabatan tanpa jenjang")
    parser.add_argument("--text", help="hasil kerja")
    parser.add_argument("--section", choices=tuple(_SECTIONS), help="bagian pada SKP")
    parser.add_argument(
        "--indicator",
        action="append",
        metavar="ASPEK|INDIKATOR|TARGET",
        help="boleh berulang; menggantikan semua indikator. Aspek atau perspektif",
    )


def _changed(entry: LibraryResult, options: Options) -> LibraryResult:
    lines: Sequence[str] | None = options.indicator
    return replace(
        entry,
        posts=(options.post,) if options.post is not None else entry.posts,
        text=options.text if options.text is not None else entry.text,
        section=_SECTIONS[options.section] if options.section else entry.section,
        indicators=entry.indicators if lines is None else tuple(_indicator(x) for x in lines),
    )


def _indicator(said: str) -> LibraryIndicator:
    parts = [part.strip() for part in said.split("|")]
    if len(parts) != 3:  # noqa: PLR2004  # aspect, indicator, target
        raise Refused("KK-297", text=said)
    kind, text, target = parts
    aspect = next((a for a in Aspect if a.value.casefold() == kind.casefold()), None)
    view = next((p for p in Perspective if p.value.casefold() == kind.casefold()), None)
    if aspect is None and view is None:
        raise Refused("KK-297", text=said)
    return LibraryIndicator(text, target, aspect, view)


def _set_target(entries: list[LibraryResult], result: int, place: int, target: str) -> None:
    if not 1 <= result <= len(entries) or not 1 <= place <= len(entries[result - 1].indicators):
        raise Refused("KK-297", text=f"{result}:{place}={target}")
    entry = entries[result - 1]
    lines = list(entry.indicators)
    lines[place - 1] = replace(lines[place - 1], target=target.strip())
    entries[result - 1] = replace(entry, indicators=tuple(lines))


def _lines(entry: LibraryResult) -> list[str]:
    origin = entry.owner or entry.origin.label
    head = f"{entry.key}  {origin}, {entry.post}, {entry.section.label}: {entry.text}"
    return [head, *(f"   - {_kind(i)}: {i.text}: {i.target}" for i in entry.indicators)]


def _kind(indicator: LibraryIndicator) -> str:
    kind = indicator.aspect or indicator.perspective
    return kind.value if kind else "–"
