"""The repository as a whole: what is kept in it, pinned in it, and must never stand in it."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
PINS = REPO / "build" / "pins.txt"
TEXT = {
    ".py",
    ".pyi",
    ".toml",
    ".md",
    ".txt",
    ".ui",
    ".ts",
    ".qss",
    ".json",
    ".svg",
    ".sh",
    ".spec",
}
LEFT_OUT = {".git", ".venv", ".hypothesis", ".ruff_cache", "dist", "demo", "__pycache__"}

# Spelled in parts, so that this file may be searched too.
INDEX = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "index" + "-url *=", "simple" + "/ "])
)
PLACE = re.compile(
    "(?<![\\w.<])(?:"
    + "|".join(["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "[A-Z]:\\\\" + "Users"])
    + ")"
)


def kept() -> list[Path]:
    """The files of the repository that hold text: those git tracks or would track."""
    git = shutil.which("git")
    if git and (REPO / ".git").exists():
        command = [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True)
        files = [REPO / word for word in listed.stdout.split("\0") if word]
    else:  # an unpacked archive
        files = [p for p in REPO.rglob("*") if not LEFT_OUT & set(p.relative_to(REPO).parts)]
    return [p for p in files if p.is_file() and (p.suffix in TEXT or name(p) == ".ci/run")]


def name(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def matches(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in kept()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def pins() -> dict[str, str]:
    found = re.findall(
        r"^([A-Za-z0-9._-]+)==([^\s;]+)", PINS.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def test_no_file_names_a_package_index() -> None:
    assert matches(INDEX) == []


def test_no_file_names_a_place_on_some_machine() -> None:
    assert matches(PLACE) == []


def test_the_searches_see_what_they_look_for() -> None:
    assert INDEX.search("https://" + "pypi" + ".org/simple")
    assert PLACE.search('path = "/ho' + 'me/ani/x"')


def test_every_pin_has_hashes() -> None:
    lines = PINS.read_text(encoding="utf-8").splitlines()
    heads = [i for i, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]
    assert heads
    assert [lines[i] for i in heads if "--hash=sha256:" not in lines[i + 1]] == []


def test_every_named_dependency_is_pinned() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["dev"]
    for requirement in named:
        package, _, version = requirement.partition("==")
        key = re.sub(r"[-_.]+", "-", package.strip()).lower()
        assert key in pins(), package
        assert version in ("", pins()[key]), package


def test_what_runs_is_what_is_pinned() -> None:
    found = {package: _installed(package) for package in pins()}
    assert {p: v for p, v in found.items() if v not in (None, pins()[p])} == {}


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None  # another platform's


def test_every_shipped_package_is_in_the_third_party_list() -> None:
    listed = (REPO / "docs" / "third-party.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        package = requirement.partition("==")[0].lower()
        version = pins()[re.sub(r"[-_.]+", "-", package)]
        assert f"| {package} | {version} |" in listed, package


def test_translations_are_fresh() -> None:
    script = REPO / "build" / "translations.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_dev_script_refuses_unknown_words() -> None:
    done = subprocess.run(
        [sys.executable, REPO / "build" / "dev.py", "dance"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "build/dev.py test" in done.stdout
