"""What does not fit together in the numbers of a person: one judgment for record and chip."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.findings import Finding, Severity
from kotabumi_kinerja.domain.identity import Sex, check_nik, check_nip, check_start, parse_nip
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.present import present
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, person, person_now


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is compared. `began`: TMT CPNS, without it the first day of the contract."""

    name: str
    nip: str
    nik: str
    born: date | None
    sex: str | None
    began: date | None


def findings(of: Numbers) -> tuple[Finding, ...]:
    """Warnings and notes, nothing blocks; a NIP that is none is a finding, not a refusal."""
    sex = Sex(of.sex) if of.sex else None
    found: list[Finding] = []
    try:
        nip = parse_nip(of.nip)
    except Refused as refusal:
        found.append(Finding(Severity.WARNING, refusal.code, refusal.fields))
    else:
        found += check_nip(nip, of.born, sex, of.name)
        found += check_start(nip, of.began, of.name)
    if of.nik:
        found += check_nik(of.nik, of.born, sex, of.name)
    return tuple(found)


def warnings(found: tuple[Finding, ...]) -> list[Finding]:
    """Those that ask for a look: the record shows them, the chip counts who has any."""
    return [f for f in found if f.severity is Severity.WARNING]


Judged = dict[tuple[object, ...], bool]
"""What was looked at before, by its own values: it cannot go stale."""


def doubtful(work: Workspace, judged: Judged | None = None) -> list[Id]:
    """Everybody who works here and has a warning; `judged` spares who has not changed."""
    known = {} if judged is None else judged
    p, n, e = person.c, person_now.c, employment.c
    lines = (
        select(p.id, p.name, p.nip, p.nik, p.born, p.sex, e.service_since, e.contract_since)
        .join(person_now, and_(n.office == p.office, n.id == p.id))
        .outerjoin(employment, and_(e.office == n.office, e.id == n.employment_id))
        .where(n.office == work.database.office, present(work))
    )
    with work.database.read() as connection:
        rows = connection.execute(lines).all()
    found: list[Id] = []
    for row in rows:
        values = tuple(row)
        if values not in known:
            name, nip, nik, born, sex, served, contracted = values[1:]
            of = Numbers(name, nip, nik, born, sex, served or contracted)
            known[values] = bool(warnings(findings(of)))
        if known[values]:
            found.append(values[0])
    return found
