"""Small and read-only disks for one command, where this machine lets us mount: gone with it."""

import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

_SHELL = ("unshare", "-m", "sh", "-ec")


@cache
def allowed() -> bool:
    """Whether a process may mount something for itself."""
    if shutil.which("unshare") is None:
        return False
    probe = [*_SHELL, "mount -t tmpfs -o size=64k tmpfs /mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def small(at: Path, kilobytes: int, back: Path | None = None) -> tuple[str, ...]:
    """A command's front: `at` becomes a disk of that size with a copy of what was in it.

    What the command left there is copied to `back`, since the disk ends with the command.
    """
    place, aside = shlex.quote(str(at)), shlex.quote(f"{at}.asli")
    script = f"mv {place} {aside}; mkdir {place}; "
    script += f"mount -t tmpfs -o size={kilobytes}k tmpfs {place}; cp -a {aside}/. {place}; "
    script += 'set +e; "$@"; status=$?; '
    if back is not None:
        script += f"cp -a {place} {shlex.quote(str(back))}; "
    script += f"umount {place}; rmdir {place}; mv {aside} {place}; exit $status"
    return (*_SHELL, script, "sh")


def read_only(at: Path) -> tuple[str, ...]:
    """A command's front: nothing below `at` can be written."""
    place = shlex.quote(str(at))
    script = f'mount --bind {place} {place}; mount -o remount,ro,bind {place}; exec "$@"'
    return (*_SHELL, script, "sh")
