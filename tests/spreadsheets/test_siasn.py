"""Rows of the SIASN export become records, judged by nobody."""

from pathlib import Path

import pytest

from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.mapping import find_tables
from kotabumi_kinerja.spreadsheets.reading import read_workbook

from .conftest import Maker

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "siasn-dpmptsp.xlsx"


def records(path: Path) -> list[siasn.StaffRecord]:
    (table,) = find_tables(read_workbook(path), siasn.SHAPE)
    return list(siasn.staff_records(table))


def test_there_are_67_headings_and_every_field_has_one() -> None:
    assert len(set(siasn.HEADINGS)) == 67
    assert set(siasn.FIELD_OF) <= {*siasn.HEADINGS, *siasn.SHAPE.optional}
    assert {"nip_was_number", "nik_was_number"} <= set(dir(siasn.StaffRecord))


def test_the_office_sample_gives_36_people_and_one_double() -> None:
    (table,) = find_tables(read_workbook(SAMPLE), siasn.SHAPE)
    assert (table.heading_row, len(table), table.stray) == (4, 37, (44, 45))
    assert (table.missing, table.doubled, table.unknown) == ((), (), ())
    found = records(SAMPLE)
    assert len({record.nip for record in found}) == 36
    assert [r.row for r in found if r.nip == "198101072021222078"] == [14, 42]


def test_what_the_sample_holds_is_kept_unjudged() -> None:
    by_row = {record.row: record for record in records(SAMPLE)}
    assert 16 not in by_row
    assert by_row[22].born == "1990-02-31"
    assert by_row[23].born == "1987-06-23"
    assert by_row[28].nip == "19800112 200205 2 019"
    assert by_row[31].name == "FAJAR PRATAMA RAHAYU"
    assert by_row[34].nip == "'198302222005042026"
    assert [row for row, record in by_row.items() if record.nip_was_number] == [29]
    assert by_row[29].nip == "1.98704112021232E+17"
    assert not by_row[29].nik_was_number
    first = by_row[5]
    assert (first.name, first.back, first.golongan_name) == ("MEGA UTAMI", "M.M.", "IV/c")
    assert (first.mk_years, first.mk_months, first.graduation_year) == ("9", "0", "2017")


@pytest.mark.parametrize("heading", siasn.HEADINGS)
def test_no_column_is_lost(make: Maker, heading: str) -> None:
    head = [heading, *({"NIP BARU"} - {heading})]
    (record,) = records(make({"D": [head, ["198001122002082036"] * len(head)]}))
    assert record.by_heading()[heading] == "198001122002082036"


def test_unknown_columns_stay_as_extra_and_spoiled_numbers_are_named(make: Maker) -> None:
    head = ["NIP BARU", "NIK", "NOMOR HP", "ESELON NAMA", "HOBI", "BPJS"]
    row = [198001122002082036, 1803205103876060, 812345678, "III.b", "Catur", ""]
    (record,) = records(make({"D": [head, row]}))
    assert record.spoiled == {"nip", "nik", "phone"}
    assert record.nik_was_number
    assert (record.eselon, record.extra) == ("III.b", {"HOBI": "Catur"})
