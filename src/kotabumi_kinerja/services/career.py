"""A person's dated career: its lines, and recording, correcting and removing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from kotabumi_kinerja.domain.career import COPIED, CareerStep, Leaving, carried
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.domain.ranks import parse_golongan
from kotabumi_kinerja.domain.staff import Status, parse_status
from kotabumi_kinerja.services.career_values import (
    STEP_FIELDS,
    parse_leaving,
    refuse_empty,
    refuse_wrong_rank,
    stored,
    typed,
)
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import employment, person, unit


@dataclass(frozen=True, slots=True)
class CareerLine:
    """What held from a day on, until the next line; None and '' are not recorded."""

    id: Id
    since: date
    status: Status | None
    standing: str
    service_since: date | None
    golongan: str
    golongan_since: date | None
    post: str
    post_kind: str | None
    jenjang: str | None
    post_since: date | None
    unit_id: Id | None
    unit: str
    eselon: str
    contract_since: date | None
    contract_until: date | None
    contract_number: str
    leaving: Leaving | None
    decree: str


def lines(work: Workspace, key: Id) -> list[CareerLine]:
    """The career of one person, newest first."""
    e, u = employment.c, unit.c
    query = (
        select(employment, u.name.label("unit"))
        .outerjoin(unit, (u.office == e.office) & (u.id == e.unit_id))
        .where(e.office == work.database.office, e.person_id == key, e.gone == "")
        .order_by(e.since.desc(), e.id.desc())
    )
    with work.database.read() as connection:
        return [line_of(row) for row in connection.execute(query).mappings()]


def line_of(row: RowMapping) -> CareerLine:
    """A row of `employment` together with `unit`, the name of its unit."""
    return CareerLine(
        id=row["id"],
        since=row["since"] or date.min,
        status=Status(row["status"]) if row["status"] else None,
        standing=row["standing"],
        service_since=row["service_since"],
        golongan=row["golongan"],
        golongan_since=row["golongan_since"],
        post=row["post"],
        post_kind=row["post_kind"],
        jenjang=row["jenjang"],
        post_since=row["post_since"],
        unit_id=row["unit_id"],
        unit=row["unit"] or row["unit_name"],
        eselon=row["eselon"] or "",
        contract_since=row["contract_since"],
        contract_until=row["contract_until"],
        contract_number=row["contract_number"],
        leaving=Leaving(row["leaving"]) if row["leaving"] else None,
        decree=row["decree"],
    )


LINE_FIELDS: Final = (
    "status", "standing", "service_since", "golongan", "golongan_since", "post", "post_kind",
    "post_since", "unit", "eselon", "contract_since", "contract_until", "contract_number",
    "leaving", "decree",
)  # fmt: skip
"""What can be corrected on a line, beside its day `since`."""

_BACK: Final = frozenset({CareerStep.POST, CareerStep.STATUS, CareerStep.CONTRACT})
"""Steps after somebody has left that say that he is here again."""


def record(
    work: Workspace,
    key: Id,
    step: CareerStep,
    day: date,
    said: Mapping[str, str],
) -> None:
    """Write what changed on a day, as one step: a new line that copies the former, or that line.

    `said`: the fields of `STEP_FIELDS[step]` and `decree` as text. Later lines that merely
    repeat the old fact take the new one. Refused with the field's reason; KK-100 a day before
    birth, KK-101 nothing differs, KK-117 a golongan that the status does not have, KK-138 a
    field is empty.
    """
    refuse_empty(step, said)
    decree = clean_name(said.get("decree", ""))
    name = _checked_day(work, key, day)
    with work.database.change(_label(step, said, name)) as connection:
        fields = {f: said[f] for f in STEP_FIELDS[step] if f in said}
        values = typed(connection, work, fields) | _own_day(step, day)
        chain = _chain(connection, work, key)
        former = [row for row in chain if row["since"] <= day]
        base: Mapping[str, Any] = former[-1] if former else {}
        if step is CareerStep.STATUS and not base.get("service_since"):
            values["service_since"] = day
        new = {column: base.get(column) for column in COPIED} | values
        refuse_wrong_rank(new)
        if all(base.get(c) == v for c, v in values.items() if not c.endswith("_since")):
            raise Refused("KK-101", name=name, date=show_date(day))
        if base and base["since"] == day:
            new["decree"] = "; ".join(dict.fromkeys(x for x in (base["decree"], decree) if x))
            _write(connection, work, base["id"], {c: v for c, v in new.items() if c != "since"})
        else:
            fresh = new | {"since": day, "decree": decree}
            if base.get("leaving") and step not in _BACK and step is not CareerStep.LEAVING:
                fresh["leaving"] = base["leaving"]
            _insert(connection, work, key, fresh)
        _carry(connection, work, base, new, [row for row in chain if row["since"] > day])


def correct(work: Workspace, key: Id, line: Id, said: Mapping[str, str]) -> None:
    """Put a line right, as one step; `said`: any of `LINE_FIELDS` and `since`, as text.

    Later lines that merely repeat the old fact take the new one. Refused with the field's
    reason; KK-103 when the day would pass another line, KK-125 when there is no such line.
    """
    fields = {field: said[field] for field in LINE_FIELDS if field in said}
    name = _name(work, key)
    with work.database.change(f"betulkan riwayat {name}") as connection:
        chain = _chain(connection, work, key)
        at = _place(chain, line, name)
        old, later = chain[at], chain[at + 1 :]
        values = typed(connection, work, fields)
        if "since" in said:
            values["since"] = _moved(work, key, chain, at, parse_date(said["since"]))
        new = dict(old) | values
        refuse_wrong_rank(new)
        _write(connection, work, line, values)
        _carry(connection, work, old, new, later)


def remove(work: Workspace, key: Id, line: Id) -> None:
    """Take a line out, as one step; later lines that merely repeat it say what held before.

    Refused KK-102 for the only line, KK-125 when there is no such line.
    """
    name = _name(work, key)
    with work.database.change(f"hapus riwayat {name}") as connection:
        chain = _chain(connection, work, key)
        at = _place(chain, line, name)
        if len(chain) == 1:
            raise Refused("KK-102", name=name)
        _write(connection, work, line, {"gone": DELETED})
        if at:
            _carry(connection, work, chain[at], chain[at - 1], chain[at + 1 :])


def _chain(connection: Connection, work: Workspace, key: Id) -> list[Mapping[str, Any]]:
    """The lines of a person, oldest first; one without a day is the oldest."""
    e = employment.c
    rows = connection.execute(
        select(employment)
        .where(e.office == work.database.office, e.person_id == key, e.gone == "")
        .order_by(e.since, e.id)
    ).mappings()
    return [dict(row) | {"since": row["since"] or date.min} for row in rows]


def _place(chain: list[Mapping[str, Any]], line: Id, name: str) -> int:
    found = next((at for at, row in enumerate(chain) if row["id"] == line), None)
    if found is None:
        raise Refused("KK-125", name=name)
    return found


def _moved(work: Workspace, key: Id, chain: list[Mapping[str, Any]], at: int, day: date) -> date:
    name = _checked_day(work, key, day)
    before = chain[at - 1]["since"] if at else date.min
    after = chain[at + 1]["since"] if at + 1 < len(chain) else date.max
    if day != chain[at]["since"] and not before < day < after:
        raise Refused("KK-103", field="since", name=name, date=show_date(day))
    return day


def _carry(
    connection: Connection,
    work: Workspace,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    later: list[Mapping[str, Any]],
) -> None:
    for row, values in zip(later, carried(old, new, later), strict=True):
        _write(connection, work, row["id"], stored(values))


def _write(connection: Connection, work: Workspace, line: Id, values: Mapping[str, Any]) -> None:
    if values:
        connection.execute(
            update(employment)
            .where(employment.c.office == work.database.office, employment.c.id == line)
            .values(stored(values))
        )


def _insert(connection: Connection, work: Workspace, key: Id, values: Mapping[str, Any]) -> None:
    connection.execute(
        insert(employment).values(
            office=work.database.office, id=new_id(), person_id=key, **stored(values)
        )
    )


def _own_day(step: CareerStep, day: date) -> dict[str, Any]:
    column = {
        CareerStep.RANK: "golongan_since",
        CareerStep.POST: "post_since",
        CareerStep.CONTRACT: "contract_since",
    }.get(step)
    return {column: day} if column else {}


def _label(step: CareerStep, said: Mapping[str, str], name: str) -> str:
    if step is CareerStep.LEAVING:
        return f"catat {name} {parse_leaving(said['leaving']).label.lower()}"
    if step is CareerStep.STATUS:
        return f"ganti status {name} menjadi {parse_status(said['status']).label}"
    if step is CareerStep.RANK:
        return f"naik pangkat {name} ke {parse_golongan(said['golongan']).code}"
    return f"{step.label.lower()} {name}"


def _name(work: Workspace, key: Id) -> str:
    return _person(work, key)[0]


def _checked_day(work: Workspace, key: Id, day: date) -> str:
    name, born = _person(work, key)
    if born is not None and day <= born:
        raise Refused("KK-100", field="since", name=name, born=show_date(born))
    return name


def _person(work: Workspace, key: Id) -> tuple[str, date | None]:
    p = person.c
    with work.database.read() as connection:
        row = connection.execute(
            select(p.name, p.born).where(p.office == work.database.office, p.id == key)
        ).first()
    if row is None:
        raise Refused("KK-146", nip=key.hex())
    return row.name, row.born
