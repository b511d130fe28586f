"""The matrix on paper: whose, dated where and when, signed by its leader, DRAF until agreed."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.matrix import Band, Part
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.printing.fonts import load_fonts
from kotabumi_kinerja.printing.forms.matrix import MatrixPaper, MatrixRow, print_matrix
from kotabumi_kinerja.printing.signature import Signer
from kotabumi_kinerja.printing.text import grouped_nip
from kotabumi_kinerja.services.offices import facts_of
from kotabumi_kinerja.services.parties import party
from kotabumi_kinerja.services.plans.matrix import MatrixView
from kotabumi_kinerja.services.plans.matrix_out import (
    WITHOUT_PLAN,
    WITHOUT_ROLE,
    heading,
    owned,
    summary,
)
from kotabumi_kinerja.services.workspace import Workspace


def print_page(  # noqa: PLR0913, PLR0917  # what a paper is
    work: Workspace,
    view: MatrixView,
    target: Path | BinaryIO,
    dated: date | None,
    place: str,
    progress: Progress | None = None,
) -> int:
    """Write the matrix as PDF; returns the number of pages.

    Refused: KK-189 no date or place (never today's by itself), KK-249 no columns yet, KK-601 a
    letter that cannot be set, KK-611 file open, KK-612 disk full.
    """
    load_fonts(work.resources / "fonts")
    data = paper_of(work, view, dated, place)
    return print_matrix(data, target, progress or Silent(), work.database.operator)


def preview(
    work: Workspace,
    view: MatrixView,
    dated: date | None,
    place: str,
    progress: Progress | None = None,
) -> bytes:
    """The same as bytes, for looking at."""
    out = BytesIO()
    print_page(work, view, out, dated, place, progress)
    return out.getvalue()


def paper_of(work: Workspace, view: MatrixView, dated: date | None, place: str) -> MatrixPaper:
    """The words of the paper. Refused KK-189 and KK-249 as `print_page`."""
    leader, found = view.circle.leader, view.matrix
    if dated is None or not place.strip():
        raise Refused("KK-189", what="tempat" if dated else "tanggal")
    if not found.columns:
        raise Refused("KK-249", name=leader.name, year=view.circle.year)
    office, who = facts_of(work.database), party(work, leader.person)
    names = (office.owner.upper(), office.name.upper())
    return MatrixPaper(
        office=tuple(part for part in names if part),
        address=office.address,
        title=f"MATRIKS PERAN DAN HASIL TAHUN {view.circle.year}",
        unit=(who.unit or office.name).upper(),
        leader=f"Pimpinan: {leader.name}",
        columns=tuple(heading(at, column) for at, column in enumerate(found.columns)),
        rows=tuple(_rows(view)),
        owners=tuple(owned(count) if count else owned(0).upper() for count in found.owners),
        said=f"Susunan pegawai per {show_date(view.circle.on)}. {summary(view)}",
        signer=Signer(
            (("", f"{leader.post.upper()},"),),
            leader.name,
            grouped_nip(leader.nip),
            who.rank,
            f"{place.strip()}, {show_date(dated)}",
        ),
        foot=f"Matriks Peran dan Hasil {view.circle.year} \u00b7 {office.name}",
        draft="" if view.agreed else "DRAF",
    )


def _rows(view: MatrixView) -> Iterator[MatrixRow]:
    found, leader = view.matrix, view.circle.leader
    measures = tuple(column.measures for column in found.columns)
    yield MatrixRow(Band.LEADER.value, leader.name, leader.post, "", measures)
    orphans = set(found.orphans)
    for row, line in enumerate(found.lines):
        remark = "" if row not in orphans else WITHOUT_ROLE
        cells = tuple(_texts(found.at(row, at)) for at in range(len(found.columns)))
        remark = WITHOUT_PLAN if line.state is None else remark
        yield MatrixRow(line.band.value, line.name, line.post, remark, cells)


def _texts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(p.role.text + (f" (melalui {p.via})" if p.via else "") for p in parts)
