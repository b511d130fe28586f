"""The trial of an import of plans: old and new at the side, people held back, strange columns."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.plans import Outcome, PlanRun, exporting
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_export import export_to
from kotabumi_kinerja.ui.dialogs.plans_import import PlansImportDialog
from kotabumi_kinerja.ui.dialogs.plans_import_steps import PlanColumnsDialog
from kotabumi_kinerja.ui.face import Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.tabs.targets import TargetsTab, make
from kotabumi_kinerja.ui.widgets import ChangeLine

YEAR = 2026
MEGA = "199510072017032066"
LESTARI = "196910131992082084"


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """The sample office with its plans as drafts."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))
    return office


def said(parent: QWidget) -> list[str]:
    """Texts of labels and change lines that are shown."""
    labels = [one.text() for one in parent.findChildren(QLabel)]  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # the stub knows no kinds
    lines = [one.accessibleName() for one in parent.findChildren(ChangeLine)]  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # as above
    return [str(text) for text in (*labels, *lines)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # as above


def test_old_and_new_of_a_changed_plan(
    qtbot: QtBot, kit: Kit, planned: Workspace, tmp_path: Path
) -> None:
    book = tmp_path / "x.xlsx"
    exporting.write_plans(planned, book, exporting.keys_in_force(planned, YEAR))
    view = plans.plans_of(planned, staff.id_of(planned, MEGA), YEAR)[0]
    plans.edit_indicator(planned, view.results[0].indicators[0].id, "target", "900 surat")
    plans.edit_result(planned, view.results[0].id, "text", "Terkelolanya persuratan kantor dinas")
    taken: list[PlanRun] = []
    run = plans.dry_run(planned, book, YEAR)
    dialog = PlansImportDialog(kit, Forgetful(), run, taken.append)
    qtbot.addWidget(dialog)
    texts = said(dialog)
    assert "Target: dari 900 surat menjadi 1.200 surat" in texts
    assert "Lama: Terkelolanya persuratan kantor dinas" in texts
    assert "Baru: Terkelolanya surat dan arsip unit kerja" in texts
    assert "1 SKP akan disimpan sebagai draf, 32 sudah sama" in dialog.summary()
    dialog.toggle()
    assert "0 SKP akan disimpan" in dialog.summary()
    assert not dialog.save.isEnabled()
    dialog.toggle()
    dialog.save.click()
    assert [ready.nip for ready in taken[0].ready if not ready.same] == [MEGA]


def test_people_who_are_unticked_stay_out(qtbot: QtBot, kit: Kit, office: Workspace) -> None:
    run = plans.dry_run(office, office.resources / "sample" / "skp-dpmptsp.xlsx", YEAR)
    taken: list[PlanRun] = []
    dialog = PlansImportDialog(kit, Forgetful(), run, taken.append)
    qtbot.addWidget(dialog)
    dialog.list.set_chip("new")
    dialog.list.table.choose_rows([0, 1])
    dialog.toggle()
    assert [dialog.list.model.texts(at)[1] for at in range(3)] == ["Tidak", "Tidak", "Ya"]
    assert dialog.save.text() == "Impor 31 SKP"
    dialog.save.click()
    done = plans.apply(office, taken[0])
    assert (done.new, done.left) == (31, 2)


def test_strange_columns_are_asked_once_and_remembered(
    qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Siapa", "Hasilnya", "Ukurannya", "Berapa"])
    sheet.append([MEGA, "Tersusunnya arsip", "Jumlah arsip", "10 arsip"])
    path = tmp_path / "sendiri.xlsx"
    book.save(path)
    window = window_on(qtbot, kit, jobs, office, PLANS=make)
    tab = window.tab(Place.PLANS)
    assert isinstance(tab, TargetsTab)
    tab.try_import(path)
    qtbot.waitUntil(lambda: isinstance(tab.dialog, PlanColumnsDialog), timeout=10_000)
    asked = tab.dialog
    assert isinstance(asked, PlanColumnsDialog)
    assert asked.told.text() == "Belum ada kolom untuk NIP."
    for box, name in zip(
        asked.boxes.values(), ("NIP", "RHK PEGAWAI", "IKI", "TARGET"), strict=True
    ):
        box.setCurrentIndex(box.findData(name))
    asked.ok.click()
    qtbot.waitUntil(lambda: isinstance(tab.dialog, PlansImportDialog), timeout=10_000)
    trial = tab.dialog
    assert isinstance(trial, PlansImportDialog)
    assert "1 SKP akan disimpan" in trial.summary()
    trial.save.click()
    person = staff.id_of(office, MEGA)
    qtbot.waitUntil(lambda: bool(plans.plans_of(office, person, YEAR)), timeout=10_000)
    second: list[QDialog | None] = [tab.dialog]
    tab.try_import(path)
    qtbot.waitUntil(lambda: tab.dialog is not second[0], timeout=10_000)
    assert isinstance(tab.dialog, PlansImportDialog)
    assert "1 sudah sama" in tab.dialog.summary()


def test_plans_are_saved_beside_the_window(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace, tmp_path: Path
) -> None:
    window = window_on(qtbot, kit, jobs, planned, PLANS=make)
    tab = window.tab(Place.PLANS)
    assert isinstance(tab, TargetsTab)
    path = tmp_path / "semua.xlsx"
    keys = exporting.keys_in_force(planned, YEAR)
    export_to(window, planned, keys, path)
    qtbot.waitUntil(lambda: not jobs.busy() and path.exists(), timeout=10_000)
    assert plans.dry_run(planned, path, YEAR).counts()[Outcome.SAME] == 33
