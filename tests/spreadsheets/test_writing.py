"""Workbooks are written whole, and nothing in a cell runs."""

import errno
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.mapping import find_tables
from kotabumi_kinerja.spreadsheets.reading import read_workbook
from kotabumi_kinerja.spreadsheets.writing import Value, write_refused, write_table

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "siasn-dpmptsp.xlsx"
NIP = "198001122002082036"


def test_cells_become_what_they_are(tmp_path: Path) -> None:
    row: list[Value] = [NIP, date(2026, 11, 24), Decimal("98.5"), 12, None, True, 10**17]
    write_table(tmp_path / "d.xlsx", "Daftar", list("abcdefg"), [row], [20, 12], ["Catatan"])
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Daftar"]
    cells = sheet[5]
    assert [cell.value for cell in cells] == [
        NIP, datetime(2026, 11, 24), 98.5, 12, None, True, "1" + "0" * 17,  # noqa: DTZ001  # no zone
    ]  # fmt: skip
    assert (cells[0].number_format, cells[1].number_format) == ("@", "dd-mm-yyyy")
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A4"].value] == ["Daftar", "Catatan", "a"]


def test_the_sheet_is_ready_to_print(tmp_path: Path) -> None:
    write_table(tmp_path / "d.xlsx", "Daftar: pegawai/2026", ["NIP", "Nama"], [[NIP, "Ani"]])
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert sheet.title == "Daftar  pegawai 2026"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:B4")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "14")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties is not None
    assert properties.fitToPage
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "\t=1", "{=1}"]
)
def test_no_text_becomes_a_formula(tmp_path: Path, evil: str) -> None:
    write_table(tmp_path / "d.xlsx", evil, [evil], [[evil]], notes=[evil])
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", evil)] * 4
    assert cells[-1].quotePrefix == (evil[0] != "{")


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)
CELL = st.one_of(
    TEXT,
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_written_then_read_is_the_same(tmp_path: Path, rows: list[list[Value]]) -> None:
    path = tmp_path / "bolak-balik.xlsx"
    write_table(path, "", ["a", "b", "c"], rows)
    read = [list(row) for row in read_workbook(path).sheets[0].rows]
    width = len(read[0])
    filled = [["a", "b", "c"], *rows]
    while not any(cell != "" for cell in filled[-1]):
        filled.pop()
    assert read == [row[:width] for row in filled]
    assert [[type(c) for c in row] for row in read] == [
        [float if type(c) is int else type(c) for c in row] for row in filled
    ]


def test_refused_rows_come_back_with_their_reason_and_can_be_imported_again(tmp_path: Path) -> None:
    (table,) = find_tables(read_workbook(SAMPLE), siasn.SHAPE)
    path = tmp_path / "ditolak.xlsx"
    write_refused(path, table, [(29, ["NIP rusak.", "Dua."]), (23, ["Contoh."])])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["ALASAN", "Pns Id", "NIP BARU"]
    assert sheet["A2"].value == "NIP rusak.\nDua."
    assert sheet["C2"].data_type == "n"
    (again,) = find_tables(read_workbook(path), siasn.SHAPE)
    assert (again.unknown, again.missing) == ((), ())
    first = {record.row: record.by_heading() for record in siasn.staff_records(table)}
    assert [r.by_heading() for r in siasn.staff_records(again)] == [first[29], first[23]]


def test_what_does_not_fit_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    path.write_bytes(b"lama")
    with pytest.raises(Refused) as caught:
        write_table(path, "", ["a"], [["x" * 32_768]])
    assert caught.value.code == "KK-160"
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"lama", [path])


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (PermissionError(errno.EACCES, "locked", "a", None, "b"), "KK-402"),
        (OSError(errno.ENOSPC, "full"), "KK-164"),
        (OSError(errno.EROFS, "read only"), "KK-161"),
    ],
)
def test_disk_troubles_have_their_codes_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, code: str
) -> None:
    def fail(*_: Path) -> Path:
        raise trouble

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(Refused) as caught:
        write_table(tmp_path / "d.xlsx", "", ["a"], [["x"]])
    assert (caught.value.code, list(tmp_path.iterdir())) == (code, [])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        write_table(tmp_path / "tiada" / "d.xlsx", "", ["a"], [])
    assert caught.value.code == "KK-161"
