"""Printing plans from the window: preview, choices, place and date, files where they should be."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from window import window_on

from kotabumi_kinerja.domain.ids import Id
from kotabumi_kinerja.domain.progress import Silent
from kotabumi_kinerja.services import plan_pages, plans, staff
from kotabumi_kinerja.services.plan_pages import PlanForm
from kotabumi_kinerja.services.staff.listing import find
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.print_plans import PrintPlansDialog, open_plan_printing
from kotabumi_kinerja.ui.face import Place
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.tabs.targets.tab import TargetsTab, make

YEAR = 2026
LESTARI = "196910131992082084"


@pytest.fixture(autouse=True)
def planned(office: Workspace) -> None:
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))


@pytest.fixture
def window(qtbot: QtBot, kit: Kit, jobs: Jobs, office: Workspace) -> MainWindow:
    return window_on(qtbot, kit, jobs, office, PLANS=make)


def chosen(work: Workspace, count: int) -> Sequence[Id]:
    return [r.id for r in find(work)[:count]]


def ready(qtbot: QtBot, dialog: PrintPlansDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.whose.refs), timeout=10_000)
    qtbot.waitUntil(lambda: not dialog.preview.picture().isNull(), timeout=20_000)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy(), timeout=20_000)


def field(row: object) -> QLineEdit:
    return cast("QLineEdit", getattr(row, "field"))  # noqa: B009  # any row of the form


def opened(
    qtbot: QtBot, window: MainWindow, work: Workspace, people: Sequence[Id]
) -> PrintPlansDialog:
    dialog = PrintPlansDialog(window, work, people, YEAR, window)
    ready(qtbot, dialog)
    return dialog


def test_preview_shows_every_page_and_steps_on(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = opened(qtbot, window, office, chosen(office, 3))
    first = dialog.preview.picture().toImage()
    sheet = first.width() * 215 / 330
    assert first.height() > 1.9 * sheet  # two pages, one under the other
    assert dialog.take.accessibleName() == "Simpan 3 SKP…"
    dialog.preview.step(1)
    qtbot.waitUntil(lambda: dialog.preview.picture().toImage() != first, timeout=20_000)
    dialog.reject()
    settled(qtbot, window)


def test_choice_of_people_unit_and_year(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = opened(qtbot, window, office, chosen(office, 2))
    dialog.whose.all.setChecked(True)
    whole = len(plan_pages.chosen(office, plan_pages.everybody(office), YEAR))
    qtbot.waitUntil(lambda: len(dialog.whose.refs) == whole, timeout=10_000)
    dialog.whose.unit.setChecked(True)
    qtbot.waitUntil(lambda: bool(dialog.whose.refs), timeout=10_000)
    assert dialog.whose.unit_box.isVisibleTo(dialog)
    settled(qtbot, window)
    dialog.whose.year_box.setCurrentText("2025")
    settled(qtbot, window)
    assert dialog.whose.refs == []
    assert not dialog.take.isEnabled()
    assert dialog.period.itemText(1) == "Triwulan I 2025"
    dialog.reject()
    settled(qtbot, window)


def test_place_date_and_papers_are_asked(
    qtbot: QtBot, window: MainWindow, office: Workspace
) -> None:
    dialog = opened(qtbot, window, office, chosen(office, 1))
    assert dialog.order().day is None  # never today's by itself
    field(dialog.dated).setText("31-02-2026")
    dialog.accept_now()
    assert dialog.dated.is_wrong()
    assert dialog.result() == 0
    field(dialog.dated).setText("05-01-2026")
    field(dialog.place).setText(" ")
    dialog.accept_now()
    assert dialog.place.is_wrong()
    assert dialog.result() == 0
    field(dialog.place).setText("Bukit Kemuning")
    dialog.forms[PlanForm.PLAN].setChecked(False)
    dialog.accept_now()
    assert dialog.result() == 0
    dialog.forms[PlanForm.ANNEX].setChecked(True)
    dialog.forms[PlanForm.ACTIONS].setChecked(True)
    assert dialog.period.isEnabled()
    dialog.period.setCurrentIndex(1)
    dialog.size_box.setCurrentText("A4")
    order = dialog.order()
    assert order.forms == (PlanForm.ANNEX, PlanForm.ACTIONS)
    assert (order.place, order.day) == ("Bukit Kemuning", date(2026, 1, 5))
    assert (order.period, order.size) == ("2026-TW1", "A4")
    dialog.by_agreement.setChecked(True)
    assert dialog.order().day is None
    assert not dialog.dated.field.isEnabled()
    dialog.accept_now()
    assert dialog.result() == 1
    settled(qtbot, window)


def test_window_writes_the_same_file_as_the_service(
    qtbot: QtBot,
    window: MainWindow,
    office: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (view,) = plans.plans_of(office, staff.id_of(office, LESTARI), YEAR)
    plans.agree(office, [view.id], date(2026, 1, 20), submit_first=True)
    people, target = [view.person, *chosen(office, 2)], tmp_path / "skp.pdf"
    kept: list[PrintPlansDialog] = []

    def agree(dialog: PrintPlansDialog) -> int:
        ready(qtbot, dialog)
        dialog.forms[PlanForm.ANNEX].setChecked(True)
        dialog.by_agreement.setChecked(True)
        dialog.accept_now()
        kept.append(dialog)
        return int(dialog.result())

    monkeypatch.setattr(PrintPlansDialog, "exec", agree)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]  # any call
    open_plan_printing(window, office, people, YEAR, window)
    qtbot.waitUntil(lambda: bool(window.banners.notices), timeout=20_000)
    notice = window.banners.notices[0]
    assert notice.what.startswith("3 SKP, ")
    assert "2 di antaranya bertanda DRAF" in notice.why
    again = tmp_path / "lagi.pdf"
    refs = plan_pages.chosen(office, people, YEAR)
    order = kept[0].order()
    plan_pages.print_run(office, refs, again, order, single=False, progress=Silent())
    assert target.read_bytes() == again.read_bytes()
    settled(qtbot, window)


def test_tab_opens_it_for_whom_is_chosen(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Sequence[Id], int]] = []

    def refuse(dialog: PrintPlansDialog) -> int:
        ready(qtbot, dialog)
        asked.append(([ref.person for ref in dialog.whose.refs], dialog.whose.year))
        dialog.reject()
        return 0

    monkeypatch.setattr(PrintPlansDialog, "exec", refuse)
    tab = cast("TargetsTab", window.tab(Place.PLANS))
    tab.print_button.click()
    tab.record.results.tree.setFocus()
    tab.print_shown()
    assert asked == [([tab.people.list.current()], YEAR)] * 2
    settled(qtbot, window)
