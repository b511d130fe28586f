"""From the rows of a table to staff records: column by column, and two things in a cell apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Final, TypeAlias, cast

from kotabumi_kinerja.domain.identity import NIP_LENGTH
from kotabumi_kinerja.spreadsheets.cells import Cell, clean_lines, is_number, texts_of
from kotabumi_kinerja.spreadsheets.dates import day_text
from kotabumi_kinerja.spreadsheets.headings import JOIN
from kotabumi_kinerja.spreadsheets.mapping import Column, Table
from kotabumi_kinerja.spreadsheets.ruined import surviving_digits
from kotabumi_kinerja.spreadsheets.staff_record import FIELD_OF, StaffRecord
from kotabumi_kinerja.spreadsheets.two_in_one import split_cell, split_name

_BLOCK: Final = 1_000
_EASILY_SPOILED: Final = frozenset({"NIP BARU", "NIP LAMA", "NIK", "NOMOR HP", "NPWP NOMOR"})
_DAYS: Final = frozenset({
    "TANGGAL LAHIR", "TMT CPNS", "TMT PNS", "TMT GOLONGAN", "TMT JABATAN",
})  # fmt: skip
_STATUS: Final = ("employee_kind", "status_code", "legal_standing")
_NO_VALUE: Final = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA",
})  # fmt: skip
_CACHE: Final = 20_000
_NONE: Final[frozenset[str]] = frozenset()
_WHOLE_DAYS: Final = re.compile(r"(?:(?:\d\d-\d\d-\d{4}|\d{4}-\d\d-\d\d)?\|)*")
_DIGITS: Final = re.compile(r"(?:\d*\|)*")
_NIPS: Final = re.compile(r"(?:(?:\d{18}(?<!000))?\|)*")
Texts: TypeAlias = list[str]


@dataclass(slots=True)
class Block:
    """Some rows as columns of text.

    `rows` as Excel shows them. `named` by field of `StaffRecord`, `extra` by heading. `notes`,
    `spoiled` (fields) and `ruined` (what is left of the NIP) by place in the block. `hints`:
    the status that the name of the sheet says, where the row says none.
    """

    rows: Sequence[int]
    hints: Sequence[str] = ()
    named: dict[str, Texts] = field(default_factory=dict[str, Texts])
    extra: list[tuple[str, Texts]] = field(default_factory=list[tuple[str, Texts]])
    notes: dict[int, list[str]] = field(default_factory=dict[int, list[str]])
    spoiled: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    ruined: dict[int, str] = field(default_factory=dict[int, str])


def blocks(table: Table) -> Iterator[Block]:
    """The rows of `table` (found with a shape of `siasn`) in order, doubles and all."""
    reader = _Reader(table)
    for start in range(0, len(table.body), _BLOCK):
        yield reader.block(table.body[start : start + _BLOCK])


def staff_records(table: Table) -> Iterator[StaffRecord]:
    """The rows of `blocks` as records."""
    sheet, order = table.sheet.name, table.order
    for block in blocks(table):
        names = [name for name, texts in block.named.items() if any(texts)]
        values = across([block.named[name] for name in names], len(block.rows))
        headings = [heading for heading, _ in block.extra]
        others = across([texts for _, texts in block.extra], len(block.rows))
        spoiled, ruined, notes = block.spoiled, block.ruined, block.notes
        for number, row in enumerate(block.rows):
            yield StaffRecord(
                sheet=sheet,
                row=row,
                extra={h: t for h, t in zip(headings, others[number], strict=True) if t},
                order=order,
                status_hint=block.hints[number],
                spoiled=spoiled.get(number, _NONE),
                nip_ruined=number in ruined,
                nip_digits=ruined.get(number, ""),
                notes=tuple(notes[number]) if number in notes else (),
                **dict(zip(names, values[number], strict=True)),
            )


def status_of_sheet(name: str) -> str:
    """PNS, PPPK or PPPK_PW when the name of a sheet says so, else ''."""
    words = f" {re.sub(r'[^a-z]+', ' ', name.casefold())} "
    if " pppk " in words or " p pk " in words:
        return "PPPK_PW" if " paruh " in words or " pw " in words else "PPPK"
    if " paruh waktu " in words:
        return "PPPK_PW"
    if " cpns " in words:
        return "CPNS"
    return "PNS" if " pns " in words else ""


class _Reader:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._sheet = table.sheet
        self._hint = status_of_sheet(table.sheet.name)
        whole = {c.known for c in table.columns if c.known and JOIN not in c.known}
        self._alone = frozenset(whole)
        self._splits_name = not whole & {"GELAR DEPAN", "GELAR BELAKANG"}
        self._name = lru_cache(_CACHE)(split_name)
        self._day = lru_cache(_CACHE)(partial(day_text, from_1904=table.sheet.from_1904))

    def block(self, places: Sequence[int]) -> Block:
        """The rows at these places of the sheet."""
        rows = self._sheet.rows
        block = Block([self._sheet.first_row + place for place in places])
        columns = list(zip(*[rows[place] for place in places], strict=True))
        for column in self._table.columns:
            cells = columns[column.place]
            if column.known and JOIN in column.known:
                self._take_two(block, column, cells)
            else:
                self._take(block, column, cells)
        if self._splits_name and "name" in block.named:
            self._take_degrees(block)
        self._note_marks(block, places)
        block.hints = self._hints(block)
        return block

    def _hints(self, block: Block) -> Sequence[str]:
        states = [block.named[f] for f in _STATUS if f in block.named]
        if not (self._hint and states):
            return [self._hint] * len(block.rows)
        return ["" if any(said) else self._hint for said in zip(*states, strict=True)]

    def _take(self, block: Block, column: Column, cells: Sequence[Cell]) -> None:
        known = column.known
        if known in _DAYS:
            texts = self._days(block, known, cells)
        else:
            texts = texts_of(cells)
            if known in _EASILY_SPOILED:
                self._mark_spoiled(block, known, cells)
        for text in _NO_VALUE.intersection(texts):
            for number, found in enumerate(texts):
                if found == text:
                    texts[number] = ""
                    _note(block, number, f"Kolom {column.heading} berisi {text}, dibaca kosong.")
        field_name = FIELD_OF.get(known or "")
        if field_name:
            block.named[field_name] = texts
        elif any(texts):
            block.extra.append((known or column.heading, texts))

    def _days(self, block: Block, known: str | None, cells: Sequence[Cell]) -> Texts:
        if (clean := _clean(cells, _WHOLE_DAYS)) is not None:
            return clean
        birth = known == "TANGGAL LAHIR"
        texts: Texts = []
        for number, cell in enumerate(cells):
            text, note = self._day(cell, birth=birth)
            texts.append(text)
            if note:
                _note(block, number, note)
        return texts

    def _take_two(self, block: Block, column: Column, cells: Sequence[Cell]) -> None:
        parts = [p for p in str(column.known).split(JOIN) if p not in self._alone]
        found: dict[str, list[Cell]] = {part: [] for part in parts}
        for cell in cells:
            values = split_cell(str(column.known), _lines(cell))
            for part in parts:
                found[part].append(values.get(part, ""))
        for part in parts:
            alone = Column(part, column.heading, column.place)
            self._take(block, alone, found[part])

    def _take_degrees(self, block: Block) -> None:
        split = [self._name(text) for text in block.named["name"]]
        for number, name in enumerate(("front", "name", "back")):
            block.named[name] = [parts[number] for parts in split]

    def _mark_spoiled(self, block: Block, known: str, cells: Sequence[Cell]) -> None:
        if _clean(cells, _NIPS if known == "NIP BARU" else _DIGITS) is not None:
            return
        for number, cell in enumerate(cells):
            if cell == "" or (type(cell) is str and cell.isdecimal() and _is_whole(cell, known)):
                continue
            if is_number(cell):
                block.spoiled[number] = block.spoiled.get(number, _NONE) | {FIELD_OF[known]}
            if known == "NIP BARU" and (digits := surviving_digits(cell)) is not None:
                block.ruined[number] = digits

    def _note_marks(self, block: Block, places: Sequence[int]) -> None:
        sheet = self._sheet
        if not (sheet.errors or sheet.unsaved):
            return
        at = {sheet.first_row + place: number for number, place in enumerate(places)}
        headings = {column.place: column.heading for column in self._table.columns}
        for marks, what in (
            (sheet.errors, "berisi galat rumus"),
            (sheet.unsaved, "berisi rumus tanpa hasil"),
        ):
            for row, place in sorted(marks):
                if row in at and place in headings:
                    _note(block, at[row], f"Kolom {headings[place]} {what}, dibaca kosong.")


def _is_whole(digits: str, known: str) -> bool:
    return known != "NIP BARU" or (len(digits) == NIP_LENGTH and not digits.endswith("000"))


def _clean(cells: Sequence[Cell], form: re.Pattern[str]) -> Texts | None:
    """The texts of a column that all have this form, seen in one look; else None."""
    try:
        joined = "|".join(cast("Sequence[str]", cells))
    except TypeError:  # numbers and days among them
        return None
    return cast("Texts", list(cells)) if form.fullmatch(f"{joined}|") else None


def across(columns: Sequence[Texts], rows: int) -> Sequence[tuple[str, ...]]:
    """The columns as rows, also when there is no column."""
    return list(zip(*columns, strict=True)) if columns else [()] * rows


def _note(block: Block, number: int, note: str) -> None:
    block.notes.setdefault(number, []).append(note)


def _lines(cell: Cell) -> Cell:
    return clean_lines(cell) if isinstance(cell, str) else cell
