"""Rows of the SKP template are grouped as they were meant."""

from pathlib import Path

import pytest

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets import skp
from kotabumi_kinerja.spreadsheets.mapping import find_tables
from kotabumi_kinerja.spreadsheets.reading import read_workbook

from .conftest import Maker

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "skp-dpmptsp.xlsx"
ANI, BUDI = "198001122002082036", "198206062004061027"


def plans(path: Path) -> skp.Plans:
    (table,) = find_tables(read_workbook(path), skp.SHAPE)
    return skp.read_plans(table)


def shape(found: skp.Plans) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (plan.nip, [(result.text, [i.text for i in result.indicators]) for result in plan.results])
        for plan in found.records
    ]


def test_the_office_sample_gives_36_plans_with_53_results() -> None:
    found = plans(SAMPLE)
    assert len(found.records) == 36
    assert sum(len(plan.results) for plan in found.records) == 53
    assert sum(len(result.indicators) for p in found.records for result in p.results) == 123
    assert found.unplaced == ()
    first = found.records[0]
    assert (first.nip, first.rows) == ("199510072017032066", (2, 3))
    result = first.results[0]
    assert (result.section, result.number) == ("Utama", "1")
    assert result.text == "Terkelolanya surat dan arsip unit kerja"
    last = result.indicators[1]
    assert (last.row, last.aspect, last.target, last.realised) == (
        3,
        "Waktu",
        "maksimal 1 hari",
        "",
    )


def test_merged_cells_continue_the_row_above(make: Maker) -> None:
    rows = [
        skp.HEADINGS,
        (ANI, 1, "Utama", "Pimpinan", "Hasil A", "Kuantitas", "IKI 1", "12"),
        (None, None, None, None, None, "Waktu", "IKI 2", "1 hari"),
        (None, 2, None, None, "Hasil B", "Kualitas", "IKI 3", 0.98),
        (BUDI, 1, "Tambahan", None, "Hasil C", "Kuantitas", "IKI 4", "3"),
        (ANI, 2, "Utama", "Pimpinan", "Hasil B", "Waktu", "IKI 5", "2 hari"),
    ]
    found = plans(make({"SKP": rows}, merged=["A2:A4", "E2:E3"]))
    assert shape(found) == [
        (ANI, [("Hasil A", ["IKI 1", "IKI 2"]), ("Hasil B", ["IKI 3", "IKI 5"])]),
        (BUDI, [("Hasil C", ["IKI 4"])]),
    ]
    ani, budi = found.records
    assert ani.rows == (2, 3, 4, 6)
    assert (budi.results[0].section, budi.results[0].leader) == ("Tambahan", "")
    target = ani.results[1].indicators[0]
    assert (target.target, target.target_was_number) == ("0,98", True)


def test_rows_that_belong_to_nobody_are_named_not_guessed(make: Maker) -> None:
    rows = [
        skp.HEADINGS,
        (None, 1, "Utama", "P", "Hasil", "Waktu", "IKI", "1 hari"),
        (ANI, 1, "Utama", "P", "", "Waktu", "IKI", "1 hari"),
        (BUDI, 1, "Utama", "P", "Hasil", "Waktu", "IKI", "1 hari"),
        (ANI, None, None, None, None, "Waktu", "IKI", "1 hari"),
        ("Kotabumi, 1 Januari 2026",),
    ]
    (table,) = find_tables(read_workbook(make({"SKP": rows})), skp.SHAPE)
    found = skp.read_plans(table)
    assert table.stray == (6,)
    assert found.unplaced == (2, 3, 5)
    assert shape(found) == [(BUDI, [("Hasil", ["IKI"])])]


def test_a_siasn_workbook_is_no_plan() -> None:
    siasn = SAMPLE.with_name("siasn-dpmptsp.xlsx")
    with pytest.raises(Refused) as caught:
        plans(siasn)
    assert caught.value.code == "KK-157"
