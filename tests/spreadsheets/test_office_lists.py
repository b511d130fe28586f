"""An office's own list becomes records: other headings, two rows of them, two things in a cell."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904 as MAC_EPOCH
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900 as WINDOWS_EPOCH
from xlsxwriter import Workbook as Written

from kotabumi_kinerja import settings
from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.mapping import NotRow, Table, find_tables, propose
from kotabumi_kinerja.spreadsheets.reading import read_workbook

from .conftest import Maker

SHAPE = siasn.staff_shape(settings.resources())
BUDI, SITI = "198501042007021005", "199001012015032001"
LIST = ("No", "Nama/NIP", "Pangkat/Gol", "Jabatan", "Tgl Lahir", "L/P", "Pendidikan", "TMT")


def tables(path: Path) -> tuple[Table, ...]:
    return find_tables(read_workbook(path), SHAPE)


def records(path: Path) -> list[siasn.StaffRecord]:
    return [record for table in tables(path) for record in siasn.staff_records(table)]


def test_the_usual_list(make: Maker) -> None:
    path = make({"Daftar": [
        ("DAFTAR PEGAWAI",), (), LIST, ("1", "2", "3", "4", "5", "6", "7", "8"),
        (1, f"Drs. BUDI CONTOH, M.M.\n{BUDI}", "Gol. III/b", "Arsiparis", "4 Januari 1985", "L",
         "S1", "x"),
        (2, f"SITI CONTOH\nNIP. {SITI[:8]} {SITI[8:14]} {SITI[14]} {SITI[15:]}", "Penata (III/c)",
         "Kasubbag", "01/07/90", "P", "S2 Hukum", ""),
        ("", "", "", "", "Kotabumi, 1 Juli 2026"), ("", "", "", "", "Kepala Dinas"), (),
        ("", "", "", "", "ANDI CONTOH"), ("", "", "", "", "NIP. 197001011995031001"),
    ]})  # fmt: skip
    (table,) = tables(path)
    first, second = siasn.staff_records(table)
    assert (table.heading_row, set(table.not_rows.values())) == (
        3,
        {NotRow.NUMBERS, NotRow.SIGNATURE},
    )
    assert (first.front, first.name, first.back, first.nip) == ("Drs.", "BUDI CONTOH", "M.M.", BUDI)
    assert (first.golongan_name, first.born, first.sex) == ("Gol. III/b", "4 Januari 1985", "L")
    assert (second.name, second.nip.replace(" ", "")) == ("SITI CONTOH", SITI)
    assert (second.golongan_name, second.born) == ("Penata (III/c)", "1990-07-01")
    assert second.notes == ("Tahun dua angka pada 01/07/90 dibaca 1990.",)
    assert first.extra == {"No": "1", "TMT": "x"}
    assert list(first.by_heading())[:3] == ["No", "NAMA", "NIP BARU"]


@pytest.mark.parametrize("merged", [["A1:A2", "B1:C1", "D1:E1", "F1:G1"], []])
def test_two_rows_of_headings(make: Maker, merged: list[str]) -> None:
    head = ("No", "IDENTITAS", None, "PANGKAT", None, "JABATAN", None)
    below = (None, "Nama", "N I P", "Gol", "TMT", "Nama", "T.M.T.")
    row = (1, "BUDI", BUDI, "III/b", "01-04-2020", "Arsiparis", "02-01-2021")
    path = make({"D": [head, below, row]}, merged=merged)
    (record,) = records(path)
    assert (record.name, record.nip, record.golongan_name) == ("BUDI", BUDI, "III/b")
    assert (record.golongan_tmt, record.post, record.post_tmt) == (
        "01-04-2020", "Arsiparis", "02-01-2021",
    )  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["NIP", "n.i.p", "N I P", "Nip_Baru", "NIP / NI PPPK", "Nomor  Induk Pegawai"]
)
def test_spelling_does_not_matter(make: Maker, heading: str) -> None:
    (record,) = records(make({"D": [(heading, "Nama  Pegawai"), (BUDI, "BUDI")]}))
    assert (record.nip, record.name) == (BUDI, "BUDI")


def test_places_and_days_in_one_cell(make: Maker) -> None:
    head = ("Nama", "NIP", "Tempat/Tgl. Lahir", "Gol/TMT")
    path = make({"D": [head, ("BUDI", BUDI, "Kotabumi, 04-01-1985", "III/b\n01-04-2020")]})
    (record,) = records(path)
    assert (record.birthplace, record.born) == ("Kotabumi", "04-01-1985")
    assert (record.golongan_name, record.golongan_tmt) == ("III/b", "01-04-2020")


def test_names_may_be_added_by_a_file(make: Maker, tmp_path: Path) -> None:
    more = tmp_path / "lagi.toml"
    more.write_text('["NIP BARU"]\nlabel = "NIP"\nnames = ["Nomor Anggota"]\n', "utf-8")
    shape = siasn.staff_shape(settings.resources(), more)
    book = read_workbook(make({"D": [("Nomor_Anggota", "Nama"), (BUDI, "BUDI")]}))
    assert len(find_tables(book, shape)) == 1


def test_every_name_leads_to_a_heading_of_the_export() -> None:
    every = {*siasn.HEADINGS, *siasn.SHAPE.optional}
    words = SHAPE.words
    parts = {p for known in words.names.values() for p in known.split(" + ")}
    assert parts <= every
    assert set(words.beside.values()) <= every
    assert set(every) <= set(SHAPE.choices)
    assert SHAPE.choices["NIP BARU"] == "NIP"


@pytest.mark.parametrize(
    ("sheet", "hint"),
    [("PNS", "PNS"), ("PPPK", "PPPK"), ("PPPK_Paruh_Waktu", "PPPK_PW"), ("Data", ""),
     ("CPNS 2025", "CPNS")],
)  # fmt: skip
def test_the_name_of_the_sheet_hints_at_the_status(make: Maker, sheet: str, hint: str) -> None:
    (record,) = records(make({sheet: [("NIP", "Nama"), (BUDI, "BUDI")]}))
    assert record.status_hint == hint
    head = ("NIP", "Nama", "Status Pegawai")
    stated, empty = records(make({sheet: [head, (BUDI, "BUDI", "PNS Daerah"), (SITI, "SITI", "")]}))
    assert (stated.status_hint, empty.status_hint) == ("", hint)


def test_merged_units_fill_down_but_never_a_number(make: Maker) -> None:
    rows = [("NIP", "Nama", "Unit Kerja"), (BUDI, "BUDI", "UMUM"), (None, "SITI", None),
            ("199001012015032002", "ANI", None)]  # fmt: skip
    path = make({"D": [(*r, "x", "y") for r in rows]}, merged=["C2:C4", "A2:A3"])
    first, second, third = records(path)
    assert [r.unit for r in (first, second, third)] == ["UMUM"] * 3
    assert (first.nip, second.nip) == (BUDI, "")
    path = make({"D": [(*r, "x", "y", "z") for r in rows]})
    assert [r.unit for r in records(path)] == ["UMUM", "", ""]


def test_a_total_line_and_a_group_are_no_rows(make: Maker) -> None:
    rows = [("NIP", "Nama", "A", "B", "C"), ("I. SEKRETARIAT",), (BUDI, "BUDI"),
            ("Jumlah", 1, 2, 3, 4)]  # fmt: skip
    (table,) = tables(make({"D": rows}))
    assert table.not_rows == {2: NotRow.OTHER, 4: NotRow.TOTAL}
    assert [r.row for r in siasn.staff_records(table)] == [3]


def test_the_signers_number_is_no_row(make: Maker) -> None:
    rows = [("NIP", "Nama"), (BUDI, "BUDI"), ("Kotabumi,    Juli 2026",), ("Plt. Kepala Dinas",),
            ("ANDI",), ("197001011995031001",)]  # fmt: skip
    (table,) = tables(make({"D": rows}))
    assert len(table) == 1
    assert set(table.not_rows.values()) == {NotRow.SIGNATURE}


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "sembunyi.xlsx"
    with Written(path) as book:
        sheet = book.add_worksheet("D")
        for number, row in enumerate([("", "NIP", "Nama"), ("", BUDI, "BUDI"), ("", SITI, "SITI")]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
    (table,) = tables(path)
    assert (table.sheet.hidden_rows, table.sheet.hidden_columns) == ({3}, {1})
    assert [r.name for r in siasn.staff_records(table)] == ["BUDI", "SITI"]


def test_formula_errors_read_empty_with_a_note(make: Maker, tmp_path: Path) -> None:
    head = ("NIP", "Nama", "Unit", "Jabatan")
    path = make({"D": [head, (BUDI, "BUDI", "=VLOOKUP(1,B2,1)", "#REF!")]})
    (record,) = records(path)
    assert (record.unit, record.post) == ("", "")
    assert any("Kolom Unit berisi rumus tanpa hasil" in note for note in record.notes)
    assert any("Kolom Jabatan berisi" in note for note in record.notes)
    with Written(tmp_path / "f.xlsx") as book:
        sheet = book.add_worksheet("D")
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, (BUDI, "BUDI"))
        sheet.write_formula(1, 2, "=B2", None, "UMUM")
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
    (record,) = records(tmp_path / "f.xlsx")
    assert (record.unit, record.post) == ("UMUM", "")
    assert record.notes == ("Kolom Jabatan berisi galat rumus, dibaca kosong.",)


RUINED: list[tuple[object, str]] = [
    (1.98501042007021e17, "198501042007021"),
    (198501042007021000, "198501042007021"),
    ("1,98501E+17", "19850"),
    ("1.98501042007021E+17", "198501042007021"),
    ("198501042007021", "198501042007021"),
    ("198501042007021000", "198501042007021"),
    ("198501042007021000.0", "198501042007021"),
]


@pytest.mark.parametrize(("nip", "digits"), RUINED)
def test_ruined_numbers_keep_the_digits_that_survive(make: Maker, nip: object, digits: str) -> None:
    (record,) = records(make({"D": [("NIP", "Nama"), (nip, "BUDI")]}))
    assert (record.nip_ruined, record.nip_digits) == (True, digits)
    assert BUDI.startswith(digits)


@pytest.mark.parametrize("nip", [BUDI, f"'{BUDI}", "19850104 200702 1 005", "460012345", "", 5])
def test_whole_numbers_are_not_ruined(make: Maker, nip: object) -> None:
    found = records(make({"D": [("NIP", "Nama", "a", "b", "c"), (nip, "BUDI", "x", "y", "z")]}))
    assert [(r.nip_ruined, r.nip_digits) for r in found] == [(False, "")]


def test_unknown_columns_keep_their_heading_and_order(make: Maker) -> None:
    head = (
        "HOBI",
        *siasn.HEADINGS[:4],
        "ESELON ID",
        *siasn.HEADINGS[4:],
        "ESELON NAMA",
        "Ukuran Baju",
    )
    (record,) = records(make({"D": [head, [BUDI] * len(head)]}))
    assert tuple(record.by_heading()) == head
    assert record.order == head


def test_a_day_number_counts_from_1904_where_the_book_says_so(tmp_path: Path) -> None:
    for epoch, day in ((WINDOWS_EPOCH, "1984-11-15"), (MAC_EPOCH, "1988-11-16")):
        book: Any = openpyxl.Workbook()
        book.epoch = epoch
        book.worksheets[0].append(["NIP", "Nama", "Tanggal Lahir"])
        book.worksheets[0].append([BUDI, "BUDI", 31001])
        book.save(tmp_path / "d.xlsx")
        assert [r.born for r in records(tmp_path / "d.xlsx")] == [day]


def test_proposal_of_an_unknown_list_is_shown_with_samples(make: Maker) -> None:
    path = make({"D": [("Nomor Anggota", "Sebutan", "Kota"), (BUDI, "BUDI", "K")]})
    (sheet,) = read_workbook(path).sheets
    proposal = propose(sheet, SHAPE)
    assert proposal is not None
    assert proposal.missing == ("NIP BARU", "NAMA")
    first = proposal.columns[0]
    assert (first.key, first.known, first.samples) == ("NOMORANGGOTA", None, (BUDI,))
    chosen = {"NOMORANGGOTA": "NIP BARU", "SEBUTAN": "NAMA"}
    (table,) = find_tables(read_workbook(path), SHAPE, chosen)
    assert table.fingerprint == proposal.fingerprint
    assert next(siasn.staff_records(table)).name == "BUDI"
