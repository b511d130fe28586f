"""The first rows of the staff list for a window that has just painted: no SQLAlchemy, no rules."""

import json
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store.vault import FileVault, Vault

ROWS = 50

FirstRow = tuple[str, str, str, str, str, str]


def first_rows(folder: Path, vault: Vault | None) -> list[FirstRow]:
    """Name, NIP, status, golongan, post and rater of the first persons by name.

    Empty when they cannot be had this way; the opening that follows behind says why. The key
    file is asked before `vault`, which is slow to load.
    """
    from sqlcipher3 import dbapi2  # noqa: PLC0415  # only where there is an office

    from kotabumi_kinerja.store import quick  # noqa: PLC0415  # the same

    try:
        key = _key(folder, vault)
        rows = quick.first_rows(folder / settings.DATABASE, key, ROWS) if key else []
    except (Refused, OSError, ValueError, KeyError, dbapi2.Error):
        return []
    return [(*row[:5], row[5].partition(",")[0]) for row in rows]  # the list shows bare names too


def _key(folder: Path, vault: Vault | None) -> bytes | None:
    name = str(json.loads((folder / settings.WRAPPED_KEY).read_bytes())["office"])
    for place in (FileVault(folder / settings.KEY_FILE), vault):
        key = place.get(name) if place is not None else None
        if key is not None:
            return key
    return None
