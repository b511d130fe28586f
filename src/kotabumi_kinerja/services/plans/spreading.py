"""One target to many people, each with a value of their own, as one step."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import Aspect, Perspective, Section
from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services.plans.filling import (
    Filler,
    FillLine,
    Holder,
    NewIndicator,
    NewResult,
    closed_line,
    holders,
    plain,
    target_values,
    whose,
)
from kotabumi_kinerja.services.plans.reading import views
from kotabumi_kinerja.services.plans.views import IndicatorView, ResultView
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_DIGITS: Final = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all get alike: the result and, below it, the indicator whose target differs."""

    result: str
    indicator: str
    section: Section = Section.MAIN
    aspect: Aspect | None = None
    perspective: Perspective | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """A column out of Excel put beside people: values by person, and what fits nobody."""

    values: Mapping[Id, str]
    left: tuple[str, ...]


def who(work: Workspace, people: Sequence[Id], year: int) -> list[Holder]:
    """The people with the plan of the year that would be filled, in the order given."""
    with work.database.read() as connection:
        return list(holders(connection, work, people, year).values())


def match(people: Sequence[Holder], cells: Sequence[Sequence[str]]) -> Pasted:
    """Values of a pasted block: with two or more columns by NIP or name, with one in the order.

    Where a NIP fits nobody its line is among `left`; so are values beyond the last person.
    """
    if all(len(line) < 2 for line in cells):  # noqa: PLR2004  # one column
        lines = [line[0].strip() if line else "" for line in cells]
        values = {one.id: text for one, text in zip(people, lines, strict=False) if text}
        return Pasted(values, tuple(text for text in lines[len(people) :] if text))
    by_nip = {one.nip: one.id for one in people}
    named = [plain(one.name) for one in people]
    by_name = {plain(one.name): one.id for one in people if named.count(plain(one.name)) == 1}
    found: dict[Id, str] = {}
    left: list[str] = []
    for line in cells:
        keys = [by_nip.get(_DIGITS.sub("", cell)) or by_name.get(plain(cell)) for cell in line[:-1]]
        person = next((key for key in keys if key is not None), None)
        if person is None:
            left.append(" ".join(line))
        elif line[-1].strip():
            found[person] = line[-1].strip()
    return Pasted(found, tuple(left))


def preview(work: Workspace, year: int, shared: Shared, values: Mapping[Id, str]) -> list[FillLine]:
    """What would change for each person who has a value. Refused KK-244 without words."""
    _refuse_empty(shared)
    with work.database.read() as connection:
        return [line for line, _, _ in _plan(connection, work, year, shared, values)]


def spread(work: Workspace, year: int, shared: Shared, values: Mapping[Id, str]) -> int:
    """Write the result, the indicator and each person's target into drafts: one step.

    Who has no plan gets one. Returns for how many people something was written. Refused KK-244
    without words, KK-218 for the first whose plan is no draft.
    """
    _refuse_empty(shared)
    with work.database.read() as connection:
        planned = _plan(connection, work, year, shared, values)
    for line, _, _ in planned:
        if line.outcome is Outcome.REFUSED:
            raise Refused(line.code, **line.fields)
    people = [line.holder for line, _, _ in planned if line.writes]
    if not people:
        return 0
    filler = Filler(work, year)
    with work.database.change(f"sebar target {whose(people)}") as connection:
        for line, result, indicator in _plan(connection, work, year, shared, values):
            if line.writes:
                _write(connection, work, filler, year, shared, line, result, indicator)
        filler.write(connection)
    return len(people)


_Planned = tuple[FillLine, ResultView | None, IndicatorView | None]


def _plan(
    connection: Connection, work: Workspace, year: int, shared: Shared, values: Mapping[Id, str]
) -> list[_Planned]:
    wanted = [key for key, text in values.items() if text.strip()]
    every = holders(connection, work, wanted, year)
    keys = [h.plan for h in every.values() if h.plan is not None]
    results = {view.person: view.results for view in views(connection, work, keys)}
    return [
        _line(holder, shared, values[holder.id].strip(), results.get(holder.id, ()))
        for holder in every.values()
    ]


def _line(holder: Holder, shared: Shared, value: str, results: Sequence[ResultView]) -> _Planned:
    result = next((r for r in results if plain(r.text) == plain(shared.result)), None)
    below = result.indicators if result is not None else ()
    indicator = next((i for i in below if plain(i.text) == plain(shared.indicator)), None)
    old = indicator.target.text if indicator is not None else ""
    if not holder.fillable:
        return closed_line(holder, old, value), result, indicator
    if indicator is None:
        return FillLine(holder, Outcome.NEW, "", value), result, None
    outcome = Outcome.SAME if old == value else Outcome.CHANGED
    return FillLine(holder, outcome, old, value), result, indicator


def _write(  # noqa: PLR0913, PLR0917  # one person's line and where it goes
    connection: Connection,
    work: Workspace,
    filler: Filler,
    year: int,
    shared: Shared,
    line: FillLine,
    result: ResultView | None,
    indicator: IndicatorView | None,
) -> None:
    target = read_target(line.new, year)
    new = NewIndicator(shared.indicator.strip(), target, shared.aspect, shared.perspective)
    if indicator is not None:
        i = s.indicator.c
        connection.execute(
            update(s.indicator)
            .where(i.office == work.database.office, i.id == indicator.id)
            .values(target_values(target))
        )
    elif result is not None:
        filler.add_indicator(result.id, len(result.indicators), new, line.holder.form)
    else:
        filler.add(line.holder, NewResult(shared.section, shared.result.strip(), (new,)))


def _refuse_empty(shared: Shared) -> None:
    if not shared.result.strip() or not shared.indicator.strip():
        missing = "indikator" if shared.result.strip() else "hasil kerja"
        raise Refused("KK-294", missing=missing)
