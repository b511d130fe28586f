"""Judges one person's plan of a workbook: may it come in, as what, and what is to be noted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.plans import Aspect, FormKind, Perspective, Section
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
_PERSPECTIVES: Final[Mapping[str, Perspective]] = {p.value.casefold(): p for p in Perspective}


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
    perspective: Perspective | None
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
    """The results of one person, with what is to be noted.

    `form`: the one that its aspects or perspectives belong to; None when it has neither.
    """

    nip: str
    results: tuple[NewResult, ...]
    notes: tuple[Finding, ...]
    form: FormKind | None

    def content(self) -> tuple[object, ...]:
        """What a later import compares: the words, whatever a target was said to mean."""
        return tuple(
            (
                r.section,
                plain(r.leader),
                plain(r.text),
                tuple(
                    (i.aspect or i.perspective, plain(i.text), plain(i.target.text))
                    for i in r.indicators
                ),
            )
            for r in self.results
        )


def content_of(view: PlanView) -> tuple[object, ...]:
    """As `NewPlan.content`, of a plan in the database."""
    leads = view.form is FormKind.LEADER
    return tuple(
        (
            r.section,
            plain(r.leader_text),
            plain(r.text),
            tuple(
                (
                    (i.perspective or i.aspect) if leads else (i.aspect or i.perspective),
                    plain(i.text),
                    plain(i.target.text),
                )
                for i in r.indicators
            ),
        )
        for r in view.results
    )


def plain(text: str) -> str:
    """Words with single blanks between them: what a cell can hold."""
    return " ".join(text.split())


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
    return NewPlan(nip, tuple(read), tuple(notes), _form(read))


def _form(results: list[NewResult]) -> FormKind | None:
    every = [i for result in results for i in result.indicators]
    if any(i.aspect for i in every):
        return FormKind.STAFF
    return FormKind.LEADER if any(i.perspective for i in every) else None


def _result(result: ResultRecord, record: PlanRecord, year: int) -> NewResult:
    section = _SECTIONS.get(result.section.casefold(), None if result.section else Section.MAIN)
    if section is None:
        raise Refused("KK-215", text=result.section, row=_row(result, record))
    indicators = tuple(_indicator(i, year) for i in result.indicators)
    return NewResult(section, result.leader, result.text, indicators)


def _indicator(record: IndicatorRecord, year: int) -> NewIndicator:
    kind = record.aspect.casefold()
    return NewIndicator(
        _ASPECTS.get(kind),
        _PERSPECTIVES.get(kind),
        record.text,
        read_target(record.target, year),
        Realised(record.realised, record.evidence, record.feedback),
    )


def _notes(result: ResultRecord, record: PlanRecord) -> Iterator[Finding]:
    if not result.section:
        yield Finding(Severity.NOTE, "KK-238", {"row": _row(result, record)})
    for indicator in result.indicators:
        kind = indicator.aspect.casefold()
        if kind and kind not in _ASPECTS and kind not in _PERSPECTIVES:
            fields: dict[str, object] = {"text": indicator.aspect, "row": indicator.row}
            yield Finding(Severity.WARNING, "KK-236", fields)
        if indicator.target_was_number:
            fields = {"text": indicator.target, "row": indicator.row}
            yield Finding(Severity.WARNING, "KK-237", fields)


def _row(result: ResultRecord, record: PlanRecord) -> int:
    return result.indicators[0].row if result.indicators else record.rows[0]
