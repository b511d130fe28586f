"""The pattern of predikat in one unit."""

from datetime import date

import pytest

from kotabumi_kinerja.domain.distribution import check, curve
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat

NOW = date(2026, 11, 24)


def counts(*numbers: int) -> dict[Predikat, int]:
    """From Sangat Baik to Sangat Kurang."""
    return dict(zip(Predikat, numbers, strict=True))


@pytest.mark.parametrize(
    ("organisation", "numbers", "lines"),
    [
        (
            "BAIK",
            (5, 28, 3, 0, 0),
            [
                "Baik: lebih 3 orang dari batas 25",
                "Butuh Perbaikan dan Kurang: 3 orang, paling sedikit 1",
            ],
        ),
        (
            "BAIK",
            (8, 2, 0, 0, 0),
            [
                "Baik: 2 orang, batas 7",
                "Butuh Perbaikan dan Kurang: kurang 1 orang dari paling sedikit 1",
            ],
        ),
        ("ISTIMEWA", (7, 2, 0, 0, 0), ["Sangat Baik: lebih 1 orang dari batas 6"]),
        ("ISTIMEWA", (7, 3, 0, 0, 0), ["Sangat Baik: 7 orang, batas 7"]),
        (
            "BUTUH_PERBAIKAN",
            (1, 4, 6, 0, 0),
            [
                "Butuh Perbaikan: kurang 1 orang dari paling sedikit 7",
                "Sangat Baik: 1 orang, batas 1",
            ],
        ),
        (
            "KURANG",
            (0, 1, 1, 3, 0),
            [
                "Kurang: 3 orang, paling sedikit 3",
                "Butuh Perbaikan: 1 orang, paling sedikit 1",
                "Sangat Baik: 0 orang, batas 0",
            ],
        ),
        (
            "SANGAT_KURANG",
            (1, 0, 0, 0, 9),
            [
                "Sangat Kurang: 9 orang, paling sedikit 6",
                "Kurang dan Butuh Perbaikan: kurang 1 orang dari paling sedikit 1",
                "Sangat Baik: lebih 1 orang dari batas 0",
            ],
        ),
    ],
)
def test_patterns(
    rules: RuleBook, organisation: str, numbers: tuple[int, ...], lines: list[str]
) -> None:
    found = check(counts(*numbers), OrganisationResult(organisation), rules, NOW)
    assert [line.text for line in found] == lines
    for line in found:
        broken = "lebih" in line.text or ": kurang" in line.text
        assert (line.level == "warning") == broken
        assert line.source.startswith("SE MenPANRB 3/2023")


def test_small_groups_get_information_only(rules: RuleBook) -> None:
    found = check(counts(4, 0, 0, 0, 0), OrganisationResult.SANGAT_KURANG, rules, NOW)
    assert [(line.level, line.limit) for line in found] == [("note", None)]
    assert check(counts(5, 0, 0, 0, 0), OrganisationResult.ISTIMEWA, rules, NOW)[0].limit == 3


def test_before_the_circular(rules: RuleBook) -> None:
    found = check(counts(9, 0, 0, 0, 0), OrganisationResult.BAIK, rules, date(2022, 12, 31))
    assert [line.level for line in found] == ["note"]


@pytest.mark.parametrize(
    ("organisation", "values"),
    [
        ("ISTIMEWA", [0, 1, 3, 7, 13]),
        ("BAIK", [2, 3, 6, 11, 2]),
        ("BUTUH_PERBAIKAN", [3, 4, 10, 4, 3]),
        ("KURANG", [2, 11, 6, 3, 2]),
        ("SANGAT_KURANG", [13, 7, 3, 1, 0]),
    ],
)
def test_curves(rules: RuleBook, organisation: str, values: list[int]) -> None:
    found = curve(OrganisationResult(organisation), rules, NOW)
    assert [value for _, value in found] == values
    assert [predikat for predikat, _ in found] == list(reversed(Predikat))
