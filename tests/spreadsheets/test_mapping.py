"""The table is found in a sheet as offices send it."""

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.mapping import Shape, Table, find_tables, normal
from kotabumi_kinerja.spreadsheets.reading import Sheet, Workbook, read_workbook

from .conftest import Maker

SHAPE = Shape(known=("NIP BARU", "NAMA", "UNOR NAMA"), required=("NIP BARU",), key="NIP BARU")
HEAD = ("NIP BARU", "NAMA", "UNOR NAMA")
ANI = ("198001122002082036", "Ani", "Dinas")


def tables(*rows: tuple[object, ...], make: Maker, shape: Shape = SHAPE) -> tuple[Table, ...]:
    return find_tables(read_workbook(make({"Data": rows})), shape)


def test_headings_are_found_however_they_are_spelt(make: Maker) -> None:
    (table,) = tables(("Daftar",), (), ("Nip_Baru ", "nama", "Unor\nNama"), ANI, make=make)
    assert table.heading_row == 3
    (row,) = table.rows()
    assert (row.number, dict(row.values)) == (4, dict(zip(HEAD, ANI, strict=True)))


def test_the_heading_must_stand_in_the_first_15_rows(make: Maker) -> None:
    above = [("x",)] * 14
    assert tables(*above, HEAD, ANI, make=make)[0].heading_row == 15
    with pytest.raises(Refused) as caught:
        tables(*above, ("x",), HEAD, ANI, make=make)
    assert caught.value.code == "KK-157"
    assert caught.value.fields["headings"] == "NIP BARU"


def test_missing_doubled_and_unknown_columns_are_told(make: Maker) -> None:
    head = ("NIP BARU", "Nama", "NAMA", "Hobi", None, "ALASAN")
    (table,) = tables(head, ("1" * 18, "Ani", "Ina", "Catur", "?", "dulu"), make=make)
    assert (table.missing, table.doubled) == (("UNOR NAMA",), ("NAMA",))
    assert table.unknown == ("NAMA (2)", "Hobi")
    (row,) = table.rows()
    assert row.values["NAMA"] == "Ani"
    assert row.extra == {"NAMA (2)": "Ina", "Hobi": "Catur"}


def test_a_required_heading_may_stand_there_once_only(make: Maker) -> None:
    with pytest.raises(Refused) as caught:
        tables(("NIP BARU", "NIP_BARU"), ("1", "2"), make=make)
    assert (caught.value.code, caught.value.fields["heading"]) == ("KK-158", "NIP BARU")


def test_what_stands_under_the_table_is_counted_not_taken(make: Maker) -> None:
    (table,) = tables(
        HEAD,
        ANI,
        (),
        ("Kotabumi, 1 November 2026",),
        ("NIP. 198001122002082036",),
        (None, "Jumlah", 12),
        make=make,
    )
    assert (len(table), table.stray) == (1, (4, 5, 6))


@pytest.mark.parametrize("nip", ["19800112 200205 2 019", "'198302222005042026", 1.98e17, "123"])
def test_a_row_with_any_staff_number_is_data(make: Maker, nip: object) -> None:
    assert len(tables(HEAD, (nip,), make=make)[0]) == 1


def test_a_full_row_without_a_staff_number_is_data_to_be_judged(make: Maker) -> None:
    head = (*HEAD, "Hobi", "Lain")
    assert len(tables(head, (None, "Ani", "Dinas", "Catur", "x"), make=make)[0]) == 1


def test_every_visible_sheet_with_the_heading_gives_a_table() -> None:
    rows = [list(HEAD), list(ANI)]
    book = Workbook(
        "b.xlsx",
        (
            Sheet("PNS", rows),
            Sheet("Petunjuk", [["halo"]]),
            Sheet("Lama", rows, hidden=True),
            Sheet("PPPK", rows),
        ),
    )
    assert [table.sheet.name for table in find_tables(book, SHAPE)] == ["PNS", "PPPK"]


def test_remembered_names_of_a_source(make: Maker) -> None:
    book = read_workbook(make({"D": [("Nomor Induk", "NAMA"), ("1" * 18, "Ani")]}))
    (table,) = find_tables(book, SHAPE, {normal("nomor_induk"): "NIP BARU"})
    assert next(table.rows()).values["NIP BARU"] == "1" * 18
