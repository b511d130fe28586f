"""The Kartu Nilai of people from the database: read for many at once, put into words one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kotabumi_kinerja.domain.achievements import Standing, achievement
from kotabumi_kinerja.domain.dates import MONTHS, show_date
from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.parties import Party
from kotabumi_kinerja.domain.periods import PeriodKind, periods_of
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating, predikat
from kotabumi_kinerja.printing.forms.card_data import (
    Card,
    Period,
    PlanRow,
    Point,
    Scale,
    Verdict,
)
from kotabumi_kinerja.printing.signature import Signer
from kotabumi_kinerja.printing.text import grouped_nip
from kotabumi_kinerja.services import card_measures
from kotabumi_kinerja.services.card_facts import (
    EARLIER,
    PersonFacts,
    Plan,
    Rated,
    Result,
    facts_of,
)
from kotabumi_kinerja.services.offices import OfficeFacts
from kotabumi_kinerja.services.offices import facts_of as office_facts
from kotabumi_kinerja.services.workspace import Workspace

_SIGNS: Final = "Pejabat Penilai Kinerja,"
_DOTS: Final = "." * 24
_LEVELS: Final = tuple(Rating)
_UNSURE_OBJECTION: Final = "Keberatan pegawai sedang diproses; predikat dapat berubah."


@dataclass(frozen=True, slots=True)
class Made:
    """A card, and the numbers that its verification code vouches for."""

    person: Id
    nip: str
    card: Card
    annual: Rated | None
    quarters: tuple[Rated | None, ...]
    hours: Decimal | None
    credit: Decimal | None
    professionalism: Decimal | None


def card(work: Workspace, person: Id, year: int, dated: date | None = None) -> Card:
    """One person's card without a code. `dated` None leaves the place for the date dotted.

    Refused KK-146 when the person is not in the register.
    """
    return next(made(work, [person], year, dated)).card


def made(
    work: Workspace, people: Sequence[Id], year: int, dated: date | None = None
) -> Iterator[Made]:
    """Everybody's card in the order asked for; reads 500 people at a time."""
    office = office_facts(work.database)
    on = date(year, 12, 31)
    scale = _scale(work.rules, on)
    for facts in facts_of(work, people, year):
        yield _made(facts, office, scale, work.rules, year, dated)


def _made(  # noqa: PLR0913, PLR0917  # what a card is made of
    facts: PersonFacts,
    office: OfficeFacts,
    scale: Scale,
    rules: RuleBook,
    year: int,
    dated: date | None,
) -> Made:
    annual = facts.rated.get(str(year))
    codes = [q.code for q in periods_of(year, PeriodKind.QUARTER)]
    quarters = tuple(facts.rated.get(code) for code in codes)
    staff, rater = facts.staff, facts.rater
    if annual and annual.snapshot:
        staff, rater = annual.snapshot.staff, annual.snapshot.rater
    value = annual.predikat if annual else None
    jp = card_measures.hours(facts, year, rules)
    ak = card_measures.credits_of(facts, value, year, rules)
    ip = card_measures.index(facts, value, year, rules)
    name = _flat(staff.name)
    finished = annual is not None and bool(facts.plans) and all(p.agreed for p in facts.plans)
    status = f" \u00b7 {facts.status.label}" if facts.status else ""
    drawn = Card(
        office=(_flat(office.owner).upper(), _flat(office.name).upper()),
        address=_flat(office.address),
        period=_period(facts.plans, year),
        name=name,
        nip=grouped_nip(staff.nip),
        rank=f"{_flat(staff.rank)}{status}",
        post=_flat(staff.post),
        unit=_flat(staff.unit),
        rater=_rater(rater),
        verdict=_verdict(annual, scale),
        scale=scale,
        plan=tuple(_row(result) for plan in facts.plans for result in plan.results),
        plan_source=f"SKP {year}",
        periods=(
            _column("Triwulan I", quarters[0]),
            _column("Triwulan II", quarters[1]),
            _column("Triwulan III", quarters[2]),
            _column("Triwulan IV", quarters[3]),
            _column("TAHUNAN", annual),
        ),
        why=_why(annual, facts.plans, rules, year),
        trend=_trend(facts, quarters, year),
        trend_note=f"triwulan {year}",
        measures=(jp.measure, ak.measure, ip.measure),
        signer=_signer(rater, office.city, dated),
        foot="",
        draft=not finished,
    )
    return Made(facts.id, staff.nip, drawn, annual, quarters, jp.number, ak.number, ip.number)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _period(plans: Sequence[Plan], year: int) -> str:
    first = min((p.since for p in plans if p.since), default=date(year, 1, 1))
    last = max((p.until for p in plans if p.until), default=date(year, 12, 31))
    begun = f"{first.day} {MONTHS[first.month - 1]}"
    return f"Periode penilaian {begun} s.d. {show_date(last)}"


def _rater(rater: Party | None) -> tuple[str, ...]:
    if rater is None:
        return ()
    nip = f"NIP {grouped_nip(rater.nip)}" if rater.nip else ""
    return tuple(part for part in (_flat(rater.name), nip, _flat(rater.post)) if part)


def _signer(rater: Party | None, city: str, dated: date | None) -> Signer:
    placed = f"{city or 'Kotabumi'}, {show_date(dated) if dated else _DOTS}"
    offices = (("", _SIGNS),)
    if rater is None:
        return Signer(offices, placed=placed)
    return Signer(offices, _flat(rater.name), grouped_nip(rater.nip), placed=placed)


def _scale(rules: RuleBook, on: date) -> Scale:
    table = rules.table("kuadran_kinerja", on)
    rows = [
        tuple(Predikat(table.text(r.value, b.value)).label for b in reversed(_LEVELS))
        for r in _LEVELS
    ]
    words = [_short(level) for level in _LEVELS]
    classes = [p.label for p in reversed(Predikat)]
    return Scale(
        (words[0], words[1], words[2]),
        (_three(rows[0]), _three(rows[1]), _three(rows[2])),
        (classes[0], classes[1], classes[2], classes[3], classes[4]),
    )


def _three(row: tuple[str, ...]) -> tuple[str, str, str]:
    return row[0], row[1], row[2]


def _short(rating: Rating | None) -> str:
    return rating.label.removesuffix(" ekspektasi") if rating else ""


def _verdict(annual: Rated | None, scale: Scale) -> Verdict:
    if annual is None:
        return Verdict()
    lit = None
    if annual.results and annual.behaviour:
        column = len(_LEVELS) - 1 - _LEVELS.index(annual.behaviour)
        cell = (_LEVELS.index(annual.results), column)
        lit = cell if scale.matrix[cell[0]][cell[1]] == annual.predikat.label else None
    return Verdict(
        annual.predikat.label,
        annual.results.label if annual.results else "",
        annual.behaviour.label if annual.behaviour else "",
        annual.organisation.label if annual.organisation else "",
        lit,
    )


def _row(result: Result) -> PlanRow:
    if not result.indicators:
        return PlanRow(_flat(result.text), "belum ada indikator", 0, "-")
    first = result.indicators[0]
    return PlanRow(
        _flat(result.text),
        _flat(first.text),
        len(result.indicators),
        _flat(first.target.text) or "belum diisi",
        _flat(first.done),
    )


def _column(title: str, rated: Rated | None) -> Period:
    if rated is None:
        return Period(title)
    day = rated.day
    return Period(
        title,
        rated.predikat.label,
        _short(rated.results),
        _short(rated.behaviour),
        rated.organisation.label if rated.organisation else "",
        f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else "",
    )


def _why(
    annual: Rated | None, plans: Sequence[Plan], rules: RuleBook, year: int
) -> tuple[str, ...]:
    """Arithmetic of the verdict, what was reached, and the law; the same words as on screen."""
    if annual is None:
        return ()
    verdict = predikat(annual.results, annual.behaviour, rules, annual.day or date(year, 12, 31))
    steps = [f"{step}." for step in verdict.steps]
    steps[0] = f"{steps[0]} {_reached(plans, year)}".strip()
    note = f" ({verdict.note})" if verdict.note else ""
    steps.append(f"Dasar: {verdict.source}{note}.")
    if annual.state is EvaluationState.OBJECTED:
        steps.append(_UNSURE_OBJECTION)
    return tuple(steps)


def _reached(plans: Sequence[Plan], year: int) -> str:
    every = [i for plan in plans for result in plan.results for i in result.indicators]
    found = [achievement(i.target, i.done, year).standing for i in every if i.done]
    known = [standing for standing in found if standing is not None]
    if not known:
        return ""
    met = sum(standing is not Standing.BELOW for standing in known)
    return f"{met} dari {len(every)} indikator mencapai target."


def _trend(facts: PersonFacts, quarters: Sequence[Rated | None], year: int) -> tuple[Point, ...]:
    """Earlier years that were rated, then the quarters and the year."""
    years = [y for y in range(year - EARLIER, year) if str(y) in facts.rated]
    before = (_point(str(y), facts.rated[str(y)], yearly=True) for y in years)
    roman = ("I", "II", "III", "IV")
    inside = (_point(t, q, yearly=False) for t, q in zip(roman, quarters, strict=True))
    return (*before, *inside, _point(str(year), facts.rated.get(str(year)), yearly=True))


def _point(text: str, rated: Rated | None, *, yearly: bool) -> Point:
    order = list(reversed(Predikat))
    return Point(text, order.index(rated.predikat) if rated else None, yearly)


def number_of(value: Rating | Predikat | OrganisationResult | None) -> int:
    """The ordinal of the verification code: 1 is the best, 0 'belum dinilai'."""
    return 0 if value is None else list(type(value)).index(value) + 1
