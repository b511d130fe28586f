"""Wine 10 in a root of its own, so that Windows programs run on a Debian machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .running import Done, Failed, Log, capture

_RUN: Final = r"""
end=$'\x01END'; stop="s/$end\$//;T;/^\$/Q;q"
exec 3> >(exec sed -u "$stop"); exec 4> >(exec sed -u "$stop" >&2)
"$0" "$@" </dev/null >&3 2>&4 3>&- 4>&-; code=$?
[ -n "$SETTLE" ] && wineserver -w
echo "$end" >&3; echo "$end" >&4
exit $code
"""
"""Standard handles must be pipes, and the registry is on disk only when the server has ended.

Wine's services inherit the pipes of the program that starts them and live on, so the end of what
it wrote is marked rather than waited for.
"""


def mirror(sources: Path = Path("/etc/apt")) -> str:
    """The Debian mirror that this machine uses."""
    files = [sources / "sources.list", *sorted((sources / "sources.list.d").glob("*"))]
    text = "\n".join(file.read_text("utf-8") for file in files if file.is_file())
    found = re.search(r"^(?:URIs:|deb(?:\s+\[.*\])?)\s+(\S+/debian)/?(?:\s|$)", text, re.MULTILINE)
    if found is None:
        raise Failed(f"{sources} names no Debian mirror")
    return found[1]


def make_root(cache: Path, log: Log) -> Path:
    """Debian 13 with Wine 10, made once: about 90 seconds and 1.1 GB."""
    root = cache / "wine" / "root"
    if root.is_dir():
        return root
    half = root.with_name("root.part")
    shutil.rmtree(half, ignore_errors=True)
    half.parent.mkdir(parents=True, exist_ok=True)
    make = ["mmdebstrap", "--variant=apt", "--components=main"]
    include = "--include=ca-certificates,wine64,wine"
    log.step("wine-root", [*make, include, "trixie", half, mirror()], timeout=1200)
    half.rename(root)
    return root


@contextmanager
def screen(log: Path, size: str = "1366x768x24") -> Generator[str]:
    """An X server without a monitor and a window manager on it; its display, e.g. ':3'."""
    reader, writer = os.pipe()
    with log.open("wb") as stream:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"],
            stdout=stream,
            stderr=stream,
            pass_fds=[writer],
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            display = f":{answer.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": display}, stdout=stream, stderr=stream
        )
        try:
            yield display
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait()


@dataclass(frozen=True, slots=True)
class Wine:
    """One Windows machine: its drive C: lies in `prefix`, beside other folders under `work`.

    `shown`: folders of this machine that it sees read-only, by their name on drive Z:.
    """

    root: Path
    work: Path
    prefix: str
    display: str
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    shown: Mapping[str, Path] = field(default_factory=dict[str, Path])

    @property
    def drive(self) -> Path:
        """Drive C: as this machine sees it."""
        return self.work / self.prefix / "drive_c"

    def command(
        self, program: str, *arguments: str, env: Mapping[str, str] | None = None, settle: bool
    ) -> list[str | Path]:
        """The call that runs a Windows program; `settle` waits for every Windows process."""
        shared = self.work / "tmp"
        (shared / ".X11-unix").mkdir(parents=True, exist_ok=True)
        words: list[str | Path] = ["bwrap", "--bind", self.root, "/", "--dev", "/dev"]
        words += ["--proc", "/proc", "--bind", shared, "/tmp", "--bind"]  # noqa: S108  # inside
        words += ["/tmp/.X11-unix", "/tmp/.X11-unix", "--bind", self.work, "/w"]  # noqa: S108  # X11's own place
        for name, folder in self.shown.items():
            words += ["--ro-bind", folder, f"/{name}"]
        words += ["--clearenv", "--unshare-net", "--die-with-parent"]
        settings = {
            "PATH": "/usr/lib/wine:/usr/bin:/bin",
            "HOME": "/w",
            "LANG": "C.UTF-8",
            "WINEPREFIX": f"/w/{self.prefix}",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=d",
            "DISPLAY": self.display,
            **self.env,
            **(env or {}),
            **({"SETTLE": "1"} if settle else {}),
        }
        for name, value in settings.items():
            words += ["--setenv", name, value]
        return [*words, "bash", "-c", _RUN, "/usr/lib/wine/wine64", program, *arguments]

    def run(
        self,
        program: str,
        *arguments: str,
        timeout: float = 120,
        env: Mapping[str, str] | None = None,
        settle: bool = False,
    ) -> Done:
        """Run a Windows program to its end."""
        call = self.command(program, *arguments, env=env, settle=settle)
        return capture(call, timeout=timeout)

    def start(
        self, log: Path, program: str, *arguments: str, env: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a Windows program and leave it running; its words go to `log`."""
        with log.open("wb") as stream:
            call: Sequence[str | Path] = self.command(program, *arguments, env=env, settle=False)
            return subprocess.Popen(
                call, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT
            )

    def fresh(self) -> None:
        """A new machine under this name."""
        shutil.rmtree(self.work / self.prefix, ignore_errors=True)
        self.work.mkdir(parents=True, exist_ok=True)
        done = self.run("wineboot", "-i", timeout=180, settle=True)
        if done.code or not self.drive.is_dir():
            raise Failed(f"wineboot: exit {done.code}\n{done.out[-1500:]}")

    def end(self) -> None:
        """End every program of this machine, and wait until all is written."""
        self.run("wineboot", "-k", timeout=60, settle=True)
