"""Printing cards from the window: the preview is the card, the files are where they should be."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import card_printing, staff
from kotabumi_kinerja.services.offices import OfficeFacts, change_facts
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import history
from kotabumi_kinerja.ui.dialogs.print_cards import PrintCardsDialog, open_print_dialog
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.training.tab import make


@pytest.fixture(autouse=True)
def named(office: Workspace) -> None:
    change_facts(office, OfficeFacts("X", "Dinas Contoh"))


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> MainWindow:
    return window_on(qtbot, kit, jobs, office, TRAINING=make)


def chosen(work: Workspace, count: int) -> Sequence[Id]:
    return [r.id for r in find(work)[:count]]


def shown(qtbot: QtBot, dialog: PrintCardsDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.preview.picture().isNull(), timeout=10_000)


def said(dialog: PrintCardsDialog) -> list[str]:
    found = dialog.preview.findChildren(QLabel)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # Qt's stub
    return [x.text() for x in cast("list[QLabel]", found)]


def test_preview_shows_the_card_and_steps_on(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = PrintCardsDialog(window, office, chosen(office, 3), window)
    shown(qtbot, dialog)
    first = dialog.preview.picture().toImage()
    assert abs(first.height() / first.width() - 330 / 215) < 0.01
    dialog.preview.step(1)
    qtbot.waitUntil(lambda: dialog.preview.picture().toImage() != first, timeout=10_000)
    second = staff.record(office, chosen(office, 2)[1])
    assert second.full_name in said(dialog)
    assert history.steps(office.database, 1)[0].label.startswith("tetapkan penilai")
    dialog.reject()


def test_choice_of_people_names_the_button(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = PrintCardsDialog(window, office, chosen(office, 3), window)
    assert dialog.take.accessibleName() == "Simpan 3 kartu…"
    dialog.all.setChecked(True)
    assert dialog.take.accessibleName() == "Simpan 33 kartu…"
    assert len(dialog.people()) == 33
    shown(qtbot, dialog)
    whole = PrintCardsDialog(window, office, [], window)
    assert not whole.some.isVisibleTo(whole)
    assert whole.all.isChecked()
    shown(qtbot, whole)


def test_wrong_date_stays_in_the_dialog(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = PrintCardsDialog(window, office, chosen(office, 1), window)
    cast("QLineEdit", dialog.dated.field).setText("31-02-2026")
    dialog.accept_now()
    assert dialog.dated.is_wrong()
    assert dialog.result() == 0
    cast("QLineEdit", dialog.dated.field).setText("31-12-2026")
    dialog.accept_now()
    assert dialog.result() == 1
    qtbot.waitUntil(lambda: not window.jobs.busy(), timeout=10_000)


def test_window_writes_the_same_file_as_the_service(
    qtbot: QtBot,
    window: MainWindow,
    office: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def agree(dialog: PrintCardsDialog) -> int:
        dialog.accept_now()
        return int(dialog.result())

    target = tmp_path / "kartu.pdf"
    monkeypatch.setattr(PrintCardsDialog, "exec", agree)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # any call
    open_print_dialog(window, office, chosen(office, 5), window)
    qtbot.waitUntil(lambda: bool(window.banners.notices), timeout=10_000)
    notice = window.banners.notices[0]
    assert notice.what == "5 kartu nilai siap dicetak."
    assert "5 di antaranya bertanda DRAF" in notice.why
    assert history.steps(office.database, 1)[0].label == "cetak kartu 5 pegawai"
    again = tmp_path / "lagi.pdf"
    card_printing.print_run(
        office, chosen(office, 5), 2026, again, single=False, dated=None, progress=Silent()
    )
    assert target.read_bytes() == again.read_bytes()


def test_one_by_one_goes_into_a_folder(
    qtbot: QtBot,
    window: MainWindow,
    office: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def agree(dialog: PrintCardsDialog) -> int:
        dialog.many_files.setChecked(True)
        dialog.accept_now()
        return int(dialog.result())

    monkeypatch.setattr(PrintCardsDialog, "exec", agree)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "map"))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # any call
    open_print_dialog(window, office, chosen(office, 4), window)
    qtbot.waitUntil(lambda: bool(window.banners.notices), timeout=10_000)
    assert len(list((tmp_path / "map").glob("*.pdf"))) == 4


def test_letter_that_cannot_be_printed_is_told_in_the_preview(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    key = chosen(office, 1)[0]
    staff.edit(office, key, "name", "Siti \u5c71\u7530")
    dialog = PrintCardsDialog(window, office, [key], window)
    qtbot.waitUntil(lambda: "KK-601" in " ".join(said(dialog)), timeout=10_000)
