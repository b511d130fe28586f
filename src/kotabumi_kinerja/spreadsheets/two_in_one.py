"""Cells of office lists that hold two things: name and NIP, place and day, rank and its day."""

import re
from collections.abc import Mapping
from typing import Final

from kotabumi_kinerja.spreadsheets.cells import Cell, clean, text_of
from kotabumi_kinerja.spreadsheets.headings import JOIN

_NIP: Final = re.compile(
    r"(?:NI\s?P{1,3}K?(?:\s*BARU)?\s*[.:]?\s*)?(?<!\d)"
    r"(\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}|\d{15,18}|\d[.,]\d+[eE]\+?\d+)(?!\d)",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"(?:TMT\s*[.:]?\s*)?(?<!\d)"
    r"(\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,9})\.?\s*[-/. ]\s*\d{2,4}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{5})(?!\d)",
    re.IGNORECASE,
)
_EDGES: Final = " ,;/|:-\u2013()\n"
_FRONT: Final = re.compile(
    r"((?:(?:Prof|Drs|Dra|Dr|dr|drg|drh|Ir|Hj|H|KH|Apt|apt|Ns|Bd|R|Tgk)\.(?:\s*\([Cc]\))?,?\s*"
    r"|(?:Prof|Drs|Dra|DRS|DRA|dr|drg|Ir|IR|Hj|HJ)\s+)+)(?=\S)",
    re.IGNORECASE,
)


def split_cell(known: str, cell: Cell) -> Mapping[str, Cell]:
    """The parts of a cell whose column gives `known` ('NAMA + NIP BARU'), '' where missing."""
    first, second = known.split(JOIN)
    if not isinstance(cell, str):
        # a number or a day alone can only be the part that is one
        return {second: cell}
    pattern = _NIP if second == "NIP BARU" else _DAY
    found = list(pattern.finditer(cell))
    if not found:
        return {first: clean(cell)}
    last = found[-1]
    rest = clean(f"{cell[: last.start()]} {cell[last.end() :]}").strip(_EDGES)
    return {first: _balanced(rest), second: text_of(last[1])}


def split_name(text: str) -> tuple[str, str, str]:
    """('Dr.', 'SITI WIBOWO', 'S.E., M.M.'): degrees before, name, degrees behind the comma."""
    front = ""
    if found := _FRONT.match(text):
        front, text = found[0].strip(" ,"), text[found.end() :]
    name, _, back = text.partition(",")
    return front, name.strip(), back.strip(" ,")


def _balanced(text: str) -> str:
    """'Penata (III/c' gets back the bracket that lay at the edge."""
    return text + ")" if text.count("(") > text.count(")") else text
