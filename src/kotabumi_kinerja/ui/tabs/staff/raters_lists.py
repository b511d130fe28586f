"""The register as a list of lines and as a list of troubles: columns, chips, words."""

import re
from datetime import date
from typing import Final

from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.raters import KINDS, RegisterRow, TroubleRow
from kotabumi_kinerja.ui.columns import Column
from kotabumi_kinerja.ui.list_view import FilterChip, ListSpec
from kotabumi_kinerja.ui.widgets import EmptyText

_STOP: Final = re.compile(r"\. (?=[A-Z])")
"""The end of a sentence; behind a degree small letters follow."""
WITHOUT: Final = "none"
TROUBLE: Final = "trouble"


def lines_spec() -> ListSpec[RegisterRow]:
    """All lines, with those who have none."""
    return ListSpec(
        name="raters",
        noun="baris",
        hint="Nama atau NIP",
        columns=(
            Column("Pegawai", lambda r: r.name, kind="strong", width=190, key="name", stretch=True),
            Column("NIP", lambda r: r.nip, kind="nip", width=164, key="nip", hidden=True),
            Column("Jabatan", lambda r: r.post, width=180, key="post", hidden=True),
            Column(
                "Penilai",
                lambda r: r.line.name if r.line else "",
                text=lambda r: r.line.name.partition(",")[0] if r.line else "Belum ada",
                kind="state",
                width=176,
                key="rater",
                tone=lambda r: "" if r.line else "bad",
            ),
            Column(
                "Jabatan penilai",
                lambda r: r.line.post if r.line else "",
                width=180,
                kind="soft",
                hidden=True,
            ),
            Column(
                "Jenis",
                lambda r: KINDS.get(r.line.kind, r.line.kind) if r.line else "",
                width=96,
                key="kind",
            ),
            Column("Sejak", _since, width=84, key="since"),
            Column("Sampai", _until, width=84, key="until"),
            Column("Atasan penilai", lambda r: r.superior, width=170, kind="soft", hidden=True),
            Column("Dasar", lambda r: r.line.basis if r.line else "", width=170, hidden=True),
            Column(
                "Masalah",
                lambda r: r.trouble,
                kind="state",
                width=212,
                key="trouble",
                tone=lambda r: "warn" if r.trouble else "",
            ),
        ),
        empty=EmptyText(
            "people",
            "Belum ada pegawai",
            "Impor atau tambah pegawai dahulu; penilai lalu diusulkan menurut unit dan jabatan.",
        ),
        chips=(
            FilterChip("", "Semua"),
            *(FilterChip(key, text) for key, text in KINDS.items()),
            FilterChip(WITHOUT, "Tanpa penilai", "warning", "bad"),
            FilterChip(TROUBLE, "Bermasalah", "warning", "warn"),
        ),
        query=Query(sort="name"),
        search_width=210,
    )


def troubles_spec() -> ListSpec[TroubleRow]:
    """What is wrong, in sentences."""
    return ListSpec(
        name="rater_troubles",
        noun="masalah",
        hint="Nama atau masalah",
        columns=(
            Column("Pegawai", lambda r: r.name, kind="strong", width=200, key="name"),
            Column(
                "",
                lambda r: "Harus diperbaiki" if r.grave else "Periksa",
                kind="state",
                width=152,
                tone=lambda r: "bad" if r.grave else "warn",
            ),
            Column(
                "Masalah",
                lambda r: r.said,
                text=lambda r: _STOP.sub("\n", r.said, count=1),
                kind="two",
                width=400,
                key="said",
                stretch=True,
            ),
        ),
        empty=EmptyText(
            "checkmark_circle",
            "Daftar penilai lengkap",
            "Setiap pegawai mempunyai satu penilai sepanjang tahun ini.",
        ),
        chips=(
            FilterChip("", "Semua"),
            FilterChip("grave", "Harus diperbaiki", "error_circle", "bad"),
            FilterChip("warning", "Periksa", "warning", "warn"),
        ),
        two_lines=True,
        search_width=210,
    )


def _since(row: RegisterRow) -> str:
    return _day(row.line.since) if row.line and row.line.since != date.min else ""


def _until(row: RegisterRow) -> str:
    return _day(row.line.until) if row.line and row.line.until else ""


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
