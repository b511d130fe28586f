"""Runs programs: output to a log file, a line on the screen, a failure with the log's end."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TAIL: Final = 15


class Failed(Exception):
    """A step did not do; the text says which, and what to look at."""


@dataclass(frozen=True, slots=True)
class Done:
    """One run: exit code, what it wrote and what it complained, seconds it took."""

    code: int
    out: str
    err: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Log:
    """A folder of log files, one for each named step."""

    folder: Path

    def step(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        timeout: float,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Run `command`; raises Failed with the end of the log when it does not exit with 0."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{name}.log"
        began = time.monotonic()
        with file.open("wb") as stream:
            try:
                code = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=subprocess.STDOUT,
                    timeout=timeout,
                    env=env,
                    cwd=cwd,
                    check=False,
                ).returncode
            except subprocess.TimeoutExpired as late:
                raise Failed(f"{name}: not done after {timeout:.0f} s, see {file}") from late
        seconds = time.monotonic() - began
        print(f"   {name}: {seconds:.0f} s" + (f", exit {code}" if code else ""), flush=True)
        if code:
            end = "\n".join(file.read_text("utf-8", errors="replace").splitlines()[-TAIL:])
            raise Failed(f"{name}: exit {code}, see {file}\n{end}")


def until(ready: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until `ready`; the seconds it took. Failed when it takes longer than `seconds`."""
    began = time.monotonic()
    while not ready():
        if time.monotonic() - began > seconds:
            raise Failed(f"{what}: not after {seconds:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - began


def capture(
    command: Sequence[str | Path],
    *,
    timeout: float,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Done:
    """Run `command` and keep what it writes. Failed when it hangs."""
    began = time.monotonic()
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            env=env,
            cwd=cwd,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        words = _text(late.stdout) + _text(late.stderr)
        raise Failed(f"not done after {timeout:.0f} s: {command[-3:]}\n{words[-2000:]}") from late
    seconds = time.monotonic() - began
    return Done(done.returncode, _text(done.stdout), _text(done.stderr), seconds)


def _text(written: bytes | None) -> str:
    return (written or b"").decode("utf-8", "replace").replace("\r\n", "\n")
