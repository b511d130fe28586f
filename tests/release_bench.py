"""A made-up release for tests: its key, its installer, its update file, and ways to spoil it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import updates
from kotabumi_kinerja.exchange.updates import ReleaseKey

SIGNER = "BKPSDM Contoh"
SETUP = b"MZ" + bytes(range(256)) * 10_000
"""2,5 MB, so that a copy takes several steps."""
NEWS = ("Kartu nilai dapat dicetak di F4.", "Riwayat jabatan diperbaiki.")
FACTS: Mapping[str, object] = {
    "format": 1,  # a field that this program does not know
    "product": updates.PRODUCT,
    "version": "9.0.0",
    "schema": 9,
    "from_version": "0.1.0",
    "published": "2027-02-01",
    "news": NEWS,
}


@dataclass(frozen=True)
class Bench:
    """Signs whatever it is told to; `setup` is what is signed, `body` what lies in the file."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def known(self, revoked: date | None = None) -> tuple[ReleaseKey, ...]:
        return (ReleaseKey(SIGNER, self.public.hex(), revoked),)

    def toml(self) -> str:
        return f'[[key]]\nname = "{SIGNER}"\npublic = "{self.public.hex()}"\n'

    def manifest(self, setup: bytes = SETUP, **facts: object) -> bytes:
        mine = {"size": len(setup), "sha256": hashlib.sha256(setup).hexdigest()}
        return msgspec.json.encode({**FACTS, **mine, **facts})

    def signed(self, manifest: bytes, body: bytes = SETUP) -> bytes:
        signature = self.key.sign(updates.CONTEXT + b"\0" + manifest)
        return updates.head_of(manifest, self.public, signature) + body

    def write(self, path: Path, *, setup: bytes = SETUP, **facts: object) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.signed(self.manifest(setup, **facts), setup))
        return path


def resources_with(folder: Path, keys: str) -> Path:
    """The program's resources, with `keys` as its release keys."""
    folder.mkdir()
    for part in settings.resources().iterdir():
        if part.name != "release-keys.toml":
            (folder / part.name).symlink_to(part)
    (folder / "release-keys.toml").write_text(keys, "utf-8")
    return folder


class Recorder:
    """Starts nothing, but remembers what it was asked to start, and what lay there."""

    def __init__(self, refusal: Refused | None = None, fault: OSError | None = None) -> None:
        self.started: list[Path] = []
        self.bodies: list[bytes] = []
        self.refusal, self.fault = refusal, fault

    def allow(self, version: str) -> None:
        assert version
        if self.refusal:
            raise self.refusal

    def start(self, setup: Path) -> None:
        if self.fault:
            raise self.fault
        self.started.append(setup)
        self.bodies.append(setup.read_bytes())
