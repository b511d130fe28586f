"""The two sides of a document as the registers have them now."""

from sqlalchemy import select

from kotabumi_kinerja.domain.dates import show_date
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.parties import Party, Snapshot
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import official, person_now


def snapshot(work: Workspace, person: Id) -> Snapshot:
    """Person and present rater. Refused KK-140 when nobody is set to rate."""
    rater = rater_of(work, person)
    staff = party(work, person)
    if rater is None:
        raise Refused("KK-140", name=staff.name, since=show_date(work.today()))
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


def rater_of(work: Workspace, person: Id) -> Party | None:
    """The present rater; None when nobody is set."""
    with work.database.read() as connection:
        row = connection.execute(
            select(official)
            .join(
                person_now,
                (person_now.c.office == official.c.office)
                & (person_now.c.rater_id == official.c.id),
            )
            .where(person_now.c.office == work.database.office, person_now.c.id == person)
        ).first()
    if row is None:
        return None
    return Party(row.name, row.nip, row.rank, row.post, row.unit_name)
