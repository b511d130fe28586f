"""A made-up office PC under Wine: its user's name, region, registry and installed program."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from .places import CONSOLE, NAME, REPO
from .running import Done, Failed, until
from .wine import Wine

USER: Final = "Nurul Aïni Жук"
"""A space, an accent and other letters than Latin: all in the path of the program and its data."""
UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\KotabumiKinerja"
CLASSES: Final = r"Software\Classes"
_INSIDE: Final = REPO / "build" / "windows" / "inside.py"
_QUIET: Final = "/S"
_VARIABLES: Final = r"HKCU\Environment"


@dataclass(frozen=True, slots=True)
class Machine:
    """A PC named `prefix`; others under the same `work` have other names.

    `everyone`: the program is installed for all its users. `locked`: folders beside `work` that it
    may only read, by their name on drive Z:.
    """

    root: Path
    work: Path
    display: str
    prefix: str = "user"
    everyone: bool = False
    locked: Mapping[str, Path] = field(default_factory=dict[str, Path])
    wine: Wine = field(init=False)

    def __post_init__(self) -> None:
        people = self.work / "passwd"
        self.work.mkdir(parents=True, exist_ok=True)
        people.write_text(f"{USER}:x:0:0::/w:/bin/bash\n", "utf-8")
        shown = {"src": REPO, "etc/passwd": people, **self.locked}
        machine = Wine(self.root, self.work, self.prefix, self.display, shown=shown)
        object.__setattr__(self, "wine", machine)

    def make(self) -> None:
        """A fresh PC with Indonesian numbers: comma before decimals, point between thousands."""
        self.wine.fresh()
        if not self.home.is_dir():
            names = [p.name for p in self.home.parent.iterdir()]
            raise Failed(f"the user's folder is not there, but {names}")
        key = r"HKCU\Control Panel\International"
        for name, text in (("sDecimal", ","), ("sThousand", "."), ("sList", ";")):
            self.registry("add", key, "/v", name, "/d", text, "/f")

    @property
    def home(self) -> Path:
        """The user's profile folder."""
        return self.wine.drive / "users" / USER

    @property
    def data(self) -> Path:
        """Where the program keeps this user's office."""
        return self.home / "AppData" / "Local" / NAME

    @property
    def installed(self) -> Path:
        """Where Setup.exe puts the program."""
        if self.everyone:
            return self.wine.drive / "Program Files" / NAME
        return self.home / "AppData" / "Local" / "Programs" / NAME

    @property
    def hive(self) -> str:
        """The part of the registry that Setup.exe writes to."""
        return "HKLM" if self.everyone else "HKCU"

    @property
    def shortcut(self) -> Path:
        """The program's entry in the Start menu."""
        base = self.home / "AppData" / "Roaming"
        if self.everyone:
            base = self.wine.drive / "ProgramData"
        return base / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{NAME}.lnk"

    @property
    def window(self) -> str:
        """The windowed program, as Windows calls it."""
        return self.seen(self.installed / f"{NAME}.exe")

    @property
    def twin(self) -> str:
        """The console twin, as Windows calls it."""
        return self.seen(self.installed / f"{CONSOLE}.exe")

    def console(
        self, *arguments: str, env: Mapping[str, str] | None = None, timeout: float = 300
    ) -> Done:
        """Run the console twin."""
        return self.wine.run(self.twin, *arguments, env=env, timeout=timeout)

    def seen(self, path: Path) -> str:
        """A place on this machine as Windows calls it."""
        for base, drive in ((self.wine.drive, "C:"), (self.work, r"Z:\w"), (REPO, r"Z:\src")):
            if path.is_relative_to(base):
                return "\\".join([drive, *path.relative_to(base).parts])
        raise Failed(f"Windows does not see {path}")

    def setup(self, file: Path, *, settle: bool = True) -> Done:
        """Run a Setup.exe silently; `settle` waits until all is written and nothing runs."""
        words = ("/ALLUSERS",) if self.everyone else ()
        return self.wine.run(self.seen(file), _QUIET, *words, timeout=300, settle=settle)

    def uninstall(self) -> Done:
        """Run the uninstaller silently, as 'Apps & features' does, until its copy has ended."""
        program = self.seen(self.installed / "hapus.exe")
        done = self.wine.run(program, _QUIET, timeout=120, settle=True)
        until(lambda: not (self.installed / "hapus.exe").exists(), 30, "uninstaller")
        return done

    def ask(self, *words: str) -> Any:
        """What inside.py answers under Windows' Python, which the build has left on its own PC."""
        python = self.seen(self.work / "build" / "drive_c" / "py312" / "python.exe")
        done = self.wine.run(python, self.seen(_INSIDE), *words, timeout=60)
        if done.code:
            raise Failed(f"{words}: {done.out}{done.err}")
        return json.loads(done.out) if done.out else None

    def read(self, title: str) -> str:
        """The words in the windows whose title has `title`; '' when there is none."""
        shown = [window for window in self.ask("texts") if title in window["title"]]
        return "\n".join(word for window in shown for word in window["words"] if word)

    def registry(self, *words: str) -> Done:
        """Windows' own reg.exe."""
        return self.wine.run("reg", *words, settle=True)

    def variable(self, name: str, text: str | None) -> None:
        """A variable of the user's environment; None takes it off. Wine drops ours named QT_."""
        words = ("add", _VARIABLES, "/v", name, "/d", text) if text else ("delete", _VARIABLES)
        self.registry(*words, *(() if text else ("/v", name)), "/f")

    def value(self, key: str, name: str = "") -> str:
        """One text of the registry, '' when there is none; `name` '': the key's own."""
        head = f'"{name}"=' if name else "@="
        found = [line for line in self.exported(key).splitlines() if line.startswith(head)]
        if not found:
            return ""
        text = found[0].removeprefix(head).strip().removeprefix('"').removesuffix('"')
        return text.replace('\\"', '"').replace("\\\\", "\\")

    def exported(self, key: str) -> str:
        """A part of the registry as a .reg file, in every letter; '' when it is not there."""
        file = self.work / "registry.reg"
        file.unlink(missing_ok=True)
        self.registry("export", key, self.seen(file), "/y")
        return file.read_bytes().decode("utf-16") if file.exists() else ""

    def ours(self) -> list[str]:
        """Lines of the registry's part that name the program, vault aside."""
        place = r"HKLM\Software" if self.everyone else "HKCU"
        keys = self.exported(place).split("\n[")
        kept = [key for key in keys if "Credential Manager" not in key.split("]")[0]]
        names = ("kotabumi", ".kkx")
        lines = [line for key in kept for line in key.splitlines()]
        return [line for line in lines if any(name in line.lower() for name in names)]

    def picture(self, target: Path) -> None:
        """The whole screen as a PNG."""
        target.parent.mkdir(parents=True, exist_ok=True)
        grab = ["import", "-display", self.display, "-window", "root", target]
        subprocess.run(grab, check=True, timeout=60)
