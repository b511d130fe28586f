"""Keeping an office's data safe: integrity check, backup and its restore, the daily copy."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import text

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.progress import Progress
from kotabumi_kinerja.replacing import put_in_place
from kotabumi_kinerja.services import offices
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import backup as copies
from kotabumi_kinerja.store import check as integrity
from kotabumi_kinerja.store.vault import Vault

_KINDS: Final = {
    "file": "Berkas data",
    "key": "Hubungan antardata",
    "cipher": "Enkripsi",
    "trigger": "Penjaga riwayat",
    "version": "Versi data",
    "summary": "Ringkasan daftar",
    "search": "Indeks pencarian",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the check found, in words."""

    subject: str
    words: str


def check(work: Workspace) -> list[Remark]:
    """Look the whole file over; an empty list means that it is sound."""
    found = [
        Remark(_KINDS.get(f.kind, f.kind), f"{f.where}: {f.detail}")
        for f in integrity.check(work.database)
    ]
    if not (work.folder / settings.WRAPPED_KEY).is_file():
        found.append(Remark("Kode pemulihan", "berkas kunci di samping data tidak ada"))
    return found


def backup(work: Workspace, folder: Path, progress: Progress | None = None) -> Path:
    """One encrypted, verified file in `folder`, its wrapped key beside it."""
    made = copies.write(work.database.path, work.key, _wrapped(work), folder, progress=progress)
    _remember(work)
    return made.path


def daily_copy(work: Workspace) -> Path | None:
    """Today's copy beside the data, fourteen kept; None when it is there already."""
    made = copies.automatic(work.database.path, work.key, _wrapped(work))
    if made is None:
        return None
    _remember(work)
    return made.path


def restore(source: Path, folder: Path, code: str, *, vault: Vault | None) -> str:
    """Bring a backup back into `folder`, also on another PC, by the recovery code.

    Returns where its key is kept now; a database that was there is kept aside. Refused:
    KK-446 no wrapped key beside the backup, KK-450.. the code, KK-404 and KK-413 the copy.
    """
    wrapped = source.with_suffix(copies.KEY_SUFFIX)
    try:
        wrap = wrapped.read_bytes()
    except OSError as error:
        raise Refused("KK-446", folder=source.parent.name) from error
    name, key = offices.unwrapped(wrap, code, source.parent.name)
    copies.restore(source, key, folder / settings.DATABASE)
    half = folder / f"{settings.WRAPPED_KEY}.baru"
    half.write_bytes(wrap)
    put_in_place(half, folder / settings.WRAPPED_KEY)
    return offices.store_key(folder, name, key, vault)


def _wrapped(work: Workspace) -> bytes:
    try:
        return (work.folder / settings.WRAPPED_KEY).read_bytes()
    except OSError as error:
        raise Refused("KK-446", folder=work.folder.name) from error


def _remember(work: Workspace) -> None:
    with work.database.local() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO meta VALUES ('backed_up', :t)"),
            {"t": work.database.clock().isoformat()},
        )
