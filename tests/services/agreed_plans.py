"""Puts agreed plans straight into the tables, so that tests of scoring need nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import insert, select

from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.targets import read_target
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

TARGETS = ("480 berkas", "maksimal 5 hari", "98 %")


def people(work: Workspace) -> list[Id]:
    """Everybody, by name."""
    n = s.person_now.c
    with work.database.read() as connection:
        return list(connection.scalars(select(n.id).order_by(n.name, n.id)))


def agree(  # noqa: PLR0913  # each part has a quiet default
    work: Workspace,
    persons: Sequence[Id],
    *,
    targets: Sequence[str] = TARGETS,
    state: str = "agreed",
    since: date = date(2026, 1, 1),
    until: date = date(2026, 12, 31),
) -> Mapping[Id, list[Id]]:
    """One SKP with one main result each; the ids of its indicators, by person."""
    office = work.database.office
    made: dict[Id, list[Id]] = {}
    with work.database.change("siapkan SKP") as connection:
        for person in persons:
            plan, result = new_id(), new_id()
            head = {"office": office, "id": plan, "person_id": person, "year": since.year}
            head |= {"since": since, "until": until, "approach": "KUANTITATIF", "form": "JA_JF"}
            connection.execute(insert(s.plan).values(**head, state=state, agreed_on=since))
            words = {"section": "UTAMA", "place": 1, "text": "Terselesaikannya permohonan izin"}
            connection.execute(
                insert(s.result).values(office=office, id=result, plan_id=plan, **words)
            )
            made[person] = [new_id() for _ in targets]
            for place, (key, text) in enumerate(zip(made[person], targets, strict=True), 1):
                read = read_target(text, since.year)
                connection.execute(
                    insert(s.indicator).values(
                        office=office,
                        id=key,
                        result_id=result,
                        place=place,
                        aspect="Kuantitas",
                        text=f"Indikator {place}",
                        target_text=text,
                        direction=read.direction.value,
                        minimum=read.minimum,
                        maximum=read.maximum,
                        unit=read.unit,
                        due=read.due,
                    )
                )
    return made
