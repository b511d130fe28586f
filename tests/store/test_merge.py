"""Taking in, sending and conflicts: the single rules, on real databases."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from merge_pair import (
    ANI,
    CENTRE,
    FOREIGN,
    FROM_CENTRE,
    FROM_OFFICE,
    KEY,
    MINE,
    OFFICE,
    Pair,
    add,
    blank_fixture,
    everything,
    names,
    pair_fixture,
    part,
    rename,
    run,
    swapped,
)
from sqlalchemy import Connection

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import REF, Id, new_id
from kotabumi_kinerja.store import conflicts, history, merging, opening, rekey, sending, vectors
from kotabumi_kinerja.store.database import Database
from kotabumi_kinerja.store.gone import is_shown, joined_with, moved_to, shown_where

__all__ = ["blank_fixture", "pair_fixture"]


def test_rows_arrive_and_a_second_time_changes_nothing(pair: Pair) -> None:
    add(pair.office)
    package = pair.up()
    first = merging.take(pair.centre, package, FROM_OFFICE, "naik")
    assert (first.new, first.conflicts, first.held) == (1, 0, False)
    before = everything(pair.centre)
    again = merging.take(pair.centre, package, FROM_OFFICE, "naik")
    assert (again.new, again.changed, again.skipped) == (0, 0, 4)
    assert everything(pair.centre) == before
    assert names(pair.centre) == ["Ani"]


def test_preview_says_the_same_and_leaves_nothing(pair: Pair) -> None:
    add(pair.office)
    package, before = pair.up(), everything(pair.centre)
    would = merging.preview(pair.centre, package, FROM_OFFICE)
    assert everything(pair.centre) == before
    assert would == merging.take(pair.centre, package, FROM_OFFICE, "naik")


def test_what_is_confirmed_is_not_sent_again(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    assert not any(p.tables for p in (*pair.up().streams, *pair.down().streams))


def test_only_the_changed_group_travels(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    run(pair.office, "UPDATE person SET phone = '0811' WHERE id = ?", ANI)
    tables = [t for p in pair.up().streams for t in p.tables]
    assert [(t.table, t.group, len(t.ids)) for t in tables] == [("person", "contact", 1)]


def test_a_child_brings_its_parent_and_the_search_knows_them(pair: Pair) -> None:
    add(pair.office)
    run(
        pair.office,
        "INSERT INTO employment(office, id, person_id, post) VALUES (?, ?, ?, 'Lurah')",
        OFFICE,
        new_id(),
        ANI,
    )
    pair.to_centre()
    with pair.centre.read() as connection:
        line = connection.exec_driver_sql("SELECT name, post FROM person_now").one()
    assert tuple(line) == ("Ani", "Lurah")


def test_two_who_changed_the_same_are_told_with_both_values(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    rename(pair.office, "Ani Sari")
    rename(pair.centre, "Ani Dewi")
    assert pair.to_centre().conflicts == 1
    pair.to_office()
    for database in (pair.centre, pair.office):
        (found,) = conflicts.list_open(database)
        both = {found.left.values["name"], found.right.values["name"]}
        assert both == {"Ani Sari", "Ani Dewi"}
        assert found.mine
        assert found.label == names(database)[0]
    assert {found.left.author, found.right.author} >= {"Budi"}


def test_equal_values_need_no_person(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    rename(pair.office, "Ani Sari")
    rename(pair.centre, "Ani Sari")
    assert pair.to_centre().conflicts == 0


def test_a_closed_conflict_is_closed_everywhere_and_stays_so(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    rename(pair.office, "Ani Sari")
    rename(pair.centre, "Ani Dewi")
    old = pair.up()
    merging.take(pair.centre, old, FROM_OFFICE, "naik")
    pair.to_office()
    found = conflicts.list_open(pair.office)[0]
    conflicts.close(pair.office, found, {"name": "Ani Sari Dewi"})
    with pytest.raises(Refused, match="KK-362"):
        conflicts.close(pair.office, found, "left")
    pair.settle()
    merging.take(pair.centre, old, FROM_OFFICE, "naik")
    assert conflicts.list_open(pair.centre) == conflicts.list_open(pair.office) == []
    assert names(pair.centre) == names(pair.office) == ["Ani Sari Dewi"]


def test_closed_beats_a_newer_finding_of_the_same_conflict(pair: Pair) -> None:
    """Both find it apart; the office closes it long before the centre's clock of counters."""
    add(pair.office)
    pair.settle()
    rename(pair.office, "Ani Sari")
    rename(pair.centre, "Ani Dewi")
    up, down = pair.up(), pair.down()
    for number in range(9):
        run(pair.centre, "UPDATE person SET phone = ? WHERE id = ?", str(number), ANI)
    merging.take(pair.office, down, FROM_CENTRE, "turun")
    merging.take(pair.centre, up, FROM_OFFICE, "naik")
    (here,), (there,) = conflicts.list_open(pair.office), conflicts.list_open(pair.centre)
    assert here.id == there.id
    conflicts.close(pair.office, here, "left")
    pair.to_office()
    assert conflicts.list_open(pair.office) == []
    pair.settle()
    assert conflicts.list_open(pair.centre) == conflicts.list_open(pair.office) == []


def test_choosing_what_is_in_force_is_a_choice_too(pair: Pair) -> None:
    """Both close the same conflict apart, each by another side: that is told again."""
    add(pair.office)
    pair.settle()
    rename(pair.office, "Ani Sari")
    rename(pair.centre, "Ani Dewi")
    pair.to_centre()
    pair.to_office()
    conflicts.close(pair.office, conflicts.list_open(pair.office)[0], "left")
    conflicts.close(pair.centre, conflicts.list_open(pair.centre)[0], "right")
    assert pair.to_centre().conflicts == 1


def test_a_deletion_against_a_late_change_below_it_is_told_and_stays_visible(pair: Pair) -> None:
    add(pair.office)
    post = new_id()
    run(
        pair.office,
        "INSERT INTO plan(office, id, person_id, year) VALUES (?, ?, ?, 2026)",
        OFFICE,
        post,
        ANI,
    )
    pair.settle()
    run(pair.office, "UPDATE plan SET gone = 'deleted' WHERE id = ?", post)
    result = new_id()
    run(
        pair.centre,
        "INSERT INTO result(office, id, plan_id, text) VALUES (?, ?, ?, 'baru')",
        OFFICE,
        result,
        post,
    )
    # the new row's two groups, each hidden by the deletion
    assert pair.to_centre().conflicts == 2
    found = conflicts.list_open(pair.centre)
    assert {(f.left.group, f.right.table) for f in found} == {("gone", "result")}
    assert visible(pair.centre, result) == (True, True)
    for one in found:
        conflicts.close(pair.centre, one, "left")
    assert visible(pair.centre, result) == (False, False)


def visible(database: Database, result: Id) -> tuple[bool, bool]:
    """By walking up, and by the lists' condition."""
    with database.read() as connection:
        walked = is_shown(vectors.raw_of(connection), "result", OFFICE, result)
        listed = connection.exec_driver_sql(
            f"SELECT count(*) FROM result r WHERE {shown_where('result', 'r')}"  # noqa: S608
        ).scalar_one()
    return walked, bool(listed)


def test_two_deletions_need_no_person(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    for database in (pair.office, pair.centre):
        run(database, "UPDATE person SET gone = 'deleted' WHERE id = ?", ANI)
    assert pair.to_centre().conflicts == 0


def test_moved_and_joined_rows_are_hidden_and_their_children_rightly(pair: Pair) -> None:
    other = bytes([0x32]) * 16
    add(pair.office)
    add(pair.office, "Anie", other)
    child = new_id()
    run(
        pair.office,
        "INSERT INTO employment(office, id, person_id) VALUES (?, ?, ?)",
        OFFICE,
        child,
        other,
    )

    def shown(connection: Connection) -> tuple[bool, bool]:
        raw = vectors.raw_of(connection)
        return is_shown(raw, "person", OFFICE, other), is_shown(raw, "employment", OFFICE, child)

    run(pair.office, "UPDATE person SET gone = ? WHERE id = ?", joined_with(ANI), other)
    with pair.office.read() as connection:
        assert shown(connection) == (False, True)
    run(pair.office, "UPDATE person SET gone = ? WHERE id = ?", moved_to(FOREIGN), ANI)
    with pair.office.read() as connection:
        assert shown(connection) == (False, False)


def test_other_content_at_equal_vectors_is_a_finding(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    assert pair.to_centre().findings == ()
    package = pair.up()
    own = replace(part(package, MINE), hash=bytes(32))
    outcome = merging.take(pair.centre, swapped(package, own), FROM_OFFICE, "lain")
    assert outcome.findings == (MINE,)


def test_after_a_restore_a_package_is_held_and_the_rest_comes_again(
    pair: Pair, tmp_path: Path
) -> None:
    add(pair.office)
    pair.settle()
    pair.office.close()
    shutil.copy(pair.office.path, tmp_path / "cadangan.db")
    rename(pair.centre, "Ani Dewi")
    pair.to_office()
    pair.to_centre()
    pair.office.close()
    shutil.copy(tmp_path / "cadangan.db", pair.office.path)
    pair.office = opening.open_database(pair.office.path, KEY, operator="Sari")
    rename(pair.centre, "Ani Dewi Sari")
    assert pair.to_office().held
    assert names(pair.office) == ["Ani"]
    number = pair.up().number
    pair.to_centre()
    assert not pair.to_office().held
    assert names(pair.office) == ["Ani Dewi Sari"]
    assert pair.up().number > number


def test_the_number_goes_on_after_a_receipt_showed_a_higher_one(pair: Pair) -> None:
    package = replace(pair.down(), seen={FROM_OFFICE.device: 40})
    merging.take(pair.office, package, FROM_CENTRE, "turun")
    assert pair.up().number == 41


def test_the_centre_takes_its_own_back_only_when_asked_and_only_its_own_words(pair: Pair) -> None:
    run(pair.centre, "INSERT INTO office(office, id, name) VALUES (?, ?, 'Dinas')", REF, ANI)
    pair.to_office()
    whole = sending.compose(pair.office, OFFICE, [])
    empty = opening.create(
        pair.centre.path.with_name("baru.db"), KEY, office=CENTRE, centre=True, device=b"d" * 32
    )
    assert merging.take(empty, whole, FROM_OFFICE, "naik").new == 0
    back = replace(FROM_OFFICE, take_back=True)
    assert merging.preview(empty, whole, back).new == 0
    back = replace(back, centre_devices=frozenset({FROM_CENTRE.device}))
    assert merging.take(empty, whole, back, "naik").new == 1
    empty.close()


def test_undo_leaves_what_came_in_and_takes_back_its_own(pair: Pair) -> None:
    add(pair.office)
    pair.settle()
    rename(pair.office, "Ani Sari")
    run(pair.centre, "UPDATE person SET phone = '0811' WHERE id = ?", ANI)
    pair.to_office()
    history.undo(pair.office)
    pair.settle()
    with pair.centre.read() as connection:
        line = connection.exec_driver_sql("SELECT name, phone FROM person").one()
    assert tuple(line) == ("Ani", "0811")


def test_the_history_says_who_brought_it(pair: Pair) -> None:
    add(pair.office)
    pair.to_centre()
    (step,) = history.steps(pair.centre)
    assert (step.kind, step.label) == ("package", "Terima paket naik")
    assert history.next_undo(pair.centre) is None


def test_an_office_with_data_gets_the_centres_id_and_then_merges(tmp_path: Path) -> None:
    office = opening.create(
        tmp_path / "o.db", KEY, office=FOREIGN, centre=False, device=FROM_OFFICE.device
    )
    with office.change("tambah") as connection:
        connection.exec_driver_sql(
            "INSERT INTO person(office, id, name) VALUES (?, ?, 'Ani')", (FOREIGN, ANI)
        )
        connection.exec_driver_sql(
            "INSERT INTO employment(office, id, person_id) VALUES (?, ?, ?)", (FOREIGN, ANI, ANI)
        )
    rekey.rekey(office, OFFICE)
    office.close()
    again = opening.open_database(tmp_path / "o.db", KEY)
    assert again.office == OFFICE
    with again.read() as connection:
        run_ = connection.exec_driver_sql
        for table in ("person", "employment", "version", "journal", "person_now"):
            assert {o for (o,) in run_(f"SELECT office FROM {table}")} == {OFFICE}  # noqa: S608
        assert {s for (s,) in run_("SELECT stream FROM vector")} == {MINE}
        assert run_("PRAGMA foreign_key_check").all() == []
    history.undo(again)
    package = sending.compose(again, OFFICE, [])
    assert {t.table for t in part(package, MINE).tables} == {"person", "employment"}
    with pytest.raises(Refused, match="KK-364"):
        rekey.rekey(again, REF)
    again.close()
