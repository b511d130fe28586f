"""'Salin ke e-Kinerja': Enter copies, ticks and goes on; what changed afterwards is open again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.services import plans, staff
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_rekey import RekeyDialog
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.tabs.targets import make

YEAR = 2026
MEGA = "199510072017032066"


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """The sample office with its plans as drafts."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))
    return office


def view_of(work: Workspace) -> plans.PlanView:
    return plans.plans_of(work, staff.id_of(work, MEGA), YEAR)[0]


def test_enter_copies_and_ticks_in_the_order_of_the_form(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, planned, PLANS=make)
    window.go(Target(Place.PLANS))
    dialog = RekeyDialog(window, planned, view_of(planned).id, window)  # pyright: ignore[reportArgumentType]  # the window is the face
    qtbot.addWidget(dialog)
    dialog.open()
    table = dialog.list.table
    copied: list[str] = []
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Return)  # pyright: ignore[reportUnknownMemberType]  # untyped in pytest-qt
        copied.append(QGuiApplication.clipboard().text())
    assert copied == [
        "Meningkatnya tata kelola administrasi perangkat daerah",
        "Terkelolanya surat dan arsip unit kerja",
        "Kuantitas",
    ]
    assert dialog.told.text() == "sudah 3 dari 8"
    current = dialog.current()
    assert current is not None
    assert (current.name, dialog.text.text()) == ("IKI", "Jumlah surat yang diagendakan")


def test_space_ticks_without_copying_and_takes_the_tick_away(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, planned, PLANS=make)
    dialog = RekeyDialog(window, planned, view_of(planned).id, window)  # pyright: ignore[reportArgumentType]  # the window is the face
    qtbot.addWidget(dialog)
    QGuiApplication.clipboard().setText("lain")
    dialog.mark.click()
    assert (dialog.told.text(), QGuiApplication.clipboard().text()) == ("sudah 1 dari 8", "lain")
    assert dialog.mark.text().strip() == "Hapus tanda"
    dialog.mark.click()
    assert dialog.told.text() == "sudah 0 dari 8"


def test_what_changed_is_shown_as_changed(
    qtbot: QtBot, kit: Kit, jobs: Jobs, planned: Workspace
) -> None:
    window = window_on(qtbot, kit, jobs, planned, PLANS=make)
    view = view_of(planned)
    first = RekeyDialog(window, planned, view.id, window)  # pyright: ignore[reportArgumentType]  # the window is the face
    qtbot.addWidget(first)
    for _ in range(8):
        first.take.click()
    assert first.told.text() == "sudah 8 dari 8"
    plans.edit_indicator(planned, view.results[0].indicators[0].id, "target", "1.300 surat")
    again = RekeyDialog(window, planned, view.id, window)  # pyright: ignore[reportArgumentType]  # the window is the face
    qtbot.addWidget(again)
    assert again.told.text() == "sudah 7 dari 8, 1 berubah"
    current = again.current()
    assert current is not None
    assert (current.name, current.state.label) == ("Target", "berubah sejak diinput")
    again.list.set_chip("changed")
    assert again.list.model.rowCount() == 1
