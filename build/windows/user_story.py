"""What a user does with Setup.exe, from the first try on an old Windows to taking it off again."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from . import (
    bundle,
    smoke,
    user_killed,
    user_setup,
    user_signed,
    user_traps,
    user_update,
    user_window,
    wine,
)
from .older import OLDER
from .places import DIST, version
from .running import Failed, Log
from .user_machine import Machine

PICTURES: Final = DIST / "gambar-windows"
_LONG: Final = "map dengan nama yang panjang seperti di kantor " * 2 + "2026"
_OPEN: Final = 4
"""Exit code of Setup.exe while the program is open."""


def whole_story(machine: Machine, folder: Path, setup: Path, older: Path | None, log: Log) -> None:
    """Try `setup` (made of `folder`) on a fresh PC; Failed at the first thing that is not so.

    `older`: the folder of the program of the first schema; None leaves the migration out.
    """
    old, new, huge = _setups(machine, older or folder, setup, log)
    machine.make()
    _says("A PC that does not do")
    user_setup.refusals(machine, new, huge, PICTURES)
    _says(f"Version {OLDER}, data, then version {version()} over it")
    code, people = user_update.update(machine, old, new, migrated=older is not None)
    user_setup.details(machine, new)
    demo = _demo(machine, log)
    _says("Sticks, and a program that is ended while it saves")
    user_traps.sticks(machine, demo)
    user_killed.killed(machine, user_update.STAFF, log)
    _windows(machine, new, demo, log)
    _says("An update from the stick")
    user_signed.signed(machine, new)
    _says("The same data on a PC whose vault is empty")
    _recovery(machine, new, code, people)
    _says("Taken off, and on again for all users of the PC")
    user_setup.uninstall(machine, PICTURES / "dihapus.png")
    everyone = replace(machine, everyone=True)
    user_setup.install(everyone, new, version())
    _same(people, _people(everyone), "after taking off and installing again")
    user_window.double_click(everyone, _package(machine, demo), PICTURES)
    user_setup.uninstall(everyone)
    if older is None:
        print("NOT TRIED: a migration; the repository's history does not reach to schema 1")


def _setups(machine: Machine, older: Path, setup: Path, log: Log) -> tuple[Path, Path, Path]:
    """The older Setup.exe, the one that is tried, and one that needs more room than there is."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    place = machine.work / "setup"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    old = bundle.setup(older, place / "older.exe", log, kind="fast", version=OLDER)
    huge = bundle.setup(None, place / "huge.exe", log, kind="huge", version=version())
    return old, Path(shutil.copy(setup, place)), huge


def _demo(machine: Machine, log: Log) -> Path:
    _says("The demo, by the console twin")
    demo = machine.home / "Documents" / "Contoh é" / _LONG / "uji"
    figures = smoke.demo(machine, demo)
    print(f"   {figures}", flush=True)
    with wine.screen(log.folder / "large-screen.log", user_window.LARGE) as large:
        monitor = replace(machine, display=large)
        user_window.pictures(monitor, demo / "kantor-dpmptsp", PICTURES)
    return demo


def _windows(machine: Machine, setup: Path, demo: Path, log: Log) -> None:
    _says("Windows")
    with user_window.open_window(machine, log, PICTURES) as windows:
        user_window.second_start(machine, _package(machine, demo), PICTURES)
        windows.append(user_window.other_user(machine, user_update.STAFF, log, PICTURES))
        user_setup.ended(
            machine.setup(setup, settle=False), _OPEN, "Setup.exe while the program is open"
        )


def _package(machine: Machine, demo: Path) -> Path:
    """A package of the demo, under a name with a space and an accent."""
    target = machine.home / "Documents" / "paket é.kkx"
    return Path(shutil.copyfile(next((demo / "flashdisk").rglob("*.kkx")), target))


def _people(machine: Machine) -> list[str]:
    """Everybody in the user's own office, found without telling the program where it is."""
    listed = smoke.answer(machine.console("--json", "staff", "list"), "staff list, own office")
    return sorted(person["nip"] for person in listed)


def _same(before: list[str], now: list[str], when: str) -> None:
    if not before or before != now:
        raise Failed(f"{when}: {len(now)} people instead of {len(before)}")


def _recovery(machine: Machine, setup: Path, code: str, people: list[str]) -> None:
    other = replace(machine, prefix="second")
    other.make()
    user_setup.install(other, setup, version())
    shutil.copytree(machine.data, other.data)
    lost = other.console("check")
    smoke.expect(lost, 1, "without the key it is refused")
    if "kode pemulihan" not in lost.err:
        raise Failed(f"the refusal says: {lost.err}")
    wrong = other.console("recover", "-".join(["00000"] * 7))
    smoke.expect(wrong, 1, "a wrong code is refused")
    said = smoke.expect(other.console("recover", code), 0, "recovery code")
    if "gudang kunci sistem" not in said or (other.data / "kantor.rahasia").exists():
        raise Failed(f"the key went elsewhere than the vault: {said}")
    _same(people, _people(other), "after recovery")
    other.wine.end()
    shutil.rmtree(other.work / other.prefix)


def _says(text: str) -> None:
    print(f"== {text}", flush=True)
