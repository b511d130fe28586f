"""'Salin ke e-Kinerja': the fields of a plan in the order of the national form, and their ticks."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.plans import AnnexBlock
from kotabumi_kinerja.services.plans.reading import plan
from kotabumi_kinerja.services.plans.reading import views as views_of
from kotabumi_kinerja.services.plans.views import PlanView, ResultView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.store.history import DELETED

_MARK: Final = "#"


class Keyed(StrEnum):
    """Whether a field stands in e-Kinerja."""

    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "open": "belum diinput",
            "done": "sudah diinput",
            "changed": "berubah sejak diinput",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RekeyField:
    """One field to be copied. `on`: when it was entered last, None: never.

    `about` is the row it stands in and `field` its name there; together they are its key.
    """

    about: Id
    field: str
    group: str
    name: str
    text: str
    state: Keyed = Keyed.OPEN
    on: date | None = None

    @property
    def key(self) -> tuple[Id, str]:
        """What tells the fields of a plan apart."""
        return self.about, self.field


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """How far a plan is: `done` of `whole` fields stand there; `changed` were altered since."""

    done: int
    changed: int
    whole: int

    @property
    def label(self) -> str:
        """'sudah 12 dari 40' or 'sudah 12 dari 40, 1 berubah'."""
        words = f"sudah {self.done} dari {self.whole}"
        return f"{words}, {self.changed} berubah" if self.changed else words


def fields(work: Workspace, key: Id) -> list[RekeyField]:
    """The filled fields of a plan: RHK pimpinan, RHK, aspek, IKI, target, rencana aksi, ..."""
    view = plan(work, key)
    with work.database.read() as connection:
        return _of_many(connection, work, [view])[view.id]


def rekeyed(listed: Sequence[RekeyField]) -> Rekeyed:
    """How far these fields are."""
    states = [one.state for one in listed]
    return Rekeyed(states.count(Keyed.DONE), states.count(Keyed.CHANGED), len(states))


def progress_of(connection: Connection, work: Workspace, keys: Sequence[Id]) -> dict[Id, Rekeyed]:
    """How far plans are, for a list; those of which nothing was entered are left out."""
    r, p = s.rekeyed.c, s.plan.c
    office = work.database.office
    touched = (
        select(p.id)
        .outerjoin(
            s.rekeyed,
            (r.office == p.office) & r.plan_id.in_((p.id, p.follows_id)) & (r.gone == ""),
        )
        .where(p.office == office, p.id.in_(keys), r.id.is_not(None))
        .distinct()
    )
    begun = list(connection.scalars(touched))
    listed = _of_many(connection, work, views_of(connection, work, begun))
    return {key: rekeyed(some) for key, some in listed.items()}


def tick(work: Workspace, key: Id, which: Sequence[tuple[Id, str]], on: date | None = None) -> None:
    """Note that these fields stand in e-Kinerja as they are now; `on` None: today.

    Refused KK-276 for a field that the plan does not have.
    """
    view = plan(work, key)
    known = {one.key: one for one in fields(work, key)}
    if not known.keys() >= set(which):
        raise Refused("KK-276", name=view.name)
    office, day = work.database.office, on or work.today()
    with work.database.change(f"tandai SKP {view.name} diinput di e-Kinerja") as connection:
        rows = {(x.about_id, _name(x.field)): x.id for x in _ticks(connection, work, [key])}
        fresh: list[dict[str, object]] = []
        for one in which:
            text = _kept(known[one])
            if one in rows:
                connection.execute(
                    update(s.rekeyed)
                    .where(s.rekeyed.c.office == office, s.rekeyed.c.id == rows[one])
                    .values(field=text, rekeyed_on=day)
                )
                continue
            row = {"office": office, "id": new_id(), "plan_id": key, "about_id": one[0]}
            fresh.append({**row, "field": text, "rekeyed_on": day})
        if fresh:
            connection.execute(insert(s.rekeyed), fresh)


def untick(work: Workspace, key: Id, which: Sequence[tuple[Id, str]]) -> None:
    """Take ticks away; it can be undone."""
    view, wanted = plan(work, key), set(which)
    with work.database.read() as connection:
        rows = _ticks(connection, work, [key])
    gone = [x.id for x in rows if (x.about_id, _name(x.field)) in wanted]
    if not gone:
        return
    c = s.rekeyed.c
    with work.database.change(f"hapus tanda e-Kinerja SKP {view.name}") as connection:
        connection.execute(
            update(s.rekeyed)
            .where(c.office == work.database.office, c.id.in_(gone))
            .values(gone=DELETED)
        )


# ---- reading ------------------------------------------------------------------------------------


def _of_many(
    connection: Connection, work: Workspace, views: Sequence[PlanView]
) -> dict[Id, list[RekeyField]]:
    keys = [view.id for view in views]
    former = [view.follows for view in views if view.version > 1 and view.follows is not None]
    ticks: dict[Id, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in _ticks(connection, work, [*keys, *former]):
        ticks[row.plan_id].append(row)
    actions = _actions(connection, work, [r.id for view in views for r in view.results])
    return {
        view.id: _ticked(
            list(_fields(view, actions)),
            ticks[view.id],
            ticks[view.follows] if view.version > 1 and view.follows is not None else (),
        )
        for view in views
    }


def _ticked(
    listed: Sequence[RekeyField],
    own: Sequence[Row[*tuple[Any, ...]]],
    former: Sequence[Row[*tuple[Any, ...]]],
) -> list[RekeyField]:
    """With their states; what a former version entered with the same words need not be again."""
    mine = {(row.about_id, _name(row.field)): row for row in own}
    same: dict[str, list[date | None]] = defaultdict(list)
    for row in former:
        same[row.field].append(row.rekeyed_on)
    made: list[RekeyField] = []
    for one in listed:
        row, kept = mine.get(one.key), _kept(one)
        if row is not None:
            state = Keyed.DONE if row.field == kept else Keyed.CHANGED
            made.append(_with(one, state, row.rekeyed_on))
        elif same.get(kept):
            made.append(_with(one, Keyed.DONE, same[kept].pop()))
        else:
            made.append(one)
    return made


def _with(one: RekeyField, state: Keyed, on: date | None) -> RekeyField:
    return RekeyField(one.about, one.field, one.group, one.name, one.text, state, on)


def _kept(one: RekeyField) -> str:
    """The field's name and a mark of its words, so that other words are noticed."""
    mark = hashlib.blake2b(one.text.encode(), digest_size=8).hexdigest()
    return f"{one.field}{_MARK}{mark}"


def _name(kept: str) -> str:
    return kept.partition(_MARK)[0]


def _ticks(
    connection: Connection, work: Workspace, keys: Sequence[Id]
) -> Sequence[Row[*tuple[Any, ...]]]:
    c = s.rekeyed.c
    return connection.execute(
        select(c.id, c.plan_id, c.about_id, c.field, c.rekeyed_on)
        .where(c.office == work.database.office, c.plan_id.in_(keys), c.gone == "")
        .order_by(c.rekeyed_on, c.id)
    ).all()


def _actions(
    connection: Connection, work: Workspace, results: Sequence[Id]
) -> Mapping[Id, Sequence[Row[*tuple[Any, ...]]]]:
    a = s.action.c
    found: dict[Id, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for at in range(0, len(results), 500):
        rows = connection.execute(
            select(a.id, a.result_id, a.period, a.text, a.target_text)
            .where(
                a.office == work.database.office,
                a.result_id.in_(results[at : at + 500]),
                a.gone == "",
            )
            .order_by(a.period, a.place, a.id)
        )
        for row in rows:
            found[row.result_id].append(row)
    return found


def _fields(
    view: PlanView, actions: Mapping[Id, Sequence[Row[*tuple[Any, ...]]]]
) -> Iterator[RekeyField]:
    every = (
        one
        for number, result in enumerate(view.results, 1)
        for one in _of_result(number, result, actions.get(result.id, ()))
    )
    yield from (one for one in every if one.text)
    for value in view.expectations:
        if value.text:
            yield RekeyField(
                value.id, "expectation", value.value.name, "Ekspektasi khusus", value.text
            )
    for block in AnnexBlock:
        for number, line in enumerate((x for x in view.annex if x.block is block), 1):
            if line.text:
                yield RekeyField(
                    line.id, "text", block.value.capitalize(), f"Baris {number}", line.text
                )


def _period(code: str) -> str:
    return parse_period(code).short_label if code else ""


def _of_result(
    number: int, result: ResultView, actions: Sequence[Row[*tuple[Any, ...]]]
) -> Iterator[RekeyField]:
    group = f"RHK {number}"
    yield RekeyField(result.id, "leader_text", group, "RHK pimpinan", result.leader_text)
    yield RekeyField(result.id, "text", group, "RHK", result.text)
    for place, one in enumerate(result.indicators, 1):
        kind = one.aspect or one.perspective
        name = "Perspektif" if one.perspective and not one.aspect else "Aspek"
        below = f"{group}, indikator {place}"
        yield RekeyField(one.id, "kind", below, name, kind.value if kind else "")
        yield RekeyField(one.id, "text", below, "IKI", one.text)
        yield RekeyField(one.id, "target", below, "Target", one.target.text)
    for row in actions:
        name = f"Rencana aksi {_period(row.period)}"
        yield RekeyField(row.id, "text", group, name, row.text)
        yield RekeyField(
            row.id, "target", group, f"Target {name[0].lower()}{name[1:]}", row.target_text
        )
