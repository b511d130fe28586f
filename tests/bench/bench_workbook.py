"""Reading 20,000 x 30 into records against bare python-calamine, in the same run."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.mapping import find_tables
from kotabumi_kinerja.spreadsheets.reading import read_workbook
from kotabumi_kinerja.spreadsheets.writing import write_table

_ROWS, _COLUMNS, _ROUNDS = 20_000, 30, 3
_BUDGET = 3.0


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time of ours divided by that of the bare reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "besar.xlsx"
        headings = siasn.HEADINGS[:_COLUMNS]
        rows = (
            [f"19800112200208{row:04d}" if h == "NIP BARU" else f"{h} {row}" for h in headings]
            for row in range(_ROWS)
        )
        write_table(path, "", headings, rows)
        pairs = [(_cost(_bare, path), _cost(_ours, path)) for _ in range(_ROUNDS)]
    return [("workbook 20,000 x 30", median(ours / bare for bare, ours in pairs), _BUDGET)]


def _cost(work: Callable[[Path], int], path: Path) -> float:
    start = time.process_time()
    count = work(path)
    cost = time.process_time() - start
    if count < _ROWS:
        raise AssertionError(count)
    return cost


def _bare(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def _ours(path: Path) -> int:
    (table,) = find_tables(read_workbook(path), siasn.SHAPE)
    return len(list(siasn.staff_records(table)))


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what}: {ratio:.2f} of {budget}")
