"""Reading 100,000 x 30 into records against bare python-calamine, in the same run."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.writing import write_table

_ROWS, _COLUMNS = 100_000, 30
_BUDGET = 3.0
_MEMORY = 400
"""Megabytes, the interpreter and its libraries included."""

_ALSO = frozenset({
    "PNS ID", "NIP BARU", "NAMA", "GELAR BELAKANG", "TEMPAT LAHIR NAMA", "TANGGAL LAHIR",
    "JENIS KELAMIN", "AGAMA NAMA", "JENIS KAWIN NAMA", "NIK", "NOMOR HP", "EMAIL",
    "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "TMT CPNS", "TMT PNS",
    "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN", "JENIS JABATAN NAMA",
    "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN NAMA", "TAHUN LULUS",
    "UNOR NAMA", "INSTANSI KERJA NAMA",
})  # fmt: skip
_OWN = frozenset({"PNS ID", "NIP BARU", "NAMA", "NIK", "NOMOR HP", "EMAIL"})
"""Columns in which nobody has what another has."""

_CHILD = """
import re, sys, time
from pathlib import Path
path, way = Path(sys.argv[1]), sys.argv[2]
if way == "bare":
    from python_calamine import CalamineWorkbook
    start = time.process_time()
    count = len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
else:
    from kotabumi_kinerja.spreadsheets import siasn
    from kotabumi_kinerja.spreadsheets.mapping import find_tables
    from kotabumi_kinerja.spreadsheets.reading import read_workbook
    start = time.process_time()
    (table,) = find_tables(read_workbook(path), siasn.SHAPE)
    count = sum(1 for _ in siasn.staff_records(table))
spent = time.process_time() - start
print(count, spent, re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def run() -> list[tuple[str, float, float]]:
    """(what, ratio, budget): CPU time by that of the bare reader; memory by what is allowed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "besar.xlsx"
        headings = [heading for heading in siasn.HEADINGS if heading in _ALSO]
        if len(headings) != _COLUMNS:
            raise AssertionError(headings)
        write_table(path, "", headings, _rows(headings))
        bare, _ = _cost(path, "bare")
        ours, peak = _cost(path, "ours")
    return [
        ("workbook 100,000 x 30", ours / bare, _BUDGET),
        ("memory of a workbook 100,000 x 30", peak / _MEMORY, 1.0),
    ]


def _cost(path: Path, way: str) -> tuple[float, float]:
    """Seconds and megabytes in a process of its own."""
    command = [sys.executable, "-c", _CHILD, str(path), way]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    if int(said[0]) < _ROWS:
        raise AssertionError(said)
    return float(said[1]), int(said[2]) / 1024


def _rows(headings: list[str]) -> Iterator[list[str]]:
    for number in range(_ROWS):
        born = date(1970, 1, 1) + timedelta(days=number % 9000)
        own = {
            "NIP BARU": f"{born:%Y%m%d}2000{number % 12 + 1:02}1{number // 9000 + 1:03}",
            "TANGGAL LAHIR": f"{born:%d-%m-%Y}",
        }
        yield [own.get(h, f"{h} {number}" if h in _OWN else f"{h} {number % 40}") for h in headings]


if __name__ == "__main__":
    for what, ratio, budget in run():
        print(f"{what}: {ratio:.2f} of {budget}")
