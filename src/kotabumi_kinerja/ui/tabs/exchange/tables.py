"""Lists of Tukar Data: partners with their receipts, and packages of the past."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QPushButton

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.listing import Anchor, Query
from kotabumi_kinerja.services.receipts import LogLine, Partner
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec, ListView
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.table_view import ShortTable
from kotabumi_kinerja.ui.tabs.exchange.words import (
    contents,
    package,
    result,
    result_tone,
    state,
    whole,
)
from kotabumi_kinerja.ui.widgets import EmptyText

_CHIPS: Final = (
    FilterChip("", "Semua"),
    FilterChip("waiting", "Menunggu"),
    FilterChip("conflict", "Konflik"),
    FilterChip("new", "Belum bertukar"),
)


class Partners:
    """The partners in memory, found by code or name; a `Source` of lists."""

    def __init__(self) -> None:
        self.rows: tuple[Partner, ...] = ()

    def count(self, query: Query) -> int:
        """How many pass the filter."""
        return len(self._matching(query))

    def page(self, query: Query, after: Anchor | None, skip: int, size: int) -> Sequence[Partner]:
        """A stretch of them, in the order of their codes."""
        rows = self._matching(query)
        at = next((n + 1 for n, row in enumerate(rows) if row.anchor == after), 0)
        return rows[at + skip : at + skip + size]

    def place(self, query: Query, key: Id) -> int | None:
        """Where one stands."""
        return next((n for n, row in enumerate(self._matching(query)) if row.id == key), None)

    def _matching(self, query: Query) -> list[Partner]:
        words = query.text.casefold().split()
        return [
            row
            for row in self.rows
            if _chosen(row, query.chip)
            and all(w in f"{row.office.code} {row.office.name}".casefold() for w in words)
        ]


def _chosen(row: Partner, chip: str) -> bool:
    return {
        "": True,
        "waiting": row.values > 0 and row.devices > 0,
        "conflict": row.conflicts > 0,
        "new": row.taken == 0,
    }[chip]


_STATE: Final[Column[Partner]] = Column(
    "Keadaan", lambda p: state(p)[0], kind="state", tone=lambda p: state(p)[1], width=176
)
_OFFICES: Final[tuple[Column[Partner], ...]] = (
    Column("Kantor", lambda p: p.office.name, kind="strong", width=190, stretch=True),
    Column("Diambil", lambda p: package(p.taken, p.taken_at), width=150),
    Column("Dikirim", lambda p: package(p.sent, p.sent_at), width=150),
    Column("Diakui sampai", lambda p: package(p.confirmed), width=110),
    _STATE,
)
_CENTRE: Final[tuple[Column[Partner], ...]] = (
    Column("Mitra", lambda p: p.office.code or p.office.name, kind="strong", stretch=True),
    Column("Dikirim", lambda p: package(p.sent), width=80),
    Column("Diakui sampai", lambda p: package(p.confirmed, p.confirmed_at), width=158),
    Column("Diambil", lambda p: package(p.taken), width=80),
    _STATE,
)


def office_table(kit: Kit) -> ShortTable[Partner]:
    """The partners of an office: the centre."""
    return ShortTable(kit, "Tanda terima", _CENTRE)


def centre_list(
    kit: Kit, memory: Memory, source: Partners, buttons: Sequence[QPushButton]
) -> ListView[Partner]:
    """The offices that the centre knows."""
    spec = ListSpec(
        "exchange_offices",
        "kantor",
        "Kode atau nama kantor",
        _OFFICES,
        EmptyText(
            "building_government",
            "Belum ada kantor terdaftar",
            "Daftarkan kantor pertama; berkas dan kodenya dibawa ke kantor itu.",
        ),
        chips=_CHIPS,
        search_width=200,
    )
    return ListView(kit, spec, source, memory, buttons=buttons)


def log_table(kit: Kit) -> ShortTable[LogLine]:
    """Packages of the past."""
    columns: tuple[Column[LogLine], ...] = (
        Column("Waktu", lambda x: whole(x.at), width=150),
        Column("Arah", _direction, width=220),
        Column("Paket", lambda x: str(x.package or ""), width=64),
        Column("Isi", contents, width=260, stretch=True),
        Column("Hasil", result, kind="state", tone=result_tone, width=150),
    )
    return ShortTable(kit, "Pertukaran sebelumnya", columns)


def _direction(line: LogLine) -> str:
    name = line.partner.code or line.partner.name if line.partner else "–"
    return f"Kirim ke {name}" if line.out else f"Terima dari {name}"
