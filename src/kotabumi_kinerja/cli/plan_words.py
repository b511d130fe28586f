"""Which SKP and which part of it a command means, and how an SKP is said afterwards."""

from typing import Literal, overload

from kotabumi_kinerja.cli.frame import Options, Reply
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import IndicatorView, PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace


def the_plan(work: Workspace, options: Options) -> PlanView:
    """The SKP of --nip, --year and --on; the last of the year without --on. Refused KK-217."""
    person = staff.id_of(work, parse_nip(options.nip).digits)
    year = options.year or work.today().year
    found = plans.chains(plans.plans_of(work, person, year))
    if options.on:
        day = parse_date(options.on)
        found = [view for view in found if view.since <= day <= view.until]
    if not found:
        raise Refused("KK-217")
    return found[-1]


def result_at(view: PlanView, number: int) -> ResultView:
    """The result with this number, from 1. Refused KK-228."""
    if not 1 <= number <= len(view.results):
        raise Refused("KK-228")
    return view.results[number - 1]


@overload
def at(
    view: PlanView, where: str, *, indicator: Literal[True]
) -> tuple[ResultView, IndicatorView]: ...
@overload
def at(view: PlanView, where: str) -> tuple[ResultView, IndicatorView | None]: ...
def at(
    view: PlanView, where: str, *, indicator: bool = False
) -> tuple[ResultView, IndicatorView | None]:
    """'2' is the second result, '2.1' its first indicator. Refused KK-228 when it is not there."""
    first, _, second = where.partition(".")
    if not first.isdigit() or (second and not second.isdigit()) or (indicator and not second):
        raise Refused("KK-228")
    result = result_at(view, int(first))
    if not second:
        return result, None
    if not 1 <= int(second) <= len(result.indicators):
        raise Refused("KK-228")
    return result, result.indicators[int(second) - 1]


def shown(work: Workspace, key: Id) -> Reply:
    """The SKP as it is now, in lines and as data."""
    view = plans.plan(work, key)
    version = f", versi {view.version}" if view.version > 1 else ""
    days = f"{show_date(view.since)} sampai {show_date(view.until)}"
    lines = [
        f"SKP {view.year} {view.full_name}{version}, {view.state.label}",
        f"{view.approach.label}, {view.form.label}, {days}",
    ]
    for number, result in enumerate(view.results, 1):
        lines.append(f"{number}. {result.section.label}: {result.text}")
        if result.leader_text:
            word = "mendukung (sementara)" if result.temporary else "mendukung"
            lines.append(f"   {word}: {result.leader_text}")
        for place, one in enumerate(result.indicators, 1):
            kind = one.aspect or one.perspective
            word = kind.value if kind else "–"
            said = f"{one.target.text} ({one.target.meaning})" if one.target.text else "–"
            lines.append(f"   {number}.{place} {word}: {one.text}: {said}")
    return Reply(tuple(lines), view)
