"""Pelatihan as its user meets it: record an event, correct certificates, see who is short."""

from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import training
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.training import SHORT, Event, Participant
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.training_event import (
    AddEventDialog,
    AddPeopleDialog,
    EditEventDialog,
)
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.training.tab import TrainingTab, make


def open_tab(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> tuple[MainWindow, TrainingTab]:
    window = window_on(qtbot, kit, jobs, work, TRAINING=make)
    return window, cast("TrainingTab", window.tab(Place.TRAINING))


def bimtek(work: Workspace, count: int = 3, year: int = 2026) -> Id:
    event = Event("Bimtek OSS", "B10", date(year, 3, 2), date(year, 3, 4), 3, Decimal(24), "BKPSDM")
    return training.add(work, event, [Participant(r.id) for r in find(work)[:count]])


P = TypeVar("P", bound=QWidget)


def parts_of(root: QWidget, kind: type[P]) -> list[P]:
    found = root.findChildren(kind)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # Qt's stub
    return [part for part in cast("list[P]", found) if part.isVisibleTo(root)]


def texts(widget: QWidget) -> str:
    return " | ".join(x.text() for x in parts_of(widget, QLabel))


def test_empty_office_says_how_to_begin(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace
) -> None:
    _, tab = open_tab(qtbot, kit, jobs, empty_office)
    said = texts(tab)
    assert "Belum ada pelatihan di tahun 2026" in said
    assert "Catat satu kegiatan dengan banyak peserta sekaligus." in said
    assert not tab.record.isVisibleTo(tab)


def test_one_form_records_event_and_people(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, tab = open_tab(qtbot, kit, jobs, office)

    def fill(dialog: AddEventDialog) -> int:
        dialog.accept_now()
        assert dialog.form.name.is_wrong()
        for line, text in (
            (dialog.form.name, "Seminar Perizinan"),
            (dialog.form.since, "31-02-2026"),
        ):
            cast("QLineEdit", line.field).setText(text)
        dialog.form.choose_kind("B6")
        dialog.accept_now()
        assert dialog.form.since.is_wrong()
        cast("QLineEdit", dialog.form.since.field).setText("02-03-2026")
        cast("QLineEdit", dialog.form.until.field).setText("03-03-2026")
        dialog.picker.found.set_text("irwan")
        dialog.picker.found.table.selectAll()
        dialog.picker.take()
        many = len(dialog.picker.people())
        assert many > 1
        dialog.picker.taken.table.selectRow(0)
        dialog.picker.drop()
        assert dialog.take.text() == f"Catat kegiatan, {many - 1} peserta"
        dialog.accept_now()
        return int(dialog.result())

    monkeypatch.setattr(AddEventDialog, "exec", fill)
    tab.new()
    row = tab.list.current_row()
    assert row is not None
    assert row.name == "Seminar Perizinan"
    view = training.one(office, row.id)
    assert {p.recognised for p in view.participants} == {Decimal(8)}
    assert row.participants == len(view.participants) > 1
    assert "Seminar/konferensi/sarasehan" in texts(tab.record)
    history.undo(office.database)
    assert tab.list.model.rowCount() == 0
    assert window.isVisible()


def test_certificate_is_edited_in_its_cell(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    key = bimtek(office)
    _, tab = open_tab(qtbot, kit, jobs, office)
    people = tab.record.people
    people.table.setFocus()
    people.table.selectRow(0)
    people.table.setCurrentIndex(people.model.index(0, 0))
    QTest.keyClick(people.table, Qt.Key.Key_Return)
    assert people.table.state() == QAbstractItemView.State.EditingState
    editor = people.table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "30")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: training.one(office, key).participants[0].recognised == Decimal(30))
    assert people.model.texts(0)[1:3] == ("30", "30")
    assert people.model.setData(people.model.index(1, 3), "800/1/2026")
    assert training.one(office, key).participants[1].certificate == "800/1/2026"


def test_hours_that_are_no_number_are_refused_in_the_cell(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    key = bimtek(office)
    _, tab = open_tab(qtbot, kit, jobs, office)
    with pytest.raises(Refused) as refused:
        tab.record.people.model.setData(tab.record.people.model.index(0, 2), "banyak")
    assert refused.value.code == "KK-254"
    assert training.one(office, key).participants[0].certificate_hours is None


def test_change_of_the_event_and_more_people(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = bimtek(office)
    _, tab = open_tab(qtbot, kit, jobs, office)

    def change(dialog: EditEventDialog) -> int:
        cast("QLineEdit", dialog.form.hours.field).setText("20")
        dialog.accept_now()
        return int(dialog.result())

    def more(dialog: AddPeopleDialog) -> int:
        dialog.accept_now()
        assert dialog.result() == 0
        dialog.picker.found.table.selectAll()
        dialog.picker.take()
        dialog.accept_now()
        return int(dialog.result())

    monkeypatch.setattr(EditEventDialog, "exec", change)
    tab.record.edit()
    assert {p.recognised for p in training.one(office, key).participants} == {Decimal(20)}
    qtbot.waitUntil(lambda: "20 JP" in texts(tab.record))
    monkeypatch.setattr(AddPeopleDialog, "exec", more)
    tab.record.add_people()
    assert len(training.one(office, key).participants) == 33
    tab.record.people.table.selectRow(0)
    tab.record.remove_participant()
    assert tab.record.people.model.rowCount() == 32
    tab.record.remove()
    assert tab.list.model.rowCount() == 0
    history.undo(office.database)
    assert tab.list.model.rowCount() == 1


def test_hours_of_everybody_with_the_short_ones_first_in_sight(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    bimtek(office, 33)
    window, tab = open_tab(qtbot, kit, jobs, office)
    window.go(Target(Place.TRAINING, chip=SHORT))
    assert tab.parts.currentIndex() == 1
    assert tab.hours.list.model.rowCount() == 0
    training.remove(office, cast("Id", tab.list.current()))
    assert tab.hours.list.model.rowCount() > 0
    row = tab.hours.list.model.row(0)
    assert row is not None
    assert row.short == 20
    tab.hours.list.clear_filters()
    tab.hours.list.select(row.id)
    assert "0 JP dari paling sedikit 20 JP, kurang 20 JP" in texts(tab.hours)
    assert "Belum ada kegiatan tercatat" in texts(tab.hours)


def test_another_year_shows_its_events_in_both_parts(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    old = bimtek(office, 2, year=2025)
    window, tab = open_tab(qtbot, kit, jobs, office)
    assert tab.list.model.rowCount() == 0
    window.go(Target(Place.TRAINING, id=old))
    assert tab.list.current() == old
    assert tab.hours.list.query.scope == 2025
    row = tab.hours.list.model.row(0)
    assert row is not None
    assert row.hours == 24


def test_every_control_has_a_name(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> None:
    bimtek(office)
    window, tab = open_tab(qtbot, kit, jobs, office)
    dialog = AddEventDialog(window, office, window)
    for root in (tab, dialog):
        for kind in (QLineEdit, QTableView, QComboBox, QPushButton):
            parts = parts_of(root, kind)
            assert parts
            assert [part for part in parts if not part.accessibleName()] == []
