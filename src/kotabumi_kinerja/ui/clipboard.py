"""Cells to and from the clipboard as Excel does it: tabs between, quotes where one breaks."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def as_tsv(lines: Iterable[Sequence[str]]) -> str:
    """Cells as Excel puts them on the clipboard."""
    out = StringIO()
    csv.writer(out, dialect="excel-tab").writerows(lines)
    return out.getvalue()


def from_tsv(text: str) -> list[list[str]]:
    """Cells out of what Excel put on the clipboard; wholly empty lines are left out."""
    lines = csv.reader(StringIO(text, newline=""), dialect="excel-tab")
    return [line for line in lines if any(cell.strip() for cell in line)]
