"""Pegawai as its user meets it: find, edit in place, undo, import with a verdict per row."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.services import raters, staff
from kotabumi_kinerja.services.staff import importing as staff_import
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.choose_rater import ChooseRaterDialog, ProposeDialog
from kotabumi_kinerja.ui.dialogs.staff_add import StaffAddDialog
from kotabumi_kinerja.ui.dialogs.staff_import import StaffImportDialog, import_staff
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab, make

IRWAN = "198501042007021005"


def open_staff(qtbot: QtBot, kit: Kit, jobs: Jobs, work: Workspace) -> tuple[MainWindow, StaffTab]:
    window = window_on(qtbot, kit, jobs, work, STAFF=make)
    return window, cast("StaffTab", window.tab(Place.STAFF))


def field(tab: StaffTab, name: str) -> QLineEdit:
    tab.record.to_field(name)
    return cast("QLineEdit", tab.record.field(name))


def test_find_as_one_types_and_see_the_record(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    _, tab = open_staff(qtbot, kit, jobs, office)
    assert tab.list.model.rowCount() == 33
    qtbot.keyClicks(tab.list.search, "rahay irw")
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    tab.list.step(1)
    assert tab.list.current() == staff.id_of(office, IRWAN)
    assert "Irwan Rahayu, S.E." in texts(tab.record)


def test_field_saves_when_left_and_undo_brings_it_back(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window, tab = open_staff(qtbot, kit, jobs, office)
    key = staff.id_of(office, IRWAN)
    window.go(Target(Place.STAFF, id=key))
    box = field(tab, "phone")
    qtbot.keyClicks(box, "0812 000")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert staff.record(office, key).phone == "0812 000"
    history.undo(office.database)
    assert staff.record(office, key).phone == ""
    assert field(tab, "phone").text() == ""


def test_wrong_date_is_explained_under_its_field(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    _, tab = open_staff(qtbot, kit, jobs, office)
    box = field(tab, "born")
    box.setText("31-02-1990")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert any("31 Februari tidak ada" in t for t in texts(tab.record))
    assert not [s for s in history.steps(office.database) if s.label.startswith("ubah")]


def test_import_shows_a_verdict_per_row_and_takes_the_good_ones(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, tab = open_staff(qtbot, kit, jobs, empty_office)
    assert "Belum ada pegawai" in texts(tab)
    seen: list[str] = []

    def accept(dialog: StaffImportDialog) -> int:
        seen.append(dialog.take.text())
        dialog.list.set_chip("refused")
        assert dialog.list.model.rowCount() == 4
        return 1

    monkeypatch.setattr(StaffImportDialog, "exec", accept)
    sample = empty_office.resources / "sample" / "siasn-dpmptsp.xlsx"
    import_staff(window, empty_office, tab, sample)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 33, timeout=10_000)
    assert seen == ["Impor 33 baris"]


def test_refused_rows_are_saved_from_the_dialog(  # noqa: PLR0913, PLR0917  # fixtures
    qtbot: QtBot,
    kit: Kit,
    jobs: Jobs,
    empty_office: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, _ = open_staff(qtbot, kit, jobs, empty_office)
    run = staff_import.dry_run(
        empty_office, empty_office.resources / "sample" / "siasn-dpmptsp.xlsx"
    )
    dialog = StaffImportDialog(window, run, window)
    qtbot.addWidget(dialog)
    path = tmp_path / "ditolak.xlsx"
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_args: (str(path), "")
    )
    dialog.keep.click()
    assert path.is_file()


def test_new_person_with_a_ruined_nip_is_told_at_the_field(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window, _ = open_staff(qtbot, kit, jobs, office)
    dialog = StaffAddDialog(window, office, window)
    qtbot.addWidget(dialog)
    cast("QLineEdit", dialog.nip.field).setText("1985")
    cast("QLineEdit", dialog.name.field).setText("Ayu Contoh")
    dialog.accept_now()
    assert dialog.nip.is_wrong()
    cast("QLineEdit", dialog.nip.field).setText("19900101 201501 2 001")
    dialog.accept_now()
    assert dialog.key is not None
    assert staff.record(office, dialog.key).name == "Ayu Contoh"


def test_rater_is_changed_by_the_dialog(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace
) -> None:
    window, _ = open_staff(qtbot, kit, jobs, office)
    key = staff.id_of(office, IRWAN)
    dialog = ChooseRaterDialog(window, office, key, window)
    qtbot.addWidget(dialog)
    dialog.who.setCurrentIndex(dialog.who.findText("Mega Utami, M.M., Kepala Dinas"))
    dialog.accept_now()
    assert raters.lines(office, key)[0].name == "Mega Utami, M.M."


def test_proposal_asks_who_rates_the_head(
    qtbot: QtBot, kit: Kit, jobs: Jobs, empty_office: Workspace
) -> None:
    staff_import.apply(
        empty_office,
        staff_import.dry_run(
            empty_office, empty_office.resources / "sample" / "siasn-dpmptsp.xlsx"
        ),
    )
    window, tab = open_staff(qtbot, kit, jobs, empty_office)
    dialog = ProposeDialog(window, empty_office, window)
    qtbot.addWidget(dialog)
    dialog.take.click()
    assert dialog.name.is_wrong()
    cast("QLineEdit", dialog.name.field).setText("H. Rahmat Contoh")
    dialog.take.click()
    assert dialog.count == 33
    tab.list.set_chip("no_rater")
    assert tab.list.model.rowCount() == 0


def test_every_control_has_a_name(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> None:
    _, tab = open_staff(qtbot, kit, jobs, office)
    nameless = [
        w
        for w in tab.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(tab) and not name_of(w)
    ]
    assert not nameless, nameless


def name_of(widget: QWidget) -> str:
    shown = widget.property("text")
    return widget.accessibleName() or (shown if isinstance(shown, str) else "")


def texts(widget: QWidget) -> list[str]:
    """Every text of the labels that the user could see."""
    found = (w.property("text") for w in widget.findChildren(QWidget))
    return [t for t in found if isinstance(t, str)]
