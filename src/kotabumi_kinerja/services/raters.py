"""The register of raters: proposal for the whole office, single assignments, checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import full_name
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.domain.raters import Assignment, Holder, Proposal, Trouble, propose, troubles
from kotabumi_kinerja.services.posts import held
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import official, person_now, rater

KINDS: Final = {
    "DEFINITIF": "Definitif",
    "PLT": "Plt.",
    "PLH": "Plh.",
    "DELEGASI": "Didelegasikan",
}


@dataclass(frozen=True, slots=True)
class Outsider:
    """A rater outside the office, such as the Bupati; NIP empty when not a civil servant."""

    name: str
    post: str
    nip: str = ""
    rank: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RaterLine:
    """Who rates one person, from when to when (None: until further notice)."""

    id: Id
    person: Id
    person_name: str
    official: Id
    name: str
    nip: str
    post: str
    kind: str
    since: date
    until: date | None


def proposals(work: Workspace) -> list[Proposal]:
    """A rater for everybody by the order of posts; nothing is written."""
    kinship = work.rules.table("kinship", work.today())
    words = {key: kinship.text(key) for key in kinship.names()}
    return propose(holders(work), words)


def assign_all(work: Workspace, head_rater: Outsider, since: date) -> int:
    """Write the proposal for everybody who has no rater yet, in one step; returns how many."""
    have = {line.person for line in lines(work)}
    wanted = [p for p in proposals(work) if p.person not in have]
    if not wanted:
        return 0
    with work.database.change(f"tetapkan penilai {len(wanted)} pegawai") as connection:
        outside = _outsider(connection, work, head_rater)
        known: dict[Id, Id] = {}
        for proposal in wanted:
            if proposal.rater is None:
                chosen = outside
            else:
                chosen = known.get(proposal.rater) or _inside(connection, work, proposal.rater)
                known[proposal.rater] = chosen
            _write(connection, work, proposal.person, chosen, "DEFINITIF", since, proposal.why)
    return len(wanted)


def assign(
    work: Workspace, person: Id, who: Id | Outsider, since: date, kind: str = "DEFINITIF"
) -> None:
    """`who` (a person of this office, or an outsider) rates `person` from `since` on.

    What was valid before ends the day before. Refused KK-141: the same person; KK-149: a kind
    that there is not.
    """
    if kind not in KINDS:
        raise Refused("KK-149", kind=kind)
    if who == person:
        raise Refused("KK-141")
    name = _name(work, person)
    with work.database.change(f"ganti penilai {name}") as connection:
        chosen = (
            _outsider(connection, work, who)
            if isinstance(who, Outsider)
            else _inside(connection, work, who)
        )
        _end_before(connection, work, person, since)
        _write(connection, work, person, chosen, kind, since, "")


def lines(work: Workspace, person: Id | None = None) -> list[RaterLine]:
    """The register, the latest first for each person."""
    r, o, p = rater.c, official.c, person_now.c
    query = (
        select(rater, o.name, o.nip, o.post, p.name.label("person_name"))
        .join(official, (o.office == r.office) & (o.id == r.official_id))
        .join(person_now, (p.office == r.office) & (p.id == r.person_id))
        .where(r.office == work.database.office, r.gone == "")
        .order_by(p.name, r.since.desc())
    )
    if person is not None:
        query = query.where(r.person_id == person)
    with work.database.read() as connection:
        return [
            RaterLine(
                x.id,
                x.person_id,
                x.person_name,
                x.official_id,
                x.name,
                x.nip,
                x.post,
                x.kind,
                x.since,
                x.until,
            )
            for x in connection.execute(query)
        ]


def check(work: Workspace) -> list[Trouble]:
    """What would block or void a rating today."""
    with work.database.read() as connection:
        inside = dict(
            connection.execute(
                select(official.c.id, official.c.person_id).where(
                    official.c.office == work.database.office
                )
            ).all()
        )
    register = [
        Assignment(x.person, inside[x.official], x.kind, x.since, x.until) for x in lines(work)
    ]
    return list(troubles(holders(work), register, work.today()))


def holders(work: Workspace) -> Sequence[Holder]:
    """Everybody active with post and level, by name."""
    p = person_now.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(p.id, p.front, p.name, p.back, p.post, p.post_kind, p.unit_name)
            .where(p.office == work.database.office)
            .order_by(p.name, p.id)
        ).all()
    made: list[Holder] = []
    for row in rows:
        position = held(row.post, row.post_kind, work.rules, work.today())
        name = full_name(row.front, row.name, row.back)
        made.append(Holder(row.id, name, row.post, position.level, position.leads, row.unit_name))
    return made


def _outsider(connection: Connection, work: Workspace, who: Outsider) -> Id:
    o = official.c
    known = connection.scalar(
        select(o.id).where(
            o.office == work.database.office,
            o.name == who.name,
            o.post == who.post,
            o.nip == who.nip,
            o.gone == "",
        )
    )
    if known is not None:
        return known
    key = new_id()
    connection.execute(
        insert(official).values(
            office=work.database.office,
            id=key,
            name=who.name,
            nip=who.nip,
            rank=who.rank,
            post=who.post,
            unit_name=who.unit,
            civil_servant=int(bool(who.nip)),
        )
    )
    return key


def _inside(connection: Connection, work: Workspace, person: Id) -> Id:
    """The official that stands for a person of this office, made when there is none."""
    office = work.database.office
    known = connection.scalar(
        select(official.c.id).where(
            official.c.office == office, official.c.person_id == person, official.c.gone == ""
        )
    )
    if known is not None:
        return known
    row = connection.execute(
        select(person_now).where(person_now.c.office == office, person_now.c.id == person)
    ).one()
    golongan = parse_golongan(row.golongan) if row.golongan else None
    key = new_id()
    connection.execute(
        insert(official).values(
            office=office,
            id=key,
            name=full_name(row.front, row.name, row.back),
            nip=row.nip,
            rank=show_rank(golongan, work.rules, work.today()),
            post=row.post,
            unit_name=row.unit_name,
            person_id=person,
        )
    )
    return key


def _write(  # noqa: PLR0913, PLR0917  # the columns of one line
    connection: Connection,
    work: Workspace,
    person: Id,
    chosen: Id,
    kind: str,
    since: date,
    basis: str,
) -> None:
    connection.execute(
        insert(rater).values(
            office=work.database.office,
            id=new_id(),
            person_id=person,
            official_id=chosen,
            kind=kind,
            since=since,
            basis=basis,
        )
    )


def _end_before(connection: Connection, work: Workspace, person: Id, since: date) -> None:
    r = rater.c
    mine = (r.office == work.database.office, r.person_id == person, r.gone == "")
    open_end = (r.until.is_(None)) | (r.until >= since)
    connection.execute(
        update(rater)
        .where(*mine, r.since < since, open_end)
        .values(until=since - timedelta(days=1))
    )
    connection.execute(update(rater).where(*mine, r.since >= since).values(gone="deleted"))


def _name(work: Workspace, person: Id) -> str:
    with work.database.read() as connection:
        name = connection.scalar(select(person_now.c.name).where(person_now.c.id == person))
    if name is None:
        raise Refused("KK-146", nip=person.hex())
    return name
