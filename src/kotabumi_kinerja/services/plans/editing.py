"""Writes a draft SKP: its head, results, indicators, expectations and annex."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, insert, select, update

from kotabumi_kinerja.domain.behaviours import behaviour_values
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.plans import (
    AnnexBlock,
    Approach,
    Aspect,
    FormKind,
    Perspective,
    PlanSpan,
    PlanState,
    Section,
    refuse_overlap,
)
from kotabumi_kinerja.domain.positions import PositionKind
from kotabumi_kinerja.domain.targets import Target, read_target
from kotabumi_kinerja.services.plans.reading import plan
from kotabumi_kinerja.services.plans.views import PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_PARTS: Final[Mapping[str, Table]] = {
    "result": s.result,
    "indicator": s.indicator,
    "annex": s.annex,
}
_RESULT_FIELDS: Final = ("text", "leader_text")
_INDICATOR_FIELDS: Final = ("text", "target", "aspect", "perspective")


def create(work: Workspace, person: Id, year: int, form: FormKind | None = None) -> Id:
    """An empty draft for the whole year, with its seven values.

    `form` None: the leaders' form for a JPT, else that of JA and JF. Refused KK-214 when there is
    one for that time already, KK-146 for a person who is not there.
    """
    who = _holder(work, person)
    chosen = form or (
        FormKind.LEADER if who.post_kind == PositionKind.JPT.value else FormKind.STAFF
    )
    with work.database.change(f"buat SKP {year} {who.name}") as connection:
        return new_plan(connection, work, person, year, chosen)


def new_plan(connection: Connection, work: Workspace, person: Id, year: int, form: FormKind) -> Id:
    """As `create`, inside a change of the caller."""
    who = connection.execute(
        select(s.person_now).where(
            s.person_now.c.office == work.database.office, s.person_now.c.id == person
        )
    ).one()
    _refuse_overlap(connection, work, who, year)
    row = plan_row(work, person, who.post, who.unit_name, year, form)
    connection.execute(insert(s.plan).values(row))
    connection.execute(insert(s.behaviour), behaviour_rows(work, row["id"], year))
    return row["id"]


def plan_row(  # noqa: PLR0913, PLR0917  # the columns of the head
    work: Workspace, person: Id, post: str, unit: str, year: int, form: FormKind
) -> dict[str, Any]:
    """The head of a new draft for the whole year."""
    return {
        "office": work.database.office,
        "id": new_id(),
        "person_id": person,
        "year": year,
        "since": date(year, 1, 1),
        "until": date(year, 12, 31),
        "approach": Approach.QUANTITATIVE.value,
        "form": form.value,
        "post": post,
        "unit_name": unit,
        "state": PlanState.DRAFT.value,
    }


def behaviour_rows(work: Workspace, plan_key: Id, year: int) -> list[dict[str, Any]]:
    """The seven values of a new draft, without expectations."""
    return [
        {
            "office": work.database.office,
            "id": new_id(),
            "plan_id": plan_key,
            "value": value.number,
        }
        for value in behaviour_values(work.rules, date(year, 1, 1))
    ]


def add_result(
    work: Workspace, plan_key: Id, text: str, section: Section = Section.MAIN, leader: str = ""
) -> Id:
    """A new RHK at the end of its section."""
    view = _open(work, plan_key)
    with work.database.change(f"tambah hasil kerja {view.name}") as connection:
        what = (section, leader.strip(), text.strip())
        return write_result(connection, work, plan_key, len(view.results), what)


def add_indicator(
    work: Workspace, result_key: Id, text: str, target: str, aspect: Aspect | None = None
) -> Id:
    """A new IKI at the end of its RHK."""
    view = _open(work, _parent(work, s.result, "plan_id", result_key))
    place = len(next(r for r in view.results if r.id == result_key).indicators)
    read = read_target(target.strip(), view.year)
    with work.database.change(f"tambah indikator {view.name}") as connection:
        return write_indicator(connection, work, result_key, place, (aspect, text.strip(), read))


def write_result(
    connection: Connection,
    work: Workspace,
    plan_key: Id,
    place: int,
    what: tuple[Section, str, str],
) -> Id:
    """One RHK row: (section, leader's result, text)."""
    row = result_row(work, plan_key, place, what)
    connection.execute(insert(s.result).values(row))
    return row["id"]


def write_indicator(
    connection: Connection,
    work: Workspace,
    result_key: Id,
    place: int,
    what: tuple[Aspect | None, str, Target],
) -> Id:
    """One IKI row: (aspect, text, target)."""
    row = indicator_row(work, result_key, place, what)
    connection.execute(insert(s.indicator).values(row))
    return row["id"]


def result_row(
    work: Workspace, plan_key: Id, place: int, what: tuple[Section, str, str]
) -> dict[str, Any]:
    """The columns of an RHK: (section, leader's result, text)."""
    section, leader, text = what
    return {
        "office": work.database.office,
        "id": new_id(),
        "plan_id": plan_key,
        "section": section.value,
        "place": place,
        "text": text,
        "leader_text": leader,
    }


def indicator_row(
    work: Workspace, result_key: Id, place: int, what: tuple[Aspect | None, str, Target]
) -> dict[str, Any]:
    """The columns of an IKI: (aspect, text, target)."""
    aspect, text, target = what
    return {
        "office": work.database.office,
        "id": new_id(),
        "result_id": result_key,
        "place": place,
        "aspect": aspect.value if aspect else None,
        "text": text,
        **target_columns(target),
    }


def target_columns(target: Target) -> dict[str, object]:
    """The columns of the group 'target'."""
    return {
        "target_text": target.text,
        "direction": target.direction.value,
        "minimum": target.minimum,
        "maximum": target.maximum,
        "unit": target.unit,
        "due": target.due,
    }


def edit_result(work: Workspace, key: Id, field: str, value: str) -> None:
    """Change 'text' or 'leader_text' of an RHK; only while the plan is a draft (KK-218).

    Refused KK-147 for another field.
    """
    view = _open(work, _parent(work, s.result, "plan_id", key))
    if field not in _RESULT_FIELDS:
        raise Refused("KK-147", field=field)
    _write_field(work, view, s.result, key, {field: value.strip()})


def edit_indicator(work: Workspace, key: Id, field: str, value: str) -> None:
    """Change 'text', 'target', 'aspect' or 'perspective' of an IKI; a target is read anew.

    Refused KK-218 when the plan is no draft, KK-147 for another field.
    """
    result_key = _parent(work, s.indicator, "result_id", key)
    view = _open(work, _parent(work, s.result, "plan_id", result_key))
    _write_field(work, view, s.indicator, key, _indicator_values(view, field, value.strip()))


def _indicator_values(view: PlanView, field: str, value: str) -> dict[str, object]:
    if field not in _INDICATOR_FIELDS:
        raise Refused("KK-147", field=field)
    if field == "target":
        return target_columns(read_target(value, view.year))
    if field == "aspect":
        return {field: Aspect(value).value if value else None}
    if field == "perspective":
        return {field: Perspective(value).value if value else None}
    return {field: value}


def edit_expectation(work: Workspace, key: Id, value: str) -> None:
    """The leader's special expectation on one value; KK-218 when the plan is no draft."""
    view = _open(work, _parent(work, s.behaviour, "plan_id", key))
    _write_field(work, view, s.behaviour, key, {"expectation": value.strip()})


def add_annex(work: Workspace, plan_key: Id, block: AnnexBlock, text: str) -> Id:
    """A line of the Lampiran; KK-218 when the plan is no draft."""
    view, key = _open(work, plan_key), new_id()
    with work.database.change(f"tambah lampiran SKP {view.name}") as connection:
        connection.execute(
            insert(s.annex).values(
                office=work.database.office,
                id=key,
                plan_id=plan_key,
                block=block.value,
                place=len(view.annex),
                text=text.strip(),
            )
        )
    return key


def edit_annex(work: Workspace, key: Id, text: str) -> None:
    """Other words on a line of the Lampiran; KK-218 when the plan is no draft."""
    view = _open(work, _parent(work, s.annex, "plan_id", key))
    _write_field(work, view, s.annex, key, {"text": text.strip()})


def remove(work: Workspace, plan_key: Id, part: str, key: Id) -> None:
    """Take a 'result', 'indicator' or 'annex' line out; it can be undone."""
    view = _open(work, plan_key)
    _write_field(work, view, _PARTS[part], key, {"gone": "deleted"}, "hapus baris SKP")


def _open(work: Workspace, key: Id) -> PlanView:
    """The plan, refused KK-218 unless it is a draft."""
    view = plan(work, key)
    if not view.editable:
        raise Refused("KK-218", name=view.name, state=view.state.label)
    return view


def _write_field(  # noqa: PLR0913, PLR0917  # whose, where, what and how it is called
    work: Workspace,
    view: PlanView,
    table: Table,
    key: Id,
    values: Mapping[str, object],
    label: str = "ubah SKP",
) -> None:
    with work.database.change(f"{label} {view.name}") as connection:
        connection.execute(
            update(table)
            .where(table.c.office == work.database.office, table.c.id == key)
            .values(values)
        )


def _parent(work: Workspace, table: Table, parent: str, key: Id) -> Id:
    with work.database.read() as connection:
        found = connection.scalar(
            select(table.c[parent]).where(
                table.c.office == work.database.office, table.c.id == key, table.c.gone == ""
            )
        )
    if found is None:
        raise Refused("KK-217")
    return found


def _holder(work: Workspace, person: Id) -> Row[*tuple[Any, ...]]:
    n = s.person_now.c
    with work.database.read() as connection:
        row = connection.execute(
            select(n.name, n.post_kind).where(n.office == work.database.office, n.id == person)
        ).first()
    if row is None:
        raise Refused("KK-146", nip=person.hex())
    return row


def _refuse_overlap(
    connection: Connection, work: Workspace, who: Row[*tuple[Any, ...]], year: int
) -> None:
    p = s.plan.c
    rows = connection.execute(
        select(p.id, p.since, p.until).where(
            p.office == work.database.office,
            p.person_id == who.id,
            p.year == year,
            p.gone == "",
            p.state != PlanState.SUPERSEDED.value,
        )
    )
    spans = tuple(PlanSpan(row.id.hex(), row.since, row.until) for row in rows)
    refuse_overlap((*spans, PlanSpan("", date(year, 1, 1), date(year, 12, 31))), who.name)
