"""Disciplinary punishments of a person (PP 94/2021): record, put right, take out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update

from kotabumi_kinerja.domain.dates import add_months
from kotabumi_kinerja.domain.discipline import DisciplineLevel, months_of, refuse_unknown
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.names import clean_name
from kotabumi_kinerja.services.staff import record
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.history import DELETED
from kotabumi_kinerja.store.schema import discipline


@dataclass(frozen=True, slots=True)
class Punishment:
    """One punishment; `until` None: at once, or its end is not recorded."""

    level: DisciplineLevel
    kind: str
    since: date
    until: date | None
    decree: str = ""


@dataclass(frozen=True, slots=True)
class PunishmentLine:
    """A punishment in the register."""

    id: Id
    punishment: Punishment


def lines(work: Workspace, person: Id) -> list[PunishmentLine]:
    """The punishments of one person, newest first."""
    d = discipline.c
    with work.database.read() as connection:
        rows = connection.execute(
            select(discipline)
            .where(d.office == work.database.office, d.person_id == person, d.gone == "")
            .order_by(d.since.desc(), d.id.desc())
        ).all()
    return [
        PunishmentLine(
            row.id,
            Punishment(DisciplineLevel(row.level), row.kind, row.since, row.until, row.decree),
        )
        for row in rows
    ]


def end_of(kind: str, since: date) -> date | None:
    """The last day by the months that the kind names ('... 12 bulan'); None when it names none."""
    months = months_of(kind)
    return date.fromordinal(add_months(since, months).toordinal() - 1) if months else None


def add(work: Workspace, person: Id, punishment: Punishment) -> Id:
    """Record one. Refused KK-135 for a kind that the level does not have."""
    refuse_unknown(punishment.level, punishment.kind, work.rules, punishment.since)
    key, name = new_id(), record(work, person).name
    with work.database.change(f"catat hukuman disiplin {name}") as connection:
        connection.execute(
            insert(discipline).values(
                office=work.database.office, id=key, person_id=person, **_columns(punishment)
            )
        )
    return key


def correct(work: Workspace, person: Id, line: Id, punishment: Punishment) -> None:
    """Put one right. Refused KK-135 for a kind that the level does not have."""
    refuse_unknown(punishment.level, punishment.kind, work.rules, punishment.since)
    _write(work, person, line, "betulkan hukuman disiplin", _columns(punishment))


def remove(work: Workspace, person: Id, line: Id) -> None:
    """Take one out; it can be undone."""
    _write(work, person, line, "hapus hukuman disiplin", {"gone": DELETED})


def _write(work: Workspace, person: Id, line: Id, label: str, values: dict[str, object]) -> None:
    d, name = discipline.c, record(work, person).name
    with work.database.change(f"{label} {name}") as connection:
        connection.execute(
            update(discipline)
            .where(d.office == work.database.office, d.person_id == person, d.id == line)
            .values(values)
        )


def _columns(punishment: Punishment) -> dict[str, object]:
    return {
        "level": punishment.level.value,
        "kind": punishment.kind,
        "since": punishment.since,
        "until": punishment.until,
        "decree": clean_name(punishment.decree),
    }
