"""What a user does with Setup.exe, from the first try on an old Windows to taking it off again."""

import shutil
from pathlib import Path
from typing import Final

from . import bundle, smoke, user_traps, user_window, wine
from .places import DIST, NAME, REPO, version
from .running import Done, Failed, Log
from .user_machine import CLASSES, UNINSTALL, USER, Machine

OLDER: Final = "0.0.1"
SAMPLE: Final = REPO / "resources" / "sample" / "siasn-dpmptsp.xlsx"
PICTURES: Final = DIST / "gambar-windows"
_LONG: Final = "map dengan nama yang panjang seperti di kantor " * 2 + "2026"
_OLD_WINDOWS, _OPEN, _FULL = 3, 4, 6
"""Exit codes of Setup.exe, as setup.nsi explains them."""


def whole_story(machine: Machine, folder: Path, setup: Path, log: Log) -> None:
    """Try `setup` (made of `folder`) on a fresh PC; Failed at the first thing that is not so."""
    old, new, huge = _setups(machine, folder, setup, log)
    machine.make()
    _says("A PC that does not do")
    _refusals(machine, new, huge)
    _says(f"Version {OLDER}, data, then version {version()} over it")
    _install(machine, old, OLDER)
    code = smoke.registers(machine, machine.data, SAMPLE)
    people = _people(machine)
    _install(machine, new, version())
    _same(people, _people(machine), "after the update")
    _says("The demo, by the console twin")
    demo = machine.home / "Documents" / "Contoh é" / _LONG / "uji"
    figures = smoke.demo(machine, demo)
    print(f"   {figures}", flush=True)
    with wine.screen(log.folder / "large-screen.log", user_window.LARGE) as large:
        monitor = Machine(machine.root, machine.work, large, machine.prefix)
        user_window.pictures(monitor, demo / "kantor-dpmptsp", PICTURES)
    _says("Sticks, and a program that is killed")
    user_traps.sticks(machine, demo)
    user_traps.killed(machine, SAMPLE, log)
    _says("Windows")
    package = next((demo / "flashdisk").rglob("*.kkx"))
    with user_window.open_window(machine, log, PICTURES) as windows:
        user_window.second_start(machine, package, PICTURES)
        windows.append(user_window.other_user(machine, SAMPLE, log, PICTURES))
        _exit(machine.setup(new, settle=False), _OPEN, "Setup.exe while the program is open")
    _says("The same data on a PC whose vault is empty")
    _recovery(machine, new, code, people)
    _says("Back to the older version, then off, then on again")
    _install(machine, old, OLDER)
    _same(people, _people(machine), "after the way back")
    _uninstall(machine)
    _install(machine, new, version())
    _same(people, _people(machine), "after taking off and installing again")


def _setups(machine: Machine, folder: Path, setup: Path, log: Log) -> tuple[Path, Path, Path]:
    """The older Setup.exe, the one that is tried, and one that needs more room than there is."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    place = machine.work / "setup"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    old = bundle.setup(folder, place / "older.exe", log, kind="fast", version=OLDER)
    huge = bundle.setup(None, place / "huge.exe", log, kind="huge", version=version())
    return old, Path(shutil.copy(setup, place)), huge


def _refusals(machine: Machine, setup: Path, huge: Path) -> None:
    key = r"HKCU\Software\Wine"
    for windows in ("win7", "win81"):
        machine.registry("add", key, "/v", "Version", "/d", windows, "/f")
        _exit(machine.setup(setup), _OLD_WINDOWS, f"Setup.exe on {windows}")
        if windows == "win7":
            user_window.refusal(machine, setup, PICTURES / "windows-7.png")
    machine.registry("delete", key, "/v", "Version", "/f")
    _exit(machine.setup(huge), _FULL, "Setup.exe on a full disk")
    user_window.refusal(machine, huge, PICTURES / "diska-penuh.png")
    if machine.installed.exists() or machine.ours():
        raise Failed(f"a refused Setup.exe left something: {machine.ours()}")


def _install(machine: Machine, setup: Path, expected: str) -> None:
    _exit(machine.setup(setup), 0, f"silent install of {expected}")
    shown = machine.value(f"HKCU\\{UNINSTALL}", "DisplayVersion")
    command = machine.value(f"HKCU\\{CLASSES}\\KotabumiKinerja.kkx\\shell\\open\\command")
    if shown != expected or command != f'"{machine.window}" "%1"':
        raise Failed(f"registry: version {shown}, .kkx opens {command}")
    if not _shortcut(machine).is_file():
        raise Failed("no entry in the Start menu")
    left = [p.name for p in machine.installed.iterdir() if p.suffix == ".lama"]
    if left:
        raise Failed(f"left over from the update: {left}")


def _shortcut(machine: Machine) -> Path:
    menu = machine.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu"
    return menu / "Programs" / f"{NAME}.lnk"


def _people(machine: Machine) -> list[str]:
    """Everybody in the user's own office, found without telling the program where it is."""
    listed = smoke.answer(machine.console("--json", "staff", "list"), "staff list, own office")
    return sorted(person["nip"] for person in listed)


def _same(before: list[str], now: list[str], when: str) -> None:
    if not before or before != now:
        raise Failed(f"{when}: {len(now)} people instead of {len(before)}")


def _recovery(machine: Machine, setup: Path, code: str, people: list[str]) -> None:
    other = Machine(machine.root, machine.work, machine.display, "second")
    other.make()
    _install(other, setup, version())
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
    shutil.rmtree(other.work / other.prefix)


def _uninstall(machine: Machine) -> None:
    files = {p.relative_to(machine.data) for p in machine.data.rglob("*")}
    _exit(machine.uninstall(), 0, "silent uninstall")
    left = {p.relative_to(machine.data) for p in machine.data.rglob("*")}
    if not files or files - left:
        raise Failed(f"the uninstaller took data: {files - left}")
    if machine.installed.exists() or _shortcut(machine).exists() or machine.ours():
        raise Failed(f"left after uninstall: {machine.installed.exists()} {machine.ours()}")
    print(f"   data of {USER} kept, folder, Start menu and registry clean", flush=True)


def _exit(done: Done, code: int, what: str) -> None:
    if done.code != code:
        raise Failed(f"{what}: exit {done.code} instead of {code}\n{done.out}{done.err}")
    print(f"   {what}: exit {code}, {done.seconds:.1f} s", flush=True)


def _says(text: str) -> None:
    print(f"== {text}", flush=True)
