"""Keeping an office's data safe: integrity check, backup, restore, the daily copy."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from kotabumi_kinerja import settings
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import backup as copies
from kotabumi_kinerja.store import check as integrity


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the check found, in words."""

    subject: str
    words: str
