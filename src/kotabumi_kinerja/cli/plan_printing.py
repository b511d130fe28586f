"""Command `plans print`: SKP, Lampiran and Rencana Aksi as PDF."""

from pathlib import Path
from typing import Final

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.printing.forms.skp_data import SIZES
from kotabumi_kinerja.services import plan_pages, staff, units
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.plan_pages import Order, PlanForm
from kotabumi_kinerja.services.workspace import Workspace

_AGREED: Final = "sepakat"


def declare(below: Commands) -> None:
    """Add the command below `plans`."""
    make = below.reading("print", "cetak SKP, lampiran, dan rencana aksi ke PDF", print_plans)
    who = make.add_mutually_exclusive_group(required=True)
    who.add_argument("--nip", nargs="+", default=[], help="orang-orang ini")
    who.add_argument("--unit", default="", help="unit ini beserta yang di bawahnya")
    who.add_argument("--all", action="store_true", help="semua pegawai")
    make.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")
    make.add_argument("--forms", default="skp", help="skp,lampiran,aksi (bawaan: skp)")
    make.add_argument("--period", default="", help="periode rencana aksi, seperti 2026-TW1")
    make.add_argument(
        "--date",
        default="",
        help="tanggal tanda tangan, atau 'sepakat' untuk tanggal kesepakatan tiap SKP; "
        "tanpa ini titik-titik",
    )
    make.add_argument("--place", default="", help="tempat (bawaan: kota kantor)")
    make.add_argument("--paper", choices=list(SIZES), default="F4")
    make.add_argument("--single", action="store_true", help="satu berkas untuk tiap SKP")
    make.add_argument("--to", type=Path, required=True, metavar="MAP", help="map untuk PDF-nya")


def print_plans(work: Workspace, options: Options) -> Reply:
    """Print the plans of the people named, of a unit, or of everybody."""
    year = int(options.year or work.today().year)
    order = Order(
        _forms(options.forms),
        options.place or facts_of(work.database).city,
        parse_date(options.date) if options.date and options.date != _AGREED else None,
        by_agreement=options.date == _AGREED,
        period=options.period,
        size=options.paper,
    )
    target = options.to if options.single else options.to / f"skp-{year}.pdf"
    run = plan_pages.print_run(
        work,
        plan_pages.chosen(work, _people(work, options), year),
        target,
        order,
        single=options.single,
        progress=Silent(),
    )
    drafts = f", {run.drafts} bertanda DRAF" if run.drafts else ""
    head = f"{run.plans} SKP, {run.pages} halaman, {len(run.files)} berkas{drafts}"
    return Reply((head, *(str(file) for file in run.files)), run)


def _people(work: Workspace, options: Options) -> list[Id]:
    if options.nip:
        return [staff.id_of(work, parse_nip(nip).digits) for nip in options.nip]
    if options.unit:
        return plan_pages.people_of_unit(work, units.find(work, options.unit).id)
    return plan_pages.everybody(work)


def _forms(words: str) -> tuple[PlanForm, ...]:
    """In the order of the file, each once. Refused KK-634 for a word that is no form."""
    asked = {word.strip().casefold() for word in words.split(",") if word.strip()}
    if unknown := asked - {form.value for form in PlanForm}:
        raise Refused("KK-634", words=", ".join(sorted(unknown)))
    return tuple(form for form in PlanForm if form.value in asked)
