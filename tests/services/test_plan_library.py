"""The library in the office and at the centre: own entries, drafts filled from it, the exchange."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from two_sides import Sides, linked, refused

from kotabumi_kinerja.domain.library import LibraryIndicator, LibraryResult, Origin
from kotabumi_kinerja.domain.plans import Aspect, FormKind, PlanState, Section
from kotabumi_kinerja.domain.targets import Direction
from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import library
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

YEAR = 2027
LESTARI = "196910131992082084"


def starter(work: Workspace, family: str) -> list[LibraryResult]:
    return [e for e in library.read(work) if e.key.startswith(f"{family}/")]


def own_entry(post: str = "Guru", text: str = "Terwujudnya kelas hijau") -> LibraryResult:
    line = LibraryIndicator("Jumlah pohon per kelas", "paling sedikit 2 pohon", Aspect.QUANTITY)
    return LibraryResult("", Origin.OFFICE, (post,), Section.MAIN, text, (line,))


def everybody(work: Workspace) -> list[bytes]:
    return [row.id for row in plans.find(work, YEAR)]


def test_entries_are_appended_to_a_draft_in_one_step(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR)
    plans.add_result(office, key, "Terjaganya arsip lama")
    before = plans.plan(office, key)
    chosen = starter(office, "penata-perizinan")[:2]
    line = replace(chosen[0].indicators[1], target="maks. 3 hari kerja")
    chosen[0] = replace(chosen[0], indicators=(chosen[0].indicators[0], line))
    assert library.take(office, key, chosen) == 2
    view = plans.plan(office, key)
    assert [r.text for r in view.results] == ["Terjaganya arsip lama", *(e.text for e in chosen)]
    taken = view.results[1].indicators[1]
    assert (taken.target.text, taken.target.direction) == ("maks. 3 hari kerja", Direction.LOWER)
    assert (taken.aspect, taken.perspective) == (Aspect.TIME, None)
    history.undo(office.database)
    assert plans.plan(office, key) == before
    assert library.take(office, key, []) == 0


def test_a_leaders_form_takes_perspectives_instead_of_aspects(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR, FormKind.LEADER)
    library.take(office, key, starter(office, "camat"))
    lines = [i for r in plans.plan(office, key).results for i in r.indicators]
    assert all(i.aspect is None and i.perspective is not None for i in lines)
    assert {f.code for f in plans.findings(office, plans.plan(office, key))} == {"KK-268"}


def test_only_a_draft_takes_entries(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR)
    library.take(office, key, starter(office, "arsiparis"))
    plans.submit(office, [key])
    with refused("KK-218"):
        library.take(office, key, starter(office, "arsiparis"))


def test_plans_for_everybody_without_one_are_made_in_one_step(office: Workspace) -> None:
    plans.create(office, staff.id_of(office, LESTARI), YEAR)
    found = library.presets(office, everybody(office), YEAR)
    assert sum(len(one.people) for one in found) == 32
    assert all(one.entries for one in found)
    assert found[0].post == "Penata Perizinan"  # the most people
    assert {e.key.partition("/")[0] for e in found[0].entries} == {"penata-perizinan"}
    made = library.make_plans(office, YEAR, found)
    assert (made.count, made.left) == (32, ())
    rows = plans.find(office, YEAR, chip="draft")
    assert len(rows) == 33
    assert {row.missing for row in rows if row.nip != LESTARI} == {0}
    head = next(row for row in rows if row.post == "Kepala Dinas")
    assert plans.plans_of(office, head.id, YEAR)[0].form is FormKind.LEADER
    assert library.make_plans(office, YEAR, found).count == 0
    history.undo(office.database)
    assert len(plans.find(office, YEAR, chip="none")) == 32


def test_who_fits_nothing_is_named(office: Workspace) -> None:
    staff.edit(office, staff.id_of(office, LESTARI), "post", "Penyelam")
    found = library.presets(office, [staff.id_of(office, LESTARI)], YEAR)
    assert [(one.post, one.offered) for one in found] == [("Penyelam", ())]
    made = library.make_plans(office, YEAR, found)
    assert (made.count, [h.nip for h in made.left]) == (0, [LESTARI])


def test_own_entries_are_kept_changed_and_removed(office: Workspace) -> None:
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR)
    result = plans.add_result(office, key, "Terwujudnya layanan tanpa antre")
    plans.add_indicator(office, result, "Lama antre", "maks. 10 menit", Aspect.TIME)
    library.keep(office, key, result)
    first = library.read(office)[0]
    view = plans.plan(office, key)
    assert (first.origin, first.text) == (Origin.OFFICE, "Terwujudnya layanan tanpa antre")
    assert first.post in view.post
    assert "Ahli" not in first.post
    assert first.indicators == (LibraryIndicator("Lama antre", "maks. 10 menit", Aspect.TIME),)
    library.keep(office, key, result)
    assert sum(e.origin is Origin.OFFICE for e in library.read(office)) == 1
    library.edit(office, first.key, replace(first, text="Terwujudnya layanan cepat", indicators=()))
    changed = library.find(office, first.key)
    assert (changed.text, changed.indicators) == ("Terwujudnya layanan cepat", ())
    history.undo(office.database)
    assert library.find(office, first.key) == replace(first)
    library.remove(office, first.key)
    with refused("KK-239"):
        library.find(office, first.key)
    history.undo(office.database)
    assert library.read(office)[0] == first


def test_own_entries_come_first_for_their_post(office: Workspace) -> None:
    library.add(office, own_entry("Penata Perizinan", "Terbitnya izin pada hari yang sama"))
    found = library.presets(office, everybody(office), YEAR)
    one = next(p for p in found if p.post == "Penata Perizinan")
    assert one.entries[0].text == "Terbitnya izin pada hari yang sama"
    assert len(one.entries) == 7  # one alone makes no plan, so the starter's come too
    assert [e.origin for e in one.offered][:2] == [Origin.OFFICE, Origin.STARTER]


def test_what_is_refused(office: Workspace) -> None:
    foreign = library.read(office)[0]
    key = plans.create(office, staff.id_of(office, LESTARI), YEAR)
    tries: list[tuple[str, Callable[[], object]]] = [
        ("KK-290", lambda: library.edit(office, foreign.key, foreign)),
        ("KK-290", lambda: library.remove(office, foreign.key)),
        ("KK-290", lambda: library.adopt(office, foreign.key)),
        ("KK-244", lambda: library.add(office, own_entry(text=" "))),
        ("KK-244", lambda: library.add(office, own_entry(post=""))),
        ("KK-239", lambda: library.remove(office, "tidak/ada")),
        ("KK-217", lambda: library.keep(office, key, b"0" * 16)),
    ]
    for code, run in tries:
        with refused(code):
            run()
    assert library.read(office)[0].origin is Origin.STARTER


# ---- between office and centre -----------------------------------------------


@pytest.fixture
def sides(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, _sample: Path
) -> Iterator[Sides]:
    made = linked(tmp_path_factory.getbasetemp(), _sample, tmp_path / "dua")
    yield made
    made.close()


def test_the_centres_entries_reach_the_office_and_follow_changes(sides: Sides) -> None:
    key = library.add(sides.centre, own_entry()).hex()
    sides.back()
    there = library.find(sides.office, key)
    assert (there.origin, there.text) == (Origin.CENTRE, "Terwujudnya kelas hijau")
    assert there.indicators == own_entry().indicators
    assert not library.may_edit(sides.office, there)
    with refused("KK-290"):
        library.edit(sides.office, key, there)
    sides.trip()
    library.edit(sides.centre, key, own_entry(text="Terwujudnya sekolah hijau"))
    sides.back()
    assert library.find(sides.office, key).text == "Terwujudnya sekolah hijau"
    sides.trip()
    library.remove(sides.centre, key)
    sides.back()
    assert all(e.origin is Origin.STARTER for e in library.read(sides.office))


def test_the_centre_takes_an_offices_entry_over_for_all(sides: Sides) -> None:
    library.add(sides.office, own_entry())
    sides.trip()
    seen = library.read(sides.centre)[0]
    assert (seen.origin, seen.owner) == (Origin.OFFICE, "Dinas Penanaman Modal dan PTSP")
    assert library.may_adopt(sides.centre, seen)
    with refused("KK-290"):
        library.edit(sides.centre, seen.key, seen)
    taken = library.adopt(sides.centre, seen.key).hex()
    sides.back()
    order = [e.origin for e in library.read(sides.office)][:3]
    assert order == [Origin.OFFICE, Origin.CENTRE, Origin.STARTER]
    assert library.find(sides.office, taken).indicators == own_entry().indicators


def test_made_plans_are_agreed_at_once(office: Workspace) -> None:
    library.make_plans(office, YEAR, library.presets(office, everybody(office), YEAR))
    done = plans.agree_ready(office, YEAR, office.today())
    assert (done.count, done.left) == (33, ())
    assert len(plans.open_keys(office, YEAR, PlanState.AGREED)) == 33
