"""Judges one person's plan of a workbook: may it come in, as what, and what is to be noted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.plans import Aspect, Section
from kotabumi_kinerja.domain.targets import Target, read_target
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.spreadsheets.skp import IndicatorRecord, PlanRecord, ResultRecord

_SECTIONS: Final[Mapping[str, Section]] = {
    "utama": Section.MAIN,
    "hasil kerja utama": Section.MAIN,
    "tambahan": Section.ADDITIONAL,
    "hasil kerja tambahan": Section.ADDITIONAL,
    "instruksi khusus": Section.SPECIAL,
    "instruksi khusus pimpinan": Section.SPECIAL,
}
_ASPECTS: Final[Mapping[str, Aspect]] = {aspect.value.casefold(): aspect for aspect in Aspect}


@dataclass(frozen=True, slots=True)
class Realised:
    """What a workbook says was reached; it is no progress until the scoring takes it over."""

    text: str
    evidence: str
    feedback: str


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An IKI ready to be written."""

    aspect: Aspect | None
    text: str
    target: Target
    realised: Realised


@dataclass(frozen=True, slots=True)
class NewResult:
    """An RHK ready to be written."""

    section: Section
    leader: str
    text: str
    indicators: tuple[NewIndicator, ...]


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The results of one person, with what is to be noted."""

    nip: str
    results: tuple[NewResult, ...]
    notes: tuple[Finding, ...]

    def content(self) -> tuple[object, ...]:
        """What a later import compares."""
        return tuple(
            (r.section, r.leader, r.text, tuple((i.aspect, i.text, i.target) for i in r.indicators))
            for r in self.results
        )


def content_of(view: PlanView) -> tuple[object, ...]:
    """As `NewPlan.content`, of a plan in the database."""
    return tuple(
        (
            r.section,
            r.leader_text,
            r.text,
            tuple((i.aspect, i.text, i.target) for i in r.indicators),
        )
        for r in view.results
    )


def nip_of(record: PlanRecord) -> str:
    """The 18 digits. Refused KK-122 when Excel has ruined them, else with the NIP's own reasons."""
    if record.nip_was_number:
        raise Refused(
            "KK-122",
            where=f"baris {record.rows[0]}",
            advice="Isi lagi NIP sebagai teks dari sumbernya.",
        )
    return parse_nip(record.nip).digits


def read_plan(record: PlanRecord, nip: str, name: str, year: int) -> NewPlan:
    """The record as results to be written.

    Refused KK-215 for a section nobody knows, KK-235 when there is no RHK.
    """
    if not record.results:
        raise Refused("KK-235", row=record.rows[0], name=name)
    order = list(Section)
    read = [_result(result, record, year) for result in record.results]
    read.sort(key=lambda result: order.index(result.section))
    notes = [note for result in record.results for note in _notes(result, record)]
    return NewPlan(nip, tuple(read), tuple(notes))


def _result(result: ResultRecord, record: PlanRecord, year: int) -> NewResult:
    section = _SECTIONS.get(result.section.casefold(), None if result.section else Section.MAIN)
    if section is None:
        raise Refused("KK-215", text=result.section, row=_row(result, record))
    indicators = tuple(_indicator(i, year) for i in result.indicators)
    return NewResult(section, result.leader, result.text, indicators)


def _indicator(record: IndicatorRecord, year: int) -> NewIndicator:
    return NewIndicator(
        _ASPECTS.get(record.aspect.casefold()),
        record.text,
        read_target(record.target, year),
        Realised(record.realised, record.evidence, record.feedback),
    )


def _notes(result: ResultRecord, record: PlanRecord) -> Iterator[Finding]:
    if not result.section:
        yield Finding(Severity.NOTE, "KK-238", {"row": _row(result, record)})
    for indicator in result.indicators:
        if indicator.aspect and indicator.aspect.casefold() not in _ASPECTS:
            fields: dict[str, object] = {"text": indicator.aspect, "row": indicator.row}
            yield Finding(Severity.WARNING, "KK-236", fields)
        if indicator.target_was_number:
            fields = {"text": indicator.target, "row": indicator.row}
            yield Finding(Severity.WARNING, "KK-237", fields)


def _row(result: ResultRecord, record: PlanRecord) -> int:
    return result.indicators[0].row if result.indicators else record.rows[0]
