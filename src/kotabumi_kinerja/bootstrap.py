"""The one place that wires things: which folder, which key store, which open office."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import offices
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store.lock import Lock
from kotabumi_kinerja.store.vault import Vault, system_vault


@dataclass(frozen=True, slots=True)
class Program:
    """One start of the program: its data root and the key store of this machine (None: none)."""

    root: Path
    vault: Vault | None
    resources: Path

    def folder(self) -> Path:
        """The one office's folder. Refused: KK-443 none there, KK-444 several (names them)."""
        found = settings.offices_in(self.root)
        if not found:
            raise Refused("KK-443", folder=str(self.root))
        if len(found) > 1:
            raise Refused("KK-444", names=", ".join(p.name for p in found))
        return found[0]

    @contextmanager
    def office(self, *, writes: bool, operator: str = "") -> Iterator[Workspace]:
        """The open office; a writer holds its lock. Refused KK-430: another one is at work."""
        folder = self.folder()
        lock = Lock(folder / settings.LOCK) if writes else None
        if lock:
            lock.acquire()
        try:
            work = offices.open_office(
                folder, vault=self.vault, operator=operator, resources=self.resources
            )
            if not operator:
                work.database.operator = next(iter(offices.operators(work)), "")
            try:
                yield work
            finally:
                work.database.close()
        finally:
            if lock:
                lock.release()


def program(root: Path | None, *, key_store: bool = True) -> Program:
    """Wire a start on `root` (None: this user's own data folder)."""
    return Program(
        root or settings.data_root(),
        system_vault() if key_store else None,
        settings.resources(),
    )
