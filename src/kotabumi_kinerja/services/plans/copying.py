"""Plans copied from last year or from a colleague: results, expectations, annex; no realisation."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Select, select, update

from kotabumi_kinerja.domain.dates import MONTHS
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.progress import Progress, Silent
from kotabumi_kinerja.domain.targets import Direction, read_target
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans.cascade import leader_texts
from kotabumi_kinerja.services.plans.filling import (
    Filler,
    FillLine,
    Holder,
    NewIndicator,
    NewResult,
    closed_line,
    holders,
    plain,
    whose,
)
from kotabumi_kinerja.services.plans.listing import PlanList
from kotabumi_kinerja.services.plans.reading import plan, views
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.verdicts import Outcome
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_AFTER_WORD: Final = re.compile(
    rf"\b(tahun(?: anggaran| pelajaran)?|TA|{'|'.join(MONTHS)})(\s+)(20\d\d)\b", re.IGNORECASE
)
_LEAP: Final = re.compile(r"\b29(\s+februari|[-/.]0?2)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moved:
    """Words with a year in them, before and after."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One person: from which plan, what would happen, and every date that moves."""

    line: FillLine
    source: PlanView | None
    moved: tuple[Moved, ...] = ()

    @property
    def results(self) -> int:
        """How many results come along."""
        return len(self.source.results) if self.source is not None else 0


class PlannedList(PlanList):
    """Only people who have a plan of the year: whom one can copy from."""

    def _rows(self, query: Query) -> Select[Any]:
        p = s.plan.alias("copied").c
        planned = select(p.person_id).where(
            p.office == self._work.database.office,
            p.year == query.scope,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
        return super()._rows(query).where(s.person_now.c.id.in_(planned))


def moved_text(text: str, by: int) -> str:
    """Years behind 'tahun' or a month, moved by `by` years: 'laporan kinerja tahun 2026'."""
    return _AFTER_WORD.sub(lambda m: f"{m[1]}{m[2]}{int(m[3]) + by}", text)


def moved_target(text: str, old: int, new: int) -> str:
    """A target's date in another year; what is no date is left as it is.

    '31 Juli 2026' is '31 Juli 2027' a year on; 29 February becomes 28 where there is none. A date
    without a year keeps its words and is read for the new year.
    """
    target = read_target(text, old)
    if target.direction is not Direction.BY_DATE or target.due is None:
        return moved_text(text, new - old)
    to = target.due.year + new - old
    moved = re.sub(rf"\b{target.due.year}\b", str(to), text)
    if (target.due.month, target.due.day) == (2, 29) and not _is_leap(to):
        moved = _LEAP.sub(lambda m: f"28{m[1]}", moved)
    return moved


def from_last_year(work: Workspace, people: Sequence[Id], year: int) -> list[CopyLine]:
    """Each person's own plan of the year before."""
    with work.database.read() as connection:
        every = holders(connection, work, people, year)
        sources = _latest(connection, work, list(every), year - 1)
        return [_line(holder, sources.get(holder.id), year) for holder in every.values()]


def from_colleague(work: Workspace, source: Id, people: Sequence[Id], year: int) -> list[CopyLine]:
    """One plan for all of `people`. Refused KK-217 when it is not there."""
    view = plan(work, source)
    with work.database.read() as connection:
        every = holders(connection, work, people, year)
    return [_line(h, view, year) for h in every.values() if h.plan != view.id]


def copy(
    work: Workspace, year: int, lines: Sequence[CopyLine], progress: Progress | None = None
) -> int:
    """Fill drafts as previewed: one step. Returns for how many people.

    A new draft gets everything; an existing one the results behind its own, expectations and
    annex only where it has none. Refused KK-218 for the first whose plan is no draft any more,
    KK-295 when nothing can be copied.
    """
    taken = [one for one in lines if one.line.writes]
    if not taken:
        raise Refused("KK-295", year=year)
    people = [one.line.holder for one in taken]
    watcher = progress or Silent()
    watcher.start("Menyalin SKP", len(taken))
    filler = Filler(work, year)
    with work.database.change(f"salin SKP {year} {whose(people)}") as connection:
        now = holders(connection, work, [holder.id for holder in people], year)
        links = leader_texts(connection, work, list(now), year)
        drafts = [h.plan for h in now.values() if h.plan is not None]
        have = {view.person: view for view in views(connection, work, drafts)}
        for one in taken:
            watcher.step()
            holder = now[one.line.holder.id]
            if one.source is not None:
                _fill(filler, holder, one.source, year, links.get(holder.id, {}))
                _complete(connection, work, filler, holder, one.source, have.get(holder.id))
        filler.write(connection)
    return len(taken)


def _fill(
    filler: Filler, holder: Holder, source: PlanView, year: int, links: Mapping[str, Id]
) -> None:
    filler.plan_of(holder, {e.value.number: e.text for e in source.expectations})
    by = year - source.year
    for result in source.results:
        leader_text = moved_text(result.leader_text, by)
        indicators = tuple(
            NewIndicator(
                moved_text(i.text, by),
                read_target(moved_target(i.target.text, source.year, year), year),
                i.aspect,
                i.perspective,
            )
            for i in result.indicators
        )
        filler.add(
            holder,
            NewResult(
                result.section,
                moved_text(result.text, by),
                indicators,
                leader_text,
                links.get(plain(leader_text)) if leader_text else None,
            ),
        )


def _complete(  # noqa: PLR0913, PLR0917  # from where to where
    connection: Connection,
    work: Workspace,
    filler: Filler,
    holder: Holder,
    source: PlanView,
    have: PlanView | None,
) -> None:
    """Annex of empty blocks, expectations of empty values."""
    present = have.annex if have is not None else ()
    filled = {line.block for line in present}
    lines = [(a.block.value, a.text) for a in source.annex if a.block not in filled]
    filler.add_annex(filler.plan_of(holder), lines, len(present))
    if have is None:
        return
    texts = {e.value.number: e.text for e in source.expectations}
    b = s.behaviour.c
    for one in have.expectations:
        if not one.text and texts.get(one.value.number):
            connection.execute(
                update(s.behaviour)
                .where(b.office == work.database.office, b.id == one.id)
                .values(expectation=texts[one.value.number])
            )


def _line(holder: Holder, source: PlanView | None, year: int) -> CopyLine:
    if source is None:
        fields: dict[str, object] = {"name": holder.name, "year": year - 1}
        return CopyLine(FillLine(holder, Outcome.REFUSED, "", "", "KK-296", fields), None)
    said = f"{len(source.results)} hasil dari SKP {source.year} {source.name}"
    if not holder.fillable:
        return CopyLine(closed_line(holder, "", said), source)
    outcome = Outcome.NEW if holder.plan is None else Outcome.CHANGED
    return CopyLine(FillLine(holder, outcome, "", said), source, _moves(source, year))


def _moves(source: PlanView, year: int) -> tuple[Moved, ...]:
    by = year - source.year
    pairs: list[tuple[str, str]] = []
    for result in source.results:
        pairs.append((result.text, moved_text(result.text, by)))
        for i in result.indicators:
            pairs.append((i.text, moved_text(i.text, by)))
            new = moved_target(i.target.text, source.year, year)
            due = read_target(new, year).due
            if due is not None and new == i.target.text and by:
                pairs.append((f"{new} {source.year}", f"{new} {due.year}"))
            else:
                pairs.append((i.target.text, new))
    return tuple(dict.fromkeys(Moved(old, new) for old, new in pairs if old != new))


def _latest(
    connection: Connection, work: Workspace, people: Sequence[Id], year: int
) -> dict[Id, PlanView]:
    p = s.plan.c
    keys: list[Id] = []
    for at in range(0, len(people), 500):
        rows: Any = connection.scalars(
            select(p.id)
            .where(
                p.office == work.database.office,
                p.person_id.in_(people[at : at + 500]),
                p.year == year,
                p.gone == "",
                p.state != PlanState.SUPERSEDED.value,
            )
            .order_by(p.since, p.id)
        )
        keys += rows
    found: dict[Id, PlanView] = defaultdict()
    found.update((view.person, view) for view in views(connection, work, keys))
    return found


def _is_leap(year: int) -> bool:
    try:
        date(year, 2, 29)
    except ValueError:
        return False
    return True
