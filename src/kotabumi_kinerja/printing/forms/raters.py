"""Daftar Pejabat Penilai Kinerja: who rates whom in an office, to be signed by its head."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.printing.cells import Para, cell
from kotabumi_kinerja.printing.letterhead import letterhead
from kotabumi_kinerja.printing.page import F4_TALL, Page
from kotabumi_kinerja.printing.sheet import Flow, Paper
from kotabumi_kinerja.printing.signature import Signer, signature_height, signatures
from kotabumi_kinerja.printing.tables import Head, Row, Table
from kotabumi_kinerja.printing.text import BODY, BOLD, SLANT, TEXT, Style
from kotabumi_kinerja.printing.volumes import print_pages

_WIDTHS: Final = (9.0, 43.0, 35.0, 43.0, 32.0, 23.0)
_TITLE: Final = Style("B", 12, 15)
_HEADS: Final = (
    "No",
    "Pegawai\nNIP",
    "Jabatan",
    "Pejabat penilai kinerja\nNIP",
    "Jabatan penilai",
    "Jenis dan masa",
)


@dataclass(frozen=True, slots=True)
class RaterEntry:
    """One numbered line; `rater` '' : nobody is set. NIPs grouped, '' for a NON ASN."""

    name: str
    nip: str
    post: str
    rater: str
    rater_nip: str
    rater_post: str
    kind: str
    span: str


@dataclass(frozen=True, slots=True)
class RaterList:
    """The whole paper. `office` = owner and office lines; `asked` says of which day it is."""

    office: tuple[str, ...]
    address: str
    asked: str
    entries: tuple[RaterEntry, ...]
    signer: Signer
    foot: str
    arms: bytes | None = None


def print_rater_list(
    data: RaterList, target: Path | BinaryIO, progress: Progress, author: str = ""
) -> int:
    """Write the list as a PDF, whole or not at all; returns its number of pages.

    Refused: KK-601 a letter that cannot be set, KK-611 file open, KK-612 disk full.
    """
    title = "Daftar Pejabat Penilai Kinerja"
    return print_pages(target, title, author, lambda paper: draw_rater_list(paper, data, progress))


def draw_rater_list(paper: Paper, data: RaterList, progress: Progress, page: Page = F4_TALL) -> int:
    """Lay the list out on a paper; returns its number of pages."""
    flow = Flow(paper, page, data.foot)
    letterhead(flow, data.office, data.address, data.arms)
    flow.titles(("DAFTAR PEJABAT PENILAI KINERJA",), _TITLE, after=0)
    flow.titles((data.asked,), TEXT, after=2.5)
    widths = page.scaled(*_WIDTHS)
    table = Table(flow, widths, [[Head(name, at) for at, name in enumerate(_HEADS)]])
    progress.start("Menyusun daftar penilai", len(data.entries))
    rows: list[Row] = []
    for number, entry in enumerate(data.entries, 1):
        rows.append(_row(number, entry, widths))
        progress.step()
    if not rows:
        empty = cell("Belum ada pegawai.", sum(widths), SLANT)
        rows.append(Row({0: empty}, {0: len(widths)}))
    table.draw(rows, signature_height(data.signer))
    signatures(flow, None, data.signer)
    return paper.add(flow)


def _row(number: int, entry: RaterEntry, widths: Sequence[float]) -> Row:
    return Row(
        {
            0: cell(str(number), widths[0], align="C"),
            1: cell(_named(entry.name, entry.nip), widths[1]),
            2: cell(entry.post, widths[2]),
            3: cell(_named(entry.rater, entry.rater_nip), widths[3]),
            4: cell(entry.rater_post, widths[4]),
            5: cell("\n".join(t for t in (entry.kind, entry.span) if t), widths[5]),
        }
    )


def _named(name: str, nip: str) -> list[Para]:
    if not name:
        return [Para("belum ditetapkan", SLANT)]
    return [Para(name, BOLD), *([Para(nip, BODY)] if nip else [])]
