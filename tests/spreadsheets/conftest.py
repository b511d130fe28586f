"""Workbooks made while the tests run."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

Rows = Sequence[Sequence[object]]
Maker = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """Write sheets of rows with openpyxl: make({'Nama lembar': rows}, merged=['A1:A3'])."""

    def made(sheets: dict[str, Rows], merged: Sequence[str] = (), name: str = "uji.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for span in merged:
                sheet.merge_cells(span)
        book.save(tmp_path / name)
        return tmp_path / name

    return made
