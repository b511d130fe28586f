"""What is being typed in a cell of a draft, kept beside the database's rows until it is written.

A cell is written when it is left. Should the program die before that, the text is still here and
goes into its row at the next start, as a step that can be undone.
"""

import json
from typing import Final

from sqlalchemy import Table, delete, select, text

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services.plans.editing import edit_indicator, edit_result
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

_KEY: Final = "plans:typing"


def keep(work: Workspace, row: Id, field: str, words: str) -> None:
    """Remember the text of an open cell: `field` as for `edit_result` or `edit_indicator`."""
    with work.database.local() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO meta(key, value) VALUES (:key, :value)"),
            {"key": _KEY, "value": json.dumps([row.hex(), field, words])},
        )


def forget(work: Workspace) -> None:
    """The cell was written or left as it was."""
    with work.database.local() as connection:
        connection.execute(delete(s.meta).where(s.meta.c.key == _KEY))


def restore(work: Workspace) -> str:
    """Write what was kept when the program died; the text, '' when there was nothing to do."""
    with work.database.read() as connection:
        kept = connection.scalar(select(s.meta.c.value).where(s.meta.c.key == _KEY))
    if not kept:
        return ""
    row, field, words = json.loads(kept)
    key = bytes.fromhex(row)
    forget(work)
    try:
        if _is_in(work, s.result, key):
            edit_result(work, key, field, words)
        else:
            edit_indicator(work, key, field, words)
    except Refused:
        return ""  # the row is gone or the plan was handed in meanwhile
    return str(words)


def _is_in(work: Workspace, table: Table, key: Id) -> bool:
    with work.database.read() as connection:
        found = select(table.c.id).where(table.c.office == work.database.office, table.c.id == key)
        return connection.execute(found).first() is not None
