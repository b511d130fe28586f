"""The checks and the test run: each step timed, one summary line, one exit code."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from environment import REPO, environment


@dataclass(frozen=True, slots=True)
class Step:
    """One program of a run; `command` follows the interpreter's path."""

    name: str
    command: tuple[str, ...]


def checks() -> list[Step]:
    """Everything that is judged without running the program."""
    steps = [
        Step("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
        Step("ruff format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
        Step("basedpyright", ("-m", "basedpyright", "--level", "error")),
        Step("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
        Step("translations", ("build/translations.py", "--check")),
    ]
    if (REPO / "build" / "forms.py").exists():
        steps.append(Step("forms", ("build/forms.py", "--check")))
    return steps


def tests(arguments: list[str]) -> Step:
    """The test suite on two cores; `arguments` go to pytest."""
    return Step("pytest", ("-m", "pytest", "-n", "2", "--dist", "loadfile", "-q", *arguments))


def run(python: Path, steps: list[Step]) -> int:
    """Run every step, also after a failure. The exit code is 0 when all passed."""
    verdicts: list[str] = []
    failed: list[str] = []
    for step in steps:
        print(f"== {step.name}", flush=True)
        began = time.monotonic()
        code = subprocess.run(
            [python, *step.command], cwd=REPO, env=environment(), check=False
        ).returncode
        verdicts.append(f"{step.name} {time.monotonic() - began:.0f} s")
        if code:
            failed.append(step.name)
            print(f"== {step.name} FAILED ({code})", flush=True)
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All passed"
    print(f"{verdict} ({' · '.join(verdicts)})", flush=True)
    return 1 if failed else 0
