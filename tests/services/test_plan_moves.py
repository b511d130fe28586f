"""Moves within the year: proposals from the career, cutting, closing, extra assignments."""

from datetime import date

import pytest
from plan_books import MEGA, YEAR, code_of, imported, of

from kotabumi_kinerja.domain.career import CareerStep
from kotabumi_kinerja.domain.moves import Assignment, Cause, months_of
from kotabumi_kinerja.domain.plans import PlanState, Section
from kotabumi_kinerja.services import career, plans, staff
from kotabumi_kinerja.services.plans import Extra, PlanView
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

JULY = date(YEAR, 7, 1)


@pytest.fixture
def held(office: Workspace) -> PlanView:
    """The imported plan of one person."""
    imported(office)
    return of(office, MEGA)


def move_post(work: Workspace, person: bytes, day: date, post: str) -> None:
    career.record(work, person, CareerStep.POST, day, {"post": post})


def test_a_new_post_proposes_to_close_and_begin(office: Workspace, held: PlanView) -> None:
    assert plans.proposals(office, held.person, YEAR) == []
    move_post(office, held.person, JULY, "Pengelola Keuangan")
    (move,) = plans.proposals(office, held.person, YEAR)
    assert move.text == "Pindah jabatan 1 Juli: tutup SKP lama 30 Juni, buat SKP baru 1 Juli"
    new = plans.plan(office, plans.take(office, move))
    old = plans.plan(office, held.id)
    assert (old.until, new.since, new.until) == (
        date(YEAR, 6, 30),
        JULY,
        date(YEAR, 12, 31),
    )
    assert (new.post, new.follows, new.cause) == ("Pengelola Keuangan", old.id, "PINDAH_JABATAN")
    assert (new.version, len(new.expectations), old.post) == (1, 7, held.post)
    assert plans.proposals(office, held.person, YEAR) == []
    assert months_of(old.since, old.until) + months_of(new.since, new.until) == 12
    history.undo(office.database)
    assert of(office, MEGA) == held


def test_the_earlier_one_keeps_its_state_when_it_is_closed(
    office: Workspace, held: PlanView
) -> None:
    plans.agree(office, [held.id], office.today(), submit_first=True)
    new = plans.cut(office, held.id, JULY, Cause.MUTATION)
    assert plans.plan(office, held.id).state is PlanState.AGREED
    rows = [r for r in plans.find(office, YEAR) if r.id == held.person]
    assert (rows[0].plan, rows[0].plans, rows[0].label) == (new, 2, rows[0].label)
    assert rows[0].label.endswith("2 SKP")
    assert code_of(lambda: plans.cut(office, held.id, JULY, Cause.MOVED)) == "KK-207"
    assert code_of(lambda: plans.cut(office, new, JULY, Cause.MOVED)) == "KK-207"


def test_leaving_only_closes(office: Workspace, held: PlanView) -> None:
    said = {"leaving": "PENSIUN"}
    career.record(office, held.person, CareerStep.LEAVING, date(YEAR, 9, 1), said)
    (move,) = plans.proposals(office, held.person, YEAR)
    assert move.text == "Pensiun 1 September: tutup SKP lama 31 Agustus"
    assert plans.take(office, move) == held.id
    assert of(office, MEGA).until == date(YEAR, 8, 31)


def test_who_joined_in_the_year_begins_on_that_day(office: Workspace, held: PlanView) -> None:
    (line,) = career.lines(office, held.person)
    career.correct(office, held.person, line.id, {"service_since": f"01-04-{YEAR}"})
    (move,) = plans.proposals(office, held.person, YEAR)
    assert (move.cause, move.text) == (Cause.JOINED, "Mulai tugas 1 April: SKP dimulai 1 April")
    plans.take(office, move)
    assert of(office, MEGA).since == date(YEAR, 4, 1)
    other = plans.create(office, held.person, YEAR + 1)
    assert plans.plan(office, other).since == date(YEAR + 1, 1, 1)


def test_an_extra_assignment_comes_into_the_draft(office: Workspace, held: PlanView) -> None:
    extra = Extra(Assignment.ACTING, "Terlaksananya tugas Kasubbag Umum", JULY, "Sekretaris")
    assert plans.add_assignment(office, held.id, extra) == held.id
    last = of(office, MEGA).results[-1]
    assert (last.section, last.text) == (Section.ADDITIONAL, "Terlaksananya tugas Kasubbag Umum")
    assert last.leader_text == (
        f"Pelaksana tugas (Plt.) sejak 1 Juli {YEAR}, pemberi tugas Sekretaris"
    )


def test_of_an_agreed_plan_it_makes_a_version_with_its_reason(
    office: Workspace, held: PlanView
) -> None:
    extra = Extra(Assignment.STUDY, "Tercapainya IPK 3,25", JULY)
    plans.submit(office, [held.id])
    assert code_of(lambda: plans.add_assignment(office, held.id, extra)) == "KK-218"
    plans.agree(office, [held.id], office.today())
    later = plans.plan(office, plans.add_assignment(office, held.id, extra))
    assert (later.version, later.cause) == (2, f"Tugas belajar sejak 1 Juli {YEAR}")
    assert later.results[-1].text == "Tercapainya IPK 3,25"
    assert code_of(lambda: plans.add_assignment(office, held.id, extra)) == "KK-205"
    history.undo(office.database)
    assert len(plans.plans_of(office, held.person, YEAR)) == 1


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (Extra(Assignment.DAILY, " ", JULY), "KK-206"),
        (Extra(Assignment.DAILY, "x", date(YEAR + 1, 1, 1)), "KK-207"),
    ],
)
def test_a_wrong_assignment_is_refused(
    office: Workspace, held: PlanView, extra: Extra, code: str
) -> None:
    assert code_of(lambda: plans.add_assignment(office, held.id, extra)) == code
    assert staff.record(office, held.person).nip == MEGA
