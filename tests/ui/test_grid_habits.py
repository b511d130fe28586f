"""The grid as people know it from Excel: type, fill, paste, change many, join, undo of each."""

# pyright: reportUnknownMemberType=false
# pytest-qt leaves holes in its types.

from collections.abc import Sequence
from typing import cast

import pytest
from many_people import people
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import staff
from kotabumi_kinerja.services.staff.listing import StaffRow, find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.bulk_edit import BulkEditDialog
from kotabumi_kinerja.ui.dialogs.join_people import JoinPeopleDialog
from kotabumi_kinerja.ui.dialogs.paste_preview import PlannedDialog
from kotabumi_kinerja.ui.face import Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.list_view import ListView
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab, make


@pytest.fixture
def tab(qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace) -> StaffTab:
    people(empty_office, 24)
    window = window_on(qtbot, kit, jobs, empty_office, STAFF=make)
    window.activateWindow()
    return cast("StaffTab", window.tab(Place.STAFF))


def at(tab: StaffTab, row: int, title: str) -> None:
    """Makes a cell current, as a click does."""
    titles = [c.title for c in tab.list.model.columns]
    tab.list.table.setCurrentIndex(tab.list.model.index(row, titles.index(title)))
    tab.list.table.setFocus()


def editor(tab: StaffTab) -> QLineEdit:
    found = [
        w for w in tab.list.table.viewport().findChildren(QLineEdit) if w.isVisibleTo(tab.list)
    ]
    return found[-1]


def row(tab: StaffTab, number: int) -> StaffRow:
    found = tab.list.model.row(number)
    assert found is not None
    return found


def paste(tab: StaffTab, qtbot: QtBot, cells: Sequence[Sequence[str]]) -> None:
    QGuiApplication.clipboard().setText("\r\n".join("\t".join(line) for line in cells))
    qtbot.keyClick(tab.list.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def accepted(monkeypatch: pytest.MonkeyPatch, seen: list[PlannedDialog]) -> None:
    """Presses the filled button of the preview."""

    def run(dialog: PlannedDialog) -> int:
        seen.append(dialog)
        dialog.accept_now()
        return int(QDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(PlannedDialog, "exec", run)


def test_typing_on_a_cell_edits_it_and_undo_brings_it_back(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace
) -> None:
    key, old = row(tab, 3).id, row(tab, 3).post
    at(tab, 3, "Jabatan")
    qtbot.keyClicks(tab.list.table, "A")
    qtbot.keyClicks(editor(tab), "rsiparis Mahir")
    qtbot.keyClick(editor(tab), Qt.Key.Key_Return)
    assert staff.record(empty_office, key).post == "Arsiparis Mahir"
    assert tab.list.current() == key
    assert tab.list.model.columns[tab.list.table.currentIndex().column()].title == "Jabatan"
    history.undo(empty_office.database)
    assert staff.record(empty_office, key).post == old


def test_f2_keeps_the_text_and_edits_the_bare_name(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace
) -> None:
    titled = next(n for n in range(24) if row(tab, n).back)
    key = row(tab, titled).id
    at(tab, titled, "Nama")
    qtbot.keyClick(tab.list.table, Qt.Key.Key_F2)
    assert editor(tab).text() == row(tab, titled).name
    editor(tab).setText("Zainal Contoh")
    qtbot.keyClick(editor(tab), Qt.Key.Key_Return)
    record = staff.record(empty_office, key)
    assert (record.name, record.back) == ("Zainal Contoh", "S.Pd.")
    assert tab.list.current() == key


def test_wrong_input_keeps_the_text_and_says_why(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace
) -> None:
    before = [r.golongan for r in find(empty_office)]
    at(tab, 2, "Gol.")
    qtbot.keyClick(tab.list.table, Qt.Key.Key_F2)
    box = editor(tab)
    box.setText("III/z")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.isVisible()
    assert box.text() == "III/z"
    assert "Golongan 'III/z' tidak dikenal" in tab.list.table.complaint()
    assert [r.golongan for r in find(empty_office)] == before
    box.setText("III/d")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert tab.list.table.complaint() == ""
    assert row(tab, 2).golongan == "III/d" or row(tab, 2).status == "PPPK"


def test_escape_leaves_the_cell_as_it_was(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace
) -> None:
    old = row(tab, 2).golongan
    at(tab, 2, "Gol.")
    qtbot.keyClick(tab.list.table, Qt.Key.Key_F2)
    box = editor(tab)
    box.setText("zzz")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert tab.list.table.complaint()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert tab.list.table.complaint() == ""
    assert row(tab, 2).golongan == old
    assert not [s for s in history.steps(empty_office.database) if s.label.startswith("ubah")]


def test_ctrl_d_fills_the_column_down(tab: StaffTab, qtbot: QtBot, empty_office: Workspace) -> None:
    at(tab, 2, "Jabatan")
    tab.list.table.choose_rows([2, 3, 4, 5])
    wanted = row(tab, 2).post
    old = [r.post for r in find(empty_office)]
    qtbot.keyClick(tab.list.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [row(tab, n).post for n in range(2, 6)] == [wanted] * 4
    changed = sum(post != wanted for post in old[3:6])
    step = history.next_undo(empty_office.database)
    assert step is not None
    assert step.label.startswith("ubah jabatan")
    if changed > 1:
        assert step.label == f"ubah jabatan {changed} pegawai"
    history.undo(empty_office.database)
    assert [r.post for r in find(empty_office)] == old


def test_a_block_lands_where_it_was_pasted_after_a_look(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[PlannedDialog] = []
    accepted(monkeypatch, seen)
    tab.list.table.choose_rows([])
    at(tab, 20, "Jabatan")
    tab.list.table.selectRow(20)
    at(tab, 20, "Jabatan")
    posts = [f"Arsiparis Terampil {n}" for n in range(6)]
    paste(
        tab,
        qtbot,
        [[post, row(tab, min(23, 20 + n)).rater, "lebih"] for n, post in enumerate(posts)],
    )
    (dialog,) = seen
    said = " ".join(w.text() for w in dialog.findChildren(QLabel))
    assert "2 baris yang ditempel melewati baris terakhir" in said
    assert "1 kolom yang ditempel" in said
    assert dialog.count == 4
    assert [row(tab, n).post for n in range(20, 24)] == posts[:4]
    assert history.next_undo(empty_office.database).label == "ubah jabatan 4 pegawai"  # pyright: ignore[reportOptionalMemberAccess]
    history.undo(empty_office.database)
    assert not {r.post for r in find(empty_office)} & set(posts)


def test_nothing_is_written_before_it_is_confirmed_and_wrong_cells_are_marked(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[PlannedDialog] = []

    def refuse(dialog: PlannedDialog) -> int:
        seen.append(dialog)
        return int(QDialog.DialogCode.Rejected.value)

    monkeypatch.setattr(PlannedDialog, "exec", refuse)
    before = find(empty_office)
    at(tab, 0, "NIP")
    tab.list.table.selectRow(0)
    at(tab, 0, "NIP")
    one, two = row(tab, 0), row(tab, 1)
    paste(
        tab,
        qtbot,
        [
            ["NIP", "Gol.", "Warna"],
            [one.nip, "salah", "biru"],
            ["199001012015012001", two.golongan, ""],
        ],
    )
    (dialog,) = seen
    dialog.list.set_chip("refused")
    refused = [dialog.list.model.row(n) for n in range(dialog.list.model.rowCount())]
    assert [(c.name, c.code) for c in refused if c] == [
        (one.full_name, "KK-112"),
        (two.full_name, "KK-147"),
    ]
    dialog.list.select(refused[0].id)  # pyright: ignore[reportOptionalMemberAccess]
    assert "Golongan 'salah' tidak dikenal" in dialog.reason()
    assert find(empty_office) == before


def test_many_are_changed_after_before_and_after_were_shown(
    tab: StaffTab, empty_office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[PlannedDialog] = []
    accepted(monkeypatch, seen)

    def ask(dialog: BulkEditDialog) -> int:
        dialog.choose("unit")
        cast("QLineEdit", dialog.value.field).setText("UPTD Contoh")
        dialog.accept_now()
        return dialog.result()

    monkeypatch.setattr(BulkEditDialog, "exec", ask)
    tab.list.table.choose_rows(range(10))
    assert tab.many.isVisible()
    assert tab.many.text().strip() == "Ubah 10…"
    tab.many.click()
    assert seen[0].count == 10
    assert seen[0].list.model.rowCount() == 10
    assert sum(r.unit == "UPTD Contoh" for r in find(empty_office)) == 10
    assert history.next_undo(empty_office.database).label == "ubah unit 10 pegawai"  # pyright: ignore[reportOptionalMemberAccess]


def test_a_value_that_fits_nobody_is_told_at_the_field(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace
) -> None:
    ids = [row(tab, n).id for n in range(3)]
    window = cast("MainWindow", tab.window())
    dialog = BulkEditDialog(window, empty_office, ids, tab)
    qtbot.addWidget(dialog)
    dialog.choose("born")
    cast("QLineEdit", dialog.value.field).setText("31-02-1990")
    dialog.accept_now()
    assert dialog.value.is_wrong()
    assert dialog.result() == 0


def test_chips_that_do_not_fit_stand_in_a_menu_with_counts(tab: StaffTab, qtbot: QtBot) -> None:
    beyond = tab.list.chips.beyond()
    assert "left" in beyond
    assert "" not in beyond
    entries = {a.text().split("\t")[0]: a for a in tab.list.chips.menu().actions()}
    assert (
        entries["Guru"].text()
        == f"Guru\t{tab.list.source.count(type(tab.list.query)(chip='guru'))}"
    )
    entries["Guru"].trigger()
    assert tab.list.query.chip == "guru"
    assert all(
        r.post.startswith("Guru") for r in (row(tab, n) for n in range(tab.list.model.rowCount()))
    )
    assert tab.list.chips.more.text().startswith("Guru  ")
    assert tab.list.chips.more.isChecked()
    tab.window().resize(2600, 800)
    qtbot.waitUntil(lambda: not tab.list.chips.beyond())
    assert not tab.list.chips.more.isVisible()
    assert tab.list.chips.buttons["guru"].isChecked()


def test_hidden_columns_can_be_shown_sorted_and_are_remembered(
    tab: StaffTab, kit: Kit, qtbot: QtBot
) -> None:
    titles = [c.title for c in tab.list.model.columns]
    for wanted in ("Tanggal lahir", "Umur", "Pensiun", "NIK", "HP", "Email", "Eselon", "Jenjang"):
        assert wanted in titles
        assert wanted not in [c.title for c in tab.list.visible_columns()]
    memory = cast("MainWindow", tab.window()).memory
    tab.list._memory.hide(titles.index("Pensiun"), hidden=False)  # pyright: ignore[reportPrivateUsage]
    tab.list.table.horizontalHeader().sectionClicked.emit(titles.index("Pensiun"))
    days = [tab.list.model.texts(n)[titles.index("Pensiun")] for n in range(24)]
    assert days == sorted(days, key=lambda d: d.split("-")[::-1])
    again: ListView[StaffRow] = ListView(kit, tab.list.spec, tab.list.source, memory)
    qtbot.addWidget(again)
    assert "Pensiun" in [c.title for c in again.visible_columns()]
    assert again.query.sort == "retires"
    assert again.model.texts(0)[titles.index("Pensiun")] == days[0]


def test_a_person_entered_by_mistake_is_taken_back(tab: StaffTab, empty_office: Workspace) -> None:
    tab.list.step(1)
    gone = tab.list.current()
    tab.grid.remove()
    assert tab.grid.dialog is not None
    said = [str(w.property("text")) for w in tab.grid.dialog.findChildren(QWidget)]
    assert any("dicatat keluar, bukan dihapus" in text for text in said)
    button = next(
        w for w in tab.grid.dialog.findChildren(QPushButton) if w.text() == "Hapus data keliru"
    )
    button.click()
    assert gone not in {r.id for r in find(empty_office)}
    history.undo(empty_office.database)
    assert gone in {r.id for r in find(empty_office)}


def test_doubles_are_joined_in_the_window(
    tab: StaffTab, qtbot: QtBot, empty_office: Workspace
) -> None:
    first = row(tab, 0)
    born = first.born
    key = staff.add(empty_office, "19900101 201501 2 001", first.name)
    staff.edit(empty_office, key, "born", f"{born:%d-%m-%Y}")
    staff.edit(empty_office, key, "email", "dua@contoh.go.id")
    dialog = JoinPeopleDialog(cast("MainWindow", tab.window()), empty_office, None, tab)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.model.rowCount() == 1, timeout=5000)
    assert {"nip", "email"} <= set(dialog.choices)
    other: Id = key
    sides = dialog.choices["nip"].buttons()
    wanted = next(b for b in sides if b.text() == first.nip)
    cast("QRadioButton", wanted).setChecked(True)
    dialog.take.click()
    assert dialog.kept == min(first.id, other)
    (left,) = [r for r in find(empty_office) if r.name == first.name and r.born == born]
    assert (left.nip, left.email) == (first.nip, "dua@contoh.go.id")
    history.undo(empty_office.database)
    assert len([r for r in find(empty_office) if r.name == first.name and r.born == born]) == 2
