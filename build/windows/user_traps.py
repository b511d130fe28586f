"""Windows' own traps on the made-up PC: sticks that change letters, are locked, or no sticks."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from . import smoke
from .places import REPO
from .running import Failed
from .user_machine import Machine

_DRIVES: Final = r"HKLM\Software\Wine\Drives"
_REMOVABLE: Final = "floppy"
_OTHERS: Final = {"g": "hd", "i": "cdrom", "j": "network"}
_LOCKED: Final = "terkunci"


def sticks(machine: Machine, demo: Path) -> None:
    """A package goes over a stick that is E: here and F: there; no office may live on it."""
    stick = machine.work / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    plug(machine, "e", stick)
    _only_removable(machine, stick)
    init = ("office", "init", "--code", "X", "--name", "Kantor di flashdisk")
    refused = machine.console("--data", "E:\\kantor", *init)
    smoke.expect(refused, 1, "an office on a stick is refused")
    if "KK-424" not in refused.err and "tidak boleh disimpan" not in refused.err:
        raise Failed(f"the refusal says: {refused.err}")
    centre = ("--data", machine.seen(demo / "pusat-bkpsdm"))
    office = ("--data", machine.seen(demo / "kantor-dpmptsp"))
    export = ("exchange", "export", "--office", smoke.CODE, "--to")
    smoke.expect(machine.console(*centre, *export, "E:\\"), 0, "a package onto stick E:")
    unplug(machine, "e")
    gone = machine.console(*centre, *export, "E:\\")
    smoke.expect(gone, 1, "no stick: a refusal")
    plug(machine, "f", stick)
    smoke.expect(machine.console(*office, "exchange", "import", "F:\\"), 0, "taken in from F:")
    _read_only(machine, stick, (*centre, *export, "K:\\"))
    unplug(machine, "f")


def plug(machine: Machine, letter: str, folder: Path, kind: str = _REMOVABLE) -> None:
    """`folder` is a disk of this letter from now on."""
    machine.registry("add", _DRIVES, "/v", f"{letter}:", "/d", kind, "/f")
    link = _link(machine, letter)
    link.unlink(missing_ok=True)
    inside = folder if folder.parent == Path("/") else Path("..") / ".." / folder.name
    link.symlink_to(inside)


def unplug(machine: Machine, letter: str) -> None:
    """The disk of this letter is gone."""
    _link(machine, letter).unlink()


def _link(machine: Machine, letter: str) -> Path:
    return machine.wine.work / machine.wine.prefix / "dosdevices" / f"{letter}:"


def _only_removable(machine: Machine, stick: Path) -> None:
    """E: is offered; a second hard disk, a CD drive and a network drive are not."""
    for letter, kind in _OTHERS.items():
        plug(machine, letter, stick, kind)
    offered = machine.ask("sticks", machine.seen(REPO / "src"))
    for letter in _OTHERS:
        unplug(machine, letter)
    if offered != ["E:\\"]:
        raise Failed(f"offered as sticks: {offered}")
    print(f"   of E: {_REMOVABLE} and {_OTHERS} offered: {offered}", flush=True)


def _read_only(machine: Machine, stick: Path, export: tuple[str, ...]) -> None:
    """The same stick with its write protection on: a sentence, and nothing is written."""
    before = sorted(p.name for p in stick.rglob("*"))
    locked = replace(machine, locked={_LOCKED: stick})
    plug(locked, "k", Path("/") / _LOCKED)
    refused = locked.console(*export)
    smoke.expect(refused, 1, "a stick with write protection is refused")
    unplug(locked, "k")
    if "tidak boleh ditulisi" not in refused.err:
        raise Failed(f"the refusal says: {refused.err}")
    if sorted(p.name for p in stick.rglob("*")) != before:
        raise Failed("something was written onto a locked stick")
