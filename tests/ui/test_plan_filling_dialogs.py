"""The menu 'Isi SKP' and its dialogs on the real window: library, copy, one target, the cascade."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sample_office import make_office
from silent import silent_controls
from window import window_on

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.library import LibraryIndicator, LibraryResult, Origin
from kotabumi_kinerja.domain.plans import Aspect, Section
from kotabumi_kinerja.services import plans
from kotabumi_kinerja.services.plans import PlanView, cascade, library
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.plans_cascade import CascadeDialog, PlaceholderDialog
from kotabumi_kinerja.ui.dialogs.plans_copy import COLLEAGUE, CopyDialog
from kotabumi_kinerja.ui.dialogs.plans_fill import Chosen, FillButton
from kotabumi_kinerja.ui.dialogs.plans_library import TARGET, TEXT, LibraryDialog
from kotabumi_kinerja.ui.dialogs.plans_make import MakeDialog
from kotabumi_kinerja.ui.dialogs.plans_spread import SpreadDialog
from kotabumi_kinerja.ui.face import Face, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit

YEAR = 2027
D = TypeVar("D", bound=QDialog)
ON = Qt.CheckState.Checked


class Desk:
    """A window with the button alone; what is at hand is set by the test."""

    def __init__(self, qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> None:
        self.work, self.year, self.changed = work, YEAR, 0
        self.people: list[Id] = []
        self.plan: Id | None = None
        self.result: Id | None = None
        made: list[FillButton] = []

        def make(face: Face, _work: Workspace) -> Tab:
            tab = Tab()
            box = QVBoxLayout(tab)
            made.append(FillButton(face, work, self.at_hand, self._count))
            box.addWidget(made[0])
            return tab

        self.window = window_on(qtbot, kit, jobs, work, PLANS=make)
        self.button = made[0]

    def at_hand(self) -> Chosen:
        view = plans.plan(self.work, self.plan) if self.plan is not None else None
        return Chosen(self.people, self.year, view, self.result)

    def open(self, action: Callable[[], object], kind: type[D]) -> D:
        action()
        assert isinstance(self.button.dialog, kind)
        return self.button.dialog

    def offered(self) -> list[str]:
        self.button.offer()
        menu = self.button.menu()
        return [
            a.text().replace("&", "")
            for a in menu.actions()
            if a.isVisible() and not a.isSeparator()
        ]

    def _count(self) -> None:
        self.changed += 1


@pytest.fixture
def desk(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> Desk:
    return Desk(qtbot, kit, jobs, office)


def holders(work: Workspace, post: str) -> list[Id]:
    return [r.id for r in plans.find(work, YEAR) if r.post.startswith(post)]


def only(work: Workspace, person: Id, year: int = YEAR) -> PlanView:
    (view,) = plans.plans_of(work, person, year)
    return view


def key(qtbot: QtBot, widget: QWidget, which: Qt.Key) -> None:
    qtbot.keyClick(widget, which)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt


def tops(dialog: LibraryDialog) -> list[QTreeWidgetItem]:
    tree = dialog.tree
    every = (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
    return [item for item in every if not item.isHidden()]


def test_the_menu_offers_only_what_can_be_done(desk: Desk) -> None:
    always = [
        "Turunkan hasil kerja pimpinan…",
        "Ganti hasil pimpinan sementara…",
        "Kelola pustaka…",
    ]
    assert desk.offered() == always
    desk.people = holders(desk.work, "Arsiparis")
    desk.plan = plans.create(desk.work, desk.people[0], YEAR)
    assert desk.offered()[:2] == ["Ambil dari pustaka…", "Buat SKP dari pustaka…"]
    desk.result = plans.add_result(desk.work, desk.plan, "Tertatanya arsip")
    assert "Simpan hasil ini ke pustaka" in desk.offered()
    plans.add_indicator(desk.work, desk.result, "Jumlah", "2 arsip", Aspect.QUANTITY)
    plans.submit(desk.work, [desk.plan])
    assert "Ambil dari pustaka…" not in desk.offered()


def test_entries_are_found_ticked_changed_and_taken(desk: Desk, qtbot: QtBot) -> None:
    person = holders(desk.work, "Arsiparis")[0]
    desk.plan = plans.create(desk.work, person, YEAR)
    dialog = desk.open(desk.button.take_from_library, LibraryDialog)
    assert dialog.scope.currentText() == "Sesuai jabatan: 6 isian"
    assert len(tops(dialog)) == 6
    assert not dialog.take.isEnabled()
    dialog.search.setText("modul tanpa perbaikan")
    assert [item.text(TEXT) for item in tops(dialog)][:1] == [
        "Tersedianya perangkat ajar yang siap pakai sebelum semester dimulai"
    ]
    dialog.search.clear()
    assert len(tops(dialog)) == 6
    first, second = tops(dialog)[:2]
    first.setCheckState(TEXT, ON)
    line = second.child(1)
    line.setCheckState(TEXT, ON)
    assert dialog.told.text() == "2 hasil, 4 indikator dipilih"
    dialog.tree.setCurrentItem(line)
    key(qtbot, dialog.tree, Qt.Key.Key_F2)
    (editor,) = cast("list[QLineEdit]", dialog.tree.findChildren(QLineEdit))  # pyright: ignore[reportUnknownMemberType]  # the stub knows no kinds
    editor.setText("min. 99 %")
    key(qtbot, editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text(TARGET) == "min. 99 %")
    assert dialog.isVisible()
    dialog.take.click()
    view = plans.plan(desk.work, desk.plan)
    assert [len(r.indicators) for r in view.results] == [3, 1]
    assert view.results[1].indicators[0].target.text == "min. 99 %"
    assert desk.changed == 1
    history.undo(desk.work.database)
    assert plans.plan(desk.work, desk.plan).results == ()


def test_the_space_bar_ticks_the_line_under_the_cursor(desk: Desk, qtbot: QtBot) -> None:
    desk.plan = plans.create(desk.work, holders(desk.work, "Arsiparis")[0], YEAR)
    dialog = desk.open(desk.button.take_from_library, LibraryDialog)
    dialog.tree.setFocus()
    dialog.tree.setCurrentItem(tops(dialog)[0])
    key(qtbot, dialog.tree, Qt.Key.Key_Space)
    assert dialog.told.text() == "1 hasil, 3 indikator dipilih"


def test_plans_for_many_are_made_by_post(desk: Desk, qtbot: QtBot) -> None:
    desk.people = [r.id for r in plans.find(desk.work, YEAR)]
    plans.create(desk.work, desk.people[0], YEAR)
    dialog = desk.open(desk.button.make_from_library, MakeDialog)
    assert dialog.make.text() == "Buat 32 SKP"
    top = dialog.tree.topLevelItem(0)
    assert top.text(0) == "Penata Perizinan: 14 orang"
    top.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    dialog.tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.make.text() == f"Buat {32 - len(dialog.wanted()[1].people)} SKP"
    assert "orang tanpa isian" in dialog.told.text()
    count = 32 - len(dialog.wanted()[1].people)
    dialog.make.click()
    qtbot.waitUntil(lambda: desk.changed == 1)
    assert len(plans.find(desk.work, YEAR, chip="draft")) == count + 1
    assert len(only(desk.work, holders(desk.work, "Penata Perizinan")[3]).results) == 5


def test_a_result_is_kept_managed_and_removed(desk: Desk) -> None:
    person = holders(desk.work, "Arsiparis")[0]
    desk.plan = plans.create(desk.work, person, YEAR)
    desk.result = plans.add_result(desk.work, desk.plan, "Tertatanya arsip kelurahan")
    desk.button.keep_in_library()
    dialog = desk.open(desk.button.manage_library, LibraryDialog)
    assert tops(dialog)[0].text(TEXT) == "Tertatanya arsip kelurahan"
    assert not dialog.edit.isHidden()
    assert dialog.adopt.isHidden()
    dialog.edit_entry()
    entry = dialog.dialog
    entry.text.setText("")
    entry.save.click()
    assert entry.isVisible()
    entry.text.setText("Tertatanya arsip dinas")
    entry.lines[0].text.setText("Jumlah berkas")
    entry.lines[0].target.setText("20 berkas")
    entry.lines[0].aspect.setCurrentText("Kuantitas")
    entry.save.click()
    first = library.read(desk.work)[0]
    assert first.text == "Tertatanya arsip dinas"
    assert first.indicators == (LibraryIndicator("Jumlah berkas", "20 berkas", Aspect.QUANTITY),)
    assert tops(dialog)[0].text(TEXT) == "Tertatanya arsip dinas"
    dialog.remove.click()
    assert all(e.origin is Origin.STARTER for e in library.read(desk.work))
    assert dialog.edit.isHidden()
    dialog.add_entry()
    fresh = dialog.dialog
    fresh.post.setText("Kurir")
    fresh.text.setText("Tersampaikannya surat")
    fresh.save.click()
    assert library.read(desk.work)[0].post == "Kurir"


def test_plans_are_copied_with_the_dates_that_move(desk: Desk, qtbot: QtBot) -> None:
    one, two, *_ = desk.people = holders(desk.work, "Penata Perizinan")
    old = plans.create(desk.work, one, YEAR - 1)
    result = plans.add_result(desk.work, old, "Terbitnya izin")
    target = "paling lambat 31 Juli 2026"
    plans.add_indicator(desk.work, result, "Laporan", target, Aspect.TIME)
    dialog = desk.open(desk.button.copy_plans, CopyDialog)
    assert dialog.save.text() == "Salin ke 1 orang"
    assert dialog.told.text().startswith("13 orang dilewati")
    shown = dialog.moved.topLevelItem(0)
    assert (shown.text(0), shown.text(1)) == (target, "paling lambat 31 Juli 2027")
    dialog.save.click()
    qtbot.waitUntil(lambda: desk.changed == 1)
    assert only(desk.work, one).results[0].indicators[0].target.text == "paling lambat 31 Juli 2027"
    again = desk.open(desk.button.copy_plans, CopyDialog)
    again.choose(COLLEAGUE)
    assert again.save.text() == "Salin ke 13 orang"
    again.save.click()
    qtbot.waitUntil(lambda: desk.changed == 2)
    assert only(desk.work, two).results[0].text == "Terbitnya izin"


def test_a_column_out_of_excel_is_spread(desk: Desk, qtbot: QtBot) -> None:
    del qtbot
    one, two, three, *_ = holders(desk.work, "Penata Perizinan")
    desk.people = [one, two]
    desk.plan = plans.create(desk.work, one, YEAR)
    desk.result = plans.add_result(desk.work, desk.plan, "Terbitnya izin")
    plans.add_indicator(desk.work, desk.result, "Jumlah izin", "400 izin", Aspect.QUANTITY)
    dialog = desk.open(desk.button.spread_target, SpreadDialog)
    assert dialog.words.text() == "Terbitnya izin"
    assert dialog.save.text() == "Sebar ke 1 orang"  # the other has it already
    QGuiApplication.clipboard().setText("450 izin\n300 izin\n1 izin\n")
    dialog.people.list.table.setFocus()
    dialog.people.list.table.pasted.emit(QGuiApplication.clipboard().text())
    assert dialog.save.text() == "Sebar ke 2 orang"
    assert dialog.people.say.text() == "1 baris tidak cocok dengan siapa pun: 1 izin"
    dialog.people.more.click()
    assert dialog.people.finder.select(three)
    dialog.people.take()
    model = dialog.people.list.model
    assert model.rowCount() == 3
    model.setData(model.index(2, 2), "200 izin")
    assert dialog.save.text() == "Sebar ke 3 orang"
    assert [r.outcome.value for r in dialog.people.lines] == ["changed", "new", "new"]
    dialog.save.click()
    found = [only(desk.work, p).results[0].indicators[0].target.text for p in (one, two, three)]
    assert found == ["450 izin", "300 izin", "200 izin"]
    history.undo(desk.work.database)
    assert plans.plans_of(desk.work, three, YEAR) == []


def test_without_words_nothing_can_be_spread(desk: Desk) -> None:
    desk.people = holders(desk.work, "Arsiparis")
    dialog = desk.open(desk.button.spread_target, SpreadDialog)
    dialog.people.put(desk.people[0], "5 berkas")
    dialog.people.read()
    assert not dialog.save.isEnabled()
    assert "KK-294" in dialog.told.text()
    dialog.people.drop()
    assert dialog.people.values


def test_a_leaders_result_goes_down_and_replaces_words(desk: Desk) -> None:
    work = desk.work
    head = holders(work, "Kepala Bidang")[0]
    plan = plans.create(work, head, YEAR)
    plans.add_result(work, plan, "Meningkatnya kepuasan")
    desk.result = plans.add_result(work, plan, "Meningkatnya kecepatan")
    below = cascade.below(work, head)
    dialog = desk.open(desk.button.push_down, CascadeDialog)
    assert dialog.choice.currentText().endswith("Meningkatnya kecepatan")
    assert dialog.save.text() == f"Turunkan ke {len(below)} orang"
    dialog.people.put(below[0], "Terbitnya izin usaha")
    dialog.people.put(below[1], "")
    dialog.people.read()
    assert dialog.save.text() == f"Turunkan ke {len(below) - 1} orang"
    dialog.save.click()
    (made,) = only(work, below[0]).results
    assert (made.text, made.leader) == ("Terbitnya izin usaha", desk.result)
    for person in below[2:4]:
        plans.add_result(work, only(work, person).id, "Terlaksananya", leader="Akan ditetapkan")
    loose = desk.open(desk.button.replace_words, PlaceholderDialog)
    assert loose.save.text() == "Ganti pada 2 hasil"
    loose.choice.setCurrentIndex(loose.choice.findText("kepuasan", Qt.MatchFlag.MatchContains))
    plans.add_result(work, plans.create(work, head, YEAR + 1), "Lain")  # of another year
    outside = next(p for p in holders(work, "Arsiparis") if p not in below)
    plan = plans.create(work, outside, YEAR)
    plans.add_result(work, plan, "Tertatanya arsip", leader="Akan ditetapkan")
    loose.reject()
    loose = desk.open(desk.button.replace_words, PlaceholderDialog)
    assert loose.save.text() == "Ganti pada 3 hasil"
    loose.choice.setCurrentIndex(loose.choice.findText("kepuasan", Qt.MatchFlag.MatchContains))
    loose.direct.setChecked(True)
    assert loose.save.text() == "Ganti pada 2 hasil"
    loose.save.click()
    assert [len(p.results) for p in cascade.placeholders(work, YEAR)] == [1]
    assert only(work, below[2]).results[1].leader_text == "Meningkatnya kepuasan"


def test_without_a_leader_the_dialogs_say_so(desk: Desk) -> None:
    dialog = desk.open(desk.button.push_down, CascadeDialog)
    assert not dialog.save.isEnabled()
    assert dialog.told.text().startswith("Belum ada pimpinan")
    loose = desk.open(desk.button.replace_words, PlaceholderDialog)
    assert not loose.save.isEnabled()


def test_a_big_library_is_filtered_while_typing(desk: Desk) -> None:
    for at in range(300):
        line = LibraryIndicator(f"Jumlah {at}", "2 berkas", Aspect.QUANTITY)
        entry = LibraryResult("", Origin.OFFICE, ("Arsiparis",), Section.MAIN, f"Hasil {at}", ())
        library.add(desk.work, replace(entry, indicators=(line,) * 3))
    desk.plan = plans.create(desk.work, holders(desk.work, "Arsiparis")[0], YEAR)
    dialog = desk.open(desk.button.take_from_library, LibraryDialog)
    began = perf_counter()
    dialog.search.setText("Jumlah 299")
    assert perf_counter() - began < 0.5
    assert len(tops(dialog)) == 1


def test_enter_stays_in_the_field_and_ctrl_enter_takes(desk: Desk, qtbot: QtBot) -> None:
    desk.plan = plans.create(desk.work, holders(desk.work, "Arsiparis")[0], YEAR)
    dialog = desk.open(desk.button.take_from_library, LibraryDialog)
    tops(dialog)[0].setCheckState(TEXT, ON)
    dialog.search.setFocus()
    key(qtbot, dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.tree
    key(qtbot, dialog.tree, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.changed == 1


@pytest.mark.parametrize(
    "action", ["make_from_library", "copy_plans", "spread_target", "push_down", "replace_words",
               "manage_library"],
)  # fmt: skip
def test_every_control_has_a_name(desk: Desk, action: str) -> None:
    desk.people = holders(desk.work, "Penata Perizinan")
    getattr(desk.button, action)()
    assert desk.button.dialog is not None
    silent = silent_controls(desk.button.dialog)
    assert [one for one in silent if one != "QListView "] == []  # the list of a combo box


def test_the_centre_takes_an_entry_over_in_the_dialog(
    qtbot: QtBot, kit: Kit, jobs: Jobs, tmp_path: Path
) -> None:
    work = make_office(tmp_path / "pusat", centre=True)
    with work.database.change("isian kantor lain") as connection:
        connection.exec_driver_sql(
            "INSERT INTO library_result(office, id, post, section, place, text) "
            "VALUES (?, ?, 'Guru', 'UTAMA', 0, 'Terwujudnya kelas hijau')",
            (b"k" * 16, b"e" * 16),
        )
    desk = Desk(qtbot, kit, jobs, work)
    dialog = desk.open(desk.button.manage_library, LibraryDialog)
    assert tops(dialog)[0].text(3) == "kantor lain: Guru"
    assert not dialog.adopt.isHidden()
    assert dialog.edit.isHidden()
    dialog.adopt.click()
    own = next(e for e in library.read(work) if e.origin is Origin.CENTRE)
    assert own.text == "Terwujudnya kelas hijau"
    work.database.close()
