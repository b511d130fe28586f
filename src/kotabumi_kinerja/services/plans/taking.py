"""Fills drafts from a workbook: what says the same stays the same row, with what hangs on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, update

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.plan_comparing import matched
from kotabumi_kinerja.domain.plans import FormKind
from kotabumi_kinerja.services.plans.editing import indicator_row, result_row, target_columns
from kotabumi_kinerja.services.plans.judging import (
    NewIndicator,
    NewPlan,
    NewResult,
    Realised,
    plain,
)
from kotabumi_kinerja.services.plans.views import IndicatorView, PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.bulk import bulk_insert
from kotabumi_kinerja.store.history import DELETED


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A line of a draft that the workbook says differently, as users read it; '' is nothing."""

    where: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Filled:
    """New rows to be written at once, and what was realised by the id of the indicator."""

    results: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    realised: dict[Id, Realised]

    def write(self, connection: Connection) -> None:
        """Write them, those above first."""
        bulk_insert(connection, s.result, self.results)
        bulk_insert(connection, s.indicator, self.indicators)


def changes(present: PlanView, content: NewPlan) -> tuple[PlanChange, ...]:
    """What would become of the draft, line by line."""
    return tuple(_changes(present, content))


def put_new(work: Workspace, key: Id, content: NewPlan, filled: Filled) -> None:
    """The results of a plan that has none yet."""
    for place, result in enumerate(content.results):
        _add_result(work, key, place, result, filled)


def put_into(
    connection: Connection, work: Workspace, present: PlanView, content: NewPlan, filled: Filled
) -> None:
    """The results of a draft: changed in their rows, added, or taken out."""
    if content.form is not None and content.form is not present.form:
        _set(connection, work, s.plan, present.id, {"form": content.form.value})
    place = 0
    for old, new in _results(present.results, content.results):
        if new is None and old is not None:
            _drop(connection, work, old)
        elif new is not None and old is None:
            _add_result(work, present.id, place, new, filled)
        elif new is not None and old is not None:
            _set(connection, work, s.result, old.id, _result_values(old, new, place))
            _put_indicators(connection, work, old, new, filled)
        place += new is not None


def _results(
    old: Sequence[ResultView], new: Sequence[NewResult]
) -> list[tuple[ResultView | None, NewResult | None]]:
    left: list[ResultView | NewResult] = [*old]
    return [
        (a if isinstance(a, ResultView) else None, b if isinstance(b, NewResult) else None)
        for a, b in matched(left, [*new], lambda r: plain(r.text), lambda r: r.section)
    ]


def _changes(present: PlanView, content: NewPlan) -> Iterator[PlanChange]:
    if content.form is not None and content.form is not present.form:
        yield PlanChange("SKP", "Formulir", present.form.label, content.form.label)
    number = 0
    for old, new in _results(present.results, content.results):
        number += new is not None
        where = f"RHK {number}" if new is not None else "RHK lama"
        yield from _differ(where, _result_words(old), _result_words(new))
        left, right = (old.indicators if old else ()), (new.indicators if new else ())
        at = 0
        for a, b in _pairs(left, right):
            at += b is not None
            below = f"{where}, indikator {at}" if b is not None else f"{where}, indikator lama"
            leads = present.form is FormKind.LEADER
            yield from _differ(below, _indicator_words(a, leads), _indicator_words(b, leads))


def _differ(where: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PlanChange]:
    for field in {**old, **new}:
        before, after = old.get(field, ""), new.get(field, "")
        if before != after:
            yield PlanChange(where, field, before, after)


def _result_words(one: ResultView | NewResult | None) -> dict[str, str]:
    if one is None:
        return {}
    leader = one.leader_text if isinstance(one, ResultView) else one.leader
    return {
        "Kategori": one.section.label,
        "RHK pimpinan": plain(leader),
        "RHK": plain(one.text),
    }


def _indicator_words(one: IndicatorView | NewIndicator | None, leads: bool) -> dict[str, str]:  # noqa: FBT001  # which of two kinds is shown
    if one is None:
        return {}
    kind = (one.perspective or one.aspect) if leads else (one.aspect or one.perspective)
    return {
        "Aspek": kind.value if kind else "",
        "IKI": plain(one.text),
        "Target": plain(one.target.text),
    }


def _pairs(
    old: Sequence[IndicatorView], new: Sequence[NewIndicator]
) -> list[tuple[IndicatorView | None, NewIndicator | None]]:
    left: list[IndicatorView | NewIndicator] = [*old]
    return [
        (a if isinstance(a, IndicatorView) else None, b if isinstance(b, NewIndicator) else None)
        for a, b in matched(
            left, [*new], lambda i: plain(i.text), lambda i: i.aspect or i.perspective
        )
    ]


# ---- writing ------------------------------------------------------------------------------------


def _result_values(old: ResultView, new: NewResult, place: int) -> dict[str, object]:
    values: dict[str, object] = {"section": new.section.value, "place": place}
    if plain(old.text) != plain(new.text):
        values["text"] = new.text
    if plain(old.leader_text) != plain(new.leader):
        values |= {"leader_text": new.leader, "leader_result_id": None}
    return values


def _put_indicators(
    connection: Connection, work: Workspace, old: ResultView, new: NewResult, filled: Filled
) -> None:
    place = 0
    for a, b in _pairs(old.indicators, new.indicators):
        if b is None and a is not None:
            _set(connection, work, s.indicator, a.id, {"gone": DELETED})
        elif b is not None and a is None:
            _add_indicator(work, old.id, place, b, filled)
        elif b is not None and a is not None:
            _set(connection, work, s.indicator, a.id, _indicator_values(a, b, place))
            filled.realised[a.id] = b.realised
        place += b is not None


def _indicator_values(old: IndicatorView, new: NewIndicator, place: int) -> dict[str, object]:
    values: dict[str, object] = {"place": place}
    if (old.aspect or old.perspective) != (new.aspect or new.perspective):
        values["aspect"] = new.aspect.value if new.aspect else None
        values["perspective"] = new.perspective.value if new.perspective else None
    if plain(old.text) != plain(new.text):
        values["text"] = new.text
    if plain(old.target.text) != plain(new.target.text):
        values |= target_columns(new.target)
    return values


def _add_result(work: Workspace, key: Id, place: int, result: NewResult, filled: Filled) -> None:
    row = result_row(work, key, place, (result.section, result.leader, result.text))
    filled.results.append(row)
    for at, one in enumerate(result.indicators):
        _add_indicator(work, row["id"], at, one, filled)


def _add_indicator(
    work: Workspace, result: Id, place: int, one: NewIndicator, filled: Filled
) -> None:
    row = indicator_row(work, result, place, (one.aspect, one.text, one.target))
    row["perspective"] = one.perspective.value if one.perspective else None
    filled.indicators.append(row)
    filled.realised[row["id"]] = one.realised


def _drop(connection: Connection, work: Workspace, old: ResultView) -> None:
    for one in old.indicators:
        _set(connection, work, s.indicator, one.id, {"gone": DELETED})
    _set(connection, work, s.result, old.id, {"gone": DELETED})


def _set(
    connection: Connection, work: Workspace, table: Table, key: Id, values: Mapping[str, object]
) -> None:
    connection.execute(
        update(table)
        .where(table.c.office == work.database.office, table.c.id == key)
        .values(values)
    )
