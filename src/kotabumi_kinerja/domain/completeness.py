"""What an SKP still lacks before it can be submitted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.plans import AnnexBlock, Aspect, FormKind, Perspective, Section
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.targets import read_target


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """An IKI as the check sees it."""

    text: str
    target: str
    aspect: Aspect | None = None
    perspective: Perspective | None = None


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """An RHK as the check sees it; `supports_leader`: it names the leader's RHK."""

    section: Section
    text: str
    supports_leader: bool
    indicators: tuple[IndicatorSheet, ...]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """An SKP as the check sees it; `leader_plan`: the leader's SKP is in the database."""

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


def _dates(sheet: PlanSheet) -> Iterator[Finding]:
    if sheet.start > sheet.end or sheet.start.year != sheet.end.year:
        fields: dict[str, object] = {"start": show_date(sheet.start), "end": show_date(sheet.end)}
        yield Finding(Severity.MUST, "KK-271", fields)


def _people(sheet: PlanSheet) -> Iterator[Finding]:
    if sheet.rater is None:
        yield Finding(
            Severity.MUST, "KK-140", {"name": sheet.name, "since": show_date(sheet.start)}
        )
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
        yield from _indicator(sheet, indicator, {"number": number, "place": place}, sheet.start)


def _indicator(
    sheet: PlanSheet, indicator: IndicatorSheet, where: dict[str, object], start: date
) -> Iterator[Finding]:
    if not indicator.text.strip():
        yield Finding(Severity.MUST, "KK-275", where)
    if not indicator.target.strip():
        yield Finding(Severity.MUST, "KK-262", where)
    elif not read_target(indicator.target, start.year).measurable:
        yield Finding(Severity.WARNING, "KK-270", where | {"target": indicator.target})
    if sheet.form is FormKind.STAFF and indicator.aspect is None:
        yield Finding(Severity.MUST, "KK-263", where)
    if sheet.form is FormKind.LEADER and indicator.perspective is None:
        yield Finding(Severity.MUST, "KK-265", where)


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
