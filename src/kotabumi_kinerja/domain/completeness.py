"""What an SKP still lacks before it can be submitted, and what is doubtful in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.plans import AnnexBlock, Aspect, FormKind, Perspective, Section
from kotabumi_kinerja.domain.rater_checks import Service
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.targets import read_target


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """An IKI as the check sees it; `measurable` None: to be read from the target's words."""

    text: str
    target: str
    aspect: Aspect | None = None
    perspective: Perspective | None = None
    measurable: bool | None = None


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """An RHK as the check sees it; `supports_leader`: it names the leader's RHK."""

    section: Section
    text: str
    supports_leader: bool
    indicators: tuple[IndicatorSheet, ...]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """An SKP as the check sees it.

    `rater` of the day `rated_on` (None: the first day of the plan). `leader_plan`: the leader's
    SKP is in the database. `served`: the days of the service as far as they are known. `overlap`:
    the days that it shares with another SKP of the same person.
    """

    name: str
    form: FormKind
    start: date
    end: date
    results: tuple[ResultSheet, ...]
    behaviours: int
    annex: tuple[tuple[AnnexBlock, int], ...]
    person: bytes
    rater: bytes | None
    rater_stands_above: bool = True
    leader_plan: bool = False
    rated_on: date | None = None
    served: Service | None = None
    overlap: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class QuickCheck:
    """One of the five things that audits of SKP find most often; `fine`: not found here."""

    title: str
    fine: bool


_QUICK: Final = (
    ("Penilai benar", ("KK-140", "KK-141", "KK-145")),
    ("Masa SKP benar", ("KK-271", "KK-272", "KK-273")),
    ("RHK berbunyi hasil, bukan kegiatan", ("KK-269",)),
    ("Semua target terukur", ("KK-262", "KK-270")),
    ("Dukungan sumber daya terisi", ()),
)


def check_plan(sheet: PlanSheet, rules: RuleBook, on: date) -> list[Finding]:
    """Everything missing or doubtful; the SKP may be submitted when nothing is MUST."""
    found = [*_dates(sheet), *_people(sheet)]
    if not any(result.section is Section.MAIN for result in sheet.results):
        found.append(Finding(Severity.MUST, "KK-260"))
    for number, result in enumerate(sheet.results, 1):
        found += _result(sheet, number, result)
    if sheet.form is FormKind.LEADER:
        found += _perspectives(sheet)
    found += _wording(sheet, rules, on)
    found += _rest(sheet, rules, on)
    return found


def may_submit(findings: list[Finding]) -> bool:
    """Whether nothing that must be there is missing."""
    return all(finding.severity is not Severity.MUST for finding in findings)


def quick_checks(findings: Sequence[Finding]) -> tuple[QuickCheck, ...]:
    """The five quick checks, from what `check_plan` found.

    A frequent finding in audits: wrong rater, wrong period, RHK worded as activity, indicator
    without a measurable target, empty dukungan sumber daya [C1].
    """
    codes = {finding.code for finding in findings}
    resources = AnnexBlock.RESOURCES.value.capitalize()
    empty = any(f.code == "KK-268" and f.fields["block"] == resources for f in findings)
    return tuple(
        QuickCheck(title, not codes.intersection(against) if against else not empty)
        for title, against in _QUICK
    )


def wrong_dates(start: date, end: date) -> bool:
    """Whether the days lie the wrong way round or in two years."""
    return start > end or start.year != end.year


def outside(start: date, end: date, served: Service | None) -> bool:
    """Whether the days reach beyond the service; a first day that is not sure is not held to."""
    if served is None:
        return False
    return end > served.until or (served.sure and start < served.since)


def _dates(sheet: PlanSheet) -> Iterator[Finding]:
    fields: dict[str, object] = {"start": show_date(sheet.start), "end": show_date(sheet.end)}
    if wrong_dates(sheet.start, sheet.end):
        yield Finding(Severity.MUST, "KK-271", fields)
        return
    if outside(sheet.start, sheet.end, sheet.served):
        yield Finding(Severity.MUST, "KK-272", fields | {"served": _said(sheet)})
    if sheet.overlap is not None:
        first, last = sheet.overlap
        shared: dict[str, object] = {"start": show_date(first), "end": show_date(last)}
        yield Finding(Severity.MUST, "KK-273", shared)


def _said(sheet: PlanSheet) -> str:
    """'mulai 1 Maret 2026' or 'sampai 30 Juni 2026', whichever the plan does not keep to."""
    served = sheet.served
    if served is None:
        return ""
    if served.sure and sheet.start < served.since:
        return f"mulai {show_date(served.since)}"
    return f"sampai {show_date(served.until)}"


def _people(sheet: PlanSheet) -> Iterator[Finding]:
    if sheet.rater is None:
        since = sheet.rated_on or sheet.start
        yield Finding(Severity.MUST, "KK-140", {"name": sheet.name, "since": show_date(since)})
    elif sheet.rater == sheet.person:
        yield Finding(Severity.MUST, "KK-141")
    elif not sheet.rater_stands_above:
        yield Finding(Severity.WARNING, "KK-145", {"name": sheet.name})


def _result(sheet: PlanSheet, number: int, result: ResultSheet) -> Iterator[Finding]:
    where: dict[str, object] = {"number": number}
    if not result.text.strip():
        yield Finding(Severity.MUST, "KK-274", where)
    if not result.indicators:
        yield Finding(Severity.MUST, "KK-261", where)
    if sheet.form is FormKind.STAFF and sheet.leader_plan and not result.supports_leader:
        yield Finding(Severity.WARNING, "KK-264", where)
    for place, indicator in enumerate(result.indicators, 1):
        yield from _indicator(sheet, indicator, {"number": number, "place": place})


def _indicator(
    sheet: PlanSheet, indicator: IndicatorSheet, where: dict[str, object]
) -> Iterator[Finding]:
    if not indicator.text.strip():
        yield Finding(Severity.MUST, "KK-275", where)
    if not indicator.target.strip():
        yield Finding(Severity.MUST, "KK-262", where)
    elif not _measurable(indicator, sheet.start.year):
        yield Finding(Severity.WARNING, "KK-270", where | {"target": indicator.target})
    if sheet.form is FormKind.STAFF and indicator.aspect is None:
        yield Finding(Severity.MUST, "KK-263", where)
    if sheet.form is FormKind.LEADER and indicator.perspective is None:
        yield Finding(Severity.MUST, "KK-265", where)


def _measurable(indicator: IndicatorSheet, year: int) -> bool:
    if indicator.measurable is not None:
        return indicator.measurable
    return read_target(indicator.target, year).measurable


def _perspectives(sheet: PlanSheet) -> Iterator[Finding]:
    used = {indicator.perspective for result in sheet.results for indicator in result.indicators}
    missing = [perspective.value for perspective in Perspective if perspective not in used]
    if missing:
        yield Finding(Severity.WARNING, "KK-266", {"missing": ", ".join(missing)})


def _wording(sheet: PlanSheet, rules: RuleBook, on: date) -> Iterator[Finding]:
    words = rules.table("skp_kata_kegiatan", on).texts("words")
    for number, result in enumerate(sheet.results, 1):
        first = result.text.strip().partition(" ")[0]
        if first.casefold() in words:
            yield Finding(Severity.WARNING, "KK-269", {"number": number, "word": first})


def _rest(sheet: PlanSheet, rules: RuleBook, on: date) -> Iterator[Finding]:
    wanted = rules.table("skp_isi", on).whole("behaviours")
    if sheet.behaviours < wanted:
        yield Finding(Severity.MUST, "KK-267", {"have": sheet.behaviours, "wanted": wanted})
    lines = dict(sheet.annex)
    for block in AnnexBlock:
        if not lines.get(block):
            yield Finding(Severity.WARNING, "KK-268", {"block": block.value.capitalize()})
