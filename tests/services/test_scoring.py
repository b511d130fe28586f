"""Ratings, predikat from the matrix in force, states, undo, the list, 'Mengapa?'."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from agreed_plans import agree, people
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.evaluations import EvaluationState
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.rules import load_rules
from kotabumi_kinerja.domain.scoring import OrganisationResult, Predikat, Rating
from kotabumi_kinerja.services import evaluations, explaining, progress, raters, scoring
from kotabumi_kinerja.services.evaluation_list import CHIPS, EvaluationList
from kotabumi_kinerja.services.evaluations import Evaluation
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store import schema as s

TW3, YEAR = parse_period("2026-TW3"), parse_period("2026")
ABOVE, SAME, BELOW = Rating
MATRIX = {
    (ABOVE, BELOW): "KURANG",
    (ABOVE, SAME): "BAIK",
    (ABOVE, ABOVE): "SANGAT_BAIK",
    (SAME, BELOW): "KURANG",
    (SAME, SAME): "BAIK",
    (SAME, ABOVE): "BAIK",
    (BELOW, BELOW): "SANGAT_KURANG",
    (BELOW, SAME): "BUTUH_PERBAIKAN",
    (BELOW, ABOVE): "BUTUH_PERBAIKAN",
}
RATED = st.sampled_from(list(Rating))
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def person(office: Workspace) -> Id:
    """Somebody with an agreed SKP."""
    first = people(office)[0]
    agree(office, [first])
    return first


def stored(work: Workspace) -> list[Any]:
    with work.database.read() as connection:
        return list(connection.execute(select(s.evaluation).where(s.evaluation.c.gone == "")))


def one(work: Workspace, person: Id) -> Evaluation:
    found = evaluations.one(work, person, TW3)
    assert found is not None
    return found


@QUICK
@given(steps=st.lists(st.tuples(st.booleans(), RATED, RATED), min_size=1, max_size=4))
def test_the_database_always_agrees_with_the_matrix(
    office: Workspace, steps: list[tuple[bool, Rating, Rating]]
) -> None:
    person = people(office)[0]
    if progress.agreed_plan(office, person, TW3) is None:
        agree(office, [person])
    for whole, results, behaviour in steps:
        if whole:
            scoring.rate(office, person, TW3, results, behaviour)
        else:
            scoring.choose(office, person, TW3, results=results)
        for row in stored(office):
            pair = (row.results, row.behaviour)
            wanted = MATRIX.get((Rating(pair[0]), Rating(pair[1]))) if all(pair) else None
            assert row.predikat == wanted
            assert (row.state == "rated") is (row.predikat is not None)
            assert bool(row.rule) is (row.predikat is not None)
            assert (row.rated_on is not None) is (row.predikat is not None)
    assert len(stored(office)) == 1


def test_not_rated_is_never_a_value(office: Workspace, person: Id) -> None:
    assert evaluations.one(office, person, TW3) is None
    assert scoring.choose(office, person, TW3, behaviour=BELOW).label == "belum dinilai"
    half = one(office, person)
    assert (half.results, half.behaviour, half.predikat) == (None, BELOW, None)
    assert (half.label, half.state) == ("belum dinilai", EvaluationState.DRAFT)
    assert scoring.show(office, person, 2026).label == "belum dinilai"
    with pytest.raises(Refused, match="KK-221"):
        scoring.rate(office, person, TW3, None, SAME)
    with pytest.raises(Refused, match="KK-220"):
        scoring.deliver(office, person, TW3)


def test_needs_an_agreed_plan(office: Workspace) -> None:
    first, second = people(office)[:2]
    agree(office, [second], state="submitted")
    for person in (first, second):
        with pytest.raises(Refused, match="KK-222"):
            scoring.rate(office, person, TW3, SAME, SAME)
        with pytest.raises(Refused, match="KK-222"):
            scoring.choose(office, person, TW3, results=SAME)
    assert stored(office) == []


def test_rate_again_until_delivered(office: Workspace, person: Id) -> None:
    scoring.rate(office, person, TW3, BELOW, SAME, OrganisationResult.BAIK, "Bimbingan")
    verdict = scoring.rate(office, person, TW3, SAME, SAME)
    assert verdict.label == "Baik"
    found = one(office, person)
    assert (found.organisation, found.recommendation) == (OrganisationResult.BAIK, "Bimbingan")
    assert found.rated_on == date(2026, 11, 24)
    scoring.deliver(office, person, TW3, date(2026, 11, 25))
    found = one(office, person)
    assert (found.state, found.delivered_on) == (EvaluationState.DELIVERED, date(2026, 11, 25))
    assert found.snapshot is not None
    assert found.snapshot.staff.name == scoring.show(office, person, 2026).name
    assert found.snapshot.rater.name
    for again in (
        lambda: scoring.rate(office, person, TW3, ABOVE, ABOVE),
        lambda: scoring.choose(office, person, TW3, results=ABOVE),
        lambda: scoring.deliver(office, person, TW3),
    ):
        with pytest.raises(Refused, match="KK-220"):
            again()
    assert one(office, person) == found


def test_the_delivered_sides_stay_when_the_rater_changes(office: Workspace, person: Id) -> None:
    scoring.rate(office, person, TW3, SAME, SAME)
    scoring.deliver(office, person, TW3)
    before = one(office, person).snapshot
    raters.assign(office, person, raters.Outsider("Contoh Baru", "Sekda"), date(2026, 11, 24))
    assert one(office, person).snapshot == before
    assert scoring.show(office, person, 2026).rater == "Contoh Baru"


def test_undo_and_redo_of_a_rating(office: Workspace, person: Id) -> None:
    scoring.rate(office, person, TW3, BELOW, SAME)
    scoring.rate(office, person, TW3, ABOVE, ABOVE)
    assert history.undo(office.database).label.startswith("nilai ")
    assert one(office, person).predikat is Predikat.BUTUH_PERBAIKAN
    history.undo(office.database)
    assert evaluations.one(office, person, TW3) is None
    history.redo(office.database)
    history.redo(office.database)
    assert one(office, person).predikat is Predikat.SANGAT_BAIK
    scoring.deliver(office, person, TW3)
    assert history.undo(office.database).label.startswith("serahkan hasil Triwulan III 2026")
    assert one(office, person).state is EvaluationState.RATED


def test_delivering_many_is_all_or_nothing(office: Workspace) -> None:
    everybody = people(office)
    agree(office, everybody[:3])
    for person in everybody[:2]:
        scoring.rate(office, person, TW3, SAME, SAME)
    with pytest.raises(Refused, match="KK-220"):
        scoring.deliver_many(office, everybody[:3], TW3)
    assert {row.state for row in stored(office)} == {"rated"}
    assert scoring.deliver_many(office, everybody[:2], TW3) == 2
    assert history.undo(office.database).label == "serahkan hasil Triwulan III 2026 2 pegawai"


def test_an_old_rating_keeps_its_table(office: Workspace, person: Id, tmp_path: Path) -> None:
    scoring.rate(office, person, TW3, SAME, SAME)
    old = one(office, person)
    folder = tmp_path / "aturan"
    shutil.copytree(office.resources / "rules", folder)
    file = folder / "predikat.toml"
    text = file.read_text("utf-8")
    head = text[: text.index("[[rating]]")]
    newer = head.replace("2022-02-03", "2026-07-01").replace("version = 1", "version = 2")
    newer = newer.replace('SESUAI = "BAIK"', 'SESUAI = "SANGAT_BAIK"')
    older = head.replace("2022-02-03", "2022-02-03\nuntil = 2026-06-30", 1)
    file.write_text(older + newer + text[len(head) :], "utf-8")
    changed = replace(office, rules=load_rules(folder))

    why = explaining.of_period(changed, person, TW3).why
    assert one(changed, person) == old
    assert why.source == old.rule
    assert "tabel versi 1" in why.source
    assert "tabel versi 2" in why.note
    assert why.steps[2][0] == "Matriks: Sesuai × Sesuai = Baik"
    assert scoring.rate(changed, person, TW3, SAME, SAME).label == "Sangat Baik"
    assert "tabel versi 2" in one(changed, person).rule
    first_half = scoring.rate(changed, person, parse_period("2026-TW2"), SAME, SAME)
    assert (first_half.label, "tabel versi 1" in first_half.source) == ("Baik", True)


def test_why_names_numbers_decision_and_source(office: Workspace, person: Id) -> None:
    plan = progress.agreed_plan(office, person, TW3)
    assert plan is not None
    keys = [i.id for r in plan.results for i in r.indicators]
    progress.fill_from(office, TW3, {keys[0]: "472 berkas", keys[1]: "4,6 hari"})
    scoring.rate(office, person, TW3, SAME, ABOVE)
    lines = scoring.show(office, person, 2026).why["2026-TW3"].lines()
    assert lines[0] == "Mengapa predikatnya Baik?"
    assert lines[1].startswith("1. Hasil kerja: Sesuai ekspektasi. 1 dari 2 indikator utama")
    assert "472 berkas dari 480 berkas: 98,3 %" in lines[1]
    assert lines[3].startswith("3. Matriks: Sesuai × Di atas = Baik.")
    assert lines[4] == one(office, person).rule


def test_suggestion_of_a_period(office: Workspace, person: Id) -> None:
    assert scoring.suggestion(office, person, TW3).rating is None
    plan = progress.agreed_plan(office, person, TW3)
    assert plan is not None
    keys = [i.id for r in plan.results for i in r.indicators]
    texts = ("500 berkas", "4 hari", "98 %")
    progress.fill_from(office, TW3, dict(zip(keys, texts, strict=True)))
    found = scoring.suggestion(office, person, TW3)
    assert (found.rating, found.note) == (ABOVE, "menunggu konfirmasi BKPSDM")
    assert evaluations.one(office, person, TW3) is None


def test_the_year_is_a_decision_of_its_own(office: Workspace, person: Id) -> None:
    for number, results in enumerate((SAME, SAME, ABOVE), 1):
        scoring.rate(office, person, parse_period(f"2026-TW{number}"), results, SAME)
    view = scoring.show(office, person, 2026)
    assert [e.period.code for e in view.periods] == ["2026-TW1", "2026-TW2", "2026-TW3"]
    assert view.annual is None
    suggested = scoring.suggestion(office, person, YEAR)
    assert suggested.rating is SAME
    assert suggested.steps[0] == "Sesuai ekspektasi pada 2 dari 3 periode yang dinilai"
    scoring.rate(office, person, YEAR, ABOVE, ABOVE)
    view = scoring.show(office, person, 2026)
    assert (view.label, len(view.periods)) == ("Sangat Baik", 3)
    first = view.why["2026"].steps[0]
    assert first[0] == "Dalam tahun ini: TW I Baik, TW II Baik, TW III Baik"
    assert "bukan rata-rata" in first[1]


def test_a_tie_suggests_nothing(office: Workspace, person: Id) -> None:
    for number, results in enumerate((SAME, ABOVE), 1):
        scoring.rate(office, person, parse_period(f"2026-TW{number}"), results, SAME)
    assert scoring.suggestion(office, person, YEAR).rating is None


def test_organisation_for_everybody(office: Workspace) -> None:
    everybody = people(office)
    with pytest.raises(Refused, match="KK-243"):
        scoring.set_organisation(office, TW3, OrganisationResult.BAIK)
    agree(office, everybody[:6])
    for person in everybody[:3]:
        scoring.rate(office, person, TW3, SAME, SAME)
    scoring.deliver(office, everybody[0], TW3)
    assert scoring.set_organisation(office, TW3, OrganisationResult.BAIK, "LKjIP") == 5
    assert one(office, everybody[0]).organisation is None
    assert one(office, everybody[5]).state is EvaluationState.DRAFT
    assert scoring.organisation_of(office, TW3) == (OrganisationResult.BAIK, "LKjIP")
    scoring.rate(office, everybody[5], TW3, SAME, SAME)
    assert one(office, everybody[5]).organisation is OrganisationResult.BAIK
    scoring.rate(office, everybody[4], TW3, SAME, SAME, OrganisationResult.KURANG)
    assert scoring.organisation_of(office, TW3) == (None, "")
    history.undo(office.database)
    history.undo(office.database)
    assert history.undo(office.database).label == ("tetapkan capaian organisasi Triwulan III 2026")
    assert scoring.organisation_of(office, TW3) == (None, "")


def test_organisation_of_one_unit(office: Workspace) -> None:
    agree(office, people(office))
    with pytest.raises(Refused, match="KK-243"):
        scoring.set_organisation(office, TW3, OrganisationResult.BAIK, unit="Tidak ada")
    with office.database.read() as connection:
        unit = connection.scalars(select(s.person_now.c.unit_name)).first() or ""
    scoring.set_organisation(office, TW3, OrganisationResult.BAIK, unit=unit)
    assert scoring.organisation_of(office, TW3, unit)[0] is OrganisationResult.BAIK
    assert scoring.organisation_of(office, TW3, "Tidak ada")[0] is None


def test_words_for_the_organisation() -> None:
    assert scoring.parse_organisation("butuh perbaikan") is OrganisationResult.BUTUH_PERBAIKAN
    with pytest.raises(Refused, match="KK-240"):
        scoring.parse_organisation("lumayan")


@pytest.fixture
def rated(office: Workspace) -> Workspace:
    """30 of 33 with a plan, 24 rated, one delivered, one half rated."""
    everybody = people(office)
    agree(office, everybody[:30])
    for at, person in enumerate(everybody[:24]):
        scoring.rate(office, person, TW3, list(Rating)[at % 3], list(Rating)[at // 3 % 3])
    scoring.deliver(office, everybody[0], TW3)
    scoring.choose(office, everybody[25], TW3, results=SAME)
    return office


def test_list_chips(rated: Workspace) -> None:
    source = EvaluationList(rated)
    counts = [source.count(Query(chip=chip, scope=TW3)) for chip in CHIPS]
    assert counts == [33, 9, 23, 1]
    for chip in CHIPS:
        rows = source.page(Query(chip=chip, scope=TW3), None, 0, 100)
        assert len(rows) == source.count(Query(chip=chip, scope=TW3))
    unrated = source.page(Query(chip="unrated", scope=TW3), None, 0, 100)
    assert all(row.predikat is None for row in unrated)
    assert sum(not row.ready for row in unrated) == 3


@pytest.mark.parametrize("sort", ["", "name", "results", "behaviour", "predikat", "state"])
@pytest.mark.parametrize("descending", [False, True])
def test_list_pages_in_a_total_order(rated: Workspace, sort: str, descending: bool) -> None:  # noqa: FBT001  # a direction
    source, query = EvaluationList(rated), Query(sort=sort, descending=descending, scope=TW3)
    whole = [row.id for row in source.page(query, None, 0, 100)]
    parts: list[Id] = []
    after = None
    while rows := source.page(query, after, 0, 7):
        parts += [row.id for row in rows]
        after = rows[-1].anchor
    assert parts == whole
    assert [source.place(query, key) for key in whole] == list(range(33))
    if sort == "predikat":
        order = list(Predikat)
        shown = [row.predikat for row in source.page(query, None, 0, 100)]
        ranks = [-1 if value is None else order.index(value) for value in shown]
        assert ranks == sorted(ranks, reverse=descending)


def test_list_shows_the_quarters_beside_the_year(rated: Workspace) -> None:
    row = EvaluationList(rated).page(Query(scope=YEAR), None, 0, 1)[0]
    assert (row.predikat, row.state) == (None, EvaluationState.DRAFT)
    assert row.quarters == {"2026-TW3": Predikat.SANGAT_BAIK}


def test_list_finds_as_one_types(rated: Workspace) -> None:
    found = EvaluationList(rated).page(Query("mega", scope=TW3), None, 0, 100)
    assert found
    assert all("Mega" in row.name for row in found)


def test_another_year_is_another_matter(rated: Workspace) -> None:
    query = Query(scope=parse_period("2025-TW3"))
    rows = EvaluationList(rated).page(query, None, 0, 100)
    assert {(row.predikat, row.ready) for row in rows} == {(None, False)}
    assert evaluations.any_ready(rated, 2026)
    assert not evaluations.any_ready(rated, 2025)
