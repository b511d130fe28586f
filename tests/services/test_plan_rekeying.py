"""Fields for e-Kinerja: their order, their ticks, what changed since, and what a version keeps."""

from datetime import date

from plan_books import MEGA, YEAR, code_of, imported, of
from sqlalchemy import insert

from kotabumi_kinerja.domain.ids import new_id
from kotabumi_kinerja.domain.plans import AnnexBlock
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import rekeying
from kotabumi_kinerja.services.plans.rekeying import Keyed
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.store import schema as s

DAY = date(2026, 2, 3)


def test_fields_stand_in_the_order_of_the_form(office: Workspace) -> None:
    view = of(imported(office), MEGA)
    plans.edit_expectation(office, view.expectations[0].id, "Menjawab dalam satu hari")
    plans.add_annex(office, view.id, AnnexBlock.RESOURCES, "Laptop")
    with office.database.change("rencana aksi") as connection:
        row = {"office": office.database.office, "id": new_id(), "result_id": view.results[0].id}
        connection.execute(
            insert(s.action).values(**row, period="2026-TW1", place=0, text="Menata arsip")
        )
    listed = rekeying.fields(office, view.id)
    assert [(one.group, one.name) for one in listed] == [
        ("RHK 1", "RHK pimpinan"),
        ("RHK 1", "RHK"),
        ("RHK 1, indikator 1", "Aspek"),
        ("RHK 1, indikator 1", "IKI"),
        ("RHK 1, indikator 1", "Target"),
        ("RHK 1, indikator 2", "Aspek"),
        ("RHK 1, indikator 2", "IKI"),
        ("RHK 1, indikator 2", "Target"),
        ("RHK 1", "Rencana aksi TW I"),
        ("Berorientasi Pelayanan", "Ekspektasi khusus"),
        ("Dukungan sumber daya", "Baris 1"),
    ]
    assert rekeying.rekeyed(listed).label == "sudah 0 dari 11"


def test_a_tick_holds_until_the_field_is_changed(office: Workspace) -> None:
    view = of(imported(office), MEGA)
    listed = rekeying.fields(office, view.id)
    rekeying.tick(office, view.id, [one.key for one in listed], DAY)
    done = rekeying.fields(office, view.id)
    assert {(one.state, one.on) for one in done} == {(Keyed.DONE, DAY)}
    plans.edit_result(office, view.results[0].id, "text", "Terkelolanya surat")
    changed = rekeying.fields(office, view.id)
    assert [one.name for one in changed if one.state is Keyed.CHANGED] == ["RHK"]
    assert rekeying.rekeyed(changed).label == "sudah 7 dari 8, 1 berubah"
    again = next(one for one in changed if one.state is Keyed.CHANGED)
    rekeying.tick(office, view.id, [again.key])
    assert rekeying.rekeyed(rekeying.fields(office, view.id)).label == "sudah 8 dari 8"
    history.undo(office.database)
    assert rekeying.rekeyed(rekeying.fields(office, view.id)).changed == 1


def test_words_put_back_are_valid_again(office: Workspace) -> None:
    view = of(imported(office), MEGA)
    key = view.results[0].id
    rekeying.tick(office, view.id, [(key, "text")], DAY)
    plans.edit_result(office, key, "text", "Lain")
    plans.edit_result(office, key, "text", view.results[0].text)
    assert rekeying.rekeyed(rekeying.fields(office, view.id)).label == "sudah 1 dari 8"


def test_a_tick_is_taken_away_and_comes_back(office: Workspace) -> None:
    view = of(imported(office), MEGA)
    key = (view.results[0].id, "text")
    rekeying.tick(office, view.id, [key])
    rekeying.untick(office, view.id, [key])
    assert rekeying.rekeyed(rekeying.fields(office, view.id)).done == 0
    history.undo(office.database)
    assert rekeying.rekeyed(rekeying.fields(office, view.id)).done == 1
    assert code_of(lambda: rekeying.tick(office, view.id, [(b"0" * 16, "text")])) == "KK-276"


def test_a_new_version_needs_only_what_is_new(office: Workspace) -> None:
    view = of(imported(office), MEGA)
    rekeying.tick(office, view.id, [one.key for one in rekeying.fields(office, view.id)], DAY)
    plans.agree(office, [view.id], date(2026, 1, 20), submit_first=True)
    later = plans.new_version(office, view.id, "Target berubah")
    assert rekeying.rekeyed(rekeying.fields(office, later)).label == "sudah 8 dari 8"
    fresh = plans.plan(office, later).results[0].indicators[0]
    plans.edit_indicator(office, fresh.id, "target", "900 surat")
    assert rekeying.rekeyed(rekeying.fields(office, later)).label == "sudah 7 dari 8"


def test_a_list_asks_for_many_at_once(office: Workspace) -> None:
    imported(office)
    view = of(office, MEGA)
    rekeying.tick(office, view.id, [(view.results[0].id, "text")])
    keys = [row.plan for row in plans.find(office, YEAR) if row.plan]
    with office.database.read() as connection:
        found = rekeying.progress_of(connection, office, keys)
    assert {key: one.label for key, one in found.items()} == {view.id: "sudah 1 dari 8"}
