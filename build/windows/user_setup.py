"""Setup.exe and the uninstaller on the made-up PC: refused, silent, with words, for everybody."""

import subprocess
import time
from pathlib import Path
from typing import Final

from .places import NAME, version
from .running import Done, Failed, until
from .user_machine import CLASSES, UNINSTALL, USER, Machine

Running = subprocess.Popen[bytes]

AMD64: Final = 0x8664
_REFUSED, _FULL = 3, 6
"""Exit codes of Setup.exe, as setup.nsi explains them."""
_TITLE: Final = NAME
_PATIENCE: Final = 60.0


def refusals(machine: Machine, setup: Path, huge: Path, pictures: Path) -> None:
    """An old Windows and a full disk are told why, and nothing is left behind."""
    key = r"HKCU\Software\Wine"
    for windows in ("win7", "win81"):
        machine.registry("add", key, "/v", "Version", "/d", windows, "/f")
        ended(machine.setup(setup), _REFUSED, f"Setup.exe on {windows}")
        if windows == "win7":
            words = _told(machine, setup, _REFUSED, pictures / "windows-7.png")
            _has(words, "memerlukan Windows 10 versi 1809", "Tidak ada yang diubah.")
    machine.registry("delete", key, "/v", "Version", "/f")
    ended(machine.setup(huge), _FULL, "Setup.exe on a full disk")
    words = _told(machine, huge, _FULL, pictures / "diska-penuh.png")
    _has(words, "Ruang di C: tinggal", "Tidak ada yang diubah.")
    if machine.installed.exists() or machine.ours():
        raise Failed(f"a refused Setup.exe left something: {machine.ours()}")


def install(machine: Machine, setup: Path, expected: str) -> None:
    """Silently; registry, Start menu and folder are as they should be."""
    whose = "for all users" if machine.everyone else "for this user"
    ended(machine.setup(setup), 0, f"silent install of {expected} {whose}")
    shown = machine.value(f"{machine.hive}\\{UNINSTALL}", "DisplayVersion")
    command = machine.value(f"{machine.hive}\\{CLASSES}\\KotabumiKinerja.kkx\\shell\\open\\command")
    if shown != expected or command != f'"{machine.window}" "%1"':
        raise Failed(f"registry: version {shown}, .kkx opens {command}")
    if not machine.shortcut.is_file():
        raise Failed("no entry in the Start menu")
    left = [p.name for p in machine.installed.iterdir() if p.suffix == ".lama"]
    if left:
        raise Failed(f"left over from the update: {left}")


def details(machine: Machine, setup: Path) -> None:
    """Version resources as Windows reads them; Setup.exe is a 64-bit program itself."""
    for file in (Path(machine.window), Path(machine.twin), Path(machine.seen(setup))):
        found = machine.ask("version", str(file))
        if (found.get("ProductName"), found.get("ProductVersion")) != (NAME, version()):
            raise Failed(f"{file}: the version resource says {found}")
    head = setup.read_bytes()[:1024]
    at = int.from_bytes(head[0x3C:0x40], "little")
    kind = int.from_bytes(head[at + 4 : at + 6], "little")
    if kind != AMD64:
        raise Failed(f"{setup.name} is made for machine {kind:#x}")
    print(f"   version resources say {NAME} {version()}, 64 bit", flush=True)


def uninstall(machine: Machine, picture: Path | None = None) -> None:
    """Take the program off, with its dialogs when there is a `picture` to be made of the last."""
    files = {p.relative_to(machine.data) for p in machine.data.rglob("*")}
    if picture is None:
        ended(machine.uninstall(), 0, "silent uninstall")
    else:
        _by_hand(machine, picture)
    left = {p.relative_to(machine.data) for p in machine.data.rglob("*")}
    if not files or files - left:
        raise Failed(f"the uninstaller took data: {files - left}")
    if machine.installed.exists() or machine.shortcut.exists() or machine.ours():
        raise Failed(f"left after uninstall: {machine.installed.exists()} {machine.ours()}")
    print(f"   data of {USER} kept, folder, Start menu and registry clean", flush=True)


def ended(done: Done, code: int, what: str) -> None:
    """Failed when `done` has another exit code."""
    if done.code != code:
        raise Failed(f"{what}: exit {done.code} instead of {code}\n{done.out}{done.err}")
    print(f"   {what}: exit {code}, {done.seconds:.1f} s", flush=True)


def said(machine: Machine, *words: str) -> str:
    """What the dialog says, as soon as it says the first of `words`; Failed when not all."""
    until(lambda: words[0] in machine.read(_TITLE), _PATIENCE, f"a dialog with '{words[0]}'")
    text = machine.read(_TITLE)
    _has(text, *words)
    return text


def _by_hand(machine: Machine, picture: Path) -> None:
    """Confirm, wait for the last words, read them, and close."""
    where = machine.seen(machine.data)
    running = machine.wine.start(
        picture.with_suffix(".log"), machine.seen(machine.installed / "hapus.exe")
    )
    said(machine, "Data kantor tetap ada di:", where)
    machine.ask("press", "Hapus")
    said(machine, "Data kantor tidak dihapus", where)
    time.sleep(1)
    machine.picture(picture)
    print(f"   the uninstaller says that the data lie in {where}", flush=True)
    machine.ask("press", "OK")
    running.wait(_PATIENCE)
    until(lambda: not (machine.installed / "hapus.exe").exists(), _PATIENCE, "uninstaller")
    time.sleep(1)
    machine.ask("press", "Tutup") if "Tutup" in machine.read(_TITLE) else None
    machine.wine.end()
    picture.with_suffix(".log").unlink()


def _told(machine: Machine, setup: Path, code: int, picture: Path) -> str:
    """What Setup.exe says before it ends with `code`, and a picture of that."""
    dialog = machine.wine.start(picture.with_suffix(".log"), machine.seen(setup))
    words = said(machine, "Tidak ada yang diubah")
    time.sleep(1)
    machine.picture(picture)
    machine.ask("press", "OK")
    if dialog.wait(_PATIENCE) != code:
        raise Failed(f"{setup.name} ended with {dialog.returncode} instead of {code}")
    picture.with_suffix(".log").unlink()
    return words


def _has(text: str, *words: str) -> None:
    for word in words:
        if word not in text:
            raise Failed(f"the dialog does not say '{word}' but:\n{text}")
