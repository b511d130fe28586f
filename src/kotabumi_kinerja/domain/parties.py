"""Both sides of an agreed document as they were on the day: the person rated and the rater."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A person as a document names him; `rank` as printed, '-' for none."""

    name: str
    nip: str
    rank: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The two sides of an agreed plan or a delivered evaluation."""

    staff: Party
    rater: Party

    def to_text(self) -> str:
        """For the database."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Snapshot | None":
        """From the database; None for '' (nothing was agreed yet)."""
        if not text:
            return None
        raw = json.loads(text)
        return cls(Party(**raw["staff"]), Party(**raw["rater"]))
