"""Commands `plans export|late|rekey|quick`."""

from pathlib import Path
from typing import Any

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.completeness import quick_checks
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip, show_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import plans, staff, units
from kotabumi_kinerja.services.plans import PlanView, exporting, lateness, rekeying, reminding
from kotabumi_kinerja.services.plans.lateness import ALL, LateRow, UnitLine
from kotabumi_kinerja.services.plans.rekeying import Keyed, RekeyField
from kotabumi_kinerja.services.workspace import Workspace


def declare(below: Commands) -> None:
    """Add these below 'plans'."""
    out = below.reading("export", "SKP ke buku kerja (sebelas kolom)", export)
    out.add_argument("file", type=Path)
    out.add_argument("nips", nargs="*", metavar="NIP", help="tanpa NIP: semua")
    late = below.reading("late", "siapa belum, menurut unit", who_is_late)
    late.add_argument("--unit", default="", help="hanya unit ini dan di bawahnya")
    late.add_argument("--state", choices=("none", "draft", "submitted", "agreed", ALL), default="")
    late.add_argument("--remind", action="store_true", help="teks pengingat saja")
    entered = below.writing("rekey", "isian untuk e-Kinerja dan tandanya", rekey)
    entered.add_argument("nip")
    entered.add_argument(
        "--done", default="", metavar="NOMOR", help="tandai sudah diinput: 1,2,5-9 atau 'semua'"
    )
    entered.add_argument("--undo", default="", metavar="NOMOR", help="hapus tanda")
    entered.add_argument("--on", default="", help="tanggal diinput (bawaan: hari ini)")
    quick = below.reading("quick", "lima pemeriksaan cepat", quickly)
    quick.add_argument("nips", nargs="*", metavar="NIP", help="tanpa NIP: semua")
    for parser in (out, late, entered, quick):
        parser.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")


def export(work: Workspace, options: Options) -> Reply:
    """Write the plans of the people named, or of everybody, in the eleven columns."""
    keys = exporting.keys_in_force(work, _year(work, options), _people(work, options))
    done = exporting.write_plans(work, options.file, keys)
    words = f"{done.plans} SKP, {done.rows} baris, ditulis ke {options.file}"
    lines = (words, f"{done.empty} SKP tanpa hasil kerja dilewati") if done.empty else (words,)
    return Reply(lines, done)


def who_is_late(work: Workspace, options: Options) -> Reply:
    """Counts by unit, then the people; or the words to remind them."""
    year = _year(work, options)
    until = lateness.countdown(work, year)
    every = lateness.by_unit(work, year)
    inside = None
    if options.unit:
        key = units.find(work, options.unit).id
        inside = next((line.inside for line in every if line.id == key), frozenset((key,)))
    shown = [line for line in every if inside is None or line.id in inside]
    rows = lateness.find(work, year, inside, options.state)
    if options.remind:
        text = reminding.reminders((row.plan for row in rows), year, until)
        return Reply(tuple(text.splitlines()), text)
    lines = [until.whole, *(_unit_line(line) for line in shown), *(_late_line(x) for x in rows)]
    data = {"deadline": until, "units": [_unit_data(x) for x in shown]}
    return Reply(tuple(lines), {**data, "people": [_late_data(x) for x in rows]})


def rekey(work: Workspace, options: Options) -> Reply:
    """The fields of one plan in the order of the national form, numbered; tick some of them."""
    year = _year(work, options)
    person = staff.id_of(work, parse_nip(options.nip).digits)
    found = plans.plans_of(work, person, year)
    if not found:
        raise Refused("KK-217")
    view = found[-1]
    listed = rekeying.fields(work, view.id)
    on = parse_date(options.on) if options.on else work.today()
    if options.done:
        rekeying.tick(work, view.id, _chosen(options.done, listed, view), on)
    if options.undo:
        rekeying.untick(work, view.id, _chosen(options.undo, listed, view))
    listed = rekeying.fields(work, view.id)
    lines = [f"SKP {year} {view.full_name}: {rekeying.rekeyed(listed).label}"]
    lines += [_field_line(number, one) for number, one in enumerate(listed, 1)]
    return Reply(tuple(lines), {"plan": view.id, "fields": listed})


def quickly(work: Workspace, options: Options) -> Reply:
    """The five things that audits find most often, by person; only what is not fine."""
    keys = exporting.keys_in_force(work, _year(work, options), _people(work, options))
    views = plans.many(work, keys)
    with work.database.read() as connection:
        listed = plans.checked(connection, work, views)
    lines: list[str] = []
    data: list[object] = []
    for view in views:
        checks = quick_checks(listed[view.id])
        bad = [check.title for check in checks if not check.fine]
        if bad:
            lines.append(f"{show_nip(view.nip)}  {view.full_name}: belum: {'; '.join(bad)}")
        data.append({"nip": view.nip, "checks": checks})
    return Reply(tuple(lines) or ("Kelima pemeriksaan baik",), data)


def _chosen(text: str, listed: list[RekeyField], view: PlanView) -> list[tuple[Id, str]]:
    if text == "semua":
        return [one.key for one in listed]
    found: list[tuple[Id, str]] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise Refused("KK-279", name=view.name, number=part.strip(), count=len(listed))
        for number in range(int(first), int(last or first) + 1):
            if not 1 <= number <= len(listed):
                raise Refused("KK-279", name=view.name, number=number, count=len(listed))
            found.append(listed[number - 1].key)
    return found


def _field_line(number: int, one: RekeyField) -> str:
    state = one.state.label
    if one.on is not None and one.state is not Keyed.OPEN:
        state = f"{state} {show_date(one.on)}"
    return f"{number:>3}. {one.group}, {one.name} ({state}): {one.text}"


def _unit_line(line: UnitLine) -> str:
    indent = "  " * line.depth
    return (
        f"{indent}{line.name}: {line.late} dari {line.people} belum"
        f" (belum ada {line.none}, draf {line.draft}, diajukan {line.submitted})"
    )


def _late_line(row: LateRow) -> str:
    one = row.plan
    return f"{show_nip(one.nip)}  {one.label:<16} {one.full_name}  {one.unit}"


def _unit_data(line: UnitLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "depth": line.depth,
        "none": line.none,
        "draft": line.draft,
        "submitted": line.submitted,
        "agreed": line.agreed,
    }


def _late_data(row: LateRow) -> dict[str, Any]:
    one = row.plan
    return {
        "nip": one.nip,
        "name": one.full_name,
        "unit": one.unit,
        "state": one.state,
        "missing": one.missing,
        "rater": row.rater,
        "rekeyed": row.rekeyed,
    }


def _year(work: Workspace, options: Options) -> int:
    return options.year or work.today().year


def _people(work: Workspace, options: Options) -> list[Id] | None:
    if not options.nips:
        return None
    return [staff.id_of(work, parse_nip(nip).digits) for nip in options.nips]
