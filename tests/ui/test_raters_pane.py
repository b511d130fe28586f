"""Penilai as its user meets it: list, tree, troubles mended by one click, proposal with ticks."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.choose_rater import OUTSIDE, ChooseRaterDialog, EndDialog
from kotabumi_kinerja.ui.dialogs.raters_outside import OutsideDialog, OutsideForm
from kotabumi_kinerja.ui.dialogs.raters_print import PrintRatersDialog, print_register
from kotabumi_kinerja.ui.dialogs.raters_propose import ProposeDialog
from kotabumi_kinerja.ui.face import Face, Place, Tab
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.staff.raters import RatersPane

MEGA, HEAD, LICENSING = "198204172004052004", "199510072017032066", "199604202018011060"
IRWAN = "198501042007021005"


class PaneTab(Tab):
    """Only the pane."""

    def __init__(self, face: Face, work: Workspace) -> None:
        super().__init__()
        self.pane = RatersPane(face, work)
        box = QVBoxLayout(self)
        box.addWidget(self.pane)

    def refresh(self, tables: frozenset[str]) -> None:
        self.pane.refresh(tables)


def open_pane(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> tuple[MainWindow, RatersPane]:
    window = window_on(qtbot, kit, jobs, work, STAFF=PaneTab)
    pane = cast("PaneTab", window.tab(Place.STAFF)).pane
    qtbot.waitUntil(lambda: pane.shown_view() is not None)
    return window, pane


def key(work: Workspace, nip: str) -> Id:
    return staff.id_of(work, nip)


def settle(qtbot: QtBot, pane: RatersPane, jobs: Jobs) -> None:
    qtbot.wait(150)
    qtbot.waitUntil(lambda: not jobs.busy())
    qtbot.wait(1)
    assert pane.shown_view() is not None


def fill(box: QWidget, text: str) -> None:
    cast("QLineEdit", box).setText(text)


def test_list_filters_finds_and_shows_the_person(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    raters.remove(office, raters.lines(office, key(office, IRWAN))[0].id)
    _, pane = open_pane(qtbot, kit, jobs, office)
    assert pane.list.model.rowCount() == 33
    pane.open("none")
    assert pane.list.model.rowCount() == 1
    pane.list.clear_filters()
    pane.list.set_text("zainal hidayat mega les")
    pane.list.step(1)
    row = pane.list.current_row()
    assert row is not None
    assert row.name == "Mega Lestari, S.E."
    assert pane.part.table is not None
    wanted: list[Id] = []
    pane.person_wanted.connect(wanted.append)
    pane.list.table.setFocus()
    qtbot.keyClick(pane.list.table, Qt.Key.Key_Return)
    assert wanted == [row.person]


def test_tree_opens_lazily_and_shows_who_has_no_rater(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    raters.remove(office, raters.lines(office, key(office, IRWAN))[0].id)
    _, pane = open_pane(qtbot, kit, jobs, office)
    pane.views.setCurrentIndex(1)
    tree = pane.tree
    head = tree.topLevelItem(0).child(0)
    assert tree.topLevelItem(0).text(0) == "H. Rahmat Contoh"
    assert head.text(0) == "Mega Utami, M.M."
    branch = next(
        head.child(n) for n in range(head.childCount()) if "Bidang" in head.child(n).text(1)
    )
    assert branch.childCount() == 0
    assert branch.text(3) == "13 pegawai"
    branch.setExpanded(True)
    assert branch.childCount() == 13
    loose = tree.topLevelItem(1)
    assert (loose.text(0), loose.childCount()) == ("Tanpa penilai", 1)
    assert tree.select(key(office, MEGA))
    assert tree.person() == key(office, MEGA)
    raters.assign(office, key(office, IRWAN), key(office, LICENSING), date(2026, 1, 1))
    settle(qtbot, pane, jobs)
    assert tree.topLevelItemCount() == 1
    assert tree.person() == key(office, MEGA)


def test_trouble_is_mended_by_its_button_and_undone(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    line = raters.lines(office, key(office, MEGA))[0]
    raters.end(office, line.id, date(2026, 3, 11))
    raters.assign(office, key(office, MEGA), key(office, LICENSING), date(2026, 4, 4))
    _, pane = open_pane(qtbot, kit, jobs, office)
    assert pane.views.tabText(2) == "Masalah  1"
    pane.next_missing()
    row = pane.troubles.current_row()
    assert row is not None
    assert row.said.startswith("Mega Hidayat, S.E.: 12 Mar sampai 3 Apr 2026 tanpa penilai")
    settle(qtbot, pane, jobs)
    pane.mend_now.click()
    qtbot.waitUntil(lambda: pane.views.tabText(2) == "Masalah")
    assert len(raters.lines(office, key(office, MEGA))) == 3
    history.undo(office.database)
    qtbot.waitUntil(lambda: pane.views.tabText(2) == "Masalah  1")


def test_person_part_tells_its_trouble_and_changes_lines(  # fixtures
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    raters.assign(office, key(office, MEGA), key(office, IRWAN), date(2026, 2, 1))
    _, pane = open_pane(qtbot, kit, jobs, office)
    pane.show_person(key(office, MEGA))
    settle(qtbot, pane, jobs)
    said = [w.property("text") for w in pane.part.findChildren(QWidget)]
    assert any(isinstance(t, str) and "KK-145" in t for t in said)

    def end_it(dialog: EndDialog) -> int:
        fill(dialog.until.field, "30-09-2026")
        dialog.accept_now()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(EndDialog, "exec", end_it)
    pane.part.end()
    assert raters.lines(office, key(office, MEGA))[0].until == date(2026, 9, 30)
    settle(qtbot, pane, jobs)
    pane.part.remove()
    assert len(raters.lines(office, key(office, MEGA))) == 1


def test_line_dialog_takes_kind_span_and_basis(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window, _ = open_pane(qtbot, kit, jobs, office)
    person = key(office, MEGA)
    dialog = ChooseRaterDialog(window, office, person, window)
    qtbot.addWidget(dialog)
    dialog.who.setCurrentText("siapa ini")
    dialog.accept_now()
    assert dialog.whose.is_wrong()
    dialog.who.setCurrentIndex(dialog.who.findText(OUTSIDE))
    assert "NIP dikosongkan" in dialog.help.text()
    fill(dialog.name.field, "Letkol Contoh")
    fill(dialog.post.field, "Komandan")
    dialog.kind.setCurrentText("Didelegasikan")
    fill(dialog.since.field, "01-06-2026")
    fill(dialog.until.field, "01-05-2026")
    dialog.accept_now()
    assert dialog.until.is_wrong()
    fill(dialog.until.field, "30-06-2026")
    fill(dialog.basis.field, "Surat 5/2026")
    dialog.accept_now()
    line = raters.lines(office, person)[0]
    assert (line.name, line.kind, line.until) == ("Letkol Contoh", "DELEGASI", date(2026, 6, 30))
    again = ChooseRaterDialog(window, office, person, window, line=line)
    qtbot.addWidget(again)
    assert again.who.currentText().startswith("Letkol Contoh, Komandan")
    fill(again.basis.field, "Surat 6/2026")
    again.accept_now()
    assert raters.lines(office, person)[0].basis == "Surat 6/2026"


def test_proposal_ticks_what_is_new_and_never_what_differs(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    raters.remove(office, raters.lines(office, key(office, IRWAN))[0].id)
    raters.assign(office, key(office, MEGA), key(office, IRWAN), date(2026, 2, 1))
    window, _ = open_pane(qtbot, kit, jobs, office)
    dialog = ProposeDialog(window, office, window)
    qtbot.addWidget(dialog)
    shown = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
    assert [(i.text(0), i.checkState(0) == Qt.CheckState.Checked) for i in shown] == [
        ("Irwan Rahayu, S.E.", True),
        ("Mega Hidayat, S.E.", False),
    ]
    assert dialog.take.text() == "Tetapkan 1 penilai"
    dialog.choose(key(office, IRWAN), key(office, HEAD))
    dialog.chips["other"].click()
    assert [i.isHidden() for i in shown] == [True, False]
    dialog.tick_shown(on=True)
    fill(dialog.since.field, "01-11-2026")
    dialog.take.click()
    assert dialog.count == 2
    assert raters.lines(office, key(office, IRWAN))[0].name == "Mega Utami, M.M."
    assert [x.name for x in raters.lines(office, key(office, MEGA))][:2] == [
        "Zainal Hidayat Nugroho, S.E.",
        "Irwan Rahayu, S.E.",
    ]
    history.undo(office.database)
    assert raters.lines(office, key(office, IRWAN)) == []


def test_officials_outside_are_added_and_joined(  # fixtures
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = open_pane(qtbot, kit, jobs, office)
    dialog = OutsideDialog(window, office, window)
    qtbot.addWidget(dialog)

    def fill_it(form: OutsideForm) -> int:
        form.accept_now()
        assert form.name.is_wrong()
        fill(form.name.field, "H. Rahmat Contoh, S.H.")
        fill(form.post.field, "Bupati")
        form.accept_now()
        return form.result()

    monkeypatch.setattr(OutsideForm, "exec", fill_it)
    dialog.add()
    assert dialog.list.model.rowCount() == 2
    dialog.list.table.selectAll()
    dialog.join.click()
    assert dialog.list.model.rowCount() == 1


def test_print_asks_for_the_date(  # fixtures
    qtbot: QtBot,
    kit: Kit,
    jobs: Jobs,
    office: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, pane = open_pane(qtbot, kit, jobs, office)
    target = office.folder / "daftar.pdf"

    def accept(dialog: PrintRatersDialog) -> int:
        assert dialog.dated.text() == ""
        dialog.accept_now()
        assert dialog.dated.is_wrong()
        fill(dialog.dated.field, "02-01-2026")
        dialog.accept_now()
        return dialog.result()

    monkeypatch.setattr(PrintRatersDialog, "exec", accept)
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_args: (str(target), "")
    )
    print_register(window, office, pane)
    qtbot.waitUntil(target.is_file, timeout=10_000)
    settle(qtbot, pane, jobs)
    assert target.read_bytes().startswith(b"%PDF")


def test_an_empty_office_says_what_comes_first(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace
) -> None:
    _, pane = open_pane(qtbot, kit, jobs, empty_office)
    assert not pane.propose.isVisibleTo(pane)
    said = [w.property("text") for w in pane.list.findChildren(QWidget)]
    assert "Belum ada pegawai" in said


def test_every_control_has_a_name(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> None:
    window, pane = open_pane(qtbot, kit, jobs, office)
    dialogs: list[QWidget] = [
        ChooseRaterDialog(window, office, key(office, MEGA), window),
        ProposeDialog(window, office, window),
        OutsideDialog(window, office, window),
        PrintRatersDialog(window, office, window),
    ]
    for top in (pane, *dialogs):
        nameless = [
            w
            for w in top.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(top) and not _name(w)
        ]
        assert not nameless, nameless


def _name(widget: QWidget) -> str:
    shown = widget.property("text")
    return widget.accessibleName() or (shown if isinstance(shown, str) else "")
