"""Officials who rate: those that stand for people of the office, and those outside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.identity import parse_nip
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name, full_name
from kotabumi_kinerja.domain.ranks import parse_golongan, show_rank
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import official, person_now, rater, signer


@dataclass(frozen=True, slots=True)
class Outsider:
    """A rater outside the office, such as the Bupati; NIP empty when not a civil servant."""

    name: str
    post: str
    nip: str = ""
    rank: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """One official outside, and how many lines of the register name him."""

    id: Id
    name: str
    post: str
    nip: str
    rank: str
    unit: str
    rates: int

    @property
    def anchor(self) -> tuple[object, ...]:
        """For lists."""
        return (self.id,)

    @property
    def words(self) -> str:
        """What is searched."""
        return f"{self.name} {self.post} {self.nip} {self.unit}".casefold()

    def in_chip(self, chip: str) -> bool:
        """There are no chips."""
        return not chip

    def sort_value(self, key: str) -> str:
        """What a sorted column compares."""
        return {"post": self.post, "nip": self.nip}.get(key, self.name)


def outsiders(work: Workspace) -> list[OutsideLine]:
    """The officials outside the office by name, with how many people each rates or rated."""
    o, r = official.c, rater.c
    count = (
        select(func.count(r.person_id.distinct()))
        .where(r.office == o.office, r.official_id == o.id, r.gone == "")
        .scalar_subquery()
    )
    query = (
        select(o.id, o.name, o.post, o.nip, o.rank, o.unit_name, count)
        .where(o.office == work.database.office, o.gone == "", o.person_id.is_(None))
        .order_by(o.name, o.id)
    )
    with work.database.read() as connection:
        return [OutsideLine(*row) for row in connection.execute(query)]


def add_outsider(work: Workspace, who: Outsider) -> Id:
    """A new official outside, or the one that is known by name, post and NIP. Refused KK-185."""
    clean = _clean(who)
    with work.database.change(f"tambah pejabat {clean.name}") as connection:
        return outside(connection, work, clean)


def edit_outsider(work: Workspace, key: Id, who: Outsider) -> None:
    """Other name, post, NIP, rank or unit. Refused KK-185 without a name, KK-186 not there."""
    clean = _clean(who)
    with work.database.change(f"ubah pejabat {clean.name}") as connection:
        done = connection.execute(
            update(official)
            .where(*_mine(work, key))
            .values(
                name=clean.name,
                post=clean.post,
                nip=clean.nip,
                rank=clean.rank,
                unit_name=clean.unit,
                civil_servant=int(bool(clean.nip)),
            )
        )
        if not done.rowcount:
            raise Refused("KK-186")


def delete_outsider(work: Workspace, key: Id) -> None:
    """Take an official off the list. Refused KK-187 while somebody is rated by him."""
    found = next((o for o in outsiders(work) if o.id == key), None)
    if found is None:
        raise Refused("KK-186")
    if found.rates:
        raise Refused("KK-187", name=found.name, count=found.rates)
    with work.database.change(f"hapus pejabat {found.name}") as connection:
        connection.execute(update(official).where(*_mine(work, key)).values(gone=DELETED))


def join_outsiders(work: Workspace, keep: Id, others: Sequence[Id]) -> int:
    """Officials that are the same person become one; how many lines were moved over.

    Refused KK-186 when one of them is not there any more.
    """
    known = {o.id: o for o in outsiders(work)}
    gone = [key for key in others if key != keep]
    if keep not in known or any(key not in known for key in gone):
        raise Refused("KK-186")
    if not gone:
        return 0
    name = known[keep].name
    office = work.database.office
    with work.database.change(f"gabungkan pejabat {name}") as connection:
        moved = connection.execute(
            update(rater)
            .where(rater.c.office == office, rater.c.official_id.in_(gone), rater.c.gone == "")
            .values(official_id=keep)
        ).rowcount
        connection.execute(
            update(signer)
            .where(signer.c.office == office, signer.c.official_id.in_(gone), signer.c.gone == "")
            .values(official_id=keep)
        )
        for key in gone:
            connection.execute(update(official).where(*_mine(work, key)).values(gone=DELETED))
    return moved


def resolve(connection: Connection, work: Workspace, who: Id | Outsider) -> Id:
    """The official's row for a person of the office or somebody outside; made when missing."""
    return (
        outside(connection, work, who)
        if isinstance(who, Outsider)
        else inside(connection, work, who)
    )


def outside(connection: Connection, work: Workspace, who: Outsider) -> Id:
    """The row of an official outside."""
    o = official.c
    known = connection.scalar(
        select(o.id).where(
            o.office == work.database.office,
            o.name == who.name,
            o.post == who.post,
            o.nip == who.nip,
            o.person_id.is_(None),
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


def inside(connection: Connection, work: Workspace, person: Id) -> Id:
    """The official that stands for a person of this office, made when there is none.

    `person` may be the id of an official too: who was chosen from the list of those outside.
    """
    office, o = work.database.office, official.c
    known = connection.scalar(
        select(o.id).where(
            o.office == office, (o.person_id == person) | (o.id == person), o.gone == ""
        )
    )
    if known is not None:
        return known
    row = connection.execute(
        select(person_now).where(person_now.c.office == office, person_now.c.id == person)
    ).first()
    if row is None:
        raise Refused("KK-186")
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


def _mine(work: Workspace, key: Id) -> tuple[ColumnElement[bool], ...]:
    o = official.c
    return (o.office == work.database.office, o.id == key, o.gone == "")


def _clean(who: Outsider) -> Outsider:
    name = clean_name(who.name)
    if not name:
        raise Refused("KK-185")
    nip = parse_nip(who.nip).digits if who.nip.strip() else ""
    return Outsider(name, clean_name(who.post), nip, clean_name(who.rank), clean_name(who.unit))
