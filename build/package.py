r"""Packs the program for its users and tries the result as they would.

    python3 build/package.py            on Debian: Wine, the Windows program, Setup.exe, all tried
    py -3.12 build\package.py           on a Windows PC: the same by the Python it runs on
    python3 build/package.py --linux    one folder for this Linux, and the main job through it

Everything lands in dist/: Setup.exe, its SHA-256, screenshots, a log for each step. Wine, Windows'
Python and its packages are kept in this user's cache folder.
"""

import argparse
import hashlib
import subprocess
import sys
import time
from pathlib import Path

from environment import PYTHON, SetupError, environment, ready

MB = 1_000_000
SETUP_LIMIT, INSTALLED_LIMIT, START_LIMIT = 60 * MB, 170 * MB, 1.5


def main() -> int:
    """Run what is asked in the pinned environment; 0 when all held, 1 when something did not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--linux", action="store_true", help="one folder for this Linux")
    parser.add_argument("--try-only", action="store_true", help="try what was built before")
    options = parser.parse_args()
    try:
        python = ready()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    if Path(sys.prefix).resolve() != python.parent.parent.resolve():
        again = [PYTHON, __file__, *sys.argv[1:]]
        return subprocess.run(again, env=environment(), check=False).returncode
    return _told(options)


def _told(options: argparse.Namespace) -> int:
    from windows.running import Failed  # noqa: PLC0415  # needs the pinned environment

    work = _linux if options.linux else _on_windows if sys.platform == "win32" else _debian
    began = time.monotonic()
    try:
        work(build=not options.try_only)
    except Failed as failure:
        print(f"\nFAILED: {failure}", file=sys.stderr)
        return 1
    print(f"All held in {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
    return 0


def _linux(*, build: bool) -> None:
    """The same spec on this Linux: command line, window, and the time to the first paint."""
    import tempfile  # noqa: PLC0415  # beside its use

    from windows import bundle, places, running, smoke, tools  # noqa: PLC0415  # pinned environment

    log = running.Log(places.DIST / "log")
    folder = places.DIST / "linux" / places.NAME
    _step("PyInstaller on this Linux")
    tools.install(tools.LINUX, log)
    if build:
        folder = bundle.native(log)
    print(f"   {places.size(folder) / MB:.0f} MB", flush=True)
    with tempfile.TemporaryDirectory(prefix="Siti Aminah é ") as place:
        own = {"HOME": place, "XDG_DATA_HOME": f"{place}/data", "LC_NUMERIC": "id_ID.UTF-8"}
        program = smoke.Native(folder, own)
        _step("Command line")
        sample = places.REPO / "resources" / "sample" / "siasn-dpmptsp.xlsx"
        smoke.registers(program, Path(place) / "kantor", sample, "--no-key-store")
        smoke.migrates(program, Path(place) / "lama", "--no-key-store")
        figures = smoke.demo(program, Path(place) / "contoh", "--no-key-store")
        print(f"   {figures}", flush=True)
    _step("First paint")
    frozen, plain = smoke.start_ratio(program)
    print(f"   frozen {frozen:.2f} s, from the checkout {plain:.2f} s", flush=True)
    _within("start, frozen to unfrozen", frozen / plain, START_LIMIT)


def _debian(*, build: bool) -> None:
    """Windows' program and its Setup.exe, made and tried under Wine."""
    from windows import bundle, older, places, python, running, tools, wheels, wine  # noqa: PLC0415  # the same
    from windows.user_machine import Machine  # noqa: PLC0415  # the same
    from windows.user_story import whole_story  # noqa: PLC0415  # the same

    log = running.Log(places.DIST / "log")
    cache = places.cache()
    out = places.DIST / f"Kotabumi-Kinerja-{places.version()}-Setup.exe"
    _step("Tools and Wine")
    tools.install(tools.WINE, log)
    root = wine.make_root(cache, log)
    work = cache / "wine" / "work"
    log.folder.mkdir(parents=True, exist_ok=True)
    with wine.screen(log.folder / "screen.log") as display:
        maker = wine.Wine(root, work, "build", display, shown={"src": places.REPO})
        if build:
            _step("Windows' Python and the pinned packages")
            maker.fresh()
            python.put(cache, maker.drive / "py312", log)
            packages = maker.drive / "py312" / "Lib" / "site-packages"
            print(f"   {wheels.install(cache, packages, log)} packages", flush=True)
            _step("PyInstaller under Wine")
            bundle.under_wine(maker, log)
            _step("Setup.exe")
            bundle.setup(work / "dist" / places.NAME, out, log, version=places.version())
        _step("The older program")
        before = older.packed(maker, cache, log)
        _measure(work / "dist" / places.NAME, out)
        machine = Machine(root, work, display)
        try:
            whole_story(machine, work / "dist" / places.NAME, out, before, log)
        finally:
            machine.wine.end()


def _on_windows(*, build: bool) -> None:
    """On a real PC: the program, Setup.exe when NSIS is installed, and the main job."""
    import shutil  # noqa: PLC0415  # beside its use
    import tempfile  # noqa: PLC0415  # the same

    from windows import bundle, places, running, smoke  # noqa: PLC0415  # pinned environment

    log = running.Log(places.DIST / "log")
    folder = places.DIST / "windows" / places.NAME
    if build:
        _step("PyInstaller")
        folder = bundle.native(log)
    _step("Command line")
    with tempfile.TemporaryDirectory() as place:
        program = smoke.Native(folder)
        sample = places.REPO / "resources" / "sample" / "siasn-dpmptsp.xlsx"
        smoke.registers(program, Path(place) / "kantor", sample, "--no-key-store")
        smoke.migrates(program, Path(place) / "lama", "--no-key-store")
        smoke.demo(program, Path(place) / "contoh", "--no-key-store")
    if shutil.which("makensis") is None:
        raise running.Failed("Setup.exe needs NSIS 3.08 or later, with makensis on the PATH")
    out = places.DIST / f"Kotabumi-Kinerja-{places.version()}-Setup.exe"
    bundle.setup(folder, out, log, version=places.version())
    _measure(folder, out)


def _measure(folder: Path, setup: Path) -> None:
    from windows import places  # noqa: PLC0415  # pinned environment

    _step("Sizes")
    _within("Setup.exe, MB", setup.stat().st_size / MB, SETUP_LIMIT / MB)
    _within("installed, MB", places.size(folder) / MB, INSTALLED_LIMIT / MB)
    digest = hashlib.sha256(setup.read_bytes()).hexdigest()
    setup.with_suffix(".exe.sha256").write_text(f"{digest}  {setup.name}\n", "ascii")
    print(f"   sha256 {digest}", flush=True)


def _within(what: str, found: float, limit: float) -> None:
    from windows.running import Failed  # noqa: PLC0415  # pinned environment

    print(f"   {what}: {found:.2f} of at most {limit:.2f}", flush=True)
    if found > limit:
        raise Failed(f"{what}: {found:.2f}, more than {limit:.2f}")


def _step(text: str) -> None:
    print(f"== {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
