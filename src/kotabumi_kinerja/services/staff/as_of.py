"""What held on a day, for one person and for everybody ('keadaan per 1 April').

A line of the career holds from its `since`. Before it, what the line itself dates earlier is
honoured: its rank since `golongan_since`, its post since `post_since`, its status since
`service_since`. What none of these tells is not recorded, never guessed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.staff import Status, age, service
from kotabumi_kinerja.services.career import CareerLine, line_of
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import employment, person, unit

UNKNOWN = "belum tercatat"


@dataclass(frozen=True, slots=True)
class StaffThen:
    """One person on a day; None and '' are 'belum tercatat'. `left`: had left by then."""

    id: Id
    nip: str
    name: str
    day: date
    status: Status | None
    standing: str
    golongan: str
    rank: str
    golongan_since: date | None
    post: str
    post_since: date | None
    eselon: str
    unit: str
    contract_until: date | None
    left: str
    age: int | None
    service: tuple[int, int] | None

    def lines(self) -> Iterator[tuple[str, str]]:
        """Label and value for reading."""
        yield "Keadaan per", show_date(self.day)
        if self.left:
            yield "Sudah keluar", self.left
        yield "Status", self.status.label if self.status else UNKNOWN
        yield "Kedudukan", self.standing or UNKNOWN
        yield "Pangkat", self.rank or UNKNOWN
        yield "Jabatan", self.post or UNKNOWN
        yield "Eselon", self.eselon or "–"
        yield "Unit", self.unit or UNKNOWN
        yield "Umur", f"{self.age} tahun" if self.age is not None else UNKNOWN
        years, months = self.service or (0, 0)
        yield "Masa kerja", f"{years} tahun {months} bulan" if self.service else UNKNOWN
        if self.contract_until:
            yield "Kontrak sampai", show_date(self.contract_until)


def as_of(work: Workspace, key: Id, day: date) -> StaffThen:
    """One person on a day. Refused KK-146 when there is none."""
    found = _read(work, day, key)
    if not found:
        raise Refused("KK-146", nip=key.hex())
    return found[0]


def everybody(work: Workspace, day: date) -> list[StaffThen]:
    """Who is known to have worked here on a day, by name."""
    return [then for then in _read(work, day) if then.status is not None and not then.left]


def _read(work: Workspace, day: date, key: Id | None = None) -> list[StaffThen]:
    p, e, u, office = person.c, employment.c, unit.c, work.database.office
    people = select(p.id, p.nip, p.front, p.name, p.back, p.born).where(
        p.office == office, p.gone == ""
    )
    careers = (
        select(employment, u.name.label("unit"))
        .outerjoin(unit, (u.office == e.office) & (u.id == e.unit_id))
        .where(e.office == office, e.gone == "")
        .order_by(e.since, e.id)
    )
    if key is not None:
        people, careers = people.where(p.id == key), careers.where(e.person_id == key)
    held: dict[Id, list[CareerLine]] = defaultdict(list)
    with work.database.read() as connection:
        for row in connection.execute(careers).mappings():
            held[row["person_id"]].append(line_of(row))
        rows = connection.execute(people.order_by(p.name, p.id)).all()
    return [_then(work, row, held[row.id], day) for row in rows]


def _then(work: Workspace, who: Any, career: Sequence[CareerLine], day: date) -> StaffThen:
    """`career` oldest first."""
    past = [line for line in career if line.since <= day]
    first = career[0] if career else None
    base = past[-1] if past else None
    if base is None and first and first.service_since and first.service_since <= day:
        status = first.status
    else:
        status = base.status if base else None
    ranked = _latest([(line.golongan_since, line) for line in career if line.golongan], day)
    posted = _latest([(line.post_since, line) for line in career if line.post], day)
    began = min((line.service_since for line in career if line.service_since), default=None)
    golongan = ranked.golongan if ranked else ""
    placed = base if base and (posted is None or base.since >= posted.since) else posted
    left = base.leaving if base else None
    return StaffThen(
        id=who.id,
        nip=who.nip,
        name=full_name(who.front, who.name, who.back),
        day=day,
        status=status,
        standing=base.standing if base else "",
        golongan=golongan,
        rank=show_rank(parse_golongan(golongan), work.rules, day) if golongan else "",
        golongan_since=ranked.golongan_since if ranked else None,
        post=posted.post if posted else "",
        post_since=posted.post_since if posted else None,
        eselon=posted.eselon if posted else "",
        unit=placed.unit if placed else "",
        contract_until=base.contract_until if base else None,
        left=left.label if left and base else "",
        age=age(who.born, day) if who.born and who.born <= day else None,
        service=service(began, day) if began and began <= day else None,
    )


def _latest(facts: list[tuple[date | None, CareerLine]], day: date) -> CareerLine | None:
    """The line whose fact began last by `day`; a fact without a day began with its line."""
    begun = [(own or line.since, line.since <= day, line.since, line) for own, line in facts]
    known = [fact for fact in begun if fact[0] <= day]
    return max(known, key=lambda fact: fact[:3])[3] if known else None
