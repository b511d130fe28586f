"""Which sections an office's SKP have; 'Instruksi khusus pimpinan' is switched on per office."""

from typing import Final

from sqlalchemy import select, text

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.plans import Section
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.schema import meta

_KEY: Final = "plans:special_section"


def sections(work: Workspace) -> tuple[Section, ...]:
    """The sections in the order of the form."""
    with work.database.read() as connection:
        used = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) == "1"
    return tuple(s for s in Section if used or s is not Section.SPECIAL)


def use_special_section(work: Workspace, *, used: bool) -> None:
    """Switch 'Instruksi khusus pimpinan' on or off; results that lie there stay where they are."""
    with work.database.local() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO meta(key, value) VALUES (:key, :value)"),
            {"key": _KEY, "value": "1" if used else "0"},
        )


def refuse_section(work: Workspace, section: Section) -> None:
    """Refuse KK-204 when this office does not use the section."""
    if section not in sections(work):
        raise Refused("KK-204", section=section.label)
