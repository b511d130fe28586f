"""Tells data rows from what else stands in and under a table: signatures, totals, numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kotabumi_kinerja.domain.dates import MONTHS
from kotabumi_kinerja.spreadsheets.cells import Cell, is_number, text_of
from kotabumi_kinerja.spreadsheets.headings import normal
from kotabumi_kinerja.spreadsheets.reading import Sheet

_STRAY_CELLS: Final = 3  # a signature or a date under the table fills no more
_FULL: Final = 18
_NUMBER_LIKE: Final = re.compile(r"['`\u2018\u2019]?\d[\d .\-]{7,}")
_INSIDE: Final = re.compile(r"(?<!\d)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")
_TOTAL: Final = re.compile(r"(grand |sub ?)?(jumlah|total)\b", re.IGNORECASE)
_MONTHS: Final = "|".join((*MONTHS, "Nopember", "Pebruari"))
_PLACE_AND_DAY: Final = re.compile(
    rf"[^\d,]{{3,40}},?\s*(\d{{1,2}}|\.{{2,}}|\u2026+|_+)?\s*({_MONTHS})\s+\d{{4}}",
    re.IGNORECASE,
)
_SIGNER: Final = re.compile(
    r"(mengetahui|menyetujui|kepala (dinas|badan|bagian|sub ?bagian|kantor|sekolah"
    r"|puskesmas|bidang|seksi)|plt|plh|a\.?n|sekretaris|camat|lurah|direktur|inspektur|nip)\b",
    re.IGNORECASE,
)
_COLUMN_NUMBER: Final = re.compile(r"\(?(\d{1,2})\)?")
_FEWEST_NUMBERS: Final = 3
_FEWEST_REPEATS: Final = 3


class NotRow(StrEnum):
    """What a row is that is nobody's."""

    SIGNATURE = "tanda tangan"
    TOTAL = "jumlah"
    NUMBERS = "nomor kolom"
    HEADING = "judul kolom terulang"
    OTHER = "tulisan lain"


@dataclass(frozen=True, slots=True)
class Sorted:
    """Places of the data rows, and what the others are, by Excel number."""

    body: Sequence[int]
    not_rows: Mapping[int, NotRow]


def sort_rows(
    sheet: Sheet, heading: int, headings: Mapping[int, str], key: int, proof: Sequence[int]
) -> Sorted:
    """Sort all rows under place `heading` whose `headings` stand at their columns.

    A row is data when the `key` column holds a staff number, when all of `proof` is filled, or
    when more is filled than a signature fills. Under a signature's first line a staff number
    with nothing beside it is the signer's.
    """
    body: list[int] = []
    not_rows: dict[int, NotRow] = {}
    signing = False
    for place in range(heading + 1, len(sheet.rows)):
        row = sheet.rows[place]
        cell = row[key]
        if not signing and isinstance(cell, str) and len(cell) == _FULL and cell.isdecimal():
            body.append(place)
            continue
        texts = [(at, text) for at, c in enumerate(row) if c != "" and (text := text_of(c))]
        if not texts:
            continue
        kind = _kind(row, texts, headings, key, proof, signing=signing)
        if kind is None:
            body.append(place)
        else:
            not_rows[sheet.first_row + place] = kind
        signing = kind is not None and (signing or kind is NotRow.SIGNATURE)
    return Sorted(body, not_rows)


def _kind(  # noqa: PLR0913  # a row is judged by these
    row: Sequence[Cell],
    texts: Sequence[tuple[int, str]],
    headings: Mapping[int, str],
    key: int,
    proof: Sequence[int],
    *,
    signing: bool,
) -> NotRow | None:
    few = len(texts) <= _STRAY_CELLS
    if kind := NotRow.SIGNATURE if signing and few else _by_words(texts, headings, key):
        return kind
    if _is_staff_number(row[key]) or (proof and all(row[at] != "" for at in proof)):
        return None
    if _TOTAL.match(texts[0][1]):
        return NotRow.TOTAL
    if not few:
        return None
    if any(_PLACE_AND_DAY.fullmatch(text) or _SIGNER.match(text) for _, text in texts):
        return NotRow.SIGNATURE
    return NotRow.OTHER


def _by_words(
    texts: Sequence[tuple[int, str]], headings: Mapping[int, str], key: int
) -> NotRow | None:
    """Column numbers under the headings (1, 2, 3 ...) and headings that stand there again."""
    if len(texts) < _FEWEST_NUMBERS:
        return None
    numbers = [found for _, text in texts if (found := _COLUMN_NUMBER.fullmatch(text))]
    if len(numbers) == len(texts):
        row = [int(found[1]) for found in numbers]
        if all(after - before == 1 for before, after in pairwise(row)):
            return NotRow.NUMBERS
    same = {at for at, text in texts if normal(text) == headings.get(at)}
    again = key in same and len(same) >= max(_FEWEST_REPEATS, len(texts) - 1)
    return NotRow.HEADING if again else None


def _is_staff_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        text = cell.strip()
        return (
            text.isdecimal()
            or _NUMBER_LIKE.match(text) is not None
            or _INSIDE.search(text) is not None
            or is_number(text)
        )
    return is_number(cell)
