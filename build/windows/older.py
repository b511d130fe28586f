"""The program of the first schema, from this repository's history: what offices update from.

An update from it runs through every migration. It is packed once and kept in the cache. Its version
is set to OLDER, nothing else of it is touched.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from . import bundle
from .places import NAME, REPO
from .running import Log
from .wine import Wine

OLDER: Final = "0.0.1"
FIRST: Final = 1
_OPENING: Final = "src/kotabumi_kinerja/store/opening.py"
_NUMBER: Final = r"^SCHEMA: Final = (\d+)$"
_SOURCES: Final = "older-sources"


def schema(text: str) -> int:
    """The schema's number that `text`, store/opening.py, names; 0 when it names none."""
    found = re.search(_NUMBER, text, re.MULTILINE)
    return int(found[1]) if found else 0


def commit(repo: Path = REPO) -> str:
    """The newest commit with the first schema; '' when history does not reach."""
    changes = _git(repo, "log", "--format=%H", "-G", "^SCHEMA: Final = ", "--", _OPENING).split()
    for candidate in ("HEAD", *(f"{change}^" for change in changes)):
        found = _git(repo, "rev-parse", "--verify", "--quiet", candidate).strip()
        if found and schema(_git(repo, "show", f"{found}:{_OPENING}")) == FIRST:
            return found
    return ""


def packed(maker: Wine, cache: Path, log: Log) -> Path | None:
    """The older program's folder, made by `maker`'s Python when the cache lacks it.

    None when history does not reach: a copy of the sources without it, or its newest part alone.
    """
    origin = commit()
    if not origin:
        return None
    kept = cache / "older" / f"{origin[:12]}-{OLDER}"
    if kept.is_dir():
        return kept / NAME
    sources = maker.work / _SOURCES
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    tree = subprocess.run(
        ["git", "-C", REPO, "archive", origin], capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", sources], input=tree, check=True)
    init = sources / "src" / "kotabumi_kinerja" / "__init__.py"
    text = re.sub(r'__version__ = "[^"]+"', f'__version__ = "{OLDER}"', init.read_text("utf-8"))
    init.write_text(text, "utf-8")
    spec = rf"Z:\w\{_SOURCES}\installer.spec"
    made = bundle.under_wine(maker, log, spec=spec, name="older")
    shutil.rmtree(cache / "older", ignore_errors=True)
    kept.parent.mkdir(parents=True)
    made.parent.rename(kept)
    shutil.rmtree(sources)
    return kept / NAME


def _git(repo: Path, *words: str) -> str:
    """What git says; '' when it refuses or is not there."""
    if shutil.which("git") is None:
        return ""
    call = ["git", "-C", str(repo), *words]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    return "" if done.returncode else done.stdout
