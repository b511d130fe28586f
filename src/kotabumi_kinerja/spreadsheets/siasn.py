"""The SIASN employee export: its shape, and its rows as records."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from kotabumi_kinerja.spreadsheets.headings import load_words
from kotabumi_kinerja.spreadsheets.mapping import Shape
from kotabumi_kinerja.spreadsheets.staff_record import FIELD_OF, HEADINGS, StaffRecord
from kotabumi_kinerja.spreadsheets.staff_rows import staff_records, status_of_sheet

__all__ = [
    "FIELD_OF", "HEADINGS", "SHAPE", "StaffRecord", "staff_records", "staff_shape",
    "status_of_sheet",
]  # fmt: skip

SHAPE: Final = Shape(
    known=HEADINGS,
    required=("NIP BARU",),
    key="NIP BARU",
    optional=("ESELON ID", "ESELON NAMA"),
)

_FILLS: Final = frozenset({
    "UNOR NAMA", "LOKASI KERJA NAMA", "INSTANSI INDUK NAMA", "INSTANSI KERJA NAMA",
    "SATUAN KERJA INDUK NAMA", "SATUAN KERJA KERJA NAMA", "JENIS PEGAWAI NAMA",
})  # fmt: skip
"""What a vertically merged cell says of all its rows; never a number or a name of a person."""


def staff_shape(resources: Path, *more: Path) -> Shape:
    """`SHAPE` that also knows what offices call the columns in lists of their own.

    `more` TOML files add names (form: resources/headings/staff.toml).
    """
    words = load_words(resources / "headings" / "staff.toml", *more)
    return replace(
        SHAPE, required=("NIP BARU", "NAMA"), once=("NIP BARU",), fills=_FILLS, words=words
    )
