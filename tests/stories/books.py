"""Workbooks that offices might bring: small ones by rows, and broken ones."""

from pathlib import Path

import xlsxwriter

HEADINGS = (
    "NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "JENIS PEGAWAI NAMA", "STATUS CPNS PNS",
    "GOL AKHIR NAMA", "JABATAN NAMA", "JENIS JABATAN NAMA", "UNOR NAMA",
)  # fmt: skip
OLE = bytes.fromhex("D0CF11E0A1B11AE1")

Row = tuple[object, ...]


def person(nip: object, name: str = "BUDI CONTOH", born: str = "1985-01-04") -> Row:
    """One row of an export, filled as far as an import needs."""
    return (
        nip, name, born, "M", "PNS Daerah", "P", "III/b", "Arsiparis Terampil",
        "Fungsional Tertentu", "SEKRETARIAT",
    )  # fmt: skip


def book(path: Path, *rows: Row, headings: Row = HEADINGS) -> Path:
    """A workbook with `rows` under their headings."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate((headings, *rows)):
            sheet.write_row(number, 0, row)
    return path
