"""The dated career: recording, correcting and removing lines, and what held on a day."""

from datetime import date

import pytest

from kotabumi_kinerja.domain.career import CareerStep, Leaving
from kotabumi_kinerja.domain.discipline import DisciplineLevel
from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import career, discipline, evaluation_list, home, staff
from kotabumi_kinerja.services.listing import Query
from kotabumi_kinerja.services.plans import listing
from kotabumi_kinerja.services.staff import as_of as staff_asof
from kotabumi_kinerja.services.staff import editing as staff_editing
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history

IRWAN = "198501042007021005"
D = date


def irwan(work: Workspace) -> Id:
    return staff.id_of(work, IRWAN)


def test_a_promotion_copies_the_line_and_is_one_step(office: Workspace) -> None:
    key = irwan(office)
    before = career.lines(office, key)
    career.record(
        office, key, CareerStep.RANK, D(2026, 10, 1), {"golongan": "III.c", "decree": "823/1"}
    )
    line, *rest = career.lines(office, key)
    assert rest == before
    assert (line.golongan, line.golongan_since, line.decree) == ("III/c", D(2026, 10, 1), "823/1")
    assert (line.post, line.unit, line.status) == (rest[0].post, rest[0].unit, rest[0].status)
    assert staff.record(office, key).rank == "Penata (III/c)"
    step = history.next_undo(office.database)
    assert step is not None
    assert step.label == "naik pangkat Irwan Rahayu ke III/c"
    history.undo(office.database)
    assert career.lines(office, key) == before


def test_a_late_found_promotion_carries_through_what_merely_repeats(office: Workspace) -> None:
    key = irwan(office)
    career.record(office, key, CareerStep.POST, D(2026, 5, 1), {"post": "Arsiparis Ahli Muda"})
    career.record(office, key, CareerStep.RANK, D(2026, 9, 1), {"golongan": "III/d"})
    career.record(office, key, CareerStep.RANK, D(2026, 3, 1), {"golongan": "III/c"})
    found = [(x.since, x.golongan, x.post) for x in career.lines(office, key)[:3]]
    assert found == [
        (D(2026, 9, 1), "III/d", "Arsiparis Ahli Muda"),
        (D(2026, 5, 1), "III/c", "Arsiparis Ahli Muda"),
        (D(2026, 3, 1), "III/c", career.lines(office, key)[3].post),
    ]
    middle = career.lines(office, key)[2]
    career.remove(office, key, middle.id)
    assert [x.golongan for x in career.lines(office, key)[:2]] == ["III/d", "III/b"]


def test_two_changes_of_one_day_are_one_line(office: Workspace) -> None:
    key, many = irwan(office), len(career.lines(office, irwan(office)))
    day = D(2026, 10, 1)
    career.record(office, key, CareerStep.RANK, day, {"golongan": "III/c", "decree": "SK 1"})
    said = {"post": "Kepala Seksi Arsip", "unit": "Bidang Arsip", "eselon": "iva", "decree": "SK 2"}
    career.record(office, key, CareerStep.POST, day, said)
    lines = career.lines(office, key)
    assert len(lines) == many + 1
    assert (lines[0].golongan, lines[0].post, lines[0].eselon) == (
        "III/c",
        "Kepala Seksi Arsip",
        "IV.a",
    )
    assert (lines[0].unit, lines[0].decree) == ("Bidang Arsip", "SK 1; SK 2")
    assert staff.record(office, key).unit == "Bidang Arsip"


def test_a_correction_keeps_its_place(office: Workspace) -> None:
    key = irwan(office)
    career.record(office, key, CareerStep.RANK, D(2026, 3, 1), {"golongan": "III/c"})
    career.record(office, key, CareerStep.POST, D(2026, 5, 1), {"post": "Arsiparis Ahli Muda"})
    line = career.lines(office, key)[1]
    career.correct(office, key, line.id, {"golongan": "III/d", "since": "01-04-2026"})
    assert [(x.since, x.golongan) for x in career.lines(office, key)[:2]] == [
        (D(2026, 5, 1), "III/d"),
        (D(2026, 4, 1), "III/d"),
    ]
    with pytest.raises(Refused, match="KK-103"):
        career.correct(office, key, line.id, {"since": "02-05-2026"})


@pytest.mark.parametrize(
    ("step", "day", "said", "code"),
    [
        (CareerStep.RANK, D(2026, 1, 1), {"golongan": "IX"}, "KK-117"),
        (CareerStep.RANK, D(2026, 1, 1), {"golongan": ""}, "KK-138"),
        (CareerStep.RANK, D(2026, 11, 1), {"golongan": "III/b"}, "KK-101"),
        (CareerStep.RANK, D(1985, 1, 4), {"golongan": "III/c"}, "KK-100"),
        (CareerStep.POST, D(2026, 1, 1), {"post": "Camat", "eselon": "IX"}, "KK-118"),
        (CareerStep.LEAVING, D(2026, 1, 1), {"leaving": "hilang"}, "KK-124"),
        (CareerStep.CONTRACT, D(2026, 2, 1), {"contract_until": "31-01-2026"}, "KK-119"),
    ],
)
def test_refusals_change_nothing(
    office: Workspace, step: CareerStep, day: date, said: dict[str, str], code: str
) -> None:
    before = career.lines(office, irwan(office))
    with pytest.raises(Refused) as caught:
        career.record(office, irwan(office), step, day, said)
    assert caught.value.code == code
    assert career.lines(office, irwan(office)) == before


def test_the_only_line_stays(office: Workspace) -> None:
    key = staff.add(office, "199001012015012001", "Ayu Contoh", "Arsiparis Terampil")
    only = career.lines(office, key)[0]
    with pytest.raises(Refused, match="KK-102"):
        career.remove(office, key, only.id)
    with pytest.raises(Refused, match="KK-125"):
        career.remove(office, key, b"0" * 16)


def test_who_left_is_out_of_the_lists_of_today(office: Workspace) -> None:
    key = irwan(office)
    today = office.today()
    plans, ratings = listing.PlanList(office), evaluation_list.EvaluationList(office)
    whole = plans.count(Query(scope=2026))
    meter = home.meters(office)[0].whole
    career.record(office, key, CareerStep.LEAVING, D(2027, 1, 1), {"leaving": "Pindah"})
    assert plans.count(Query(scope=2026)) == whole
    assert not staff.record(office, key).left
    career.correct(office, key, career.lines(office, key)[0].id, {"since": f"{today:%d-%m-%Y}"})
    assert staff.record(office, key).left
    assert plans.count(Query(scope=2026)) == whole - 1
    assert ratings.count(Query()) == whole - 1
    assert home.meters(office)[0].whole == meter - 1
    assert next(x.leaving for x in career.lines(office, key)) is Leaving.MOVED


def test_who_comes_back_is_here_again(office: Workspace) -> None:
    key = irwan(office)
    career.record(office, key, CareerStep.LEAVING, D(2026, 10, 1), {"leaving": "BERHENTI"})
    career.record(office, key, CareerStep.RANK, D(2026, 10, 15), {"golongan": "III/c"})
    assert staff.record(office, key).left
    career.record(office, key, CareerStep.POST, D(2026, 11, 1), {"post": "Arsiparis Ahli Muda"})
    assert not staff.record(office, key).left


def test_what_held_on_a_day(office: Workspace) -> None:
    key = irwan(office)
    first = career.lines(office, key)[0]
    assert first.golongan_since is not None
    assert first.post_since is not None
    assert first.golongan_since < first.post_since == first.since
    career.record(office, key, CareerStep.RANK, D(2026, 10, 1), {"golongan": "III/c"})
    then = staff_asof.as_of(office, key, D(2026, 4, 1))
    assert (then.golongan, then.post) == ("III/b", first.post)
    assert staff_asof.as_of(office, key, D(2026, 10, 1)).golongan == "III/c"
    early = staff_asof.as_of(office, key, first.golongan_since)
    assert (early.golongan, early.post, early.status) == ("III/b", "", first.status)
    before = staff_asof.as_of(office, key, D(2007, 1, 31))
    assert (before.golongan, before.status, before.service) == ("", None, None)
    assert ("Pangkat", "belum tercatat") in list(before.lines())


def test_everybody_on_a_day(office: Workspace) -> None:
    key = irwan(office)
    whole = len(staff_asof.everybody(office, office.today()))
    career.record(office, key, CareerStep.LEAVING, D(2026, 6, 1), {"leaving": "PENSIUN"})
    assert len(staff_asof.everybody(office, office.today())) == whole - 1
    assert key in {t.id for t in staff_asof.everybody(office, D(2026, 5, 31))}


def test_punishments_are_kept_by_level_and_end(office: Workspace) -> None:
    key, since = irwan(office), D(2026, 2, 1)
    kind = "Potong tukin 25% 6 bulan"
    until = discipline.end_of(kind, since)
    assert until == D(2026, 7, 31)
    made = discipline.Punishment(DisciplineLevel.MEDIUM, kind, since, until, "SK 9")
    line = discipline.add(office, key, made)
    assert [x.punishment for x in discipline.lines(office, key)] == [made]
    discipline.remove(office, key, line)
    assert discipline.lines(office, key) == []
    history.undo(office.database)
    assert len(discipline.lines(office, key)) == 1
    with pytest.raises(Refused, match="KK-135"):
        discipline.add(office, key, discipline.Punishment(DisciplineLevel.LIGHT, kind, since, None))


def test_what_siasn_says_is_edited_by_heading(office: Workspace) -> None:
    key = irwan(office)
    facts = {f.heading: f for f in staff_editing.source_facts(office, key)}
    assert facts["AGAMA NAMA"].title == "Agama"
    assert facts["AGAMA NAMA"].value
    assert "NIP BARU" not in facts
    staff_editing.edit_source(office, key, "NPWP NOMOR", "12 345")
    assert {f.heading: f.value for f in staff_editing.source_facts(office, key)}[
        "NPWP NOMOR"
    ] == "12 345"
    step = history.next_undo(office.database)
    assert step is not None
    assert step.label == "ubah NPWP Irwan Rahayu"
    history.undo(office.database)
    assert staff_editing.source_facts(office, key) == list(facts.values())
    with pytest.raises(Refused, match="KK-147"):
        staff_editing.edit_source(office, key, "NAMA", "x")


def test_single_edits(office: Workspace) -> None:
    key = irwan(office)
    staff.edit(office, key, "unit_name", "Bidang Baru")
    assert staff.record(office, key).unit == "Bidang Baru"
    staff.edit(office, key, "eselon", "3a")
    assert staff.record(office, key).eselon == "III.a"
    staff.edit(office, key, "service_since", "01-03-2007")
    assert [f.code for f in staff.record(office, key).findings] == ["KK-136"]
    with pytest.raises(Refused, match="KK-117"):
        staff.edit(office, key, "golongan", "IX")
    with pytest.raises(Refused, match="KK-148"):
        staff.edit(office, key, "nip", "19951007 201703 2 066")
    staff.edit(office, key, "nip", "198501042007031005")
    assert staff.id_of(office, "198501042007031005") == key
