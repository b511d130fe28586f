"""What every service is handed: the open database, the rules of law, and where files lie."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.store.database import Database


@dataclass(frozen=True, slots=True)
class Workspace:
    """One open office. `folder` holds its database, key wraps and backups; `key` opens it."""

    database: Database
    rules: RuleBook
    folder: Path
    resources: Path
    key: bytes = field(repr=False)

    def today(self) -> date:
        """The day on this machine's calendar; it is shown and proposed, it decides nothing."""
        return self.database.clock().astimezone().date()
