"""Commands `plan …`: states and versions of one SKP, moves in the year, Rencana Aksi."""

from argparse import ArgumentParser
from typing import Final

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.cli.plan_words import result_at, shown, the_plan
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.moves import Assignment, Cause, months_of
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.plan_comparing import differences
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import Extra
from kotabumi_kinerja.services.plans.actions import FIELDS
from kotabumi_kinerja.services.workspace import Workspace

_DASH: Final = "–"


def add(below: Commands) -> list[ArgumentParser]:
    """Add these commands; the parsers still need to be told whose SKP."""
    handed = below.writing("submit", "ajukan draf", submit)
    returned = below.writing("return", "kembalikan dengan catatan", send_back)
    returned.add_argument("note")
    version = below.writing("version", "versi baru dari SKP yang disepakati", new_version)
    version.add_argument("reason")
    listed = below.reading("versions", "semua versi", versions)
    compared = below.reading("compare", "bandingkan dua versi", compare)
    compared.add_argument("--left", type=int, default=-2)
    compared.add_argument("--right", type=int, default=-1)
    moves = below.reading("moves", "SKP setahun dan usul menurut riwayat jabatan", proposals)
    taken = below.writing("take", "lakukan usul yang pertama", take)
    cut = below.writing("cut", "tutup SKP dan mulai yang baru pada suatu hari", cut_plan)
    cut.add_argument("day")
    cut.add_argument("cause", choices=list(Cause), type=Cause)
    assigned = below.writing("assign", "penugasan tambahan (Plt, Plh, tugas belajar)", assign)
    assigned.add_argument("kind", choices=list(Assignment), type=Assignment)
    assigned.add_argument("since")
    assigned.add_argument("expectation")
    assigned.add_argument("--giver", default="")
    steps = below.reading("steps", "rencana aksi", action_plan)
    step = below.writing("step", "isi satu langkah rencana aksi", write_step)
    step.add_argument("result", type=int)
    step.add_argument("period", help="seperti 2026-TW1")
    step.add_argument("field", choices=FIELDS)
    step.add_argument("text")
    return [
        handed, returned, version, listed, compared, moves, taken, cut, assigned, steps, step
    ]  # fmt: skip


def submit(work: Workspace, options: Options) -> Reply:
    """Hand the draft in."""
    view = the_plan(work, options)
    plans.submit(work, [view.id])
    return shown(work, view.id)


def send_back(work: Workspace, options: Options) -> Reply:
    """Return it with a note."""
    view = the_plan(work, options)
    plans.send_back(work, view.id, options.note)
    return shown(work, view.id)


def new_version(work: Workspace, options: Options) -> Reply:
    """A draft that copies the agreed one."""
    return shown(work, plans.new_version(work, the_plan(work, options).id, options.reason))


def versions(work: Workspace, options: Options) -> Reply:
    """All of them with state, signer and reason."""
    found = plans.versions(work, the_plan(work, options).id)
    lines = [f"{v.label}: {v.reason}" if v.reason else v.label for v in found]
    return Reply(tuple(lines), found)


def compare(work: Workspace, options: Options) -> Reply:
    """What differs between two versions (numbers; the last two without them)."""
    found = plans.versions(work, the_plan(work, options).id)
    by_number = {v.number: v for v in found}
    left = by_number.get(options.left) or found[max(0, len(found) - 2)]
    right = by_number.get(options.right) or found[-1]
    changed = list(differences(plans.compare(work, left.id, right.id)))
    lines = [f"{p.difference.label}: {p.left or _DASH} -> {p.right or _DASH}" for p in changed]
    data = [{"what": p.difference, "left": p.left, "right": p.right} for p in changed]
    return Reply(tuple(lines) or ("Tidak ada yang berbeda",), data)


def proposals(work: Workspace, options: Options) -> Reply:
    """The SKP of the year with their months, and what the career proposes."""
    view = the_plan(work, options)
    beside = plans.chains(plans.plans_of(work, view.person, view.year))
    found = plans.proposals(work, view.person, view.year)
    lines = [
        f"{show_date(v.since)} sampai {show_date(v.until)}, "
        f"{months_of(v.since, v.until)} bulan, {v.state.label}: {v.post}"
        for v in beside
    ]
    return Reply((*lines, *(f"Usul: {move.text}" for move in found)), found)


def take(work: Workspace, options: Options) -> Reply:
    """Do the first proposal."""
    view = the_plan(work, options)
    found = plans.proposals(work, view.person, view.year)
    if not found:
        return Reply(("Tidak ada usul",), [])
    return shown(work, plans.take(work, found[0]))


def cut_plan(work: Workspace, options: Options) -> Reply:
    """Close the SKP; the next begins on that day when the cause says so."""
    view, day = the_plan(work, options), parse_date(options.day)
    if options.cause is Cause.JOINED:
        return shown(work, plans.begin_later(work, view.id, day))
    return shown(work, plans.cut(work, view.id, day, options.cause))


def assign(work: Workspace, options: Options) -> Reply:
    """Add the expectation to the SKP that is there."""
    since = parse_date(options.since)
    extra = Extra(options.kind, options.expectation, since, options.giver)
    return shown(work, plans.add_assignment(work, the_plan(work, options).id, extra))


def action_plan(work: Workspace, options: Options) -> Reply:
    """Results with their steps by period."""
    found = plans.action_plan(work, the_plan(work, options))
    lines: list[str] = []
    for row in found.rows:
        lines.append(f"{row.number}. {row.result.text}")
        for period in found.periods:
            step = row.step(period)
            if step.id is not None:
                parts = (step.text, step.target_text, step.done, step.evidence)
                lines.append(f"   {period.code}: {'; '.join(p for p in parts if p)}")
    return Reply(tuple(lines), found.rows)


def write_step(work: Workspace, options: Options) -> Reply:
    """One field of one step."""
    view, period = the_plan(work, options), parse_period(options.period)
    result = result_at(view, options.result)
    plans.write_step(work, result.id, period, options.field, options.text)
    return action_plan(work, options)
