"""The register as a workbook: in the shape of the SIASN export, or as the list shows it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.siasn import FIELD_OF, StaffRecord
from kotabumi_kinerja.spreadsheets.writing import write_siasn
from kotabumi_kinerja.store.schema import employment, person, person_now


def export(work: Workspace, path: Path, only: frozenset[Id] | None = None) -> int:
    """Write everybody (or `only` these) with what the source said, renewed by the register."""
    p, n, e = person.c, person_now.c, employment.c
    query = (
        select(person, *(c.label(f"e_{c.name}") for c in employment.c))
        .join(person_now, (n.office == p.office) & (n.id == p.id))
        .outerjoin(employment, (e.office == n.office) & (e.id == n.employment_id))
        .where(p.office == work.database.office)
        .order_by(n.name, n.id)
    )
    with work.database.read() as connection:
        rows = [r for r in connection.execute(query) if only is None or r.id in only]
    write_siasn(path, [_record(number, row) for number, row in enumerate(rows, 2)])
    return len(rows)


def _record(number: int, row: Row[Any]) -> StaffRecord:
    source: dict[str, str] = json.loads(row.source) if row.source else {}
    fields = {name: source.pop(heading, "") for heading, name in FIELD_OF.items()}
    fields |= {
        "nip": row.nip,
        "name": row.name,
        "front": row.front,
        "back": row.back,
        "birthplace": row.birthplace,
        "born": f"{row.born:%d-%m-%Y}" if row.born else "",
        "sex": {"L": "M", "P": "F"}.get(row.sex or "", ""),
        "nik": row.nik,
        "phone": row.phone,
        "email": row.email,
        "address": row.address,
        "golongan_name": row.e_golongan or "",
        "post": row.e_post or "",
        "legal_standing": row.e_standing or "",
        "unit": row.e_unit_name or "",
        "golongan_tmt": _day(row.e_golongan_since),
        "post_tmt": _day(row.e_post_since),
    }
    return replace(StaffRecord(sheet="Data ASN", row=number, extra=source), **fields)


def _day(value: Any) -> str:
    return f"{value:%d-%m-%Y}" if value else ""
