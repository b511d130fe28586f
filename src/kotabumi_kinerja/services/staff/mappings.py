"""Which column of a list is what: proposed, changed by the user, remembered by its headings."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import delete, insert, select

from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets.mapping import Proposal, Shape, fingerprint_of, propose
from kotabumi_kinerja.spreadsheets.reading import Workbook, read_workbook
from kotabumi_kinerja.spreadsheets.siasn import staff_shape
from kotabumi_kinerja.store.schema import meta

_KEY: Final = "mapping:{}"
_ORDER: Final = "columns:staff"


def shape_of(work: Workspace) -> Shape:
    """What a list of staff looks like, with the other names of its columns."""
    return staff_shape(work.resources)


def remembered(work: Workspace, prints: Iterable[str]) -> dict[str, str]:
    """What was chosen for lists with these headings: key of a column to its heading or ''."""
    keys = [_KEY.format(mark) for mark in prints if mark]
    found: dict[str, str] = {}
    with work.database.read() as connection:
        for value in connection.scalars(select(meta.c.value).where(meta.c.key.in_(keys))):
            found.update(json.loads(value or "{}"))
    return found


def remember(work: Workspace, fingerprint: str, choices: Mapping[str, str]) -> None:
    """Keep the choices for the next list with these headings; it stays in this office's file."""
    key = _KEY.format(fingerprint)
    with work.database.local() as connection:
        connection.execute(delete(meta).where(meta.c.key == key))
        if choices:
            connection.execute(insert(meta).values(key=key, value=json.dumps(dict(choices))))


def remember_order(work: Workspace, order: Iterable[str]) -> None:
    """Keep the order of the columns of a source that has others beside the usual ones."""
    with work.database.local() as connection:
        connection.execute(delete(meta).where(meta.c.key == _ORDER))
        connection.execute(insert(meta).values(key=_ORDER, value=json.dumps(list(order))))


def last_order(work: Workspace) -> list[str]:
    """The order that was kept last; empty when every source had the usual columns."""
    with work.database.read() as connection:
        value = connection.scalar(select(meta.c.value).where(meta.c.key == _ORDER))
    found: list[str] = json.loads(value or "[]")
    return found


def chosen_before(work: Workspace, workbook: Workbook, shape: Shape) -> dict[str, str]:
    """What was chosen for the lists in this workbook."""
    return remembered(work, {fingerprint_of(sheet, shape) for sheet in workbook.sheets})


def proposals(work: Workspace, path: Path) -> tuple[Proposal, ...]:
    """What each column of each visible sheet seems to be, with a few of its values.

    Refused as by `read_workbook`.
    """
    shape, workbook = shape_of(work), read_workbook(path)
    before = chosen_before(work, workbook, shape)
    found = (propose(sheet, shape, before) for sheet in workbook.sheets if not sheet.hidden)
    return tuple(proposal for proposal in found if proposal is not None)
