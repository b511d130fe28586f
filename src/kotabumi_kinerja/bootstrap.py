"""The one place that wires things: which folder, which key store, which open office."""

import getpass
import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import offices
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import lock
from kotabumi_kinerja.store.lock import Held, Holder
from kotabumi_kinerja.store.vault import SystemVault, Vault


@dataclass(frozen=True, slots=True)
class Program:
    """One start of the program: its data root and the key store of this machine (None: none)."""

    root: Path
    vault: Vault | None
    resources: Path

    def folder(self) -> Path:
        """The one office's folder. Refused: KK-448 none there, KK-449 several (names them)."""
        found = settings.offices_in(self.root)
        if not found:
            raise Refused("KK-448", folder=str(self.root))
        if len(found) > 1:
            raise Refused("KK-449", names=", ".join(p.name for p in found))
        return found[0]

    @contextmanager
    def office(self, *, writes: bool, operator: str = "") -> Generator[Workspace]:
        """The open office; a writer holds its lock.

        Refused: KK-430 another user is at work in it, KK-432 this user's own window is open.
        """
        folder = self.folder()
        held = hold(folder) if writes else None
        if isinstance(held, Holder):
            raise Refused("KK-432", since=held.since)
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
            if held:
                held.release()


def program(root: Path | None, *, key_store: bool = True) -> Program:
    """Wire a start on `root` (None: this user's own data folder)."""
    return Program(
        root or settings.data_root(),
        _system_vault() if key_store else None,
        settings.resources(),
    )


def hold(folder: Path) -> Held | Holder:
    """The lock of the office in `folder`, or who has it when that is this very user.

    Refused KK-430 with the holder named when another user has it.
    """
    since = f"{datetime.now().astimezone():%d-%m-%Y %H.%M}"
    me = Holder(getpass.getuser(), socket.gethostname(), since)
    return lock.take(folder / settings.DATABASE, me)


def _system_vault() -> Vault | None:
    vault = SystemVault(settings.VAULT_NAME)
    return vault if vault.usable() else None
