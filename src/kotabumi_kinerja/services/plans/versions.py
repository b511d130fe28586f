"""Versions of an SKP: a new one after agreeing, with its reason; all of them; two side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.plan_comparing import Pair, matched
from kotabumi_kinerja.domain.plans import AnnexBlock, PlanState
from kotabumi_kinerja.services.plans.reading import many, plan
from kotabumi_kinerja.services.plans.reading import views as views_of
from kotabumi_kinerja.services.plans.views import IndicatorView, PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an SKP; `reason`: why it was drawn up, '' for the first."""

    id: Id
    number: int
    state: PlanState
    agreed_on: date | None
    reason: str
    signer: str

    @property
    def label(self) -> str:
        """'Versi 2, disepakati 3 Juli 2026 oleh Zainal'."""
        words = f"Versi {self.number}, {self.state.label}"
        if self.agreed_on is None:
            return words
        if self.state is PlanState.SUPERSEDED:
            words += f"; dahulu disepakati {show_date(self.agreed_on)}"
        else:
            words += f" {show_date(self.agreed_on)}"
        return f"{words} oleh {self.signer}" if self.signer else words


def new_version(work: Workspace, key: Id, reason: str) -> Id:
    """A draft that copies everything of an agreed plan; that one stays in force until it is agreed.

    Refused KK-205 unless the plan is agreed and has no later version yet, KK-206 without a reason.
    """
    view = plan(work, key)
    refuse_version(work, view, reason)
    with work.database.change(f"versi {view.version + 1} SKP {view.name}", reason) as connection:
        return copied(connection, work, view, reason)


def refuse_version(work: Workspace, view: PlanView, reason: str) -> None:
    """Refuse what `new_version` refuses."""
    later = [v for v in versions(work, view.id) if v.number > view.version]
    if view.state is not PlanState.AGREED or later:
        state = later[-1].label if later else view.state.label
        raise Refused("KK-205", name=view.name, state=state)
    if not reason.strip():
        raise Refused("KK-206", name=view.name)


def versions(work: Workspace, key: Id) -> list[Version]:
    """The versions of one SKP, the first one first."""
    views = _chain(work, key)
    return [
        Version(
            v.id,
            v.version,
            v.state,
            v.agreed_on,
            v.cause if v.version > 1 else "",
            v.snapshot.rater.name if v.snapshot else "",
        )
        for v in views
    ]


def compare(work: Workspace, left: Id, right: Id) -> list[Pair]:
    """Two versions line by line, results matched by their words."""
    one, two = many(work, [left, right])
    return [*_heads(one, two), *_results(one, two), *_values(one, two), *_annexes(one, two)]


def supersede(connection: Connection, work: Workspace, view: PlanView) -> None:
    """What agreeing a later version does in the same step.

    The former version is closed, what was achieved on its indicators goes on under those that
    belong to them, and results of the staff that support one of its results now support the
    one that belongs to it.
    """
    if view.version == 1 or view.follows is None:
        return
    p = s.plan.c
    connection.execute(
        update(s.plan)
        .where(
            p.office == work.database.office,
            p.id == view.follows,
            p.state == PlanState.AGREED.value,
        )
        .values(state=PlanState.SUPERSEDED.value)
    )
    former = views_of(connection, work, [view.follows])[0]
    for old, new in _result_pairs(former, view):
        if old is not None and new is not None:
            _relink(connection, work, old.id, new.id)
            _carry(connection, work, old, new)


def _chain(work: Workspace, key: Id) -> list[PlanView]:
    """The plan with every version before and after it."""
    p = s.plan.c
    this = plan(work, key)
    with work.database.read() as connection:
        rows = connection.execute(
            select(p.id, p.version, p.follows_id).where(
                p.office == work.database.office,
                p.person_id == this.person,
                p.year == this.year,
                p.gone == "",
            )
        ).all()
    before = {row.id: row.follows_id for row in rows if row.version > 1}
    after = {former: later for later, former in before.items() if former is not None}
    first = key
    while first in before and before[first] in {row.id for row in rows}:
        first = before[first]
    keys = [first]
    while keys[-1] in after:
        keys.append(after[keys[-1]])
    return many(work, keys)


# ---- copying ------------------------------------------------------------------------------------


def copied(connection: Connection, work: Workspace, view: PlanView, reason: str) -> Id:
    """The next version as a draft, inside a change of the caller.

    Rows of all tables below the plan, with new ids; what is deleted stays behind.
    """
    heads = _rows(connection, work, s.plan, "id", [view.id])
    key = new_id()
    fresh: dict[str, object] = {
        "id": key,
        "version": view.version + 1,
        "state": PlanState.DRAFT.value,
        "agreed_on": None,
        "reason": "",
        "snapshot": "",
        "follows_id": view.id,
        "cause": " ".join(reason.split()),
    }
    connection.execute(insert(s.plan), [dict(row) | fresh for row in heads])
    results = _below(connection, work, s.result, "plan_id", {view.id: key})
    _below(connection, work, s.indicator, "result_id", results)
    _below(connection, work, s.action, "result_id", results)
    _below(connection, work, s.behaviour, "plan_id", {view.id: key})
    _below(connection, work, s.annex, "plan_id", {view.id: key})
    return key


def _below(
    connection: Connection, work: Workspace, table: Table, parent: str, above: Mapping[Id, Id]
) -> dict[Id, Id]:
    """Copies the rows below `above` (old key to new key); returns the same for these rows."""
    old = _rows(connection, work, table, parent, list(above))
    keys = {row["id"]: new_id() for row in old}
    rows = [dict(row) | {"id": keys[row["id"]], parent: above[row[parent]]} for row in old]
    if rows:
        connection.execute(insert(table), rows)
    return keys


def _rows(
    connection: Connection, work: Workspace, table: Table, column: str, keys: Sequence[Id]
) -> Sequence[Mapping[str, Any]]:
    c = table.c
    query = (
        select(table)
        .where(c.office == work.database.office, c[column].in_(keys), c.gone == "")
        .order_by(c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _relink(connection: Connection, work: Workspace, old: Id, new: Id) -> None:
    r = s.result.c
    connection.execute(
        update(s.result)
        .where(r.office == work.database.office, r.leader_result_id == old)
        .values(leader_result_id=new)
    )


def _carry(connection: Connection, work: Workspace, old: ResultView, new: ResultView) -> None:
    pairs = _indicator_pairs(old, new)
    above = {one.id: two.id for one, two in pairs if one is not None and two is not None}
    _below(connection, work, s.progress, "indicator_id", above)


# ---- comparing ----------------------------------------------------------------------------------


def _result_pairs(
    one: PlanView, two: PlanView
) -> list[tuple[ResultView | None, ResultView | None]]:
    return matched(one.results, two.results, lambda r: r.text, lambda r: r.section)


def _indicator_pairs(
    one: ResultView | None, two: ResultView | None
) -> list[tuple[IndicatorView | None, IndicatorView | None]]:
    left, right = one.indicators if one else (), two.indicators if two else ()
    return matched(left, right, lambda i: i.text, lambda i: (i.aspect, i.target.text))


def _heads(one: PlanView, two: PlanView) -> Iterator[Pair]:
    yield Pair(0, "Kepala SKP", "Kepala SKP")
    for left, right in zip(_head(one), _head(two), strict=True):
        yield Pair(1, left, right)


def _head(view: PlanView) -> tuple[str, ...]:
    return (
        f"Pendekatan: {view.approach.label}",
        f"Formulir: {view.form.label}",
        f"Masa: {show_date(view.since)} sampai {show_date(view.until)}",
        f"Jabatan: {view.post}",
    )


def _results(one: PlanView, two: PlanView) -> Iterator[Pair]:
    yield Pair(0, "Hasil kerja", "Hasil kerja")
    for left, right in _result_pairs(one, two):
        yield Pair(1, _said(left), _said(right))
        if (left and left.leader_text) or (right and right.leader_text):
            yield Pair(2, _supports(left), _supports(right))
        for a, b in _indicator_pairs(left, right):
            yield Pair(2, _indicator(a), _indicator(b))


def _values(one: PlanView, two: PlanView) -> Iterator[Pair]:
    yield Pair(0, "Perilaku kerja", "Perilaku kerja")
    later = {e.value.number: e.text for e in two.expectations}
    for e in one.expectations:
        name = e.value.name
        yield Pair(1, f"{name}: {e.text or '–'}", f"{name}: {later.get(e.value.number) or '–'}")


def _annexes(one: PlanView, two: PlanView) -> Iterator[Pair]:
    for block in AnnexBlock:
        name = block.value.capitalize()
        yield Pair(0, name, name)
        left = [line.text for line in one.annex if line.block is block]
        right = [line.text for line in two.annex if line.block is block]
        for a, b in matched(left, right, lambda text: text, lambda _: ""):
            yield Pair(1, a, b)


def _said(result: ResultView | None) -> str | None:
    return None if result is None else f"{result.section.label}: {result.text or '–'}"


def _supports(result: ResultView | None) -> str | None:
    return None if result is None else f"Mendukung: {result.leader_text or '–'}"


def _indicator(indicator: IndicatorView | None) -> str | None:
    if indicator is None:
        return None
    kind = indicator.aspect or indicator.perspective
    word = f"{kind.value}: " if kind else ""
    return f"{word}{indicator.text or '–'}: {indicator.target.text or '–'}"
