"""The two sides of a document as the registers have them on a day."""

from datetime import date

from sqlalchemy import select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.parties import Party, Snapshot
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.services.raters import RaterLine, rater_of_rater, rater_on
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import official, person_now


def snapshot(work: Workspace, person: Id, on: date | None = None) -> Snapshot:
    """Person and the rater of a day (today). Refused KK-140 when nobody is set to rate then."""
    day = on or work.today()
    rater = rater_of(work, person, day)
    staff = party(work, person)
    if rater is None:
        raise Refused("KK-140", name=staff.name, since=show_date(day))
    return Snapshot(staff, rater)


def party(work: Workspace, person: Id) -> Party:
    """A person of this office as documents name him. Refused KK-146 when there is none."""
    with work.database.read() as connection:
        row = connection.execute(
            select(person_now).where(
                person_now.c.office == work.database.office, person_now.c.id == person
            )
        ).first()
    if row is None:
        raise Refused("KK-146", nip=person.hex())
    golongan = parse_golongan(row.golongan) if row.golongan else None
    return Party(
        full_name(row.front, row.name, row.back),
        row.nip,
        show_rank(golongan, work.rules, work.today()),
        row.post,
        row.unit_name,
    )


def rater_of(work: Workspace, person: Id, on: date | None = None) -> Party | None:
    """The rater of a day (today); None when nobody is set then."""
    return _as_party(work, rater_on(work, person, on or work.today()))


def superior_of(work: Workspace, person: Id, on: date | None = None) -> Party | None:
    """The superior of the rater on a day (today), who decides objections; None when not known."""
    return _as_party(work, rater_of_rater(work, person, on or work.today()))


def _as_party(work: Workspace, line: RaterLine | None) -> Party | None:
    if line is None:
        return None
    with work.database.read() as connection:
        row = connection.execute(
            select(official).where(
                official.c.office == work.database.office, official.c.id == line.official
            )
        ).one()
    return Party(row.name, row.nip, row.rank, row.post, row.unit_name)
