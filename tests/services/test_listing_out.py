"""Lists go out whole: real types in Excel, CSV that Excel opens, F4 pages with the filter said."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from many_people import people

from kotabumi_kinerja.domain.errors import Cancelled, Refused
from kotabumi_kinerja.services import listing_out, staff
from kotabumi_kinerja.services.listing import Query, kept_by_excel
from kotabumi_kinerja.services.listing_out import Listing, OutColumn
from kotabumi_kinerja.services.staff.listing import StaffList, StaffRow
from kotabumi_kinerja.services.workspace import Workspace


def spaced(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


COLUMNS: Sequence[OutColumn[StaffRow]] = (
    OutColumn("Nama", lambda r: r.full_name, lambda r: r.full_name, 196),
    OutColumn("NIP", lambda r: r.nip, lambda r: spaced(r.nip), 164, bare=True),
    OutColumn("Lahir", lambda r: r.born, lambda r: f"{r.born:%d-%m-%Y}" if r.born else "", 96),
    OutColumn("Anak", lambda _: 3, lambda _: "3", 60, right=True),
    OutColumn("HP", lambda r: r.phone, lambda r: r.phone, 100),
    OutColumn("Catatan", lambda _: "=1+1", lambda _: "=1+1", 100),
)


def listing(work: Workspace, query: Query = Query(sort="name")) -> Listing[StaffRow]:  # noqa: B008  # frozen
    said = ("Saringan: PNS", "pegawai menurut nama")
    return Listing("Daftar Pegawai", "pegawai", said, COLUMNS, StaffList(work), query)


class Stopping:
    """Asks to stop after the first page of rows."""

    def start(self, what: str, total: int) -> None: ...

    def step(self, done: int = 1) -> None:
        if done >= listing_out.AT_ONCE:
            raise Cancelled


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_workbook_has_real_types_frozen_heading_filter_and_widths(
    empty_office: Workspace, tmp_path: Path
) -> None:
    people(empty_office, 36)
    path = tmp_path / "daftar.xlsx"
    query = Query(chip="PNS", sort="name", descending=True)
    count = listing_out.write(empty_office, path, listing(empty_office, query))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head = next(n for n in range(1, 9) if sheet.cell(n, 1).value == "Nama")
    assert [c.value for c in sheet[head]] == [c.title for c in COLUMNS]
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:F{head + count}"
    assert sheet.column_dimensions["A"].width == pytest.approx(196 / 7, abs=1)
    rows = StaffList(empty_office).page(query, None, 0, 99)
    assert count == len(rows) == StaffList(empty_office).count(query)
    for at, row in enumerate(rows, head + 1):
        name, nip, born, number, phone, note = (sheet.cell(at, n) for n in range(1, 7))
        assert (name.value, nip.value, phone.value) == (row.full_name, row.nip, row.phone)
        assert (nip.data_type, nip.number_format) == ("s", "@")
        assert phone.data_type == "s"
        assert isinstance(born.value, datetime)
        assert born.value.date() == row.born
        assert (number.value, number.data_type) == (3, "n")
        assert (note.value, note.data_type) == ("=1+1", "s")


def test_csv_is_what_indonesian_excel_opens(empty_office: Workspace, tmp_path: Path) -> None:
    people(empty_office, 12)
    path = tmp_path / "daftar.csv"
    assert listing_out.write(empty_office, path, listing(empty_office)) == 12
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfNama;NIP;Lahir;")
    lines = list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
    first = StaffList(empty_office).page(Query(sort="name"), None, 0, 1)[0]
    assert lines[1] == [
        first.full_name,
        f'="{first.nip}"',
        f"{first.born:%d-%m-%Y}",
        "3",
        f'="{first.phone}"',
        '="=1+1"',
    ]


def test_what_excel_would_spoil_is_kept() -> None:
    spoilt = ["198501042007021005", "0812", "3/4", "1-2-2026", "=A1", "-5", "+62", "@x"]
    assert all(kept_by_excel(text).startswith('="') for text in spoilt)
    plain = ["III/a", "12", "Jl. Melati 3", "", "19850104 200702 1 005", "SD 1/2"]
    assert [kept_by_excel(text) for text in plain] == plain


def test_pages_say_filter_and_date_and_repeat_the_headings(empty_office: Workspace) -> None:
    people(empty_office, 80)
    pages = words(listing_out.pdf(empty_office, listing(empty_office)))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "Dicetak 24 November 2026" in page
        assert "Catatan" in page
        assert "NIP" in page
    assert "DAFTAR PEGAWAI" in pages[0]
    assert "Saringan: PNS" in pages[0]
    found = "".join(pages)
    for row in StaffList(empty_office).page(Query(), None, 0, 99):
        assert spaced(row.nip) in found.replace("\u00a0", " ")


def test_a_stopped_or_refused_list_leaves_the_older_file(
    empty_office: Workspace, tmp_path: Path
) -> None:
    people(empty_office, 600)
    for ending in (".xlsx", ".csv", ".pdf"):
        path = tmp_path / f"daftar{ending}"
        path.write_text("lama")
        with pytest.raises(Cancelled):
            listing_out.write(empty_office, path, listing(empty_office), Stopping())
        assert path.read_text() == "lama"
    assert sorted(p.suffix for p in tmp_path.iterdir() if p.is_file()) == [".csv", ".pdf", ".xlsx"]
    with pytest.raises(Refused) as refused:
        listing_out.write(empty_office, tmp_path / "daftar.doc", listing(empty_office))
    assert refused.value.code == "KK-190"
    with pytest.raises(Refused) as refused:
        listing_out.write(empty_office, tmp_path / "tidak" / "ada.csv", listing(empty_office))
    assert refused.value.code == "KK-161"


def test_long_texts_wrap_and_too_many_columns_are_refused(empty_office: Workspace) -> None:
    key = staff.add(empty_office, "19900101 201501 2 001", "Ayu Contoh")
    staff.edit(empty_office, key, "address", "Jalan Melati Indah Raya " * 12)
    wide = [
        OutColumn[StaffRow]("Nama", lambda r: r.name, lambda r: r.name),
        OutColumn[StaffRow]("Alamat", lambda r: r.address, lambda r: r.address),
    ]
    source = StaffList(empty_office)
    shown = Listing("Daftar", "pegawai", (), [*wide, *COLUMNS], source, Query())
    text = " ".join(words(listing_out.pdf(empty_office, shown))[0].split())
    assert text.count("Melati") == 12
    many = Listing("Daftar", "pegawai", (), wide * 20, source, Query())
    with pytest.raises(Refused) as refused:
        listing_out.pdf(empty_office, many)
    assert refused.value.code == "KK-191"


def test_a_day_whose_words_say_more_goes_as_words(empty_office: Workspace, tmp_path: Path) -> None:
    staff.add(empty_office, "19900101 201501 2 001", "Ayu Contoh")
    day = date(2026, 3, 1)
    columns = [
        OutColumn[StaffRow]("Satu", lambda _: day, lambda _: "01-03-2026"),
        OutColumn[StaffRow]("Dua", lambda _: day, lambda _: "01–03-03-2026"),
        OutColumn[StaffRow]("Chip", lambda _: "SB", lambda _: "Sangat Baik", words=True),
    ]
    path = tmp_path / "x.xlsx"
    shown = Listing("Daftar", "pegawai", (), columns, StaffList(empty_office), Query())
    listing_out.write(empty_office, path, shown)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    last = [c.value for c in sheet[sheet.max_row]]
    assert last[1:] == ["01–03-03-2026", "Sangat Baik"]
    assert isinstance(sheet.cell(sheet.max_row, 1).value, datetime)
