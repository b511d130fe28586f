"""Every odd workbook gives records or one sentence, in 20 s and 1 GB, never a traceback."""

import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from .odd_bombs import BOMBS
from .odd_books import BOOKS, Odd

ALL: dict[str, Odd] = {**BOOKS, **BOMBS}
TESTS = Path(__file__).parents[1]
MOST_SECONDS = 20


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What the child said of each book, by its number."""
    folder = tmp_path_factory.mktemp("aneh")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the writers warn of what is odd
        for number, odd in enumerate(ALL.values()):
            (folder / f"{number:03}{odd.end}").write_bytes(odd.make())
    command = [sys.executable, "-m", "spreadsheets.odd_run", str(folder)]
    child = subprocess.run(
        command, cwd=TESTS, capture_output=True, text=True, timeout=180, check=False
    )
    lines = [json.loads(line) for line in child.stdout.splitlines()]
    names = list(ALL)
    last = names[int(lines[-1].get("start", lines[-1].get("file"))[:3])] if lines else "start"
    assert child.returncode == 0, (last, child.stderr[-3000:])
    return {line["file"][:3]: line for line in lines if "file" in line}


def test_there_are_more_than_a_hundred() -> None:
    assert len(ALL) == len(BOOKS) + len(BOMBS)
    assert len(ALL) > 150


@pytest.mark.parametrize("name", ALL)
def test_odd_book(read: dict[str, dict[str, object]], name: str) -> None:
    line = read[f"{list(ALL).index(name):03}"]
    comes = ALL[name].comes
    what = line["what"]
    if isinstance(comes, int):
        assert what == comes, line
    else:
        assert what in comes or ("any" in comes and isinstance(what, int | str)), line
    if isinstance(what, str):
        said = str(line["said"])
        assert re.fullmatch(r"KK-1[56]\d", what)
        assert said.endswith(f"Tidak ada yang diimpor. {what}")
        assert "\n" not in said
        assert "\u2013" not in said
    assert float(str(line["seconds"])) < MOST_SECONDS
