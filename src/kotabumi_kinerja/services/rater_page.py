"""The register of raters on paper: of which day, dated where and when, signed by the head."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.raters import KINDS
from kotabumi_kinerja.printing.fonts import load_fonts
from kotabumi_kinerja.printing.forms.raters import RaterEntry, RaterList, print_rater_list
from kotabumi_kinerja.printing.signature import Signer
from kotabumi_kinerja.printing.text import grouped_nip
from kotabumi_kinerja.services import raters
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.raters import RaterLine, Register
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import person_now


@dataclass(frozen=True, slots=True)
class RaterSigner:
    """Who signs the list; no name: dots to write on."""

    post: str
    name: str = ""
    nip: str = ""
    rank: str = ""


def head_of(work: Workspace) -> RaterSigner:
    """The head of the office as signer; only the word for the post when there is nobody."""
    register = raters.read(work)
    head = register.proposer(work.today()).head
    if head is None:
        return RaterSigner("Kepala")
    n = person_now.c
    with work.database.read() as connection:
        row = connection.execute(
            select(n.nip, n.golongan).where(n.office == work.database.office, n.id == head.person)
        ).one()
    golongan = parse_golongan(row.golongan) if row.golongan else None
    rank = show_rank(golongan, work.rules, work.today()) if golongan else ""
    return RaterSigner(head.post, head.name, row.nip, rank)


def rater_list(work: Workspace, dated: date, place: str, signer: RaterSigner) -> RaterList:
    """The list of a day, from the top down. Refused KK-189 without a place."""
    if not place.strip():
        raise Refused("KK-189", what="tempat")
    office = facts_of(work.database)
    names = (office.owner.upper(), office.name.upper())
    post = signer.post.strip().upper() or "KEPALA"
    return RaterList(
        office=tuple(part for part in names if part),
        address=office.address,
        asked=f"Keadaan per {show_date(dated)}",
        entries=tuple(_entries(raters.read(work), dated)),
        signer=Signer(
            (("", f"{post},"),),
            signer.name.strip(),
            grouped_nip(signer.nip),
            signer.rank,
            f"{place.strip()}, {show_date(dated)}",
        ),
        foot=f"Daftar pejabat penilai kinerja \u00b7 {office.name}",
    )


def print_page(  # noqa: PLR0913, PLR0917  # what a paper is
    work: Workspace,
    target: Path,
    dated: date | None,
    place: str,
    signer: RaterSigner | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the list as PDF; returns the number of pages.

    `signer` None: the head of the office. Refused: KK-189 no date or place (never today's by
    itself), KK-601 a letter that cannot be set, KK-611 file open, KK-612 disk full.
    """
    data = _checked(work, dated, place, signer)
    return print_rater_list(data, target, progress or Silent(), work.database.operator)


def preview(
    work: Workspace, dated: date | None, place: str, signer: RaterSigner | None = None
) -> bytes:
    """The same as bytes, for looking at."""
    out = BytesIO()
    print_rater_list(_checked(work, dated, place, signer), out, Silent(), work.database.operator)
    return out.getvalue()


def _checked(
    work: Workspace, dated: date | None, place: str, signer: RaterSigner | None
) -> RaterList:
    if dated is None:
        raise Refused("KK-189", what="tanggal")
    load_fonts(work.resources / "fonts")
    return rater_list(work, dated, place, signer or head_of(work))


def _entries(register: Register, on: date) -> Iterator[RaterEntry]:
    """Everybody of that day by level, unit and name; a stand-in before the definitive rater."""
    here = register.holders(on)
    for key in sorted(here, key=lambda k: (here[k].level, here[k].unit, here[k].name)):
        holder, member = here[key], register.people[key]
        valid = register.line_on(key, on)
        lines = [x for x in register.lines.get(key, ()) if _covers(x, on)]
        lines.sort(key=lambda x: x is not valid)
        for number, line in enumerate(lines or [None]):
            first = number == 0
            yield RaterEntry(
                member.name if first else f"{member.name} (juga)",
                grouped_nip(member.nip),
                holder.post,
                line.name if line else "",
                grouped_nip(line.nip) if line and line.nip else "",
                line.post if line else "",
                KINDS.get(line.kind, line.kind) if line else "",
                _span(line) if line else "",
            )


def _covers(line: RaterLine, on: date) -> bool:
    return line.since <= on and (line.until is None or on <= line.until)


def _span(line: RaterLine) -> str:
    until = f"{line.until:%d-%m-%Y}" if line.until else "sekarang"
    return f"{line.since:%d-%m-%Y} s.d. {until}"
