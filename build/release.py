"""Makes release keys, and signs Setup.exe into the update file that travels on a stick.

    python3 build/release.py key KEYFILE
        A new release key, encrypted under a passphrase that is asked for. Prints the public half
        for resources/release-keys.toml. KEYFILE stays off the net and out of every repository.

    python3 build/release.py sign SETUP KEYFILE --news NEWS.txt [--from-version 0.1.0] [--out DIR]
        Kotabumi-Kinerja-<version>.kkupdate for this checkout's version: NEWS.txt has what is new,
        in Indonesian, one line each.

Run both with the environment's Python (python3 build/dev.py setup says where it is).
"""

import argparse
import getpass
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotabumi_kinerja import __version__, messages
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import recovery, updates
from kotabumi_kinerja.exchange.updates import Manifest, ReleaseKey, Update
from kotabumi_kinerja.store.opening import SCHEMA

REPO = Path(__file__).resolve().parent.parent
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Release:
    """What an update says of itself beside size and hash."""

    version: str
    schema: int
    from_version: str
    published: date
    news: tuple[str, ...]


def new_key(path: Path, passphrase: str) -> str:
    """Write a fresh key to `path`, readable by its owner alone; its public half in hexadecimal.

    FileExistsError when there is a file already. Refused: KK-453 the passphrase is too short.
    """
    seed = os.urandom(32)
    sealed = recovery.wrap_passphrase(seed, passphrase)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def open_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """The key in `path`. Refused: KK-454 another passphrase, KK-452 the file is torn."""
    return Ed25519PrivateKey.from_private_bytes(
        recovery.unwrap_passphrase(path.read_bytes(), passphrase)
    )


def sign(setup: Path, key: Ed25519PrivateKey, release: Release, target: Path) -> Update:
    """Write the update file `target`, and read it back as the program will.

    Refused as `exchange.updates.inspect` does, for instance when `setup` is too large.
    """
    body = setup.read_bytes()
    manifest = msgspec.json.encode(
        Manifest(
            product=updates.PRODUCT,
            version=release.version,
            schema=release.schema,
            from_version=release.from_version,
            size=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            published=release.published,
            news=release.news,
        )
    )
    public = key.public_key().public_bytes_raw()
    signature = key.sign(updates.CONTEXT + b"\0" + manifest)
    draft = target.with_name(f"{target.name}.tmp")
    draft.write_bytes(updates.head_of(manifest, public, signature) + body)
    try:
        updates.inspect(draft, [ReleaseKey("release.py", public.hex())])
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return updates.inspect(target, [ReleaseKey("release.py", public.hex())])


def main(arguments: Sequence[str], ask: Ask = getpass.getpass) -> int:
    """Run one command; 1 when it was refused."""
    options = _parser().parse_args(arguments)
    try:
        print(_key(options, ask) if options.command == "key" else _sign(options, ask))
    except Refused as refusal:
        print(messages.sentence(refusal.code, refusal.fields), file=sys.stderr)
        return 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _key(options: argparse.Namespace, ask: Ask) -> str:
    if options.keyfile.resolve().is_relative_to(REPO):
        raise FileExistsError("A release key never lies in the repository: choose another folder.")
    passphrase = ask("Passphrase, at least 12 letters: ")
    if ask("The same again: ") != passphrase:
        raise Refused("KK-454")
    public = new_key(options.keyfile, passphrase)
    return f'[[key]]\nname = "{options.name}"\npublic = "{public}"'


def _sign(options: argparse.Namespace, ask: Ask) -> str:
    lines = options.news.read_text("utf-8").splitlines()
    news = tuple(line.strip() for line in lines if line.strip())
    release = Release(
        __version__, SCHEMA, options.from_version, datetime.now(UTC).astimezone().date(), news
    )
    target = options.out / f"Kotabumi-Kinerja-{release.version}{updates.SUFFIX}"
    update = sign(options.setup, open_key(options.keyfile, ask("Passphrase: ")), release, target)
    return f"{target}\nsha256 of Setup.exe {update.manifest.sha256}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key", help="a new release key")
    key.add_argument("keyfile", type=Path)
    key.add_argument("--name", default="BKPSDM Kabupaten Lampung Utara", help="shown as the signer")
    make = commands.add_parser("sign", help="Setup.exe into an update file")
    make.add_argument("setup", type=Path)
    make.add_argument("keyfile", type=Path)
    make.add_argument("--news", type=Path, required=True, help="text file, one line each")
    make.add_argument("--from-version", default="0.1.0", help="oldest version it may replace")
    make.add_argument("--out", type=Path, default=REPO / "dist")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
