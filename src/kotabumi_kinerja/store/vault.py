"""Where the database key rests between two starts: the system's vault, or a file beside it."""

import base64
import binascii
import json
import os
from pathlib import Path
from typing import Protocol

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.replacing import discard, put_in_place


class Vault(Protocol):
    """Keeps secrets by name."""

    def put(self, name: str, secret: bytes) -> None:
        """Keep `secret`; an older one of that name is replaced."""
        ...

    def get(self, name: str) -> bytes | None:
        """The secret, None when there is none. Refused KK-440 when the vault does not answer."""
        ...

    def delete(self, name: str) -> None:
        """Forget it; nothing happens when there is none."""
        ...


class SystemVault:
    """The operating system's own vault: Windows' credentials or the Secret Service.

    `service`: the program's name in the vault. keyring is imported at the first use.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def usable(self) -> bool:
        """False when this computer has no vault, or one that only pretends."""
        import keyring  # noqa: PLC0415  # costs 100 ms at the start
        from keyring.backends import chainer, fail, null  # noqa: PLC0415  # the same
        from keyring.errors import KeyringError  # noqa: PLC0415  # the same

        found = keyring.get_keyring()
        if isinstance(found, (fail.Keyring, null.Keyring)):
            return False
        if isinstance(found, chainer.ChainerBackend) and not found.backends:
            return False
        try:
            keyring.get_password(self._service, "-")
        except (KeyringError, RuntimeError, OSError):
            return False
        return True

    def put(self, name: str, secret: bytes) -> None:
        """See `Vault`."""
        import keyring  # noqa: PLC0415  # costs 100 ms at the start
        from keyring.errors import KeyringError  # noqa: PLC0415  # the same

        try:
            keyring.set_password(self._service, name, base64.b64encode(secret).decode())
        except (KeyringError, RuntimeError, OSError) as error:
            raise Refused("KK-440") from error

    def get(self, name: str) -> bytes | None:
        """See `Vault`."""
        import keyring  # noqa: PLC0415  # costs 100 ms at the start
        from keyring.errors import KeyringError  # noqa: PLC0415  # the same

        try:
            found = keyring.get_password(self._service, name)
        except (KeyringError, RuntimeError, OSError) as error:
            raise Refused("KK-440") from error
        return None if found is None else _decoded(found)

    def delete(self, name: str) -> None:
        """See `Vault`."""
        import keyring  # noqa: PLC0415  # costs 100 ms at the start
        from keyring.errors import KeyringError, PasswordDeleteError  # noqa: PLC0415  # the same

        try:
            keyring.delete_password(self._service, name)
        except PasswordDeleteError:
            return
        except (KeyringError, RuntimeError, OSError) as error:
            raise Refused("KK-440") from error


class FileVault:
    """A file that only this user may read. Who can copy it can open the database: say so.

    Refused: KK-441 when it is damaged, KK-457 when it cannot be written; the old one stays.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def put(self, name: str, secret: bytes) -> None:
        """See `Vault`."""
        self._write({**self._read(), name: base64.b64encode(secret).decode()})

    def get(self, name: str) -> bytes | None:
        """See `Vault`; KK-441 when the file is damaged."""
        found = self._read().get(name)
        return None if found is None else _decoded(found)

    def delete(self, name: str) -> None:
        """See `Vault`."""
        kept = self._read()
        if kept.pop(name, None) is not None:
            self._write(kept)

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise Refused("KK-441", file=self._file.name) from error

    def _write(self, secrets: dict[str, str]) -> None:
        half = self._file.with_name(f"{self._file.name}.baru")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(secrets, stream)
                stream.flush()
                os.fsync(stream.fileno())
            put_in_place(half, self._file)
        except PermissionError as error:
            raise Refused("KK-457", file=self._file.name) from error
        finally:
            discard(half)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Refused("KK-441", file="") from error
