"""Cells become clean text and dates without losing what they were."""

from datetime import date, datetime

import pytest

from kotabumi_kinerja.spreadsheets.cells import (
    Cell,
    clean,
    clean_lines,
    date_of,
    is_number,
    text_of,
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", ""),
        ("  FAJAR   PRATAMA\u00a0\n RAHAYU\u00a0", "FAJAR PRATAMA RAHAYU"),
        ("\u200b198\x07001\ufeff", "198001"),
        (24.0, "24"),
        (98.5, "98,5"),
        (0.1 + 0.2, "0,3"),
        (1.98704112021232e17, "1.98704112021232E+17"),
        (1803205103876060.0, "1.80320510387606E+15"),
        (True, "TRUE"),
        (datetime(1987, 6, 23), "1987-06-23"),  # noqa: DTZ001  # a cell has no zone
        (date(1987, 6, 23), "1987-06-23"),
    ],
)
def test_text_of(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


def test_long_text_keeps_its_lines() -> None:
    assert clean_lines(" satu \r\n\r\n  dua  tiga ") == "satu\ndua tiga"
    assert clean(clean("a  b ")) == "a b"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1987-06-23", date(1987, 6, 23)),
        ("1987-06-23 00:00:00", date(1987, 6, 23)),
        ("23-06-1987", date(1987, 6, 23)),
        ("3/6/1987", date(1987, 6, 3)),
        ("31951", date(1987, 6, 23)),
        ("1990-02-31", None),
        ("60", None),
        ("", None),
        ("kemarin", None),
    ],
)
def test_date_of(text: str, day: date | None) -> None:
    assert date_of(text) == day


def test_is_number() -> None:
    numbers: list[Cell] = [1.0, 5, "1,98704E+17", "1.98704112021232e17"]
    others: list[Cell] = ["198001122002082036", "", True, "E17", date(2026, 1, 1)]
    assert all(map(is_number, numbers))
    assert not any(map(is_number, others))
