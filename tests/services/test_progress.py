"""Realisation: written as typed, read beside it, kept per period, only on agreed plans."""

from datetime import date
from decimal import Decimal

import pytest
from agreed_plans import agree, people
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.domain.periods import Period, parse_period
from kotabumi_kinerja.domain.scoring import Rating
from kotabumi_kinerja.services import progress, scoring
from kotabumi_kinerja.services.progress import ProgressLine
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

TW3, TW4 = parse_period("2026-TW3"), parse_period("2026-TW4")


def lines_of(work: Workspace, person: Id, period: Period = TW3) -> list[ProgressLine]:
    plan = progress.agreed_plan(work, person, period)
    assert plan is not None
    return progress.of_plan(work, plan, period)


def test_written_as_typed_and_read_beside_it(office: Workspace) -> None:
    person = people(office)[0]
    first, second, third = agree(office, [person])[person]
    progress.set_progress(office, first, TW3, "472 berkas", "BA 12/2026")
    progress.set_progress(office, second, TW3, "4,6 hari")
    line, faster, empty = lines_of(office, person)
    assert (line.text, line.value, line.evidence) == ("472 berkas", Decimal(472), "BA 12/2026")
    assert (line.shown, line.how) == ("98,3 %", "472 / 480 x 100 = 98,33 %")
    assert faster.shown == "108 %"
    assert (empty.text, empty.value, empty.achievement, empty.shown) == ("", None, None, "")
    assert empty.id == third
    assert all(x.achievement is None for x in lines_of(office, person, TW4))


def test_second_writing_updates_and_keeps_the_evidence(office: Workspace) -> None:
    person = people(office)[0]
    first = agree(office, [person])[person][0]
    progress.set_progress(office, first, TW3, "1", "surat")
    progress.set_progress(office, first, TW3, "480 berkas")
    progress.set_progress(office, first, TW3, "480 berkas", note="dua kali dihitung")
    line = lines_of(office, person)[0]
    assert (line.text, line.evidence, line.note) == ("480 berkas", "surat", "dua kali dihitung")
    assert history.undo(office.database).label.startswith("isi realisasi ")
    history.undo(office.database)
    assert lines_of(office, person)[0].text == "1"
    history.undo(office.database)
    assert lines_of(office, person)[0].achievement is None


def test_cleared_is_open_again_not_zero(office: Workspace) -> None:
    person = people(office)[0]
    first = agree(office, [person])[person][0]
    progress.set_progress(office, first, TW3, "480")
    progress.set_progress(office, first, TW3, "  ")
    line = lines_of(office, person)[0]
    assert (line.text, line.value, line.achievement) == ("", None, None)
    progress.set_progress(office, first, TW3, "0")
    assert lines_of(office, person)[0].shown == "0 %"


def test_words_stay_words(office: Workspace) -> None:
    person = people(office)[0]
    first = agree(office, [person], targets=("480 berkas",))[person][0]
    progress.set_progress(office, first, TW3, "sebagian besar  selesai")
    line = lines_of(office, person)[0]
    assert (line.text, line.value, line.shown) == ("sebagian besar selesai", None, "tanpa persen")
    assert "bukan angka" in line.how


def test_late_date(office: Workspace) -> None:
    person = people(office)[0]
    first = agree(office, [person], targets=("paling lambat 31 Juli",))[person][0]
    progress.set_progress(office, first, TW3, "5 Agustus 2026")
    assert lines_of(office, person)[0].shown == "terlambat"


def test_many_at_once_are_one_step(office: Workspace) -> None:
    made = agree(office, people(office)[:20])
    texts = {key: f"{n} berkas" for keys in made.values() for n, key in enumerate(keys, 1)}
    assert progress.fill_from(office, TW3, texts) == 60
    assert progress.fill_from(office, TW3, {}) == 0
    assert [x.text for x in lines_of(office, people(office)[19])] == [
        "1 berkas",
        "2 berkas",
        "3 berkas",
    ]
    assert history.undo(office.database).label == "isi realisasi 60 indikator Triwulan III 2026"
    assert lines_of(office, people(office)[0])[0].text == ""


@pytest.mark.parametrize(
    ("state", "since", "period", "code"),
    [
        ("draft", date(2026, 1, 1), TW3, "KK-225"),
        ("submitted", date(2026, 1, 1), TW3, "KK-225"),
        ("superseded", date(2026, 1, 1), TW3, "KK-225"),
        ("agreed", date(2026, 10, 1), TW3, "KK-227"),
    ],
)
def test_refused_where_it_does_not_belong(
    office: Workspace, state: str, since: date, period: Period, code: str
) -> None:
    person = people(office)[0]
    first = agree(office, [person], state=state, since=since)[person][0]
    with pytest.raises(Refused, match=code):
        progress.set_progress(office, first, period, "1")


def test_refused_after_delivery_and_for_what_is_gone(office: Workspace) -> None:
    person = people(office)[0]
    first = agree(office, [person])[person][0]
    scoring.rate(office, person, TW3, Rating.ABOVE, Rating.ABOVE)
    progress.set_progress(office, first, TW3, "1")
    scoring.deliver(office, person, TW3)
    with pytest.raises(Refused, match="KK-226"):
        progress.set_progress(office, first, TW3, "2")
    progress.set_progress(office, first, TW4, "2")
    with pytest.raises(Refused, match="KK-228"):
        progress.set_progress(office, new_id(), TW3, "2")


def test_numbers_of_indicators(office: Workspace) -> None:
    person = people(office)[0]
    keys = agree(office, [person])[person]
    plan = progress.agreed_plan(office, person, TW3)
    assert plan is not None
    assert progress.indicator_at(plan, 3) == keys[2]
    for wrong in (0, 4, -1):
        with pytest.raises(Refused, match="KK-229"):
            progress.indicator_at(plan, wrong)


def test_after_a_move_the_last_plan_of_the_period(office: Workspace) -> None:
    person = people(office)[0]
    agree(office, [person], until=date(2026, 8, 31))
    later = agree(office, [person], since=date(2026, 9, 1))[person]
    assert [x.id for x in lines_of(office, person)] == later
    assert [x.id for x in lines_of(office, person, parse_period("2026-TW2"))] != later
    assert progress.agreed_plan(office, person, parse_period("2025")) is None


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_whatever_is_typed_comes_back(office: Workspace, text: str) -> None:
    person = people(office)[1]
    if progress.agreed_plan(office, person, TW3) is None:
        agree(office, [person])
    line = lines_of(office, person)[0]
    progress.set_progress(office, line.id, TW3, text)
    assert lines_of(office, person)[0].text == " ".join(text.split())
