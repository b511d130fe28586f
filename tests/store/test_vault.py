"""Keys rest in the system's vault, or in a file for this user alone."""

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import PasswordDeleteError

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.store.vault import FileVault, SystemVault, Vault


class Memory(KeyringBackend):
    priority = 1  # type: ignore[assignment]  # keyring's own way of saying it

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(name="system")
def _system() -> Iterator[SystemVault]:
    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    yield SystemVault("kotabumi-kinerja")
    keyring.set_keyring(before)


def keeps(vault: Vault) -> None:
    secret = bytes(range(256))
    assert vault.get("kunci") is None
    vault.put("kunci", b"lama")
    vault.put("kunci", secret)
    vault.put("lain", b"x")
    assert vault.get("kunci") == secret
    vault.delete("kunci")
    vault.delete("kunci")
    assert (vault.get("kunci"), vault.get("lain")) == (None, b"x")


def test_the_file_keeps_for_this_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "a" / "dinas.kunci-lokal"
    keeps(FileVault(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [p.name for p in file.parent.iterdir()] == [file.name]
    file.write_text("{")
    with pytest.raises(Refused, match="KK-441"):
        FileVault(file).get("kunci")


def test_the_system_keeps(system: SystemVault) -> None:
    assert system.usable()
    keeps(system)


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_vault_that_only_pretends_is_not_usable(
    system: SystemVault, backend: type[KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    assert not system.usable()


def test_a_vault_that_does_not_answer_is_told(system: SystemVault) -> None:
    keyring.set_keyring(fail.Keyring())
    for act in (lambda: system.put("a", b"x"), lambda: system.get("a"), lambda: system.delete("a")):
        with pytest.raises(Refused, match="KK-440"):
            act()
