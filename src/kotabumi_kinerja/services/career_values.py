"""What is typed for a career line becomes the columns of `employment`, or is refused."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection

from kotabumi_kinerja.domain.career import CareerStep, Leaving
from kotabumi_kinerja.domain.dates import parse_date, show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.domain.positions import parse_eselon, parse_kind, read_position
from kotabumi_kinerja.domain.ranks import RankKind, parse_golongan
from kotabumi_kinerja.domain.staff import Status, parse_status
from kotabumi_kinerja.services.units import unit_named
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment

STEP_FIELDS: Final[Mapping[CareerStep, tuple[str, ...]]] = {
    CareerStep.RANK: ("golongan",),
    CareerStep.POST: ("post", "post_kind", "unit", "eselon"),
    CareerStep.STATUS: ("status", "standing"),
    CareerStep.CONTRACT: ("contract_until", "contract_number"),
    CareerStep.LEAVING: ("leaving",),
}
"""The fields of each step, beside its day and its decree."""


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is not said is '' in a column of words and NULL in any other."""
    return {
        column: "" if value is None and not employment.c[column].nullable else value
        for column, value in values.items()
    }


def typed(connection: Connection, work: Workspace, said: Mapping[str, str]) -> dict[str, Any]:
    """The columns that the fields stand for, typed."""
    values: dict[str, Any] = {}
    for field, text in said.items():
        clean = clean_name(text)
        if field == "unit":
            values["unit_id"] = unit_named(connection, work, clean) if clean else None
            values["unit_name"] = clean
        elif field == "post":
            values |= _post(work, clean)
        elif field != "post_kind" or clean:
            values[field] = _one(field, clean)
    return values


def _post(work: Workspace, text: str) -> dict[str, Any]:
    position = read_position(text, "", work.rules, work.today())
    return {
        "post": position.post,
        "post_kind": position.kind.value if position.kind else None,
        "jenjang": position.jenjang.value if position.jenjang else None,
    }


def _code(parse: Callable[[str], StrEnum]) -> Callable[[str], object]:
    return lambda text: parse(text).value


def _one(field: str, text: str) -> object:
    if not text:
        return "" if not employment.c[field].nullable else None
    if field.endswith(("_since", "_until")):
        return parse_date(text)
    read: Callable[[str], object] = _READ.get(field, str)
    return read(text)


def parse_leaving(text: str) -> Leaving:
    """Read 'PENSIUN' or 'Meninggal dunia'; refuses KK-124."""
    word = text.strip().casefold()
    found = next((x for x in Leaving if word in {x.value.casefold(), x.label.casefold()}), None)
    if found is None:
        raise Refused("KK-124", field="leaving", text=text.strip())
    return found


_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "golongan": lambda text: parse_golongan(text).code,
    "status": _code(parse_status),
    "post_kind": _code(parse_kind),
    "eselon": parse_eselon,
    "leaving": _code(parse_leaving),
}


def refuse_empty(step: CareerStep, said: Mapping[str, str]) -> None:
    """Refuses KK-138 when what the step is about was not said."""
    first = STEP_FIELDS[step][0]
    if not said.get(first, "").strip():
        raise Refused("KK-138", field=first, step=step.label.lower())


def refuse_wrong_rank(values: Mapping[str, Any]) -> None:
    """Refuses KK-117, a golongan of the other kind of ASN; KK-119, a contract ended first."""
    status, golongan = values.get("status"), values.get("golongan")
    if status and golongan:
        contract = status in {Status.PPPK.value, Status.PPPK_PW.value}
        kind = RankKind.PPPK if contract else RankKind.PNS
        if parse_golongan(str(golongan)).kind is not kind:
            label = Status(status).label
            raise Refused("KK-117", field="golongan", golongan=golongan, status=label)
    begun, ends = values.get("contract_since"), values.get("contract_until")
    if begun and ends and ends < begun:
        days = {"since": show_date(begun), "until": show_date(ends)}
        raise Refused("KK-119", field="contract_until", **days)
