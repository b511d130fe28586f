"""Commands `plans matrix|contribute`: the Matriks Peran dan Hasil of a leader."""

from argparse import ArgumentParser
from pathlib import Path

from kotabumi_kinerja.cli.frame import Commands, Options, Reply
from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import matrix_page, staff
from kotabumi_kinerja.services.plans import matrix, matrix_out
from kotabumi_kinerja.services.plans.matrix import Circles, MatrixView
from kotabumi_kinerja.services.workspace import Workspace


def declare(below: Commands) -> None:
    """Add the commands below `plans`."""
    shown = below.reading("matrix", "matriks peran dan hasil seorang pimpinan", show)
    shown.add_argument("--leader", metavar="NIP", help="tanpa ini: daftar pimpinan")
    shown.add_argument("--pdf", type=Path, help="cetak ke berkas ini")
    shown.add_argument("--date", default="", help="tanggal di atas tanda tangan")
    shown.add_argument("--place", default="", help="tempat di atas tanda tangan")
    shown.add_argument("--file", type=Path, help="tulis ke buku kerja .xlsx atau .csv")
    put = below.writing("contribute", "isi sel matriks: peran satu orang", contribute)
    put.add_argument("nip", help="orang yang berperan")
    put.add_argument("--leader", metavar="NIP", required=True)
    put.add_argument("--result", type=int, required=True, help="nomor hasil kerja pimpinan")
    put.add_argument(
        "--text", action="append", default=[], help="hasil kerja orang itu; boleh lebih dari satu"
    )
    for parser in (shown, put):
        _add_scope(parser)


def _add_scope(parser: ArgumentParser) -> None:
    parser.add_argument("--year", type=int, help="tahun SKP (bawaan: tahun ini)")
    parser.add_argument("--direct", action="store_true", help="hanya bawahan langsung")


def show(work: Workspace, options: Options) -> Reply:
    """Show the matrix of a leader, print it, write it to a workbook; or list the leaders."""
    circles = Circles(work, options.year or work.today().year)
    if not options.leader:
        leaders = circles.leaders
        said = (
            f"{x.nip}  {x.name}, {x.post} ({x.direct} langsung, {x.every} semua)" for x in leaders
        )
        return Reply(tuple(said) or ("Belum ada pimpinan.",), leaders)
    leader = _person(work, options.leader)
    view = matrix.read(work, circles.circle(leader, direct=options.direct))
    lines = _lines(view)
    if options.pdf:
        dated = parse_date(options.date) if options.date else None
        pages = matrix_page.print_page(work, view, options.pdf, dated, options.place)
        lines.append(f"{pages} halaman di {options.pdf}")
    if options.file:
        count = matrix_out.write(work, view, options.file)
        lines.append(f"{count} baris di {options.file}")
    return Reply(tuple(lines), _data(view))


def contribute(work: Workspace, options: Options) -> Reply:
    """Make the person's results for one result of the leader what is given."""
    year = options.year or work.today().year
    view = matrix.read_for(work, _person(work, options.leader), year, direct=options.direct)
    person, text = _person(work, options.nip), "\n".join(options.text)
    after = matrix.write(work, view, person, options.result - 1, text)
    return Reply(tuple(_lines(after)), _data(after))


def _person(work: Workspace, nip: str) -> Id:
    return staff.id_of(work, parse_nip(nip).digits)


def _lines(view: MatrixView) -> list[str]:
    found, leader = view.matrix, view.circle.leader
    lines = [f"Matriks {view.circle.year} {leader.name}, {leader.post}"]
    for at, (column, count) in enumerate(zip(found.columns, found.owners, strict=True)):
        lines.append(f"{matrix_out.heading(at, column)}: {matrix_out.owned(count)}")
    orphans = set(found.orphans)
    for row, line in enumerate(found.lines):
        note = matrix_out.remark(line, orphan=row in orphans)
        lines.append(f"{line.name}, {line.post}{f' [{note}]' if note else ''}")
        for at in range(len(found.columns)):
            text = matrix_out.said(found.at(row, at))
            lines += [f"  {at + 1}: {one}" for one in text.split("\n") if one]
    return [*lines, matrix_out.summary(view)]


def _data(view: MatrixView) -> dict[str, object]:
    found = view.matrix
    return {
        "leader": view.circle.leader,
        "year": view.circle.year,
        "results": [
            {"text": column.text, "temporary": column.temporary, "owners": count}
            for column, count in zip(found.columns, found.owners, strict=True)
        ],
        "gaps": [found.columns[at].text for at in found.gaps],
        "orphans": [found.lines[at].name for at in found.orphans],
        "rows": [
            {
                "person": line.person,
                "name": line.name,
                "state": line.state,
                "cells": [
                    [part.role.text for part in found.at(row, at)]
                    for at in range(len(found.columns))
                ],
            }
            for row, line in enumerate(found.lines)
        ],
    }
