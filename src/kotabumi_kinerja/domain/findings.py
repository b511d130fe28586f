"""What a check found: how grave, which sentence, and the fields of that sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is. MUST blocks the next step, WARNING and NOTE never do."""

    MUST = "must"
    WARNING = "warning"
    NOTE = "note"

    @property
    def word(self) -> str:
        """The word users read."""
        return {"must": "harus", "warning": "sebaiknya", "note": "catatan"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found; `code` and `fields` make the sentence (see `messages`)."""

    severity: Severity
    code: str
    fields: Mapping[str, object] = field(default_factory=dict[str, object])
