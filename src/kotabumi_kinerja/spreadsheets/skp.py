"""Rows of the SKP template grouped into plans, results and indicators, judged by nobody yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kotabumi_kinerja.spreadsheets.cells import Cell, clean_lines, is_number, text_of
from kotabumi_kinerja.spreadsheets.headings import load_words
from kotabumi_kinerja.spreadsheets.mapping import Shape, SourceRow, Table

HEADINGS: Final = (
    "NIP", "No", "Kategori", "RHK Pimpinan", "RHK Pegawai", "Aspek", "IKI", "Target", "Realisasi",
    "Bukti Dukung", "Umpan Balik",
)  # fmt: skip
"""The columns of our own template: those of the local SKP sheets, with the NIP before them."""

SHAPE: Final = Shape(
    known=tuple(heading.upper() for heading in HEADINGS),
    required=("NIP", "RHK PEGAWAI"),
    key="NIP",
    proof=("IKI", "TARGET"),
)

EMPTY: Final = "\u2013"
"""Stands in a cell that is meant to be empty, since an empty one continues what stands above."""
_EMPTY: Final = frozenset((EMPTY, "-", "\u2014"))


def plan_shape(resources: Path) -> Shape:
    """`SHAPE` that also knows what offices call the columns in sheets of their own."""
    return replace(SHAPE, words=load_words(resources / "headings" / "plans.toml"))


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """One IKI as printed. `target_was_number`: Excel may have turned '98 %' into 0,98."""

    row: int
    aspect: str
    text: str
    target: str
    realised: str
    evidence: str
    feedback: str
    target_was_number: bool


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """One RHK: `section` as the file says (Utama, Tambahan), its number, the leader's RHK."""

    section: str
    number: str
    leader: str
    text: str
    indicators: tuple[IndicatorRecord, ...]


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """All rows of one person in a file, in order of appearance; `rows` as Excel shows them."""

    sheet: str
    nip: str
    nip_was_number: bool
    rows: tuple[int, ...]
    results: tuple[ResultRecord, ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """What a table of plans holds; `unplaced` rows have no person or no RHK to belong to."""

    records: tuple[PlanRecord, ...]
    unplaced: tuple[int, ...]


@dataclass(slots=True)
class _Result:
    section: str
    number: str
    leader: str
    text: str
    indicators: list[IndicatorRecord] = field(default_factory=list[IndicatorRecord])

    def done(self) -> ResultRecord:
        return ResultRecord(
            self.section,
            self.number,
            _meant(self.leader),
            _meant(self.text),
            tuple(self.indicators),
        )


@dataclass(slots=True)
class _Plan:
    nip_was_number: bool
    rows: list[int] = field(default_factory=list[int])
    results: dict[tuple[str, ...], _Result] = field(default_factory=dict[tuple[str, ...], _Result])


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as text; what a merged cell left empty is filled from above by `_continued`."""

    row: int
    nip: str
    nip_was_number: bool
    number: str
    section: str
    leader: str
    result: str


def read_plans(table: Table) -> Plans:
    """Group the rows of `table` (found with `SHAPE`) by person and RHK.

    A person's rows may lie apart. An empty NIP or RHK under a merged or once written one
    continues the one above, the RHK only within the same person. Rows of one person belong to one
    RHK when section, number, leader's RHK and text are the same. A dash is a cell that is meant
    to be empty.
    """
    plans: dict[str, _Plan] = {}
    unplaced: list[int] = []
    above: _Line | None = None
    for source in table.rows():
        line = _continued(_line(source), above)
        if not line.nip or (not line.result and _has_indicator(source)):
            unplaced.append(line.row)
            continue
        plan = plans.setdefault(line.nip, _Plan(line.nip_was_number))
        plan.rows.append(line.row)
        if line.result:
            _add(plan, line, source)
        above = line
    return Plans(tuple(_done(table.sheet.name, plans)), tuple(unplaced))


def _line(source: SourceRow) -> _Line:
    nip = source.values.get("NIP", "")
    return _Line(
        row=source.number,
        nip=text_of(nip),
        nip_was_number=is_number(nip),
        number=_text(source.values, "NO"),
        section=_text(source.values, "KATEGORI"),
        leader=_text(source.values, "RHK PIMPINAN"),
        result=_text(source.values, "RHK PEGAWAI"),
    )


def _continued(line: _Line, above: _Line | None) -> _Line:
    if above is None or (line.nip and line.nip != above.nip):
        return line
    nip, was_number = above.nip, above.nip_was_number
    if not line.result:  # a merged block: everything of the RHK is the one above
        return _Line(
            line.row, nip, was_number, above.number, above.section, above.leader, above.result
        )
    same = line.result == above.result and line.number in ("", above.number)
    return _Line(
        line.row,
        nip,
        was_number,
        line.number or (above.number if same else ""),
        line.section or above.section,
        line.leader or above.leader,
        line.result,
    )


def _add(plan: _Plan, line: _Line, source: SourceRow) -> None:
    key = (line.section, line.number, line.leader, line.result)
    result = plan.results.get(key)
    if result is None:
        result = plan.results[key] = _Result(line.section, line.number, line.leader, line.result)
    if _has_indicator(source):
        result.indicators.append(_indicator(source))


def _has_indicator(source: SourceRow) -> bool:
    return any(_text(source.values, heading) for heading in ("ASPEK", "IKI", "TARGET"))


def _indicator(source: SourceRow) -> IndicatorRecord:
    values = source.values
    return IndicatorRecord(
        row=source.number,
        aspect=_text(values, "ASPEK"),
        text=_meant(_text(values, "IKI")),
        target=_text(values, "TARGET"),
        realised=_text(values, "REALISASI"),
        evidence=_long_text(values, "BUKTI DUKUNG"),
        feedback=_long_text(values, "UMPAN BALIK"),
        target_was_number=is_number(values.get("TARGET", "")),
    )


def _text(values: Mapping[str, Cell], heading: str) -> str:
    return text_of(values.get(heading, ""))


def _meant(text: str) -> str:
    return "" if text in _EMPTY else text


def _long_text(values: Mapping[str, Cell], heading: str) -> str:
    cell = values.get(heading, "")
    return clean_lines(cell) if isinstance(cell, str) else text_of(cell)


def _done(sheet: str, plans: Mapping[str, _Plan]) -> Iterator[PlanRecord]:
    for nip, plan in plans.items():
        results = tuple(result.done() for result in plan.results.values())
        yield PlanRecord(sheet, nip, plan.nip_was_number, tuple(plan.rows), results)
