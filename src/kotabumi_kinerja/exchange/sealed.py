"""A small file under a code or passphrase, which can tell a torn file from a wrong code."""

import hashlib
from dataclasses import dataclass

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.exchange import age


@dataclass(frozen=True, slots=True)
class Seal:
    """One kind of sealed file: its first bytes, and the codes for a torn file and a wrong secret.

    The file is magic, SHA-256 of the rest, the rest: an age file under a passphrase, so that
    `age -d` opens it in an emergency without this program.
    """

    magic: bytes
    torn: str
    wrong: str

    def close(self, content: bytes, secret: str) -> bytes:
        """`content` locked by `secret`; takes about a second, on purpose."""
        body = age.lock(content, secret)
        return self.magic + hashlib.sha256(body).digest() + body

    def open(self, blob: bytes, secret: str) -> bytes:
        """What `close` locked. Refused with `torn` or `wrong`."""
        start = len(self.magic)
        digest, body = blob[start : start + 32], blob[start + 32 :]
        if not blob.startswith(self.magic) or hashlib.sha256(body).digest() != digest:
            raise Refused(self.torn)
        content = age.unlock(body, secret)
        if content is None:
            raise Refused(self.wrong)
        return content
