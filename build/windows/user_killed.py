"""The program is ended in the middle of saving: everybody is there or nobody, and all is sound."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import xlsxwriter
from python_calamine import load_workbook

from . import smoke
from .running import Failed, Log
from .user_machine import Machine
from .user_window import Running

PEOPLE: Final = 4000
HEADING, MODEL = 3, 10
"""Rows of the sample: the column names, and the person whose copies are the crowd."""
_WRITTEN: Final = (1, 5_000_000, 15_000_000)
"""Bytes in SQLite's -wal file at which the program is ended; a whole import writes some 28 MB."""
_PATIENCE: Final = 120.0


@dataclass(frozen=True, slots=True)
class Blow:
    """How an import ended: bytes written by then, and people found afterwards."""

    written: int
    people: int


@dataclass(frozen=True, slots=True)
class _Import:
    """An import of `crowd` into a new office."""

    machine: Machine
    office: str
    crowd: Path
    log: Log


def killed(machine: Machine, sample: Path, log: Log) -> None:
    """Kill it twice while it writes, and shut Windows down once without waiting for it."""
    crowd = machine.home / "Documents" / "pegawai banyak.xlsx"
    expected = write_crowd(sample, crowd, PEOPLE)
    ends = (_kill, _kill, partial(_shut_down, machine))
    blows = [
        _blow(_Import(machine, f"dimatikan {number}", crowd, log), least, end)
        for number, (least, end) in enumerate(zip(_WRITTEN, ends, strict=True))
    ]
    counts = [blow.people for blow in blows]
    if not set(counts) <= {0, expected}:
        raise Failed(f"half an import was left: {counts} of {expected}")
    midway = [blow for blow in blows if blow.people == 0 and blow.written > 0]
    told = ", ".join(f"{b.written / 1e6:.1f} MB written, {b.people} people" for b in blows)
    if not midway:
        raise Failed(f"no kill came while the program wrote: {told}")
    print(f"   ended while saving {expected}: {told}; {len(midway)} midway", flush=True)


def write_crowd(sample: Path, target: Path, count: int) -> int:
    """A workbook of copies of one made-up person; how many of them have a NIP that can be."""
    rows = load_workbook(sample).get_sheet_by_index(0).to_python()
    head, model = rows[HEADING], list(rows[MODEL])
    nip, name, born = (head.index(word) for word in ("NIP BARU", "NAMA", "TANGGAL LAHIR"))
    for word in ("Pns  Id", "Nik", "EMAIL", "EMAIL GOV", "NOMOR HP"):
        model[head.index(word)] = ""
    good = 0
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet("Data ASN")
        sheet.write_row(0, 0, head)
        for number in range(count):
            year, tail = 1970 + number // 999, number % 999 + 1
            row = [cell if isinstance(cell, (str, float)) else str(cell) for cell in model]
            row[nip] = f"{year}{str(model[nip])[4:15]}{tail:03}"
            row[born] = f"{year}{str(model[born])[4:]}"
            row[name] = f"{model[name]} {number}"
            sheet.write_row(number + 1, 0, row)
            good += 1
    return good


def _blow(trial: _Import, least: int, end: Callable[[Running], None]) -> Blow:
    machine, folder = trial.machine, trial.machine.home / "Documents" / trial.office
    data = ("--data", machine.seen(folder), "--json")
    init = ("office", "init", "--code", "X", "--name", "Kantor yang dimatikan")
    smoke.answer(machine.console(*data, *init), "an office to be ended in")
    wal = folder / "kantor.kinerja-wal"
    call = (*data, "staff", "import", machine.seen(trial.crowd))
    work = machine.wine.start(trial.log.folder / "killed.log", machine.twin, *call)
    began = time.monotonic()
    while _size(wal) < least:
        if work.poll() is not None or time.monotonic() - began > _PATIENCE:
            raise Failed(f"the import wrote {_size(wal)} bytes, less than {least}")
        time.sleep(0.002)
    end(work)
    written = _size(wal)
    work.wait(_PATIENCE)
    people = smoke.answer(machine.console(*data, "staff", "list"), "after the end")
    remarks = smoke.answer(machine.console(*data, "check"), "check")
    if remarks:
        raise Failed(f"after a kill the check says {remarks}")
    return Blow(written, len(people))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _kill(work: Running) -> None:
    """At once, as the Task Manager does; Wine's process is one of this machine."""
    for process in _below(work.pid):
        if Path(f"/proc/{process}/cmdline").read_bytes().startswith(b"C:"):
            os.kill(process, signal.SIGKILL)
            return
    raise Failed("there is no Windows program to be killed")


def _below(parent: int) -> list[int]:
    """All processes that `parent` has started, and theirs."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    found = [int(word) for word in children.read_text("ascii").split()]
    return [*found, *(process for child in found for process in _below(child))]


def _shut_down(machine: Machine, work: Running) -> None:
    """Windows ends every program without asking, as it does when one does not answer."""
    machine.wine.run("wineboot", "-k", timeout=60)
    work.wait(_PATIENCE)
