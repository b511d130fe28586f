"""Workbooks are read or refused with a reason, whatever the bytes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.messages.workbooks import SENTENCES
from kotabumi_kinerja.spreadsheets.guard import Limits
from kotabumi_kinerja.spreadsheets.reading import Workbook, read_workbook

from .conftest import Maker
from .old_xls import old_xls

SAMPLES = Path(__file__).parents[2] / "resources" / "sample"
CODES = {f"KK-{n}" for n in (*range(150, 160), 165)}


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        read_workbook(path, limits or Limits())
    return caught.value.code


def outcome(path: Path) -> Workbook | str:
    try:
        return read_workbook(path)
    except Refused as refusal:
        return refusal.code


def is_proper(result: Workbook | str) -> bool:
    if isinstance(result, str):
        return result in CODES
    return all(len({len(row) for row in sheet.rows}) == 1 for sheet in result.sheets)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def packed(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def ods(rows: str) -> bytes:
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": f'<?xml version="1.0"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Satu">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def ods_cell(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_a_cell_keeps_whether_it_was_a_number(make: Maker) -> None:
    rows = read_workbook(make({"A": [["NIP"], ["198"], [198], [True]]})).sheets[0].rows
    assert [type(row[0]) for row in rows] == [str, str, float, bool]


def test_row_numbers_are_those_of_excel(make: Maker) -> None:
    path = make({"A": [[], [], ["", "isi"]]})
    assert read_workbook(path).sheets[0].first_row == 3


def test_hidden_sheets_say_so_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "x"
    book.create_sheet("Lama")["A1"] = "y"
    book["Lama"].sheet_state = "hidden"
    book.create_sheet("Kosong")
    book.save(tmp_path / "b.xlsx")
    sheets = read_workbook(tmp_path / "b.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Sheet", False), ("Lama", True)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "KK-156"),
        (b" \r\n ", "KK-156"),
        (b"\x00\x01\x02\x03", "KK-151"),
        (b"%PDF-1.7\n\x00\x10", "KK-151"),
        (b"<html><table><tr><td>NIP BARU</td></tr></table></html>", "KK-152"),
        (b"PK\x03\x04 torn", "KK-154"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "KK-154"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "KK-153",
        ),
        (b";;\r\n;;\r\n", "KK-156"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, code: str
) -> None:
    assert refused(written(tmp_path / "x.xlsx", data)) == code
    assert "{file}" in SENTENCES[code]


def test_files_that_are_not_there_or_are_folders(tmp_path: Path) -> None:
    assert refused(tmp_path / "tidak-ada.xlsx") == "KK-150"
    assert refused(tmp_path) in {"KK-151", "KK-402"}


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "x.xlsx", packed({"surat.txt": "halo"}))) == "KK-151"


def test_half_a_workbook_is_torn(tmp_path: Path) -> None:
    whole = (SAMPLES / "siasn-dpmptsp.xlsx").read_bytes()
    assert refused(written(tmp_path / "x.xlsx", whole[: len(whole) // 2])) == "KK-154"


@pytest.mark.parametrize("reference", ["XFD1048576", "ZZZZZZZZ1", "B99999999999", "ZZ99999"])
def test_a_far_off_cell_does_not_eat_the_memory(
    make: Maker, tmp_path: Path, reference: str
) -> None:
    source = make({"A": [["x"], ["", "y"]]})
    parts: dict[str, str] = {}
    with ZipFile(source) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            parts[name] = text.replace('r="B2"', f'r="{reference}"')
    assert refused(written(tmp_path / "jauh.xlsx", packed(parts))) == "KK-155"


def test_empty_painted_cells_far_below_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "warna.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "isi")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bg_color": "#FFFF00"}))
    assert len(read_workbook(path).sheets[0].rows) == 1


def test_limits_are_kept(make: Maker) -> None:
    path = make({"A": [["x", "y"]] * 11})
    assert refused(path, Limits(rows=10)) == "KK-155"
    assert refused(path, Limits(columns=1)) == "KK-155"
    assert refused(path, Limits(cells=20)) == "KK-155"
    assert refused(path, Limits(file_bytes=100)) == "KK-155"
    assert refused(path, Limits(unpacked_bytes=100)) == "KK-155"
    assert read_workbook(path, Limits(rows=11, columns=2, cells=22)).sheets


def test_ods_is_read_and_its_repeats_are_bounded(tmp_path: Path) -> None:
    empty_end = (
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    row = f"<table:table-row>{ods_cell('NIP')}{ods_cell('Nama')}</table:table-row>"
    good = read_workbook(written(tmp_path / "a.ods", ods(row + empty_end)))
    assert [list(r) for r in good.sheets[0].rows] == [["NIP", "Nama"]]
    far = row + empty_end + row
    assert refused(written(tmp_path / "b.ods", ods(far))) == "KK-155"
    wide = ods_cell("x", ' table:number-columns-repeated="99999999"')
    wide = f"<table:table-row>{wide}</table:table-row>"
    assert refused(written(tmp_path / "c.ods", ods(wide))) == "KK-155"


def test_old_xls_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "lama.xls", old_xls([(0, 0, 1.5), (1, 2, 7.0)]))
    assert [list(row) for row in read_workbook(path).sheets[0].rows] == [
        [1.5, "", ""],
        ["", "", 7.0],
    ]


def test_a_damaged_column_in_an_old_xls_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "lama.xls", old_xls([(0, 0, 1.5), (60_000, 60_000, 7.0)]))
    assert refused(path) == "KK-154"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_files_in_every_dress(tmp_path: Path, separator: str, encoding: str) -> None:
    quoted = f'"a{separator} b"'
    text = f"NIP BARU{separator}NAMA\r\n198{separator}Andr\u00e9\r\n199{separator}{quoted}\r\n"
    path = written(tmp_path / "data.csv", text.encode(encoding))
    assert read_workbook(path).sheets[0].rows == [
        ["NIP BARU", "NAMA"],
        ["198", "Andr\u00e9"],
        ["199", f"a{separator} b"],
    ]


def test_sep_line_and_formula_text_of_csv(tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", b'sep=;\r\nNIP;NAMA\r\n="198001";Ani\r\n')
    assert read_workbook(path).sheets[0].rows == [["NIP", "NAMA"], ["198001", "Ani"]]


SAMPLE = (SAMPLES / "siasn-dpmptsp.xlsx").read_bytes()
OLD = old_xls([(row, column, float(row)) for row in range(5) for column in range(4)])
ODS = ods(f"<table:table-row>{ods_cell('NIP')}{ods_cell('x')}</table:table-row>")
CSV = b"NIP BARU;NAMA\r\n198001122002082036;Ani\r\n"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    whole=st.sampled_from([SAMPLE, OLD, ODS, CSV]),
    hits=st.lists(st.tuples(st.floats(0, 0.9999), st.binary(min_size=1, max_size=6)), max_size=6),
    kept=st.floats(0.2, 1.5),
)
def test_random_damage_gives_a_refusal_or_a_workbook(
    tmp_path: Path, whole: bytes, hits: list[tuple[float, bytes]], kept: float
) -> None:
    data = bytearray(whole)
    for where, what in hits:
        at = int(where * len(data))
        data[at : at + len(what)] = what
    path = written(tmp_path / "rusak", bytes(data[: int(kept * len(data))]))
    assert is_proper(outcome(path))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.integers(0, 400), what=st.sampled_from("<>&\"0Z/'\x00"), part=st.integers(0, 20))
def test_damage_inside_the_parts_gives_a_refusal_or_a_workbook(
    make: Maker, tmp_path: Path, where: int, what: str, part: int
) -> None:
    with ZipFile(make({"A": [["NIP BARU", 5], ["198", "y"]]})) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = sorted(parts)[part % len(parts)]
    at = where % len(parts[name])
    parts[name] = parts[name][:at] + what + parts[name][at + 1 :]
    path = written(tmp_path / "rusak.xlsx", packed(parts))
    assert is_proper(outcome(path))
