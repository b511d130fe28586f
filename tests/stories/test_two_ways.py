"""The same job through the window and through the command line leaves the same values."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from office_shell import Shell
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.scoring import Rating
from kotabumi_kinerja.services import offices, staff
from kotabumi_kinerja.store import database
from kotabumi_kinerja.ui.dialogs.choose_rater import ProposeDialog
from kotabumi_kinerja.ui.dialogs.plans_import import PlansImportDialog
from kotabumi_kinerja.ui.dialogs.plans_state import StateDialog
from kotabumi_kinerja.ui.dialogs.print_cards import PrintCardsDialog
from kotabumi_kinerja.ui.dialogs.staff_import import StaffImportDialog
from kotabumi_kinerja.ui.dialogs.training_event import AddEventDialog
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main import specs
from kotabumi_kinerja.ui.main_window import MainWindow
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.session import Session
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.tabs.scoring.tab import ScoringTab
from kotabumi_kinerja.ui.tabs.staff.tab import StaffTab
from kotabumi_kinerja.ui.tabs.targets.tab import TargetsTab
from kotabumi_kinerja.ui.tabs.training.tab import TrainingTab

SAMPLE = settings.resources() / "sample"
MEGA = "199510072017032066"
BUPATI = "H. Rahmat Contoh"
LABELS = {
    "person": "nip", "official": "name", "unit": "name", "plan": "person_id", "result": "text",
    "indicator": "text", "training": "name",
}  # fmt: skip
TABLES = (
    "person", "official", "unit", "employment", "rater", "plan", "result", "indicator",
    "behaviour", "annex", "progress", "evaluation", "training", "participation", "printed",
)  # fmt: skip
LEFT_OUT = {"office", "id", "code", "short_code", "hash"}
"""Ids, and what each installation's own key signs."""


def values(folder: Path) -> dict[str, list[tuple[tuple[str, object], ...]]]:
    """Every row, each id replaced by what stands behind it."""
    work = offices.open_office(folder, vault=None, operator="")
    names: dict[object, object] = {}
    found: dict[str, list[tuple[tuple[str, object], ...]]] = {}
    with work.database.read() as connection:
        for table, column in LABELS.items():
            for row in connection.exec_driver_sql(f"SELECT id, {column} FROM {table}"):  # noqa: S608  # our own names
                names[row[0]] = names.get(row[1], row[1])
        for table in TABLES:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()  # noqa: S608  # our own names
            found[table] = sorted(
                (
                    tuple((k, names.get(v, v)) for k, v in row.items() if k not in LEFT_OUT)
                    for row in rows
                ),
                key=repr,
            )
    work.database.close()
    return found


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same moment for both ways, and a year that the sample is about."""

    class Still(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2026, 11, 24, 3, 0, tzinfo=tz or UTC)

    monkeypatch.setattr(database, "datetime", Still)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, bare: Shell) -> Iterator[MainWindow]:
    """The program's own frame, tabs and session on the office in `bare`."""
    style = Style(qapp, settings.resources())
    style.choose(Scheme.LIGHT)
    jobs, kit, memory = Jobs(), Kit(style), Forgetful()
    made = MainWindow(kit, jobs, memory, specs(lambda p, face: session.make(p, face)))  # noqa: PLW0108  # made below
    session = Session(made, memory, key_store=False)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    work = offices.open_office(bare.folder, vault=None, operator="Kartika Hidayat")
    session.show_office(work, ask=False)
    yield made
    jobs.close()
    session.close()


def by_commands(shell: Shell, out: Path) -> None:
    """What a script would do."""
    shell.done("staff", "import", SAMPLE / "siasn-dpmptsp.xlsx")
    shell.done("raters", "propose", "--outside", BUPATI)
    shell.done("plans", "import", SAMPLE / "skp-dpmptsp.xlsx", "--year", "2026")
    shell.done("plans", "agree", "--year", "2026")
    period = ("--period", "2026-TW3")
    shell.done("progress", "set", MEGA, *period, "--indicator", "1", "--value", "1.180 surat")
    shell.done("scoring", "rate", MEGA, *period, "--results", "SESUAI", "--behaviour", "DI_ATAS")
    some = [r["nip"] for r in shell.json("staff", "list", "--find", "irwan")]
    when = ("--since", "02-03-2026", "--until", "03-03-2026")
    shell.done(
        "training", "add", "Seminar Perizinan", "--kind", "B6", *when, "--participants", *some
    )
    shell.done("print", "cards", "--year", "2026", "--out", out, "--dated", "31-12-2026")


def by_window(hands: "Hands") -> None:
    """The same through tabs, dialogs and their buttons."""
    hands.staff()
    hands.plans()
    hands.scoring()
    hands.window.go(Target(Place.TRAINING))
    cast("TrainingTab", hands.window.tab(Place.TRAINING)).new()
    hands.session._print_cards()
    hands.idle()
    hands.qtbot.waitUntil(hands.out.is_file)


class Hands:
    """Works in the window; dialogs are answered by their own fields and buttons."""

    def __init__(
        self, qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, out: Path
    ) -> None:
        self.qtbot, self.window, self.out = qtbot, window, out
        (self.session,) = [c for c in window.children() if isinstance(c, Session)]
        answer: dict[type, Callable[[Any], object]] = {
            StaffImportDialog: lambda d: d.take.click(),
            ProposeDialog: propose,
            AddEventDialog: event,
            PrintCardsDialog: dated,
        }
        for kind, press in answer.items():
            monkeypatch.setattr(kind, "exec", answered(press))
        files = iter((SAMPLE / "siasn-dpmptsp.xlsx", SAMPLE / "skp-dpmptsp.xlsx"))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(next(files)), ""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), ""))

    def idle(self) -> None:
        """Until the work beside the window is done."""
        self.qtbot.waitUntil(lambda: not self.window.jobs.busy(), timeout=30_000)

    def staff(self) -> None:
        """Import, and raters for everybody."""
        self.window.go(Target(Place.STAFF))
        tab = cast("StaffTab", self.window.tab(Place.STAFF))
        tab.import_file()
        self.qtbot.waitUntil(lambda: tab.list.model.rowCount() == 33, timeout=30_000)
        tab.raters.primary()
        self.idle()

    def plans(self) -> None:
        """Import, then all agreed."""
        self.window.go(Target(Place.PLANS))
        tab = cast("TargetsTab", self.window.tab(Place.PLANS))
        tab.import_file()
        self.qtbot.waitUntil(lambda: isinstance(tab.dialog, PlansImportDialog), timeout=30_000)
        cast("PlansImportDialog", tab.dialog).save.click()
        self.idle()
        tab.people.list.table.selectAll()
        tab.agree_button.click()
        cast("StateDialog", tab.dialog).accept_button.click()

    def scoring(self) -> None:
        """One realisation and both ratings of one person."""
        assert self.session.work is not None
        person = staff.id_of(self.session.work, MEGA)
        self.window.go(Target(Place.SCORING, person, field="2026-TW3"))
        tab = cast("ScoringTab", self.window.tab(Place.SCORING))
        self.qtbot.waitUntil(lambda: tab.list.current() == person)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        tab.record.tabs.setCurrentIndex(1)
        table = tab.record.realisation.table
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Return)
        editor = cast("QLineEdit", QApplication.focusWidget())
        editor.setText("1.180 surat")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        begun = "Realisasi (1 dari"
        self.qtbot.waitUntil(lambda: tab.record.tabs.tabText(1).startswith(begun))
        tab.record.tabs.setCurrentIndex(0)
        tab.record.results.buttons[Rating.AS_EXPECTED].click()
        tab.record.behaviour.buttons[Rating.ABOVE].click()


def answered(press: Callable[[Any], object]) -> Callable[[Any], int]:
    """What stands in the place of a dialog's `exec`."""

    def executed(dialog: Any) -> int:
        press(dialog)
        return int(dialog.result())

    return executed


def propose(dialog: ProposeDialog) -> None:
    cast("QLineEdit", dialog.name.field).setText(BUPATI)
    dialog.take.click()


def event(dialog: AddEventDialog) -> None:
    cast("QLineEdit", dialog.form.name.field).setText("Seminar Perizinan")
    dialog.form.choose_kind("B6")
    cast("QLineEdit", dialog.form.since.field).setText("02-03-2026")
    cast("QLineEdit", dialog.form.until.field).setText("03-03-2026")
    dialog.picker.found.set_text("irwan")
    dialog.picker.found.table.selectAll()
    dialog.picker.take()
    dialog.take.click()


def dated(dialog: PrintCardsDialog) -> None:
    dialog.all.setChecked(True)
    cast("QLineEdit", dialog.dated.field).setText("31-12-2026")
    dialog.take.click()


def test_window_and_command_line_leave_the_same(  # noqa: PLR0913, PLR0917  # fixtures
    qtbot: QtBot,
    window: MainWindow,
    bare: Shell,
    twin: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_commands(twin, tmp_path / "perintah.pdf")
    by_window(Hands(qtbot, window, monkeypatch, tmp_path / "jendela.pdf"))
    wanted, found = values(twin.folder), values(bare.folder)
    for table in TABLES:
        assert found[table] == wanted[table], table
    counts = {table: len(rows) for table, rows in found.items()}
    assert (counts["person"], counts["plan"], counts["printed"]) == (33, 33, 33)
    assert (counts["progress"], counts["evaluation"], counts["training"]) == (1, 1, 1)
    assert counts["participation"] > 1
    assert window.banners.notices[0].what == "33 kartu nilai siap dicetak."
