"""Reads odd workbooks in a process of its own with 1 GB of memory; one line of JSON a book.

Started by test_odd_books.py as `python -m spreadsheets.odd_run <folder>`.
"""

import json
import re
import resource
import sys
import time
from pathlib import Path

from kotabumi_kinerja import messages, settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.spreadsheets import siasn
from kotabumi_kinerja.spreadsheets.mapping import find_tables, propose
from kotabumi_kinerja.spreadsheets.reading import read_workbook

_ONE_GIGABYTE = 1 << 30
_PEAK = re.compile(r"VmHWM:\s*(\d+)")


def outcome(path: Path, shape: siasn.Shape) -> tuple[object, str]:
    """Number of records, or code and sentence."""
    try:
        book = read_workbook(path)
        for sheet in book.sheets:
            propose(sheet, shape)
        records = [r for t in find_tables(book, shape) for r in siasn.staff_records(t)]
    except Refused as refusal:
        return refusal.code, messages.sentence(refusal.code, refusal.fields)
    return len(records), ""


def main(folder: Path) -> None:
    """Read all files of the folder in the order of their names."""
    resource.setrlimit(resource.RLIMIT_AS, (_ONE_GIGABYTE, _ONE_GIGABYTE))
    shape = siasn.staff_shape(settings.resources())
    for path in sorted(folder.iterdir()):
        print(json.dumps({"start": path.name}), flush=True)
        start = time.process_time()
        what, said = outcome(path, shape)
        seconds = time.process_time() - start
        peak = int(_PEAK.findall(Path("/proc/self/status").read_text("utf-8"))[0]) // 1024
        line = {"file": path.name, "what": what, "said": said, "seconds": seconds, "mb": peak}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
