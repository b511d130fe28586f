"""The one script of the repository: sets the environment up by itself, then runs what is asked.

    python3 build/dev.py demo          a filled sample office, whole walk through the program
    python3 build/dev.py test          all checks and all tests
    python3 build/dev.py run           the program itself
    python3 build/dev.py check         the checks alone
    python3 build/dev.py bench         speed against its budgets
    python3 build/dev.py screenshots   the pictures of the documentation
    python3 build/dev.py forms         forms/*.ui to Python
    python3 build/dev.py translations  resources/i18n/*.ts to *.qm
    python3 build/dev.py setup         the environment alone

Python 3.11 or 3.12 and nothing else is needed. Words after the command go to the program behind it.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import steps
from environment import REPO, SetupError, environment, ready

Command = Callable[[Path, list[str]], int]


def main(arguments: list[str]) -> int:
    """Run one command; exit code 2 when the words are wrong or the environment cannot be made."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(__doc__)
        return 0 if arguments in (["help"], ["-h"], ["--help"]) else 2
    try:
        return command(ready(), arguments[1:])
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def setup(python: Path, _: list[str]) -> int:
    """Say where the environment is."""
    print(f"Ready: {python}")
    return 0


def demo(python: Path, rest: list[str]) -> int:
    """The sample office, in its own folder beside the sources."""
    return _python(python, "-m", "kotabumi_kinerja", "--data", str(REPO / "demo"), "demo", *rest)


def run(python: Path, rest: list[str]) -> int:
    """The program: its window, or the command that follows."""
    command = [python, "-m", "kotabumi_kinerja", *rest]  # in the caller's folder: names files
    return subprocess.run(command, env=environment(), check=False).returncode


def test(python: Path, rest: list[str]) -> int:
    """Every check, then every test."""
    return steps.run(python, [*steps.checks(), steps.tests(rest)])


def check(python: Path, _: list[str]) -> int:
    """The checks alone."""
    return steps.run(python, steps.checks())


def bench(python: Path, _: list[str]) -> int:
    """Speed against its budgets; the table is also in dist/bench.md."""
    return _python(python, "build/benchmarks.py")


def screenshots(python: Path, rest: list[str]) -> int:
    """The documentation's pictures, from a fresh demo, into docs/pictures or what follows."""
    target = Path(rest[0]) if rest else REPO / "docs" / "pictures"
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "demo"
        call = ("-m", "kotabumi_kinerja", "--data", str(made), "demo", "--no-window")
        status = _python(python, *call)
        if status == 0:
            shutil.copytree(made / "gambar", target, dirs_exist_ok=True)
        return status


def forms(python: Path, rest: list[str]) -> int:
    """forms/*.ui to Python."""
    return _python(python, "build/forms.py", *rest)


def translations(python: Path, rest: list[str]) -> int:
    """resources/i18n/*.ts to *.qm."""
    return _python(python, "build/translations.py", *rest)


def _python(python: Path, *arguments: str) -> int:
    return subprocess.run([python, *arguments], cwd=REPO, env=environment(), check=False).returncode


COMMANDS: dict[str, Command] = {
    "setup": setup,
    "demo": demo,
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "screenshots": screenshots,
    "forms": forms,
    "translations": translations,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
