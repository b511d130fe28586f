"""Every rule of 1.14 of the reference, each broken once in a real office."""

from collections.abc import Callable
from datetime import date

import pytest
from plan_books import LESTARI, MEGA, YEAR, code_of, imported, of
from sqlalchemy import insert, select, update

from kotabumi_kinerja.domain.findings import Severity
from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.domain.periods import parse_period
from kotabumi_kinerja.domain.plans import AnnexBlock, FormKind, PlanState, Section
from kotabumi_kinerja.domain.raters import DEFINITIVE
from kotabumi_kinerja.domain.scoring import Predikat, Rating
from kotabumi_kinerja.services import plans, raters, scoring, staff
from kotabumi_kinerja.services.plans.editing import plan_row
from kotabumi_kinerja.services.plans.gaps import missing_counts
from kotabumi_kinerja.services.raters import Outsider
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s

Break = Callable[[Workspace, plans.PlanView], object]
DAY = date(YEAR, 1, 1)


@pytest.fixture
def whole(office: Workspace) -> Workspace:
    """The sample office; the plan of LESTARI lacks nothing and leaves nothing in doubt."""
    view = of(imported(office), LESTARI)
    for block in AnnexBlock:
        plans.add_annex(office, view.id, block, "Baris")
    assert plans.findings(office, of(office, LESTARI)) == []
    return office


def found(work: Workspace, key: bytes) -> list[tuple[str, str]]:
    """What the check says, and that the list counts the same."""
    view = plans.plan(work, key)
    listed = plans.findings(work, view)
    with work.database.read() as connection:
        counts = missing_counts(connection, work, [key])
    assert counts[key] == sum(f.severity is Severity.MUST for f in listed)
    return [(f.severity.word, f.code) for f in listed]


def set_plan(work: Workspace, key: bytes, **values: object) -> None:
    """Past the services, as a package of another PC may bring it."""
    with work.database.change("ubah") as connection:
        p = s.plan.c
        connection.execute(update(s.plan).where(p.id == key).values(values))


def first(view: plans.PlanView) -> bytes:
    return view.results[0].indicators[0].id


# ---- 1: dates, one year, no overlap, inside the service ---------------------


@pytest.mark.parametrize(
    "days",
    [
        {"since": date(2026, 7, 1), "until": date(2026, 6, 30)},
        {"until": date(2027, 1, 31)},
    ],
)
def test_days_in_order_and_in_one_year(whole: Workspace, days: dict[str, date]) -> None:
    key = of(whole, LESTARI).id
    set_plan(whole, key, **days)
    assert found(whole, key)[0] == ("harus", "KK-271")


def test_two_plans_may_not_share_a_day(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    row = plan_row(whole, view.person, view.post, view.unit, YEAR, FormKind.STAFF)
    row |= {"since": date(2026, 12, 1)}
    with whole.database.change("dari paket") as connection:
        connection.execute(insert(s.plan).values(row))
    assert ("harus", "KK-273") in found(whole, view.id)
    assert ("harus", "KK-273") in found(whole, row["id"])
    set_plan(whole, view.id, until=date(2026, 11, 30))
    assert found(whole, view.id) == []


def test_a_later_version_is_no_overlap(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    plans.agree(whole, [view.id], DAY, submit_first=True)
    later = plans.new_version(whole, view.id, "Target berubah")
    assert found(whole, later) == []
    assert found(whole, view.id) == []


def test_the_plan_lies_inside_the_service(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    e = s.employment.c
    with whole.database.change("masuk kemudian") as connection:
        connection.execute(
            update(s.employment)
            .where(e.person_id == view.person)
            .values(service_since=date(2026, 3, 1))
        )
    assert found(whole, view.id) == [("harus", "KK-272")]
    set_plan(whole, view.id, since=date(2026, 3, 1))
    assert found(whole, view.id) == []


def test_an_import_keeps_to_the_service(office: Workspace) -> None:
    person = staff.id_of(office, LESTARI)
    with office.database.change("masuk kemudian") as connection:
        connection.execute(
            update(s.employment)
            .where(s.employment.c.person_id == person)
            .values(service_since=date(2026, 3, 1))
        )
    assert of(imported(office), LESTARI).since == date(2026, 3, 1)


# ---- 2: results, indicators, targets, aspects, leader, perspectives ---------


@pytest.mark.parametrize(
    ("ruin", "expected"),
    [
        (lambda w, v: plans.remove(w, v.id, "result", v.results[0].id), ("harus", "KK-260")),
        (
            lambda w, v: plans.set_section(w, v.results[0].id, Section.ADDITIONAL),
            ("harus", "KK-260"),
        ),
        (
            lambda w, v: [
                plans.remove(w, v.id, "indicator", i.id) for i in v.results[0].indicators
            ],
            ("harus", "KK-261"),
        ),
        (lambda w, v: plans.edit_indicator(w, first(v), "target", ""), ("harus", "KK-262")),
        (lambda w, v: plans.edit_indicator(w, first(v), "aspect", ""), ("harus", "KK-263")),
        (
            lambda w, v: plans.edit_result(w, v.results[0].id, "leader_text", ""),
            ("sebaiknya", "KK-264"),
        ),
        (lambda w, v: plans.edit_result(w, v.results[0].id, "text", ""), ("harus", "KK-274")),
        (lambda w, v: plans.edit_indicator(w, first(v), "text", ""), ("harus", "KK-275")),
    ],
)
def test_results_and_what_lies_below(
    whole: Workspace, ruin: Break, expected: tuple[str, str]
) -> None:
    view = of(whole, LESTARI)
    ruin(whole, view)
    assert found(whole, view.id) == [expected]


def test_a_leader_needs_perspectives(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    set_plan(whole, view.id, form=FormKind.LEADER.value)
    many = len(view.results[0].indicators)
    assert found(whole, view.id) == [*[("harus", "KK-265")] * many, ("sebaiknya", "KK-266")]


# ---- 3 and 4: values, annex, quick checks -----------------------------------


def test_all_seven_values_are_there(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    with whole.database.change("hilang") as connection:
        b = s.behaviour.c
        connection.execute(
            update(s.behaviour).where(b.id == view.expectations[6].id).values(gone="deleted")
        )
    assert found(whole, view.id) == [("harus", "KK-267")]


@pytest.mark.parametrize("block", list(AnnexBlock))
def test_each_block_of_the_annex_has_a_line(whole: Workspace, block: AnnexBlock) -> None:
    view = of(whole, LESTARI)
    for one in view.annex:
        if one.block is block:
            plans.remove(whole, view.id, "annex", one.id)
    assert found(whole, view.id) == [("sebaiknya", "KK-268")]


@pytest.mark.parametrize(
    ("ruin", "expected"),
    [
        (
            lambda w, v: plans.edit_result(w, v.results[0].id, "text", "Melaksanakan rapat"),
            ("sebaiknya", "KK-269"),
        ),
        (
            lambda w, v: plans.edit_indicator(w, first(v), "target", "sebaik mungkin"),
            ("sebaiknya", "KK-270"),
        ),
    ],
)
def test_wording_and_measure(whole: Workspace, ruin: Break, expected: tuple[str, str]) -> None:
    view = of(whole, LESTARI)
    ruin(whole, view)
    assert found(whole, view.id) == [expected]


# ---- 5: an evaluation needs an agreed plan and both ratings -----------------


def test_only_an_agreed_plan_is_evaluated(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    period, good = parse_period("2026-TW1"), Rating.AS_EXPECTED
    assert code_of(lambda: scoring.choose(whole, view.person, period, results=good)) == "KK-222"
    plans.agree(whole, [view.id], DAY, submit_first=True)
    assert code_of(lambda: scoring.rate(whole, view.person, period, good, None)) == "KK-221"
    half = scoring.choose(whole, view.person, period, results=good)
    assert half.predikat is None
    both = scoring.choose(whole, view.person, period, behaviour=good)
    assert both.predikat is Predikat.BAIK


# ---- 6: the rater of the plan's days ----------------------------------------


def test_somebody_rates_on_the_plans_days(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    with whole.database.change("tanpa penilai") as connection:
        r = s.rater.c
        connection.execute(
            update(s.rater).where(r.person_id == view.person).values(until=date(2026, 6, 30))
        )
    assert found(whole, view.id) == [("harus", "KK-140")]
    set_plan(whole, view.id, until=date(2026, 6, 30))  # over before the rater's last day
    assert found(whole, view.id) == []


def test_the_rater_of_next_year_is_not_that_of_today(whole: Workspace) -> None:
    person = staff.id_of(whole, LESTARI)
    key = plans.create(whole, person, YEAR + 1)
    assert ("harus", "KK-140") not in found(whole, key)
    with whole.database.change("berakhir") as connection:
        r = s.rater.c
        connection.execute(
            update(s.rater).where(r.person_id == person).values(until=date(2026, 12, 31))
        )
    assert ("harus", "KK-140") in found(whole, key)


def test_nobody_rates_himself(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    put_rater(whole, view, view.person)
    assert found(whole, view.id) == [("harus", "KK-141")]


def test_the_rater_stands_higher_unless_delegated(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    here = raters.read(whole).holders(whole.today())
    mine = here[view.person].level
    equal = next(h.person for h in here.values() if h.level >= mine and h.person != view.person)
    put_rater(whole, view, equal)
    assert ("sebaiknya", "KK-145") in found(whole, view.id)
    put_rater(whole, view, equal, "DELEGASI")
    assert ("sebaiknya", "KK-145") not in found(whole, view.id)


def put_rater(work: Workspace, view: plans.PlanView, rater: bytes, kind: str = DEFINITIVE) -> None:
    """A line of the register, past the services that would refuse it."""
    office = work.database.office
    who = new_id()
    with work.database.change("penilai") as connection:
        connection.execute(
            update(s.rater).where(s.rater.c.person_id == view.person).values(gone="deleted")
        )
        name = connection.scalar(select(s.person_now.c.name).where(s.person_now.c.id == rater))
        row = {"office": office, "id": who, "name": name, "person_id": rater}
        connection.execute(insert(s.official).values(row))
        connection.execute(
            insert(s.rater).values(
                office=office, id=new_id(), person_id=view.person, official_id=who, kind=kind,
                since=DAY,
            )
        )  # fmt: skip


# ---- 7: after agreement a change makes a new version ------------------------


def test_what_was_agreed_changes_by_a_new_version_only(whole: Workspace) -> None:
    view = of(whole, LESTARI)
    plans.agree(whole, [view.id], DAY, submit_first=True)
    edit = plans.edit_result
    assert code_of(lambda: edit(whole, view.results[0].id, "text", "Lain")) == "KK-218"
    assert code_of(lambda: plans.new_version(whole, view.id, " ")) == "KK-206"
    later = plans.new_version(whole, view.id, "Perjanjian kinerja berubah")
    fresh = plans.plan(whole, later)
    edit(whole, fresh.results[0].id, "text", "Tersusunnya data")
    plans.agree(whole, [later], date(2026, 7, 1), submit_first=True)
    assert plans.plan(whole, view.id).state is PlanState.SUPERSEDED
    assert plans.plan(whole, view.id).results[0].text == view.results[0].text
    assert [v.reason for v in plans.versions(whole, later)] == ["", "Perjanjian kinerja berubah"]


def test_a_rater_from_outside_is_no_doubt(whole: Workspace) -> None:
    view = of(whole, MEGA)
    raters.assign(whole, view.person, Outsider("Bupati Contoh", "Bupati"), date(2026, 2, 1))
    assert not {"KK-140", "KK-141", "KK-145"} & {code for _, code in found(whole, view.id)}
