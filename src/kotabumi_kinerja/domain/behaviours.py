"""The seven BerAKHLAK values with their guides, word for word."""

from dataclasses import dataclass
from datetime import date

from kotabumi_kinerja.domain.rules import RuleBook


@dataclass(frozen=True, slots=True)
class BehaviourValue:
    """One value; `number` from 1."""

    number: int
    name: str
    guides: tuple[str, ...]


def behaviour_values(rules: RuleBook, on: date) -> tuple[BehaviourValue, ...]:
    """All values in the order of the form (SE MenPANRB 20/2021)."""
    rows = rules.table("berakhlak", on).rows("items")
    return tuple(
        BehaviourValue(number, row.text("value"), row.texts("guides"))
        for number, row in enumerate(rows, 1)
    )
