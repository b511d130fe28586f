"""A whole SIASN import of 10,000 people against bare python-calamine on the same file.

With a number as argument: of that many people, and the peak of memory is told (performance.md:
100,000 x 30 within 400 MB).
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).parents[1]))

from sample_office import make_office

from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.writing import write_table

_PEOPLE = 10_000
_JUDGED = (
    "NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "JENIS PEGAWAI NAMA", "STATUS CPNS PNS",
    "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "JENIS JABATAN NAMA", "JABATAN NAMA",
    "TMT JABATAN", "UNOR NAMA", "TMT CPNS",
)  # fmt: skip
_KEPT = [h for h in siasn.HEADINGS if h not in _JUDGED][::3][:16]
_COLUMNS = [h for h in siasn.HEADINGS if h in _JUDGED or h in _KEPT]
"""30 columns: those that are judged, and some that are only kept."""
_DRY, _WHOLE = 3.0, 6.0


def run(people: int = _PEOPLE) -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time divided by that of the bare reader in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "besar.xlsx"
        # In a process of its own, so that its memory is not taken for that of the import.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            apart.submit(_write, path, people).result()
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            bare = min(apart.submit(_bare, path).result() for _ in range(3))
        work = make_office(Path(folder) / "kantor")
        found: list[staff_import.DryRun] = []
        dry = _cost(lambda: found.append(staff_import.dry_run(work, path)))
        whole = dry + _cost(lambda: _take(work, found[0], people))
        work.database.close()
    return [
        (f"dry run of {people:,} people", dry / bare, _DRY),
        (f"whole import of {people:,} people", whole / bare, _WHOLE),
    ]


def _write(path: Path, people: int) -> None:
    write_table(path, "", _COLUMNS, _rows(people))


def _bare(path: Path) -> float:
    """Seconds of the bare reader."""
    return _cost(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def _take(work: Workspace, found: staff_import.DryRun, people: int) -> None:
    done = staff_import.apply(work, found)
    if done.new != people:
        raise AssertionError(done)


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _rows(people: int) -> Iterator[list[str]]:
    for number in range(people):
        born = date(1962, 1, 1) + timedelta(days=number % 9000)
        known = {
            "NIP BARU": f"{born:%Y%m%d}2000{number % 12 + 1:02}1{number // 9000 % 900 + 1:03}",
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
        yield [known.get(h, f"{h} {number}"[:20]) for h in _COLUMNS]


if __name__ == "__main__":
    for what, ratio, budget in run(int(sys.argv[1]) if len(sys.argv) > 1 else _PEOPLE):
        print(f"{what}: {ratio:.2f} of {budget}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
