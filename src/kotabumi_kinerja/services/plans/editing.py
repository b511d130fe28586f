"""Writes a draft SKP: its results, indicators, expectations and annex."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Table, func, insert, select, update

from kotabumi_kinerja.domain.behaviours import behaviour_values
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.plans import (
    AnnexBlock,
    Approach,
    Aspect,
    FormKind,
    Perspective,
    PlanState,
    Section,
)
from kotabumi_kinerja.domain.targets import Target, read_target
from kotabumi_kinerja.services.plans.reading import plan
from kotabumi_kinerja.services.plans.sections import refuse_section
from kotabumi_kinerja.services.plans.views import Draft, PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_PARTS: Final[Mapping[str, Table]] = {
    "result": s.result,
    "indicator": s.indicator,
    "annex": s.annex,
}
_RESULT_FIELDS: Final = ("text", "leader_text")
_INDICATOR_FIELDS: Final = ("text", "target", "aspect", "perspective")


def plan_row(  # noqa: PLR0913, PLR0917  # the columns of the head
    work: Workspace,
    person: Id,
    post: str,
    unit: str,
    year: int,
    form: FormKind,
    span: tuple[date, date] | None = None,
) -> dict[str, Any]:
    """The head of a new draft; without `span` for the whole year."""
    since, until = span or (date(year, 1, 1), date(year, 12, 31))
    return {
        "office": work.database.office,
        "id": new_id(),
        "person_id": person,
        "year": year,
        "since": since,
        "until": until,
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
    view = draft_of(work, plan_key)
    refuse_section(work, section)
    with work.database.change(f"tambah hasil kerja {view.name}") as connection:
        what = (section, leader.strip(), text.strip())
        place = next_place(connection, work, s.result, "plan_id", plan_key)
        return write_result(connection, work, plan_key, place, what)


def add_indicator(
    work: Workspace, result_key: Id, text: str, target: str, aspect: Aspect | None = None
) -> Id:
    """A new IKI at the end of its RHK."""
    view = draft_of(work, parent_of(work, s.result, "plan_id", result_key))
    read = read_target(target.strip(), view.year)
    with work.database.change(f"tambah indikator {view.name}") as connection:
        place = next_place(connection, work, s.indicator, "result_id", result_key)
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

    A leader's result typed as words is a placeholder; `leading.link` points to a real one.
    Refused KK-147 for another field.
    """
    view = draft_of(work, parent_of(work, s.result, "plan_id", key))
    if field not in _RESULT_FIELDS:
        raise Refused("KK-147", field=field)
    values: dict[str, object] = {field: value.strip()}
    if field == "leader_text":
        values["leader_result_id"] = None  # other words are no longer that row of the leader
    write_field(work, view, s.result, key, values)


def edit_indicator(work: Workspace, key: Id, field: str, value: str) -> None:
    """Change 'text', 'target', 'aspect' or 'perspective' of an IKI; a target is read anew.

    Refused KK-218 when the plan is no draft, KK-147 for another field.
    """
    view = draft_of(work, parent_of(work, s.result, "plan_id", _result_of(work, key)))
    write_field(work, view, s.indicator, key, _indicator_values(view, field, value.strip()))


def set_target(work: Workspace, key: Id, target: Target) -> None:
    """The meaning of a target as somebody said it; it stays until other words are typed.

    Refused KK-218 when the plan is no draft.
    """
    view = draft_of(work, parent_of(work, s.result, "plan_id", _result_of(work, key)))
    write_field(work, view, s.indicator, key, target_columns(target), "ubah arti target SKP")


def _result_of(work: Workspace, indicator: Id) -> Id:
    return parent_of(work, s.indicator, "result_id", indicator)


def _indicator_values(view: Draft, field: str, value: str) -> dict[str, object]:
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
    view = draft_of(work, parent_of(work, s.behaviour, "plan_id", key))
    write_field(work, view, s.behaviour, key, {"expectation": value.strip()})


def add_annex(work: Workspace, plan_key: Id, block: AnnexBlock, text: str) -> Id:
    """A line of the Lampiran; KK-218 when the plan is no draft."""
    return add_annex_lines(work, plan_key, block, (text,))[0]


def add_annex_lines(
    work: Workspace, plan_key: Id, block: AnnexBlock, texts: Sequence[str]
) -> list[Id]:
    """Several lines of the Lampiran in one step; KK-218 when the plan is no draft."""
    view = draft_of(work, plan_key)
    if not texts:
        return []
    with work.database.change(f"tambah lampiran SKP {view.name}") as connection:
        first = next_place(connection, work, s.annex, "plan_id", plan_key)
        rows: list[dict[str, Any]] = [
            {
                "office": work.database.office,
                "id": new_id(),
                "plan_id": plan_key,
                "block": block.value,
                "place": first + at,
                "text": text.strip(),
            }
            for at, text in enumerate(texts)
        ]
        connection.execute(insert(s.annex), rows)
    return [row["id"] for row in rows]


def edit_annex(work: Workspace, key: Id, text: str) -> None:
    """Other words on a line of the Lampiran; KK-218 when the plan is no draft."""
    view = draft_of(work, parent_of(work, s.annex, "plan_id", key))
    write_field(work, view, s.annex, key, {"text": text.strip()})


def remove(work: Workspace, plan_key: Id, part: str, key: Id) -> None:
    """Take a 'result', 'indicator' or 'annex' line out; it can be undone."""
    view = draft_of(work, plan_key)
    write_field(work, view, _PARTS[part], key, {"gone": "deleted"}, "hapus baris SKP")


def next_place(connection: Connection, work: Workspace, table: Table, parent: str, key: Id) -> int:
    """The place behind everything that lies below this parent, deleted rows too."""
    c = table.c
    last = connection.scalar(
        select(func.max(c.place)).where(c.office == work.database.office, c[parent] == key)
    )
    return 0 if last is None else int(last) + 1


def draft_of(work: Workspace, key: Id) -> Draft:
    """As `opened`, without reading what is in the plan."""
    p, n = s.plan.c, s.person_now.c
    with work.database.read() as connection:
        row = connection.execute(
            select(p.state, p.year, n.name)
            .join(s.person_now, (n.office == p.office) & (n.id == p.person_id))
            .where(p.office == work.database.office, p.id == key, p.gone == "")
        ).first()
    if row is None:
        raise Refused("KK-217")
    if row.state != PlanState.DRAFT.value:
        raise Refused("KK-218", name=row.name, state=PlanState(row.state).label)
    return Draft(key, row.name, row.year)


def opened(work: Workspace, key: Id) -> PlanView:
    """The plan, refused KK-218 unless it is a draft."""
    view = plan(work, key)
    if not view.editable:
        raise Refused("KK-218", name=view.name, state=view.state.label)
    return view


def write_field(  # noqa: PLR0913, PLR0917  # whose, where, what and how it is called
    work: Workspace,
    view: PlanView | Draft,
    table: Table,
    key: Id,
    values: Mapping[str, object],
    label: str = "ubah SKP",
) -> None:
    """Write columns of one row of a plan as one step."""
    with work.database.change(f"{label} {view.name}") as connection:
        connection.execute(
            update(table)
            .where(table.c.office == work.database.office, table.c.id == key)
            .values(values)
        )


def parent_of(work: Workspace, table: Table, parent: str, key: Id) -> Id:
    """The row above a row. Refused KK-217 when it is not there."""
    with work.database.read() as connection:
        found = connection.scalar(
            select(table.c[parent]).where(
                table.c.office == work.database.office, table.c.id == key, table.c.gone == ""
            )
        )
    if found is None:
        raise Refused("KK-217")
    return found
