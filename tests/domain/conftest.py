"""The rule tables as they are shipped."""

from pathlib import Path

import pytest

from kotabumi_kinerja.domain.rules import RuleBook, load_rules

FOLDER = Path(__file__).parents[2] / "resources" / "rules"


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    return load_rules(FOLDER)
