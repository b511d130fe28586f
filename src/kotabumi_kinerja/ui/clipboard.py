"""Cells to and from the clipboard as Excel does it: tabs between, quotes where one breaks."""

import csv
import re
from collections.abc import Iterable, Sequence
from html import escape
from io import StringIO
from typing import Final

from kotabumi_kinerja.services.listing import kept_by_excel

_KEPT: Final = re.compile(r'="(.*)"', re.DOTALL)
_AS_TEXT: Final = "mso-number-format:'\\@'"


def as_tsv(lines: Iterable[Sequence[str]]) -> str:
    """Cells as Excel puts them on the clipboard; a NIP goes as ="…", or Excel makes a number."""
    out = StringIO()
    writer = csv.writer(out, dialect="excel-tab")
    writer.writerows([kept_by_excel(cell) for cell in line] for line in lines)
    return out.getvalue()


def as_html(lines: Iterable[Sequence[str]]) -> str:
    """The same cells as a table, which Excel and Word prefer: each spoilable one marked as text."""
    rows = "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def from_tsv(text: str) -> list[list[str]]:
    """Cells out of what Excel put on the clipboard; wholly empty lines are left out."""
    lines = csv.reader(StringIO(text, newline=""), dialect="excel-tab")
    cells = ([_bare(cell) for cell in line] for line in lines)
    return [line for line in cells if any(cell.strip() for cell in line)]


def _cell(text: str) -> str:
    style = f' style="{_AS_TEXT}"' if kept_by_excel(text) != text else ""
    shown = escape(text).replace("\n", "<br>")
    return f"<td{style}>{shown}</td>"


def _bare(cell: str) -> str:
    found = _KEPT.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell
