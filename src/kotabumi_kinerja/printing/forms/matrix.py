"""Matriks Peran dan Hasil, F4 landscape: whole columns on each part, names and headings again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import BinaryIO, Final

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.printing.cells import Cell, Para, cell
from kotabumi_kinerja.printing.letterhead import ends, letterhead, note
from kotabumi_kinerja.printing.page import F4_WIDE, Page
from kotabumi_kinerja.printing.sheet import Flow, Paper
from kotabumi_kinerja.printing.signature import Signer, signature_height, signatures
from kotabumi_kinerja.printing.tables import Head, Row, Table, band
from kotabumi_kinerja.printing.text import BODY, BOLD, SLANT
from kotabumi_kinerja.printing.volumes import print_pages

MOST: Final = 5
"""Columns on one part; more of them are too narrow to read."""
_NUMBER: Final = 9.0
_NAMES: Final = 60.0
_EMPTY: Final = "\u2013"
_BULLET: Final = "\u2022"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person; `cells` hold the texts for each column, `remark` what is to be noted."""

    band: str
    name: str
    post: str
    remark: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixPaper:
    """The whole paper. `columns` and `owners` in words; `said` sums up what is missing."""

    office: tuple[str, ...]
    address: str
    title: str
    unit: str
    leader: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    owners: tuple[str, ...]
    said: str
    signer: Signer
    foot: str
    draft: str = ""


def print_matrix(
    data: MatrixPaper, target: Path | BinaryIO, progress: Progress, author: str = ""
) -> int:
    """Write the matrix as a PDF, whole or not at all; returns its number of pages.

    Refused: KK-601 a letter that cannot be set, KK-611 file open, KK-612 disk full.
    """
    return print_pages(target, data.title, author, lambda paper: draw_matrix(paper, data, progress))


def draw_matrix(paper: Paper, data: MatrixPaper, progress: Progress, page: Page = F4_WIDE) -> int:
    """Lay the matrix out on a paper; returns its number of pages."""
    flow = Flow(paper, page, data.foot, data.draft)
    letterhead(flow, data.office, data.address)
    flow.titles((data.title, data.unit))
    parts = parted(len(data.columns))
    progress.start("Menyusun matriks", len(parts) * len(data.rows))
    tail = signature_height(data.signer)
    for number, part in enumerate(parts, 1):
        if number > 1:
            flow.new_page()
        ends(flow, data.leader, _part_words(number, len(parts), part))
        last = number == len(parts)
        _draw_part(flow, data, part, tail if last else 0.0, progress)
    flow.y += 1.5
    note(flow, data.said)
    signatures(flow, None, data.signer)
    return paper.add(flow)


def parted(count: int) -> list[range]:
    """Columns in parts of about equal size, at most `MOST` each."""
    parts = max(1, ceil(count / MOST))
    cuts = [at * count // parts for at in range(parts + 1)]
    return [range(first, last) for first, last in pairwise(cuts)]


def _part_words(number: int, of: int, part: range) -> str:
    if of == 1:
        return ""
    which = f"{part.start + 1} s.d. {part.stop}" if len(part) > 1 else f"{part.start + 1}"
    return f"Bagian {number} dari {of}: hasil kerja pimpinan {which}"


def _draw_part(flow: Flow, data: MatrixPaper, part: range, tail: float, progress: Progress) -> None:
    rest = (flow.page.measure - _NUMBER - _NAMES) / len(part)
    widths = (_NUMBER, _NAMES, *[rest] * len(part))
    heads = [
        [
            Head("NO", 0, rows=2),
            Head("NAMA PEGAWAI / JABATAN", 1, rows=2),
            Head("RENCANA HASIL KERJA PIMPINAN", 2, len(part)),
        ],
        [Head(data.columns[at], 2 + column) for column, at in enumerate(part)],
    ]
    rows: list[Row] = []
    before = ""
    for number, row in enumerate(data.rows, 1):
        if row.band != before:
            before = row.band
            rows.append(band(before, len(widths), sum(widths)))
        rows.append(_row(number, row, part, widths))
        progress.step()
    rows.append(_owners(data, part, widths))
    # the remark below the table and the signatures stay together with its end
    Table(flow, widths, heads).draw(rows, tail + 8 if tail else 0.0)


def _row(number: int, row: MatrixRow, part: range, widths: Sequence[float]) -> Row:
    who = [Para(row.name, BOLD), Para(row.post, BODY)] if row.post else [Para(row.name, BOLD)]
    if row.remark:
        who.append(Para(row.remark, SLANT))
    cells = {0: cell(str(number), widths[0], align="C"), 1: cell(who, widths[1])}
    for column, at in enumerate(part, 2):
        cells[column] = _said(row.cells[at], widths[column])
    return Row(cells)


def _said(texts: Sequence[str], width: float) -> Cell:
    if not texts:
        return cell(_EMPTY, width, align="C")
    if len(texts) == 1:
        return cell(texts[0], width)
    return cell([Para(text, bullet=_BULLET) for text in texts], width)


def _owners(data: MatrixPaper, part: range, widths: Sequence[float]) -> Row:
    cells = {0: cell("JUMLAH PEMILIK PERAN", widths[0] + widths[1], BOLD)}
    for column, at in enumerate(part, 2):
        cells[column] = cell(data.owners[at], widths[column], BOLD, "C")
    return Row(cells, {0: 2})
