"""The cipher of everything that travels: the age format, by pyrage; nothing of our own making."""

from collections.abc import Iterable

import pyrage


def new_identity() -> str:
    """A fresh X25519 private key, as age writes it."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of `identity` ('age1...'). ValueError when it is not one."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError as error:
        raise ValueError("not an age identity") from error


def is_recipient(text: str) -> bool:
    """Whether `text` is the public half of an age key."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt(data: bytes, recipients: Iterable[str]) -> bytes:
    """`data`, readable by every one of `recipients`. ValueError when one is not a recipient."""
    unique = dict.fromkeys(recipients)
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in unique]
    except pyrage.RecipientError as error:
        raise ValueError("not an age recipient") from error
    if not keys:
        raise ValueError("nobody could read it")
    return pyrage.encrypt(data, keys)


def decrypt(data: bytes, identities: Iterable[str]) -> bytes | None:
    """What `encrypt` hid; None when no identity opens it or it was changed."""
    keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
    try:
        return pyrage.decrypt(data, keys)
    except pyrage.DecryptError:
        return None


def lock(data: bytes, passphrase: str) -> bytes:
    """`data` under `passphrase`, stretched by scrypt for about a second."""
    return pyrage.passphrase.encrypt(data, passphrase)


def unlock(data: bytes, passphrase: str) -> bytes | None:
    """What `lock` hid; None when the passphrase is another or it was changed."""
    try:
        return pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError:
        return None
