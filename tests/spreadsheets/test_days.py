"""Days as they stand in workbooks keep what was typed, or get one meaning that is told."""

from datetime import date, datetime

import pytest

from kotabumi_kinerja.domain.dates import parse_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets.cells import Cell
from kotabumi_kinerja.spreadsheets.dates import day_text


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("04-01-1985", date(1985, 1, 4)),
        ("4/1/1985", date(1985, 1, 4)),
        ("1985-01-04", date(1985, 1, 4)),
        ("19850104", date(1985, 1, 4)),
        ("4 Januari 1985", date(1985, 1, 4)),
        ("1 Juli 1985", date(1985, 7, 1)),
        ("'04-01-1985", date(1985, 1, 4)),
        (datetime(1985, 1, 4, 12, 30), date(1985, 1, 4)),  # noqa: DTZ001  # a cell has no zone
        (date(1985, 1, 4), date(1985, 1, 4)),
        (31051.0, date(1985, 1, 4)),
        ("31051", date(1985, 1, 4)),
        (31051.75, date(1985, 1, 4)),
    ],
)
def test_every_form_is_read(cell: Cell, day: date) -> None:
    text, note = day_text(cell)
    assert (parse_date(text), note) == (day, "")


@pytest.mark.parametrize("cell", ["31-02-1990", "29-02-1900", "1990-02-31", "31/02/90"])
def test_a_day_that_is_not_stays_to_be_refused(cell: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_date(day_text(cell)[0])
    assert caught.value.code == "KK-131"


@pytest.mark.parametrize("cell", ["kemarin", "", 60.0, 1985.0, "12", 1e9, True])
def test_what_is_no_day_stays(cell: Cell) -> None:
    assert day_text(cell)[1] == ""
    with pytest.raises(Refused):
        parse_date(day_text(cell)[0])


@pytest.mark.parametrize(
    ("cell", "birth", "other"),
    [("01/07/85", 1985, 1985), ("01-07-11", 1911, 2011), ("1 Jul 05", 2005, 2005),
     ("01.07.40", 1940, 1940), ("01/07/39", 1939, 2039)],
)  # fmt: skip
def test_two_digits_of_a_year_by_a_rule_that_is_told(cell: str, birth: int, other: int) -> None:
    for year, is_birth in ((birth, True), (other, False)):
        text, note = day_text(cell, birth=is_birth)
        assert text == f"{year}-07-01"
        assert note == f"Tahun dua angka pada {cell} dibaca {year}."
