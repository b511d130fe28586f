"""Many cells at once: judged as single edits are, written as one step that can be undone."""

import pytest
from many_people import people

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff import many as staff_bulk
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.staff.many import Wish
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import check, history


def label(work: Workspace) -> str:
    step = history.next_undo(work.database)
    return step.label if step else ""


def test_one_value_for_many_is_one_step(empty_office: Workspace) -> None:
    keys = people(empty_office, 30)
    before = {r.id: (r.post, r.jenjang) for r in find(empty_office)}
    planned = staff_bulk.preview(empty_office, keys, "post", "Guru Ahli Madya")
    assert [(p.person, p.new, p.outcome) for p in planned] == [
        (key, "Guru Ahli Madya", "changed") for key in keys
    ]
    assert {r.id: (r.post, r.jenjang) for r in find(empty_office)} == before
    assert staff_bulk.apply(empty_office, planned) == 30
    assert label(empty_office) == "ubah jabatan 30 pegawai"
    assert {(r.post, r.jenjang) for r in find(empty_office)} == {("Guru Ahli Madya", "AHLI_MADYA")}
    assert not check.check(empty_office.database)
    history.undo(empty_office.database)
    assert {r.id: (r.post, r.jenjang) for r in find(empty_office)} == before


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("golongan", "zzz", "KK-112"),
        ("born", "31-02-1990", "KK-131"),
        ("sex", "X", "KK-113"),
        ("warna", "biru", "KK-147"),
        ("name", "", "KK-115"),
    ],
)
def test_the_rules_are_those_of_a_single_edit(
    empty_office: Workspace, field: str, text: str, code: str
) -> None:
    (key,) = people(empty_office, 1)
    with pytest.raises(Refused) as refused:
        staff.edit(empty_office, key, field, text)
    assert refused.value.code == code
    (planned,) = staff_bulk.preview_cells(empty_office, [Wish(key, field, text)])
    assert (planned.outcome, planned.code) == ("refused", code)
    assert staff_bulk.apply(empty_office, [planned]) == 0


def test_status_and_golongan_of_one_person_are_judged_together(empty_office: Workspace) -> None:
    keys = people(empty_office, 2)  # the first is PPPK, the second PNS
    alone = staff_bulk.preview(empty_office, keys, "golongan", "IX")
    assert [p.outcome for p in alone] == ["same", "refused"]
    assert alone[1].code == "KK-117"
    both = [Wish(keys[1], "golongan", "IX"), Wish(keys[1], "status", "PPPK")]
    planned = staff_bulk.preview_cells(empty_office, both)
    assert [p.outcome for p in planned] == ["changed", "changed"]
    staff_bulk.apply(empty_office, planned)
    record = staff.record(empty_office, keys[1])
    assert (record.golongan, record.status) == ("IX", "PPPK")


def test_new_units_are_made_once_and_someone_without_a_post_gets_his_first(
    empty_office: Workspace,
) -> None:
    keys = people(empty_office, 6)
    planned = staff_bulk.preview(empty_office, keys, "unit", "SMP Negeri 9")
    staff_bulk.apply(empty_office, planned)
    assert {r.unit for r in find(empty_office)} == {"SMP Negeri 9"}
    again = staff_bulk.preview(empty_office, keys, "unit", "SMP Negeri 9")
    assert {p.outcome for p in again} == {"same"}
    assert staff_bulk.apply(empty_office, again) == 0
    assert label(empty_office) == "ubah unit 6 pegawai"


def test_what_is_entered_by_mistake_is_taken_back_and_comes_again(
    empty_office: Workspace,
) -> None:
    keys = people(empty_office, 5)
    assert staff_bulk.remove(empty_office, keys[:2]) == 2
    assert {r.id for r in find(empty_office)} == set(keys[2:])
    assert label(empty_office) == "hapus 2 pegawai yang keliru dimasukkan"
    history.undo(empty_office.database)
    assert {r.id for r in find(empty_office)} == set(keys)
