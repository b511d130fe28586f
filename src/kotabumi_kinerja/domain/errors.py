"""Refusals: each carries a short code and the fields of its sentence (see `messages`)."""

from collections.abc import Mapping


class Refused(Exception):
    """Something was not done, and nothing was lost.

    `code` is like 'KK-104' (see `messages`); `fields` fill the sentence's braces.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields: Mapping[str, object] = fields


class Cancelled(Exception):
    """The user stopped a long piece of work; the transaction rolls back."""
