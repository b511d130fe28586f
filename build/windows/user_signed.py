"""An update from the stick: signed, found, verified, and run by the installed program itself."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import release
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import smoke, user_setup
from .places import NAME, version
from .running import Failed
from .user_machine import Machine
from .user_traps import plug, unplug

LATER: Final = "999.0.0"
"""What the signed file says of itself; inside is the Setup.exe that is tried."""
SIGNER: Final = "Kunci uji"
_NEWS: Final = "Berkas uji dari build/package.py."


def signed(machine: Machine, setup: Path) -> None:
    """`setup`, signed by a key made here, is offered and runs; a changed one and a stranger's not.

    The test's public key is put into the installed copy for this trial, and taken off again.
    """
    stick = machine.work / "stick"
    file = stick / f"Kotabumi-Kinerja-{LATER}.kkupdate"
    key, stranger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    plug(machine, "e", stick)
    _sign(setup, stranger, file)
    with _known(machine, key):
        _refused(machine, "by a stranger")
        _sign(setup, key, file)
        data = bytearray(file.read_bytes())
        data[-1] ^= 1
        file.write_bytes(data)
        _taken(machine, file, whole=False)
        _sign(setup, key, file)
        found = smoke.answer(machine.console("--json", "update", "look"), "update look")
        told = [(u["version"], u["signer"]) for u in found["updates"]]
        if told != [(LATER, SIGNER)] or found["refused"]:
            raise Failed(f"update look: {found}")
        _taken(machine, file, whole=True)
    file.unlink()
    unplug(machine, "e")


def _sign(setup: Path, key: Ed25519PrivateKey, target: Path) -> None:
    facts = release.Release(LATER, 9999, "0.0.1", date(2026, 1, 1), (_NEWS,))
    release.sign(setup, key, facts, target)


@contextmanager
def _known(machine: Machine, key: Ed25519PrivateKey) -> Generator[None]:
    """The installed program takes `key` for a release key meanwhile."""
    keys = machine.installed / "_internal" / "resources" / "release-keys.toml"
    before = keys.read_text("utf-8")
    public = key.public_key().public_bytes_raw().hex()
    keys.write_text(f'[[key]]\nname = "{SIGNER}"\npublic = "{public}"\n', "utf-8")
    yield
    keys.write_text(before, "utf-8")


def _refused(machine: Machine, why: str) -> None:
    found = smoke.answer(machine.console("--json", "update", "look"), f"an update signed {why}")
    if found["updates"] or [r["code"] for r in found["refused"]] != ["KK-466"]:
        raise Failed(f"signed {why}: {found}")


def _taken(machine: Machine, file: Path, *, whole: bool) -> None:
    """`update take` runs the installer, whose first page is read; or it refuses."""
    call = ("update", "take", rf"E:\{file.name}", "--yes")
    done = machine.console(*call)
    if not whole:
        smoke.expect(done, 1, "a changed update is refused")
        if "KK-475" not in done.err and "rusak" not in done.err:
            raise Failed(f"the refusal says: {done.err}")
        return
    smoke.expect(done, 0, "update take --yes")
    user_setup.said(machine, f"Pasang {NAME} {version()}", "untuk pengguna ini saja")
    machine.wine.end()
