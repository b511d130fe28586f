"""A whole SIASN import of 10,000 people against bare python-calamine on the same file."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).parents[1]))

from sample_office import make_office

from kotabumi_kinerja.services import staff_import
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.writing import write_table

_PEOPLE = 10_000
_ALSO = frozenset(siasn.HEADINGS[::4])
"""Columns filled beside those that are judged: 30 of 67, as in the offices' own workbooks."""
_DRY, _WHOLE = 3.0, 6.0


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time divided by that of the bare reader in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "besar.xlsx"
        write_table(path, "", siasn.HEADINGS, _rows())
        bare = min(_cost(lambda: _bare(path)) for _ in range(3))
        work = make_office(Path(folder) / "kantor")
        found: list[staff_import.DryRun] = []
        dry = _cost(lambda: found.append(staff_import.dry_run(work, path)))
        whole = dry + _cost(lambda: _take(work, found[0]))
        work.database.close()
    return [
        ("dry run of 10,000 people", dry / bare, _DRY),
        ("whole import of 10,000 people", whole / bare, _WHOLE),
    ]


def _bare(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def _take(work: Workspace, found: staff_import.DryRun) -> None:
    done = staff_import.apply(work, found)
    if done.new != _PEOPLE:
        raise AssertionError(done)


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _rows() -> Iterator[list[str]]:
    for number in range(_PEOPLE):
        born = date(1970, 1, 1) + timedelta(days=number % 9000)
        known = {
            "NIP BARU": f"{born:%Y%m%d}2000{number % 12 + 1:02}1{number // 9000 + 1:03}",
            "NAMA": f"PEGAWAI CONTOH {number}",
            "TANGGAL LAHIR": f"{born:%d-%m-%Y}",
            "JENIS KELAMIN": "M",
            "JENIS PEGAWAI NAMA": "PNS Daerah",
            "STATUS CPNS PNS": "P",
            "GOL AKHIR ID": "32",
            "GOL AKHIR NAMA": "III/b",
            "TMT GOLONGAN": "01-04-2023",
            "JENIS JABATAN NAMA": "Fungsional Tertentu",
            "JABATAN NAMA": "Penata Perizinan Ahli Pertama",
            "TMT JABATAN": "02-01-2024",
            "UNOR NAMA": "DINAS CONTOH",
            "TMT CPNS": "01-02-2010",
        }
        yield [known.get(h, f"{h} {number}"[:20] if h in _ALSO else "") for h in siasn.HEADINGS]


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what}: {ratio:.2f} of {budget}")
