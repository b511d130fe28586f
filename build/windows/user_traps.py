"""Windows' own traps on the made-up PC: sticks that change letters, a program that is killed."""

import shutil
import time
from pathlib import Path
from typing import Final

from . import smoke
from .places import CONSOLE
from .running import Failed, Log
from .user_machine import Machine

_DRIVES: Final = r"HKLM\Software\Wine\Drives"
_KILLED_AFTER: Final = (1.5, 2.5, 3.5)


def sticks(machine: Machine, demo: Path) -> None:
    """A package goes over a stick that is E: here and F: there; no office may live on it."""
    stick = machine.work / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    _plug(machine, "e", stick)
    init = ("office", "init", "--code", "X", "--name", "Kantor di flashdisk")
    refused = machine.console("--data", "E:\\kantor", *init)
    smoke.expect(refused, 1, "an office on a stick is refused")
    if "KK-424" not in refused.err and "tidak boleh disimpan" not in refused.err:
        raise Failed(f"the refusal says: {refused.err}")
    centre = ("--data", machine.seen(demo / "pusat-bkpsdm"))
    office = ("--data", machine.seen(demo / "kantor-dpmptsp"))
    export = ("exchange", "export", "--to", "E:\\", "--office", smoke.CODE)
    smoke.expect(machine.console(*centre, *export), 0, "a package onto stick E:")
    _unplug(machine, "e")
    gone = machine.console(*centre, *export)
    smoke.expect(gone, 1, "no stick: a refusal")
    _plug(machine, "f", stick)
    smoke.expect(machine.console(*office, "exchange", "import", "F:\\"), 0, "taken in from F:")
    _unplug(machine, "f")


def killed(machine: Machine, sample: Path, log: Log) -> None:
    """The program is killed while it imports: everybody is there or nobody, and all is sound."""
    folder = machine.home / "Documents" / "dimatikan"
    data = ("--data", machine.seen(folder), "--json")
    init = ("office", "init", "--code", "X", "--name", "Kantor yang dimatikan")
    smoke.answer(machine.console(*data, *init), "an office to be killed in")
    twin = machine.seen(machine.installed / f"{CONSOLE}.exe")
    counts: list[int] = []
    for pause in _KILLED_AFTER:
        call = (*data, "staff", "import", machine.seen(sample))
        work = machine.wine.start(log.folder / "killed.log", twin, *call)
        time.sleep(pause)
        machine.wine.run("taskkill", "/f", "/im", f"{CONSOLE}.exe", timeout=60)
        work.wait(60)
        people = smoke.answer(machine.console(*data, "staff", "list"), f"killed after {pause} s")
        remarks = smoke.answer(machine.console(*data, "check"), "check")
        if remarks:
            raise Failed(f"after a kill the check says {remarks}")
        counts.append(len(people))
    whole = smoke.answer(machine.console(*data, "staff", "import", machine.seen(sample)), "import")
    everybody = sum(whole["counts"].get(kind, 0) for kind in ("NEW", "SAME", "CHANGED"))
    if not set(counts) <= {0, everybody}:
        raise Failed(f"half an import was left: {counts} of {everybody}")
    print(f"   people after each kill: {counts} of {everybody}", flush=True)


def _plug(machine: Machine, letter: str, folder: Path) -> None:
    """`folder` is a removable disk of this letter from now on."""
    machine.registry("add", _DRIVES, "/v", f"{letter}:", "/d", "floppy", "/f")
    link = machine.wine.work / machine.wine.prefix / "dosdevices" / f"{letter}:"
    link.symlink_to(Path("..") / ".." / folder.name)


def _unplug(machine: Machine, letter: str) -> None:
    (machine.wine.work / machine.wine.prefix / "dosdevices" / f"{letter}:").unlink()
