"""The first rows of Pegawai, shown in its place until the tab itself is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kotabumi_kinerja.services.first_rows import FirstRow
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.table_model import TableModel
from kotabumi_kinerja.ui.table_view import Few, TableView
from kotabumi_kinerja.ui.widgets import col, hold, page, pane, row, search_field

_RECORD_WIDTH = 440
_FOOT = 29


@dataclass(frozen=True, slots=True)
class _Line:
    id: bytes
    anchor: Anchor
    cells: FirstRow


def first_list(kit: Kit, rows: Sequence[FirstRow]) -> QWidget:
    """A page of the same measures as Pegawai; nothing in it can be changed."""
    table = TableView(kit, "Daftar pegawai")
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    lines = [_Line(b"%d" % at, (at,), cells) for at, cells in enumerate(rows)]
    table.setup(TableModel(_COLUMNS, Few(lines), Query(), table))
    search = search_field(kit, "Nama, NIP, atau jabatan")
    search.setEnabled(False)
    left = pane(col((table, 1), _FOOT, gap=0, pad=(1, 1, 1, 1)))
    right = pane(col())
    right.setFixedWidth(_RECORD_WIDTH)
    made = QWidget()
    made.setLayout(page(hold(row(search, None, gap=6)), (row((left, 1), right, gap=8), 1)))
    return made


_COLUMNS: Sequence[Column[_Line]] = (
    Column("Nama", lambda r: r.cells[0], kind="strong", width=196, stretch=True),
    Column("NIP", lambda r: r.cells[1], kind="nip", width=164),
    Column("Status", lambda r: r.cells[2].replace("_PW", " PW"), width=78),
    Column("Gol.", lambda r: r.cells[3], width=52),
    Column("Jabatan", lambda r: r.cells[4], width=208),
    Column("Penilai", lambda r: r.cells[5] or "Belum ada", width=180),
)
