"""The main job through the frozen program's command line, as far as it must go anywhere."""

import json
import os
import shutil
import statistics
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import pypdf

from kotabumi_kinerja import settings
from kotabumi_kinerja.store.vault import FileVault

from .places import CONSOLE, REPO, version
from .running import Done, Failed, capture

CODE: Final = "DPMPTSP"
OFFICE: Final = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
TABS: Final = 6
FIRST: Final = REPO / "tests" / "data" / "schema-1.kinerja"
FIRST_KEY, FIRST_PEOPLE = bytes(range(32)), 2
"""As tests/data/make_schema_1.py made it."""
_STARTS: Final = 9
_EMPTY: Final = 4000
"""Bytes: a picture with nothing on it is smaller."""


class Program(Protocol):
    """The frozen program somewhere: on this Linux, on Windows, or under Wine."""

    def console(
        self, *arguments: str, env: Mapping[str, str] | None = None, timeout: float = 300
    ) -> Done:
        """Run the console twin to its end."""
        ...

    def seen(self, path: Path) -> str:
        """How the program is told of a place on this machine."""
        ...


@dataclass(frozen=True, slots=True)
class Native:
    """A frozen program of this machine, without a screen."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict[str, str])

    def console(
        self, *arguments: str, env: Mapping[str, str] | None = None, timeout: float = 300
    ) -> Done:
        """Run it with nothing of a developer's Python around."""
        suffix = ".exe" if sys.platform == "win32" else ""
        clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
        clean |= {"QT_QPA_PLATFORM": "offscreen", **self.env, **(env or {})}
        clean.pop("VIRTUAL_ENV", None)
        return capture([self.folder / f"{CONSOLE}{suffix}", *arguments], timeout=timeout, env=clean)

    def seen(self, path: Path) -> str:
        """The place itself."""
        return str(path)


def expect(done: Done, code: int, what: str) -> str:
    """What the program wrote; Failed when it did not end with `code`, or fell over something."""
    if done.code != code or "Traceback" in done.err:
        words = f"{done.out[-1500:]}\n{done.err[-2500:]}"
        raise Failed(f"{what}: exit {done.code}, expected {code}\n{words}")
    print(f"   {what}: {done.seconds:.1f} s", flush=True)
    return done.out


def answer(done: Done, what: str) -> Any:
    """The JSON that the program answered with."""
    out = expect(done, 0, what)
    try:
        return json.loads(out)
    except ValueError as error:
        raise Failed(f"{what}: no JSON\n{out[:2000]}") from error


def registers(
    program: Program, folder: Path, sample: Path, *words: str, number: str = version()
) -> str:
    """An office in `folder` with the sample's staff, made by version `number`; its recovery code.

    `words` go before each command, e.g. '--no-key-store'.
    """
    said = expect(program.console("--version"), 0, "version").strip()
    if said != number:
        raise Failed(f"version says {said}, not {number}")
    data = ("--data", program.seen(folder), "--json", *words)
    init = ("office", "init", "--code", CODE, "--name", OFFICE, "--city", "Kotabumi")
    made = answer(program.console(*data, *init), "office init")
    imported = answer(
        program.console(*data, "staff", "import", program.seen(sample)), "staff import"
    )
    people = answer(program.console(*data, "staff", "list"), "staff list")
    if not people or len(people) != imported["counts"]["NEW"]:
        raise Failed(f"staff list: {len(people)} people after {imported['counts']}")
    one = people[0]["full_name"].split()[0]
    found = answer(program.console(*data, "staff", "list", "--find", one), "staff list --find")
    if not 0 < len(found) < len(people):
        raise Failed(f"--find {one}: {len(found)} of {len(people)}")
    remarks = answer(program.console(*data, "check"), "check")
    if remarks:
        raise Failed(f"check: {remarks}")
    refused = program.console(*data, "staff", "show", "123")
    expect(refused, 1, "a wrong NIP is refused")
    if "NIP" not in refused.err:
        raise Failed(f"the refusal says: {refused.err}")
    expect(program.console("pegawai"), 2, "an unknown command is a wrong call")
    return str(made["recovery_code"])


def migrates(program: Program, folder: Path, *words: str) -> None:
    """An office that the first schema's program made is brought forward by this one."""
    folder.mkdir(parents=True)
    shutil.copyfile(FIRST, folder / settings.DATABASE)
    (folder / settings.WRAPPED_KEY).write_text('{"office": "lama", "recovery": ""}', "utf-8")
    FileVault(folder / settings.KEY_FILE).put("lama", FIRST_KEY)
    data = ("--data", program.seen(folder), "--json", *words)
    people = answer(program.console(*data, "staff", "list"), "an office of schema 1 is migrated")
    remarks = answer(program.console(*data, "check"), "check")
    kept = list(folder.glob("* skema-1 *"))
    if len(people) != FIRST_PEOPLE or remarks or not kept:
        raise Failed(f"migrated: {len(people)} people, check {remarks}, kept {kept}")


def demo(program: Program, folder: Path, *words: str) -> dict[str, Any]:
    """The demo in `folder`: workbook in, cards out, package there and back; its figures."""
    call = ("--data", program.seen(folder), "--json", *words, "demo", "--no-window")
    figures = answer(program.console(*call, timeout=900), "demo")
    for name in ("cards", "pages", "files", "taken", "confirmed", "pictures"):
        if not figures.get(name):
            raise Failed(f"demo: '{name}' is missing or nothing in {figures}")
    if figures["again"]:
        raise Failed(f"demo: a package taken in twice changed {figures['again']} records")
    _papers(folder, figures)
    _pictures(folder / "gambar")
    return dict(figures)


def _papers(folder: Path, figures: Mapping[str, Any]) -> None:
    whole = next((folder / "cetak").glob("kartu-nilai-*.pdf"))
    pages = pypdf.PdfReader(whole).pages
    text = pages[0].extract_text()
    if len(pages) != figures["pages"] or "NIP" not in text:
        raise Failed(f"{whole.name}: {len(pages)} pages, begins: {text[:200]}")
    if not list((folder / "flashdisk").rglob("*.kkx")):
        raise Failed("demo: no package on the stick")


def _pictures(folder: Path) -> None:
    small = [p.name for p in folder.glob("*.png") if p.stat().st_size < _EMPTY]
    count = len(list(folder.glob("*.png")))
    if small or count < TABS:
        raise Failed(f"{folder}: {count} pictures, nearly empty: {small}")


def start_ratio(program: Native) -> tuple[float, float]:
    """Median seconds to the first paint, frozen and from the checkout, taken in turn."""
    source = [sys.executable, REPO / "build" / "windows" / "first_paint.py"]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    frozen: list[float] = []
    plain: list[float] = []
    for _ in range(_STARTS):
        done = program.console("-m", "first_paint", timeout=60)
        other = capture(source, timeout=60, env=env)
        if done.code or other.code:
            raise Failed(f"first paint: {done}\n{other}")
        frozen.append(done.seconds)
        plain.append(other.seconds)
    return statistics.median(frozen), statistics.median(plain)
