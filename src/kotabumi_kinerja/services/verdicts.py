"""What an import says before it does anything: the outcome of a row, and how a reason is worded."""

from collections.abc import Callable, Mapping
from enum import StrEnum

Sentence = Callable[[str, Mapping[str, object]], str]
"""Makes the sentence of a code and its fields; see `messages.sentence`."""


class Outcome(StrEnum):
    """What an import would do with a row, or with a person's rows."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
