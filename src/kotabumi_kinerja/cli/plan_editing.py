"""Commands `plan …`: one SKP written from the command line, part by part."""

from argparse import ArgumentParser
from datetime import date
from typing import Final

from kotabumi_kinerja.cli import plan_moving
from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.cli.plan_words import at, result_at, shown, the_plan
from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.numbers import read_number
from kotabumi_kinerja.domain.plans import AnnexBlock, Approach, Aspect, FormKind, Section
from kotabumi_kinerja.domain.targets import Direction, say_target
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import Head
from kotabumi_kinerja.services.workspace import Workspace

_FIELDS: Final = ("text", "target", "aspect", "perspective", "leader_text")


def declare(commands: Commands) -> None:
    """Add this matter's commands."""
    below = commands.matter("plan", "satu SKP: buat, isi, versi, pindah jabatan, rencana aksi")
    for parser in (*_writing(below), *_arranging(below), *plan_moving.add(below)):
        parser.add_argument("--nip", required=True)
        parser.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")
        parser.add_argument("--on", default="", help="hari di dalam masa SKP, bila ada beberapa")
    special = below.writing("special", "bagian Instruksi khusus pimpinan di kantor ini", special_on)
    special.add_argument("used", choices=("on", "off"))


def _writing(below: Commands) -> list[ArgumentParser]:
    made = below.writing("create", "buat draf SKP", create)
    made.add_argument("--form", choices=list(FormKind), type=FormKind)
    head = below.writing("head", "pendekatan, formulir, dan masa SKP", edit_head)
    head.add_argument("--approach", choices=list(Approach), type=Approach)
    head.add_argument("--form", choices=list(FormKind), type=FormKind)
    head.add_argument("--since", default="")
    head.add_argument("--until", default="")
    added = below.writing("add-result", "tambah hasil kerja", add_result)
    added.add_argument("text")
    added.add_argument("--section", choices=list(Section), type=Section, default=Section.MAIN)
    added.add_argument("--leader", default="", help="hasil pimpinan yang didukung, sementara")
    indicator = below.writing("add-indicator", "tambah indikator pada hasil ke-n", add_indicator)
    indicator.add_argument("result", type=int)
    indicator.add_argument("text")
    indicator.add_argument("target")
    indicator.add_argument("--aspect", choices=list(Aspect), type=Aspect)
    edited = below.writing("edit", "ubah satu isian: 2 hasil kedua, 2.1 indikatornya", edit)
    edited.add_argument("where")
    edited.add_argument("field", choices=_FIELDS)
    edited.add_argument("text")
    return [made, head, added, indicator, edited]


def _arranging(below: Commands) -> list[ArgumentParser]:
    meant = below.writing("meaning", "arti target: lihat, atau betulkan", meaning)
    meant.add_argument("where")
    meant.add_argument("--direction", choices=list(Direction), type=Direction)
    for name in ("--low", "--high", "--unit", "--due"):
        meant.add_argument(name, default="")
    moved = below.writing("shift", "pindahkan baris ke atas atau ke bawah", shift)
    moved.add_argument("where")
    moved.add_argument("way", choices=("up", "down"))
    section = below.writing("section", "pindahkan hasil ke bagian lain", set_section)
    section.add_argument("result", type=int)
    section.add_argument("section", choices=list(Section), type=Section)
    linked = below.writing("link", "tautkan hasil pada hasil pimpinan ke-n", link)
    linked.add_argument("result", type=int)
    linked.add_argument("leader", type=int, nargs="?", help="tanpa nomor: tampilkan pilihannya")
    removed = below.writing("remove", "hapus hasil atau indikator", remove)
    removed.add_argument("where")
    expected = below.writing("expect", "ekspektasi khusus pimpinan pada nilai 1 sampai 7", expect)
    expected.add_argument("value", type=int)
    expected.add_argument("text")
    annex = below.writing("annex", "tambah baris lampiran", add_annex)
    annex.add_argument("block", choices=[b.name.lower() for b in AnnexBlock])
    annex.add_argument("texts", nargs="+")
    deleted = below.writing("delete", "hapus draf", delete)
    return [meant, moved, section, linked, removed, expected, annex, deleted]


def create(work: Workspace, options: Options) -> Reply:
    """A draft for the days that have none yet."""
    person = staff.id_of(work, parse_nip(options.nip).digits)
    year = options.year or work.today().year
    return shown(work, plans.create(work, person, year, options.form))


def edit_head(work: Workspace, options: Options) -> Reply:
    """What is not given stays."""
    view = the_plan(work, options)
    head = Head(
        options.approach or view.approach,
        options.form or view.form,
        parse_date(options.since) if options.since else view.since,
        parse_date(options.until) if options.until else view.until,
    )
    plans.edit_head(work, view.id, head)
    return shown(work, view.id)


def add_result(work: Workspace, options: Options) -> Reply:
    """At the end of its section."""
    view = the_plan(work, options)
    plans.add_result(work, view.id, options.text, options.section, options.leader)
    return shown(work, view.id)


def add_indicator(work: Workspace, options: Options) -> Reply:
    """At the end of its result; what was read from the target is said."""
    view = the_plan(work, options)
    result = result_at(view, options.result)
    plans.add_indicator(work, result.id, options.text, options.target, options.aspect)
    return shown(work, view.id)


def edit(work: Workspace, options: Options) -> Reply:
    """One field of a result or an indicator."""
    view = the_plan(work, options)
    result, indicator = at(view, options.where)
    if indicator is None:
        plans.edit_result(work, result.id, options.field, options.text)
    else:
        plans.edit_indicator(work, indicator.id, options.field, options.text)
    return shown(work, view.id)


def meaning(work: Workspace, options: Options) -> Reply:
    """What was read; with --direction what is meant instead."""
    view = the_plan(work, options)
    _, indicator = at(view, options.where, indicator=True)
    target = indicator.target
    if options.direction is not None:
        due: date | None = parse_date(options.due) if options.due else None
        numbers = (read_number(options.low), read_number(options.high))
        target = say_target(target.text, options.direction, numbers, options.unit, due)
        plans.set_target(work, indicator.id, target)
    return Reply((f"{target.text}: {target.meaning}",), target)


def shift(work: Workspace, options: Options) -> Reply:
    """Up or down among its neighbours."""
    view = the_plan(work, options)
    result, indicator = at(view, options.where)
    part, key = ("indicator", indicator.id) if indicator else ("result", result.id)
    plans.shift(work, view.id, part, key, -1 if options.way == "up" else 1)
    return shown(work, view.id)


def set_section(work: Workspace, options: Options) -> Reply:
    """Into another section."""
    view = the_plan(work, options)
    plans.set_section(work, result_at(view, options.result).id, options.section)
    return shown(work, view.id)


def link(work: Workspace, options: Options) -> Reply:
    """To a result of the leader; without a number the leader's results are listed."""
    view = the_plan(work, options)
    result, leader = result_at(view, options.result), plans.leader_of(work, view)
    if options.leader is None:
        who = leader.rater.name if leader.rater else "penilai belum ada"
        lines = [f"{n}. {r.text}" for n, r in enumerate(leader.results, 1)]
        return Reply((who, *lines), leader.results)
    number = int(options.leader)
    inside = 1 <= number <= len(leader.results)
    plans.link(work, result.id, leader.results[number - 1].id if inside else b"")
    return shown(work, view.id)


def remove(work: Workspace, options: Options) -> Reply:
    """Takes it out; it can be undone."""
    view = the_plan(work, options)
    result, indicator = at(view, options.where)
    part, key = ("indicator", indicator.id) if indicator else ("result", result.id)
    plans.remove(work, view.id, part, key)
    return shown(work, view.id)


def expect(work: Workspace, options: Options) -> Reply:
    """The expectation on one of the seven values."""
    view = the_plan(work, options)
    found = [e for e in view.expectations if e.value.number == options.value]
    plans.edit_expectation(work, found[0].id if found else b"", options.text)
    return shown(work, view.id)


def add_annex(work: Workspace, options: Options) -> Reply:
    """Several lines at once."""
    view = the_plan(work, options)
    plans.add_annex_lines(work, view.id, AnnexBlock[options.block.upper()], options.texts)
    return shown(work, view.id)


def delete(work: Workspace, options: Options) -> Reply:
    """The draft with all that is in it."""
    view = the_plan(work, options)
    plans.delete_draft(work, view.id)
    return Reply((f"Draf SKP {view.year} {view.full_name} dihapus",), {"plan": view.id})


def special_on(work: Workspace, options: Options) -> Reply:
    """The further section, for the whole office."""
    plans.use_special_section(work, used=options.used == "on")
    names = [section.label for section in plans.sections(work)]
    return Reply((f"Bagian: {', '.join(names)}",), names)
