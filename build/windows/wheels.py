"""The program's packages for Windows: those of build/pins.txt, by hash, fetched on Linux."""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.markers import Marker
from packaging.requirements import Requirement

from .places import PINS, REPO
from .running import Log

WINDOWS: Final = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.12",
    "python_full_version": "3.12.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}
_TARGET: Final = (
    "--platform", "win_amd64", "--python-version", "3.12",
    "--implementation", "cp", "--only-binary=:all:", "--no-deps",
)  # fmt: skip


def needed() -> set[str]:
    """Names of the packages that the frozen program and PyInstaller need on Windows."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], "pyinstaller"]
    names: set[str] = set()
    while wanted:
        requirement = Requirement(wanted.pop())
        name = plain(requirement.name)
        if name in names or not applies(requirement.marker):
            continue
        names.add(name)
        try:
            wanted += metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for Windows alone, and those need nothing more
    return names


def plain(name: str) -> str:
    """A package's name in the one spelling of pins.txt."""
    return re.sub(r"[-_.]+", "-", name).lower()


def applies(marker: Marker | None) -> bool:
    """Whether a requirement with this marker counts on Windows."""
    return marker is None or marker.evaluate(WINDOWS)


def chosen(pins: str, names: Iterable[str]) -> str:
    """The part of a pins file that holds `names` and applies to Windows, hashes and all."""
    kept: list[str] = []
    wanted = set(names)
    for block in re.findall(r"^[A-Za-z0-9].*(?:\n[ \t]+.*)*", pins, re.MULTILINE):
        head = block.splitlines()[0].removesuffix("\\").strip()
        requirement = Requirement(head)
        if plain(requirement.name) in wanted and applies(requirement.marker):
            kept.append(block.replace(head, f"{requirement.name}{requirement.specifier}", 1))
    return "\n".join(kept) + "\n"


def install(cache: Path, target: Path, log: Log) -> int:
    """Download into the cache and install into `target`; how many packages."""
    wheels = cache / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    listed = cache / "pins-windows.txt"
    text = chosen(PINS.read_text("utf-8"), needed())
    listed.write_text(text, "utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    hashed = ["--require-hashes", "-r", str(listed)]
    fetch = [*pip, "download", "--quiet", *_TARGET, "-d", str(wheels), *hashed]
    log.step("fetch-wheels", fetch, timeout=900)
    put = [*pip, "install", "--quiet", *_TARGET, "--target", str(target), "--upgrade"]
    place = ["--no-index", "--find-links", str(wheels), *hashed]
    log.step("install-wheels", [*put, *place], timeout=600)
    return text.count("==")
