"""The quadrant, suggestions, SIASN codes, evaluations, behaviours."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from kotabumi_kinerja.domain.achievements import Achievement, Standing
from kotabumi_kinerja.domain.behaviours import behaviour_values
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.evaluations import (
    EvaluationAction,
    EvaluationState,
    may_move,
    move_evaluation,
    refuse_unready,
)
from kotabumi_kinerja.domain.plans import PlanState
from kotabumi_kinerja.domain.rules import RuleBook
from kotabumi_kinerja.domain.scoring import (
    OrganisationResult,
    Predikat,
    Rating,
    parse_predikat,
    parse_rating,
    predikat,
    rating_criteria,
    rating_from_siasn,
    siasn_predikat,
    siasn_rating,
    suggest_rating,
)

NOW = date(2026, 11, 24)
MATRIX = {
    ("DI_ATAS", "DI_BAWAH"): "Kurang",
    ("DI_ATAS", "SESUAI"): "Baik",
    ("DI_ATAS", "DI_ATAS"): "Sangat Baik",
    ("SESUAI", "DI_BAWAH"): "Kurang",
    ("SESUAI", "SESUAI"): "Baik",
    ("SESUAI", "DI_ATAS"): "Baik",
    ("DI_BAWAH", "DI_BAWAH"): "Sangat Kurang",
    ("DI_BAWAH", "SESUAI"): "Butuh Perbaikan",
    ("DI_BAWAH", "DI_ATAS"): "Butuh Perbaikan",
}


@pytest.mark.parametrize(("results", "behaviour"), list(product(Rating, Rating)))
def test_quadrant(rules: RuleBook, results: Rating, behaviour: Rating) -> None:
    verdict = predikat(results, behaviour, rules, NOW)
    assert verdict.label == MATRIX[results.value, behaviour.value]
    assert verdict.steps == (
        f"Rating hasil kerja: {results.label}",
        f"Rating perilaku kerja: {behaviour.label}",
        f"Kuadran kinerja: {verdict.label}",
    )
    assert verdict.source.startswith("PermenPANRB 6/2022, kuadran kinerja")


def test_not_scored_is_open(rules: RuleBook) -> None:
    verdict = predikat(Rating.ABOVE, None, rules, NOW)
    assert (verdict.predikat, verdict.label) == (None, "belum dinilai")
    assert verdict.steps[1] == "Rating perilaku kerja: belum dinilai"


def test_no_quadrant_before_the_regulation(rules: RuleBook) -> None:
    with pytest.raises(Refused, match="KK-200"):
        predikat(Rating.ABOVE, Rating.ABOVE, rules, date(2022, 2, 2))


def marks(text: str) -> list[tuple[Achievement, bool]]:
    """'+=-' for main results, 'abc' (above, met, below) for additional ones, '?' for unknown."""
    standing = {"+": Standing.ABOVE, "=": Standing.MET, "-": Standing.BELOW, "?": None}
    extra = {"a": "+", "b": "=", "c": "-"}
    return [(Achievement(Decimal(1), standing[extra.get(m, m)], ()), m not in extra) for m in text]


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("+++=", Rating.ABOVE),
        ("+++-", Rating.BELOW),
        ("++++++-", Rating.AS_EXPECTED),
        ("+=", Rating.AS_EXPECTED),
        ("+++c", Rating.ABOVE),
        ("====", Rating.AS_EXPECTED),
        ("=====-", Rating.AS_EXPECTED),
        ("---=", Rating.BELOW),
        ("bccc", Rating.BELOW),
        ("", None),
        ("??", None),
        ("+?", Rating.ABOVE),
    ],
)
def test_suggestions(rules: RuleBook, text: str, rating: Rating | None) -> None:
    found = suggest_rating(marks(text), rules, NOW)
    assert found.rating is rating
    assert found.note == "menunggu konfirmasi BKPSDM"
    if rating:
        assert found.steps[-1] == f"Saran: {rating.label}. Penilai yang memutuskan"


def test_siasn_codes(rules: RuleBook) -> None:
    assert [siasn_rating(r, rules, NOW) for r in Rating] == [1, 2, 3]
    assert [siasn_predikat(p, rules, NOW) for p in Predikat] == [1, 2, 3, 4, 5]
    assert all(rating_from_siasn(str(siasn_rating(r, rules, NOW)), rules, NOW) is r for r in Rating)
    with pytest.raises(Refused, match="KK-223"):
        rating_from_siasn("4", rules, NOW)


def test_labels_agree_with_the_tables(rules: RuleBook) -> None:
    for words, name in (
        (Rating, "rating"),
        (Predikat, "predikat"),
        (OrganisationResult, "capaian_organisasi"),
    ):
        table = rules.table(name, NOW)
        assert [table.text("label", word.value) for word in words] == [word.label for word in words]


def test_words_read(rules: RuleBook) -> None:
    assert parse_rating("DIATAS EKSPEKTASI") is Rating.ABOVE
    assert parse_rating("di bawah ekspektasi") is Rating.BELOW
    assert parse_rating("SESUAI") is Rating.AS_EXPECTED
    assert parse_predikat("Cukup", rules, NOW) is Predikat.BUTUH_PERBAIKAN
    assert parse_predikat("Kurang/Misconduct", rules, NOW) is Predikat.KURANG
    assert parse_predikat("Buruk", rules, date(2021, 1, 1)) is Predikat.SANGAT_KURANG
    assert all(parse_predikat(p.value, rules, NOW) is p for p in Predikat)
    with pytest.raises(Refused, match="KK-224"):
        parse_predikat("Lumayan", rules, NOW)
    with pytest.raises(Refused, match="KK-223"):
        parse_rating("Lumayan")
    assert Predikat.BAIK.at_least(Predikat.BAIK)
    assert not Predikat.KURANG.at_least(Predikat.BAIK)


def test_an_evaluation_goes_its_way() -> None:
    state = EvaluationState.DRAFT
    for action in ("rate", "deliver", "object", "decide"):
        state = move_evaluation(state, EvaluationAction(action), "Budi Rahayu")
    assert state is EvaluationState.DECIDED
    allowed = [(s, a) for s, a in product(EvaluationState, EvaluationAction) if may_move(s, a)]
    assert len(allowed) == 7
    with pytest.raises(Refused, match="KK-220"):
        move_evaluation(EvaluationState.DELIVERED, EvaluationAction.RATE, "Budi Rahayu")


def test_what_a_rating_needs() -> None:
    above = Rating.ABOVE
    refuse_unready(PlanState.AGREED, above, above, "Budi Rahayu")
    with pytest.raises(Refused, match="KK-222"):
        refuse_unready(PlanState.SUBMITTED, above, above, "Budi Rahayu")
    with pytest.raises(Refused, match="KK-222"):
        refuse_unready(None, above, above, "Budi Rahayu")
    with pytest.raises(Refused, match="KK-221"):
        refuse_unready(PlanState.AGREED, above, None, "Budi Rahayu")


def test_seven_behaviours(rules: RuleBook) -> None:
    values = behaviour_values(rules, NOW)
    assert [value.name for value in values] == [
        "Berorientasi Pelayanan",
        "Akuntabel",
        "Kompeten",
        "Harmonis",
        "Loyal",
        "Adaptif",
        "Kolaboratif",
    ]
    assert all(len(value.guides) == 3 for value in values)
    assert values[3].guides[1] == "Suka menolong orang lain"
    assert "".join(value.name[0] for value in values) == "BAKHLAK"


def test_criteria(rules: RuleBook) -> None:
    found = rating_criteria(rules, NOW)
    assert [rating for rating, _, _ in found] == list(Rating)
    assert found[0][2].endswith("menjadi teladan bagi yang lain")
