"""'Siapa belum' in the window: the tree narrows the list, a line opens, words are copied."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from kotabumi_kinerja.services import plans, staff, units
from kotabumi_kinerja.services.workspace import Workspace
from kotabumi_kinerja.store import schema as s
from kotabumi_kinerja.ui.face import Face, Place, Target
from kotabumi_kinerja.ui.jobs import Jobs
from kotabumi_kinerja.ui.kit import Kit
from kotabumi_kinerja.ui.memory import Memory
from kotabumi_kinerja.ui.tabs.targets.late import LatePane
from kotabumi_kinerja.ui.widgets import Notice

YEAR = 2026
MEGA = "199510072017032066"
LESTARI = "196910131992082084"


@dataclass
class Window:
    """The face of a window, as far as a pane needs it."""

    kit: Kit
    jobs: Jobs
    memory: Memory
    gone: list[Target] = field(default_factory=list[Target])
    told: list[str] = field(default_factory=list[str])

    def refused(self, error: object, to_field: object = None) -> None:
        """Nothing here refuses."""
        raise AssertionError(error, to_field)

    def notice(self, notice: Notice) -> None:
        """Remembers what was said."""
        self.told.append(notice.what)

    def done(self, text: str, *, undoable: bool = True) -> None:
        """Remembers what was done."""
        self.told.append(f"{text} {undoable}")

    def go(self, target: Target) -> None:
        """Remembers where it leads."""
        self.gone.append(target)


@pytest.fixture
def face(kit: Kit, jobs: Jobs, memory: Memory) -> Window:
    return Window(kit, jobs, memory)


@pytest.fixture
def planned(office: Workspace) -> Workspace:
    """Drafts, one handed in, one agreed; ten people in a unit below the office's own."""
    book = office.resources / "sample" / "skp-dpmptsp.xlsx"
    plans.apply(office, plans.dry_run(office, book, YEAR))
    of = {row.nip: row for row in plans.find(office, YEAR)}
    first, second = of[MEGA].plan, of[LESTARI].plan
    assert first is not None
    assert second is not None
    plans.submit(office, [first])
    plans.agree(office, [second], office.today(), submit_first=True)
    e = s.employment.c
    with office.database.change("bagi ke unit") as connection:
        key = units.unit_named(connection, office, "Bidang Perizinan")
        some = [row.id for row in list(of.values())[:10]]
        connection.execute(
            update(s.employment)
            .where(e.person_id.in_(some))
            .values(unit_id=key, unit_name="Bidang Perizinan")
        )
    top = next(row for row in units.tree(office) if row.id != key)
    units.move(office, key, top.id)
    return office


def pane_on(qtbot: QtBot, face: Face, work: Workspace) -> LatePane:
    pane = LatePane(face, work)
    qtbot.addWidget(pane)
    pane.set_year(YEAR)
    pane.resize(1100, 600)
    pane.show()
    qtbot.waitUntil(lambda: pane.tree.topLevelItemCount() == 1)
    return pane


def test_the_tree_counts_and_narrows(qtbot: QtBot, face: Window, planned: Workspace) -> None:
    pane = pane_on(qtbot, face, planned)
    assert pane.when.text() == (
        "Batas 31 Januari 2026, lewat 297 hari. 32 dari 33 pegawai belum sepakat SKP 2026"
    )
    top = pane.tree.topLevelItem(0)
    assert [top.text(at) for at in range(6)] == ["Seluruh kantor", "32", "–", "31", "1", "1"]
    assert pane.list.model.rowCount() == 32
    low = top.child(0).child(0)
    assert low.text(0) == "Bidang Perizinan"
    pane.tree.setCurrentItem(low)
    assert pane.list.model.rowCount() == int(low.text(1))
    pane.list.set_chip("draft")
    assert pane.list.model.rowCount() == int(low.text(3).replace("–", "0"))
    pane.list.set_chip("all")
    assert pane.list.model.rowCount() == 10


def test_a_line_opens_the_persons_plan(qtbot: QtBot, face: Window, planned: Workspace) -> None:
    pane = pane_on(qtbot, face, planned)
    person = staff.id_of(planned, MEGA)
    pane.list.select(person)
    pane.list.opened.emit(person)
    assert face.gone == [Target(Place.PLANS, person)]


def test_words_are_copied_for_one_and_for_all(
    qtbot: QtBot, face: Window, planned: Workspace
) -> None:
    pane = pane_on(qtbot, face, planned)
    pane.remind.click()
    said = QGuiApplication.clipboard().text()
    assert said.startswith("Yth. Bapak/Ibu, batas penetapan SKP 2026")
    pane.list.select(staff.id_of(planned, MEGA))
    pane.remind.click()
    assert "SKP 2026 belum disepakati penilai. Batas" in QGuiApplication.clipboard().text()
    assert face.told == ["Teks pengingat disalin False"] * 2


def test_the_counts_are_copied_for_excel(qtbot: QtBot, face: Window, planned: Workspace) -> None:
    pane = pane_on(qtbot, face, planned)
    pane.copy_units()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Unit", "Belum", "Belum ada", "Draf", "Diajukan", "Disepakati"]
    assert lines[1] == ["Seluruh kantor", "32", "–", "31", "1", "1"]
    assert len(lines) == 4


def test_it_follows_what_was_changed(qtbot: QtBot, face: Window, planned: Workspace) -> None:
    pane = pane_on(qtbot, face, planned)
    low = pane.tree.topLevelItem(0).child(0).child(0)
    pane.tree.setCurrentItem(low)
    before = pane.list.model.rowCount()
    row = pane.list.model.row(0)
    assert row is not None
    assert row.plan.plan is not None
    plans.delete_draft(planned, row.plan.plan)
    pane.refresh(frozenset(("plan",)))
    qtbot.waitUntil(lambda: pane.tree.topLevelItem(0).text(2) == "1")
    assert pane.tree.currentItem().text(0) == "Bidang Perizinan"
    assert pane.list.model.rowCount() == before
    pane.refresh(frozenset(("training",)))
    pane.set_year(YEAR + 1)
    qtbot.waitUntil(lambda: pane.tree.topLevelItem(0).text(2) == "33")


def test_an_empty_office_shows_nobody(qtbot: QtBot, face: Window, empty_office: Workspace) -> None:
    pane = pane_on(qtbot, face, empty_office)
    assert pane.list.model.rowCount() == 0
    assert pane.reminder() == ""
