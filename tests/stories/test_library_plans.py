"""Sixty plans made from the library and agreed: through the window and through commands."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from many_people import people
from office_shell import Shell
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kotabumi_kinerja import settings
from kotabumi_kinerja.domain.ids import Id, new_id
from kotabumi_kinerja.services import offices, plans
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.ui.dialogs.plans_library import TARGET, TEXT, LibraryDialog
from kotabumi_kinerja.ui.dialogs.plans_make import MakeDialog
from kotabumi_kinerja.ui.dialogs.plans_spread import SpreadDialog
from kotabumi_kinerja.ui.dialogs.plans_state import StateDialog
from kotabumi_kinerja.ui.face import Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.main_window import MainWindow, TabSpec
from kotabumi_kinerja.ui.memory import Forgetful
from kotabumi_kinerja.ui.style import Scheme, Style
from kotabumi_kinerja.ui.tabs.targets import TargetsTab, make

YEAR = 2027
POSTS = (
    "Guru Ahli Pertama", "Guru Kelas Ahli Muda", "Perawat Terampil", "Bidan Mahir",
    "Dokter Ahli Pertama", "Penata Perizinan Ahli Muda", "Arsiparis Terampil",
    "Analis SDM Aparatur Ahli Pertama", "Pengelola Layanan Operasional", "Lurah Kotabumi Udik",
    "Kepala Sekolah", "Kasubbag Umum dan Kepegawaian",
)  # fmt: skip
TABLES = ("plan", "result", "indicator", "behaviour", "annex", "library_result")
RESULT, INDICATOR = "Terlayaninya masyarakat", "Jumlah orang yang dilayani"
VALUES = ("400 orang", "350 orang", "maks. 20 orang")
ENTRY = "guru/1"


def settle_people(folder: Path) -> None:
    """Sixty people of twelve common posts, each with a rater."""
    work = offices.open_office(folder, vault=None, operator="Kartika Hidayat")
    keys = people(work, 60)
    office = work.database.office
    with work.database.change("isi jabatan") as connection:
        run = connection.exec_driver_sql
        for at, key in enumerate(keys):
            post = POSTS[at % len(POSTS)]
            run(
                "UPDATE employment SET post = ?, jenjang = NULL WHERE office = ? AND person_id = ?",
                (post, office, key),
            )
        head = run("SELECT id FROM official ORDER BY id").scalar()
        for at, key in enumerate(keys):
            if at % 9 == 0:
                run(
                    "INSERT INTO rater(office, id, person_id, official_id, kind, since) "
                    "VALUES (?, ?, ?, ?, 'DEFINITIF', '2026-01-01')",
                    (office, new_id(), key, head),
                )
    work.database.close()


def by_post(work: Workspace) -> list[plans.PlanRow]:
    """Everybody, by post and name, for choosing the same people in both ways."""
    return sorted(plans.find(work, YEAR), key=lambda r: (r.post, r.nip))


def values(folder: Path) -> dict[str, list[str]]:
    """Every row of the tables of plans, each new id replaced by what it stands for."""
    work = offices.open_office(folder, vault=None, operator="")
    found: dict[str, list[str]] = {}
    with work.database.read() as connection:
        run = connection.exec_driver_sql
        names: dict[Any, str] = {
            r.id: r.nip
            for r in run("SELECT p.id, n.nip FROM plan p JOIN person_now n ON n.id = p.person_id")
        }
        names |= {r.id: r.nip for r in run("SELECT id, nip FROM person_now")}
        rows = run("SELECT id, plan_id, text FROM result").all()
        names |= {r.id: f"{names[r.plan_id]} {r.text}" for r in rows}
        for table in TABLES:
            lines = run(f"SELECT * FROM {table} WHERE gone = ''").mappings()  # noqa: S608  # our own names
            found[table] = sorted(
                repr([(k, names.get(v, v)) for k, v in line.items() if k not in {"id", "office"}])
                for line in lines
            )
    work.database.close()
    return found


def by_commands(shell: Shell) -> None:
    """What a script would do."""
    work = offices.open_office(shell.folder, vault=None, operator="")
    nips = [row.nip for row in by_post(work)]
    work.database.close()
    year = ("--year", YEAR)
    made = shell.json("library", "make", *year)
    assert made == {"made": 60, "left": []}
    shell.done("library", "take", nips[0], ENTRY, "--target", "1:1=min. 30 modul", *year)
    pairs = [f"{nip}={value}" for nip, value in zip(nips, VALUES, strict=False)]
    words = ("--result", RESULT, "--indicator", INDICATOR, "--aspect", "Kuantitas")
    shell.done("fill", "spread", *pairs, *words, *year)
    shell.done("library", "save", nips[0], 1, *year)
    agreed = shell.done("plans", "agree", "--on", "20-01-2027", *year)
    assert agreed.out.startswith("60 SKP 2027 disepakati")


class Hands:
    """Works in the Target tab alone; dialogs are answered by their own fields and buttons."""

    def __init__(self, qtbot: QtBot, window: MainWindow, work: Workspace) -> None:
        self.qtbot, self.window, self.work = qtbot, window, work
        self.tab = cast("TargetsTab", window.tab(Place.PLANS))
        self.tab.people.set_year(YEAR)

    def idle(self) -> None:
        """Until the work beside the window is done."""
        self.qtbot.waitUntil(lambda: not self.window.jobs.busy(), timeout=30_000)

    def make_plans(self) -> None:
        """For everybody."""
        self.tab.people.list.table.selectAll()
        self.tab.fill.make_from_library()
        dialog = cast("MakeDialog", self.tab.fill.dialog)
        assert dialog.make.text() == "Buat 60 SKP"
        dialog.make.click()
        self.idle()

    def take(self, person: Id) -> None:
        """One entry of another post, its first target changed."""
        self.show(person)
        self.tab.fill.take_from_library()
        dialog = cast("LibraryDialog", self.tab.fill.dialog)
        dialog.search.setText("perangkat ajar yang siap")
        tree = dialog.tree
        every = (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
        (item,) = (one for one in every if not one.isHidden())
        item.setCheckState(TEXT, Qt.CheckState.Checked)
        item.child(0).setText(TARGET, "min. 30 modul")
        dialog.take.click()

    def spread(self, chosen: list[Id]) -> None:
        """One target with a value each, pasted as a column."""
        self.tab.people.list.table.choose_rows(
            [at for key in chosen if (at := self.tab.people.list.model.place(key)) is not None]
        )
        self.tab.fill.spread_target()
        dialog = cast("SpreadDialog", self.tab.fill.dialog)
        dialog.words.setText(RESULT)
        dialog.indicator.setText(INDICATOR)
        dialog.aspect.setCurrentText("Kuantitas")
        dialog.people.show_people(chosen)
        dialog.people.paste("\n".join(VALUES))
        dialog.save.click()

    def keep(self, person: Id) -> None:
        """The first result into the library."""
        self.show(person)
        view = self.tab.record.view
        assert view is not None
        self.tab.record.results.tree.go(view.results[0].id, 0)
        self.tab.fill.keep_in_library()

    def agree(self) -> None:
        """All of them."""
        self.tab.people.list.table.selectAll()
        self.tab.agree_button.click()
        dialog = cast("StateDialog", self.tab.dialog)
        assert dialog.row is not None
        cast("QLineEdit", dialog.row.field).setText("20-01-2027")
        dialog.accept_button.click()
        self.idle()

    def show(self, person: Id) -> None:
        """The record of one person."""
        self.window.go(Target(Place.PLANS, id=person))
        self.qtbot.waitUntil(
            lambda: self.tab.record.view is not None and self.tab.record.view.person == person
        )


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, bare: Shell) -> Iterator[tuple[MainWindow, Workspace]]:
    """The Target tab in its own frame, on the office in `bare` with sixty people."""
    settle_people(bare.folder)
    work = offices.open_office(bare.folder, vault=None, operator="Kartika Hidayat")
    style = Style(qapp, settings.resources())
    style.choose(Scheme.LIGHT)
    jobs = Jobs()
    spec = TabSpec(Place.PLANS, "Target (SKP)", "home", lambda face: make(face, work))
    made = MainWindow(Kit(style), jobs, Forgetful(), [spec])
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.begin(Place.PLANS)
    yield made, work
    jobs.close()


def test_sixty_plans_are_made_and_agreed_both_ways_alike(
    qtbot: QtBot, window: tuple[MainWindow, Workspace], bare: Shell, twin: Shell
) -> None:
    frame, work = window
    shutil.rmtree(twin.folder)
    shutil.copytree(bare.folder, twin.folder, ignore=shutil.ignore_patterns("*.lock"))
    by_commands(twin)
    hands = Hands(qtbot, frame, work)
    rows = by_post(work)
    hands.make_plans()
    hands.take(rows[0].id)
    hands.spread([row.id for row in rows[: len(VALUES)]])
    hands.keep(rows[0].id)
    hands.agree()
    agreed = plans.find(work, YEAR, chip="agreed")
    assert len(agreed) == 60
    assert {plans.plans_of(work, r.id, YEAR)[0].agreed_on for r in agreed} == {date(2027, 1, 20)}
    frame.jobs.close()
    work.database.close()
    wanted, found = values(twin.folder), values(bare.folder)
    for table in TABLES:
        assert found[table] == wanted[table], table
    assert len(found["plan"]) == 60
    assert len(found["result"]) > 300
    assert len(found["library_result"]) == 1
