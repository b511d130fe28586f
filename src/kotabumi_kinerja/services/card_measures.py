"""The three other measures on a Kartu Nilai: JP, angka kredit, IP ASN, each with its arithmetic."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kotabumi_kinerja.domain import credit, professionalism
from kotabumi_kinerja.domain.numbers import show_number
from kotabumi_kinerja.domain.positions import PositionKind, read_position
from kotabumi_kinerja.domain.professionalism import (
    Attended,
    CompetenceGroup,
    CompetenceRecord,
    Component,
    PartScore,
)
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import NOT_SCORED, Predikat
from kotabumi_kinerja.domain.staff import Status
from kotabumi_kinerja.domain.training import yearly
from kotabumi_kinerja.printing.forms.card_data import Measure
from kotabumi_kinerja.services.card_facts import Attendance, PersonFacts, Plan

NOT_FOR: Final = "tidak berlaku"
_NAMED: Final = 2
"""So many trainings are named on the card."""
_UNSURE: Final = "menunggu konfirmasi BKPSDM"
_COMPONENTS: Final = {
    "B1": Component.LEADERSHIP,
    "B4": Component.FUNCTIONAL,
    **dict.fromkeys(("B3", "B8", "B9", "B10", "C4"), Component.TECHNICAL),
    **dict.fromkeys(("B6", "B7", "B11"), Component.SEMINAR),
}
"""Which kind of training counts for which component of competence; read from the names [INF]."""
_GROUPS: Final = {
    PositionKind.JPT: CompetenceGroup.STRUCTURAL,
    PositionKind.ADMINISTRATOR: CompetenceGroup.STRUCTURAL,
    PositionKind.PENGAWAS: CompetenceGroup.STRUCTURAL,
    PositionKind.JF: CompetenceGroup.FUNCTIONAL,
    PositionKind.PELAKSANA: CompetenceGroup.EXECUTIVE,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A measure as printed, and its number for the verification code; None is not scored."""

    measure: Measure
    number: Decimal | None


def hours(facts: PersonFacts, year: int, rules: RuleBook) -> Scored:
    """JP of the year against what the status asks for."""
    title, on = "Pengembangan kompetensi", date(year, 12, 31)
    attended = [a for a in facts.trainings if a.since.year == year]
    total = sum((a.hours for a in attended if a.hours is not None), Decimal(0))
    asked = yearly(facts.status or Status.PNS, total, rules, on)
    if not attended:
        least = f"; paling sedikit {show_number(asked.minimum)} JP" if asked.minimum else ""
        return Scored(Measure(title, "belum ada", (f"Belum ada pelatihan tercatat{least}.",)), None)
    most = sorted(attended, key=lambda a: a.hours or Decimal(0), reverse=True)
    parts = ", ".join(f"{_hours(a)} {a.name}" for a in most[:_NAMED])
    more = len(attended) - _NAMED
    rest = f", dan {more} kegiatan lain" if more > 0 else ""
    lines = (f"{asked.text}.", f"{parts}{rest}.")
    return Scored(Measure(title, f"{show_number(total)} JP", lines), total)


def credits_of(facts: PersonFacts, predikat: Predikat | None, year: int, rules: RuleBook) -> Scored:
    """Angka kredit by conversion of the year's predikat, one line for each SKP of the year."""
    title, on = "Angka kredit", date(year, 12, 31)
    why = _no_credit(facts)
    if why:
        return Scored(Measure(title, NOT_FOR, (why,)), None)
    if predikat is None:
        line = "Dihitung dari predikat tahunan, yang belum ada."
        return Scored(Measure(title, NOT_SCORED, (line,)), None)
    spans = facts.plans or (Plan(date(year, 1, 1), on, facts.staff.post, agreed=False, results=()),)
    total, lines = Decimal(0), list[str]()
    for plan in spans:
        jenjang = facts.jenjang
        if plan.post and plan.post != facts.staff.post:
            jenjang = read_position(plan.post, "", rules, on).jenjang
        months = credit.counted_months(plan.since, plan.until, rules, on)
        if jenjang is None or not months:
            continue
        one = credit.conversion(predikat, jenjang, months, rules, on)
        total += one.value
        lines += [f"{step}." for step in one.steps]
    if not lines:
        line = "Jenjang jabatan fungsional belum dikenal dari nama jabatan."
        return Scored(Measure(title, NOT_SCORED, (line,)), None)
    return Scored(Measure(title, credit.show_credit(total, rules, on), tuple(lines)), total)


def index(facts: PersonFacts, predikat: Predikat | None, year: int, rules: RuleBook) -> Scored:
    """IP ASN from what is recorded; a part that nothing is known of stays open."""
    on = date(year, 12, 31)
    whole = professionalism.index(
        (
            professionalism.qualification(facts.education, rules, on),
            professionalism.competence(_competence(facts), rules, on),
            professionalism.performance(predikat, rules, on),
            professionalism.discipline(facts.discipline, rules, on),
        ),
        rules,
        on,
    )
    sums = " + ".join(_part(part) for part in whole.parts)
    unsure = [part.part.value for part in whole.parts if part.note and part.score is not None]
    notes = [f"Skor {', '.join(unsure)}: {_UNSURE}."] if unsure else []
    if whole.total is None:
        line = f"{sums[0].upper()}{sums[1:]}."
        return Scored(Measure("IP ASN", NOT_SCORED, (line, *notes)), None)
    shown = show_number(whole.total, 1)
    line = f"{sums[0].upper()}{sums[1:]} = {shown}."
    return Scored(Measure("IP ASN", f"{shown} {whole.category}", (line, *notes)), whole.total)


def _hours(a: Attendance) -> str:
    return "belum dihitung" if a.hours is None else f"{show_number(a.hours)} JP"


def _no_credit(facts: PersonFacts) -> str:
    """Why conversion is not for this person (PerBKN 3/2023); '' when it is."""
    if facts.post_kind is not PositionKind.JF:
        return "Konversi angka kredit hanya untuk PNS dalam jabatan fungsional."
    if facts.status is Status.CPNS:
        return "Angka kredit CPNS dihitung pada pengangkatan pertama."
    if facts.status is not Status.PNS:
        return "PPPK tidak mempunyai konversi angka kredit."
    return ""


def _competence(facts: PersonFacts) -> CompetenceRecord | None:
    group = _GROUPS.get(facts.post_kind) if facts.post_kind else None
    if group is None or not facts.trainings:
        return None
    attended = tuple(
        Attended(_COMPONENTS[a.kind], a.until, a.hours or Decimal(0))
        for a in facts.trainings
        if a.kind in _COMPONENTS
    )
    return CompetenceRecord(group, facts.staff.post, attended)


def _part(part: PartScore) -> str:
    score = NOT_SCORED if part.score is None else show_number(part.score)
    return f"{part.part.value} {score}"
