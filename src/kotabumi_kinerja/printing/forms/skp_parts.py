"""What all papers of an SKP share: title, identity of both sides, behaviour, signatures."""

from collections.abc import Sequence
from typing import Final

from kotabumi_kinerja.printing.cells import Para, cell
from kotabumi_kinerja.printing.forms import skp_data as d
from kotabumi_kinerja.printing.letterhead import ends
from kotabumi_kinerja.printing.page import Page
from kotabumi_kinerja.printing.sheet import Flow, Paper
from kotabumi_kinerja.printing.signature import Signer, signature_height, signatures
from kotabumi_kinerja.printing.tables import Head, Row, Table
from kotabumi_kinerja.printing.text import BODY, BOLD, SLANT

RESULTS: Final = "HASIL KERJA"
_DRAFT: Final = "DRAF"
_GAP: Final = 3.0
_IDENTITY: Final = (10.0, 45.0, 98.0)
_IDENTITY_TALL: Final = (7.5, 40.0, 45.0)
_LABELS: Final = ("NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA")
_INSTANCE: Final = "INSTANSI"
_BEHAVIOUR: Final = (10.0, 190.0, 106.0)
_EXPECTS: Final = "Ekspektasi Khusus Pimpinan:"


def begin(  # noqa: PLR0913  # a paper, its sheet and the words over it
    paper: Paper,
    page: Page,
    form: str,
    titles: Sequence[str],
    head: d.Head,
    *,
    leader: bool = False,
) -> Flow:
    """A document with its title lines, owner and period, and the identity of both sides.

    `leader`: the rater's last line is the INSTANSI.
    """
    flow = Flow(paper, page, f"{form} \u00b7 {head.foot}", _DRAFT if head.draft else "")
    flow.titles(titles)
    ends(flow, head.owner, f"PERIODE PENILAIAN: {head.period}")
    _identity(flow, head, leader=leader)
    return flow


def _identity(flow: Flow, head: d.Head, *, leader: bool) -> None:
    wide = flow.page.width > flow.page.height
    w = flow.page.scaled(*(_IDENTITY if wide else _IDENTITY_TALL) * 2)
    heads = [Head("NO", 0), Head("PEGAWAI YANG DINILAI", 1, 2)]
    heads += [Head("NO", 3), Head("PEJABAT PENILAI KINERJA", 4, 2)]
    rows = [Row({}) for _ in _LABELS]
    for at, side in ((0, head.staff), (3, head.rater)):
        last = _INSTANCE if leader and at else _LABELS[-1]
        values = (side.name, side.nip, side.rank, side.post, side.unit)
        for i, (label, value) in enumerate(zip((*_LABELS[:-1], last), values, strict=True)):
            shown = value or ("-" if side.name else "")
            more = {
                at: cell(str(i + 1), w[at], align="C"),
                at + 1: cell(label, w[at + 1]),
                at + 2: cell(shown, w[at + 2], BODY if i else BOLD),
            }
            rows[i] = Row({**rows[i].cells, **more})
    Table(flow, w, [heads]).draw(rows)
    flow.y += _GAP


def behaviours(flow: Flow, values: Sequence[d.Behaviour], tail: float) -> None:
    """The seven values with their guide words; the last ones stay with `tail` mm (signatures)."""
    w = flow.page.scaled(*_BEHAVIOUR)
    rows: list[Row] = []
    for number, value in enumerate(values, 1):
        words = [Para(value.name, BOLD), *(Para(g, bullet="\u2022") for g in value.guides)]
        expects = [Para(_EXPECTS, SLANT)]
        expects += [Para(value.expectation)] if value.expectation else []
        cells = {0: cell(str(number), w[0], align="C"), 1: cell(words, w[1])}
        rows.append(Row({**cells, 2: cell(expects, w[2])}))
    Table(flow, w, [[Head("PERILAKU KERJA", 0, 3)]]).draw(rows, tail)


def signers(head: d.Head) -> tuple[Signer, Signer]:
    """The employee at the left, the rater with place and date at the right."""
    staff, rater = head.staff, head.rater
    return (
        Signer((("", "Pegawai yang Dinilai,"),), staff.name, staff.nip),
        Signer((("", "Pejabat Penilai Kinerja,"),), rater.name, rater.nip, placed=head.placed),
    )


def tail_of(head: d.Head) -> float:
    """Height in mm of both signatures."""
    return signature_height(*signers(head))


def close(flow: Flow, head: d.Head) -> None:
    """Both signatures."""
    signatures(flow, *signers(head))
