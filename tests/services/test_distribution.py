"""Counts of predikat against the pattern: warnings with numbers, never a block."""

import pytest
from agreed_plans import agree, people

from kotabumi_kinerja.domain.distribution import LineLevel
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services import scoring
from kotabumi_kinerja.services.distribution import distribution
from kotabumi_kinerja.services.workspace import Workspace

TW3 = parse_period("2026-TW3")
ABOVE, SAME, BELOW = Rating


@pytest.fixture
def rated(office: Workspace) -> Workspace:
    """Ten rated: eight Baik, one Sangat Baik, one Butuh Perbaikan; one half rated."""
    everybody = people(office)
    agree(office, everybody[:12])
    for person in everybody[:8]:
        scoring.rate(office, person, TW3, SAME, SAME)
    scoring.rate(office, everybody[8], TW3, ABOVE, ABOVE)
    scoring.rate(office, everybody[9], TW3, BELOW, ABOVE)
    scoring.choose(office, everybody[10], TW3, results=BELOW)
    return office


def test_counts_only_what_is_rated(rated: Workspace) -> None:
    found = distribution(rated, TW3)
    assert (found.people, found.rated, found.organisation) == (33, 10, None)
    assert found.counts == {
        Predikat.SANGAT_BAIK: 1,
        Predikat.BAIK: 8,
        Predikat.BUTUH_PERBAIKAN: 1,
        Predikat.KURANG: 0,
        Predikat.SANGAT_KURANG: 0,
    }
    assert found.cells == {(SAME, SAME): 8, (ABOVE, ABOVE): 1, (BELOW, ABOVE): 1}
    assert (found.lines, found.warned) == ((), False)
    assert found.summary == "Distribusi: 10 orang dinilai, capaian organisasi belum ditetapkan"


def test_over_by_one(rated: Workspace) -> None:
    scoring.set_organisation(rated, TW3, OrganisationResult.BAIK)
    found = distribution(rated, TW3)
    assert found.organisation is OrganisationResult.BAIK
    assert found.summary == "Distribusi: Baik: lebih 1 orang dari batas 7"
    assert [line.level for line in found.lines] == [LineLevel.WARNING, LineLevel.OK]
    assert "SE MenPANRB 3/2023" in found.lines[0].source


def test_another_result_may_be_tried(rated: Workspace) -> None:
    scoring.set_organisation(rated, TW3, OrganisationResult.BAIK)
    found = distribution(rated, TW3, OrganisationResult.ISTIMEWA)
    assert (found.warned, found.summary) == (False, "Distribusi: sesuai semua batas")
    assert distribution(rated, TW3).organisation is OrganisationResult.BAIK


def test_nobody_and_few(office: Workspace) -> None:
    assert distribution(office, TW3).summary == "Distribusi: belum ada yang dinilai"
    everybody = people(office)
    agree(office, everybody[:3])
    for person in everybody[:3]:
        scoring.rate(office, person, TW3, SAME, SAME, OrganisationResult.BAIK)
    found = distribution(office, TW3)
    assert found.summary.startswith("3 orang: pola distribusi tidak dihitung")
    assert not found.warned
